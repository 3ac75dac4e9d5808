#include "engine/tool/system.h"

#ifdef _WIN32
#include <windows.h>
// After it.
#include <io.h>
#include <psapi.h>
#include <shellapi.h>
#else
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#endif

#include <array>

namespace hearth::tool {

#ifdef _WIN32

bool stdin_is_terminal() {
    return ::_isatty(0) != 0;
}

bool stderr_is_terminal() {
    return ::_isatty(2) != 0;
}

void wait_for_end_of_input() {
    std::array<char, 256> bytes{};
    while (::_read(0, bytes.data(), static_cast<unsigned>(bytes.size())) > 0) {
    }
}

uint64_t peak_memory() {
    PROCESS_MEMORY_COUNTERS counters{};
    return GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters) ? counters.PeakWorkingSetSize
                                                                                 : 0;
}

std::vector<std::string> command_line(int argc, char** argv) {
    SetConsoleOutputCP(CP_UTF8);
    int count = 0;
    LPWSTR* words = CommandLineToArgvW(GetCommandLineW(), &count);
    if (!words)
        return {argv + (argc > 0), argv + argc};
    std::vector<std::string> arguments;
    for (int i = 1; i < count; ++i) {
        const int size = WideCharToMultiByte(CP_UTF8, 0, words[i], -1, nullptr, 0, nullptr, nullptr);
        std::string argument(static_cast<size_t>(size > 0 ? size : 1), '\0');
        WideCharToMultiByte(CP_UTF8, 0, words[i], -1, argument.data(), size, nullptr, nullptr);
        argument.pop_back(); // the terminating zero
        arguments.push_back(std::move(argument));
    }
    LocalFree(words);
    return arguments;
}

#else

bool stdin_is_terminal() {
    return ::isatty(STDIN_FILENO) != 0;
}

bool stderr_is_terminal() {
    return ::isatty(STDERR_FILENO) != 0;
}

void wait_for_end_of_input() {
    std::array<char, 256> bytes{};
    ssize_t count = 0;
    do
        count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    while (count > 0 || (count < 0 && errno == EINTR));
}

uint64_t peak_memory() {
    struct rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
    return static_cast<uint64_t>(usage.ru_maxrss); // bytes there
#else
    return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
#endif
}

std::vector<std::string> command_line(int argc, char** argv) {
    return {argv + (argc > 0), argv + argc};
}

#endif

} // namespace hearth::tool
