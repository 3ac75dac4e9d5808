// With no endpoint named, the window opens no socket but those of the desktop (AF_UNIX): a whole session
// (start, load, chat, pages, close) of the window and its engine is run twice as a program of its own.
//   sockets: under a seccomp filter that kills whoever asks for a socket of another family
//   packets: in a network namespace of its own, where every address is reachable and the kernel counts
#include "network_watch.h"
#include "ui/main_window.h"
#include "ui_fixture.h"

#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QQuickItem>
#include <QTest>

using namespace hearth;
using namespace hearth::test;

namespace {

QString starterModel() {
    const QString path = QStringLiteral(HEARTH_SOURCE_DIR "/engine/starter_model/hearth-starter.gguf");
    return QFile::exists(path) ? path : QString();
}

/// 0 when the session went as it should.
int session() {
    UiFixture fixture;
    const QString model = starterModel();
    fixture.start(model.isEmpty() ? QStringLiteral(FAKE_ENGINE) : QStringLiteral(REAL_ENGINE));
    auto shown = std::make_unique<ui::MainWindow>(fixture.workspace());
    ui::MainWindow& window = *shown;
    if (!window.window() || !QTest::qWaitForWindowExposed(window.window()))
        return 10;
    fixture.workspace().settings()->setMaxTokens(8);
    if (!fixture.loadModel(model.isEmpty() ? fixture.modelFile() : model))
        return 11;
    typeInto(window.window(), QStringLiteral("Hello"));
    QTest::keyClick(window.window(), Qt::Key_Return);
    if (!QTest::qWaitFor([&] { return fixture.shown().size() == 2; }, 30'000) || !fixture.waitUntilQuiet())
        return 12;
    for (const char* page : {"settings", "models", "help", "about", "bin", "chat"}) {
        window.window()->setProperty("currentPage", QString::fromLatin1(page));
        QTest::qWait(50);
    }
    window.window()->close();
    shown.reset();
    fixture.stop();
    return 0;
}

int sessionProcess(const QByteArray& kind) {
    if (kind == "sockets" && !forbidSockets())
        return 20;
    if (kind == "forbidden") { // that the filter bites
        forbidSockets();
        return ::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 21 : 22;
    }
    if (kind != "sockets" && !openNamespace())
        return 23;
    const qint64 before = packets();
    if (kind == "noticed")
        return packetIsCounted() ? 0 : 24;
    const int result = session();
    if (result == 0 && kind == "packets" && packets() != before)
        return 25;
    return result;
}

} // namespace

class TestNoNetwork : public QObject {
    Q_OBJECT
private slots:
    void noSocket() {
#if !defined(__x86_64__)
        QSKIP("the filter is written for x86-64");
#endif
        if (run("forbidden", {}) == 21)
            QSKIP("this system takes no seccomp filters");
        QCOMPARE(run("sockets", {}), 0);
    }
    void noPacket() {
        const QStringList apart = inNetworkNamespace();
        if (run("noticed", apart) != 0)
            QSKIP("this system permits no network namespaces (unshare --user --net)");
        QCOMPARE(run("packets", apart), 0);
    }

private:
    /// The exit status; -1 when it was killed or could not be started.
    static int run(const char* kind, QStringList words) {
        words.append(QCoreApplication::applicationFilePath());
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HEARTH_TEST_SESSION"), QString::fromLatin1(kind));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(words.takeFirst(), words);
        if (!process.waitForFinished(100'000) || process.exitStatus() != QProcess::NormalExit)
            return -1;
        return process.exitCode();
    }
};

int main(int argc, char** argv) {
    ui::prepareApplication();
    QGuiApplication application(argc, argv);
    if (const QByteArray kind = qgetenv("HEARTH_TEST_SESSION"); !kind.isEmpty())
        return sessionProcess(kind);
    TestNoNetwork test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_no_network.moc"
