#include "ui/math/formula_layout.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hearth::ui {

namespace {

using Kind = MathNode::Kind;
using Picture = FormulaPicture;

/// How large, and how roomy, a part of a formula is drawn.
struct Size {
    double em;       ///< pixels
    bool display;    ///< large operators, roomy fractions
    int scripts = 0; ///< how deep in scripts it stands
    Size smaller() const {
        return {em * (scripts == 0 ? 0.71 : scripts == 1 ? 0.78 : 1.0), false, scripts + 1};
    }
    Size inner() const { return {em, false, scripts}; }
    double rule() const { return std::max(1.0, em * 0.05); }
};

QFont mathFont(double em, MathNode::Style style) {
    QFont font;
    font.setFamilies({QStringLiteral("STIX Two Text"), QStringLiteral("Cambria"),
                      QStringLiteral("Noto Serif"), QStringLiteral("DejaVu Serif"), QStringLiteral("serif")});
    font.setStyleHint(QFont::Serif);
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(em))));
    font.setItalic(style == MathNode::Style::Italic);
    font.setBold(style == MathNode::Style::Bold);
    return font;
}

double axisOf(const Size& size) {
    return QFontMetricsF(mathFont(size.em, MathNode::Style::Upright)).xHeight() * 0.52;
}

Picture glyphs(const QString& text, const QFont& font) {
    const QFontMetricsF metrics(font);
    const QRectF ink = metrics.tightBoundingRect(text);
    Picture picture;
    // Slanted letters lean over their advance: what follows must not touch them.
    picture.width = std::max(metrics.horizontalAdvance(text), font.italic() ? ink.right() + 0.5 : 0);
    picture.ascent = -ink.top();
    picture.descent = ink.bottom();
    picture.glyphs.push_back({{0, 0}, text, font});
    return picture;
}

/// Puts `part` into `whole`, its baseline's left end at (x, y); y grows downwards.
void place(Picture& whole, const Picture& part, double x, double y) {
    for (Picture::Glyphs run : part.glyphs) {
        run.baseline += QPointF(x, y);
        whole.glyphs.push_back(std::move(run));
    }
    for (Picture::Stroke stroke : part.strokes) {
        stroke.path.translate(x, y);
        whole.strokes.push_back(std::move(stroke));
    }
    whole.ascent = std::max(whole.ascent, part.ascent - y);
    whole.descent = std::max(whole.descent, part.descent + y);
}

void addRule(Picture& whole, double x, double y, double width, double thickness) {
    QPainterPath path;
    path.addRect(x, y - thickness / 2, width, thickness);
    whole.strokes.push_back({path, 0, true});
    whole.ascent = std::max(whole.ascent, thickness / 2 - y);
    whole.descent = std::max(whole.descent, thickness / 2 + y);
}

Picture layOut(const MathNode& node, const Size& size);

MathClass classOf(const MathNode& node) {
    switch (node.kind) {
    case Kind::Symbol:
    case Kind::Scripts:
        return node.symbol.mathClass;
    default:
        return MathClass::Ordinary;
    }
}

/// Space between two neighbours, in em (The TeXbook, chapter 18).
double spaceBetween(MathClass left, MathClass right, const Size& size) {
    const bool tight = size.scripts > 0;
    if (left == MathClass::Relation || right == MathClass::Relation)
        return tight || left == right || left == MathClass::Open || right == MathClass::Close ? 0 : 5.0 / 18;
    if (left == MathClass::Binary || right == MathClass::Binary)
        return tight ? 0 : 4.0 / 18;
    if (left == MathClass::Punctuation)
        return tight ? 0 : 3.0 / 18;
    const bool operatorFirst =
        left == MathClass::Operator && right != MathClass::Open && right != MathClass::Close;
    const bool operatorSecond = right == MathClass::Operator && left != MathClass::Open;
    return operatorFirst || operatorSecond ? 3.0 / 18 : 0;
}

