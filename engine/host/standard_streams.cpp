// Reading stdin and writing stdout, and nothing else ever reaching that stdout.
#include "engine/host/host.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#else
#include <unistd.h>
#endif

namespace hearth::host {

namespace {

#ifdef _WIN32
int take_standard_output() {
    _setmode(_fileno(stdin), _O_BINARY);
    std::fflush(stdout);
    const int descriptor = _dup(_fileno(stdout));
    _dup2(_fileno(stderr), _fileno(stdout));
    _setmode(descriptor, _O_BINARY);
    return descriptor;
}
long read_some(char* data, size_t size) {
    return _read(_fileno(stdin), data, static_cast<unsigned>(size));
}
long write_some(int descriptor, const char* data, size_t size) {
    return _write(descriptor, data, static_cast<unsigned>(size));
}
#else
int take_standard_output() {
    std::signal(SIGPIPE, SIG_IGN); // a client that is gone is an error of write(), not our end by signal
    std::fflush(stdout);
    const int descriptor = dup(STDOUT_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    return descriptor;
}
long read_some(char* data, size_t size) {
    return read(STDIN_FILENO, data, size);
}
long write_some(int descriptor, const char* data, size_t size) {
    return write(descriptor, data, size);
}
#endif

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const long written = write_some(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<size_t>(written));
    }
    return true;
}

} // namespace

int run_on_standard_streams(service::InferenceService& service, std::string program_version) {
    const int output = take_standard_output();
    if (output < 0) {
        fmt::print(stderr, "hearth-engine: stdout can't be used.\n");
        return 1;
    }
    std::string buffer;
    Host host(
        service,
        [&](std::string_view line) {
            buffer.assign(line);
            buffer += '\n';
            return write_all(output, buffer);
        },
        std::move(program_version));
    std::array<char, 65536> bytes;
    while (!host.finished()) {
        const long count = read_some(bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        host.receive(std::string_view(bytes.data(), static_cast<size_t>(count)));
    }
    return 0;
}

} // namespace hearth::host
