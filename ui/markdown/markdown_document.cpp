#include "ui/markdown/markdown_document.h"

#include "ui/markdown/markdown_parser.h"

#include <QRegularExpression>

#include <algorithm>

namespace hearth::ui {

MarkdownDocument::Change MarkdownDocument::append(QStringView text) {
    if (text.isEmpty())
        return {m_blocks.size(), 0, 0};
    m_source += text;
    return reparse(m_segmenter.update(m_source));
}

MarkdownDocument::Change MarkdownDocument::setSource(const QString& markdown) {
    if (markdown.startsWith(m_source))
        return append(QStringView(markdown).mid(m_source.size()));
    m_source = markdown;
    m_references.clear();
    m_referencesUpTo = 0;
    m_segmenter.clear();
    m_segmenter.update(m_source);
    return reparse(0);
}

void MarkdownDocument::collectReferences(qsizetype firstSegment) {
    static const QRegularExpression definition(QStringLiteral("^ {0,3}\\[[^\\]\\n]+\\]:[ \\t]*\\S.*$"),
                                               QRegularExpression::MultilineOption);
    const QList<Segment>& segments = m_segmenter.segments();
    // The last segment may still change; it is looked at when it has ended.
    for (qsizetype i = firstSegment; i + 1 < segments.size(); ++i) {
        if (segments[i].fencedCode || segments[i].begin < m_referencesUpTo)
            continue;
        m_referencesUpTo = segments[i].end;
        const QString text = m_source.mid(segments[i].begin, segments[i].end - segments[i].begin);
        if (!text.contains(QLatin1String("]:")))
            continue;
        for (auto match = definition.globalMatch(text); match.hasNext();)
            m_references += match.next().captured() + u'\n';
    }
}

MarkdownDocument::Change MarkdownDocument::reparse(qsizetype firstSegment) {
    collectReferences(firstSegment);
    const QList<Segment>& segments = m_segmenter.segments();
    const qsizetype firstBlock =
        firstSegment < m_firstBlocks.size() ? m_firstBlocks[firstSegment] : m_blocks.size();
    Blocks fresh;
    m_firstBlocks.resize(firstSegment);
    for (qsizetype i = firstSegment; i < segments.size(); ++i) {
        m_firstBlocks.append(firstBlock + fresh.size());
        const Segment& segment = segments[i];
        const QStringView text = QStringView(m_source).mid(segment.begin, segment.end - segment.begin);
        if (!segment.fencedCode) {
            fresh += parseMarkdown(text, m_references);
            continue;
        }
        QStringView fenceLine = QStringView(m_source).mid(segment.fence);
        fenceLine = fenceLine.left(std::max<qsizetype>(fenceLine.indexOf(u'\n'), 0));
        Block code = parseFencedCode(text, fenceLine, segment.codeLine);
        code.lastChunk = i + 1 == segments.size() || segments[i + 1].codeLine == 0;
        fresh.append(std::move(code));
    }
    Change change{firstBlock, m_blocks.size() - firstBlock, fresh.size()};
    qsizetype same = 0;
    while (same < change.removed && same < change.inserted && m_blocks[firstBlock + same] == fresh[same])
        ++same;
    change.first += same;
    change.removed -= same;
    change.inserted -= same;
    m_blocks.resize(change.first);
    for (qsizetype i = same; i < fresh.size(); ++i)
        m_blocks.append(std::move(fresh[i]));
    return change;
}

QString MarkdownDocument::sourceOf(qsizetype firstBlock, qsizetype lastBlock) const {
    if (m_firstBlocks.isEmpty() || lastBlock < firstBlock)
        return {};
    const auto segmentOf = [this](qsizetype block) {
        const auto after = std::upper_bound(m_firstBlocks.begin(), m_firstBlocks.end(), block);
        return std::max<qsizetype>(0, after - m_firstBlocks.begin() - 1);
    };
    const QList<Segment>& segments = m_segmenter.segments();
    const qsizetype begin = segments[segmentOf(firstBlock)].begin;
    return m_source.mid(begin, segments[segmentOf(lastBlock)].end - begin).trimmed();
}

} // namespace hearth::ui
