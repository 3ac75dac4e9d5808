// What a message is made of on the screen: a list of blocks, each drawn by one small delegate.
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace hearth::ui {

/// One block of a message. A nested list or quote is flattened: each paragraph in it is a block of its own
/// that knows how deep it stands, so that a long list is as cheap to draw and to stream as a long text.
struct Block {
    enum class Kind { Paragraph, Heading, Code, Table, Rule, Image, Math };

    Kind kind = Kind::Paragraph;
    /// Paragraph, Heading: HTML of the inline text, everything from the source escaped.
    /// Code, Math: the plain text. Table: its cells as plain text, tabs between. Image: the alternative text.
    QString text;
    int headingLevel = 0; ///< 1…6
    int listDepth = 0;    ///< 0: not in a list
    int quoteDepth = 0;   ///< 0: not in a quote
    /// What stands before the first block of a list item: "•", "3.", "☐", "☑"; empty for its further blocks.
    QString marker;
    QString language;        ///< Code: first word of the fence's info string, as written
    QString source;          ///< Image: address
    QList<QStringList> rows; ///< Table: HTML of each cell, the header first
    QList<int> alignments;   ///< Table: for each column, 0 start, 1 centre, 2 end
    /// Code: a long listing is cut into chunks of a bounded number of lines, drawn as one.
    bool firstChunk = true;
    bool lastChunk = true;
    int firstLine = 1;        ///< Code: number of the chunk's first line
    bool rightToLeft = false; ///< direction of the paragraph's first strong character

    bool operator==(const Block&) const = default;
};

using Blocks = QList<Block>;

} // namespace hearth::ui

Q_DECLARE_METATYPE(hearth::ui::Block)
