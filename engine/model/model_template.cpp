// Which chat template a model is spoken to with.
#include "engine/model/model.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace hearth {

namespace {

bool has_builtin(std::string_view name) {
    const auto names = ChatTemplate::builtin_names();
    return std::ranges::find(names, name) != names.end();
}

} // namespace

Result<std::shared_ptr<const ChatTemplate>> Model::chat_template(bool with_tools) const {
    auto own = ChatTemplate::of_model(metadata(), with_tools);
    if (own || own.error().kind != ErrorKind::NotFound || !m_tokenizer)
        return own;
    // A model without a template whose vocabulary was made for a well-known one.
    constexpr auto tells = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"<|im_start|>", "chatml"},
        {"<|start_header_id|>", "llama3"},
        {"<start_of_turn>", "gemma"},
        {"<|end|>", "phi3"},
        {"[INST]", "llama2"},
    });
    for (const auto& [token, name] : tells)
        if (m_tokenizer->find(token) != no_token && has_builtin(name))
            return ChatTemplate::builtin(name);
    return own;
}

} // namespace hearth
