// hearth-cli completion and hearth-cli manual: files for packages, from the table of commands.
#include "app/cli/documentation.h"

#include "app/cli/context.h"

#include <QCoreApplication>

namespace hearth::cli {

namespace {

const Registration completions({
    .name = QStringLiteral("completion"),
    .summary = QStringLiteral("Print the completion file of a shell"),
    .details = QStringLiteral(
        "For example: hearth-cli completion bash > ~/.local/share/bash-completion/completions/hearth-cli"),
    .words = {{QStringLiteral("SHELL"),
               {},
               {QStringLiteral("bash"), QStringLiteral("zsh"), QStringLiteral("fish")}}},
    .options = {},
    .run =
        [](Context& context) {
            context.terminal().write(completion(allCommands(), context.arguments().word(0)));
            return 0;
        },
});

const Registration manual({
    .name = QStringLiteral("manual"),
    .summary = QStringLiteral("Print the manual page"),
    .details = QStringLiteral("In the format of man: hearth-cli manual | man -l -"),
    .words = {},
    .options = {},
    .run =
        [](Context& context) {
            context.terminal().write(manualPage(allCommands(), QCoreApplication::applicationVersion()));
            return 0;
        },
});

} // namespace

} // namespace hearth::cli
