// The blocks of one message while it is being written.
#pragma once

#include "ui/markdown/block.h"
#include "ui/markdown/markdown_segmenter.h"

namespace hearth::ui {

/// Keeps the blocks of a growing Markdown text. Appending parses only the last segment again; all blocks
/// before it stay as they are.
class MarkdownDocument {
public:
    /// What an update did: blocks before `first` are untouched; `removed` blocks from there on were replaced
    /// by `inserted` ones, of which the leading equal ones are not counted.
    struct Change {
        qsizetype first = 0;
        qsizetype removed = 0;
        qsizetype inserted = 0;
        bool isEmpty() const { return removed == 0 && inserted == 0; }
    };

    MarkdownDocument() = default;
    explicit MarkdownDocument(const QString& markdown) { append(markdown); }

    const Blocks& blocks() const { return m_blocks; }
    const QString& source() const { return m_source; }
    Change append(QStringView text);
    Change setSource(const QString& markdown);

    /// The Markdown of the blocks [first, last], by whole segments.
    QString sourceOf(qsizetype firstBlock, qsizetype lastBlock) const;

private:
    Change reparse(qsizetype firstSegment);
    void collectReferences(qsizetype firstSegment);

    QString m_source;
    MarkdownSegmenter m_segmenter;
    QList<qsizetype> m_firstBlocks; ///< for each segment, the index of its first block
    Blocks m_blocks;
    QString m_references; ///< link reference definitions seen so far, one a line
    qsizetype m_referencesUpTo = 0;
};

} // namespace hearth::ui
