#include "ui/door/door.h"

#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace hearth::ui {

namespace {

const QString settingPrefix = QStringLiteral("door/");

std::string settingOf(qint64 conversation) {
    return (settingPrefix + QString::number(conversation)).toStdString();
}

} // namespace

Door::Door(StoreBridge& store, Settings& settings, std::unique_ptr<KeyStore> keys, QObject* parent)
    : QObject(parent), m_store(store), m_settings(settings), m_keys(std::move(keys)) {
    connect(m_keys.get(), &KeyStore::placeChanged, this, &Door::keyPlaceChanged);
    readEndpoints();
    readGiven();
}

Door::~Door() = default;

// ---- endpoints

const Door::Entry* Door::find(const QString& id) const {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& entry) { return !id.isEmpty() && entry.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

void Door::readEndpoints() {
    const QJsonArray list = QJsonDocument::fromJson(m_settings.endpoints().toUtf8()).array();
    for (const QJsonValue value : list) {
        Entry entry;
        entry.id = value[u"id"].toString();
        entry.endpoint.url = QUrl(value[u"url"].toString());
        entry.endpoint.model = value[u"model"].toString();
        entry.endpoint.allowPlainHttp = value[u"plain"].toBool();
        entry.ask = value[u"ask"].toBool(true);
        if (!entry.id.isEmpty())
            m_entries.append(entry);
    }
}

void Door::saveEndpoints() {
    QJsonArray list;
    for (const Entry& entry : std::as_const(m_entries))
        list.append(QJsonObject{{QStringLiteral("id"), entry.id},
                                {QStringLiteral("url"), entry.endpoint.url.toString()},
                                {QStringLiteral("model"), entry.endpoint.model},
                                {QStringLiteral("plain"), entry.endpoint.allowPlainHttp},
                                {QStringLiteral("ask"), entry.ask}});
    m_settings.setEndpoints(QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)));
    emit endpointsChanged();
    emit currentChanged();
}

QVariantList Door::endpoints() const {
    QVariantList list;
    for (const Entry& entry : m_entries)
        list.append(QVariantMap{{QStringLiteral("id"), entry.id},
                                {QStringLiteral("host"), entry.endpoint.url.host()},
                                {QStringLiteral("url"), entry.endpoint.url.toString()},
                                {QStringLiteral("model"), entry.endpoint.model},
                                {QStringLiteral("ask"), entry.ask}});
    return list;
}

QString Door::keyPlace() const {
    switch (m_keys->place()) {
    case KeyStore::Place::Keychain:
        return tr("The key is kept in the keychain of this system.");
    case KeyStore::Place::Memory:
        return tr("There is no keychain on this system: the key is kept in memory until Hearth is closed.");
    case KeyStore::Place::Unknown:
        break;
    }
    return tr("The key is kept in the keychain of this system if it has one, else in memory until Hearth is "
              "closed.");
}

bool Door::isPlain(const QString& url) const {
    Endpoint endpoint;
    endpoint.url = QUrl(url.trimmed());
    const bool refused = !EndpointClient(endpoint).objection().isEmpty();
    endpoint.allowPlainHttp = true;
    return refused && EndpointClient(endpoint).objection().isEmpty();
}

QString Door::add(const QString& url, const QString& model, const QString& key, bool allowPlainHttp) {
    Entry entry;
    entry.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    entry.endpoint = {QUrl(url.trimmed()), model.trimmed(), {}, allowPlainHttp};
    if (entry.endpoint.model.isEmpty())
        return tr("The name of the model is missing.");
    const EndpointClient client(entry.endpoint);
    if (!client.objection().isEmpty())
        return isPlain(url)
                   ? tr("%1 is not encrypted: anyone on the way could read along.").arg(client.destination())
                   : tr("That is not an address of an endpoint; one begins with https:// and has no password "
                        "in it.");
    m_entries.append(entry);
    m_known.insert(entry.id, key.trimmed());
    if (!key.trimmed().isEmpty())
        m_keys->write(entry.id, key.trimmed());
    saveEndpoints();
    return {};
}

void Door::remove(const QString& id) {
    m_entries.removeIf([&](const Entry& entry) { return entry.id == id; });
    m_known.remove(id);
    m_keys->write(id, {});
    closeClient(id);
    QList<qint64> asked;
    for (const qint64 conversation : m_questions.keys()) {
        if (endpointOf(conversation).isEmpty())
            asked.append(conversation);
    }
    for (const qint64 conversation : std::as_const(asked))
        withdraw(conversation);
    saveEndpoints();
    emit opened();
}

