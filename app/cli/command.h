// The commands of hearth-cli: one file each in app/cli/commands. The table that they make is the only source
// of parsing, --help, the manual page and the completion files.
#pragma once

#include "app/cli/arguments.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace hearth::cli {

class Context;

/// A command. Register it with a file-scope `static const Registration`.
struct Command {
    QString name;
    QString summary; ///< one line, no full stop
    QString details; ///< paragraphs for --help and the manual page
    QList<Word> words;
    QList<Option> options;
    bool usesModel = false;  ///< adds --model, --device, --threads, --context
    bool printsJson = false; ///< adds --json
    /// Returns the exit status: 0 done, 1 failed, 2 wrong usage. Context::fail() and Context::usage() make
    /// the latter two.
    std::function<int(Context&)> run;

    /// Own and added options, in the order in which they are shown.
    QList<Option> allOptions() const;
};

/// Puts a command into the table.
class Registration {
public:
    explicit Registration(Command command);
};

/// All commands by name, in alphabetical order.
QList<Command> allCommands();

} // namespace hearth::cli
