// The door to a larger model elsewhere: closed by default, asked about before anything leaves. Whether
// something left is seen at the other end: a server of the test's own.
#include "ui/main_window.h"
#include "ui_fixture.h"

#include <QJsonDocument>
#include <QQuickItem>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace hearth;
using namespace hearth::test;

namespace {

/// An endpoint that keeps what it is sent and answers each request with the same words.
class Elsewhere : public QTcpServer {
public:
    Elsewhere() {
        connect(this, &QTcpServer::newConnection, this, [this] {
            ++connections;
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
        listen(QHostAddress::LocalHost);
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1/v1").arg(serverPort()); }
    QStringList contents(int request) const {
        QStringList texts;
        const QJsonObject body = QJsonDocument::fromJson(bodies[request]).object();
        for (const QJsonValue message : body[u"messages"].toArray())
            texts.append(message[u"content"].toString());
        return texts;
    }
    QList<QByteArray> bodies;
    QByteArray lastHead;
    int connections = 0;

private:
    void read(QTcpSocket* socket) {
        m_received += socket->readAll();
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = m_received.left(end);
        const QByteArray lower = head.toLower();
        const qsizetype at = lower.indexOf("content-length:");
        const qsizetype length = lower.mid(at + 15, lower.indexOf('\r', at + 1) - at - 15).trimmed().toInt();
        if (m_received.size() < end + 4 + length)
            return;
        lastHead = head;
        bodies.append(m_received.mid(end + 4, length));
        m_received.clear();
        const QByteArray events =
            "data: {\"choices\":[{\"delta\":{\"content\":\"from afar\"}}]}\n\n"
            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        socket->write(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\nContent-Length: " +
            QByteArray::number(events.size()) + "\r\n\r\n" + events);
        socket->disconnectFromHost();
    }
    QByteArray m_received;
};

/// A keychain that is a map, or that is out of order.
class TestKeychain : public ui::Keychain {
public:
    explicit TestKeychain(std::shared_ptr<QHash<QString, QString>> keys) : m_keys(std::move(keys)) {}
    std::expected<QString, QString> read(const QString& name) override {
        if (!m_keys)
            return std::unexpected(QStringLiteral("no such service"));
        return m_keys->value(name);
    }
    std::expected<void, QString> write(const QString& name, const QString& key) override {
        if (!m_keys)
            return std::unexpected(QStringLiteral("no such service"));
        key.isEmpty() ? void(m_keys->remove(name)) : void(m_keys->insert(name, key));
        return {};
    }

private:
    std::shared_ptr<QHash<QString, QString>> m_keys;
};

} // namespace

class TestDoor : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::prepareApplication(); }
    void init() {
        m_elsewhere = std::make_unique<Elsewhere>();
        m_fixture = std::make_unique<UiFixture>();
        m_fixture->start();
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
    }
    void cleanup() {
        m_fixture.reset();
        m_elsewhere.reset();
    }

    void closedByDefault() {
        QVERIFY(door().endpoints().isEmpty());
        QCOMPARE(door().current(), QString());
        addEndpoint();
        // An endpoint alone opens nothing: conversations stay here until one is given it.
        QVERIFY(m_fixture->ask(QStringLiteral("echo: here")));
        QCOMPARE(m_fixture->shown().value(1), QStringLiteral("assistant: here"));
        QVERIFY(!door().isAsking());
        QCOMPARE(m_elsewhere->connections, 0);
    }

    void asksFirstAndSendsOnce() {
        giveToConversation();
        QVERIFY(door().asksAlways());
        QVERIFY(chat().send(QStringLiteral("a secret")));
        QTRY_VERIFY(!door().question().isEmpty());
        QVERIFY(door().question().contains(QStringLiteral("127.0.0.1")));
        QVERIFY(chat().isWaiting());
        QCOMPARE(m_elsewhere->connections, 0);

        door().agree(false, false);
        QTRY_COMPARE(m_fixture->shown().value(1), QStringLiteral("assistant: from afar"));
        QVERIFY(m_fixture->waitUntilQuiet());
        QCOMPARE(m_elsewhere->bodies.size(), 1);
        QCOMPARE(m_elsewhere->contents(0), QStringList{QStringLiteral("a secret")});
        QVERIFY(m_elsewhere->lastHead.contains("Bearer the-key"));
        const auto& path = m_fixture->messages().path();
        QCOMPARE(QString::fromStdString(m_fixture->messages().message(path.back().id)->model),
                 QStringLiteral("large · 127.0.0.1"));

        // The next message is asked about again, with what would leave with it.
        QVERIFY(chat().send(QStringLiteral("more")));
        QTRY_VERIFY(door().question().contains(QStringLiteral("2")));
        QCOMPARE(m_elsewhere->bodies.size(), 1);
        // So is another answer to a message that was sent before.
        chat().stop();
        QVERIFY(!door().isAsking());
        chat().regenerate(path[0].id);
        QTRY_VERIFY(!door().question().isEmpty());
        QCOMPARE(m_elsewhere->connections, 1);
    }

