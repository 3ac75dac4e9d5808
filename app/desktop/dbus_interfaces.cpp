#include "dbus_interfaces.h"

#include "desktop_presence.h"

#include <QDBusConnection>
#include <QPointer>
#include <QUrl>

namespace hearth {

namespace {

constexpr int hit_limit = 8;
constexpr int shortest_query = 3; // shorter ones match everything and hold the desktop's search up

void find(const DesktopPresence* presence, const QString& query, const DesktopSearchDone& done) {
    if (!presence->search() || query.trimmed().size() < shortest_query)
        done({});
    else
        presence->search()(query.trimmed(), hit_limit, done);
}

/// The answer to a call that waits for it; over the session bus, where all calls come from.
void answer(const QDBusMessage& call, const QVariant& value) {
    QDBusConnection::sessionBus().send(call.createReply(value));
}

} // namespace

QDBusArgument& operator<<(QDBusArgument& argument, const KRunnerMatch& match) {
    argument.beginStructure();
    argument << match.id << match.text << match.icon << match.type << match.relevance << match.properties;
    argument.endStructure();
    return argument;
}

const QDBusArgument& operator>>(const QDBusArgument& argument, KRunnerMatch& match) {
    argument.beginStructure();
    argument >> match.id >> match.text >> match.icon >> match.type >> match.relevance >> match.properties;
    argument.endStructure();
    return argument;
}

QDBusArgument& operator<<(QDBusArgument& argument, const KRunnerAction& action) {
    argument.beginStructure();
    argument << action.id << action.text << action.icon;
    argument.endStructure();
    return argument;
}

const QDBusArgument& operator>>(const QDBusArgument& argument, KRunnerAction& action) {
    argument.beginStructure();
    argument >> action.id >> action.text >> action.icon;
    argument.endStructure();
    return argument;
}

ApplicationAdaptor::ApplicationAdaptor(DesktopPresence* presence)
    : QDBusAbstractAdaptor(presence), m_presence(presence) {}

void ApplicationAdaptor::Activate(const QVariantMap&) {
    emit m_presence->activated();
}

void ApplicationAdaptor::Open(const QStringList& uris, const QVariantMap&) {
    QStringList paths;
    for (const QString& uri : uris) {
        const QUrl url(uri);
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    emit m_presence->activated();
    if (!paths.isEmpty())
        emit m_presence->files_requested(paths);
}

void ApplicationAdaptor::ActivateAction(const QString& name, const QVariantList&, const QVariantMap&) {
    emit m_presence->action_requested(name);
}

SearchProviderAdaptor::SearchProviderAdaptor(DesktopPresence* presence, QObject* object)
    : QDBusAbstractAdaptor(object), m_presence(presence) {
    qDBusRegisterMetaType<QVector<QVariantMap>>();
}

QStringList SearchProviderAdaptor::GetInitialResultSet(const QStringList& terms, const QDBusMessage& call) {
    call.setDelayedReply(true);
    const auto found = [self = QPointer(this), call](const QVector<DesktopSearchHit>& hits) {
        if (!self)
            return;
        QStringList ids;
        self->m_metas.clear();
        for (const DesktopSearchHit& hit : hits) {
            ids << hit.id;
            self->m_metas.insert(hit.id, {{QStringLiteral("id"), hit.id},
                                          {QStringLiteral("name"), hit.title},
                                          {QStringLiteral("description"), hit.snippet},
                                          {QStringLiteral("gicon"), QStringLiteral("org.hearth.Hearth")}});
        }
        answer(call, ids);
    };
    find(m_presence, terms.join(u' '), found);
    return {};
}

QStringList SearchProviderAdaptor::GetSubsearchResultSet(const QStringList&, const QStringList& terms,
                                                         const QDBusMessage& call) {
    return GetInitialResultSet(terms, call);
}

QVector<QVariantMap> SearchProviderAdaptor::GetResultMetas(const QStringList& ids) {
    QVector<QVariantMap> metas;
    for (const QString& id : ids) {
        if (const auto meta = m_metas.constFind(id); meta != m_metas.constEnd())
            metas << *meta;
    }
    return metas;
}

void SearchProviderAdaptor::ActivateResult(const QString& id, const QStringList&, uint) {
    emit m_presence->activated();
    emit m_presence->conversation_requested(id);
}

void SearchProviderAdaptor::LaunchSearch(const QStringList&, uint) {
    emit m_presence->activated();
}

KRunnerAdaptor::KRunnerAdaptor(DesktopPresence* presence, QObject* object)
    : QDBusAbstractAdaptor(object), m_presence(presence) {
    qDBusRegisterMetaType<KRunnerMatch>();
    qDBusRegisterMetaType<QVector<KRunnerMatch>>();
    qDBusRegisterMetaType<KRunnerAction>();
    qDBusRegisterMetaType<QVector<KRunnerAction>>();
}

QVector<KRunnerMatch> KRunnerAdaptor::Match(const QString& query, const QDBusMessage& call) {
    constexpr int possible_match = 30; // KRunner's QueryType::PossibleMatch
    call.setDelayedReply(true);
    find(m_presence, query, [call](const QVector<DesktopSearchHit>& hits) {
        QVector<KRunnerMatch> matches;
        double relevance = 0.6;
        for (const DesktopSearchHit& hit : hits) {
            matches.append({hit.id,
                            hit.title,
                            QStringLiteral("org.hearth.Hearth"),
                            possible_match,
                            relevance,
                            {{QStringLiteral("subtext"), hit.snippet}}});
            relevance *= 0.9;
        }
        answer(call, QVariant::fromValue(matches));
    });
    return {};
}

void KRunnerAdaptor::Run(const QString& id, const QString&) {
    emit m_presence->activated();
    emit m_presence->conversation_requested(id);
}

} // namespace hearth
