// Any bytes as a grammar or a JSON schema, and a text to follow through it.
#include "engine/sampling/grammar/grammar.h"
#include "engine/sampling/grammar/json_schema.h"
#include "engine/sampling/grammar/matcher.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const size_t cut = all.find('\0');
    const std::string_view source = all.substr(0, cut);
    const std::string_view text = cut == std::string_view::npos ? "{\"a\": 1}" : all.substr(cut + 1);
    auto grammar = hearth::Grammar::parse(source);
    if (!grammar) {
        const auto gbnf = hearth::json_schema_to_gbnf(source);
        if (!gbnf)
            return 0;
        grammar = hearth::Grammar::parse(*gbnf);
        if (!grammar)
            return 0;
    }
    auto matcher = hearth::GrammarMatcher::create(*grammar);
    if (matcher)
        (void)(*matcher)->compact((*matcher)->next((*matcher)->start(), text));
    return 0;
}
