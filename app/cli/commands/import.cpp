// hearth-cli import: our own exports, and ChatGPT's conversations.json.
#include "storage/exchange/import.h"

#include "app/cli/command.h"
#include "app/cli/store.h"

#include <QJsonArray>
#include <QJsonObject>

namespace hearth::cli {

namespace {

int importOne(Context& context, storage::Store& store, const QString& file) {
    auto importer = storage::Importer::open(file.toStdString());
    if (!importer)
        return context.fail(QString::fromStdString(importer.error().message));
    for (bool more = true; more;) {
        const auto step = (*importer)->step(store);
        if (!step) {
            context.terminal().endProgress();
            return context.fail(QString::fromStdString(step.error().message));
        }
        more = *step;
        context.terminal().progress(file, (*importer)->progress());
    }
    context.terminal().endProgress();
    // The search index is made now: what was imported is found at once.
    for (bool more = true; more;) {
        const auto indexed = store.search().index_pending(2000);
        if (!indexed)
            return context.fail(QString::fromStdString(indexed.error().message));
        more = *indexed;
    }
    const storage::ImportReport& report = (*importer)->report();
    for (const std::string& skipped : report.skipped)
        context.terminal().error(QString::fromStdString(skipped) + QLatin1Char('\n'),
                                 Terminal::Style::Warning);
    if (context.json()) {
        return context.print(
            QJsonObject{{QStringLiteral("file"), file},
                        {QStringLiteral("conversations_added"), report.conversations_added},
                        {QStringLiteral("conversations_changed"), report.conversations_changed},
                        {QStringLiteral("conversations_present"), report.conversations_present},
                        {QStringLiteral("messages_added"), report.messages_added},
                        {QStringLiteral("skipped"), static_cast<int>(report.skipped.size())}});
    }
    context.terminal().write(
        QStringLiteral("%1: %2 conversations added, %3 changed, %4 there already; %5 messages added\n")
            .arg(file)
            .arg(report.conversations_added)
            .arg(report.conversations_changed)
            .arg(report.conversations_present)
            .arg(report.messages_added));
    return 0;
}

int run(Context& context) {
    int status = 0;
    const auto store = openStore(context, true, status);
    if (!store)
        return status;
    for (const QString& file : context.arguments().words()) {
        if (const int failed = importOne(context, *store, file); failed != 0)
            return failed;
    }
    return 0;
}

const Registration registration({
    .name = QStringLiteral("import"),
    .summary = QStringLiteral("Read conversations from a file"),
    .details = QStringLiteral(
        "Reads what \"hearth-cli export --format json\" writes, and the conversations.json of a "
        "ChatGPT export with all its branches. The same file again adds nothing."),
    .words = {{QStringLiteral("FILE"), QStringLiteral("a JSON file"), {}, false, true}},
    .printsJson = true,
    .run = run,
});

} // namespace

} // namespace hearth::cli
