#include "storage/process_lock.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace hearth::storage {

namespace {

// The file's one byte.
constexpr char mark_open = 'o';
constexpr char mark_closed = 'c';
constexpr char mark_bad = 'd';

} // namespace

#ifdef _WIN32

namespace {

bool lock(HANDLE file, bool exclusive, bool wait) {
    OVERLAPPED where{}; // A byte far behind the content: locks on Windows forbid reading.
    where.OffsetHigh = 1;
    const DWORD flags = (exclusive ? LOCKFILE_EXCLUSIVE_LOCK : 0) | (wait ? 0 : LOCKFILE_FAIL_IMMEDIATELY);
    return LockFileEx(file, flags, 0, 1, 0, &where) != 0;
}

void unlock(HANDLE file) {
    OVERLAPPED where{};
    where.OffsetHigh = 1;
    UnlockFileEx(file, 0, 1, 0, &where);
}

} // namespace

Result<std::unique_ptr<ProcessLock>> ProcessLock::acquire(const std::filesystem::path& store) {
    std::filesystem::path path = store;
    path += "-lock";
    std::unique_ptr<ProcessLock> result(new ProcessLock);
    result->m_file =
        CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                    OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (result->m_file == INVALID_HANDLE_VALUE) {
        result->m_file = nullptr;
        return fail(ErrorKind::Permission, fmt::format("{} cannot be made", path.string()));
    }
    result->m_alone = lock(result->m_file, true, false);
    if (!result->m_alone)
        lock(result->m_file, false, true);
    const char mark = result->read();
    if (result->m_alone && mark != mark_closed && mark != 0)
        result->m_last_end = mark == mark_bad ? LastEnd::Damaged : LastEnd::Badly;
    return result;
}

ProcessLock::~ProcessLock() {
    if (m_file == nullptr)
        return;
    unlock(m_file);
    if (m_opened && lock(m_file, true, false) && read() != mark_bad)
        write(mark_closed);
    CloseHandle(m_file);
}

void ProcessLock::opened() {
    if (m_alone) {
        write(mark_open);
        unlock(m_file);
        lock(m_file, false, true);
    }
    m_opened = true;
}

void ProcessLock::write(char mark) {
    OVERLAPPED where{};
    DWORD written = 0;
    WriteFile(m_file, &mark, 1, &written, &where);
}

char ProcessLock::read() {
    OVERLAPPED where{};
    char mark = 0;
    DWORD count = 0;
    return ReadFile(m_file, &mark, 1, &count, &where) && count == 1 ? mark : '\0';
}

#else

Result<std::unique_ptr<ProcessLock>> ProcessLock::acquire(const std::filesystem::path& store) {
    std::filesystem::path path = store;
    path += "-lock";
    std::unique_ptr<ProcessLock> result(new ProcessLock);
    result->m_file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (result->m_file < 0)
        return fail(ErrorKind::Permission,
                    fmt::format("{} cannot be made: {}", path.string(), std::strerror(errno)));
    result->m_alone = ::flock(result->m_file, LOCK_EX | LOCK_NB) == 0;
    // Another program that opens it right now holds it alone for as long as a migration takes.
    while (!result->m_alone && ::flock(result->m_file, LOCK_SH) != 0) {
        if (errno != EINTR)
            return fail(ErrorKind::Io,
                        fmt::format("{} cannot be locked: {}", path.string(), std::strerror(errno)));
    }
    const char mark = result->read();
    if (result->m_alone && mark != mark_closed && mark != 0)
        result->m_last_end = mark == mark_bad ? LastEnd::Damaged : LastEnd::Badly;
    return result;
}

ProcessLock::~ProcessLock() {
    if (m_file < 0)
        return;
    // The last one out says that it went by itself.
    if (m_opened && ::flock(m_file, LOCK_EX | LOCK_NB) == 0 && read() != mark_bad)
        write(mark_closed);
    ::close(m_file);
}

void ProcessLock::opened() {
    if (m_alone) {
        write(mark_open);
        ::flock(m_file, LOCK_SH);
    }
    m_opened = true;
}

void ProcessLock::write(char mark) {
    // Only a hint for the next start: a failure costs a check of the file at most.
    [[maybe_unused]] const auto written = ::pwrite(m_file, &mark, 1, 0);
}

char ProcessLock::read() {
    char mark = 0;
    return ::pread(m_file, &mark, 1, 0) == 1 ? mark : '\0';
}

#endif

void ProcessLock::mark_damaged() {
    write(mark_bad);
}

} // namespace hearth::storage
