#include "ui/tasks/plugin_list.h"

#include "plugins/builtin/builtin_plugins.h"

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace hearth::ui {

using plugin_host::PluginInfo;

namespace {

QString stateName(PluginInfo::State state) {
    switch (state) {
    case PluginInfo::State::Ready:
        return QStringLiteral("ready");
    case PluginInfo::State::NeedsConsent:
        return QStringLiteral("consent");
    case PluginInfo::State::Disabled:
        return QStringLiteral("disabled");
    case PluginInfo::State::Broken:
        break;
    }
    return QStringLiteral("broken");
}

QString sentence(sdk::Permission permission) {
    switch (permission) {
    case sdk::Permission::Model:
        return PluginList::tr("ask the model");
    case sdk::Permission::Files:
        return PluginList::tr("read the files that you give to a task");
    case sdk::Permission::Network:
        return PluginList::tr("use the network");
    }
    return {};
}

} // namespace

PluginList::PluginList(const QString& dataFolder, const QString& locale, Notices& notices, QObject* parent)
    : QObject(parent)
    , m_folder(dataFolder + QStringLiteral("/plugins"))
    , m_notices(notices)
    , m_registry(dataFolder + QStringLiteral("/plugins.json"), locale) {
    addBuiltInPlugins(m_registry);
    m_registry.setFolders({m_folder});
    connect(&m_registry, &plugin_host::PluginRegistry::changed, this, &PluginList::changed);
}

QVariantList PluginList::plugins() const {
    QVariantList list;
    for (const PluginInfo& info : m_registry.plugins()) {
        QStringList permissions, tasks;
        for (const sdk::Permission permission :
             {sdk::Permission::Model, sdk::Permission::Files, sdk::Permission::Network}) {
            if (info.manifest.permissions.contains(permission))
                permissions.append(sentence(permission));
        }
        for (const sdk::TaskDescription& task : info.manifest.tasks)
            tasks.append(task.name);
        list.append(
            QVariantMap{{QStringLiteral("id"), info.manifest.id},
                        {QStringLiteral("name"), info.manifest.name},
                        {QStringLiteral("version"), info.manifest.version},
                        {QStringLiteral("description"), info.manifest.description},
                        {QStringLiteral("tasks"), tasks},
                        {QStringLiteral("permissions"), permissions},
                        {QStringLiteral("builtIn"), info.manifest.kind == plugin_host::PluginKind::BuiltIn},
                        {QStringLiteral("state"), stateName(info.state)},
                        {QStringLiteral("error"), info.error}});
    }
    return list;
}

void PluginList::allow(const QString& id) {
    if (const PluginInfo* info = m_registry.find(id))
        m_registry.grant(id, info->manifest.permissions);
}

void PluginList::setEnabled(const QString& id, bool enabled) {
    m_registry.setEnabled(id, enabled);
}

bool PluginList::add(const QUrl& file) {
    const QString path = file.toLocalFile();
    const QString target = m_folder + u'/' + QFileInfo(path).fileName();
    const auto failed = [&](const QString& why) {
        m_notices.show(QStringLiteral("plugins"), Notices::Severity::Problem,
                       tr("“%1” was not added: %2").arg(QFileInfo(path).fileName(), why), {}, 15'000);
        return false;
    };
    const auto files = plugin_host::readPluginFiles(path);
    if (!files)
        return failed(files.error().message);
    if (const auto manifest = plugin_host::readManifest(*files, {}); !manifest)
        return failed(manifest.error().message);
    if (QFileInfo::exists(target))
        return failed(tr("there is a plugin of that name already"));
    QDir().mkpath(m_folder);
    if (!QFile::copy(path, target))
        return failed(tr("it could not be copied to %1").arg(QDir::toNativeSeparators(m_folder)));
    m_registry.setFolders({m_folder}); // the folder may be new, and is watched from here on
    return true;
}

void PluginList::openFolder() const {
    QDir().mkpath(m_folder);
    QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder));
}

} // namespace hearth::ui
