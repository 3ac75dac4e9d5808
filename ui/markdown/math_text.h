// Formulas within text, for QML.
#pragma once

#include "ui/math/formula_images.h"

#include <QObject>
#include <QQmlEngine>

namespace hearth::ui {

class MathText : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    /// The engine that shows text with formulas gets what draws them.
    static MathText* create(QQmlEngine* engine, QJSEngine*) {
        engine->addImageProvider(QLatin1String(FormulaImages::name), new FormulaImages);
        return new MathText;
    }
    /// Inline HTML of a block, with its formulas as pictures for text of that size and colour.
    Q_INVOKABLE QString withFormulas(const QString& html, int pixelSize, const QColor& color,
                                     double devicePixelRatio) const {
        return withFormulaImages(html, pixelSize, color, devicePixelRatio);
    }
    /// The text of a block for a reader: formulas as their source.
    Q_INVOKABLE QString plainText(const QString& html) const;

private:
    MathText() = default;
};

} // namespace hearth::ui
