// hearth-cli models: the list that the window shows as well.
#include "app/cli/command.h"
#include "app/cli/context.h"
#include "engine/client/engine_client.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>
#include <QProcess>

namespace hearth::cli {

namespace {

const QString filesKey = QStringLiteral("models/files");
const QString lastKey = QStringLiteral("models/last");

QString absolute(const QString& path) {
    return QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

/// The starter model and those that were added or opened.
QStringList knownModels(Context& context) {
    QStringList paths = context.settings().value(filesKey).toStringList();
    if (const QString starter = Context::starterModel(); !starter.isEmpty() && !paths.contains(starter))
        paths.prepend(starter);
    return paths;
}

/// Why the engine can't run this file; empty when it can.
QString objection(const QString& path) {
    QProcess engine;
    engine.start(EngineClient::defaultProgram(), {QStringLiteral("info"), path, QStringLiteral("--json")});
    if (!engine.waitForFinished(60000))
        return QStringLiteral("%1: the engine gave no answer (%2)").arg(path, engine.errorString());
    if (engine.exitStatus() == QProcess::NormalExit && engine.exitCode() == 0)
        return {};
    QString text = QString::fromUtf8(engine.readAllStandardError()).trimmed();
    return text.remove(QStringLiteral("hearth-engine: "));
}

int list(Context& context) {
    const QString chosen = context.model();
    QJsonArray models;
    for (const QString& path : knownModels(context)) {
        const QFileInfo file(path);
        models.append(QJsonObject{{QStringLiteral("path"), path},
                                  {QStringLiteral("exists"), file.exists()},
                                  {QStringLiteral("bytes"), file.size()},
                                  {QStringLiteral("default"), path == chosen},
                                  {QStringLiteral("starter"), path == Context::starterModel()}});
    }
    if (context.json())
        return context.print(models);
    if (models.isEmpty())
        context.terminal().error(QStringLiteral("There is no model yet: hearth-cli models add FILE.gguf\n"));
    for (const QJsonValue model : models) {
        QString line = model[u"default"].toBool() ? QStringLiteral("* ") : QStringLiteral("  ");
        line += model[u"path"].toString();
        line += model[u"exists"].toBool()
                    ? QStringLiteral("  ") + QLocale::c().formattedDataSize(model[u"bytes"].toInteger())
                    : QStringLiteral("  (not there)");
        context.terminal().write(line + u'\n',
                                 model[u"default"].toBool() ? Terminal::Style::Bold : Terminal::Style::Plain);
    }
    return 0;
}

int add(Context& context, const QString& path) {
    const QString why = objection(path);
    if (!why.isEmpty())
        return context.fail(why);
    QStringList paths = context.settings().value(filesKey).toStringList();
    if (!paths.contains(path))
        paths.append(path);
    context.settings().setValue(filesKey, paths);
    context.settings().setValue(lastKey, path);
    context.settings().sync();
    if (context.settings().status() != QSettings::NoError)
        return context.fail(
            QStringLiteral("%1: the settings can't be written").arg(context.settings().fileName()));
    return 0;
}

int remove(Context& context, const QString& path) {
    QStringList paths = context.settings().value(filesKey).toStringList();
    if (paths.removeAll(path) == 0)
        return context.fail(
            QStringLiteral("%1 is not in the list; \"hearth-cli models list\" shows it").arg(path));
    context.settings().setValue(filesKey, paths);
    if (context.settings().value(lastKey).toString() == path)
        context.settings().remove(lastKey);
    context.settings().sync();
    if (context.settings().status() != QSettings::NoError)
        return context.fail(
            QStringLiteral("%1: the settings can't be written").arg(context.settings().fileName()));
    return 0;
}

int run(Context& context) {
    const QString action = context.arguments().word(0);
    const QString file = context.arguments().word(1);
    if (action == u"list")
        return file.isEmpty() ? list(context) : context.usage(QStringLiteral("list takes no file"));
    if (file.isEmpty())
        return context.usage(QStringLiteral("%1 needs a file").arg(action));
    return action == u"add" ? add(context, absolute(file)) : remove(context, absolute(file));
}

const Registration registration({
    .name = QStringLiteral("models"),
    .summary = QStringLiteral("List the models, add one, or take one out of the list"),
    .details = QStringLiteral(
        "add checks that the model can be run and makes it the one that is used next. remove takes it out "
        "of the list; the file stays where it is. The window shows the same list."),
    .words = {{QStringLiteral("ACTION"),
               {},
               {QStringLiteral("list"), QStringLiteral("add"), QStringLiteral("remove")}},
              {QStringLiteral("FILE"), QStringLiteral("GGUF model, for add and remove"), {}, true}},
    .options = {},
    .printsJson = true,
    .run = run,
});

} // namespace

} // namespace hearth::cli
