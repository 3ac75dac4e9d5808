// TeX math within a line of text.
#pragma once

#include <QString>

namespace hearth::ui {

/// TeX to inline HTML. Letters, signs, sub- and superscripts become text; what needs more room (fractions,
/// roots, sums, matrices) becomes a placeholder for a picture (ui/math/formula_images.h); what cannot be
/// drawn stays as its source, in code style. Always well-formed and escaped.
QString mathToHtml(const QString& tex);

} // namespace hearth::ui
