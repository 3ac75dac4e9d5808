#include "plugins/host/manifest.h"

#include "plugins/documents/readers.h"
#include "plugins/documents/zip_archive.h"
#include "plugins/host/json_schema.h"
#include "plugins/host/texts.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

static void loadResources() {
    Q_INIT_RESOURCE(plugin_host);
}

namespace hearth::plugin_host {

using namespace sdk;

namespace {

constexpr qint64 largestFile = 256 << 10;
constexpr int mostFiles = 200;

bool isPromptOrManifest(const QString& name) {
    return name == QLatin1String("plugin.json") || name.endsWith(QLatin1String(".md")) ||
           name.endsWith(QLatin1String(".txt"));
}

QString localized(const QJsonValue& value, const QString& locale) {
    if (value.isString())
        return value.toString();
    const QJsonObject texts = value.toObject();
    for (const QString& name : {locale, locale.left(2), QStringLiteral("en")})
        if (texts.contains(name))
            return texts[name].toString();
    return {};
}

OptionDescription readOption(const QJsonObject& object, const QString& locale) {
    using Kind = OptionDescription::Kind;
    static const QMap<QString, Kind> kinds{
        {"text", Kind::Text}, {"choice", Kind::Choice}, {"boolean", Kind::Boolean}, {"number", Kind::Number}};
    OptionDescription option{object["id"].toString(),
                             localized(object["label"], locale),
                             kinds.value(object["kind"].toString(), Kind::Text),
                             {},
                             object["default"]};
    for (const QJsonValue& choice : object["choices"].toArray())
        option.choices << OptionDescription::Choice{choice.toObject()["value"].toString(),
                                                    localized(choice.toObject()["label"], locale)};
    return option;
}

TaskDescription readTask(const QJsonObject& object, const QString& locale) {
    TaskDescription task;
    task.id = object["id"].toString();
    task.name = localized(object["name"], locale);
    task.description = localized(object["description"], locale);
    task.icon = object["icon"].toString();
    const QJsonObject accepts = object["accepts"].toObject();
    task.acceptsText = accepts["text"].toBool(accepts.isEmpty());
    task.acceptsConversation = accepts["conversation"].toBool();
    for (const QJsonValue& suffix : accepts["files"].toArray())
        task.suffixes << suffix.toString();
    task.maximumFiles = task.suffixes.isEmpty() ? 0 : accepts["maximumFiles"].toInt(1);
    task.worksWithoutModel = object["worksWithoutModel"].toBool();
    for (const QJsonValue& option : object["options"].toArray())
        task.options << readOption(option.toObject(), locale);
    return task;
}

Result<PackTask> readPackTask(const QJsonObject& object, const PluginFiles& files, const QString& locale) {
    PackTask task;
    for (const QJsonValue& value : object["steps"].toArray()) {
        const QJsonObject step = value.toObject();
        const QString path = step["prompt"].toString();
        if (!files.contains(path))
            return fail(ErrorKind::InvalidInput,
                        Texts::tr("plugin.json names the prompt “%1”, which is not there.").arg(path));
        static const QMap<QString, PackStep::Kind> kinds{{"once", PackStep::Kind::Once},
                                                         {"each", PackStep::Kind::Each},
                                                         {"reduce", PackStep::Kind::Reduce}};
        static const QMap<QString, PackStep::Over> overs{{"rows", PackStep::Over::Rows},
                                                         {"blocks", PackStep::Over::Blocks},
                                                         {"chunks", PackStep::Over::Chunks}};
        task.steps << PackStep{kinds.value(step["kind"].toString()),
                               overs.value(step["over"].toString(), PackStep::Over::Chunks),
                               QString::fromUtf8(files.value(path)),
                               step["schema"].toObject(),
                               step["maximumTokens"].toInt(400),
                               step["temperature"].toDouble()};
    }
    if (task.steps.isEmpty())
        return fail(
            ErrorKind::InvalidInput,
            Texts::tr("The task “%1” has no steps; a pack needs at least one.").arg(object["id"].toString()));
    const QJsonObject result = object["result"].toObject();
    const QString kind = result["kind"].toString();
    task.result.kind = kind == QLatin1String("table")      ? PackResult::Kind::Table
                       : kind == QLatin1String("sections") ? PackResult::Kind::Sections
                                                           : PackResult::Kind::Text;
    for (const QJsonValue& field : result[kind == QLatin1String("table") ? "columns" : "sections"].toArray())
        task.result.fields.append(
            {field.toObject()["field"].toString(), localized(field.toObject()["title"], locale)});
    return task;
}

Result<PluginFiles> filesOfZip(const QString& path) {
    TRY_ASSIGN(QByteArray bytes, documents::readFileBytes(path, 16 << 20));
    ReadLimits limits;
    limits.unpackedBytes = mostFiles * largestFile / 4;
    TRY_ASSIGN(const std::unique_ptr<documents::ZipArchive> zip,
               documents::ZipArchive::open({path, std::move(bytes)}, limits));
    PluginFiles files;
    // A zip may hold the folder itself or what is in it.
    QString root;
    const QStringList names = zip->names();
    for (const QString& name : names)
        if (name.count('/') == 1 && name.endsWith(QLatin1String("/plugin.json")))
            root = name.left(name.indexOf('/') + 1);
    if (names.size() > mostFiles)
        return fail(ErrorKind::TooLarge, Texts::tr("The zip holds more than %1 files.").arg(mostFiles));
    for (const QString& name : names) {
        if (!name.startsWith(root) || !isPromptOrManifest(name.mid(root.size())))
            continue;
        TRY_ASSIGN(const QByteArray content, zip->read(name));
        if (content.size() <= largestFile)
            files.insert(name.mid(root.size()), content);
    }
    return files;
}

} // namespace

QJsonObject manifestSchema() {
    loadResources();
    QFile file(QStringLiteral(":/hearth/plugin.schema.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

Result<PluginFiles> readPluginFiles(const QString& path) {
    const QFileInfo info(path);
    if (info.isFile())
        return filesOfZip(path);
    if (!info.isDir())
        return fail(ErrorKind::NotFound, Texts::tr("There is no plugin at “%1”.").arg(path));
    PluginFiles files;
    QDirIterator walk(info.absoluteFilePath(), QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    for (int seen = 0; walk.hasNext() && seen < 5000; ++seen) {
        const QString file = walk.next();
        const QString name = QDir(info.absoluteFilePath()).relativeFilePath(file);
        if (!isPromptOrManifest(name) || files.size() >= mostFiles || walk.fileInfo().size() > largestFile)
            continue;
        TRY_ASSIGN(const QByteArray content, documents::readFileBytes(file, largestFile));
        files.insert(name, content);
    }
    return files;
}

Result<PluginManifest> readManifest(const PluginFiles& files, const QString& locale) {
    if (!files.contains(QStringLiteral("plugin.json")))
        return fail(ErrorKind::NotFound, Texts::tr("There is no plugin.json in it."));
    QJsonParseError parse;
    const QJsonDocument json = QJsonDocument::fromJson(files.value(QStringLiteral("plugin.json")), &parse);
    if (!json.isObject())
        return fail(ErrorKind::InvalidInput, Texts::tr("plugin.json is no JSON object: %1 at byte %2.")
                                                 .arg(parse.errorString())
                                                 .arg(parse.offset));
    const QJsonObject object = json.object();
    if (const QStringList errors = schemaErrors(object, manifestSchema()); !errors.isEmpty())
        return fail(ErrorKind::InvalidInput, QStringLiteral("plugin.json: ") + errors.mid(0, 5).join(' '));
    PluginManifest manifest;
    manifest.id = object["id"].toString();
    manifest.version = object["version"].toString();
    manifest.name = localized(object["name"], locale);
    manifest.description = localized(object["description"], locale);
    manifest.kind =
        object["kind"].toString() == QLatin1String("process") ? PluginKind::Process : PluginKind::Pack;
    manifest.apiMin = object["api"].toObject()["min"].toInt();
    manifest.apiMax = object["api"].toObject()["max"].toInt();
    if (apiVersion < manifest.apiMin || apiVersion > manifest.apiMax)
        return fail(ErrorKind::Unsupported,
                    Texts::tr("It is written for plugin API %1 to %2; this program has %3.")
                        .arg(manifest.apiMin)
                        .arg(manifest.apiMax)
                        .arg(apiVersion));
    for (const QJsonValue& name : object["permissions"].toArray())
        manifest.permissions << *permissionFromName(name.toString());
    for (const QJsonValue& word : object["command"].toArray())
        manifest.command << word.toString();
    if (manifest.kind == PluginKind::Process && manifest.command.isEmpty())
        return fail(ErrorKind::InvalidInput, Texts::tr("plugin.json: a process plugin needs a “command”."));
    manifest.megabytes = object["limits"].toObject()["megabytes"].toInt(manifest.megabytes);
    manifest.seconds = object["limits"].toObject()["seconds"].toInt(manifest.seconds);
    for (const QJsonValue& value : object["tasks"].toArray()) {
        const TaskDescription task = readTask(value.toObject(), locale);
        manifest.tasks << task;
        if (manifest.kind == PluginKind::Pack) {
            TRY_ASSIGN(manifest.packTasks[task.id], readPackTask(value.toObject(), files, locale));
        }
    }
    return manifest;
}

} // namespace hearth::plugin_host
