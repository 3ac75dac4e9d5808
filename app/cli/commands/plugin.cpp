// hearth-cli plugin: checks a plugin as the program will meet it.
#include "app/cli/command.h"
#include "app/cli/context.h"
#include "plugins/host/conformance.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace hearth::cli {

namespace {

int run(Context& context) {
    const auto checks = plugin_host::checkConformance(
        context.arguments().word(1), context.arguments().has(QStringLiteral("--without-sandbox")));
    const bool passed = std::ranges::all_of(checks, &plugin_host::ConformanceCheck::passed);
    QJsonArray list;
    for (const plugin_host::ConformanceCheck& check : checks) {
        list.append(QJsonObject{{"check", check.name}, {"passed", check.passed}, {"message", check.message}});
        if (!context.json())
            context.terminal().write(QStringLiteral("%1  %2: %3\n")
                                         .arg(check.passed ? QStringLiteral("ok  ") : QStringLiteral("FAIL"),
                                              check.name, check.message));
    }
    if (context.json())
        context.print(QJsonObject{{"passed", passed}, {"checks", list}});
    return passed ? 0 : 1;
}

const Registration registration({
    .name = QStringLiteral("plugin"),
    .summary = QStringLiteral("Check a plugin"),
    .details = QStringLiteral(
        "Reads its plugin.json, runs each of its tasks once on sample input with a model that gives the "
        "smallest answers that fit, and says what does not work. Process plugins run in the sandbox."),
    .words = {{QStringLiteral("ACTION"), QStringLiteral("what to do"), {"check"}, false, false},
              {QStringLiteral("FOLDER"), QStringLiteral("the plugin's folder or zip"), {}, false, false}},
    .options = {{QStringLiteral("--without-sandbox"),
                 {},
                 {},
                 QStringLiteral("run a process plugin although there is no sandbox"),
                 {}}},
    .printsJson = true,
    .run = run,
});

} // namespace

} // namespace hearth::cli
