// The plugins that the program knows, for the settings: what each may do, whether it runs, what is wrong.
#pragma once

#include "plugins/host/plugin_registry.h"
#include "ui/workspace/notices.h"

#include <QUrl>
#include <QVariantList>

namespace hearth::ui {

class PluginList : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the task controller")
    /// {id, name, version, description, tasks, permissions: [sentence], builtIn, state: "ready" | "consent" |
    /// "disabled" | "broken", error}
    Q_PROPERTY(QVariantList plugins READ plugins NOTIFY changed)
    Q_PROPERTY(QString folder READ folder CONSTANT)
public:
    /// Plugins are looked for in `dataFolder`/plugins, and consent is kept beside it.
    PluginList(const QString& dataFolder, const QString& locale, Notices& notices, QObject* parent = nullptr);

    plugin_host::PluginRegistry& registry() { return m_registry; }
    const plugin_host::PluginRegistry& registry() const { return m_registry; }
    QVariantList plugins() const;
    /// Names and descriptions in another language; the window's texts are in it already.
    void retranslate(const QString& locale) { m_registry.setLocale(locale); }
    QString folder() const { return m_folder; }

    /// Grants all that the plugin asks for.
    Q_INVOKABLE void allow(const QString& id);
    Q_INVOKABLE void setEnabled(const QString& id, bool enabled);
    /// Copies a plugin (a zip, or a folder with plugin.json) into the folder. A notice says what went wrong.
    Q_INVOKABLE bool add(const QUrl& file);
    Q_INVOKABLE void openFolder() const;

signals:
    void changed();

private:
    QString m_folder;
    Notices& m_notices;
    plugin_host::PluginRegistry m_registry;
};

} // namespace hearth::ui