Picture row(const MathNode& node, const Size& size) {
    Picture whole;
    MathClass before = MathClass::Open;
    for (size_t i = 0; i < node.children.size(); ++i) {
        const MathNode& child = node.children[i];
        const Picture part = layOut(child, size);
        if (child.kind == Kind::Space) {
            whole.width = std::max(0.0, whole.width + part.width);
            continue;
        }
        MathClass now = classOf(child);
        // A sign between nothing and something is no operation: −x, (+1).
        const bool nothingBefore = before == MathClass::Open || before == MathClass::Binary ||
                                   before == MathClass::Relation || before == MathClass::Punctuation ||
                                   before == MathClass::Operator;
        if (now == MathClass::Binary && (nothingBefore || i + 1 == node.children.size()))
            now = MathClass::Ordinary;
        if (whole.width > 0)
            whole.width += spaceBetween(before, now, size) * size.em;
        place(whole, part, whole.width, 0);
        whole.width += part.width;
        before = now;
    }
    return whole;
}

Picture symbol(const MathNode& node, const Size& size) {
    const bool upright =
        node.symbol.function || node.symbol.text.size() != 1 || !node.symbol.text[0].isLetter();
    const auto style =
        upright && node.style == MathNode::Style::Italic ? MathNode::Style::Upright : node.style;
    if (!node.symbol.large)
        return glyphs(node.symbol.text, mathFont(size.em, style));
    Picture sign = glyphs(node.symbol.text, mathFont(size.em * (size.display ? 1.7 : 1.15), style));
    // Centred on the axis.
    Picture whole;
    const double y = (sign.ascent - sign.descent) / 2 - axisOf(size);
    place(whole, sign, 0, y);
    whole.width = sign.width;
    return whole;
}

Picture fraction(const MathNode& node, const Size& size) {
    const Size partSize = size.display && !node.small ? size.inner() : size.smaller();
    const Picture above = layOut(node.children[0], partSize);
    const Picture below = layOut(node.children[1], partSize);
    const double axis = axisOf(size);
    const double gap = size.em * (size.display ? 0.24 : 0.13) + size.rule() / 2;
    const double side = size.em * 0.1;
    Picture whole;
    whole.width = std::max(above.width, below.width) + 2 * side + size.em * 0.06;
    place(whole, above, (whole.width - above.width) / 2, -(axis + gap + above.descent));
    place(whole, below, (whole.width - below.width) / 2, -axis + gap + below.ascent);
    if (node.rule)
        addRule(whole, size.em * 0.03, -axis, whole.width - size.em * 0.06, size.rule());
    return whole;
}

Picture root(const MathNode& node, const Size& size) {
    const Picture inner = layOut(node.children[0], size.inner());
    const double rule = size.rule();
    const double gap = size.em * 0.13 + rule;
    const double top = -(std::max(inner.ascent, size.em * 0.55) + gap);
    const double bottom = inner.descent + size.em * 0.08;
    const double width = size.em * 0.5 + std::min(0.2 * (bottom - top), size.em * 0.5) * 0.4;
    Picture whole;
    double x = 0;
    if (!node.children[1].children.empty()) {
        const Picture index = layOut(node.children[1], size.smaller().smaller());
        x = std::max(0.0, index.width - width * 0.55);
        place(whole, index, std::max(0.0, width * 0.55 - index.width),
              (top + bottom) / 2 - index.descent - size.em * 0.05);
    }
    QPainterPath hook(QPointF(x + width * 0.08, bottom - (bottom - top) * 0.42));
    hook.lineTo(x + width * 0.26, bottom - (bottom - top) * 0.5);
    hook.lineTo(x + width * 0.56, bottom);
    hook.lineTo(x + width, top);
    hook.lineTo(x + width + inner.width + size.em * 0.1, top);
    whole.strokes.push_back({hook, rule, false});
    whole.ascent = std::max(whole.ascent, -top + rule);
    whole.descent = std::max(whole.descent, bottom + rule / 2);
    place(whole, inner, x + width + size.em * 0.05, 0);
    whole.width = x + width + inner.width + size.em * 0.14;
    return whole;
}

