#include "ui/markdown/inline_math.h"

namespace hearth::ui {

QString mathToHtml(const QString& tex) {
    return QLatin1String("<code>") + tex.toHtmlEscaped() + QLatin1String("</code>");
}

} // namespace hearth::ui
