// MappedFile over mmap; engine/core/mapped_file_windows.cpp is the one for Windows.
#ifndef _WIN32
#include "engine/core/mapped_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

namespace hearth {

namespace {

// What the signal handler may look at: fixed slots, published with atomics, never freed while in use.
struct MappingSlot {
    std::atomic<uintptr_t> begin = 0;
    std::atomic<uintptr_t> end = 0;
    std::array<char, 512> path{};
};
std::array<MappingSlot, 64> mapping_slots;
std::atomic<const char*> program_name = "hearth";

void remember_mapping(std::span<const std::byte> bytes, const std::string& path) {
    for (MappingSlot& slot : mapping_slots) {
        uintptr_t expected = 0;
        const auto begin = reinterpret_cast<uintptr_t>(bytes.data());
        if (!slot.begin.compare_exchange_strong(expected, begin))
            continue;
        const size_t length = std::min(path.size(), slot.path.size() - 1);
        std::memcpy(slot.path.data(), path.data(), length);
        slot.path[length] = '\0';
        slot.end = begin + bytes.size();
        return;
    }
}

void forget_mapping(std::span<const std::byte> bytes) {
    for (MappingSlot& slot : mapping_slots) {
        if (slot.begin == reinterpret_cast<uintptr_t>(bytes.data())) {
            slot.end = 0;
            slot.begin = 0;
            return;
        }
    }
}

void write_text(const char* text) {
    // Nothing is left to do about a failed write here.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

// Only async-signal-safe calls.
void on_bus_error(int signal, siginfo_t* info, void*) {
    const auto address = reinterpret_cast<uintptr_t>(info->si_addr);
    for (const MappingSlot& slot : mapping_slots) {
        if (address >= slot.begin && address < slot.end) {
            write_text(program_name);
            write_text(": ");
            write_text(slot.path.data());
            write_text(": the file was cut short or its disk went away while it was in use; copy it again\n");
            ::_exit(1);
        }
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

std::unexpected<Error> system_failure(const std::filesystem::path& path, int code) {
    switch (code) {
    case ENOENT:
        return fail(ErrorKind::NotFound, fmt::format("{}: there is no such file", path.string()));
    case EACCES:
    case EPERM:
        return fail(ErrorKind::Permission, fmt::format("{}: no permission to read this file", path.string()));
    default:
        return fail(ErrorKind::Io, fmt::format("{}: cannot be read: {}", path.string(), std::strerror(code)));
    }
}

struct Descriptor {
    int value = -1;
    ~Descriptor() {
        if (value >= 0)
            ::close(value);
    }
};

} // namespace

Result<std::unique_ptr<MappedFile>> MappedFile::open(const std::filesystem::path& path) {
    const Descriptor descriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (descriptor.value < 0)
        return system_failure(path, errno);
    struct stat status {};
    if (::fstat(descriptor.value, &status) != 0)
        return system_failure(path, errno);
    if (S_ISDIR(status.st_mode))
        return fail(ErrorKind::InvalidInput, fmt::format("{}: is a folder, not a file", path.string()));
    if (!S_ISREG(status.st_mode))
        return fail(ErrorKind::InvalidInput, fmt::format("{}: is not a regular file", path.string()));
    if (status.st_size == 0)
        return fail(ErrorKind::InvalidInput, fmt::format("{}: the file is empty", path.string()));
    const auto size = static_cast<size_t>(status.st_size);
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor.value, 0);
    if (address == MAP_FAILED)
        return system_failure(path, errno);
    const std::span bytes(static_cast<const std::byte*>(address), size);
    remember_mapping(bytes, path.string());
    return std::unique_ptr<MappedFile>(new MappedFile(bytes));
}

MappedFile::~MappedFile() {
    forget_mapping(m_bytes);
    ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
}

namespace {

/// `step`: a power of two; the range grows to whole steps, as far as `whole` goes.
void advise(std::span<const std::byte> range, std::span<const std::byte> whole, uintptr_t step, int advice) {
    const auto begin_of = [](std::span<const std::byte> bytes) {
        return reinterpret_cast<uintptr_t>(bytes.data());
    };
    const uintptr_t begin = std::max(begin_of(range) & ~(step - 1), begin_of(whole));
    const uintptr_t end =
        std::min((begin_of(range) + range.size() + step - 1) & ~(step - 1), begin_of(whole) + whole.size());
    if (begin < end)
        ::madvise(reinterpret_cast<void*>(begin), end - begin, advice);
}

} // namespace

void MappedFile::forget(std::span<const std::byte> range) const {
    // Whole large pages: the system's cache has files in pieces of up to 2 MiB, and touching one byte maps
    // all of its piece, what lies around the range included. What is let go beyond the range is only mapped
    // again.
    constexpr uintptr_t largest_piece = 2 << 20;
    advise(range, bytes(), largest_piece, MADV_DONTNEED);
}

void MappedFile::prefetch(std::span<const std::byte> range) const {
    advise(range, bytes(), static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE)), MADV_WILLNEED);
}

void report_lost_mappings(const char* program) {
    program_name = program;
    struct sigaction action {};
    action.sa_sigaction = on_bus_error;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGBUS, &action, nullptr);
}

} // namespace hearth
#endif // _WIN32
