#include "ui/math/formula_item.h"

#include <cmath>

namespace hearth::ui {

FormulaItem::FormulaItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
}

void FormulaItem::setTex(const QString& tex) {
    if (tex == m_tex)
        return;
    m_tex = tex;
    m_formula = parseFormula(tex);
    layOut();
}

void FormulaItem::setPixelSize(int size) {
    if (size == m_pixelSize || size <= 0)
        return;
    m_pixelSize = size;
    layOut();
}

void FormulaItem::setColor(const QColor& color) {
    if (color == m_color)
        return;
    m_color = color;
    emit changed();
    update();
}

void FormulaItem::layOut() {
    m_picture = m_formula ? layOutFormula(*m_formula, m_pixelSize, MathStyle::Display) : FormulaPicture();
    setImplicitSize(std::ceil(m_picture.width), std::ceil(m_picture.height()));
    emit changed();
    update();
}

void FormulaItem::paint(QPainter* painter) {
    m_picture.draw(*painter, {0, 0}, m_color);
}

} // namespace hearth::ui