    void agreedForTheConversation() {
        giveToConversation();
        QVERIFY(chat().send(QStringLiteral("one")));
        QTRY_VERIFY(!door().question().isEmpty());
        door().agree(true, false);
        QTRY_COMPARE(m_fixture->shown().size(), 2);
        QVERIFY(m_fixture->waitUntilQuiet());
        QVERIFY(!door().asksAlways());
        QVERIFY(m_fixture->ask(QStringLiteral("two")));
        QCOMPARE(m_elsewhere->contents(1),
                 (QStringList{QStringLiteral("one"), QStringLiteral("from afar"), QStringLiteral("two")}));
        // Another conversation is on this computer, and that word does not hold for it.
        chat().startNew();
        QCOMPARE(door().current(), QString());
        door().choose(m_endpoint);
        QVERIFY(chat().send(QStringLiteral("three")));
        QTRY_VERIFY(!door().question().isEmpty());
        QCOMPARE(m_elsewhere->bodies.size(), 2);
    }

    void documentsNeedTheirOwnWord() {
        giveToConversation();
        door().setAsk(m_endpoint, false); // "need not ask": typed text goes at once
        QVERIFY(m_fixture->ask(QStringLiteral("typed")));
        QCOMPARE(m_elsewhere->bodies.size(), 1);

        const qint64 conversation = chat().conversation();
        qint64 added = 0;
        m_fixture->workspace().store().write<storage::Message>(
            this,
            [conversation](storage::Store& store) -> storage::Result<storage::Message> {
                TRY_ASSIGN(const auto path, store.messages().path(conversation));
                storage::Message message;
                message.conversation = conversation;
                message.parent = path.back().id;
                message.parts = storage::text_parts("see this");
                message.parts.push_back(
                    {.kind = storage::PartKind::Quote, .text = "inside", .source = "contract.pdf"});
                return store.messages().add(message);
            },
            [&added](storage::Result<storage::Message> message) { added = message ? message->id : -1; });
        QTRY_VERIFY(added != 0);
        chat().refresh();
        QTRY_VERIFY(chat().isUnanswered());
        chat().answerLast();
        QTRY_VERIFY(!door().question().isEmpty());
        QVERIFY(door().documents().contains(QStringLiteral("contract.pdf")));
        door().agree(true, false); // not the word that is needed
        QVERIFY(door().isAsking());
        QTest::qWait(50);
        QCOMPARE(m_elsewhere->bodies.size(), 1);
        door().agree(false, true);
        QTRY_COMPARE(m_elsewhere->bodies.size(), 2);
        QVERIFY(m_elsewhere->contents(1).last().contains(QStringLiteral("inside")));
        QVERIFY(m_fixture->waitUntilQuiet());
    }

    void answeredHereInstead() {
        giveToConversation();
        QVERIFY(chat().send(QStringLiteral("echo: stays")));
        QTRY_VERIFY(!door().question().isEmpty());
        door().choose(QString());
        QTRY_COMPARE(m_fixture->shown().value(1), QStringLiteral("assistant: stays"));
        QVERIFY(m_fixture->waitUntilQuiet());
        QCOMPARE(m_elsewhere->connections, 0);
    }

    void notSent() {
        giveToConversation();
        QVERIFY(chat().send(QStringLiteral("kept back")));
        QTRY_VERIFY(!door().question().isEmpty());
        chat().stop();
        QVERIFY(!door().isAsking());
        QVERIFY(!chat().isWaiting());
        QVERIFY(chat().isUnanswered());
        QCOMPARE(m_elsewhere->connections, 0);
    }

    /// A word for one endpoint is none for another.
    void consentIsForOneEndpoint() {
        Elsewhere other;
        giveToConversation();
        QVERIFY(door().add(other.url(), QStringLiteral("other"), {}, false).isEmpty());
        const QString second = door().endpoints().at(1).toMap()[QStringLiteral("id")].toString();
        QVERIFY(chat().send(QStringLiteral("one")));
        QTRY_VERIFY(!door().question().isEmpty());
        door().agree(true, false);
        QTRY_COMPARE(m_elsewhere->bodies.size(), 1);
        QVERIFY(m_fixture->waitUntilQuiet());
        door().choose(second);
        QVERIFY(door().asksAlways());
        QVERIFY(chat().send(QStringLiteral("two")));
        QTRY_VERIFY(!door().question().isEmpty());
        QCOMPARE(other.connections, 0);
    }

