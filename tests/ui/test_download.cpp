// Fetching a model: asked about first, resumed after a break, kept only with the right checksum. The site is
// a server of the test's own.
#include "ui_fixture.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace hearth;
using namespace hearth::test;
using State = ui::ModelDownload::State;

namespace {

/// Serves one file, with ranges; breaks the first connections off after so many bytes each.
class Site : public QTcpServer {
public:
    Site() {
        content.resize(300'000);
        QRandomGenerator(7).fillRange(reinterpret_cast<quint32*>(content.data()), content.size() / 4);
        connect(this, &QTcpServer::newConnection, this, [this] {
            ++connections;
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                m_request += socket->readAll();
                if (m_request.contains("\r\n\r\n"))
                    answer(socket, std::exchange(m_request, {}));
            });
        });
        listen(QHostAddress::LocalHost);
    }
    QString url(const QString& name = QStringLiteral("tiny.gguf")) const {
        return QStringLiteral("http://127.0.0.1:%1/files/%2").arg(serverPort()).arg(name);
    }
    QString checksum() const {
        return QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
    }
    QByteArray content;
    QList<qint64> breakAfter; ///< bytes of each coming answer; the ones after are whole
    bool ranges = true;
    int status = 0; ///< answered instead, when not 0
    QList<qint64> starts;
    int connections = 0;

private:
    void answer(QTcpSocket* socket, const QByteArray& request) {
        if (status != 0) {
            socket->write("HTTP/1.1 " + QByteArray::number(status) +
                          " No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            socket->disconnectFromHost();
            return;
        }
        const qsizetype at = request.toLower().indexOf("range: bytes=");
        const qint64 start =
            at < 0 || !ranges ? 0 : request.mid(at + 13).split('-').constFirst().toLongLong();
        starts.append(start);
        const QByteArray rest = content.mid(start);
        socket->write((start > 0 ? "HTTP/1.1 206 Partial\r\n" : "HTTP/1.1 200 OK\r\n") +
                      QByteArray("Content-Length: ") + QByteArray::number(rest.size()) +
                      "\r\nConnection: close\r\n\r\n");
        socket->write(breakAfter.isEmpty() ? rest : rest.left(breakAfter.takeFirst()));
        socket->disconnectFromHost();
    }
    QByteArray m_request;
};

} // namespace

class TestDownload : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_site = std::make_unique<Site>();
        m_fixture = std::make_unique<UiFixture>();
        m_fixture->start();
    }
    void cleanup() {
        m_fixture.reset();
        m_site.reset();
    }

    void nothingBeforeYes() {
        QCOMPARE(download().ask(m_site->url(), m_site->checksum()), QString());
        QCOMPARE(download().state(), State::Asking);
        QVERIFY(download().question().contains(QStringLiteral("127.0.0.1")));
        QTest::qWait(50);
        QVERIFY(!download().hasNetwork());
        download().cancel();
        QCOMPARE(download().state(), State::Idle);
        QCOMPARE(m_site->connections, 0);
        download().agree(); // to nothing
        QVERIFY(!download().hasNetwork());
    }

    void fetchesAndChecks() {
        QVERIFY(fetch(m_site->checksum()));
        QCOMPARE(read(), m_site->content);
        QVERIFY(!QFile::exists(file() + QStringLiteral(".part")));
        QVERIFY(m_fixture->workspace().settings()->models().contains(file()));
    }

    void goesOnAfterABreak() {
        m_site->breakAfter = {100'000, 50'000};
        download().ask(m_site->url(), m_site->checksum());
        download().agree();
        QTRY_COMPARE(download().state(), State::Broken);
        QVERIFY(!download().problem().isEmpty());
        download().resume();
        QTRY_COMPARE(m_site->starts.size(), 2);
        QTRY_COMPARE(download().state(), State::Broken);
        QSignalSpy finished(&download(), &ui::ModelDownload::finished);
        download().resume();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(m_site->starts, (QList<qint64>{0, 100'000, 150'000}));
        QCOMPARE(read(), m_site->content);
    }

    /// Across a restart of the program too.
    void goesOnAfterARestart() {
        m_site->breakAfter = {100'000};
        download().ask(m_site->url(), m_site->checksum());
        download().agree();
        QTRY_COMPARE(download().state(), State::Broken);
        m_fixture->start();
        QVERIFY(fetch(m_site->checksum()));
        QCOMPARE(m_site->starts.constLast(), 100'000);
        QCOMPARE(read(), m_site->content);
    }

    void aSiteWithoutRangesBeginsAnew() {
        m_site->ranges = false;
        m_site->breakAfter = {100'000};
        download().ask(m_site->url(), m_site->checksum());
        download().agree();
        QTRY_COMPARE(download().state(), State::Broken);
        QSignalSpy finished(&download(), &ui::ModelDownload::finished);
        download().resume();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(read(), m_site->content);
    }

    void aWrongFileIsNotKept() {
        download().ask(m_site->url(), QString(64, u'0'));
        download().agree();
        QTRY_COMPARE(download().state(), State::Broken);
        QVERIFY(!QFile::exists(file()));
        QVERIFY(!QFile::exists(file() + QStringLiteral(".part")));
    }

    void aSiteThatRefuses() {
        m_site->status = 404;
        download().ask(m_site->url(), QString());
        download().agree();
        QTRY_COMPARE(download().state(), State::Broken);
        QVERIFY(download().problem().contains(QStringLiteral("404")));
    }

    void refuses_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("checksum");
        QTest::newRow("not encrypted") << "http://example.org/a.gguf"
                                       << "";
        QTest::newRow("no model") << "https://example.org/a.exe"
                                  << "";
        QTest::newRow("no name") << "https://example.org/"
                                 << "";
        QTest::newRow("hidden") << "https://example.org/.gguf"
                                << "";
        QTest::newRow("a file of this computer") << "file:///etc/a.gguf"
                                                 << "";
        QTest::newRow("short checksum") << "https://example.org/a.gguf"
                                        << "abc";
    }
    void refuses() {
        QFETCH(QString, url);
        QFETCH(QString, checksum);
        QVERIFY(!download().ask(url, checksum).isEmpty());
        QCOMPARE(download().state(), State::Idle);
    }

private:
    ui::ModelDownload& download() { return *m_fixture->workspace().download(); }
    QString file() { return download().folder() + QStringLiteral("/tiny.gguf"); }
    QByteArray read() {
        QFile content(file());
        return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
    }
    bool fetch(const QString& checksum) {
        QSignalSpy finished(&download(), &ui::ModelDownload::finished);
        if (!download().ask(m_site->url(), checksum).isEmpty())
            return false;
        download().agree();
        return QTest::qWaitFor([&] { return finished.size() == 1; }, 20'000);
    }

    std::unique_ptr<Site> m_site;
    std::unique_ptr<UiFixture> m_fixture;
};

QTEST_MAIN(TestDownload)
#include "test_download.moc"
