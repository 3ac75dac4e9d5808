// Formulas within a line of text: pictures that the text engine sets among the words.
#pragma once

#include <QColor>
#include <QQuickImageProvider>
#include <QString>

namespace hearth::ui {

/// What stands for a formula in inline HTML until the size and colour of its text are known:
/// `<img src="formula:…">`. Empty when the formula cannot be drawn.
QString formulaPlaceholder(const QString& tex);

/// The placeholders of `html` as pictures for text of `pixelSize`; `devicePixelRatio` is that of the screen.
QString withFormulaImages(const QString& html, int pixelSize, const QColor& color, double devicePixelRatio);

/// The placeholders of `html` as their source between dollars.
QString withFormulaSources(const QString& html);
/// The sources of the formulas in `html`, in their order.
QStringList formulaSources(const QString& html);

/// Serves “image://formula/…”.
class FormulaImages : public QQuickImageProvider {
public:
    static constexpr char name[] = "formula";
    FormulaImages();
    QImage requestImage(const QString& id, QSize* size, const QSize& requestedSize) override;
};

} // namespace hearth::ui
