// Tokenizers against llama.cpp's own vocabularies and expected ids.
#include "engine/gguf/file.h"
#include "engine/tokenizer/byte_alphabet.h"
#include "engine/tokenizer/pre_tokenizer.h"
#include "engine/tokenizer/tokenizer.h"

#include <QFile>
#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <memory>
#include <random>

using namespace hearth;

namespace {

QString vocab_folder() {
    return qEnvironmentVariable("HEARTH_SHARED_DATA") + "/vocab";
}

std::unique_ptr<const Tokenizer> load(const QString& name) {
    const auto file = gguf::File::open((vocab_folder() + "/ggml-vocab-" + name + ".gguf").toStdString());
    if (!file) {
        qWarning("%s", file.error().message.c_str());
        return nullptr;
    }
    auto tokenizer = Tokenizer::create((*file)->metadata());
    if (!tokenizer) {
        qWarning("%s", tokenizer.error().message.c_str());
        return nullptr;
    }
    return std::move(*tokenizer);
}

QByteArray read_all(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QByteArray> split_inputs(const QByteArray& all) {
    const QByteArray separator = "\n__ggml_vocab_test__\n";
    QList<QByteArray> inputs;
    for (qsizetype begin = 0, end = 0; (end = all.indexOf(separator, begin)) >= 0;
         begin = end + separator.size())
        inputs << all.mid(begin, end - begin);
    return inputs;
}

std::vector<TokenId> plain(const Tokenizer& tokenizer, std::string_view text) {
    return tokenizer.encode(text, {.boundaries = BoundaryTokens::None});
}

/// A byte-level BPE vocabulary with all bytes, a few merges, and added tokens.
gguf::Metadata small_byte_pair(const std::string& pre) {
    std::vector<std::string> tokens;
    std::vector<int64_t> types;
    for (int byte = 0; byte < 256; ++byte)
        tokens.emplace_back(byte_letter(static_cast<uint8_t>(byte)));
    for (const char* text : {"ab", "abc", "bc", "\u0120a", "1", "12", "abcd"})
        tokens.emplace_back(text);
    types.assign(tokens.size(), 1);
    for (const auto& [text, type] :
         {std::pair{"<|begin|>", 3}, {"<|im_end|>", 3}, {"<tool>", 4}, {"<|im_end|><tool>", 4}}) {
        tokens.emplace_back(text);
        types.push_back(type);
    }
    gguf::Metadata metadata;
    metadata.set("tokenizer.ggml.model", std::string("gpt2"));
    metadata.set("tokenizer.ggml.pre", pre);
    metadata.set("tokenizer.ggml.tokens", tokens);
    metadata.set("tokenizer.ggml.token_type", types);
    metadata.set("tokenizer.ggml.merges", std::vector<std::string>{"b c", "a bc", "a b", "\u0120 a", "1 2"});
    metadata.set("tokenizer.ggml.bos_token_id", int64_t{263});
    metadata.set("tokenizer.ggml.eos_token_id", int64_t{264});
    return metadata;
}

/// Gemma 4's kind: characters, ▁ for spaces, bytes for what is missing; "<0xE9>" and so on are tokens.
gguf::Metadata small_character_pair() {
    std::vector<std::string> tokens = {"<pad>", "<eos>", "<bos>", "<unk>"};
    std::vector<int64_t> types = {3, 3, 3, 2};
    for (int byte = 0; byte < 256; ++byte) {
        tokens.push_back(QString::asprintf("<0x%02X>", byte).toStdString());
        types.push_back(6);
    }
    for (const char* text : {"\n", "\n\n\n", "\u2581", "a", "b", "c", "\u4e2d", "\u2581a", "ab", "\u2581ab",
                             "abc", "\u2581\u2581", "bc", "c\u2581", "\u2581<tool>"}) {
        tokens.emplace_back(text);
        types.push_back(1);
    }
    tokens.emplace_back("<tool>");
    types.push_back(4);
    gguf::Metadata metadata;
    metadata.set("tokenizer.ggml.model", std::string("gemma4"));
    metadata.set("tokenizer.ggml.tokens", tokens);
    metadata.set("tokenizer.ggml.token_type", types);
    // "cc" is made, but is no token.
    metadata.set(
        "tokenizer.ggml.merges",
        std::vector<std::string>{"\u2581 a", "a b", "\u2581a b", "\u2581 \u2581", "c c", "c \u2581", "ab c"});
    metadata.set("tokenizer.ggml.bos_token_id", int64_t{2});
    metadata.set("tokenizer.ggml.eos_token_id", int64_t{1});
    metadata.set("tokenizer.ggml.unknown_token_id", int64_t{3});
    return metadata;
}

QStringList texts_of(const Tokenizer& tokenizer, const std::vector<TokenId>& ids) {
    QStringList texts;
    for (const TokenId id : ids)
        texts << QString::fromStdString(tokenizer.vocabulary().token(id).text);
    return texts;
}

/// Text of odd characters: letters, marks, numbers, spaces and newlines of many kinds.
QString odd_text(std::mt19937& random, int length) {
    static const QList<char32_t> pool = {
        'a',    'b',   'S',  'T',    's',   't',    'r',    'e',   'L',    'l',     '\'',   '\'',
        ' ',    ' ',   ' ',  '\n',   '\r',  '\t',   '1',    '2',   '9',    '.',     ',',    '!',
        '$',    '~',   '`',  '^',    '_',   '/',    '-',    0xE9,  0x301,  0x300,   0x4E2D, 0x3042,
        0xAC00, 0x660, 0xBD, 0x2168, 0xA0,  0x3000, 0x2028, 0x85,  0x200D, 0x1F600, 0xFE0F, 0xE000,
        0x0,    0x7F,  0x1C, 0x1C5,  0x2B0, 0x17F,  0x391,  0x5D0, 0x93E,  0x203F,  0x20AC, 0x378};
    QString text;
    for (int i = 0; i < length; ++i)
        text += QString::fromUcs4(
            &pool[static_cast<qsizetype>(random() % static_cast<unsigned>(pool.size()))], 1);
    return text;
}

/// Pieces that an expression makes: its matches, and what lies between them.
QStringList pieces_by_expression(const QStringList& pieces, const QString& pattern) {
    // White space is Unicode's, as in the models' own tokenizers; PCRE's \s has no U+0085 and U+180E apart
    // from that.
    const QRegularExpression expression(pattern, QRegularExpression::UseUnicodePropertiesOption);
    QStringList out;
    for (const QString& piece : pieces) {
        qsizetype at = 0;
        for (auto matches = expression.globalMatch(piece); matches.hasNext();) {
            const auto match = matches.next();
            if (match.capturedStart() > at)
                out << piece.mid(at, match.capturedStart() - at);
            if (match.capturedLength() > 0)
                out << match.captured();
            at = match.capturedEnd();
        }
        if (at < piece.size())
            out << piece.mid(at);
    }
    return out;
}

QStringList pieces_by_rule(const std::string& name, const QString& text) {
    const PreTokenizer rule = find_pre_tokenizer(name).value();
    const std::string bytes = text.toStdString();
    unicode::CodePoints code_points;
    code_points.assign(bytes);
    std::vector<uint32_t> ends;
    WordSplitter(rule.steps).split(code_points, ends);
    QStringList pieces;
    size_t begin = 0;
    for (const uint32_t end : ends) {
        pieces << QString::fromUtf8(bytes.data() + begin,
                                    static_cast<qsizetype>(code_points.offset[end] - begin));
        begin = code_points.offset[end];
    }
    return pieces;
}

const QStringList vocabularies = {"llama-spm", "gpt-2", "starcoder", "deepseek-coder", "bert-bge"};

} // namespace

class TestTokenizer : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (!QFile::exists(vocab_folder()))
            QSKIP("no vocabularies: HEARTH_SHARED_DATA/vocab is absent");
    }

    void ids_are_those_of_llama_cpp_data() {
        QTest::addColumn<QString>("vocabulary");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        for (const QString& name : vocabularies) {
            for (const QString generation : {"2025-02", "2026-05"}) {
                const QString stem = vocab_folder() + "/ggml-vocab-" + name + "." + generation;
                const QList<QByteArray> inputs = split_inputs(read_all(stem + ".inp"));
                const QList<QByteArray> outputs = read_all(stem + ".out").split('\n');
                for (qsizetype i = 0; i < inputs.size(); ++i)
                    QTest::addRow("%s/%s/%d", qPrintable(name), qPrintable(generation), int(i))
                        << name << inputs[i] << outputs[i].simplified();
            }
        }
    }
    void ids_are_those_of_llama_cpp() {
        QFETCH(QString, vocabulary);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        static std::map<QString, std::unique_ptr<const Tokenizer>> loaded;
        auto& tokenizer = loaded[vocabulary];
        if (!tokenizer)
            tokenizer = load(vocabulary);
        QVERIFY(tokenizer);
        QByteArrayList ids;
        for (const TokenId id : plain(*tokenizer, text.toStdString()))
            ids << QByteArray::number(id);
        QCOMPARE(ids.join(' '), expected);
    }

    void rules_split_as_their_expressions_data() {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QStringList>("expressions");
        const QString gpt2 = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
        const QString tail = R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
        const QString contraction = R"('[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])";
        const QString word = R"([^\r\n\p{L}\p{N}]?\p{L}+|)";
        // U and L as llama.cpp has them: only ASCII letters have a case.
        const QString upper = R"((?:(?![a-z])\p{L}))", lower = R"((?:(?![A-Z])\p{L}))",
                      lead = R"([^\r\n\p{L}\p{N}]?)";
        const QString cased_tail = R"( ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
        QTest::newRow("gpt-2") << "gpt-2" << QStringList{gpt2};
        QTest::newRow("starcoder") << "starcoder" << QStringList{R"(\p{N})", gpt2};
        QTest::newRow("falcon") << "falcon"
                                << QStringList{R"([\p{P}\$\+<=>\^~\|`]+)", gpt2, "[0-9][0-9][0-9]"};
        QTest::newRow("default") << "default"
                                 << QStringList{R"([\p{P}\$\+<=>\^~\|]+)", gpt2, R"(\p{N}+)",
                                                "[0-9][0-9][0-9]"};
        QTest::newRow("llama-bpe") << "llama-bpe"
                                   << QStringList{contraction + "|" + word + R"(\p{N}{1,3}|)" + tail};
        QTest::newRow("qwen2") << "qwen2" << QStringList{contraction + "|" + word + R"(\p{N}|)" + tail};
        QTest::newRow("qwen35")
            << "qwen35"
            << QStringList{
                   contraction +
                   R"(|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"};
        QTest::newRow("seed-coder") << "seed-coder"
                                    << QStringList{
                                           contraction + "|" + word +
                                           R"(\p{N}| ?[^\s\p{L}\p{N}\r\n]+|\s*[\r\n]+|\s+(?!\S)|\s+)"};
        QTest::newRow("tekken") << "tekken"
                                << QStringList{lead + upper + "*" + lower + "+|" + lead + upper + "+" +
                                               lower + R"(*|\p{N}|)" + cased_tail};
        const QString ending = "(?:" + contraction + ")?";
        QTest::newRow("gpt-4o") << "gpt-4o"
                                << QStringList{lead + upper + "*" + lower + "+" + ending + "|" + lead +
                                               upper + "+" + lower + "*" + ending + R"(|\p{N}{1,3}|)" +
                                               cased_tail};
        QTest::newRow("deepseek-coder")
            << "deepseek-coder"
            << QStringList{R"([\r\n])", R"(\s?\p{L}+)", R"(\s?\p{P}+)",
                           R"((?:(?!\s)[\x{4E00}-\x{9FA5}\x{800}-\x{4E00}\x{AC00}-\x{D7FF}])+)", R"(\p{N})"};
        const QString ideographs = R"([\x{4E00}-\x{9FA5}\x{3040}-\x{309F}\x{30A0}-\x{30FF}]+)";
        const QString symbol = R"((?:(?!~)[\p{P}\p{S}]))";
        QTest::newRow("deepseek-v3") << "deepseek-v3"
                                     << QStringList{R"(\p{N}{1,3})", ideographs,
                                                    R"([!-/:-@\[-`{-~][A-Za-z]+|(?!)" + symbol +
                                                        R"()[^\r\n\p{L}]?[\p{L}\p{M}]+|[\p{L}\p{M}]+| ?)" +
                                                        symbol + R"(+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"};
        QTest::newRow("gemma4") << "gemma4" << QStringList{R"([^\n]+|[\n]+)"};
        QTest::newRow("bloom") << "bloom" << QStringList{QString::fromUtf8(R"( ?[^(\s|.,!?…。，、।۔،)]+)")};
    }
    void rules_split_as_their_expressions() {
        QFETCH(QString, rule);
        QFETCH(QStringList, expressions);
        std::mt19937 random(3);
        for (int round = 0; round < 1500; ++round) {
            const QString text =
                odd_text(random, 1 + static_cast<int>(random() % 24)).remove(QChar(0x85)).remove(QChar(0x1C));
            QStringList expected = {text};
            if (text.isEmpty())
                continue;
            for (const QString& expression : expressions)
                expected = pieces_by_expression(expected, expression);
            QCOMPARE(pieces_by_rule(rule.toStdString(), text), expected);
        }
    }

    void added_tokens_are_found_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("parse_special");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("control as text")
            << "a<|im_end|>" << false << QStringList{"a", "<", "|", "i", "m", "_", "e", "n", "d", "|", ">"};
        QTest::newRow("control as control") << "a<|im_end|>" << true << QStringList{"a", "<|im_end|>"};
        QTest::newRow("user-defined always") << "a<tool>b" << false << QStringList{"a", "<tool>", "b"};
        QTest::newRow("longest first") << "<|im_end|><tool>" << true << QStringList{"<|im_end|><tool>"};
        QTest::newRow("merges by rank") << "abcd" << false << QStringList{"abc", "d"};
    }
    void added_tokens_are_found() {
        QFETCH(QString, text);
        QFETCH(bool, parse_special);
        QFETCH(QStringList, expected);
        const auto tokenizer = Tokenizer::create(small_byte_pair("gpt-2")).value();
        const auto ids = tokenizer->encode(
            text.toStdString(), {.boundaries = BoundaryTokens::None, .parse_special = parse_special});
        QCOMPARE(texts_of(*tokenizer, ids), expected);
        QCOMPARE(QString::fromStdString(tokenizer->decode(ids, true)), text);
    }

    // Ids are those of llama.cpp 0.7.0 (llama-tokenize) for a file with this vocabulary.
    void characters_merge_as_in_llama_cpp_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::vector<TokenId>>("expected");
        const auto row = [](const char* name, const char* text, const std::vector<TokenId>& expected) {
            QTest::newRow(name) << QByteArray(text) << expected;
        };
        row("words", "ab abc", {268, 269, 265});
        row("spaces", " a  ab", {267, 262, 269});
        row("runs of newlines", "a\nb\n\n\nc\n\nab", {263, 260, 264, 261, 265, 260, 260, 268});
        row("bytes, added token", "\u4e2d\u00e9 ab cc<tool>a", {266, 199, 173, 269, 262, 103, 103, 275, 263});
        row("no merge of a token", "bc a b", {264, 265, 267, 262, 264});
        row("leftmost first", "abcabc", {270, 270});
        row("over spaces", "c c  c", {273, 265, 271, 265});
        row("a product that is no token", "cc cca", {103, 103, 262, 103, 103, 263});
    }
    void characters_merge_as_in_llama_cpp() {
        QFETCH(QByteArray, text);
        QFETCH(std::vector<TokenId>, expected);
        const auto tokenizer = Tokenizer::create(small_character_pair()).value();
        QCOMPARE(plain(*tokenizer, text.toStdString()), expected);
        QCOMPARE(QByteArray::fromStdString(tokenizer->decode(expected, false)), text);
    }
    void any_bytes_come_back_from_characters() {
        const auto tokenizer = Tokenizer::create(small_character_pair()).value();
        QCOMPARE(tokenizer->encode("a").front(), 2); // asked for or not
        std::mt19937 random(4);
        for (int round = 0; round < 300; ++round) {
            std::string text = odd_text(random, static_cast<int>(random() % 40)).toStdString();
            for (int i = 0; round % 2 && i < 5; ++i)
                text.insert(random() % (text.size() + 1), 1, static_cast<char>(random()));
            if (text.find("\u2581") == std::string::npos)
                QVERIFY(tokenizer->decode(plain(*tokenizer, text), false) == text);
        }
        const std::string line(300'000, 'a');
        QCOMPARE(plain(*tokenizer, line).size(), line.size());
    }

    void control_tokens_count_only_where_allowed() {
        const auto tokenizer = Tokenizer::create(small_byte_pair("gpt-2")).value();
        const std::vector<TextSegment> segments = {{"<|begin|>a", true},
                                                   {"b<|im_end|>", false},
                                                   {"c<|im_end|>", true},
                                                   {"<|im_", true},
                                                   {"end|>", false}};
        const auto ids = tokenizer->encode_segments(segments);
        const QStringList texts = texts_of(*tokenizer, ids);
        QCOMPARE(texts.count("<|im_end|>"), 1);
        QCOMPARE(texts.first(), "<|begin|>");
        QCOMPARE(texts[1], "ab"); // merged over the border of two parts
        QCOMPARE(QString::fromStdString(tokenizer->decode(ids, false)), "ab<|im_end|>c<|im_end|>");
    }

    void begin_and_end_follow_the_metadata() {
        gguf::Metadata metadata = small_byte_pair("gpt-2");
        QCOMPARE(Tokenizer::create(metadata).value()->encode("a").size(), 1u);
        metadata.set("tokenizer.ggml.add_bos_token", true);
        metadata.set("tokenizer.ggml.add_eos_token", true);
        const auto tokenizer = Tokenizer::create(metadata).value();
        QCOMPARE(tokenizer->encode("a"), (std::vector<TokenId>{263, tokenizer->find("a"), 264}));
        QCOMPARE(tokenizer->encode("a", {.boundaries = BoundaryTokens::None}).size(), 1u);
        const std::vector<TextSegment> opened = {{"<|begin|>a", true}};
        QCOMPARE(tokenizer->encode_segments(opened).size(), 3u); // not doubled
        QVERIFY(tokenizer->is_end_of_generation(264));
        QVERIFY(tokenizer->is_control(263));
    }

    void llama3_takes_whole_words_first() {
        // "abcd" is a token that no merge makes.
        QCOMPARE(Tokenizer::create(small_byte_pair("llama-bpe"))
                     .value()
                     ->encode("abcd", {.boundaries = BoundaryTokens::None})
                     .size(),
                 1u);
    }

    void unknown_names_are_refused_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("pre-tokenizer") << "tokenizer.ggml.pre"
                                       << "never-heard-of";
        QTest::newRow("tokenizer") << "tokenizer.ggml.model"
                                   << "never-heard-of";
    }
    void unknown_names_are_refused() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        gguf::Metadata metadata = small_byte_pair("gpt-2");
        metadata.set(key.toStdString(), value.toStdString());
        const auto tokenizer = Tokenizer::create(metadata);
        QVERIFY(!tokenizer);
        QCOMPARE(int(tokenizer.error().kind), int(ErrorKind::Unsupported));
        QVERIFY(QString::fromStdString(tokenizer.error().message).contains(value));
    }

    void any_bytes_come_back_data() {
        QTest::addColumn<QString>("vocabulary");
        for (const char* name : {"llama-spm", "gpt-2", "starcoder", "deepseek-coder"})
            QTest::newRow(name) << name;
    }
    void any_bytes_come_back() {
        QFETCH(QString, vocabulary);
        const auto tokenizer = load(vocabulary);
        QVERIFY(tokenizer);
        std::mt19937 random(9);
        const bool all_bytes = vocabulary == "gpt-2" || vocabulary == "llama-spm"; // the others lack some
        for (int round = 0; round < 300; ++round) {
            QByteArray bytes = odd_text(random, static_cast<int>(random() % 60)).toUtf8();
            for (int i = 0; round % 2 && i < 8; ++i)
                bytes.insert(static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size() + 1)),
                             static_cast<char>(all_bytes ? random() : 0x80 | random() % 64));
            const std::string text = bytes.toStdString();
            if (text.find("\u2581") != std::string::npos) // SentencePiece's own space
                continue;
            QCOMPARE(QByteArray::fromStdString(tokenizer->decode(plain(*tokenizer, text), false)), bytes);
        }
    }

    void long_lines_are_cut_into_the_same_tokens() {
        // What is done in chunks or by a queue must not show in the ids.
        const auto tokenizer = load("gpt-2");
        QVERIFY(tokenizer);
        std::string text;
        std::vector<TokenId> expected;
        while (text.size() < 300'000) {
            const std::string line = " the quick brown fox " + std::string(text.size() % 200, 'a') + "\n";
            text += line;
        }
        for (size_t begin = 0; begin < text.size();) {
            const size_t end = text.find('\n', begin) + 1;
            const auto ids = plain(*tokenizer, std::string_view(text).substr(begin, end - begin));
            expected.insert(expected.end(), ids.begin(), ids.end());
            begin = end;
        }
        QVERIFY(plain(*tokenizer, text) == expected);
        QCOMPARE(plain(*tokenizer, std::string(2'000'000, 'x')).size() > 1000, true);
    }

    // Longer than what is encoded at once: nothing is lost or doubled where it is cut.
    void a_word_of_megabytes_data() {
        QTest::addColumn<QString>("vocabulary");
        QTest::addColumn<size_t>("bytes");
        QTest::newRow("sentence piece") << QStringLiteral("llama-spm") << size_t(2'300'000);
        QTest::newRow("byte pairs") << QStringLiteral("gpt-2") << size_t(4'300'000);
    }
    void a_word_of_megabytes() {
        QFETCH(QString, vocabulary);
        QFETCH(size_t, bytes);
        std::string word;
        while (word.size() < bytes)
            word += "antidisestablishmentarianism";
        const auto tokenizer = load(vocabulary);
        QVERIFY(tokenizer);
        const auto ids = plain(*tokenizer, word);
        QVERIFY(tokenizer->decode(ids, false) == word);
        if (vocabulary != QLatin1String("llama-spm"))
            return;
        // The same letters again and again become the same tokens again and again, over the cuts too.
        const auto begin = ids.begin() + 50;
        ptrdiff_t period = 1;
        while (period < 100 && !std::equal(begin, begin + 200, begin + period))
            ++period;
        QVERIFY(period < 100);
        QVERIFY(std::equal(begin, ids.end() - 50 - period, begin + period));
    }

    void long_odd_lines_take_no_quadratic_time() {
        for (const QString& name : vocabularies) {
            const auto tokenizer = load(name);
            QVERIFY(tokenizer);
            for (const std::string unit :
                 {" ", "a", "\n", "\xE4\xB8\xAD", "\xFF", "1", "'", "<", "\xC3\xB5"}) {
                std::string text;
                while (text.size() < 300'000)
                    text += unit;
                QVERIFY(plain(*tokenizer, text).size() <= text.size() + 1);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTokenizer)
#include "test_tokenizer.moc"
