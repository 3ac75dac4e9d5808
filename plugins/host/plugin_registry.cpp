#include "plugins/host/plugin_registry.h"

#include "plugins/host/process_plugin.h"
#include "plugins/host/task_pack.h"
#include "plugins/host/texts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QTimer>

namespace hearth::plugin_host {

using namespace sdk;

std::shared_ptr<TaskPlugin> makePlugin(const PluginManifest& manifest, const QString& path,
                                       bool insistUnsandboxed) {
    if (manifest.kind == PluginKind::Process)
        return std::make_shared<ProcessPlugin>(manifest, path, insistUnsandboxed);
    return std::make_shared<TaskPack>(manifest);
}

PluginRegistry::PluginRegistry(QString stateFile, QString locale, QObject* parent)
    : QObject(parent)
    , m_stateFile(std::move(stateFile))
    , m_locale(std::move(locale))
    , m_watcher(new QFileSystemWatcher(this)) {
    load();
    auto* settle = new QTimer(this); // an editor writes several files in a row
    settle->setSingleShot(true);
    settle->setInterval(200);
    connect(settle, &QTimer::timeout, this, &PluginRegistry::refresh);
    connect(m_watcher, &QFileSystemWatcher::directoryChanged, settle, qOverload<>(&QTimer::start));
    connect(m_watcher, &QFileSystemWatcher::fileChanged, settle, qOverload<>(&QTimer::start));
}

PluginRegistry::~PluginRegistry() = default;

void PluginRegistry::addBuiltIn(const QString& id, const std::function<QString()>& name,
                                std::shared_ptr<TaskPlugin> plugin) {
    PluginInfo info;
    info.manifest.id = id;
    info.manifest.name = name();
    info.manifest.kind = PluginKind::BuiltIn;
    info.manifest.permissions = {Permission::Model, Permission::Files};
    info.manifest.tasks = plugin->tasks();
    m_builtIn.insert(id, std::move(plugin));
    m_builtInNames.insert(id, name);
    m_builtInInfo << info;
    refresh();
}

void PluginRegistry::setLocale(const QString& locale) {
    m_locale = locale;
    for (PluginInfo& info : m_builtInInfo) {
        info.manifest.name = m_builtInNames.value(info.manifest.id)();
        info.manifest.tasks = m_builtIn.value(info.manifest.id)->tasks();
    }
    refresh();
}

void PluginRegistry::setFolders(const QStringList& folders) {
    m_folders = folders;
    refresh();
}

PluginInfo PluginRegistry::inspect(const QString& path) const {
    PluginInfo info;
    info.path = path;
    info.manifest.name = QFileInfo(path).fileName();
    const auto broken = [&](const QString& why) {
        info.state = PluginInfo::State::Broken;
        info.error = Texts::tr("The plugin “%1” was left out: %2").arg(info.manifest.name, why);
        return info;
    };
    const auto files = readPluginFiles(path);
    if (!files)
        return broken(files.error().message);
    const auto manifest = readManifest(*files, m_locale);
    if (!manifest)
        return broken(manifest.error().message);
    info.manifest = *manifest;
    if (manifest->kind == PluginKind::Process && !QFileInfo(path).isDir())
        return broken(Texts::tr("a process plugin must be a folder, not a zip."));
    const QJsonObject own = m_state[manifest->id].toObject();
    if (own["disabled"].toBool())
        info.state = PluginInfo::State::Disabled;
    else if (!granted(manifest->id).contains(manifest->permissions) ||
             (manifest->kind == PluginKind::Process && !own.contains("granted")))
        info.state = PluginInfo::State::NeedsConsent;
    return info;
}

void PluginRegistry::refresh() {
    m_plugins = m_builtInInfo;
    for (PluginInfo& info : m_plugins)
        if (m_state[info.manifest.id].toObject()["disabled"].toBool())
            info.state = PluginInfo::State::Disabled;
    QStringList watched;
    for (const QString& folder : m_folders) {
        watched << folder;
        for (const QFileInfo& entry :
             QDir(folder).entryInfoList(QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot, QDir::Name)) {
            if (entry.isFile() && entry.suffix().toLower() != QLatin1String("zip"))
                continue;
            PluginInfo info = inspect(entry.filePath());
            if (info.state != PluginInfo::State::Broken && find(info.manifest.id)) {
                info.state = PluginInfo::State::Broken;
                info.error = Texts::tr("The plugin “%1” was left out: another one has the id “%2”.")
                                 .arg(info.manifest.name, info.manifest.id);
            }
            m_plugins << info;
            watched << entry.filePath();
            if (entry.isDir() && QFile::exists(entry.filePath() + QStringLiteral("/plugin.json")))
                watched << entry.filePath() + QStringLiteral("/plugin.json");
        }
    }
    if (const QStringList old = m_watcher->files() + m_watcher->directories(); !old.isEmpty())
        m_watcher->removePaths(old);
    if (!watched.isEmpty())
        m_watcher->addPaths(watched);
    emit changed();
}

const PluginInfo* PluginRegistry::find(const QString& id) const {
    for (const PluginInfo& info : m_plugins)
        if (info.manifest.id == id && info.state != PluginInfo::State::Broken)
            return &info;
    return nullptr;
}

Result<std::shared_ptr<TaskPlugin>> PluginRegistry::open(const QString& id) {
    const PluginInfo* info = find(id);
    if (!info)
        return fail(ErrorKind::NotFound, Texts::tr("There is no plugin “%1”.").arg(id));
    if (info->state == PluginInfo::State::Disabled)
        return fail(ErrorKind::Permission,
                    Texts::tr("The plugin “%1” is switched off.").arg(info->manifest.name));
    if (info->state == PluginInfo::State::NeedsConsent) {
        QStringList asked;
        for (const Permission permission : info->manifest.permissions)
            asked << permissionName(permission);
        asked.sort();
        return fail(ErrorKind::Permission, Texts::tr("The plugin “%1” asks for: %2. Allow that first.")
                                               .arg(info->manifest.name, asked.join(QStringLiteral(", "))));
    }
    if (m_builtIn.contains(id))
        return m_builtIn.value(id);
    return makePlugin(info->manifest, info->path, m_insist);
}

QSet<Permission> PluginRegistry::granted(const QString& id) const {
    if (m_builtIn.contains(id))
        return {Permission::Model, Permission::Files};
    QSet<Permission> permissions;
    for (const QJsonValue& name : m_state[id].toObject()["granted"].toArray())
        if (const auto permission = permissionFromName(name.toString()))
            permissions << *permission;
    return permissions;
}

void PluginRegistry::grant(const QString& id, const QSet<Permission>& permissions) {
    QJsonArray names;
    for (const Permission permission : permissions)
        names.append(permissionName(permission));
    QJsonObject own = m_state[id].toObject();
    own["granted"] = names;
    m_state[id] = own;
    save();
    refresh();
}

void PluginRegistry::revoke(const QString& id) {
    QJsonObject own = m_state[id].toObject();
    own.remove("granted");
    m_state[id] = own;
    save();
    refresh();
}

void PluginRegistry::setEnabled(const QString& id, bool enabled) {
    QJsonObject own = m_state[id].toObject();
    own["disabled"] = !enabled;
    m_state[id] = own;
    save();
    refresh();
}

void PluginRegistry::load() {
    QFile file(m_stateFile);
    if (!m_stateFile.isEmpty() && file.open(QIODevice::ReadOnly))
        m_state = QJsonDocument::fromJson(file.readAll()).object();
}

void PluginRegistry::save() const {
    if (m_stateFile.isEmpty())
        return;
    QDir().mkpath(QFileInfo(m_stateFile).absolutePath());
    QSaveFile file(m_stateFile);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(m_state).toJson());
        file.commit();
    }
}

} // namespace hearth::plugin_host
