#include "global_shortcut_portal.h"

#include <QCoreApplication>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace hearth {

namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString desktopPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.GlobalShortcuts");
const QString shortcutId = QStringLiteral("quick-ask");

} // namespace

QDBusArgument& operator<<(QDBusArgument& argument, const PortalShortcut& shortcut) {
    argument.beginStructure();
    argument << shortcut.id << shortcut.properties;
    argument.endStructure();
    return argument;
}

const QDBusArgument& operator>>(const QDBusArgument& argument, PortalShortcut& shortcut) {
    argument.beginStructure();
    argument >> shortcut.id >> shortcut.properties;
    argument.endStructure();
    return argument;
}

GlobalShortcutPortal::GlobalShortcutPortal() {
    qDBusRegisterMetaType<PortalShortcut>();
    qDBusRegisterMetaType<QList<PortalShortcut>>();
}

// A request's answer comes as a signal of an object whose path is known beforehand: listening begins before
// asking.
void GlobalShortcutPortal::request(const QString& method, QVariantList arguments, const char* answered) {
    const QString token =
        QStringLiteral("hearth%1_%2").arg(QCoreApplication::applicationPid()).arg(++m_serial);
    QString sender = m_bus.baseService().mid(1);
    sender.replace(u'.', u'_');
    const QString path = QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2").arg(sender, token);
    m_bus.connect(service, path, QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Response"),
                  this, answered);
    QVariantMap options = arguments.takeLast().toMap();
    options.insert(QStringLiteral("handle_token"), token);
    arguments.append(options);
    QDBusMessage call = QDBusMessage::createMethodCall(service, desktopPath, interface, method);
    call.setArguments(arguments);
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (watcher->isError())
            emit stateChanged(State::Absent);
    });
}

void GlobalShortcutPortal::enable(const QString& description) {
    m_description = description;
    if (!m_bus.isConnected()) {
        emit stateChanged(State::Absent);
        return;
    }
    emit stateChanged(State::Asked);
    request(QStringLiteral("CreateSession"),
            {QVariantMap{{QStringLiteral("session_handle_token"), QStringLiteral("hearth")}}},
            SLOT(sessionMade(uint, QVariantMap)));
}

void GlobalShortcutPortal::sessionMade(uint response, const QVariantMap& results) {
    const QVariant handle = results.value(QStringLiteral("session_handle"));
    m_session = handle.canConvert<QDBusObjectPath>() && handle.typeId() != QMetaType::QString
                    ? handle.value<QDBusObjectPath>()
                    : QDBusObjectPath(handle.toString());
    if (response != 0 || m_session.path().isEmpty()) {
        emit stateChanged(State::Refused);
        return;
    }
    m_bus.connect(service, desktopPath, interface, QStringLiteral("Activated"), this,
                  SLOT(pressed(QDBusObjectPath, QString, qulonglong, QVariantMap)));
    const QList<PortalShortcut> shortcuts = {
        {shortcutId,
         {{QStringLiteral("description"), m_description},
          {QStringLiteral("preferred_trigger"), QStringLiteral("LOGO+ALT+space")}}}};
    request(QStringLiteral("BindShortcuts"),
            {QVariant::fromValue(m_session), QVariant::fromValue(shortcuts), QString(), QVariantMap()},
            SLOT(bound(uint, QVariantMap)));
}

void GlobalShortcutPortal::bound(uint response, const QVariantMap&) {
    emit stateChanged(response == 0 ? State::On : State::Refused);
}

void GlobalShortcutPortal::pressed(const QDBusObjectPath& session, const QString& id, qulonglong,
                                   const QVariantMap&) {
    if (session == m_session && id == shortcutId)
        emit activated();
}

void GlobalShortcutPortal::close() {
    if (m_session.path().isEmpty())
        return;
    m_bus.disconnect(service, desktopPath, interface, QStringLiteral("Activated"), this,
                     SLOT(pressed(QDBusObjectPath, QString, qulonglong, QVariantMap)));
    m_bus.asyncCall(QDBusMessage::createMethodCall(service, m_session.path(),
                                                   QStringLiteral("org.freedesktop.portal.Session"),
                                                   QStringLiteral("Close")));
    m_session = {};
}

void GlobalShortcutPortal::disable() {
    close();
    emit stateChanged(State::Off);
}

class GlobalShortcut::Private {
public:
    GlobalShortcutPortal portal;
};

GlobalShortcut::GlobalShortcut(QObject* parent) : QObject(parent), d(std::make_unique<Private>()) {
    connect(&d->portal, &GlobalShortcutPortal::stateChanged, this, &GlobalShortcut::setState);
    connect(&d->portal, &GlobalShortcutPortal::activated, this, &GlobalShortcut::activated);
}
GlobalShortcut::~GlobalShortcut() = default;
void GlobalShortcut::enable(const QString& description) {
    d->portal.enable(description);
}
void GlobalShortcut::disable() {
    d->portal.disable();
}

} // namespace hearth
