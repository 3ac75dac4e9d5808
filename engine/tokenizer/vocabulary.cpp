#include "engine/tokenizer/vocabulary.h"

#include "engine/tokenizer/pre_tokenizer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace hearth {
namespace {

Result<TokenizerFamily> read_family(const gguf::Metadata& metadata) {
    const auto model = metadata.string("tokenizer.ggml.model");
    if (!model)
        return fail(ErrorKind::InvalidInput,
                    "the model file has no tokenizer (key tokenizer.ggml.model is missing)");
    if (*model == "llama")
        return TokenizerFamily::SentencePiece;
    if (*model == "gpt2")
        return TokenizerFamily::BytePair;
    if (*model == "gemma4")
        return TokenizerFamily::CharacterPair;
    if (*model == "bert")
        return TokenizerFamily::WordPiece;
    return fail(
        ErrorKind::Unsupported,
        fmt::format("unknown tokenizer \"{}\" (tokenizer.ggml.model); known are llama, gpt2, gemma4 and bert",
                    *model));
}

TokenType read_type(int64_t value) {
    return value >= 1 && value <= 6 ? static_cast<TokenType>(value) : TokenType::Undefined;
}

bool contains(std::string_view text, std::initializer_list<std::string_view> parts) {
    return std::ranges::any_of(
        parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

} // namespace

Result<Vocabulary> Vocabulary::load(const gguf::Metadata& metadata) {
    Vocabulary vocabulary;
    TRY_ASSIGN(vocabulary.m_family, read_family(metadata));
    vocabulary.m_pre_tokenizer = metadata.string("tokenizer.ggml.pre").value_or("");
    TRY(vocabulary.read_tokens(metadata));
    TRY(vocabulary.apply_family_defaults());
    TRY(vocabulary.read_special_ids(metadata));
    vocabulary.find_special_by_text();
    vocabulary.collect_end_of_generation();
    vocabulary.collect_added_tokens();
    vocabulary.apply_attributes(metadata);
    return vocabulary;
}

TokenId Vocabulary::find(std::string_view text) const {
    const auto found = m_ids.find(text);
    return found == m_ids.end() ? no_token : found->second;
}

Result<void> Vocabulary::read_tokens(const gguf::Metadata& metadata) {
    const auto texts = metadata.strings("tokenizer.ggml.tokens");
    const auto scores = metadata.numbers("tokenizer.ggml.scores");
    const auto types = metadata.integers("tokenizer.ggml.token_type");
    if (texts.empty())
        return fail(ErrorKind::InvalidInput, "the tokenizer has no tokens (key tokenizer.ggml.tokens)");
    for (const auto& [name, count] :
         {std::pair{"scores", scores.size()}, std::pair{"token_type", types.size()}}) {
        if (count != 0 && count < texts.size()) {
            return fail(ErrorKind::InvalidInput,
                        fmt::format("tokenizer.ggml.{} has {} entries, but there are {} tokens", name, count,
                                    texts.size()));
        }
    }
    m_tokens.resize(texts.size());
    m_ids.reserve(texts.size());
    for (size_t i = 0; i < texts.size(); ++i) {
        TokenEntry& token = m_tokens[i];
        token.text = texts[i].empty() ? fmt::format("[EMPTY_{}]", i) : texts[i];
        token.score = scores.empty() ? 0.0f : static_cast<float>(scores[i]);
        token.type = types.empty() ? TokenType::Normal : read_type(types[i]);
        m_longest_token = std::max(m_longest_token, token.text.size());
        m_ids.insert_or_assign(token.text, static_cast<TokenId>(i));
    }
    return {};
}

Result<void> Vocabulary::apply_family_defaults() {
    switch (m_family) {
    case TokenizerFamily::SentencePiece:
        m_special.bos = 1;
        m_special.eos = 2;
        m_special.unknown = 0;
        m_add_bos = true;
        m_add_space_prefix = true;
        break;
    case TokenizerFamily::BytePair: {
        TRY_ASSIGN(const PreTokenizer rule, find_pre_tokenizer(m_pre_tokenizer));
        m_ignore_merges = rule.ignore_merges;
        m_add_bos = rule.add_bos;
        m_escape_whitespaces = false;
        break;
    }
    case TokenizerFamily::CharacterPair:
        m_add_bos = true;
        break;
    case TokenizerFamily::WordPiece:
        m_special.bos = 101;
        m_special.unknown = 100;
        m_special.separator = 102;
        m_special.padding = 0;
        m_special.mask = 103;
        m_add_bos = true;
        m_add_separator = true;
        break;
    }
    return {};
}

Result<void> Vocabulary::read_special_ids(const gguf::Metadata& metadata) {
    // A later key of the same role wins; the last three are names of older files.
    const std::pair<const char*, TokenId*> roles[] = {
        {"cls_token_id", &m_special.bos},
        {"bos_token_id", &m_special.bos},
        {"eos_token_id", &m_special.eos},
        {"eot_token_id", &m_special.end_of_turn},
        {"eom_token_id", &m_special.end_of_message},
        {"unknown_token_id", &m_special.unknown},
        {"seperator_token_id", &m_special.separator},
        {"separator_token_id", &m_special.separator},
        {"padding_token_id", &m_special.padding},
        {"mask_token_id", &m_special.mask},
        {"prefix_token_id", &m_special.fim_prefix},
        {"suffix_token_id", &m_special.fim_suffix},
        {"middle_token_id", &m_special.fim_middle},
        {"fim_pre_token_id", &m_special.fim_prefix},
        {"fim_suf_token_id", &m_special.fim_suffix},
        {"fim_mid_token_id", &m_special.fim_middle},
        {"fim_pad_token_id", &m_special.fim_padding},
        {"fim_rep_token_id", &m_special.fim_repository},
        {"fim_sep_token_id", &m_special.fim_separator},
    };
    for (const auto& [key, id] : roles) {
        if (!contains(*id))
            *id = no_token; // a family's default that this vocabulary is too small for
        const auto value = metadata.integer(fmt::format("tokenizer.ggml.{}", key));
        if (value && *value >= 0 && *value < size())
            *id = static_cast<TokenId>(*value);
    }
    const std::pair<const char*, bool*> switches[] = {
        {"add_bos_token", &m_add_bos},
        {"add_eos_token", &m_add_eos},
        {"add_sep_token", &m_add_separator},
        {"add_space_prefix", &m_add_space_prefix},
        {"remove_extra_whitespaces", &m_remove_extra_whitespaces},
    };
    for (const auto& [key, value] : switches)
        *value = metadata.boolean(fmt::format("tokenizer.ggml.{}", key)).value_or(*value);
    m_lowercase = metadata.boolean("tokenizer.ggml.normalizer.lowercase").value_or(true);
    m_strip_accents = metadata.boolean("tokenizer.ggml.normalizer.strip_accents").value_or(m_lowercase);
    const bool wants_bos = m_family == TokenizerFamily::WordPiece;
    if (wants_bos && (m_special.bos == no_token || m_special.separator == no_token))
        return fail(ErrorKind::InvalidInput,
                    "the tokenizer has no [CLS] or [SEP] token (tokenizer.ggml.cls_token_id, "
                    "tokenizer.ggml.seperator_token_id)");
    if (m_family == TokenizerFamily::SentencePiece)
        m_special.newline = find("<0x0A>");
    else if (m_family == TokenizerFamily::BytePair)
        m_special.newline = find("\u010A");
    else if (m_family == TokenizerFamily::CharacterPair)
        m_special.newline = find("\n");
    return {};
}

void Vocabulary::collect_added_tokens() {
    for (TokenId id = 0; id < size(); ++id) {
        const TokenType type = token(id).type;
        if (type == TokenType::Control || type == TokenType::UserDefined || type == TokenType::Unknown)
            m_added_tokens.push_back(id);
    }
    std::ranges::stable_sort(m_added_tokens, std::ranges::greater{},
                             [&](TokenId id) { return token(id).text.size(); });
}

// GGUF has no key for what Hugging Face calls lstrip and rstrip; who needs them is known by name, as in
// llama.cpp.
void Vocabulary::apply_attributes(const gguf::Metadata& metadata) {
    std::string model_name(metadata.string("general.name").value_or(""));
    std::ranges::transform(model_name, model_name.begin(), [](unsigned char c) { return std::tolower(c); });
    const std::string architecture(metadata.string("general.architecture").value_or(""));
    const auto strip_left_of = [&](std::string_view text) {
        if (const TokenId id = find(text); id != no_token)
            m_tokens[static_cast<size_t>(id)].strip_left = true;
    };
    if (hearth::contains(m_pre_tokenizer, {"jina-v2-de", "jina-v2-es", "jina-v2-code"}) ||
        hearth::contains(architecture, {"nomic-bert-moe", "jina-bert-v3"})) {
        strip_left_of("<mask>");
    } else if (hearth::contains(model_name, {"phi-3", "phi3"})) {
        for (const TokenId id : m_added_tokens)
            m_tokens[static_cast<size_t>(id)].strip_right = true;
        for (const char* text : {"<unk>", "<s>", "<|endoftext|>"}) {
            if (const TokenId id = find(text); id != no_token)
                m_tokens[static_cast<size_t>(id)].strip_right = false;
        }
    } else if (hearth::contains(model_name, {"modern-bert"})) {
        strip_left_of("[MASK]");
    }
}

} // namespace hearth
