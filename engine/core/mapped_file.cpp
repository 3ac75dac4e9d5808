// MappedFile over mmap; engine/core/mapped_file_windows.cpp is the one for Windows.
#ifndef _WIN32
#include "engine/core/mapped_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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

void advise(std::span<const std::byte> range, int advice, bool whole_pages_only) {
    const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
    auto begin = reinterpret_cast<uintptr_t>(range.data());
    auto end = begin + range.size();
    begin = whole_pages_only ? (begin + page - 1) / page * page : begin / page * page;
    if (whole_pages_only)
        end = end / page * page;
    if (begin < end)
        ::madvise(reinterpret_cast<void*>(begin), end - begin, advice);
}

} // namespace

void MappedFile::forget(std::span<const std::byte> range) const {
    advise(range, MADV_DONTNEED, true);
}

void MappedFile::prefetch(std::span<const std::byte> range) const {
    advise(range, MADV_WILLNEED, false);
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
