// Strings that remember which of their bytes came from input data.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::jinja {

/// Where bytes of a rendered text come from.
enum class Origin : unsigned char {
    Template, ///< written in the template, or a global that counts as the template's own
    Data,     ///< messages, tools and other input
};

/// A byte string (UTF-8) with an origin per run of bytes.
class Text {
public:
    struct Run {
        size_t end = 0; ///< byte after the last of the run
        Origin origin = Origin::Template;
    };

    Text() = default;
    Text(std::string_view bytes, Origin origin) { append(bytes, origin); }

    const std::string& bytes() const { return m_bytes; }
    size_t size() const { return m_bytes.size(); }
    bool empty() const { return m_bytes.empty(); }
    const std::vector<Run>& runs() const { return m_runs; }

    void append(std::string_view bytes, Origin origin);
    void append(const Text& other) { append(other, 0, other.size()); }
    /// Appends `count` bytes of `other` from `begin`.
    void append(const Text& other, size_t begin, size_t count);
    Text substr(size_t begin, size_t count = std::string::npos) const;
    Origin origin_at(size_t byte) const;

private:
    std::string m_bytes;
    std::vector<Run> m_runs;
};

} // namespace hearth::jinja
