#pragma once

#include <QStringView>

namespace hearth::ui {

/// Whether a paragraph reads right to left: decided by its first strong character (Unicode UAX #9, P2 and
/// P3). Text without one reads left to right.
bool isRightToLeft(QStringView text);

} // namespace hearth::ui
