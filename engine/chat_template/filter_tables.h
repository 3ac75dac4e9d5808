// The two halves of the filter table.
#pragma once

#include "engine/chat_template/interpreter.h"

#include <string_view>
#include <unordered_map>

namespace hearth::jinja {

using FilterTable = std::unordered_map<std::string_view, FilterFunction>;

const FilterTable& scalar_filters(); ///< filters.cpp
const FilterTable& list_filters();   ///< list_filters.cpp

} // namespace hearth::jinja
