#include "plugins/translate/translate_plugin.h"

#include "plugins/sdk/language.h"
#include "plugins/sdk/text.h"
#include "plugins/translate/translator.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>
#include <QMimeDatabase>

#include <algorithm>

namespace hearth::translate {

using namespace sdk;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Translate)
};

Result<Languages> chooseLanguages(const TaskInput& input, const QList<Segment>& segments) {
    Languages languages;
    const QString to = input.options["to"].toString();
    languages.to = languageCode(to.isEmpty() ? input.locale : to);
    if (languages.to.isEmpty())
        return fail(ErrorKind::InvalidInput, to.isEmpty()
                                                 ? Texts::tr("Say which language to translate to.")
                                                 : Texts::tr("“%1” is no language that is known here. Give "
                                                             "a code such as de, or a name such as German.")
                                                       .arg(to));
    const QString from = input.options["from"].toString();
    languages.from = languageCode(from);
    if (!from.isEmpty() && from != QLatin1String("auto") && languages.from.isEmpty())
        return fail(ErrorKind::InvalidInput, Texts::tr("“%1” is no language that is known here.").arg(from));
    if (languages.from.isEmpty()) {
        QString sample;
        for (const Segment& segment : segments)
            if (sample.size() < 8000)
                sample += withoutMarkers(segment.text, segment.protectedParts) + '\n';
        languages.from = detectLanguage(sample).code;
    }
    if (languages.from.isEmpty())
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("The language of the text could not be found; name it."));
    if (languages.from == languages.to)
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("The text is in %1 already.").arg(QLocale(languages.to).nativeLanguageName()));
    return languages;
}

/// A segment in pieces that make it up again when they are put one after the other; empty when `sentences`
/// are not all in it.
QStringList inPieces(const QString& text, const QStringList& sentences) {
    QStringList pieces;
    qsizetype at = 0;
    for (qsizetype i = 0; i < sentences.size(); ++i) {
        const qsizetype begin = text.indexOf(sentences[i], at);
        if (begin < 0)
            return {};
        if (i > 0)
            pieces.last() += text.mid(at, begin - at);
        pieces << (i == 0 ? text.left(begin) : QString()) + sentences[i];
        at = begin + sentences[i].size();
    }
    if (!pieces.isEmpty())
        pieces.last() += text.mid(at);
    return pieces;
}

/// Sentence by sentence where both sides have as many, else the whole segment.
void align(const Segment& segment, const TranslatedSegment& translated, int document, qsizetype number,
           AlignmentPart& alignment) {
    const QStringList left = inPieces(segment.text, splitSentences(segment.text));
    const QStringList right = inPieces(translated.text, splitSentences(translated.text));
    const bool bySentence = left.size() == right.size() && left.size() > 1;
    for (qsizetype i = 0; i < (bySentence ? left.size() : 1); ++i)
        alignment.pairs << AlignmentPart::Pair{bySentence ? left[i] : segment.text,
                                               bySentence ? right[i] : translated.text,
                                               segment.place,
                                               i == 0 ? translated.problems : QStringList(),
                                               document,
                                               int(number),
                                               segment.protectedParts};
}

QString translatedName(const QString& path, const QString& language) {
    const QFileInfo info(path);
    QString base = info.completeBaseName();
    // guide.en.md becomes guide.de.md
    const qsizetype dot = base.lastIndexOf('.');
    if (dot > 0 && base.size() - dot <= 4 && !languageCode(base.mid(dot + 1)).isEmpty())
        base = base.left(dot);
    return base + '.' + language + (info.suffix().isEmpty() ? QString() : '.' + info.suffix());
}

struct Output {
    AlignmentPart alignment;
    QJsonArray problems;
    QStringList notes;
};

