#include "plugins/translate/edited_translation.h"

#include "plugins/translate/checks.h"

#include <QCoreApplication>

namespace hearth::translate {

using namespace sdk;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(hearth::translate::Texts)
};

struct Joined {
    QString source;
    QString target;
    bool translated = false; ///< else the source stays
    Place place;
};

} // namespace

bool markersFit(const QString& source, const QString& target) {
    return checkTranslation(source, target, {}).markersFit;
}

QStringList problemsOf(const QString& source, const QString& target) {
    return checkTranslation(source, target, {}).problems;
}

Result<QByteArray> rebuildTranslation(const DocumentEditor& editor, const QList<AlignmentPart::Pair>& pairs,
                                      int document, const QString& name) {
    const QList<Segment>& segments = editor.segments();
    QList<Joined> joined(segments.size());
    bool same = true;
    for (const AlignmentPart::Pair& pair : pairs) {
        if (pair.document != document)
            continue;
        if (pair.segment < 0 || pair.segment >= segments.size()) {
            same = false;
            continue;
        }
        Joined& segment = joined[pair.segment];
        segment.source += pair.source;
        segment.target += pair.target;
        segment.translated |= !pair.target.isNull();
        segment.place = pair.place;
    }
    QStringList replacements;
    for (qsizetype i = 0; i < segments.size(); ++i) {
        same = same && joined[i].source == segments[i].text;
        replacements << (joined[i].translated ? joined[i].target : QString());
    }
    if (!same)
        return fail(
            ErrorKind::InvalidInput,
            Texts::tr("“%1” has changed since it was translated; translate it again to save it.").arg(name));
    for (qsizetype i = 0; i < segments.size(); ++i)
        if (joined[i].translated && !markersFit(joined[i].source, joined[i].target))
            return fail(
                ErrorKind::InvalidInput,
                Texts::tr("At %1 a mark like ⟦1⟧ is missing or there twice: each stands for something "
                          "that must stay.")
                    .arg(joined[i].place.text()));
    return editor.rebuild(replacements);
}

} // namespace hearth::translate
