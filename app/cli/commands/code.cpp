// hearth-cli code: help with source code; what changes a file is printed as a diff.
#include "app/cli/command.h"
#include "app/cli/task_command.h"
#include "plugins/code/file_change.h"

#include <QDir>
#include <QFileInfo>

namespace hearth::cli {

namespace {

/// Puts a change into its file as the window does: checked, written whole, the old file kept.
int apply(Context& context, const sdk::DiffPart& diff, const sdk::TaskInput& input) {
    if (diff.path.isEmpty() || !QFileInfo(diff.path).isAbsolute() || !diff.applies)
        return 0;
    const auto change = code::checkChange(diff.path, diff.diff, {input.files, input.folders});
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
    const auto folders = inputFolders(arguments.values(QStringLiteral("--folder")));
    if (!folders)
        return context.fail(folders.error());
    if (!folders->isEmpty() &&
        (arguments.word(0) == QLatin1String("complete") || arguments.word(0) == QLatin1String("convert")))
        return context.usage(QStringLiteral("\"%1\" works on files, not on a folder").arg(arguments.word(0)));
    TaskCommand command{QStringLiteral("code"), arguments.word(0), {}, TaskCommand::Model::Needed};
    command.input.files = *files;
    command.input.folders = *folders;
    command.input.text = pipedInput();
    command.input.options = {{"instruction", arguments.value(QStringLiteral("--instruction"))},
                             {"language", arguments.value(QStringLiteral("--language"))},
                             {"cursor", arguments.value(QStringLiteral("--cursor"))}};
    if (files->isEmpty() && folders->isEmpty() && command.input.text.trimmed().isEmpty() &&
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
        if (arguments.has(QStringLiteral("--apply")) && apply(context, *diff, command.input) != 0)
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
        "patch\nAn error message is explained from stdin:\n    make 2>&1 | hearth-cli code error\nWith a "
        "folder, "
        "the files below it that matter for the question are read, and nothing else; which ones is said at "
        "the end. Without a FILE the model chooses the files to change:\n    hearth-cli code explain "
        "--folder "
        "src -i \"Where is the cache invalidated?\"\n    hearth-cli code fix --folder . -i \"Rename half to "
        "halve\" | patch -p1"),
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
         {QStringLiteral("--folder"),
          QStringLiteral("-f"),
          QStringLiteral("FOLDER"),
          QStringLiteral("may be read, for this run; may come several times"),
          {}},
         {QStringLiteral("--apply"), {}, {}, QStringLiteral("change the files as well"), {}}},
    .usesModel = true,
    .printsJson = true,
    .run = run,
});

} // namespace

} // namespace hearth::cli
