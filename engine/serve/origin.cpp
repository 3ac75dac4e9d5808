#include "engine/serve/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>

namespace hearth::serve {

std::string make_token() {
    std::random_device device;
    std::string token = "hearth-";
    for (int i = 0; i < 8; ++i)
        token += fmt::format("{:08x}", static_cast<uint32_t>(device()));
    return token;
}

bool same_secret(std::string_view a, std::string_view b) {
    // Every byte of the expected secret is looked at, wherever the first difference is.
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (size_t i = 0; i < b.size(); ++i)
        difference |=
            static_cast<unsigned char>(b[i]) ^ static_cast<unsigned char>(a.empty() ? 0 : a[i % a.size()]);
    return difference == 0;
}

Result<void> check_origin(const Origin& request, int port, const std::vector<std::string>& allowed) {
    constexpr std::array<std::string_view, 3> names = {"127.0.0.1", "localhost", "[::1]"};
    std::string host = request.host;
    std::ranges::transform(host, host.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    const bool here = std::ranges::any_of(names, [&](std::string_view name) {
        return host == name || host == fmt::format("{}:{}", name, port);
    });
    if (!here)
        return fail(ErrorKind::Permission, "This server answers only to the names of this machine.");
    if (request.origin.empty())
        return {};
    const bool own = std::ranges::any_of(names, [&](std::string_view name) {
        return request.origin == fmt::format("http://{}:{}", name, port);
    });
    if (!own && std::ranges::find(allowed, request.origin) == allowed.end())
        return fail(ErrorKind::Permission, "Web pages of this origin may not use this server.");
    return {};
}

} // namespace hearth::serve
