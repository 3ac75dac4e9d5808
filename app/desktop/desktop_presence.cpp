#include "desktop_presence.h"

#ifdef HEARTH_WITH_DBUS
#include "dbus_interfaces.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusInterface>
#include <QDBusReply>
#endif

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>
#include <QStandardPaths>
#include <QUrl>

namespace hearth {

namespace {

constexpr int hand_over_timeout_ms = 3000;
constexpr qint64 longest_request = 1 << 20;

QStringList absolute(const QStringList& files) {
    QStringList paths;
    for (const QString& file : files)
        paths << QFileInfo(file).absoluteFilePath();
    return paths;
}

} // namespace

DesktopPresence::DesktopPresence(QString data_folder, QObject* parent)
    : QObject(parent), m_data_folder(std::move(data_folder)) {
    if (qEnvironmentVariableIsSet("HEARTH_DATA_DIR")) {
        const QByteArray path = QDir(m_data_folder).absolutePath().toUtf8();
        m_key =
            QString::fromLatin1(QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(12));
    }
}

DesktopPresence::~DesktopPresence() = default;

QString DesktopPresence::bus_name() const {
    const QString name = QStringLiteral("org.hearth.Hearth");
    return m_key.isEmpty() ? name : name + QStringLiteral(".Data") + m_key;
}

DesktopPresence::Outcome DesktopPresence::start(const QStringList& files, const QString& action) {
#ifdef HEARTH_WITH_DBUS
    if (QDBusConnection::sessionBus().isConnected())
        return start_on_bus(absolute(files), action);
#endif
    return start_on_socket(absolute(files), action);
}

#ifdef HEARTH_WITH_DBUS
DesktopPresence::Outcome DesktopPresence::start_on_bus(const QStringList& files, const QString& action) {
    QDBusConnection bus = QDBusConnection::sessionBus();
    const QString path = QStringLiteral("/org/hearth/Hearth");
    // The objects stand before the name is ours, so that no call can come too early.
    new ApplicationAdaptor(this);
    auto* search_object = new QObject(this);
    new SearchProviderAdaptor(this, search_object);
    auto* runner_object = new QObject(this);
    new KRunnerAdaptor(this, runner_object);
    bus.registerObject(path, this, QDBusConnection::ExportAdaptors);
    bus.registerObject(path + QStringLiteral("/SearchProvider"), search_object,
                       QDBusConnection::ExportAdaptors);
    bus.registerObject(path + QStringLiteral("/KRunner"), runner_object, QDBusConnection::ExportAdaptors);
    if (bus.registerService(bus_name()))
        return Outcome::First;

    QDBusInterface first(bus_name(), path, QStringLiteral("org.freedesktop.Application"), bus);
    first.setTimeout(hand_over_timeout_ms);
    QDBusMessage reply;
    if (!action.isEmpty()) {
        reply = first.call(QStringLiteral("ActivateAction"), action, QVariantList(), QVariantMap());
    } else if (!files.isEmpty()) {
        QStringList uris;
        for (const QString& file : files)
            uris << QUrl::fromLocalFile(file).toString(QUrl::FullyEncoded);
        reply = first.call(QStringLiteral("Open"), uris, QVariantMap());
    } else {
        reply = first.call(QStringLiteral("Activate"), QVariantMap());
    }
    // One that does not answer is hung: a second window over the same store is better than none.
    return reply.type() == QDBusMessage::ErrorMessage ? Outcome::First : Outcome::PassedOn;
}
#endif

DesktopPresence::Outcome DesktopPresence::start_on_socket(const QStringList& files, const QString& action) {
    const QByteArray folder = QDir(m_data_folder).absolutePath().toUtf8();
    const QString name =
        QStringLiteral("hearth-") +
        QString::fromLatin1(QCryptographicHash::hash(folder, QCryptographicHash::Sha256).toHex().left(16));
    QDir().mkpath(m_data_folder);
    m_lock = std::make_unique<QLockFile>(QDir(m_data_folder).filePath(QStringLiteral("window.lock")));
    m_lock->setStaleLockTime(0); // the owner's death is what frees it, not time
    if (!m_lock->tryLock(0) && m_lock->error() == QLockFile::LockFailedError) {
        QLocalSocket socket;
        socket.connectToServer(name);
        if (socket.waitForConnected(hand_over_timeout_ms)) {
            const QJsonObject request{{QStringLiteral("files"), QJsonArray::fromStringList(files)},
                                      {QStringLiteral("action"), action}};
            socket.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
            if (socket.waitForReadyRead(hand_over_timeout_ms))
                return Outcome::PassedOn;
        }
        return Outcome::First;
    }
    QLocalServer::removeServer(name);
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* socket = m_server->nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
                if (socket->bytesAvailable() > longest_request)
                    socket->abort();
                if (!socket->canReadLine())
                    return;
                take_request(socket->readLine());
                socket->write("taken\n");
                socket->flush();
            });
        }
    });
    m_server->listen(name);
    return Outcome::First;
}

void DesktopPresence::take_request(const QByteArray& line) {
    const QJsonObject request = QJsonDocument::fromJson(line).object();
    const QString action = request.value(QStringLiteral("action")).toString();
    if (!action.isEmpty()) {
        emit action_requested(action);
        return;
    }
    emit activated();
    QStringList files;
    for (const QJsonValue& file : request.value(QStringLiteral("files")).toArray())
        files << file.toString();
    if (!files.isEmpty())
        emit files_requested(files);
}

} // namespace hearth
