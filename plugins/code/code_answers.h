// Code out of a model's answer.
#pragma once

#include <QString>

#include <optional>

namespace hearth::code {

/// The content of the largest fenced block of an answer; `language` gets what its fence names. Without a
/// fence: the whole answer when it is no prose; nullopt else.
std::optional<QString> fencedCode(const QString& answer, QString* language = nullptr);

/// True when an answer leaves parts out (“… rest of the code unchanged”) that the original does not.
bool leavesOut(const QString& original, const QString& answer);

/// True when every line of the original that is no comment is in the new text, in order: comments were added,
/// nothing else.
bool onlyAddsComments(const QString& original, const QString& changed);

/// The suffix of files in a language that a person named (“Rust” gives "rs"); empty when unknown.
QString suffixOf(const QString& language);

} // namespace hearth::code
