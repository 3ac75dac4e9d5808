// Text to token ids and back, for every tokenizer family that GGUF files name.
#pragma once

#include "engine/core/error.h"
#include "engine/core/token.h"
#include "engine/gguf/file.h"
#include "engine/tokenizer/token_trie.h"
#include "engine/tokenizer/vocabulary.h"

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

class AddedTokens;
struct ByteRange;

/// Whether BOS (and EOS or SEP) is put around the text.
enum class BoundaryTokens {
    None,         ///< the text alone
    FromMetadata, ///< as the model's metadata asks for (tokenizer.ggml.add_bos_token …)
    Always,       ///< BOS in front where the model has one, whatever the metadata says
};

struct EncodeOptions {
    BoundaryTokens boundaries = BoundaryTokens::FromMetadata;
    /// Control tokens written out in the text ("<|im_end|>") become those tokens; else they are plain text.
    /// Never set it for text that a user or a document brought.
    bool parse_special = false;
};

/// A part of a prompt: control tokens are recognised only where they lie wholly within parts that allow it.
struct TextSegment {
    std::string_view text;
    bool parse_special = false;
};

/// What turns one stretch of plain text (no added tokens inside) into ids; one per family.
class TextEncoder {
public:
    virtual ~TextEncoder() = default;
    /// Appends the ids of `text`. `after_special`: the stretch opens the prompt or follows an added token.
    virtual void encode(std::string_view text, bool after_special, std::vector<TokenId>& out) const = 0;
};

/// The tokenizer of one model. Const and free to use from several threads at once.
class Tokenizer {
public:
    /// Reads the vocabulary. Refuses by name a model or pre-tokenizer that it does not know exactly.
    static Result<std::unique_ptr<const Tokenizer>> create(const gguf::Metadata& metadata);
    ~Tokenizer();

    /// Ids of any bytes; never fails. Bytes that are not UTF-8 survive the way to ids and back wherever the
    /// vocabulary has tokens for bytes.
    std::vector<TokenId> encode(std::string_view text, const EncodeOptions& options = {}) const;
    /// Ids of a prompt whose parts differ in whether control tokens are recognised. Text is joined before it
    /// is split, so the ids are those of one string wherever no control token is refused. With boundaries, a
    /// BOS that the first part already writes is not doubled.
    std::vector<TokenId> encode_segments(std::span<const TextSegment> segments,
                                         BoundaryTokens boundaries = BoundaryTokens::FromMetadata) const;

    /// Text of ids, as it was before encode(): the space that a SentencePiece model puts in front is taken
    /// away again. `with_special` writes control tokens out, else they vanish. Unknown ids are left out.
    std::string decode(std::span<const TokenId> ids, bool with_special) const;
    /// Raw bytes that a token adds to running text (maybe half a character). Control tokens are empty unless
    /// `with_special`. The view lives as long as the tokenizer.
    std::string_view token_bytes(TokenId id, bool with_special = false) const;

    const Vocabulary& vocabulary() const { return m_vocabulary; }
    int32_t size() const { return m_vocabulary.size(); }
    const SpecialTokens& special() const { return m_vocabulary.special(); }
    TokenId bos() const { return special().bos; }
    TokenId eos() const { return special().eos; }
    /// True for every token that ends an answer (EOS, end of turn …).
    bool is_end_of_generation(TokenId id) const;
    /// Control or unknown: never part of plain text.
    bool is_control(TokenId id) const;
    /// Exact text as the vocabulary has it ("<|im_end|>"); no_token when there is none.
    TokenId find(std::string_view text) const { return m_vocabulary.find(text); }
    /// The bytes of all tokens but control and end-of-generation ones, as a tree; built when first asked for.
    const TokenTrie& trie() const;
    /// True when a space is put in front of text that opens the prompt or follows a special token.
    bool adds_space_prefix() const { return m_vocabulary.add_space_prefix(); }

private:
    Tokenizer() = default;
    void append_text(std::string_view text, std::span<const ByteRange> special_ranges,
                     std::vector<TokenId>& out) const;
    bool wants_opening(BoundaryTokens boundaries) const;
    void append_closing(BoundaryTokens boundaries, std::vector<TokenId>& out) const;

    Vocabulary m_vocabulary;
    std::unique_ptr<TextEncoder> m_encoder;
    std::unique_ptr<const AddedTokens> m_added;
    mutable std::once_flag m_trie_once;
    mutable std::unique_ptr<const TokenTrie> m_trie;
    std::vector<std::string> m_bytes; ///< per token: what it adds to the text, control tokens written out
};

} // namespace hearth
