#include "plugins/documents/text_editors.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace hearth::documents {

using namespace sdk;

namespace {

/// Cuts Markdown line by line, as CommonMark's block structure has it, without losing where each character
/// stands.
class MarkdownCutter {
public:
    explicit MarkdownCutter(SplicedText& text)
        : m_text(text), m_source(text.source()), m_lines(lineRanges(m_source)) {}
    void run();

private:
    QString line(qsizetype i) const {
        return m_source.mid(m_lines[i].first, m_lines[i].second - m_lines[i].first);
    }
    qsizetype skipFrontMatter();
    bool fence(const QString& text);
    void collectDefinitions();
    void flush();
    void addLine(qsizetype i, const QString& text);
    void heading(qsizetype i, qsizetype prefix, const QString& text);
    bool table(qsizetype& i);
    void cells(qsizetype i);
    QList<ProtectedRange> inlineParts(qsizetype begin, qsizetype end) const;
    void add(const QList<TextRange>& ranges);

    SplicedText& m_text;
    const QString& m_source;
    QList<std::pair<qsizetype, qsizetype>> m_lines;
    QSet<QString> m_definitions;
    QList<TextRange> m_paragraph;
    QString m_fence;
    QString m_skipUntil; ///< end tag of a raw HTML element
    QStringList m_headings;
    QList<int> m_levels;
    qsizetype m_line = 0;
    bool m_inList = false;
};

const QRegularExpression& containerPrefix() {
    // Quote marks, list markers and task boxes, nested in any way.
    static const QRegularExpression prefix(
        QStringLiteral("^(?:[ \\t]*(?:>[ \\t]?|[-*+](?=[ \\t])[ \\t]+(?:\\[[ xX]\\][ "
                       "\\t]+)?|\\d{1,9}[.)](?=[ \\t])[ \\t]+(?:\\[[ xX]\\][ \\t]+)?))*[ \\t]*"));
    return prefix;
}

qsizetype MarkdownCutter::skipFrontMatter() {
    if (m_lines.isEmpty() || line(0).trimmed() != QLatin1String("---"))
        return 0;
    qsizetype end = 1;
    while (end < m_lines.size() && line(end).trimmed() != QLatin1String("---") &&
           line(end).trimmed() != QLatin1String("..."))
        ++end;
    if (end >= m_lines.size())
        return 0;
    // Titles and descriptions are read by people; every other key belongs to a program.
    static const QRegularExpression readable(
        QStringLiteral("^(?:title|subtitle|description|summary|abstract)[ \\t]*:[ "
                       "\\t]*([\"']?)(?=[^\\s|>\\[{&*!])(.*?)\\1[ \\t]*$"));
    for (qsizetype i = 1; i < end; ++i) {
        const QRegularExpressionMatch match = readable.match(line(i));
        if (!match.hasMatch())
            continue;
        m_line = i;
        const qsizetype begin = m_lines[i].first + match.capturedStart(2);
        add({TextRange{begin, begin + match.capturedLength(2)}});
    }
    return end + 1;
}

void MarkdownCutter::collectDefinitions() {
    static const QRegularExpression definition(QStringLiteral("^ {0,3}\\[([^\\]^][^\\]]{0,200})\\]:"),
                                               QRegularExpression::MultilineOption);
    auto matches = definition.globalMatch(m_source);
    while (matches.hasNext())
        m_definitions << matches.next().captured(1).toLower().simplified();
}

/// True while inside a fenced block, its fences included.
bool MarkdownCutter::fence(const QString& text) {
    static const QRegularExpression opening(QStringLiteral(
        "^(?:[ \\t]*(?:>[ \\t]?|[-*+][ \\t]+|\\d{1,9}[.)][ \\t]+))*[ \\t]*(`{3,}(?=[^`]*$)|~{3,})"));
    const QRegularExpressionMatch match = opening.match(text);
    if (m_fence.isEmpty()) {
        m_fence = match.captured(1);
        return !m_fence.isEmpty();
    }
    const QString closing = match.captured(1);
    if (!closing.isEmpty() && closing[0] == m_fence[0] && closing.size() >= m_fence.size() &&
        text.trimmed().endsWith(closing))
        m_fence.clear();
    return true;
}

/// Inline parts that stay: code, images and link addresses, references, tags, maths.
QList<ProtectedRange> MarkdownCutter::inlineParts(qsizetype begin, qsizetype end) const {
    QList<ProtectedRange> parts;
    const QStringView text = QStringView(m_source).mid(begin, end - begin);
    const auto find = [&](const QRegularExpression& pattern, int group, bool fixed) {
        auto matches = pattern.globalMatch(text);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            parts << ProtectedRange{begin + match.capturedStart(group), begin + match.capturedEnd(group),
                                    fixed};
        }
    };
    static const QRegularExpression code(QStringLiteral("(?<!`)(`+)(?!`)(?:.|\\n)*?(?<!`)\\1(?!`)"));
    static const QRegularExpression maths(
        QStringLiteral("\\$\\$[^$]+\\$\\$|(?<![\\\\$\\w])\\$(?=[^\\s$])[^$\\n]*?[^\\s$\\\\]\\$(?![\\w$])"));
    static const QRegularExpression tag(
        QStringLiteral("<!--(?:.|\\n)*?-->|</?[A-Za-z][^<>]*>|<[a-zA-Z][a-zA-Z0-9+.-]*:[^<>\\s]*>"));
    static const QRegularExpression linkOpen(
        QStringLiteral("!?\\[(?=(?:[^\\[\\]]|\\[[^\\[\\]]*\\])*\\](?:\\(|\\[))"));
    static const QRegularExpression linkClose(QStringLiteral(
        "\\](?:\\([ \\t]*(?:<[^<>\\n]*>|(?:[^\\s()]|\\([^\\s()]*\\))*)(?:\\s+(?:\"[^\"]*\"|'[^']*'))?[ "
        "\\t]*\\)|\\[[^\\]\\n]{0,200}\\])(?:\\{[^}\\n]*\\})?"));
    static const QRegularExpression note(QStringLiteral("\\[\\^[^\\]\\s]{1,60}\\]"));
    static const QRegularExpression emoji(QStringLiteral("(?<![\\w:]):[a-z][a-z0-9_+-]{1,40}:(?!\\w)"));
    static const QRegularExpression hardBreak(QStringLiteral("(?: {2,}|\\\\)(?=\\r?\\n)"));
    static const QRegularExpression attributes(QStringLiteral("\\{[:#.][^{}\\n]*\\}"));
    find(code, 0, false);
    find(maths, 0, false);
    find(note, 0, false);
    find(tag, 0, true);
    find(linkOpen, 0, true);
    find(linkClose, 0, true);
    find(emoji, 0, false);
    find(hardBreak, 0, true);
    find(attributes, 0, false);
    static const QRegularExpression shortcut(QStringLiteral("\\[([^\\[\\]^][^\\[\\]]{0,200})\\](?![\\[(:])"));
    auto matches = shortcut.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (m_definitions.contains(match.captured(1).toLower().simplified()))
            parts << ProtectedRange{begin + match.capturedStart(), begin + match.capturedEnd(), false};
    }
    for (ProtectedRange part : findPlaceholders(m_source, begin, end)) {
        part.fixed = m_source[part.begin] == '<';
        parts << part;
    }
    return parts;
}

