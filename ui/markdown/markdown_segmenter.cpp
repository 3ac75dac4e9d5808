#include "ui/markdown/markdown_segmenter.h"

#include <algorithm>

namespace hearth::ui {

namespace {

bool isBlank(QStringView line) {
    return line.trimmed().isEmpty();
}

/// Spaces at the start of a line; a tab counts as four.
qsizetype indentation(QStringView line) {
    if (line.startsWith(u'\t'))
        return 4;
    qsizetype indent = 0;
    while (indent < line.size() && line[indent] == u' ')
        ++indent;
    return indent;
}

/// Whether a list item may start here in the middle of a paragraph: a bullet, or the number one.
bool interruptsParagraph(QStringView line) {
    return !line[0].isDigit() || (line[0] == u'1' && !line[1].isDigit());
}

/// The run of ` or ~ that opens a code fence; empty if the line does not open one.
QStringView openingFence(QStringView line) {
    if (line.isEmpty() || (line[0] != u'`' && line[0] != u'~'))
        return {};
    qsizetype length = 1;
    while (length < line.size() && line[length] == line[0])
        ++length;
    if (length < 3 || (line[0] == u'`' && line.mid(length).contains(u'`')))
        return {};
    return line.left(length);
}

bool closesFence(QStringView line, QStringView fence) {
    qsizetype indent = 0;
    while (indent < line.size() && line[indent] == u' ')
        ++indent;
    const QStringView rest = line.mid(indent).trimmed();
    return indent <= 3 && rest.size() >= fence.size() &&
           std::all_of(rest.begin(), rest.end(), [&](QChar c) { return c == fence[0]; });
}

bool isHeading(QStringView line) {
    qsizetype level = 0;
    while (level < line.size() && line[level] == u'#')
        ++level;
    return level >= 1 && level <= 6 && (level == line.size() || line[level] == u' ' || line[level] == u'\t');
}

} // namespace

qsizetype listMarkerLength(QStringView line) {
    qsizetype length = 0;
    if (!line.isEmpty() && (line[0] == u'-' || line[0] == u'*' || line[0] == u'+')) {
        length = 1;
    } else {
        while (length < line.size() && length < 9 && line[length] >= u'0' && line[length] <= u'9')
            ++length;
        if (length == 0 || length == line.size() || (line[length] != u'.' && line[length] != u')'))
            return 0;
        ++length;
    }
    if (length >= line.size() || (line[length] != u' ' && line[length] != u'\t'))
        return 0;
    return isBlank(line.mid(length)) ? 0 : length + 1;
}

qsizetype MarkdownSegmenter::update(QStringView source) {
    const qsizetype firstChanged = std::max<qsizetype>(0, m_segments.size() - 1);
    while (true) {
        const qsizetype lineEnd = source.indexOf(u'\n', m_judged);
        if (lineEnd < 0)
            break;
        judgeLine(source.mid(m_judged, lineEnd - m_judged), m_judged);
        m_judged = lineEnd + 1;
        m_segments.last().end = m_judged;
    }
    if (m_judged < source.size()) {
        const bool provisional =
            m_closedBefore && (m_segments.isEmpty() || m_segments.last().begin != m_judged);
        if (provisional)
            m_segments.append(Segment{.begin = m_judged});
        m_segments.last().end = source.size();
    }
    return firstChanged;
}

void MarkdownSegmenter::clear() {
    *this = MarkdownSegmenter();
}

void MarkdownSegmenter::startSegment(Segment segment) {
    // An unfinished line may have been put into the last segment for the time being.
    if (!m_segments.isEmpty()) {
        m_segments.last().end = segment.begin;
        if (m_segments.last().begin == segment.begin)
            m_segments.removeLast();
    }
    segment.end = segment.begin;
    m_segments.append(segment);
}

void MarkdownSegmenter::judgeCodeLine(QStringView line, qsizetype begin) {
    if (closesFence(line, m_fence)) {
        m_fence.clear();
        m_closedBefore = true;
        return;
    }
    if (m_codeLines > 0 && m_codeLines % codeChunkLines == 0)
        startSegment({.begin = begin, .fencedCode = true, .fence = m_fenceBegin, .codeLine = m_codeLines});
    ++m_codeLines;
}

void MarkdownSegmenter::judgeLine(QStringView line, qsizetype begin) {
    if (!m_fence.isEmpty()) {
        judgeCodeLine(line, begin);
        return;
    }
    if (isBlank(line)) {
        if (m_segments.isEmpty())
            startSegment({.begin = begin});
        m_blankBefore = true;
        return;
    }
    const qsizetype indent = indentation(line);
    const bool atMargin = indent == 0;
    const bool heading = isHeading(line);
    // Inside a list item, an indented fence belongs to the item.
    const QStringView fence =
        atMargin || (!m_inList && indent <= 3) ? openingFence(line.mid(indent)) : QStringView();
    const bool listItem = listMarkerLength(line) > 0 &&
                          (m_inList || m_blankBefore || m_closedBefore || interruptsParagraph(line));
    if (!fence.isEmpty()) {
        startSegment({.begin = begin, .fencedCode = true, .fence = begin});
        m_fence = fence.toString();
        m_fenceBegin = begin;
        m_codeLines = 0;
        m_inList = false;
    } else if (m_segments.isEmpty() || m_closedBefore || heading || (atMargin && m_blankBefore) || listItem) {
        startSegment({.begin = begin});
        m_inList = listItem;
    }
    m_blankBefore = false;
    m_closedBefore = heading;
}

} // namespace hearth::ui
