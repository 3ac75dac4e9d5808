// hearth-cli: the assistant without a window.
#include "app/cli/command.h"
#include "app/cli/context.h"
#include "app/cli/documentation.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

using namespace hearth::cli;

int run(const QStringList& line) {
    Terminal terminal(QStringLiteral("never"));
    const QList<Command> commands = allCommands();
    const QString first = line.value(0);
    if (first.isEmpty() || first == u"--help" || first == u"-h" || first == u"help") {
        const auto named = std::ranges::find(commands, line.value(1), &Command::name);
        const QString text = named == commands.end() ? helpText(commands) : helpText(*named);
        first.isEmpty() ? terminal.error(text) : terminal.write(text);
        return first.isEmpty() ? 2 : 0;
    }
    if (first == u"--version") {
        terminal.write(QStringLiteral("hearth-cli %1\n").arg(QCoreApplication::applicationVersion()));
        return 0;
    }
    const auto command = std::ranges::find(commands, first, &Command::name);
    if (command == commands.end()) {
        terminal.error(
            QStringLiteral("hearth-cli: there is no command \"%1\"\n\n%2").arg(first, helpText(commands)));
        return 2;
    }
    const QStringList rest = line.mid(1);
    const qsizetype end = rest.indexOf(QStringLiteral("--"));
    const QStringList options = rest.mid(0, end);
    if (options.contains(QStringLiteral("--help")) || options.contains(QStringLiteral("-h"))) {
        terminal.write(helpText(*command));
        return 0;
    }
    auto arguments = Arguments::parse(rest, command->allOptions(), command->words);
    if (!arguments) {
        terminal.error(QStringLiteral("hearth-cli %1: %2\nusage: %3\n")
                           .arg(command->name, arguments.error(), synopsis(*command)));
        return 2;
    }
    Context context(command->name, std::move(*arguments));
    return command->run(context);
}

} // namespace

int main(int argc, char** argv) {
    // The window's names: both find the same settings and conversations.
    QCoreApplication::setOrganizationDomain(QStringLiteral("hearth.org"));
    QCoreApplication::setApplicationName(QStringLiteral("hearth"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HEARTH_VERSION));
    QCoreApplication application(argc, argv);
    return run(QCoreApplication::arguments().mid(1));
}