Picture limits(const Picture& base, const Picture& below, const Picture& above, const Size& size) {
    Picture whole;
    whole.width = std::max({base.width, below.width, above.width});
    place(whole, base, (whole.width - base.width) / 2, 0);
    const double gap = size.em * 0.14;
    if (!above.glyphs.empty() || !above.strokes.empty())
        place(whole, above, (whole.width - above.width) / 2, -(base.ascent + gap + above.descent));
    if (!below.glyphs.empty() || !below.strokes.empty())
        place(whole, below, (whole.width - below.width) / 2, base.descent + gap + below.ascent);
    return whole;
}

Picture scripts(const MathNode& node, const Size& size) {
    const Picture base = layOut(node.children[0], size);
    const Picture below = layOut(node.children[1], size.smaller());
    const Picture above = layOut(node.children[2], size.smaller());
    if (node.symbol.limits && size.display)
        return limits(base, below, above, size);
    Picture whole;
    place(whole, base, 0, 0);
    const bool single = node.children[0].kind == Kind::Symbol && !node.symbol.large;
    double up = std::max(single ? 0 : base.ascent - size.em * 0.32, size.em * 0.38);
    double down = std::max(single ? 0 : base.descent + size.em * 0.1, size.em * 0.17);
    const bool hasBelow = below.width > 0;
    const bool hasAbove = above.width > 0;
    up = std::max(up, above.descent + size.em * 0.15);
    if (hasBelow && hasAbove)
        down = std::max(down, below.ascent + size.em * 0.18 - (up - above.descent));
    const double after = base.width + size.em * 0.04;
    // The upper one stands off a slanted sign, the lower one below it.
    const double lean = node.symbol.large && !node.symbol.limits ? size.em * (size.display ? 0.3 : 0.15) : 0;
    if (hasAbove)
        place(whole, above, after, -up);
    if (hasBelow)
        place(whole, below, std::max(base.width * 0.5, after - lean), down);
    whole.width = after + std::max(above.width, below.width - std::min(lean, below.width)) + size.em * 0.04;
    return whole;
}

/// A delimiter as a line: half of it from the top to the middle is what most of them mirror.
QPainterPath delimiterPath(QChar sign, double width, double top, double bottom) {
    const double middle = (top + bottom) / 2;
    const bool mirrored = QStringView(u")]}⟩⌋⌉").contains(sign);
    QPainterPath path;
    const double in = width * 0.25; // the side where the content is
    const double out = width * 0.75;
    switch (sign.unicode()) {
    case u'(':
    case u')':
        path.moveTo(out, top);
        path.cubicTo(in - width * 0.25, top + (middle - top) * 0.6, in - width * 0.25,
                     middle + (bottom - middle) * 0.4, out, bottom);
        break;
    case u'{':
    case u'}': {
        const double bend = std::min(width, (bottom - top) * 0.12);
        path.moveTo(out, top);
        path.quadTo(width / 2, top, width / 2, top + bend);
        path.lineTo(width / 2, middle - bend);
        path.quadTo(width / 2, middle, width * 0.2, middle);
        path.quadTo(width / 2, middle, width / 2, middle + bend);
        path.lineTo(width / 2, bottom - bend);
        path.quadTo(width / 2, bottom, out, bottom);
        break;
    }
    case u'⟨':
    case u'⟩':
        path.moveTo(out, top);
        path.lineTo(in, middle);
        path.lineTo(out, bottom);
        break;
    case u'|':
    case u'‖':
        path.moveTo(sign == u'|' ? width / 2 : width * 0.3, top);
        path.lineTo(sign == u'|' ? width / 2 : width * 0.3, bottom);
        if (sign == u'‖') {
            path.moveTo(width * 0.7, top);
            path.lineTo(width * 0.7, bottom);
        }
        break;
    case u'/':
        path.moveTo(out, top);
        path.lineTo(in, bottom);
        break;
    default: { // brackets, floor and ceiling
        const bool upper = QStringView(u"[]⌈⌉").contains(sign);
        const bool lower = QStringView(u"[]⌊⌋").contains(sign);
        path.moveTo(upper ? out : in, top);
        path.lineTo(in, top);
        path.lineTo(in, bottom);
        if (lower)
            path.lineTo(out, bottom);
    }
    }
    return mirrored ? QTransform(-1, 0, 0, 1, width, 0).map(path) : path;
}

