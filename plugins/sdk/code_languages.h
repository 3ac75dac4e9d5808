// Programming languages by file name: enough to name one in a prompt; colouring is the window's business.
#pragma once

#include <QString>
#include <QStringList>

namespace hearth::sdk {

/// The language of a source file as Markdown fences name it ("cpp", "python"); empty when unknown.
QString codeLanguage(const QString& path);
/// Suffixes of source code and of configuration files that are read like it.
QStringList codeSuffixes();

} // namespace hearth::sdk
