// The portal's side of GlobalShortcut.
// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.GlobalShortcuts.html
#pragma once

#include "global_shortcut.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QVariantMap>

namespace hearth {

/// One shortcut of BindShortcuts: D-Bus signature (sa{sv}).
struct PortalShortcut {
    QString id;
    QVariantMap properties;
};

QDBusArgument& operator<<(QDBusArgument& argument, const PortalShortcut& shortcut);
const QDBusArgument& operator>>(const QDBusArgument& argument, PortalShortcut& shortcut);

class GlobalShortcutPortal : public QObject {
    Q_OBJECT
public:
    using State = GlobalShortcut::State;
    GlobalShortcutPortal();

    void enable(const QString& description);
    void disable();

signals:
    void stateChanged(hearth::GlobalShortcut::State state);
    void activated();

private slots:
    void sessionMade(uint response, const QVariantMap& results);
    void bound(uint response, const QVariantMap& results);
    void pressed(const QDBusObjectPath& session, const QString& id, qulonglong time,
                 const QVariantMap& options);

private:
    void request(const QString& method, QVariantList arguments, const char* answered);
    void close();

    QDBusConnection m_bus = QDBusConnection::sessionBus();
    QString m_description;
    QDBusObjectPath m_session;
    int m_serial = 0;
};

} // namespace hearth

Q_DECLARE_METATYPE(hearth::PortalShortcut)
