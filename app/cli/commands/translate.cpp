// hearth-cli translate: text and documents, back in their own format.
#include "app/cli/command.h"
#include "app/cli/task_command.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QSaveFile>

namespace hearth::cli {

namespace {

bool isArchive(const QString& name) {
    return QStringList{"docx", "docm", "odt", "epub"}.contains(QFileInfo(name).suffix().toLower());
}

/// Writes a file whole or not at all.
bool save(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

int deliver(Context& context, const sdk::TaskResult& result, const QStringList& sources) {
    const QString output = context.arguments().value(QStringLiteral("--output"));
    QJsonArray written;
    int index = 0;
    for (const sdk::ResultPart& part : result.parts) {
        if (const auto* text = std::get_if<sdk::TextPart>(&part); text && !context.json() && output.isEmpty())
            context.terminal().write(text->text +
                                     (text->text.endsWith(u'\n') ? QString() : QStringLiteral("\n")));
        if (const auto* text = std::get_if<sdk::TextPart>(&part);
            text && !output.isEmpty() && !save(output, text->text.toUtf8()))
            return context.fail(QStringLiteral("\"%1\" can't be written").arg(output));
        const auto* file = std::get_if<sdk::FilePart>(&part);
        if (!file)
            continue;
        const QString source = sources.value(index++);
        const bool toStdout = output.isEmpty() && !context.json() && sources.size() == 1 &&
                              !(isArchive(source) && context.terminal().outputIsTerminal());
        if (toStdout) {
            QFile out;
            if (!out.open(stdout, QIODevice::WriteOnly) || out.write(file->bytes) != file->bytes.size())
                return context.fail(QStringLiteral("stdout can't be written"));
            continue;
        }
        QString path = QFileInfo(source).absoluteDir().filePath(file->suggestedName);
        if (!output.isEmpty())
            path = QFileInfo(output).isDir() ? QDir(output).filePath(file->suggestedName) : output;
        if (output.isEmpty() && QFile::exists(path))
            return context.fail(
                QStringLiteral("\"%1\" is there already; name another with --output").arg(path));
        if (!save(path, file->bytes))
            return context.fail(QStringLiteral("\"%1\" can't be written").arg(path));
        written.append(path);
        context.terminal().error(QStringLiteral("written: %1\n").arg(path));
    }
    if (context.json()) {
        QJsonObject data = result.data;
        data[QStringLiteral("written")] = written;
        return context.print(data);
    }
    return 0;
}

int run(Context& context) {
    const Arguments& arguments = context.arguments();
    const auto files = inputFiles(arguments.words());
    if (!files)
        return context.fail(files.error());
    TaskCommand command{
        QStringLiteral("translate"), QStringLiteral("translate"), {}, TaskCommand::Model::Needed};
    command.input.files = *files;
    if (files->isEmpty())
        command.input.text = pipedInput();
    if (files->isEmpty() && command.input.text.trimmed().isEmpty())
        return context.usage(QStringLiteral("there is nothing to translate"));
    if (!arguments.has(QStringLiteral("--to")))
        return context.usage(QStringLiteral("say which language to translate to: --to LANGUAGE"));
    const QString output = arguments.value(QStringLiteral("--output"));
    if (files->size() > 1 && !output.isEmpty() && !QFileInfo(output).isDir())
        return context.usage(QStringLiteral("with several files, --output must be a folder"));
    QString glossary;
    if (const QString path = arguments.value(QStringLiteral("--glossary")); !path.isEmpty()) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return context.fail(QStringLiteral("the glossary \"%1\" can't be read").arg(path));
        glossary = QString::fromUtf8(file.read(1 << 20));
    }
    command.input.options = {{"to", arguments.value(QStringLiteral("--to"))},
                             {"from", arguments.value(QStringLiteral("--from"))},
                             {"glossary", glossary},
                             {"style", arguments.value(QStringLiteral("--style"))}};
    const auto result = runTask(context, command);
    if (!result)
        return result.error() ? context.fail(*result.error()) : 1;
    const int status = deliver(context, *result, *files);
    printNotes(context, *result);
    for (const QJsonValue& problem : result->data[QStringLiteral("problems")].toArray())
        context.terminal().error(QStringLiteral("%1: %2\n")
                                     .arg(problem[QStringLiteral("place")].toString(),
                                          problem[QStringLiteral("problem")].toString()),
                                 Terminal::Style::Warning);
    return status;
}

const Registration registration({
    .name = QStringLiteral("translate"),
    .summary = QStringLiteral("Translate text and documents"),
    .details = QStringLiteral(
        "Markdown, HTML, docx, odt, epub, srt, vtt and plain text come back in their own format, with code, "
        "links, "
        "placeholders and numbers as they were. One file goes to stdout, several go beside their sources:\n"
        "    hearth-cli translate --to de README.md > LIESMICH.md"),
    .words =
        {{QStringLiteral("FILE"), QStringLiteral("documents; else text is read from stdin"), {}, true, true}},
    .options = {{QStringLiteral("--to"),
                 {},
                 QStringLiteral("LANGUAGE"),
                 QStringLiteral("a code or a name: de, German"),
                 {}},
                {QStringLiteral("--from"),
                 {},
                 QStringLiteral("LANGUAGE"),
                 QStringLiteral("else it is found from the text"),
                 {}},
                {QStringLiteral("--glossary"),
                 {},
                 QStringLiteral("FILE"),
                 QStringLiteral("lines of \"term = translation\""),
                 {}},
                {QStringLiteral("--style"),
                 {},
                 QStringLiteral("TEXT"),
                 QStringLiteral("how it should sound: formal, for children"),
                 {}},
                {QStringLiteral("--output"),
                 QStringLiteral("-o"),
                 QStringLiteral("FILE"),
                 QStringLiteral("a file, or a folder for several"),
                 {}}},
    .usesModel = true,
    .printsJson = true,
    .run = run,
});

} // namespace

} // namespace hearth::cli
