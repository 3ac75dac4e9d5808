// All plugins that the program knows: built in, and found in folders; what is wrong with one is said and goes
// no further.
#pragma once

#include "plugins/host/manifest.h"

#include <QObject>

#include <functional>
#include <memory>

class QFileSystemWatcher;

namespace hearth::plugin_host {

/// One plugin as a settings page shows it.
struct PluginInfo {
    enum class State {
        Ready,
        NeedsConsent, ///< asks for permissions that the user has not granted yet
        Disabled,     ///< by the user
        Broken,       ///< `error` says why, with its name
    };
    PluginManifest manifest; ///< of a broken one only what could be read
    QString path;            ///< empty for built-in ones
    State state = State::Ready;
    QString error;
};

/// Finds plugins, checks them, remembers consent. Lives on one thread. Consent is kept in a small JSON file;
/// a plugin that asks for more than was granted to it (after an update, say) must be granted again.
class PluginRegistry : public QObject {
    Q_OBJECT
public:
    /// `stateFile` keeps consent and what is disabled; empty: nothing is kept. `locale` chooses names (“de”).
    explicit PluginRegistry(QString stateFile, QString locale, QObject* parent = nullptr);
    ~PluginRegistry() override;

    /// Adds a plugin that is part of the program; it has all it asks for. `name` gives its name in the
    /// language of the moment.
    void addBuiltIn(const QString& id, const std::function<QString()>& name,
                    std::shared_ptr<sdk::TaskPlugin> plugin);
    /// Names and descriptions in another language from now on. The program's own texts (of built-in plugins)
    /// must be in that language already.
    void setLocale(const QString& locale);
    /// Folders that hold plugins, one folder or zip each. Watched: a change is seen within a second.
    void setFolders(const QStringList& folders);
    /// Looks again; also called when a folder changes.
    void refresh();

    const QList<PluginInfo>& plugins() const { return m_plugins; }
    const PluginInfo* find(const QString& id) const;
    /// The plugin's object to run; an Error when it is broken, disabled or waits for consent.
    sdk::Result<std::shared_ptr<sdk::TaskPlugin>> open(const QString& id);

    void grant(const QString& id, const QSet<sdk::Permission>& permissions);
    void revoke(const QString& id);
    void setEnabled(const QString& id, bool enabled);
    QSet<sdk::Permission> granted(const QString& id) const;
    /// The user insists on running process plugins on a machine without a sandbox.
    void setInsistUnsandboxed(bool insist) { m_insist = insist; }

signals:
    void changed();

private:
    PluginInfo inspect(const QString& path) const;
    void load();
    void save() const;

    QString m_stateFile;
    QString m_locale;
    QStringList m_folders;
    QList<PluginInfo> m_plugins;
    QMap<QString, std::shared_ptr<sdk::TaskPlugin>> m_builtIn;
    QMap<QString, std::function<QString()>> m_builtInNames;
    QList<PluginInfo> m_builtInInfo;
    QJsonObject m_state;
    QFileSystemWatcher* m_watcher = nullptr;
    bool m_insist = false;
};

/// A plugin object for a manifest: a task pack or a process.
std::shared_ptr<sdk::TaskPlugin> makePlugin(const PluginManifest& manifest, const QString& path,
                                            bool insistUnsandboxed = false);

} // namespace hearth::plugin_host
