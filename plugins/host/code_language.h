// Which language a file is written in, by the definitions of KSyntaxHighlighting.
#pragma once

#include <QString>

namespace hearth::plugin_host {

/// The language's own name (“C++”, “Python”), by the file's name; empty when no definition fits. Without the
/// library: by the short list of the SDK. Any thread.
QString codeLanguageOf(const QString& path);

} // namespace hearth::plugin_host
