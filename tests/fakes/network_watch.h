// Whether a process uses the network: a filter that kills whoever asks for a socket, and a network namespace
// in which the kernel counts every packet. For programs of their own that a test starts. Linux.
#pragma once

#include <QFile>
#include <QProcess>

#include <arpa/inet.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>

#if defined(__x86_64__)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cstddef>
#endif

namespace hearth::test {

/// The words before a command that give it a network namespace of its own.
inline QStringList inNetworkNamespace() {
    return {QStringLiteral("unshare"), QStringLiteral("--user"), QStringLiteral("--map-root-user"),
            QStringLiteral("--net")};
}

/// From here on this process, and all that it starts, dies on socket(2) of any family but AF_UNIX.
inline bool forbidSockets() {
#if defined(__x86_64__)
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
inline bool openNamespace() {
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
inline qint64 packets() {
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

/// Sends one packet; whether it was counted.
inline bool packetIsCounted() {
    const qint64 before = packets();
    const int descriptor = ::socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(53);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::sendto(descriptor, "x", 1, 0, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::close(descriptor);
    return packets() > before;
}

} // namespace hearth::test