void Door::setKey(const QString& id, const QString& key) {
    m_known.insert(id, key.trimmed());
    m_keys->write(id, key.trimmed());
    closeClient(id);
}

/// Its answers end with what has come.
void Door::closeClient(const QString& id) {
    EndpointClient* client = m_clients.take(id);
    if (!client)
        return;
    for (Generation* generation : client->findChildren<Generation*>())
        generation->cancel();
    client->deleteLater();
}

void Door::setAsk(const QString& id, bool ask) {
    for (Entry& entry : m_entries) {
        if (entry.id == id)
            entry.ask = ask;
    }
    saveEndpoints();
}

// ---- conversations

void Door::readGiven() {
    using All = std::map<std::string, std::string>;
    m_store.read<All>(
        this, [](storage::Store& store) { return store.settings().all(); },
        [this](const storage::Result<All>& all) {
            for (const auto& [name, json] : all ? *all : All()) {
                const QString key = QString::fromStdString(name);
                if (!key.startsWith(settingPrefix))
                    continue;
                const QJsonObject value = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
                m_given.insert(key.mid(settingPrefix.size()).toLongLong(),
                               {value[u"endpoint"].toString(), value[u"messages"].toBool(),
                                value[u"documents"].toBool()});
            }
            m_loaded = true;
            emit currentChanged();
            emit opened();
        });
}

void Door::saveGiven(qint64 conversation) {
    if (conversation == 0)
        return; // kept when it has begun
    const Given given = m_given.value(conversation);
    const QJsonObject value{{QStringLiteral("endpoint"), given.endpoint},
                            {QStringLiteral("messages"), given.messages},
                            {QStringLiteral("documents"), given.documents}};
    m_store.write<void>(this, [conversation, given, value](storage::Store& store) {
        if (given.endpoint.isEmpty())
            return store.settings().remove(settingOf(conversation));
        return store.settings().set(settingOf(conversation),
                                    QJsonDocument(value).toJson(QJsonDocument::Compact).toStdString());
    });
}

void Door::show(qint64 conversation) {
    if (conversation == 0 && m_shown != 0)
        m_given.remove(0); // a new conversation begins on this computer
    m_shown = conversation;
    emit currentChanged();
    emit askingChanged();
}

QString Door::endpointOf(qint64 conversation) const {
    const Entry* entry = find(m_given.value(conversation).endpoint);
    return entry ? entry->id : QString();
}

void Door::assign(qint64 conversation, const QString& endpoint) {
    withdraw(conversation);
    if (endpoint.isEmpty())
        m_given.remove(conversation);
    else
        m_given.insert(conversation, {endpoint});
    saveGiven(conversation);
    emit currentChanged();
    emit opened();
}

void Door::choose(const QString& id) {
    if (id != current())
        assign(m_shown, id);
}

QString Door::host() const {
    const Entry* entry = find(current());
    return entry ? entry->endpoint.url.host() : QString();
}

QString Door::modelName() const {
    const Entry* entry = find(current());
    return entry ? entry->endpoint.model : QString();
}

bool Door::asksAlways() const {
    const Entry* entry = find(current());
    return entry && entry->ask && !m_given.value(m_shown).messages;
}

QString Door::answererOf(qint64 conversation) const {
    const Entry* entry = find(endpointOf(conversation));
    return entry ? entry->endpoint.model + QStringLiteral(" · ") + entry->endpoint.url.host() : QString();
}

// ---- consent

QStringList Door::documentsIn(const std::vector<storage::Message>& messages) {
    QStringList names;
    for (const storage::Message& message : messages) {
        for (const storage::Part& part : message.parts) {
            const bool written = part.kind == storage::PartKind::Text || part.kind == storage::PartKind::Code;
            if (written && part.attachment.empty() && part.source.empty() && part.name.empty())
                continue;
            const QString name = QString::fromStdString(part.name.empty() ? part.source : part.name);
            if (!names.contains(name))
                names.append(name);
        }
    }
    return names;
}

bool Door::mayAnswer(qint64 conversation, qint64 message) {
    const QString id = endpointOf(conversation);
    if (!m_loaded || id.isEmpty())
        return false;
    const auto permit = m_permits.constFind(message);
    if (permit == m_permits.constEnd() || permit->endpoint != id) {
        ask(conversation, message);
        return false;
    }
    if (!m_known.contains(id)) {
        fetchKey(id);
        return false;
    }
    return true;
}

