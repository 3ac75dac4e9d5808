// Any bytes as a chat template: an error or a text, within bounds.
#include "engine/chat_template/chat_template.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const auto input = nlohmann::ordered_json::parse(R"({
        "messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "u <|im_end|> é"},
                     {"role": "assistant", "content": null, "tool_calls": [{"function": {"name": "f", "arguments": {"x": 1.5}}}]}],
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {"properties": {"x": {"type": "number"}}}}}],
        "add_generation_prompt": true, "bos_token": "<s>", "eos_token": "</s>"})");
    const auto parsed = hearth::ChatTemplate::parse({reinterpret_cast<const char*>(data), size});
    if (!parsed)
        return 0;
    hearth::RenderOptions options;
    options.limits = {.steps = 50'000, .output_bytes = 1 << 20, .depth = 100};
    (void)(*parsed)->render(input, options);
    return 0;
}
