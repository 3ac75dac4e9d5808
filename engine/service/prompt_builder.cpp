#include "engine/service/prompt_builder.h"

#include "engine/service/parameters.h"

#include <fmt/format.h>

namespace hearth::service {

namespace {

Result<std::string> content_text(const Json& content) {
    if (content.is_null())
        return std::string();
    if (content.is_string())
        return content.get<std::string>();
    std::string text;
    for (const Json& part : content) {
        const Json type = part.is_object() ? part.value("type", Json("text")) : Json();
        const bool is_text = type == "text" || type == "input_text" || type == "output_text";
        if (!is_text || !part.contains("text") || !part["text"].is_string())
            return fail(ErrorKind::Unsupported,
                        "This engine reads text only; a message has another kind of part.");
        text += part["text"].get<std::string>();
    }
    return text;
}

/// The API sends arguments as JSON text, templates want the object.
void open_arguments(Json& call) {
    if (!call.is_object() || !call.contains("function") || !call["function"].is_object())
        return;
    Json& function = call["function"];
    if (!function.contains("arguments") || !function["arguments"].is_string())
        return;
    auto arguments = parse_json(function["arguments"].get<std::string>());
    if (arguments && arguments->is_object())
        function["arguments"] = std::move(*arguments);
}

std::string token_text(const Tokenizer& tokenizer, TokenId id) {
    return id == no_token ? std::string() : std::string(tokenizer.token_bytes(id, true));
}

} // namespace

Result<Json> normalized_messages(const Json& messages) {
    Json result = Json::array();
    for (const Json& message : messages) {
        Json copy = message;
        TRY_ASSIGN(copy["content"], content_text(message.value("content", Json())));
        if (copy["role"] == "developer")
            copy["role"] = "system";
        if (copy.contains("tool_calls") && copy["tool_calls"].is_array())
            for (Json& call : copy["tool_calls"])
                open_arguments(call);
        result.push_back(std::move(copy));
    }
    return result;
}

Result<PromptBuilder> PromptBuilder::create(const Model& model) {
    TRY_ASSIGN(const Tokenizer* tokenizer, model.tokenizer());
    PromptBuilder builder(*tokenizer);
    auto plain = model.chat_template(false);
    if (plain)
        builder.m_template = *plain;
    else if (plain.error().kind != ErrorKind::NotFound)
        return std::unexpected(std::move(plain).error());
    auto with_tools = model.chat_template(true);
    builder.m_tool_template = with_tools ? *with_tools : builder.m_template;
    return builder;
}

bool PromptBuilder::supports_tools() const {
    return m_tool_template && m_tool_template->uses("tools");
}

bool PromptBuilder::can_infill() const {
    const SpecialTokens& special = m_tokenizer->special();
    return special.fim_prefix != no_token && special.fim_suffix != no_token && special.fim_middle != no_token;
}

std::string PromptBuilder::template_source() const {
    return m_tool_template ? m_tool_template->source() : "";
}

Result<std::vector<RenderedSegment>> PromptBuilder::render(const Prompt& prompt) const {
    TRY_ASSIGN(auto messages, normalized_messages(prompt.messages));
    const bool with_tools = !prompt.tools.empty();
    if (with_tools && !supports_tools())
        return fail(ErrorKind::Unsupported, "This model's chat template does not know tools.");
    if (!m_template) {
        // A model that was never taught to chat continues text: give it the text alone.
        std::string text;
        for (const Json& message : messages) {
            if (!text.empty())
                text += '\n';
            text += message["content"].get<std::string>();
        }
        return std::vector<RenderedSegment>{{text + prompt.answer_prefix, false}};
    }
    Json input = prompt.template_options;
    input["messages"] = std::move(messages);
    if (with_tools)
        input["tools"] = prompt.tools;
    input["add_generation_prompt"] = prompt.add_generation_prompt;
    const SpecialTokens& special = m_tokenizer->special();
    input["bos_token"] = token_text(*m_tokenizer, special.bos);
    input["eos_token"] = token_text(*m_tokenizer, special.eos);
    TRY_ASSIGN(auto segments, (with_tools ? m_tool_template : m_template)->render(input));
    if (!prompt.answer_prefix.empty())
        segments.push_back({prompt.answer_prefix, false});
    return segments;
}

Result<std::string> PromptBuilder::text(const Prompt& prompt) const {
    switch (prompt.source) {
    case Prompt::Source::Text:
        return prompt.text;
    case Prompt::Source::Messages: {
        TRY_ASSIGN(const auto segments, render(prompt));
        std::string text;
        for (const RenderedSegment& segment : segments)
            text += segment.text;
        return text;
    }
    case Prompt::Source::Tokens:
    case Prompt::Source::Infill:
        break;
    }
    TRY_ASSIGN(const auto ids, tokens(prompt));
    return m_tokenizer->decode(ids, true);
}

Result<std::vector<TokenId>> PromptBuilder::tokens(const Prompt& prompt) const {
    switch (prompt.source) {
    case Prompt::Source::Tokens:
        for (const TokenId id : prompt.tokens)
            if (id < 0 || id >= m_tokenizer->size())
                return fail(
                    ErrorKind::InvalidInput,
                    fmt::format("{} is not a token of this model; it has {}.", id, m_tokenizer->size()));
        return prompt.tokens;
    case Prompt::Source::Infill:
        return infill(prompt);
    case Prompt::Source::Text:
        return m_tokenizer->encode(prompt.text, {.parse_special = prompt.parse_special});
    case Prompt::Source::Messages:
        break;
    }
    TRY_ASSIGN(const auto segments, render(prompt));
    std::vector<TextSegment> parts;
    parts.reserve(segments.size());
    for (const RenderedSegment& segment : segments)
        parts.push_back({segment.text, segment.from_template});
    return m_tokenizer->encode_segments(parts);
}

Result<std::vector<TokenId>> PromptBuilder::infill(const Prompt& prompt) const {
    if (!can_infill())
        return fail(ErrorKind::Unsupported, "This model has no tokens for filling in the middle.");
    const SpecialTokens& special = m_tokenizer->special();
    std::vector<TokenId> ids;
    if (m_tokenizer->vocabulary().add_bos() && special.bos != no_token)
        ids.push_back(special.bos);
    const auto append = [&](TokenId marker, const std::string& text) {
        ids.push_back(marker);
        const auto part = m_tokenizer->encode(text, {.boundaries = BoundaryTokens::None});
        ids.insert(ids.end(), part.begin(), part.end());
    };
    append(special.fim_prefix, prompt.infill_prefix);
    append(special.fim_suffix, prompt.infill_suffix);
    ids.push_back(special.fim_middle);
    return ids;
}

} // namespace hearth::service
