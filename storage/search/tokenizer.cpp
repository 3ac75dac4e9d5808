#include "storage/search/tokenizer.h"

#include <sqlite3.h>

#include <algorithm>

namespace hearth::storage {

namespace {

using EmitToken = int (*)(void*, int, const char*, int, int, int);

/// Length of the UTF-8 character that begins at `text[at]`, cut at the end of the text.
size_t character_length(std::string_view text, size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const size_t length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return std::min(length, text.size() - at);
}

char32_t decode(std::string_view character) {
    auto byte = [&](size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(character[i])); };
    switch (character.size()) {
    case 1:
        return byte(0);
    case 2:
        return (byte(0) & 0x1f) << 6 | (byte(1) & 0x3f);
    case 3:
        return (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    default:
        return (byte(0) & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f);
    }
}

bool is_word_character(char32_t c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_';
}

/// Emits the tokens of one text; stops at the first code that is not SQLITE_OK.
class Emitter {
public:
    Emitter(void* context, EmitToken emit, std::string_view text)
        : m_context(context), m_emit(emit), m_text(text) {}

    int facets_and_text() {
        size_t at = 0;
        while (at < m_text.size() && m_text[at] == '\x01') {
            const size_t end = std::min(m_text.find_first_of("\x01\x02", at + 1), m_text.size());
            token(at, end);
            at = end;
        }
        if (at < m_text.size() && m_text[at] == '\x02')
            ++at;
        while (at < m_text.size() && m_code == SQLITE_OK) {
            const size_t end = std::min(m_text.find(' ', at), m_text.size());
            run(at, end);
            at = end + 1;
        }
        return m_code;
    }

private:
    /// A run without spaces: a window of three characters slides over it.
    void run(size_t begin, size_t end) {
        size_t first = begin;  // start of the character two before
        size_t second = begin; // start of the character before
        char32_t before = 0;
        int seen = 0;
        for (size_t at = begin; at < end && m_code == SQLITE_OK;) {
            const size_t next = at + character_length(m_text.substr(0, end), at);
            const char32_t c = decode(m_text.substr(at, next - at));
            const bool starts_word = seen == 0 || !is_word_character(before);
            if (starts_word || is_dense_script(c))
                token(at, next);
            if (seen >= 1)
                token(second, next);
            if (seen >= 2)
                token(first, next);
            first = second;
            second = at;
            before = c;
            ++seen;
            at = next;
        }
    }

    void token(size_t begin, size_t end) {
        if (m_code == SQLITE_OK && end > begin) {
            m_code = m_emit(m_context, 0, m_text.data() + begin, static_cast<int>(end - begin),
                            static_cast<int>(begin), static_cast<int>(end));
        }
    }

    void* m_context;
    EmitToken m_emit;
    std::string_view m_text;
    int m_code = SQLITE_OK;
};

int create(void*, const char**, int, Fts5Tokenizer** tokenizer) {
    static int none = 0; // There is no state; FTS5 wants a pointer that is not null.
    *tokenizer = reinterpret_cast<Fts5Tokenizer*>(&none);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer*) {}

int tokenize(Fts5Tokenizer*, void* context, int flags, const char* text, int length, EmitToken emit) {
    if (text == nullptr || length <= 0)
        return SQLITE_OK;
    if ((flags & FTS5_TOKENIZE_QUERY) != 0)
        return emit(context, 0, text, length, 0, length);
    return Emitter(context, emit, {text, static_cast<size_t>(length)}).facets_and_text();
}

} // namespace

bool is_dense_script(char32_t c) {
    return (c >= 0x0e00 && c <= 0x0eff)      // Thai, Lao
           || (c >= 0x1000 && c <= 0x109f)   // Myanmar
           || (c >= 0x1780 && c <= 0x17ff)   // Khmer
           || (c >= 0x1100 && c <= 0x11ff)   // Hangul letters
           || (c >= 0x2e80 && c <= 0x9fff)   // Han, kana, Bopomofo
           || (c >= 0xa960 && c <= 0xa97f)   //
           || (c >= 0xac00 && c <= 0xd7ff)   // Hangul
           || (c >= 0xf900 && c <= 0xfaff)   // Han
           || (c >= 0x1f000 && c <= 0x1faff) // pictures
           || (c >= 0x20000 && c <= 0x3ffff);
}

bool is_dense_character(std::string_view word) {
    return !word.empty() && character_length(word, 0) == word.size() && is_dense_script(decode(word));
}

std::vector<std::string> tokens_to_match(std::string_view word) {
    std::vector<size_t> starts;
    for (size_t at = 0; at < word.size(); at += character_length(word, at))
        starts.push_back(at);
    const size_t count = starts.size();
    starts.push_back(word.size());
    auto gram = [&](size_t first, size_t characters) {
        return std::string(word.substr(starts[first], starts[first + characters] - starts[first]));
    };
    if (count == 0)
        return {};
    if (count < 3)
        return {gram(0, count)};
    std::vector<std::string> grams;
    // All that overlap: one list more costs less than texts that turn out not to have the word.
    for (size_t first = 0; first + 3 <= count; ++first)
        grams.push_back(gram(first, 3));
    return grams;
}

Result<void> register_tokenizer(sqlite3* database) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    fts5_tokenizer functions{create, destroy, tokenize};
    if (api == nullptr ||
        api->xCreateTokenizer(api, "hearth_ngrams", nullptr, &functions, nullptr) != SQLITE_OK)
        return fail(ErrorKind::Unsupported, "This build of SQLite has no FTS5; install one that has");
    return {};
}

} // namespace hearth::storage
