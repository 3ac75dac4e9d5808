// Which programming language a piece of code is in.
#pragma once

#include <QString>

namespace hearth::ui {

/// A guess from what the code begins with and from words that one language has: a name that
/// KSyntaxHighlighting knows ("Python", "C++", "JSON" …), or empty when nothing speaks for one.
QString guessLanguage(const QString& code);

} // namespace hearth::ui
