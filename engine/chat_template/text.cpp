#include "engine/chat_template/text.h"

#include <algorithm>

namespace hearth::jinja {

void Text::append(std::string_view bytes, Origin origin) {
    if (bytes.empty())
        return;
    m_bytes += bytes;
    if (m_runs.empty() || m_runs.back().origin != origin)
        m_runs.push_back({m_bytes.size(), origin});
    else
        m_runs.back().end = m_bytes.size();
}

void Text::append(const Text& other, size_t begin, size_t count) {
    begin = std::min(begin, other.size());
    const size_t end = begin + std::min(count, other.size() - begin);
    const std::string_view bytes = other.m_bytes;
    auto run = std::ranges::upper_bound(other.m_runs, begin, {}, &Run::end);
    while (begin < end) {
        const size_t stop = std::min(end, run->end);
        append(bytes.substr(begin, stop - begin), run->origin);
        begin = stop;
        ++run;
    }
}

Text Text::substr(size_t begin, size_t count) const {
    Text part;
    part.append(*this, begin, count);
    return part;
}

Origin Text::origin_at(size_t byte) const {
    const auto run = std::ranges::upper_bound(m_runs, byte, {}, &Run::end);
    return run == m_runs.end() ? Origin::Template : run->origin;
}

} // namespace hearth::jinja
