#include "ui/model/memory.h"

#include <QFile>

#ifdef Q_OS_WIN
#include <windows.h>
#elif defined(Q_OS_MACOS)
#include <mach/mach.h>
#include <sys/sysctl.h>
#endif

namespace hearth::ui {

#ifdef Q_OS_WIN

MemoryState memoryState() {
    MEMORYSTATUSEX status = {};
    status.dwLength = sizeof(status);
    if (!GlobalMemoryStatusEx(&status))
        return {};
    return {static_cast<qint64>(status.ullTotalPhys), static_cast<qint64>(status.ullAvailPhys)};
}

#elif defined(Q_OS_MACOS)

MemoryState memoryState() {
    int64_t total = 0;
    size_t size = sizeof(total);
    sysctlbyname("hw.memsize", &total, &size, nullptr, 0);
    vm_statistics64_data_t statistics = {};
    mach_msg_type_number_t count = HOST_VM_INFO64_COUNT;
    if (host_statistics64(mach_host_self(), HOST_VM_INFO64, reinterpret_cast<host_info64_t>(&statistics),
                          &count) != KERN_SUCCESS)
        return {total, total / 2};
    const auto pages = static_cast<int64_t>(statistics.free_count) + statistics.inactive_count;
    return {total, pages * static_cast<int64_t>(vm_page_size)};
}

#else

// Fields of /proc/meminfo: see proc(5); numbers are kibibytes.
MemoryState memoryState() {
    QFile file(QStringLiteral("/proc/meminfo"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    MemoryState state;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() < 2)
            continue;
        if (words[0] == "MemTotal:")
            state.total = words[1].toLongLong() * 1024;
        else if (words[0] == "MemAvailable:")
            state.available = words[1].toLongLong() * 1024;
    }
    return state;
}

#endif

} // namespace hearth::ui
