#include "ui/markdown/math_text.h"

#include "ui/markdown/markdown_parser.h"

namespace hearth::ui {

QString MathText::plainText(const QString& html) const {
    return inlineHtmlToPlainText(withFormulaSources(html));
}

} // namespace hearth::ui
