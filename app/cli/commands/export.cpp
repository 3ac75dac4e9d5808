// hearth-cli export: conversations to a file or to stdout.
#include "storage/exchange/export.h"

#include "app/cli/command.h"
#include "app/cli/store.h"

#include <QJsonObject>

#include <iostream>

namespace hearth::cli {

namespace {

int run(Context& context) {
    const Arguments& arguments = context.arguments();
    storage::ExportOptions options;
    options.format = storage::export_format_from_name(
                         arguments.value(QStringLiteral("--format"), QStringLiteral("json")).toStdString())
                         .value_or(storage::ExportFormat::Json);
    for (const QString& word : arguments.words()) {
        bool isNumber = false;
        options.conversations.push_back(word.toLongLong(&isNumber));
        if (!isNumber)
            return context.usage(QStringLiteral("%1 is not the number of a conversation").arg(word));
    }
    const QString file = arguments.value(QStringLiteral("--out"));
    if (context.json() && file.isEmpty())
        return context.usage(QStringLiteral("--json needs --out: the export itself goes to stdout"));
    int status = 0;
    const auto store = openStore(context, true, status);
    if (!store)
        return status;
    const auto report = file.isEmpty() ? storage::export_conversations(*store, options, std::cout)
                                       : storage::export_to_file(*store, options, file.toStdString());
    if (!report)
        return context.fail(QString::fromStdString(report.error().message));
    if (context.json())
        return context.print(QJsonObject{{QStringLiteral("conversations"), report->conversations},
                                         {QStringLiteral("messages"), report->messages}});
    if (!file.isEmpty())
        context.terminal().error(QStringLiteral("%1 conversations, %2 messages in %3\n")
                                     .arg(report->conversations)
                                     .arg(report->messages)
                                     .arg(file));
    return 0;
}

const Registration registration({
    .name = QStringLiteral("export"),
    .summary = QStringLiteral("Write conversations to a file"),
    .details = QStringLiteral(
        "json holds everything, every branch and attachment, and imports without loss; md and "
        "html hold the chosen path of each conversation, for reading."),
    .words = {{QStringLiteral("CONVERSATION"),
               QStringLiteral("number of a conversation; none: all"),
               {},
               true,
               true}},
    .options = {{QStringLiteral("--format"),
                 QStringLiteral("-f"),
                 QStringLiteral("FORMAT"),
                 QStringLiteral("json (the default), md or html"),
                 {QStringLiteral("json"), QStringLiteral("md"), QStringLiteral("html")}},
                {QStringLiteral("--out"),
                 QStringLiteral("-o"),
                 QStringLiteral("FILE"),
                 QStringLiteral("else stdout"),
                 {}}},
    .printsJson = true,
    .run = run,
});

} // namespace

} // namespace hearth::cli