Picture delimited(const MathNode& node, const Size& size) {
    const Picture inner = layOut(node.children[0], size);
    const double axis = axisOf(size);
    const double reach =
        std::max({inner.ascent - axis, inner.descent + axis, size.em * 0.45}) + size.em * 0.04;
    const double width = size.em * (0.3 + 0.04 * std::min(4.0, reach / size.em));
    Picture whole;
    const auto side = [&](const QString& sign) {
        if (sign.isEmpty())
            return;
        QPainterPath path = delimiterPath(sign[0], width, -axis - reach, -axis + reach);
        path.translate(whole.width, 0);
        whole.strokes.push_back({path, size.rule() * 1.15, false});
        whole.ascent = std::max(whole.ascent, axis + reach + 1);
        whole.descent = std::max(whole.descent, reach - axis + 1);
        whole.width += width;
    };
    side(node.open);
    whole.width += size.em * 0.05;
    place(whole, inner, whole.width, 0);
    whole.width += inner.width + size.em * 0.05;
    side(node.close);
    return whole;
}

Picture accent(const MathNode& node, const Size& size) {
    const Picture inner = layOut(node.children[0], size.inner());
    Picture whole;
    place(whole, inner, 0, 0);
    whole.width = inner.width;
    const double top = -(inner.ascent + size.em * 0.12);
    const double middle = inner.width / 2 + size.em * 0.04;
    const double half = node.text.startsWith(QLatin1String("wide")) ? inner.width * 0.45 : size.em * 0.2;
    const double high = size.em * 0.13;
    QPainterPath path;
    if (node.text == QLatin1String("underline")) {
        addRule(whole, 0, inner.descent + size.em * 0.12, inner.width, size.rule());
        return whole;
    }
    if (node.text == QLatin1String("overline") || node.text == QLatin1String("bar")) {
        const bool wide = node.text == QLatin1String("overline");
        addRule(whole, wide ? 0 : middle - half, top, wide ? inner.width : 2 * half, size.rule());
        return whole;
    }
    bool filled = false;
    if (node.text.endsWith(QLatin1String("hat"))) {
        path.moveTo(middle - half, top);
        path.lineTo(middle, top - high);
        path.lineTo(middle + half, top);
    } else if (node.text.endsWith(QLatin1String("tilde"))) {
        path.moveTo(middle - half, top);
        path.cubicTo(middle - half / 3, top - high * 1.6, middle + half / 3, top + high * 0.8, middle + half,
                     top - high * 0.8);
    } else if (node.text == QLatin1String("vec")) {
        path.moveTo(middle - half, top - high / 2);
        path.lineTo(middle + half, top - high / 2);
        path.moveTo(middle + half - high, top - high * 1.1);
        path.lineTo(middle + half, top - high / 2);
        path.lineTo(middle + half - high, top + high * 0.1);
    } else { // dot, ddot
        filled = true;
        const double radius = size.em * 0.06;
        const double apart = node.text == QLatin1String("ddot") ? size.em * 0.12 : 0;
        path.addEllipse(QPointF(middle - apart, top - radius), radius, radius);
        if (apart > 0)
            path.addEllipse(QPointF(middle + apart, top - radius), radius, radius);
    }
    whole.strokes.push_back({path, size.rule(), filled});
    whole.ascent = std::max(whole.ascent, -top + high + size.rule());
    return whole;
}

