#include "engine/prompt.h"

#include "engine/tokenizer/tokenizer.h"

#include <string>
#include <utility>

namespace hearth {

void add_special_texts(const Tokenizer& tokenizer, nlohmann::ordered_json& input) {
    const SpecialTokens& special = tokenizer.special();
    for (const auto& [name, id] : {std::pair{"bos_token", special.bos},
                                   {"eos_token", special.eos},
                                   {"unk_token", special.unknown},
                                   {"pad_token", special.padding}}) {
        if (!input.contains(name))
            input[name] = id == no_token ? std::string() : tokenizer.vocabulary().token(id).text;
    }
}

Result<std::vector<TokenId>> encode_chat(const Model& model, nlohmann::ordered_json input) {
    TRY_ASSIGN(const Tokenizer* tokenizer, model.tokenizer());
    const bool with_tools = input.contains("tools") && !input["tools"].empty();
    TRY_ASSIGN(const auto chat_template, model.chat_template(with_tools));
    add_special_texts(*tokenizer, input);
    TRY_ASSIGN(const std::vector<RenderedSegment> rendered, chat_template->render(input));
    std::vector<TextSegment> segments;
    for (const RenderedSegment& segment : rendered)
        segments.push_back({segment.text, segment.from_template});
    return tokenizer->encode_segments(segments);
}

} // namespace hearth
