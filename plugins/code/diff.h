// Unified diffs: made from two texts, and applied to a text that may have moved on a little.
#pragma once

#include "plugins/sdk/error.h"

#include <QString>

namespace hearth::code {

/// The unified diff that turns `before` into `after` (three lines of context), with `a/` and `b/` paths; an
/// empty `before` is a new file (/dev/null). Empty when both are equal. Shortest edit script: Myers 1986,
/// linear space not needed for the sizes here; beyond 20,000 differing lines the middle is replaced as one
/// hunk.
QString unifiedDiff(const QString& path, const QString& before, const QString& after);

/// How closely a hunk must fit the text.
enum class Fit {
    Forgiving, ///< up to two outer lines of context may differ, and white space at line ends
    Exact      ///< all of its lines are there, letter for letter
};

/// Applies a unified diff to a text. Hunks are found where they say, else at the nearest place where they
/// fit. Lines that a hunk does not change stay as they are, their ends too. Wrong line counts in hunk heads
/// (models can't count) are read past. A hunk that fits nowhere is an Error that names it.
sdk::Result<QString> applyDiff(const QString& text, const QString& diff, Fit fit = Fit::Forgiving);

} // namespace hearth::code