Result<QByteArray> translateDocument(const DocumentEditor& editor, Translator& translator,
                                     TaskContext& context, const QString& name, int document,
                                     Output& output) {
    const QList<Segment>& segments = editor.segments();
    QStringList replacements;
    for (qsizetype i = 0; i < segments.size(); ++i) {
        context.reportProgress(int(i), int(segments.size()),
                               Texts::tr("%1: part %2 of %3").arg(name).arg(i + 1).arg(segments.size()));
        TRY_ASSIGN(TranslatedSegment translated, translator.translate(segments[i].text));
        // The editor has the last word on markers: it is asked for this segment alone.
        if (!translated.text.isNull()) {
            QStringList alone(i, QString());
            alone << translated.text;
            if (!segments[i].protectedParts.isEmpty() && !editor.rebuild(alone))
                translated = {QString(), {Texts::tr("The markup could not be kept; the source stays.")}};
        }
        for (const QString& problem : translated.problems)
            output.problems.append(QJsonObject{{"place", segments[i].place.text()}, {"problem", problem}});
        AlignmentPart pairs;
        align(segments[i], translated, document, i, pairs);
        context.showPartial(QStringLiteral("segment-%1").arg(i), pairs);
        output.alignment.pairs << pairs.pairs;
        replacements << translated.text;
    }
    context.reportProgress(int(segments.size()), int(segments.size()),
                           Texts::tr("Putting %1 together").arg(name));
    return editor.rebuild(replacements);
}

} // namespace

QList<TaskDescription> TranslatePlugin::tasks() const {
    TaskDescription task;
    task.id = QStringLiteral("translate");
    task.name = Texts::tr("Translate");
    task.description =
        Texts::tr("Translates text and documents; documents keep their format, code, links and numbers.");
    task.icon = QStringLiteral("preferences-desktop-locale");
    task.suffixes = {"docx", "epub", "fodt", "htm", "html", "markdown",
                     "md",   "odt",  "srt",  "txt", "vtt",  "xhtml"};
    task.maximumFiles = 50;
    using Kind = OptionDescription::Kind;
    task.options = {{QStringLiteral("to"), Texts::tr("To"), Kind::Text, {}, QString()},
                    {QStringLiteral("from"), Texts::tr("From"), Kind::Text, {}, QString()},
                    {QStringLiteral("glossary"), Texts::tr("Glossary"), Kind::Text, {}, QString()},
                    {QStringLiteral("style"), Texts::tr("Style"), Kind::Text, {}, QString()}};
    return {task};
}

Result<TaskResult> TranslatePlugin::run(const QString& task, const TaskInput& input, TaskContext& context) {
    if (task != QLatin1String("translate"))
        return fail(ErrorKind::NotFound, Texts::tr("There is no task “%1” here.").arg(task));
    if (input.files.isEmpty() && input.text.trimmed().isEmpty())
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("There is nothing to translate: give a file or a text."));
    const Glossary glossary = readGlossary(input.options["glossary"].toString());
    Output output;
    TaskResult result;
    QJsonArray files;
    Languages languages;
    qsizetype segments = 0;
    // The typed text is one more document, in Markdown, of which plain text is a part.
    for (qsizetype i = 0; i < input.files.size() + (input.text.trimmed().isEmpty() ? 0 : 1); ++i) {
        const bool isFile = i < input.files.size();
        const QString path = isFile ? input.files[i] : QString();
        const QString name = isFile ? QFileInfo(path).fileName() : Texts::tr("Text");
        TRY_ASSIGN(const std::unique_ptr<DocumentEditor> editor,
                   isFile ? context.editDocument(path) : context.editText(input.text, QStringLiteral("md")));
        TRY_ASSIGN(languages, chooseLanguages(input, editor->segments()));
        if (!context.model())
            return fail(ErrorKind::NoModel, Texts::tr("No model is loaded; a translation needs one."));
        segments += editor->segments().size();
        Translator translator(context, languages, glossary, input.options["style"].toString());
        TRY_ASSIGN(const QByteArray bytes,
                   translateDocument(*editor, translator, context, name, int(i), output));
        if (isFile) {
            const QString translated = translatedName(path, languages.to);
            result.parts << FilePart{
                translated, QMimeDatabase().mimeTypeForFile(path, QMimeDatabase::MatchExtension).name(),
                bytes};
            files.append(QJsonObject{{"source", path}, {"name", translated}});
        } else {
            result.parts << TextPart{QString::fromUtf8(bytes)};
            result.data["text"] = QString::fromUtf8(bytes);
        }
    }
    result.parts << output.alignment;
    result.data["from"] = languages.from;
    result.data["to"] = languages.to;
    result.data["segments"] = segments;
    result.data["problems"] = output.problems;
    result.data["files"] = files;
    if (!output.problems.isEmpty())
        result.notes << Texts::tr("%1 of %2 parts need a look: see the marks at their sides.")
                            .arg(output.problems.size())
                            .arg(segments);
    return result;
}

} // namespace hearth::translate
