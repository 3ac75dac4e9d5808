// The door: which conversations are answered by an endpoint elsewhere, and what the user has agreed to send.
// Closed unless the user adds an endpoint and gives it to a conversation; nothing leaves before a question
// was answered, unless the user has said that it need not be asked.
#pragma once

#include "engine/client/endpoint/endpoint_client.h"
#include "ui/door/key_store.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/store_bridge.h"

#include <QHash>
#include <QSet>
#include <QVariantList>

namespace hearth::ui {

class Door : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(QVariantList endpoints READ endpoints NOTIFY endpointsChanged)
    Q_PROPERTY(QString keyPlace READ keyPlace NOTIFY keyPlaceChanged)
    Q_PROPERTY(QString current READ current NOTIFY currentChanged)
    Q_PROPERTY(QString host READ host NOTIFY currentChanged)
    Q_PROPERTY(QString modelName READ modelName NOTIFY currentChanged)
    Q_PROPERTY(bool asksAlways READ asksAlways NOTIFY currentChanged)
    Q_PROPERTY(bool asking READ isAsking NOTIFY askingChanged)
    Q_PROPERTY(QString question READ question NOTIFY askingChanged)
    Q_PROPERTY(QString documents READ documents NOTIFY askingChanged)
public:
    Door(StoreBridge& store, Settings& settings, std::unique_ptr<KeyStore> keys, QObject* parent = nullptr);
    ~Door() override;

    // ---- the endpoints, for the settings

    /// {id, host, url, model, ask}
    QVariantList endpoints() const;
    /// One sentence: where keys are kept.
    QString keyPlace() const;
    /// Adds an endpoint; returns what is wrong with it in one sentence, empty when it was added.
    Q_INVOKABLE QString add(const QString& url, const QString& model, const QString& key,
                            bool allowPlainHttp);
    /// Whether `url` would go unencrypted over a network: that needs a word of the user's.
    Q_INVOKABLE bool isPlain(const QString& url) const;
    /// Another key for an endpoint; an empty one: none.
    Q_INVOKABLE void setKey(const QString& id, const QString& key);
    /// Forgets an endpoint and its key; its conversations are answered on this computer again.
    Q_INVOKABLE void remove(const QString& id);
    /// Whether each message for it is asked about. Documents always are.
    Q_INVOKABLE void setAsk(const QString& id, bool ask);

    // ---- the open conversation

    /// Id of its endpoint; empty: it is answered on this computer.
    QString current() const { return endpointOf(m_shown); }
    QString host() const;
    QString modelName() const;
    bool asksAlways() const;
    /// Gives the open conversation an endpoint, or with an empty id this computer.
    Q_INVOKABLE void choose(const QString& id);
    bool isAsking() const { return m_questions.contains(m_shown); }
    /// What would leave, and where to; one sentence or two.
    QString question() const;
    /// Names of the documents whose text is in it; empty: none.
    QString documents() const;
    /// Sends what is asked about. `whole`: and do not ask again in this conversation. Documents go only with
    /// their own word.
    Q_INVOKABLE void agree(bool whole, bool documents);

    // ---- for ChatController

    void show(qint64 conversation);
    /// Id of the endpoint of a conversation; empty: this computer.
    QString endpointOf(qint64 conversation) const;
    void assign(qint64 conversation, const QString& endpoint);
    /// What the conversations were given is known: before that, nothing is answered.
    bool isReady() const { return m_loaded; }
    /// Whether the answer to `message` may be asked of the endpoint now. If not, the user is asked; opened()
    /// comes when it may be tried again.
    bool mayAnswer(qint64 conversation, qint64 message);
    /// The user has withdrawn what was to be sent.
    void withdraw(qint64 conversation);
    /// "model · host" of a conversation's endpoint.
    QString answererOf(qint64 conversation) const;
    /// Asks the endpoint, within what was agreed to for `message`; null when the conversation has none.
    Generation* generate(qint64 conversation, qint64 message, GenerateRequest request);

    /// Names of the documents whose text is part of these messages; an unnamed one is "".
    static QStringList documentsIn(const std::vector<storage::Message>& messages);

signals:
    void endpointsChanged();
    void keyPlaceChanged();
    void currentChanged();
    void askingChanged();
    void opened();

private:
    struct Entry {
        QString id;
        Endpoint endpoint;
        bool ask = true;
    };
    struct Given {
        QString endpoint;
        bool messages = false;  ///< need not be asked again in this conversation
        bool documents = false; ///< nor documents
    };
    struct Question {
        qint64 message = 0;
        qsizetype messages = 0; ///< how many would leave
        QStringList documents;
        bool open = false; ///< read and shown; else it is being read
    };
    /// What the user has agreed to, and for which endpoint.
    struct Permit {
        QString endpoint;
        EndpointConsent consent;
    };
    const Entry* find(const QString& id) const;
    void readEndpoints();
    void saveEndpoints();
    void readGiven();
    void saveGiven(qint64 conversation);
    void ask(qint64 conversation, qint64 message);
    void askAbout(qint64 conversation, qint64 message, const std::vector<storage::Message>& messages);
    void permit(qint64 conversation, qint64 message, const EndpointConsent& consent);
    void closeClient(const QString& id);
    void fetchKey(const QString& id);

    StoreBridge& m_store;
    Settings& m_settings;
    std::unique_ptr<KeyStore> m_keys;
    QList<Entry> m_entries;
    QHash<qint64, Given> m_given; ///< by conversation
    QHash<qint64, Question> m_questions;
    QHash<qint64, Permit> m_permits; ///< by the user's message; used up when it is sent
    QHash<QString, QString> m_known; ///< keys that were read, by endpoint
    QSet<QString> m_fetching;
    QHash<QString, EndpointClient*> m_clients;
    qint64 m_shown = 0;
    bool m_loaded = false;
};

} // namespace hearth::ui
