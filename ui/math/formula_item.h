// A formula on the screen.
#pragma once

#include "ui/math/formula_layout.h"

#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace hearth::ui {

class FormulaItem : public QQuickPaintedItem {
    Q_OBJECT
    QML_NAMED_ELEMENT(Formula)
    Q_PROPERTY(QString tex READ tex WRITE setTex NOTIFY changed)
    Q_PROPERTY(int pixelSize READ pixelSize WRITE setPixelSize NOTIFY changed)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY changed)
    Q_PROPERTY(bool drawable READ isDrawable NOTIFY changed)
public:
    explicit FormulaItem(QQuickItem* parent = nullptr);

    const QString& tex() const { return m_tex; }
    void setTex(const QString& tex);
    int pixelSize() const { return m_pixelSize; }
    void setPixelSize(int size);
    const QColor& color() const { return m_color; }
    void setColor(const QColor& color);
    /// False for what cannot be drawn: its source is to be shown instead.
    bool isDrawable() const { return m_formula.has_value(); }

    void paint(QPainter* painter) override;

signals:
    void changed();

private:
    void layOut();

    QString m_tex;
    int m_pixelSize = 16;
    QColor m_color = Qt::black;
    std::optional<MathNode> m_formula;
    FormulaPicture m_picture;
};

} // namespace hearth::ui
