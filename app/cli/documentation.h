// What is written about the commands, all from their table.
#pragma once

#include "app/cli/command.h"

namespace hearth::cli {

/// "hearth-cli ask [OPTIONS] QUESTION…"
QString synopsis(const Command& command);
/// --help of one command.
QString helpText(const Command& command);
/// --help of the program.
QString helpText(const QList<Command>& commands);
/// The manual page hearth-cli(1) in roff.
QString manualPage(const QList<Command>& commands, const QString& version);
/// Completion for a shell: "bash", "zsh" or "fish".
QString completion(const QList<Command>& commands, const QString& shell);

} // namespace hearth::cli