void MarkdownCutter::add(const QList<TextRange>& ranges) {
    Place place;
    place.headings = m_headings;
    place.line = int(m_line) + 1;
    place.paragraph = int(m_text.segments().size()) + 1;
    m_text.add(ranges, inlineParts(ranges.first().begin, ranges.last().end), place);
}

void MarkdownCutter::flush() {
    if (!m_paragraph.isEmpty())
        add(std::exchange(m_paragraph, {}));
}

void MarkdownCutter::heading(qsizetype i, qsizetype prefix, const QString& text) {
    flush();
    static const QRegularExpression pattern(QStringLiteral("^(#{1,6})[ \\t]+(.*?)([ \\t]+#+)?[ \\t]*$"));
    const QRegularExpressionMatch match = pattern.match(text.mid(prefix));
    const int level = int(match.capturedLength(1));
    const qsizetype begin = m_lines[i].first + prefix + match.capturedStart(2);
    m_line = i;
    while (!m_levels.isEmpty() && m_levels.last() >= level) {
        m_levels.removeLast();
        m_headings.removeLast();
    }
    m_levels << level;
    m_headings << match.captured(2);
    if (match.capturedLength(2) > 0)
        add({TextRange{begin, begin + match.capturedLength(2)}});
}

void MarkdownCutter::cells(qsizetype i) {
    const auto [begin, end] = m_lines[i];
    QList<ProtectedRange> code;
    for (const ProtectedRange& part : tidied(inlineParts(begin, end)))
        code << part;
    const auto isProtected = [&](qsizetype at) {
        return std::any_of(code.begin(), code.end(),
                           [&](const auto& part) { return at >= part.begin && at < part.end; });
    };
    const QString text = line(i);
    qsizetype cell = begin + containerPrefix().match(text).capturedLength();
    m_line = i;
    for (qsizetype at = cell; at <= end; ++at) {
        const bool bar =
            at < end && m_source[at] == '|' && (at == begin || m_source[at - 1] != '\\') && !isProtected(at);
        if (!bar && at < end)
            continue;
        if (at > cell)
            add({TextRange{cell, at}});
        cell = at + 1;
    }
}

