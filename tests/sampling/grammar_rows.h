// What test_grammar.cpp checks; apart from it, because moc does not read past raw strings.
#pragma once

#include "engine/gguf/file.h"
#include "engine/sampling/grammar/grammar.h"
#include "engine/sampling/grammar/json_schema.h"
#include "engine/sampling/grammar/matcher.h"
#include "engine/sampling/random.h"
#include "engine/sampling/sampler.h"
#include "engine/tokenizer/tokenizer.h"

#include <QString>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace hearth;

namespace {

enum Verdict { Whole, Beginning, Wrong };

Result<Verdict> judge(const std::string& gbnf, const std::string& text) {
    TRY_ASSIGN(auto grammar, Grammar::parse(gbnf));
    TRY_ASSIGN(auto matcher, GrammarMatcher::create(grammar));
    const auto state = matcher->next(matcher->start(), text);
    // Forgetting the past must not change the future.
    if (matcher->compact(state) == GrammarMatcher::dead)
        return Wrong;
    const auto again = matcher->next(matcher->start(), text);
    return matcher->is_complete(again) ? Whole : Beginning;
}

/// Bytes of a model that has learnt nothing: tokens of one to four bytes, some cut inside characters.
std::unique_ptr<const Tokenizer> awkward_vocabulary() {
    std::vector<std::string> tokens = {"<unk>", "<s>", "</s>"};
    std::vector<int64_t> types = {2, 3, 3};
    for (int byte = 0; byte < 256; ++byte) {
        tokens.push_back(
            QString("<0x%1>").arg(byte, 2, 16, QChar('0')).toUpper().replace("0X", "0x").toStdString());
        types.push_back(6);
    }
    for (const char* text :
         {"\":", "\",",  "{\"", "\"}", "},",       "}]",     "[{", ", \"", "true", "false", "null", "1",
          "12",  "-1",   "0.",  "e1",  "\\u",      "\\\"",   "\\", "é",    "日本", "😀",     " ",    "\n",
          "  ",  "name", "na",  "age", "\"name\"", "\": \"", "00", "-0",   "a\"",  "ab"}) {
        tokens.emplace_back(text);
        types.push_back(1);
    }
    gguf::Metadata metadata;
    metadata.set("tokenizer.ggml.model", std::string("llama"));
    metadata.set("tokenizer.ggml.tokens", tokens);
    metadata.set("tokenizer.ggml.token_type", types);
    metadata.set("tokenizer.ggml.scores", std::vector<double>(tokens.size(), 0.0));
    auto tokenizer = Tokenizer::create(metadata);
    return tokenizer ? std::move(*tokenizer) : nullptr;
}

/// One random text under the options; the end becomes likelier as it grows.
Result<std::string> sample_text(SamplingOptions options, const Tokenizer& tokenizer, uint64_t seed) {
    options.seed = seed;
    options.temperature = 1;
    options.top_k = seed % 2 ? 40 : 0;
    options.top_p = 1;
    options.min_p = 0;
    TRY_ASSIGN(auto sampler, Sampler::create(options, tokenizer));
    Random random(seed);
    std::string text;
    for (int step = 0; step < 3000; ++step) {
        std::vector<float> logits;
        for (TokenId id = 0; id < tokenizer.size(); ++id) {
            const std::string_view bytes = tokenizer.token_bytes(id);
            const bool closes =
                tokenizer.is_end_of_generation(id) || bytes == "\"" || bytes == "}" || bytes == "]";
            logits.push_back(static_cast<float>(random.uniform() * 4 + (closes ? step * 0.05 : 0)));
        }
        TRY_ASSIGN(const SampledToken token, sampler->sample(logits));
        TRY(sampler->accept(token.id));
        if (tokenizer.is_end_of_generation(token.id))
            return text;
        text += tokenizer.token_bytes(token.id);
    }
    return fail(ErrorKind::Internal, "never ends: " + text.substr(0, 300));
}

struct GrammarRow {
    const char* name;
    const char* gbnf;
    const char* text;
    Verdict verdict;
};

const GrammarRow grammar_rows[] = {
    {"literal", R"(root ::= "ab")", "ab", Whole},
    {"literal begun", R"(root ::= "ab")", "a", Beginning},
    {"literal wrong", R"(root ::= "ab")", "b", Wrong},
    {"literal too long", R"(root ::= "ab")", "abc", Wrong},
    {"alternatives", "root ::= \"a\" |\n \"b\" # comment\n", "b", Whole},
    {"rules", "root ::= x y\nx ::= \"1\"\n\ny ::= [2-4]\n", "13", Whole},
    {"class", R"(root ::= [a-cx\]\-]+)", "abx]-", Whole},
    {"class wrong", R"(root ::= [a-c])", "d", Wrong},
    {"negated class", R"(root ::= [^a-c]+)", "déf😀", Whole},
    {"negated class wrong", R"(root ::= [^a-cé]+)", "dé", Wrong},
    {"range over lengths of UTF-8", R"(root ::= [\x7E-\U00010001]+)", "~\u00e9\u20ac\U00010001", Whole},
    {"range over lengths of UTF-8, beyond", R"(root ::= [\x7E-\U00010001]+)", "\U00010002", Wrong},
    {"dot", R"(root ::= . .)", "é日", Whole},
    {"star none", R"(root ::= "a"*)", "", Whole},
    {"star many", R"(root ::= "ab"* "c")", "ababc", Whole},
    {"plus", R"(root ::= "a"+)", "", Beginning},
    {"optional", R"(root ::= "a"? "b")", "b", Whole},
    {"exact count", R"(root ::= [0-9]{3})", "123", Whole},
    {"exact count, more", R"(root ::= [0-9]{3})", "1234", Wrong},
    {"at least", R"(root ::= [0-9]{2,})", "1", Beginning},
    {"between", R"(root ::= "x"{1,3} "y")", "xxxy", Whole},
    {"between, more", R"(root ::= "x"{1,3} "y")", "xxxx", Wrong},
    {"at most", R"(root ::= "x"{,2} "y")", "y", Whole},
    {"group", "root ::= (\"a\" |\n\"b\")+ \"c\"", "abac", Whole},
    {"repetition of what may be empty", R"(root ::= ("a"? "b"?)* "c")", "abbac", Whole},
    {"nested", "root ::= x\nx ::= \"(\" x* \")\"", "(()(()))", Whole},
    {"nested open", "root ::= x\nx ::= \"(\" x* \")\"", "(()", Beginning},
    {"right recursion", "root ::= \"a\" root | \"b\"", "aaab", Whole},
    {"ambiguous", "root ::= a a\na ::= \"x\"*", "xxxx", Whole},
    {"escapes", R"(root ::= "\x41\u00e9\U0001F600\n\t\"\\")", "A\u00e9😀\n\t\"\\", Whole},
};

