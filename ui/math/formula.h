// A formula as a tree, read from the part of TeX that people and models write in answers.
#pragma once

#include "ui/math/tex_symbols.h"

#include <optional>
#include <vector>

namespace hearth::ui {

/// One node; which children it has is said at Kind. An absent child is an empty Row.
struct MathNode {
    enum class Kind {
        Row,       ///< children from left to right
        Symbol,    ///< `symbol`
        Text,      ///< words, in `text`
        Space,     ///< `width` in em
        Fraction,  ///< above, below; `rule` tells whether a line is drawn between
        Root,      ///< what is under it, its index
        Scripts,   ///< base, below, above
        Delimited, ///< content between `open` and `close`, which grow with it
        Accent,    ///< content with the accent named by `text`: "hat", "bar", "vec" …
        Matrix,    ///< cells, row by row; `columns`
    };
    enum class Style { Italic, Upright, Bold };

    Kind kind = Kind::Row;
    std::vector<MathNode> children;
    MathSymbol symbol;
    Style style = Style::Italic;
    QString text;
    QString open;
    QString close;
    double width = 0;
    int columns = 0;
    bool rule = true;
    bool small = false;        ///< Fraction: written as \tfrac
    bool alignedPairs = false; ///< Matrix: columns are flush right, left, right … (aligned equations)
    bool leftAligned = false;  ///< Matrix: all columns flush left (cases)
};

/// Reads a formula. Null when there is anything in it that is not known here: half drawn it would be wrong.
std::optional<MathNode> parseFormula(QStringView tex);

} // namespace hearth::ui