void Door::fetchKey(const QString& id) {
    if (m_fetching.contains(id))
        return;
    m_fetching.insert(id);
    m_keys->read(id, [this, id](const QString& key) {
        m_fetching.remove(id);
        m_known.insert(id, key);
        emit opened();
    });
}

void Door::ask(qint64 conversation, qint64 message) {
    if (m_questions.value(conversation).message == message)
        return;
    m_questions.insert(conversation, {message});
    m_store.read<std::vector<storage::Message>>(
        this,
        [message](storage::Store& store) -> storage::Result<std::vector<storage::Message>> {
            TRY_ASSIGN(const auto path, store.messages().path_to(message));
            std::vector<storage::MessageId> ids;
            for (const storage::PathEntry& entry : path)
                ids.push_back(entry.id);
            return store.messages().get(ids);
        },
        [this, conversation, message](const storage::Result<std::vector<storage::Message>>& messages) {
            if (messages && m_questions.value(conversation).message == message)
                askAbout(conversation, message, *messages);
        });
}

void Door::askAbout(qint64 conversation, qint64 message, const std::vector<storage::Message>& messages) {
    const Entry* entry = find(endpointOf(conversation));
    if (!entry)
        return;
    const Given given = m_given.value(conversation);
    const QStringList documents = documentsIn(messages);
    const bool askMessages = entry->ask && !given.messages;
    const bool askDocuments = !documents.isEmpty() && !given.documents;
    if (!askMessages && !askDocuments) {
        m_questions.remove(conversation);
        permit(conversation, message, {true, !documents.isEmpty()});
        return;
    }
    m_questions.insert(conversation, {message, static_cast<qsizetype>(messages.size()), documents, true});
    emit askingChanged();
}

QString Door::question() const {
    const Question question = m_questions.value(m_shown);
    if (!question.open)
        return {};
    const qsizetype before = question.messages - 1;
    return before == 0 ? tr("This message would go to %1. Nothing has been sent yet.").arg(host())
                       : tr("This message and the %n before it would go to %1. Nothing has been sent yet.",
                            nullptr, static_cast<int>(before))
                             .arg(host());
}

QString Door::documents() const {
    const QStringList names = m_questions.value(m_shown).documents;
    if (names.isEmpty())
        return {};
    QStringList known = names;
    known.removeAll(QString());
    return known.isEmpty() ? tr("It holds text of a document.")
                           : tr("It holds text of documents: %1.").arg(known.join(QStringLiteral(", ")));
}

void Door::agree(bool whole, bool documents) {
    const Question question = m_questions.value(m_shown);
    if (!question.open || (!question.documents.isEmpty() && !documents))
        return;
    m_questions.remove(m_shown);
    if (whole) {
        Given& given = m_given[m_shown];
        given.messages = true;
        given.documents = given.documents || !question.documents.isEmpty();
        saveGiven(m_shown);
    }
    emit askingChanged();
    emit currentChanged();
    permit(m_shown, question.message, {true, documents});
}

void Door::permit(qint64 conversation, qint64 message, const EndpointConsent& consent) {
    m_permits.insert(message, {endpointOf(conversation), consent});
    emit opened();
}

void Door::withdraw(qint64 conversation) {
    const Question question = m_questions.take(conversation);
    m_permits.remove(question.message);
    emit askingChanged();
}

Generation* Door::generate(qint64 conversation, qint64 message, GenerateRequest request) {
    const Permit permit = m_permits.take(message);
    const Entry* entry = find(endpointOf(conversation));
    if (!entry)
        return nullptr;
    EndpointClient*& client = m_clients[entry->id];
    if (!client) {
        Endpoint endpoint = entry->endpoint;
        endpoint.key = m_known.value(entry->id);
        client = new EndpointClient(endpoint, this);
    }
    // The API has no beginning of an answer to go on from: the model is asked for the rest.
    if (!request.answerPrefix.isEmpty()) {
        const auto add = [&](const QString& role, const QString& text) {
            request.messages.append(
                QJsonObject{{QStringLiteral("role"), role}, {QStringLiteral("content"), text}});
        };
        add(QStringLiteral("assistant"), request.answerPrefix);
        add(QStringLiteral("user"),
            QStringLiteral("Go on exactly where that ended; repeat nothing and comment nothing."));
    }
    client->setConsent(permit.endpoint == entry->id ? permit.consent : EndpointConsent());
    Generation* generation = client->generate(request);
    client->setConsent({});
    return generation;
}

} // namespace hearth::ui