bool MarkdownCutter::table(qsizetype& i) {
    static const QRegularExpression delimiter(QStringLiteral(
        "^[ \\t>]*(?:[-*+][ \\t]+)?\\|?[ \\t]*:?-+:?[ \\t]*(?:\\|[ \\t]*:?-+:?[ \\t]*)*\\|?[ \\t]*$"));
    if (i + 1 >= m_lines.size() || !line(i).contains('|') || !line(i + 1).contains('|') ||
        !line(i + 1).contains(delimiter))
        return false;
    flush();
    cells(i);
    for (i += 2; i < m_lines.size() && line(i).contains('|') && !line(i).trimmed().isEmpty(); ++i)
        cells(i);
    --i;
    return true;
}

void MarkdownCutter::addLine(qsizetype i, const QString& text) {
    const qsizetype prefix = containerPrefix().match(text).capturedLength();
    const QString content = text.mid(prefix);
    static const QRegularExpression marker(QStringLiteral("^[ \\t>]*(?:[-*+]|\\d{1,9}[.)])[ \\t]"));
    static const QRegularExpression isHeading(QStringLiteral("^#{1,6}(?:[ \\t]|$)"));
    static const QRegularExpression rule(QStringLiteral(
        "^[ \\t>]*(?:(?:\\*[ \\t]*){3,}|(?:-[ \\t]*){3,}|(?:_[ \\t]*){3,}|=+[ \\t]*|-+[ \\t]*)$"));
    static const QRegularExpression definition(QStringLiteral("^ {0,3}\\[[^\\]^][^\\]]{0,200}\\]:"));
    static const QRegularExpression footnote(QStringLiteral("^\\[\\^[^\\]]{1,60}\\]:[ \\t]*"));
    const bool startsItem = text.contains(marker);
    m_inList |= startsItem;
    if (text.contains(rule) || text.contains(definition)) {
        flush();
        return;
    }
    if (content.contains(isHeading)) {
        heading(i, prefix, text);
        return;
    }
    const bool indentedCode = m_paragraph.isEmpty() && !m_inList &&
                              (text.startsWith(QLatin1String("    ")) || text.startsWith('\t'));
    if (indentedCode)
        return;
    qsizetype begin = m_lines[i].first + prefix;
    if (const auto match = footnote.match(content); match.hasMatch()) {
        flush();
        begin += match.capturedLength();
    }
    if (startsItem)
        flush();
    if (m_paragraph.isEmpty())
        m_line = i;
    // Trailing spaces are a hard break or nothing; they belong to the line's end.
    m_paragraph << TextRange{begin, m_lines[i].second, TextRange::Gap::Space};
}

void MarkdownCutter::run() {
    collectDefinitions();
    static const QRegularExpression rawElement(QStringLiteral("^[ \\t]*<(script|style|pre|textarea)\\b"),
                                               QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression quoteOnly(QStringLiteral("^[ \\t>]*$"));
    for (qsizetype i = skipFrontMatter(); i < m_lines.size(); ++i) {
        const QString text = line(i);
        if (!m_skipUntil.isEmpty()) {
            if (text.contains(m_skipUntil, Qt::CaseInsensitive))
                m_skipUntil.clear();
            continue;
        }
        if (fence(text)) {
            flush();
            continue;
        }
        if (const auto raw = rawElement.match(text); raw.hasMatch()) {
            flush();
            const QString closing = QStringLiteral("</") + raw.captured(1);
            if (!text.contains(closing, Qt::CaseInsensitive))
                m_skipUntil = closing;
            continue;
        }
        if (text.trimmed().startsWith(QLatin1String("<!--")) && !text.contains(QLatin1String("-->"))) {
            flush();
            m_skipUntil = QStringLiteral("-->");
            continue;
        }
        if (text.trimmed().isEmpty() || text.contains(quoteOnly)) {
            flush();
            const bool nextIndented =
                i + 1 < m_lines.size() && (line(i + 1).startsWith(' ') || line(i + 1).startsWith('\t'));
            if (!nextIndented)
                m_inList = false;
            continue;
        }
        if (table(i))
            continue;
        addLine(i, text);
    }
    flush();
}

} // namespace

void cutMarkdown(SplicedText& text) {
    MarkdownCutter(text).run();
}

} // namespace hearth::documents
