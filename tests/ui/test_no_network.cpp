// With no endpoint named, the window opens no socket but those of the desktop (AF_UNIX): a whole session
// (start, load, chat, pages, close) of the window and its engine is run twice as a program of its own.
//   sockets: under a seccomp filter that kills whoever asks for a socket of another family
//   packets: in a network namespace of its own, where every address is reachable and the kernel counts
#include "ui/main_window.h"
#include "ui_fixture.h"

#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QQuickItem>
#include <QTest>

#include <arpa/inet.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>

#if defined(__linux__) && defined(__x86_64__)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cstddef>
#endif

using namespace hearth;
using namespace hearth::test;

namespace {

/// From here on this process, and all that it starts, dies on socket(2) of any family but AF_UNIX.
bool forbidSockets() {
#if defined(__linux__) && defined(__x86_64__)
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 2),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    };
    const sock_fprog filter = {std::size(program), program};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
#else
    return false;
#endif
}

/// Brings the namespace's only interface up and makes it the way to everywhere: no packet goes uncounted.
bool openNamespace() {
    const int descriptor = ::socket(AF_INET, SOCK_DGRAM, 0);
    ifreq request{};
    std::snprintf(request.ifr_name, sizeof request.ifr_name, "lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING | IFF_LOOPBACK;
    const bool up = ::ioctl(descriptor, SIOCSIFFLAGS, &request) == 0;
    ::close(descriptor);
    QProcess::execute(QStringLiteral("ip"),
                      {QStringLiteral("route"), QStringLiteral("add"), QStringLiteral("local"),
                       QStringLiteral("0.0.0.0/0"), QStringLiteral("dev"), QStringLiteral("lo")});
    return up;
}

/// Packets that the namespace has seen on all of its interfaces, both ways.
qint64 packets() {
    QFile file(QStringLiteral("/proc/net/dev"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    qint64 sum = 0;
    for (const QByteArray& line : file.readAll().split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            continue;
        const QList<QByteArray> fields = line.mid(colon + 1).simplified().split(' ');
        sum += fields.value(1).toLongLong() + fields.value(9).toLongLong();
    }
    return sum;
}

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
    for (const QChar character : QStringLiteral("Hello"))
        QTest::sendKeyEvent(QTest::Click, window.window(), Qt::Key_unknown, character, Qt::NoModifier);
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
    if (kind == "noticed") { // that a packet is counted
        const int descriptor = ::socket(AF_INET, SOCK_DGRAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(53);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::sendto(descriptor, "x", 1, 0, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::close(descriptor);
        return packets() > before ? 0 : 24;
    }
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
#if !defined(__linux__) || !defined(__x86_64__)
        QSKIP("the filter is written for Linux on x86-64");
#endif
        if (run("forbidden", {}) == 21)
            QSKIP("this system takes no seccomp filters");
        QCOMPARE(run("sockets", {}), 0);
    }
    void noPacket() {
        const QStringList apart = {QStringLiteral("unshare"), QStringLiteral("--user"),
                                   QStringLiteral("--map-root-user"), QStringLiteral("--net")};
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
