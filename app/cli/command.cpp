#include "app/cli/command.h"

#include <algorithm>

namespace hearth::cli {

namespace {
// A function, because registrations of other files run before or after this one's variables are made.
QList<Command>& table() {
    static QList<Command> commands;
    return commands;
}
} // namespace

Registration::Registration(Command command) {
    table().append(std::move(command));
}

QList<Command> allCommands() {
    QList<Command> commands = table();
    std::ranges::sort(commands, {}, &Command::name);
    return commands;
}

QList<Option> Command::allOptions() const {
    QList<Option> all = options;
    if (usesModel)
        all += {{QStringLiteral("--model"),
                 QStringLiteral("-m"),
                 QStringLiteral("FILE"),
                 QStringLiteral("GGUF model; else the one used last, else the starter model"),
                 {}},
                {QStringLiteral("--device"),
                 {},
                 QStringLiteral("ID"),
                 QStringLiteral("device to run on, \"auto\" or one of \"hearth-engine devices\""),
                 {}},
                {QStringLiteral("--threads"),
                 QStringLiteral("-t"),
                 QStringLiteral("N"),
                 QStringLiteral("threads; 0: one per performance core"),
                 {}},
                {QStringLiteral("--context"),
                 QStringLiteral("-c"),
                 QStringLiteral("N"),
                 QStringLiteral("context length in tokens; 0: as trained, as memory allows"),
                 {}}};
    if (printsJson)
        all += {{QStringLiteral("--json"), {}, {}, QStringLiteral("print the result as JSON"), {}}};
    all += {{QStringLiteral("--color"),
             {},
             QStringLiteral("WHEN"),
             QStringLiteral("colours on stdout; auto: on a terminal only"),
             {QStringLiteral("auto"), QStringLiteral("always"), QStringLiteral("never")}},
            {QStringLiteral("--help"), QStringLiteral("-h"), {}, QStringLiteral("this text"), {}}};
    return all;
}

} // namespace hearth::cli
