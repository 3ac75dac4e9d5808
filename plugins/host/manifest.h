// plugin.json: read, checked against its schema, localised.
#pragma once

#include "plugins/sdk/task.h"

#include <QJsonObject>
#include <QMap>
#include <QSet>

namespace hearth::plugin_host {

enum class PluginKind { BuiltIn, Pack, Process };

/// One step of a task pack.
struct PackStep {
    enum class Kind { Once, Each, Reduce } kind = Kind::Once;
    enum class Over { Rows, Blocks, Chunks } over = Over::Chunks;
    QString prompt; ///< the text of the prompt file
    QJsonObject schema;
    int maximumTokens = 400;
    double temperature = 0;
};

/// How a task pack shows its result: a column or a section for each field of the answer.
struct PackResult {
    enum class Kind { Text, Table, Sections } kind = Kind::Text;
    QList<std::pair<QString, QString>> fields; ///< name in the answer, localised title
};

struct PackTask {
    QList<PackStep> steps;
    PackResult result;
};

struct PluginManifest {
    QString id;
    QString version;
    QString name;
    QString description;
    PluginKind kind = PluginKind::Pack;
    int apiMin = 1;
    int apiMax = 1;
    QSet<sdk::Permission> permissions;
    QStringList command;
    int megabytes = 1024;
    int seconds = 600;
    QList<sdk::TaskDescription> tasks;
    QMap<QString, PackTask> packTasks; ///< by task id
};

/// The files of a plugin by their path inside it; prompts and plugin.json, nothing large.
using PluginFiles = QMap<QString, QByteArray>;

/// Reads the small files of a plugin's folder or zip.
sdk::Result<PluginFiles> readPluginFiles(const QString& path);

/// The checked manifest; an Error names every fault with its place. `locale` chooses among the texts (“de”).
sdk::Result<PluginManifest> readManifest(const PluginFiles& files, const QString& locale);

/// The JSON Schema of plugin.json, as it is in the repository (plugins/host/plugin.schema.json).
QJsonObject manifestSchema();

} // namespace hearth::plugin_host
