// hearth-cli code: help with source code; what changes a file is printed as a diff.
#include "app/cli/command.h"
#include "app/cli/task_command.h"
#include "plugins/code/file_change.h"

#include <QDir>
#include <QFileInfo>

namespace hearth::cli {

namespace {

/// Puts a change into its file as the window does: checked, written whole, the old file kept.
int apply(Context& context, const sdk::DiffPart& diff, const QStringList& files) {
    if (diff.path.isEmpty() || !QFileInfo(diff.path).isAbsolute() || !diff.applies)
        return 0;
    const auto change = code::checkChange(diff.path, diff.diff, files);
    if (!change)
        return context.fail(change.error().message);
    const auto done = code::applyChange(*change, Context::dataFolder() + QStringLiteral("/before-changes"));
    if (!done)
        return context.fail(done.error().message);
    context.terminal().error(QStringLiteral("changed: %1 (as it was: %2)\n")
                                 .arg(diff.path, QDir::toNativeSeparators(done->backup)));
    return 0;
}

int run(Context& context) {
    const Arguments& arguments = context.arguments();
    const auto files = inputFiles(arguments.words().mid(1));
    if (!files)
        return context.fail(files.error());
    TaskCommand command{QStringLiteral("code"), arguments.word(0), {}, TaskCommand::Model::Needed};
    command.input.files = *files;
    command.input.text = pipedInput();
    command.input.options = {{"instruction", arguments.value(QStringLiteral("--instruction"))},
                             {"language", arguments.value(QStringLiteral("--language"))},
                             {"cursor", arguments.value(QStringLiteral("--cursor"))}};
    if (files->isEmpty() && command.input.text.trimmed().isEmpty() &&
        !arguments.has(QStringLiteral("--instruction")))
        return context.usage(QStringLiteral("there is no code to work on"));
    const auto result = runTask(context, command);
    if (!result)
        return result.error() ? context.fail(*result.error()) : 1;
    printNotes(context, *result);
    if (context.json())
        return context.print(result->data);
    bool diffs = false;
    for (const sdk::ResultPart& part : result->parts) {
        const auto* diff = std::get_if<sdk::DiffPart>(&part);
        if (!diff)
            continue;
        diffs = true;
        context.terminal().write(diff->diff);
        if (arguments.has(QStringLiteral("--apply")) && apply(context, *diff, command.input.files) != 0)
            return 1;
    }
    if (!diffs)
        for (const sdk::ResultPart& part : result->parts)
            if (const auto* text = std::get_if<sdk::TextPart>(&part))
                context.terminal().write(text->text + u'\n');
    return 0;
}

const Registration registration({
    .name = QStringLiteral("code"),
    .summary = QStringLiteral("Explain, review, fix, document, test, convert, write or complete code"),
    .details = QStringLiteral(
        "What changes a file is printed as a unified diff that applies:\n    hearth-cli code fix main.c | "
        "patch\nAn error message is explained from stdin:\n    make 2>&1 | hearth-cli code error"),
    .words = {{QStringLiteral("ACTION"),
               QStringLiteral("what to do"),
               {"explain", "review", "error", "fix", "document", "test", "convert", "write", "complete"},
               false,
               false},
              {QStringLiteral("FILE"),
               QStringLiteral("source files; else code is read from stdin"),
               {},
               true,
               true}},
    .options =
        {{QStringLiteral("--instruction"),
          QStringLiteral("-i"),
          QStringLiteral("TEXT"),
          QStringLiteral("what is wrong, or wanted"),
          {}},
         {QStringLiteral("--language"), {}, QStringLiteral("LANGUAGE"), QStringLiteral("to convert to"), {}},
         {QStringLiteral("--cursor"),
          {},
          QStringLiteral("LINE:COLUMN"),
          QStringLiteral("where to complete; the end by default"),
          {}},
         {QStringLiteral("--apply"), {}, {}, QStringLiteral("change the files as well"), {}}},
    .usesModel = true,
    .printsJson = true,
    .run = run,
});

} // namespace

} // namespace hearth::cli
