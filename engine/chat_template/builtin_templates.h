// Templates of our own for models that ship none.
#pragma once

#include <span>
#include <string_view>

namespace hearth {

struct BuiltinTemplate {
    std::string_view name;
    std::string_view source;
};

std::span<const BuiltinTemplate> builtin_templates();

} // namespace hearth
