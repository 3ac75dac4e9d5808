// Inline and display TeX math, as far as it can be said in rich text.
#pragma once

#include <QString>

namespace hearth::ui {

/// TeX to inline HTML: Greek letters, operators, sub- and superscripts, simple fractions and roots. What it
/// does not know stays as its source, in code style. Always well-formed and escaped.
QString mathToHtml(const QString& tex);

} // namespace hearth::ui