    void keptInTheStoreWithoutTheKey() {
        giveToConversation();
        QVERIFY(chat().send(QStringLiteral("one")));
        QTRY_VERIFY(!door().question().isEmpty());
        door().agree(true, false);
        QTRY_COMPARE(m_elsewhere->bodies.size(), 1);
        QVERIFY(m_fixture->waitUntilQuiet());
        m_fixture->start();
        QTRY_COMPARE(door().current(), m_endpoint);
        QVERIFY(!door().asksAlways());
        QVERIFY(door().keyPlace().contains(QStringLiteral("memory")));
        QDir folder(m_fixture->folder());
        for (const QFileInfo& file : folder.entryInfoList(QDir::Files)) {
            QFile content(file.filePath());
            QVERIFY(content.open(QIODevice::ReadOnly));
            QVERIFY2(!content.readAll().contains("the-key"), qPrintable(file.fileName()));
        }
        // An endpoint that is forgotten leaves its conversations here.
        door().remove(m_endpoint);
        QCOMPARE(door().current(), QString());
    }

    void refusesAddresses() {
        QVERIFY(!door().add(QStringLiteral("ftp://x"), QStringLiteral("m"), {}, false).isEmpty());
        QVERIFY(
            !door().add(QStringLiteral("http://192.168.1.5/v1"), QStringLiteral("m"), {}, false).isEmpty());
        QVERIFY(!door().add(QStringLiteral("https://a.example"), QString(), {}, false).isEmpty());
        QVERIFY(door().endpoints().isEmpty());
        QVERIFY(door().isPlain(QStringLiteral("http://192.168.1.5/v1")));
        QVERIFY(door().add(QStringLiteral("http://192.168.1.5/v1"), QStringLiteral("m"), {}, true).isEmpty());
    }

    void keysAndKeychains() {
        auto keys = std::make_shared<QHash<QString, QString>>();
        {
            ui::KeyStore store(std::make_unique<TestKeychain>(keys));
            store.write(QStringLiteral("a"), QStringLiteral("k"));
            QTRY_COMPARE(store.place(), ui::KeyStore::Place::Keychain);
        }
        QCOMPARE(keys->value(QStringLiteral("a")), QStringLiteral("k"));
        ui::KeyStore again(std::make_unique<TestKeychain>(keys));
        QCOMPARE(readKey(again), QStringLiteral("k"));
        again.write(QStringLiteral("a"), QString());
        QTRY_VERIFY(keys->isEmpty());

        ui::KeyStore broken(std::make_unique<TestKeychain>(nullptr));
        broken.write(QStringLiteral("a"), QStringLiteral("k"));
        QTRY_COMPARE(broken.place(), ui::KeyStore::Place::Memory);
        QCOMPARE(broken.problem(), QStringLiteral("no such service"));
        QCOMPARE(readKey(broken), QStringLiteral("k"));
    }

    /// As a person meets it: the sentence is above the composer, its buttons are reached by keyboard.
    void askedInTheWindow() {
        giveToConversation();
        ui::MainWindow window(m_fixture->workspace());
        QVERIFY(QTest::qWaitForWindowExposed(window.window()));
        QVERIFY(chat().send(QStringLiteral("from the window")));
        QTRY_VERIFY(!door().question().isEmpty());
        QQuickItem* send = nullptr;
        QTRY_VERIFY((send = find(window.window()->contentItem(), QStringLiteral("Send this"))) != nullptr);
        QTRY_VERIFY(send->isVisible());
        send->forceActiveFocus(Qt::TabFocusReason);
        QTest::keyClick(window.window(), Qt::Key_Return);
        QTRY_COMPARE(m_elsewhere->bodies.size(), 1);
        QVERIFY(m_fixture->waitUntilQuiet());
        QTRY_VERIFY(!send->isVisible());
    }

private:
    ui::Door& door() { return *m_fixture->workspace().door(); }
    ui::ChatController& chat() { return m_fixture->chat(); }
    void addEndpoint() {
        QCOMPARE(door().add(m_elsewhere->url(), QStringLiteral("large"), QStringLiteral("the-key"), false),
                 QString());
        m_endpoint = door().endpoints().constFirst().toMap()[QStringLiteral("id")].toString();
    }
    void giveToConversation() {
        addEndpoint();
        door().choose(m_endpoint);
        QCOMPARE(door().current(), m_endpoint);
    }
    static QString readKey(ui::KeyStore& store) {
        std::optional<QString> key;
        store.read(QStringLiteral("a"), [&key](const QString& found) { key = found; });
        return QTest::qWaitFor([&key] { return key.has_value(); }) ? *key : QString();
    }
    static QQuickItem* find(QQuickItem* item, const QString& text) {
        if (item->property("text").toString() == text && item->inherits("QQuickButton"))
            return item;
        for (QQuickItem* child : item->childItems()) {
            if (QQuickItem* found = find(child, text))
                return found;
        }
        return nullptr;
    }

    std::unique_ptr<Elsewhere> m_elsewhere;
    std::unique_ptr<UiFixture> m_fixture;
    QString m_endpoint;
};

QTEST_MAIN(TestDoor)
#include "test_door.moc"
