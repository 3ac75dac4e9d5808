#include "ui/tasks/translation_review.h"

#include "plugins/documents/editors.h"
#include "plugins/documents/readers.h"
#include "plugins/sdk/text.h"
#include "plugins/translate/edited_translation.h"
#include "ui/markdown/text_direction.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QRegularExpression>
#include <QSaveFile>
#include <QThreadPool>
#include <QVariantMap>

#include <algorithm>

namespace hearth::ui {

using Pair = sdk::AlignmentPart::Pair;

namespace {

QString leadingSpace(const QString& text) {
    qsizetype end = 0;
    while (end < text.size() && text[end].isSpace())
        ++end;
    return text.left(end);
}

QString trailingSpace(const QString& text) {
    qsizetype begin = text.size();
    while (begin > 0 && text[begin - 1].isSpace())
        --begin;
    return text.mid(begin);
}

/// What the marks of a text stand for: “⟦1⟧ `make`”.
QStringList marksOf(const Pair& pair) {
    QStringList marks;
    for (auto matches = sdk::markerPattern().globalMatch(pair.source); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString part = pair.protectedParts.value(match.captured(1).toInt() - 1).simplified();
        marks << match.captured() + u' ' + (part.size() > 60 ? part.left(60) + QStringLiteral("…") : part);
    }
    return marks;
}

sdk::Result<QByteArray> rebuilt(const QString& path, const QString& text, const QList<Pair>& pairs,
                                int document) {
    sdk::DocumentSource source;
    const sdk::ReadLimits limits;
    if (path.isEmpty()) {
        source = {QStringLiteral("text.md"), text.toUtf8()};
    } else {
        TRY_ASSIGN(const QByteArray bytes, documents::readFileBytes(path, limits.fileBytes));
        source = {path, bytes};
    }
    TRY_ASSIGN(const auto editor, documents::editDocument(source, limits));
    return translate::rebuildTranslation(*editor, pairs, document, QFileInfo(source.path).fileName());
}

/// What went wrong; empty when the file is written.
QString written(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return TranslationReview::tr("%1 could not be written: %2.")
        .arg(QDir::toNativeSeparators(path), file.errorString());
}

} // namespace

void TranslationReview::open(const sdk::AlignmentPart& alignment, const QStringList& files,
                             const QString& text, const QString& toLanguage) {
    beginResetModel();
    m_alignment = alignment;
    m_files = files;
    m_text = text;
    m_language = toLanguage;
    endResetModel();
    emit opened();
    emit problemsChanged();
}

int TranslationReview::problems() const {
    return static_cast<int>(std::count_if(m_alignment.pairs.begin(), m_alignment.pairs.end(),
                                          [](const Pair& pair) { return !pair.problems.isEmpty(); }));
}

QString TranslationReview::nameOf(int document) const {
    return document < m_files.size() ? QFileInfo(m_files[document]).fileName() : tr("Text");
}

QVariantList TranslationReview::documents() const {
    QVariantList list;
    for (int row = 0; row < count(); ++row) {
        const int document = m_alignment.pairs[row].document;
        if (document < 0 || !beginsDocument(row))
            continue;
        const bool isFile = document < m_files.size();
        const QFileInfo info(isFile ? m_files[document] : QString());
        const QString suffix = info.suffix();
        list.append(QVariantMap{
            {QStringLiteral("document"), document},
            {QStringLiteral("name"), nameOf(document)},
            {QStringLiteral("folder"), QUrl::fromLocalFile(isFile ? info.absolutePath() : QDir::homePath())},
            {QStringLiteral("suggestedName"), isFile ? info.completeBaseName() + u'.' + m_language +
                                                           (suffix.isEmpty() ? QString() : u'.' + suffix)
                                                     : QStringLiteral("text.%1.md").arg(m_language)},
            {QStringLiteral("isFile"), isFile}});
    }
    return list;
}

std::pair<int, int> TranslationReview::segmentOf(int row) const {
    const QList<Pair>& pairs = m_alignment.pairs;
    const auto same = [&](int other) {
        return pairs[other].segment >= 0 && pairs[other].segment == pairs[row].segment &&
               pairs[other].document == pairs[row].document;
    };
    int first = row, end = row + 1;
    while (first > 0 && same(first - 1))
        --first;
    while (end < count() && same(end))
        ++end;
    return {first, end};
}

bool TranslationReview::beginsDocument(int row) const {
    return row == 0 || m_alignment.pairs[row - 1].document != m_alignment.pairs[row].document;
}

/// Checks a segment again; what is wrong stands at its first row.
void TranslationReview::checkSegment(int row) {
    const auto [first, end] = segmentOf(row);
    QString source, target;
    for (int i = first; i < end; ++i) {
        source += m_alignment.pairs[i].source;
        target += m_alignment.pairs[i].target;
    }
    for (int i = first; i < end; ++i)
        m_alignment.pairs[i].problems.clear();
    if (!target.trimmed().isEmpty())
        m_alignment.pairs[first].problems = translate::problemsOf(source, target);
    emit dataChanged(index(first), index(end - 1), {ProblemsRole});
    emit problemsChanged();
}

void TranslationReview::setTarget(int row, const QString& text) {
    if (row < 0 || row >= count())
        return;
    Pair& pair = m_alignment.pairs[row];
    const QString wanted = text.trimmed();
    if (wanted == pair.target.trimmed())
        return;
    const QString& frame = pair.target.isNull() ? pair.source : pair.target;
    pair.target = wanted.isEmpty() ? QString() : leadingSpace(frame) + wanted + trailingSpace(frame);
    emit dataChanged(index(row), index(row), {TargetRole, TargetRightToLeftRole});
    checkSegment(row);
    emit edited();
}

int TranslationReview::nextProblem(int row) const {
    for (int i = 1; i <= count(); ++i) {
        const int candidate = (row + i) % count();
        if (candidate >= 0 && !m_alignment.pairs[candidate].problems.isEmpty())
            return candidate;
    }
    return -1;
}

void TranslationReview::save(int document, const QUrl& file) {
    if (m_saving)
        return;
    m_saving = true;
    emit savingChanged();
    QThreadPool::globalInstance()->start([self = QPointer<TranslationReview>(this), document,
                                          path = file.toLocalFile(), source = m_files.value(document),
                                          text = m_text, pairs = m_alignment.pairs] {
        const auto bytes = rebuilt(source, text, pairs, document);
        const QString problem = bytes ? written(path, *bytes) : bytes.error().message;
        QMetaObject::invokeMethod(
            qApp,
            [self, path, problem] {
                if (!self)
                    return;
                self->m_saving = false;
                emit self->savingChanged();
                if (problem.isEmpty())
                    emit self->saved(path);
                else
                    emit self->failed(problem);
            },
            Qt::QueuedConnection);
    });
}

QString TranslationReview::text(int document) {
    const auto bytes = rebuilt(m_files.value(document), m_text, m_alignment.pairs, document);
    if (bytes)
        return QString::fromUtf8(*bytes);
    emit failed(bytes.error().message);
    return {};
}

int TranslationReview::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant TranslationReview::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= count())
        return {};
    const Pair& pair = m_alignment.pairs[index.row()];
    switch (role) {
    case SourceRole:
        return pair.source.trimmed();
    case TargetRole:
        return pair.target.trimmed();
    case PlaceRole:
        return segmentOf(index.row()).first == index.row() ? pair.place.text() : QString();
    case ProblemsRole:
        return pair.problems;
    case MarksRole:
        return marksOf(pair);
    case DocumentRole:
        return beginsDocument(index.row()) ? nameOf(std::max(0, pair.document)) : QString();
    case SourceRightToLeftRole:
        return isRightToLeft(pair.source);
    case TargetRightToLeftRole:
        return isRightToLeft(pair.target.isNull() ? pair.source : pair.target);
    default:
        return {};
    }
}

QHash<int, QByteArray> TranslationReview::roleNames() const {
    return {{SourceRole, "source"},
            {TargetRole, "target"},
            {PlaceRole, "place"},
            {ProblemsRole, "problems"},
            {MarksRole, "marks"},
            {DocumentRole, "documentName"},
            {SourceRightToLeftRole, "sourceRightToLeft"},
            {TargetRightToLeftRole, "targetRightToLeft"}};
}

} // namespace hearth::ui
