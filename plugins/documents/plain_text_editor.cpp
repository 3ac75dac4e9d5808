#include "plugins/documents/text_editors.h"

#include <QRegularExpression>

#include <algorithm>

namespace hearth::documents {

using namespace sdk;

QList<std::pair<qsizetype, qsizetype>> lineRanges(const QString& text) {
    QList<std::pair<qsizetype, qsizetype>> lines;
    qsizetype begin = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != '\n' && text[i] != '\r')
            continue;
        if (i < text.size() || i > begin)
            lines.append({begin, i});
        if (i + 1 < text.size() && text[i] == '\r' && text[i + 1] == '\n')
            ++i;
        begin = i + 1;
    }
    return lines;
}

namespace {

/// True when these lines are one paragraph that a program broke to fit a width: long lines but for the last.
bool isWrapped(const QString& text, const QList<std::pair<qsizetype, qsizetype>>& lines) {
    if (lines.size() < 2)
        return false;
    static const QRegularExpression bullet(QStringLiteral("^\\s*([-*•–]|\\d{1,3}[.)])\\s"));
    qsizetype longest = 0;
    for (const auto& [begin, end] : lines)
        longest = std::max(longest, end - begin);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto& [begin, end] = lines[i];
        if (i > 0 && text.mid(begin, end - begin).contains(bullet))
            return false;
        if (i + 1 == lines.size())
            continue;
        // The next line's first word would not have fitted.
        const auto& [nextBegin, nextEnd] = lines[i + 1];
        const QString next = text.mid(nextBegin, nextEnd - nextBegin).trimmed();
        const qsizetype space = next.indexOf(' ');
        const qsizetype word = space < 0 ? next.size() : space;
        if (end - begin + 1 + word < longest - 12)
            return false;
    }
    return longest >= 40;
}

} // namespace

void cutPlainText(SplicedText& text) {
    const QString& source = text.source();
    QList<std::pair<qsizetype, qsizetype>> paragraph;
    int number = 0, line = 0, firstLine = 1;
    const auto flush = [&] {
        if (paragraph.isEmpty())
            return;
        const bool wrapped = isWrapped(source, paragraph);
        QList<TextRange> ranges;
        const auto add = [&](int at) {
            Place place;
            place.paragraph = ++number;
            place.line = at;
            text.add(ranges, findPlaceholders(source, ranges.first().begin, ranges.last().end), place);
            ranges.clear();
        };
        for (qsizetype i = 0; i < paragraph.size(); ++i) {
            ranges << TextRange{paragraph[i].first, paragraph[i].second, TextRange::Gap::Space};
            if (!wrapped)
                add(firstLine + int(i));
        }
        if (wrapped)
            add(firstLine);
        paragraph.clear();
    };
    for (const auto& [begin, end] : lineRanges(source)) {
        ++line;
        if (QStringView(source).mid(begin, end - begin).trimmed().isEmpty()) {
            flush();
            continue;
        }
        if (paragraph.isEmpty())
            firstLine = line;
        // Indentation is the layout's, not the text's.
        qsizetype from = begin;
        while (from < end && source[from].isSpace())
            ++from;
        paragraph.append({from, end});
    }
    flush();
}

void cutSubtitles(SplicedText& text) {
    static const QRegularExpression timing(
        QStringLiteral("^\\s*((?:\\d+:)?\\d{1,2}:\\d{2}[,.]\\d{1,3})\\s*-->"));
    static const QRegularExpression styles(QStringLiteral("\\{\\\\[^}]*\\}|<[^>\\n]{1,80}>"));
    const QString& source = text.source();
    QList<TextRange> cue;
    QString time;
    int number = 0;
    const auto flush = [&] {
        if (cue.isEmpty())
            return;
        QList<ProtectedRange> atoms = findPlaceholders(source, cue.first().begin, cue.last().end);
        auto matches = styles.globalMatch(
            QStringView(source).mid(cue.first().begin, cue.last().end - cue.first().begin));
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            atoms << ProtectedRange{cue.first().begin + match.capturedStart(),
                                    cue.first().begin + match.capturedEnd(), true};
        }
        // A style found by both searches counts as markup.
        std::stable_sort(atoms.begin(), atoms.end(),
                         [](const auto& a, const auto& b) { return a.fixed > b.fixed; });
        Place place;
        place.paragraph = number;
        place.time = time;
        text.add(cue, atoms, place);
        cue.clear();
    };
    for (const auto& [begin, end] : lineRanges(source)) {
        const QString line = source.mid(begin, end - begin);
        if (const auto match = timing.match(line); match.hasMatch()) {
            flush();
            time = match.captured(1);
            ++number;
        } else if (line.trimmed().isEmpty()) {
            flush();
            time.clear();
        } else if (!time.isEmpty()) {
            const bool speaker = line.trimmed().startsWith('-') || line.trimmed().startsWith(QChar(0x2013));
            cue << TextRange{begin, end, speaker ? TextRange::Gap::Structure : TextRange::Gap::Space};
        }
    }
    flush();
}

} // namespace hearth::documents
