// From messages to the tokens of a prompt: chat template, control tokens only where the template wrote them.
#pragma once

#include "engine/model/model.h"
#include "engine/service/inference_service.h"

namespace hearth::service {

/// Turns prompts into text and tokens for one model. Const: may be used from several threads at once.
class PromptBuilder {
public:
    static Result<PromptBuilder> create(const Model& model);

    /// The model brings a template, or one is known for its kind.
    bool has_template() const { return m_template != nullptr; }
    bool supports_tools() const;
    bool can_infill() const;
    /// Source of the template that is used when tools are given; empty when there is none.
    std::string template_source() const;

    Result<std::string> text(const Prompt& prompt) const;
    Result<std::vector<TokenId>> tokens(const Prompt& prompt) const;

private:
    explicit PromptBuilder(const Tokenizer& tokenizer) : m_tokenizer(&tokenizer) {}
    Result<std::vector<RenderedSegment>> render(const Prompt& prompt) const;
    Result<std::vector<TokenId>> infill(const Prompt& prompt) const;

    const Tokenizer* m_tokenizer;
    std::shared_ptr<const ChatTemplate> m_template;      ///< null: none
    std::shared_ptr<const ChatTemplate> m_tool_template; ///< the one for prompts with tools
};

/// Messages as templates expect them: contents as one string, arguments of tool calls as objects, "developer"
/// as "system". Error: parts that are no text.
Result<Json> normalized_messages(const Json& messages);

} // namespace hearth::service