Picture matrix(const MathNode& node, const Size& size) {
    const size_t columns = static_cast<size_t>(std::max(1, node.columns));
    const size_t rows = node.children.size() / columns;
    const Size cellSize = node.alignedPairs ? size : size.inner();
    std::vector<Picture> cells;
    std::vector<double> widths(columns, 0.0);
    for (size_t i = 0; i < rows * columns; ++i) {
        cells.push_back(layOut(node.children[i], cellSize));
        widths[i % columns] = std::max(widths[i % columns], cells.back().width);
    }
    const double between = size.em * (node.alignedPairs ? 0.2 : 0.8);
    const double leading = size.em * (node.alignedPairs ? 0.55 : 0.35);
    Picture whole;
    std::vector<double> baselines;
    double y = 0;
    for (size_t r = 0; r < rows; ++r) {
        double ascent = size.em * 0.7;
        double descent = size.em * 0.2;
        for (size_t c = 0; c < columns; ++c) {
            ascent = std::max(ascent, cells[r * columns + c].ascent);
            descent = std::max(descent, cells[r * columns + c].descent);
        }
        baselines.push_back(y + ascent);
        y += ascent + descent + (r + 1 < rows ? leading : 0);
    }
    const double shift = -axisOf(size) - y / 2;
    for (size_t r = 0; r < rows; ++r) {
        double x = 0;
        for (size_t c = 0; c < columns; ++c) {
            const Picture& cell = cells[r * columns + c];
            const double room = widths[c] - cell.width;
            const double indent = node.leftAligned    ? 0
                                  : node.alignedPairs ? (c % 2 == 0 ? room : 0)
                                                      : room / 2;
            place(whole, cell, x + indent, baselines[r] + shift);
            x += widths[c] + (c + 1 < columns ? between : 0);
        }
        whole.width = x;
    }
    return whole;
}

Picture layOut(const MathNode& node, const Size& size) {
    switch (node.kind) {
    case Kind::Row:
        return row(node, size);
    case Kind::Symbol:
        return symbol(node, size);
    case Kind::Text:
        return glyphs(node.text, mathFont(size.em, node.style));
    case Kind::Space: {
        Picture space;
        space.width = node.width * size.em;
        return space;
    }
    case Kind::Fraction:
        return fraction(node, size);
    case Kind::Root:
        return root(node, size);
    case Kind::Scripts:
        return scripts(node, size);
    case Kind::Delimited:
        return delimited(node, size);
    case Kind::Accent:
        return accent(node, size);
    case Kind::Matrix:
        return matrix(node, size);
    }
    return {};
}

} // namespace

void FormulaPicture::draw(QPainter& painter, QPointF corner, const QColor& color) const {
    painter.save();
    painter.translate(corner + QPointF(0, ascent));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Glyphs& run : glyphs) {
        painter.setPen(color);
        painter.setFont(run.font);
        painter.drawText(run.baseline, run.text);
    }
    for (const Stroke& stroke : strokes) {
        if (stroke.filled)
            painter.fillPath(stroke.path, color);
        else
            painter.strokePath(stroke.path,
                               QPen(color, stroke.width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    }
    painter.restore();
}

FormulaPicture layOutFormula(const MathNode& formula, int pixelSize, MathStyle style) {
    const Size size{static_cast<double>(pixelSize), style == MathStyle::Display};
    const FormulaPicture content = layOut(formula, size);
    // Slanted letters begin before their place.
    double before = 0;
    for (const FormulaPicture::Glyphs& run : content.glyphs)
        before = std::max(before,
                          -(run.baseline.x() + QFontMetricsF(run.font).tightBoundingRect(run.text).left()));
    FormulaPicture picture;
    place(picture, content, std::ceil(before), 0);
    picture.width = content.width + std::ceil(before);
    picture.axis = axisOf(size);
    // Room for what leans or is smoothed beyond its box.
    picture.ascent += 1;
    picture.descent += 1;
    picture.width += 1;
    return picture;
}

} // namespace hearth::ui
