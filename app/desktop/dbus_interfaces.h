// The D-Bus faces of DesktopPresence.
//   org.freedesktop.Application: https://specifications.freedesktop.org/desktop-entry-spec/latest/dbus.html
//   org.gnome.Shell.SearchProvider2: https://developer.gnome.org/documentation/tutorials/search-provider.html
//   org.kde.krunner1: https://develop.kde.org/docs/plasma/krunner
#pragma once

#include <QDBusAbstractAdaptor>
#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QStringList>
#include <QVariantMap>
#include <QVector>

namespace hearth {

class DesktopPresence;

/// One row of KRunner's answer: D-Bus signature (sssida{sv}).
struct KRunnerMatch {
    QString id;
    QString text;
    QString icon;
    int type = 0;
    double relevance = 0;
    QVariantMap properties;
};

/// One action of KRunner's answer: D-Bus signature (sss).
struct KRunnerAction {
    QString id;
    QString text;
    QString icon;
};

QDBusArgument& operator<<(QDBusArgument& argument, const KRunnerMatch& match);
const QDBusArgument& operator>>(const QDBusArgument& argument, KRunnerMatch& match);
QDBusArgument& operator<<(QDBusArgument& argument, const KRunnerAction& action);
const QDBusArgument& operator>>(const QDBusArgument& argument, KRunnerAction& action);

class ApplicationAdaptor : public QDBusAbstractAdaptor {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")
public:
    explicit ApplicationAdaptor(DesktopPresence* presence);
public slots:
    void Activate(const QVariantMap& platform_data);
    void Open(const QStringList& uris, const QVariantMap& platform_data);
    void ActivateAction(const QString& name, const QVariantList& parameters,
                        const QVariantMap& platform_data);

private:
    DesktopPresence* m_presence;
};

class SearchProviderAdaptor : public QDBusAbstractAdaptor {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.Shell.SearchProvider2")
public:
    SearchProviderAdaptor(DesktopPresence* presence, QObject* object);
public slots:
    QStringList GetInitialResultSet(const QStringList& terms, const QDBusMessage& call);
    QStringList GetSubsearchResultSet(const QStringList& previous, const QStringList& terms,
                                      const QDBusMessage& call);
    QVector<QVariantMap> GetResultMetas(const QStringList& ids);
    void ActivateResult(const QString& id, const QStringList& terms, uint timestamp);
    void LaunchSearch(const QStringList& terms, uint timestamp);

private:
    DesktopPresence* m_presence;
    QHash<QString, QVariantMap> m_metas;
};

class KRunnerAdaptor : public QDBusAbstractAdaptor {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.krunner1")
public:
    KRunnerAdaptor(DesktopPresence* presence, QObject* object);
public slots:
    QVector<hearth::KRunnerMatch> Match(const QString& query, const QDBusMessage& call);
    QVector<hearth::KRunnerAction> Actions() { return {}; }
    void Run(const QString& id, const QString& action);

private:
    DesktopPresence* m_presence;
};

} // namespace hearth

Q_DECLARE_METATYPE(hearth::KRunnerMatch)
Q_DECLARE_METATYPE(hearth::KRunnerAction)
