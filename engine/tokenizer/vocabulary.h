// The tokens of a model as its GGUF metadata lists them.
// Keys: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (tokenizer.ggml.*)
#pragma once

#include "engine/core/error.h"
#include "engine/core/token.h"
#include "engine/gguf/file.h"

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hearth {

/// GGUF's tokenizer.ggml.token_type.
enum class TokenType : uint8_t {
    Undefined = 0,
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
};

/// How the vocabulary turns text into tokens (tokenizer.ggml.model).
enum class TokenizerFamily {
    SentencePiece, ///< "llama": merges by score, byte fallback
    BytePair,      ///< "gpt2": byte-level BPE, merges by rank
    CharacterPair, ///< "gemma4": merges as BytePair's, of characters with ▁ for spaces
    WordPiece,     ///< "bert"
};

struct TokenEntry {
    std::string text; ///< as the file has it (byte-level BPE: in GPT-2's printable alphabet)
    float score = 0;
    TokenType type = TokenType::Normal;
    bool strip_left = false;  ///< takes the white space before it along when parsed in text
    bool strip_right = false; ///< takes the white space after it along when parsed in text
};

/// Tokens with a role. no_token where the model has none.
struct SpecialTokens {
    TokenId bos = no_token;
    TokenId eos = no_token;
    TokenId end_of_turn = no_token;
    TokenId end_of_message = no_token;
    TokenId unknown = no_token;
    TokenId separator = no_token;
    TokenId padding = no_token;
    TokenId mask = no_token;
    TokenId newline = no_token;
    TokenId fim_prefix = no_token; ///< fill in the middle: before the text that precedes the gap
    TokenId fim_suffix = no_token;
    TokenId fim_middle = no_token;
    TokenId fim_padding = no_token;
    TokenId fim_repository = no_token;
    TokenId fim_separator = no_token;
};

/// The vocabulary of a model: what every family shares. Const after load.
class Vocabulary {
public:
    /// Reads tokenizer.ggml.* . Errors name the key that is missing or does not fit.
    static Result<Vocabulary> load(const gguf::Metadata& metadata);
    Vocabulary() = default;
    Vocabulary(Vocabulary&&) = default;
    Vocabulary& operator=(Vocabulary&&) = default;

    TokenizerFamily family() const { return m_family; }
    /// tokenizer.ggml.pre as the file has it; empty when it has none.
    const std::string& pre_tokenizer() const { return m_pre_tokenizer; }
    int32_t size() const { return static_cast<int32_t>(m_tokens.size()); }
    bool contains(TokenId id) const { return id >= 0 && id < size(); }
    const TokenEntry& token(TokenId id) const { return m_tokens[static_cast<size_t>(id)]; }
    std::span<const TokenEntry> tokens() const { return m_tokens; }
    /// Exact text of a token as the file has it; no_token when there is none.
    TokenId find(std::string_view text) const;
    const SpecialTokens& special() const { return m_special; }
    const std::set<TokenId>& end_of_generation() const { return m_end_of_generation; }
    /// Tokens that are found in text before the family's own rules apply (control, user-defined, unknown),
    /// longest first.
    std::span<const TokenId> added_tokens() const { return m_added_tokens; }

    bool add_bos() const { return m_add_bos; }
    bool add_eos() const { return m_add_eos; }
    bool add_separator() const { return m_add_separator; }
    bool add_space_prefix() const { return m_add_space_prefix; }
    bool remove_extra_whitespaces() const { return m_remove_extra_whitespaces; }
    bool escape_whitespaces() const { return m_escape_whitespaces; }
    bool treat_whitespace_as_suffix() const { return m_treat_whitespace_as_suffix; }
    bool ignore_merges() const { return m_ignore_merges; }
    /// WordPiece: letters are lower-cased, accents dropped, before the vocabulary is asked.
    bool lowercase() const { return m_lowercase; }
    bool strip_accents() const { return m_strip_accents; }
    /// Bytes of the longest token.
    size_t longest_token() const { return m_longest_token; }

private:
    Result<void> read_tokens(const gguf::Metadata& metadata);
    Result<void> apply_family_defaults();
    Result<void> read_special_ids(const gguf::Metadata& metadata);
    void find_special_by_text();
    void mark_control(TokenId id);
    void collect_end_of_generation();
    void apply_attributes(const gguf::Metadata& metadata);
    void collect_added_tokens();

    TokenizerFamily m_family = TokenizerFamily::SentencePiece;
    std::string m_pre_tokenizer;
    std::vector<TokenEntry> m_tokens;
    std::unordered_map<std::string_view, TokenId>
        m_ids; // views into m_tokens: moves keep them, copies would not
    std::vector<TokenId> m_added_tokens;
    std::set<TokenId> m_end_of_generation;
    SpecialTokens m_special;
    bool m_add_bos = false;
    bool m_add_eos = false;
    bool m_add_separator = false;
    bool m_add_space_prefix = false;
    bool m_remove_extra_whitespaces = false;
    bool m_escape_whitespaces = true;
    bool m_treat_whitespace_as_suffix = false;
    bool m_ignore_merges = false;
    bool m_lowercase = true;
    bool m_strip_accents = true;
    size_t m_longest_token = 0;
};

} // namespace hearth