struct BrokenRow {
    const char* name;
    const char* source;
    const char* part; ///< of the message
};

const BrokenRow broken_grammars[] = {
    {"empty", "", "root"},
    {"unknown rule", "root ::= x", "\"x\" is used"},
    {"no arrow", "root = \"a\"", "line 1"},
    {"left recursion", "root ::= root \"a\" | \"b\"", "left-recursive"},
    {"hidden left recursion", "root ::= x? root \"a\" | \"b\"\nx ::= \"y\"", "left-recursive"},
    {"indirect left recursion", "root ::= a \"x\" | \"y\"\na ::= root \"z\"", "left-recursive"},
    {"open literal", "root ::= \"a", "literal"},
    {"open class", "root ::= [a", "class"},
    {"open group", "root ::= (\"a\"", "group"},
    {"twice", "root ::= \"a\"\nroot ::= \"b\"", "twice"},
    {"backwards", "root ::= [z-a]", "backwards"},
    {"bounds", "root ::= \"a\"{3,2}", "below"},
    {"huge", "root ::= x{1000000}\nx ::= y{1000000}\ny ::= \"a\"{1000000} \"b\"", "too large"},
};

const BrokenRow broken_schemas[] = {
    {"not JSON", "{", "JSON"},
    {"not", R"({"not":{}})", "not"},
    {"uniqueItems", R"({"type":"array","uniqueItems":true})", "uniqueItems"},
    {"look-ahead", R"({"type":"string","pattern":"^(?=a)b$"})", "look-around"},
    {"pattern and length", R"({"type":"string","pattern":"^a*$","maxLength":3})", "pattern"},
    {"ref", R"({"$ref":"#/nowhere"})", "nowhere"},
    {"type", R"({"type":"thing"})", "thing"},
    {"properties of another kind", R"({"properties":"x","required":["a"]})", "properties"},
    {"properties of another kind, merged", R"({"properties":"x","allOf":[{"properties":{"a":{}}}]})",
     "properties"},
    {"required of another kind, merged", R"({"required":5,"allOf":[{"required":["a"]}]})", "required"},
    {"allOf of another kind, inside", R"({"allOf":[{"allOf":7}]})", "allOf"},
    {"bounds", R"({"type":"integer","minimum":3,"maximum":2})", "no integer"},
};

#define PERSON                                                                                               \
    R"({"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name"]})"
#define OPEN R"({"properties":{"ab":{"type":"integer"}},"additionalProperties":{"type":"boolean"}})"
#define CHAIN                                                                                                \
    R"({"$defs":{"n":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/n"},{"type":"null"}]}},"required":["next"]}},"$ref":"#/$defs/n"})"

struct SchemaRow {
    const char* name;
    const char* schema;
    const char* text;
    bool fits;
};

