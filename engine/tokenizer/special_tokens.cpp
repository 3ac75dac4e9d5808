// Roles that GGUF files leave unsaid: found by the texts that model families use, as llama.cpp does.
#include "engine/tokenizer/vocabulary.h"

#include <algorithm>
#include <initializer_list>

namespace hearth {

void Vocabulary::mark_control(TokenId id) {
    m_tokens[static_cast<size_t>(id)].type = TokenType::Control;
}

void Vocabulary::find_special_by_text() {
    using Texts = std::initializer_list<std::string_view>;
    const auto take_first = [&](TokenId& role, Texts texts) {
        if (role != no_token)
            return;
        for (const std::string_view text : texts) {
            if (const TokenId id = find(text); id != no_token) {
                role = id;
                mark_control(id);
                return;
            }
        }
    };
    take_first(m_special.end_of_turn,
               {"<|eot_id|>", "<|im_end|>", "<|end|>", "<end_of_turn>", "<EOT>", "_<EOT>", "[EOT]",
                "<end_of_utterance>", "<|endoftext|>", "<|end_of_text|>", "<｜end▁of▁sentence｜>"});
    take_first(m_special.end_of_message, {"<|eom_id|>"});
    take_first(m_special.fim_prefix, {"<|fim_prefix|>", "<fim-prefix>", "<fim_prefix>", "<｜fim▁begin｜>",
                                      "<PRE>", "▁<PRE>", "<|code_prefix|>", "<|prefix|>"});
    take_first(m_special.fim_suffix, {"<|fim_suffix|>", "<fim-suffix>", "<fim_suffix>", "<｜fim▁hole｜>",
                                      "<SUF>", "▁<SUF>", "<|code_suffix|>", "<|suffix|>"});
    take_first(m_special.fim_middle, {"<|fim_middle|>", "<fim-middle>", "<fim_middle>", "<｜fim▁end｜>",
                                      "<MID>", "▁<MID>", "<|code_middle|>", "<|middle|>"});
    take_first(m_special.fim_padding, {"<|fim_pad|>", "<fim-pad>", "<fim_pad>", "<PAD>", "[PAD]"});
    take_first(m_special.fim_repository,
               {"<|fim_repo|>", "<|repo_name|>", "<fim-repo>", "<REPO>", "<reponame>"});
    take_first(m_special.fim_separator, {"<|file_sep|>"});
}

void Vocabulary::collect_end_of_generation() {
    const auto insert = [&](TokenId id) {
        if (id != no_token)
            m_end_of_generation.insert(id);
    };
    for (const TokenId id : {m_special.fim_padding, m_special.fim_repository, m_special.fim_separator})
        insert(id);
    for (const std::string_view text : {"<|eot_id|>",
                                        "<|im_end|>",
                                        "<|end|>",
                                        "<|return|>",
                                        "<|call|>",
                                        "<|flush|>",
                                        "<|calls|>",
                                        "<end_of_turn>",
                                        "<|endoftext|>",
                                        "</s>",
                                        "<|eom_id|>",
                                        "<EOT>",
                                        "_<EOT>",
                                        "[EOT]",
                                        "[EOS]",
                                        "<|end_of_text|>",
                                        "<end_of_utterance>",
                                        "<eos>",
                                        "<turn|>",
                                        "<|tool_response>",
                                        "<｜end▁of▁sentence｜>",
                                        "[e~["}) {
        if (const TokenId id = find(text); id != no_token) {
            insert(id);
            mark_control(id);
        }
    }
    // The channel markers of gpt-oss are part of what a caller reads.
    for (const char* text : {"<|channel|>", "<|message|>", "<|start|>", "<|constrain|>"}) {
        if (const TokenId id = find(text); id != no_token)
            m_tokens[static_cast<size_t>(id)].type = TokenType::UserDefined;
    }
    for (const TokenId id : {m_special.eos, m_special.end_of_turn, m_special.end_of_message})
        insert(id);

    const auto ends = [&](const char* text) { return m_end_of_generation.contains(find(text)); };
    const bool harmony = ends("<|return|>") && (ends("<|call|>") || ends("<|calls|>"));
    const bool solar = (ends("<|call|>") || ends("<|calls|>")) && ends("<|flush|>");
    if ((harmony || solar) && ends("<|end|>")) { // there it ends a message, not the answer
        const TokenId id = find("<|end|>");
        m_end_of_generation.erase(id);
        m_tokens[static_cast<size_t>(id)].type = TokenType::UserDefined;
    }
    if (ends("<|tool_response>") && ends("</s>")) { // Gemma 4: a plain piece of text there
        const TokenId id = find("</s>");
        m_end_of_generation.erase(id);
        m_tokens[static_cast<size_t>(id)].type = TokenType::Normal;
    }
}

} // namespace hearth
