#include "plugins/code/code_plugin.h"

#include "plugins/code/code_run.h"
#include "plugins/code/completion.h"
#include "plugins/code/texts.h"
#include "plugins/sdk/code_languages.h"

namespace hearth::code {

using namespace sdk;

namespace {

constexpr CodeTask codeTasks[] = {
    {"explain", QT_TRANSLATE_NOOP("Code", "Explain code"),
     QT_TRANSLATE_NOOP("Code", "Says what code does and how."),
     "Explain what this code does: first in one sentence, then step by step, then what to watch out for.",
     Answer::Prose, true},
    {"review", QT_TRANSLATE_NOOP("Code", "Review code"),
     QT_TRANSLATE_NOOP("Code", "Looks for mistakes, risks and what could be simpler."),
     "Review this code. List real problems only, the worst first: mistakes, security, performance, clarity. "
     "For each: the line, what is "
     "wrong, what to do. Say so when there is none.",
     Answer::Prose, true},
    {"error", QT_TRANSLATE_NOOP("Code", "Explain an error"),
     QT_TRANSLATE_NOOP("Code", "Says what an error message means and how to mend its cause."),
     "Explain this error message: what it means, the likely cause, and how to mend it, the simplest way "
     "first.",
     Answer::Prose, false},
    {"fix", QT_TRANSLATE_NOOP("Code", "Fix code"),
     QT_TRANSLATE_NOOP("Code", "Mends mistakes; the answer is a diff."),
     "Fix the mistakes in this code and change nothing else. Answer with the whole corrected code in one "
     "fenced block, nothing left out.",
     Answer::Change, true},
    {"document", QT_TRANSLATE_NOOP("Code", "Document code"),
     QT_TRANSLATE_NOOP("Code", "Adds comments; the answer is a diff."),
     "Add documentation comments to this code in the style of its language, and change nothing else. Answer "
     "with the whole code in one "
     "fenced block, nothing left out.",
     Answer::Change, true},
    {"test", QT_TRANSLATE_NOOP("Code", "Write tests"), QT_TRANSLATE_NOOP("Code", "Writes tests for code."),
     "Write tests for this code with the usual test framework of its language: usual cases, edges and "
     "failures. Answer with one fenced "
     "block that holds the whole test file.",
     Answer::NewFile, true},
    {"convert", QT_TRANSLATE_NOOP("Code", "Convert code"),
     QT_TRANSLATE_NOOP("Code", "Writes the same program in another language."),
     "Write the same program in %1, as an experienced programmer of that language would. Answer with one "
     "fenced block.",
     Answer::NewFile, true},
    {"write", QT_TRANSLATE_NOOP("Code", "Write code"),
     QT_TRANSLATE_NOOP("Code", "Writes code from a description."),
     "Write the code that the user describes. Answer with one fenced block that holds all of it.",
     Answer::NewFile, false},
};

TaskDescription describe(const char* id, const char* name, const char* description) {
    TaskDescription task;
    task.id = QLatin1String(id);
    task.name = Texts::tr(name);
    task.description = Texts::tr(description);
    task.icon = QStringLiteral("text-x-script");
    // Code, and what is pasted from a terminal.
    task.suffixes = codeSuffixes() + QStringList{"txt", "log", "md"};
    task.maximumFiles = 20;
    using Kind = OptionDescription::Kind;
    if (task.id == QLatin1String("convert"))
        task.options << OptionDescription{
            QStringLiteral("language"), Texts::tr("To language"), Kind::Text, {}, QString()};
    if (task.id == QLatin1String("complete"))
        task.options << OptionDescription{
            QStringLiteral("cursor"), Texts::tr("Cursor (line:column)"), Kind::Text, {}, QString()};
    else
        task.options << OptionDescription{
            QStringLiteral("instruction"), Texts::tr("What to do"), Kind::Text, {}, QString()};
    const bool wholePrograms = task.id != QLatin1String("complete") && task.id != QLatin1String("convert");
    task.acceptsFolders = wholePrograms;
    if (wholePrograms && task.id != QLatin1String("error")) // there it is the message itself
        task.requestOption = QStringLiteral("instruction");
    return task;
}

} // namespace

QList<TaskDescription> CodePlugin::tasks() const {
    QList<TaskDescription> all;
    for (const CodeTask& task : codeTasks)
        all << describe(task.id, task.name, task.description);
    all << describe("complete", QT_TRANSLATE_NOOP("Code", "Complete code"),
                    QT_TRANSLATE_NOOP("Code", "Writes what belongs at the cursor."));
    return all;
}

Result<TaskResult> CodePlugin::run(const QString& task, const TaskInput& input, TaskContext& context) {
    if (task == QLatin1String("complete"))
        return complete(input, context);
    for (const CodeTask& row : codeTasks)
        if (task == QLatin1String(row.id))
            return CodeRun(row, input, context).run();
    return fail(ErrorKind::NotFound, Texts::tr("There is no task “%1” here.").arg(task));
}

} // namespace hearth::code
