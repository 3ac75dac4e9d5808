// hearth-cli summarize: what documents hold, each claim with its place and quote.
#include "app/cli/command.h"
#include "app/cli/task_command.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
    const auto files = inputFiles(context.arguments().words());
    if (!files)
        return context.fail(files.error());
    TaskCommand command{
        QStringLiteral("summarize"), QStringLiteral("summarize"), {}, TaskCommand::Model::IfPresent};
    command.input.files = *files;
    if (files->isEmpty())
        command.input.text = pipedInput();
    if (files->isEmpty() && command.input.text.trimmed().isEmpty())
        return context.usage(QStringLiteral("there is nothing to summarize"));
    const Arguments& arguments = context.arguments();
    command.input.options = {
        {"length", arguments.value(QStringLiteral("--length"), QStringLiteral("paragraph"))},
        {"language", arguments.value(QStringLiteral("--language"))},
        {"question", arguments.value(QStringLiteral("--question"))},
        {"mode", arguments.has(QStringLiteral("--extractive")) ? "extractive" : "auto"}};
    if (arguments.has(QStringLiteral("--extractive")))
        command.model = TaskCommand::Model::None;
    const auto result = runTask(context, command);
    if (!result)
        return result.error() ? context.fail(*result.error()) : 1;
    if (context.json())
        return context.print(result->data);
    context.terminal().write(result->data[QStringLiteral("summary")].toString() + u'\n');
    if (arguments.has(QStringLiteral("--quotes")))
        for (const sdk::ResultPart& part : result->parts)
            if (const auto* quote = std::get_if<sdk::QuotePart>(&part))
                context.terminal().write(
                    QStringLiteral("\n- %1\n  “%2” (%3%4)\n")
                        .arg(quote->claim, quote->quote, quote->place.text(),
                             quote->verified ? QString() : QStringLiteral("; not found in the source")));
    printNotes(context, *result);
    return 0;
}

const Registration registration({
    .name = QStringLiteral("summarize"),
    .summary = QStringLiteral("Say what documents hold"),
    .details = QStringLiteral(
        "Reads text, Markdown, HTML, PDF, docx, odt, epub, csv, srt, vtt, eml and source code. With a model, "
        "each "
        "claim carries its place and a quote that was looked up in the source; without one, or with one that "
        "is too "
        "small, the document's own most central sentences are given. A call that was killed goes on where it "
        "stopped when it is made again."),
    .words =
        {{QStringLiteral("FILE"), QStringLiteral("documents; else text is read from stdin"), {}, true, true}},
    .options = {{QStringLiteral("--length"),
                 {},
                 QStringLiteral("LENGTH"),
                 QStringLiteral("how long, and in which form"),
                 {"line", "paragraph", "page", "outline", "points", "actions", "email"}},
                {QStringLiteral("--language"),
                 {},
                 QStringLiteral("LANGUAGE"),
                 QStringLiteral("of the summary; the document's own by default"),
                 {}},
                {QStringLiteral("--question"),
                 {},
                 QStringLiteral("TEXT"),
                 QStringLiteral("what you want to know from it"),
                 {}},
                {QStringLiteral("--extractive"),
                 {},
                 {},
                 QStringLiteral("the document's own sentences, without a model"),
                 {}},
                {QStringLiteral("--quotes"),
                 {},
                 {},
                 QStringLiteral("print each claim with its place and quote"),
                 {}}},
    .usesModel = true,
    .printsJson = true,
    .run = run,
});

} // namespace

} // namespace hearth::cli
