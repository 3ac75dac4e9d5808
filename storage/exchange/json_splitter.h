// Reads a large JSON file one element at a time, so that an export of gigabytes needs the memory of one
// conversation.
#pragma once

#include "storage/error.h"

#include <cstdint>
#include <istream>
#include <optional>
#include <string>

namespace hearth::storage {

/// A value of the outermost object, or an element of the outermost array or of an array directly in the
/// outermost object.
struct JsonElement {
    std::string key;  ///< in the outermost object; empty in an outermost array
    std::string text; ///< the JSON of the value itself, not yet checked
};

class JsonSplitter {
public:
    static constexpr int most_depth = 200;
    static constexpr size_t most_element_bytes = size_t(1) << 30;

    /// `name` is the file's, for messages.
    JsonSplitter(std::istream& input, std::string name) : m_input(&input), m_name(std::move(name)) {}

    /// The next element; nullopt at the end.
    Result<std::optional<JsonElement>> next();

private:
    enum class Where { Start, Array, Object, ArrayInObject, End };

    int peek();
    int take();
    int take_after_space();
    std::unexpected<Error> wrong(std::string_view what) const;
    Result<std::string> value();
    Result<void> copy_string(std::string& out);
    Result<std::optional<JsonElement>> next_in_array();
    Result<std::optional<JsonElement>> next_in_object();
    Result<std::optional<JsonElement>> finish();

    std::istream* m_input;
    std::string m_name;
    std::string m_key;
    Where m_where = Where::Start;
    bool m_first = true; ///< before the first element of the array or object at hand
    bool m_first_key = true;
    uint64_t m_offset = 0;
};

} // namespace hearth::storage
