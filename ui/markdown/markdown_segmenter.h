// Cuts Markdown into segments that can be parsed on their own, while it is still being written.
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

namespace hearth::ui {

/// A piece of the source that no later text can change once another segment follows it.
struct Segment {
    qsizetype begin = 0; ///< UTF-16 offset in the source
    qsizetype end = 0;
    /// A code fence outside of lists and quotes, its fence lines included; long ones are cut into several.
    bool fencedCode = false;
    qsizetype fence = 0; ///< fencedCode: offset of the line that opened the fence
    int codeLine = 0;    ///< fencedCode: lines of code before this segment; 0: it holds the opening line
    bool operator==(const Segment&) const = default;
};

/// Finds the segment borders line by line. A border is put only where CommonMark ends every open block: an
/// unindented line after a blank one, a list item, heading or code fence at the left margin. Feeding text in
/// one piece or character by character gives the same segments.
class MarkdownSegmenter {
public:
    /// Takes the whole source so far, of which the part before what was given last time must be unchanged.
    /// Only lines that have ended are judged; the rest belongs to the last segment for now.
    /// Returns the index of the first segment that is new or has changed.
    qsizetype update(QStringView source);
    const QList<Segment>& segments() const { return m_segments; }
    void clear();

private:
    void judgeLine(QStringView line, qsizetype begin);
    void judgeCodeLine(QStringView line, qsizetype begin);
    void startSegment(Segment segment);

    QList<Segment> m_segments;
    qsizetype m_judged = 0; ///< everything before this offset is in whole lines that were judged
    bool m_blankBefore = true;
    bool m_closedBefore = true; ///< the line before ended its block by itself: heading, closing fence
    bool m_inList = false;      ///< the last segment is a list item
    qsizetype m_fenceBegin = 0;
    int m_codeLines = 0; ///< since the open fence
    QString m_fence;     ///< the open fence at the left margin, e.g. "````"; empty outside
};

/// The longest code segment, in lines.
inline constexpr int codeChunkLines = 80;

/// Length of the list marker that starts an unindented line ("- ", "12. "), 0 if there is none.
qsizetype listMarkerLength(QStringView line);

} // namespace hearth::ui