const SchemaRow schema_rows[] = {
    {"object", PERSON, R"({"name": "Ann", "age": 3})", true},
    {"optional left out", PERSON, R"({"name":"Ann"})", true},
    {"required missing", PERSON, R"({"age": 3})", false},
    {"unknown property", PERSON, R"({"name":"Ann","x":1})", false},
    {"first optional", R"({"properties":{"a":{},"b":{}}})", R"({"b":1})", true},
    {"all optional, none", R"({"properties":{"a":{},"b":{}}})", R"({})", true},
    {"no comma first", R"({"properties":{"a":{},"b":{}}})", R"({,"b":1})", false},
    {"additional", OPEN, R"({"ab":1,"abc":true,"a":false,"x":true})", true},
    {"additional of a declared name", OPEN, R"({"x":true,"ab":true})", false},
    {"map", R"({"type":"object","additionalProperties":{"type":"integer"}})", R"({"x":1,"y":2})", true},
    {"map, wrong value", R"({"type":"object","additionalProperties":{"type":"integer"}})", R"({"x":"1"})",
     false},
    {"array", R"({"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":3})", "[1, 2]", true},
    {"array too short", R"({"type":"array","items":{"type":"integer"},"minItems":2})", "[1]", false},
    {"array too long", R"({"type":"array","items":{"type":"integer"},"maxItems":1})", "[1,2]", false},
    {"array empty", R"({"type":"array","items":{"type":"integer"}})", "[]", true},
    {"array max 0", R"({"type":"array","maxItems":0})", "[1]", false},
    {"tuple", R"({"prefixItems":[{"type":"integer"},{"type":"string"}],"items":false})", R"([1,"a"])", true},
    {"enum", R"({"enum":["a",1,null]})", "null", true},
    {"enum wrong", R"({"enum":["a",1,null]})", "2", false},
    {"const", R"({"const":{"a":[1]}})", R"({"a":[1]})", true},
    {"anyOf", R"({"anyOf":[{"type":"integer"},{"type":"null"}]})", "null", true},
    {"types", R"({"type":["string","null"]})", "null", true},
    {"ref", CHAIN, R"({"next":{"next":null}})", true},
    {"ref to root", R"({"type":"array","items":{"$ref":"#"}})", "[[],[[]]]", true},
    {"allOf",
     R"({"allOf":[{"properties":{"a":{"type":"integer"}},"required":["a"]},{"properties":{"b":{"type":"null"}},"required":["b"]}]})",
     R"({"a":1,"b":null})", true},
    {"string lengths", R"({"type":"string","minLength":2,"maxLength":3})", R"("a\n")", true},
    {"string too short", R"({"type":"string","minLength":2})", R"("a")", false},
    {"string, characters not bytes", R"({"type":"string","maxLength":1})", "\"😀\"", true},
    {"string, lone surrogate", R"({"type":"string"})", R"("\uD800")", false},
    {"string, raw newline", R"({"type":"string"})", "\"a\nb\"", false},
    {"pattern", R"({"type":"string","pattern":"^[A-Z]{2}-\\d+$"})", R"("AB-12")", true},
    {"pattern wrong", R"({"type":"string","pattern":"^[A-Z]{2}-\\d+$"})", R"("aB-12")", false},
    {"pattern, open ends", R"({"type":"string","pattern":"b+"})", R"("abbc")", true},
    {"pattern, quote", R"({"type":"string","pattern":"^a[^b]c$"})", R"("a\"c")", true},
    {"date", R"({"type":"string","format":"date"})", R"("2024-04-30")", true},
    {"date wrong", R"({"type":"string","format":"date"})", R"("2024-04-31")", false},
    {"date-time", R"({"type":"string","format":"date-time"})", R"("2024-04-30T23:59:59.5+02:00")", true},
    {"uuid", R"({"type":"string","format":"uuid"})", R"("123e4567-e89b-12d3-a456-426614174000")", true},
    {"leading zero", R"({"type":"integer"})", "01", false},
    {"number", R"({"type":"number"})", "-1.5e+3", true},
    {"anything", "true", R"({"a":[1,{"b":null}]})", true},
};

const char* const number_bounds[] = {
    R"("minimum":0,"maximum":1)",
    R"("minimum":0.25,"maximum":0.75)",
    R"("exclusiveMinimum":0,"exclusiveMaximum":1)",
    R"("minimum":-1.5,"maximum":2.5)",
    R"("minimum":-3.75,"exclusiveMaximum":-0.5)",
    R"("minimum":0)",
    R"("maximum":-2.5)",
    R"("exclusiveMinimum":10.05,"maximum":12)",
    R"("minimum":2.5,"maximum":3)",
};

const char* const sampled_schemas[] = {
    R"({"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":8},"age":{"type":"integer","minimum":0,"maximum":130},"tags":{"type":"array","items":{"enum":["a","b"]},"minItems":1,"maxItems":3}},"required":["name","tags"]})",
    R"({"type":"array","items":{"type":"object","properties":{"x":{"type":"number","minimum":-1,"maximum":1}},"required":["x"],"additionalProperties":{"type":"string"}},"minItems":1,"maxItems":4})",
    R"({"anyOf":[{"const":"é\"\\"},{"type":"boolean"},{"type":"string","pattern":"^[^a]{1,3}$"}]})",
    "{}",
};

const char* const word_grammar = R"(root ::= "true")";

} // namespace
