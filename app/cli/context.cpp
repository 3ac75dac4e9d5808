#include "app/cli/context.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QStandardPaths>

#include <cstdio>

namespace hearth::cli {

Context::Context(const QString& command, Arguments arguments)
    : m_command(command)
    , m_arguments(std::move(arguments))
    , m_terminal(m_arguments.value(QStringLiteral("--color"), QStringLiteral("auto"))) {}

int Context::fail(const QString& message) {
    m_terminal.endProgress();
    m_terminal.error(QStringLiteral("hearth-cli: %1\n").arg(message));
    return 1;
}

int Context::usage(const QString& message) {
    m_terminal.error(QStringLiteral("hearth-cli %1: %2\nhearth-cli %1 --help tells how it is called.\n")
                         .arg(m_command, message));
    return 2;
}

int Context::print(const QJsonValue& value) {
    QByteArray text;
    if (value.isArray())
        text = QJsonDocument(value.toArray()).toJson();
    else if (value.isObject())
        text = QJsonDocument(value.toObject()).toJson();
    else // a document is an object or an array; anything else is printed as the only member of one
        text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).mid(1).chopped(1) + '\n';
    m_terminal.write(QString::fromUtf8(text));
    return 0;
}

QString Context::dataFolder() {
    const QString chosen = qEnvironmentVariable("HEARTH_DATA_DIR");
    return chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                            : QDir(chosen).absolutePath();
}

QSettings& Context::settings() {
    if (!m_settings)
        m_settings =
            std::make_unique<QSettings>(dataFolder() + QStringLiteral("/settings.ini"), QSettings::IniFormat);
    return *m_settings;
}

QString Context::starterModel() {
    const QString file = QStringLiteral("hearth-starter.gguf");
    const QString program = QCoreApplication::applicationDirPath();
    QStringList folders = {qEnvironmentVariable("HEARTH_STARTER_DIR")};
    folders += QStandardPaths::standardLocations(QStandardPaths::AppDataLocation);
    folders +=
        {program + QStringLiteral("/../share/hearth"), program + QStringLiteral("/../share/hearth/models"),
         program + QStringLiteral("/../Resources/models"),
         program + QStringLiteral("/../../../engine/starter_model"), program};
    for (const QString& folder : folders)
        if (!folder.isEmpty() && QFileInfo::exists(folder + u'/' + file))
            return QDir::cleanPath(folder + u'/' + file);
    return {};
}

QString Context::model() {
    if (m_arguments.has(QStringLiteral("--model")))
        return m_arguments.value(QStringLiteral("--model"));
    const QString last = settings().value(QStringLiteral("models/last")).toString();
    if (!last.isEmpty() && QFileInfo::exists(last))
        return last;
    return starterModel();
}

QString pipedInput() {
    if (Terminal::isTerminal(stdin))
        return {};
    QFile file;
    if (!file.open(stdin, QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll());
}

} // namespace hearth::cli
