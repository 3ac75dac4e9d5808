// MappedFile over Windows sections; engine/core/mapped_file.cpp is the POSIX one.
#ifdef _WIN32
#include "engine/core/mapped_file.h"

#include <fmt/format.h>
#include <windows.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <string>

namespace hearth {

namespace {

std::string utf8(const std::filesystem::path& path) {
    const auto text = path.u8string();
    return {text.begin(), text.end()};
}

struct Handle {
    HANDLE value = INVALID_HANDLE_VALUE;
    ~Handle() {
        if (value && value != INVALID_HANDLE_VALUE)
            ::CloseHandle(value);
    }
};

std::unexpected<Error> system_failure(const std::filesystem::path& path, DWORD code) {
    switch (code) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
        return fail(ErrorKind::NotFound, fmt::format("{}: there is no such file", utf8(path)));
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION:
        return fail(ErrorKind::Permission, fmt::format("{}: no permission to read this file", utf8(path)));
    case ERROR_FILE_INVALID:
        return fail(ErrorKind::InvalidInput, fmt::format("{}: the file is empty", utf8(path)));
    default:
        return fail(ErrorKind::Io, fmt::format("{}: cannot be read (Windows error {})", utf8(path), code));
    }
}

std::atomic<const char*> program_name = "hearth";

// A page that cannot be read in is an exception here, where POSIX sends SIGBUS.
LONG CALLBACK on_in_page_error(EXCEPTION_POINTERS* exception) {
    if (exception->ExceptionRecord->ExceptionCode != static_cast<DWORD>(EXCEPTION_IN_PAGE_ERROR))
        return EXCEPTION_CONTINUE_SEARCH;
    const HANDLE out = ::GetStdHandle(STD_ERROR_HANDLE);
    DWORD written = 0;
    const char* name = program_name;
    ::WriteFile(out, name, static_cast<DWORD>(std::strlen(name)), &written, nullptr);
    constexpr char text[] = ": the model file's disk went away while it was in use; copy the file again\n";
    ::WriteFile(out, text, sizeof text - 1, &written, nullptr);
    ::TerminateProcess(::GetCurrentProcess(), 1);
    return EXCEPTION_CONTINUE_SEARCH;
}

} // namespace

Result<std::unique_ptr<MappedFile>> MappedFile::open(const std::filesystem::path& path) {
    const DWORD attributes = ::GetFileAttributesW(path.c_str());
    if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY))
        return fail(ErrorKind::InvalidInput, fmt::format("{}: is a folder, not a file", utf8(path)));
    const Handle file{::CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr)};
    if (file.value == INVALID_HANDLE_VALUE)
        return system_failure(path, ::GetLastError());
    LARGE_INTEGER size{};
    if (!::GetFileSizeEx(file.value, &size))
        return system_failure(path, ::GetLastError());
    const Handle section{::CreateFileMappingW(file.value, nullptr, PAGE_READONLY, 0, 0, nullptr)};
    if (!section.value)
        return system_failure(path, ::GetLastError());
    const void* address = ::MapViewOfFile(section.value, FILE_MAP_READ, 0, 0, 0);
    if (!address)
        return system_failure(path, ::GetLastError());
    return std::unique_ptr<MappedFile>(
        new MappedFile({static_cast<const std::byte*>(address), static_cast<size_t>(size.QuadPart)}));
}

MappedFile::~MappedFile() {
    ::UnmapViewOfFile(m_bytes.data());
}

void MappedFile::forget(std::span<const std::byte> range) const {
    // Unlocking pages that are not locked takes them out of the working set; the call then reports an error
    // that is none.
    ::VirtualUnlock(const_cast<std::byte*>(range.data()), range.size());
}

void MappedFile::prefetch(std::span<const std::byte> range) const {
    WIN32_MEMORY_RANGE_ENTRY entry{const_cast<std::byte*>(range.data()), range.size()};
    ::PrefetchVirtualMemory(::GetCurrentProcess(), 1, &entry, 0);
}

void report_lost_mappings(const char* program) {
    program_name = program;
    ::AddVectoredExceptionHandler(1, on_in_page_error);
}

} // namespace hearth
#endif // _WIN32
