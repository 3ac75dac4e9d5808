// Where every sign and line of a formula stands, after The TeXbook, appendix G, with the fonts of the system.
#pragma once

#include "ui/math/formula.h"

#include <QColor>
#include <QFont>
#include <QPainterPath>
#include <QRectF>

class QPainter;

namespace hearth::ui {

enum class MathStyle {
    Display, ///< on a line of its own
    Text,    ///< within a line of text
};

/// A formula ready to be drawn. The origin is the left end of its baseline.
struct FormulaPicture {
    struct Glyphs {
        QPointF baseline;
        QString text;
        QFont font;
    };
    struct Stroke {
        QPainterPath path;
        double width = 1;
        bool filled = false;
    };
    double width = 0;
    double ascent = 0;  ///< above the baseline
    double descent = 0; ///< below it
    double axis = 0;    ///< height above the baseline of the line that fractions are drawn on
    std::vector<Glyphs> glyphs;
    std::vector<Stroke> strokes;

    double height() const { return ascent + descent; }
    /// Draws it with its upper left corner at `corner`.
    void draw(QPainter& painter, QPointF corner, const QColor& color) const;
};

/// Lays a formula out for letters of `pixelSize`.
FormulaPicture layOutFormula(const MathNode& formula, int pixelSize, MathStyle style);

} // namespace hearth::ui
