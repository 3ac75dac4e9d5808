#include "engine/service/parameters.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <limits>

namespace hearth::service {

namespace {

std::unexpected<Error> wrong(const char* name, std::string_view expected) {
    return fail(ErrorKind::InvalidInput, fmt::format("\"{}\" must be {}.", name, expected));
}

std::optional<int64_t> exact_integer(const Json& value) {
    if (value.is_number_unsigned()) {
        const auto number = value.get<uint64_t>();
        if (number > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
            return std::nullopt;
        return static_cast<int64_t>(number);
    }
    if (value.is_number_integer())
        return value.get<int64_t>();
    if (value.is_number_float()) {
        // JavaScript clients write 5.0; it is an integer all the same.
        const double number = value.get<double>();
        if (std::nearbyint(number) == number && std::abs(number) < 9e15)
            return static_cast<int64_t>(number);
    }
    return std::nullopt;
}

bool too_deep(std::string_view text, int max_depth) {
    int depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > max_depth)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

} // namespace

Result<Parameters> Parameters::of(const Json& object) {
    static const Json empty = Json::object();
    if (object.is_null())
        return Parameters(empty);
    if (!object.is_object())
        return fail(ErrorKind::InvalidInput, "Parameters must be a JSON object.");
    return Parameters(object);
}

const Json* Parameters::find(const char* name) const {
    const auto found = m_object->find(name);
    if (found == m_object->end() || found->is_null())
        return nullptr;
    return &*found;
}

bool Parameters::has(const char* name) const {
    return find(name) != nullptr;
}

Result<std::optional<std::string>> Parameters::string(const char* name) const {
    const Json* value = find(name);
    if (!value)
        return std::nullopt;
    if (!value->is_string())
        return wrong(name, "a string");
    return value->get<std::string>();
}

Result<std::string> Parameters::required_string(const char* name) const {
    TRY_ASSIGN(auto value, string(name));
    if (!value)
        return fail(ErrorKind::InvalidInput, fmt::format("\"{}\" is missing.", name));
    return std::move(*value);
}

Result<std::optional<bool>> Parameters::boolean(const char* name) const {
    const Json* value = find(name);
    if (!value)
        return std::nullopt;
    if (!value->is_boolean())
        return wrong(name, "true or false");
    return value->get<bool>();
}

Result<std::optional<double>> Parameters::number(const char* name, double minimum, double maximum) const {
    const Json* value = find(name);
    if (!value)
        return std::nullopt;
    if (!value->is_number())
        return wrong(name, "a number");
    const double number = value->get<double>();
    if (!(number >= minimum && number <= maximum))
        return wrong(name, fmt::format("between {} and {}", minimum, maximum));
    return number;
}

Result<std::optional<int64_t>> Parameters::integer(const char* name, int64_t minimum, int64_t maximum) const {
    const Json* value = find(name);
    if (!value)
        return std::nullopt;
    const auto number = exact_integer(*value);
    if (!number)
        return wrong(name, "an integer");
    if (*number < minimum || *number > maximum)
        return wrong(name, fmt::format("between {} and {}", minimum, maximum));
    return number;
}

Result<std::optional<uint64_t>> Parameters::seed(const char* name) const {
    const Json* value = find(name);
    if (!value)
        return std::nullopt;
    if (value->is_number_unsigned())
        return value->get<uint64_t>();
    const auto number = exact_integer(*value);
    if (!number)
        return wrong(name, "an integer");
    if (*number < 0)
        return std::nullopt;
    return static_cast<uint64_t>(*number);
}

Result<std::vector<std::string>> Parameters::strings(const char* name) const {
    const Json* value = find(name);
    if (!value)
        return std::vector<std::string>{};
    if (value->is_string())
        return std::vector{value->get<std::string>()};
    if (!value->is_array())
        return wrong(name, "a list of strings");
    std::vector<std::string> list;
    list.reserve(value->size());
    for (const Json& item : *value) {
        if (!item.is_string())
            return wrong(name, "a list of strings");
        list.push_back(item.get<std::string>());
    }
    return list;
}

Result<std::vector<TokenId>> Parameters::tokens(const char* name) const {
    const Json* value = find(name);
    if (!value)
        return std::vector<TokenId>{};
    if (!value->is_array())
        return wrong(name, "a list of token ids");
    std::vector<TokenId> list;
    list.reserve(value->size());
    for (const Json& item : *value) {
        const auto number = exact_integer(item);
        if (!number || *number < 0 || *number > std::numeric_limits<TokenId>::max())
            return wrong(name, "a list of token ids");
        list.push_back(static_cast<TokenId>(*number));
    }
    return list;
}

Result<const Json*> Parameters::object(const char* name) const {
    const Json* value = find(name);
    if (value && !value->is_object())
        return wrong(name, "an object");
    return value;
}

Result<const Json*> Parameters::array(const char* name) const {
    const Json* value = find(name);
    if (value && !value->is_array())
        return wrong(name, "a list");
    return value;
}

Result<void> check_messages(const Json& messages) {
    if (!messages.is_array() || messages.empty())
        return fail(ErrorKind::InvalidInput, "\"messages\" must be a list with at least one message.");
    for (size_t i = 0; i < messages.size(); ++i) {
        const Json& message = messages[i];
        if (!message.is_object() || !message.contains("role") || !message["role"].is_string())
            return fail(ErrorKind::InvalidInput,
                        fmt::format("\"messages\"[{}] must be an object with a \"role\".", i));
        const auto content = message.find("content");
        const bool absent = content == message.end() || content->is_null();
        if (absent && message["role"] != "assistant")
            return fail(ErrorKind::InvalidInput, fmt::format("\"messages\"[{}] has no \"content\".", i));
        if (!absent && !content->is_string() && !content->is_array())
            return fail(ErrorKind::InvalidInput,
                        fmt::format("\"messages\"[{}].content must be a string or a list of parts.", i));
    }
    return {};
}

Result<void> check_tools(const Json& tools) {
    for (size_t i = 0; i < tools.size(); ++i) {
        const Json& tool = tools[i];
        const bool good = tool.is_object() && tool.value("type", Json()) == "function" &&
                          tool.contains("function") && tool["function"].is_object() &&
                          tool["function"].contains("name") && tool["function"]["name"].is_string();
        if (!good)
            return fail(ErrorKind::InvalidInput,
                        fmt::format("\"tools\"[{}] must be {{\"type\": \"function\", \"function\": "
                                    "{{\"name\": …}}}}.",
                                    i));
    }
    return {};
}

Result<Prompt> read_prompt(const Parameters& parameters) {
    const int sources = parameters.has("messages") + parameters.has("prompt") + parameters.has("text") +
                        parameters.has("tokens") + parameters.has("infill");
    if (sources != 1)
        return fail(ErrorKind::InvalidInput,
                    "Exactly one of \"messages\", \"prompt\", \"tokens\" and \"infill\" must be given.");
    Prompt prompt;
    if (parameters.has("messages")) {
        prompt.messages = *parameters.find("messages");
        TRY(check_messages(prompt.messages));
        TRY_ASSIGN(const Json* tools, parameters.array("tools"));
        if (tools) {
            TRY(check_tools(*tools));
            prompt.tools = *tools;
        }
        TRY_ASSIGN(const Json* options, parameters.object("template_options"));
        if (options)
            prompt.template_options = *options;
        TRY_ASSIGN(auto prefix, parameters.string("answer_prefix"));
        prompt.answer_prefix = std::move(prefix).value_or("");
        TRY_ASSIGN(auto generation, parameters.boolean("add_generation_prompt"));
        prompt.add_generation_prompt = generation.value_or(true);
    } else if (parameters.has("tokens")) {
        prompt.source = Prompt::Source::Tokens;
        TRY_ASSIGN(prompt.tokens, parameters.tokens("tokens"));
    } else if (parameters.has("infill")) {
        prompt.source = Prompt::Source::Infill;
        TRY_ASSIGN(const Json* infill, parameters.object("infill"));
        TRY_ASSIGN(const auto members, Parameters::of(*infill));
        TRY_ASSIGN(auto prefix, members.string("prefix"));
        TRY_ASSIGN(auto suffix, members.string("suffix"));
        prompt.infill_prefix = std::move(prefix).value_or("");
        prompt.infill_suffix = std::move(suffix).value_or("");
    } else {
        prompt.source = Prompt::Source::Text;
        TRY_ASSIGN(prompt.text, parameters.required_string(parameters.has("prompt") ? "prompt" : "text"));
        TRY_ASSIGN(auto special, parameters.boolean("special"));
        prompt.parse_special = special.value_or(false);
    }
    return prompt;
}

namespace {

Result<void> read_logit_bias(const Parameters& parameters, SamplingOptions& sampling) {
    TRY_ASSIGN(const Json* biases, parameters.object("logit_bias"));
    if (!biases)
        return {};
    for (const auto& [key, value] : biases->items()) {
        char* end = nullptr;
        const long id = std::strtol(key.c_str(), &end, 10);
        if (key.empty() || *end != '\0' || id < 0 || id > std::numeric_limits<TokenId>::max() ||
            !value.is_number())
            return wrong("logit_bias", "an object of token ids and numbers");
        // The API documents -100 as a ban; an exact one is what people want.
        const auto bias = value.get<float>();
        sampling.logit_bias.push_back(
            {static_cast<TokenId>(id), bias <= -100 ? -std::numeric_limits<float>::infinity() : bias});
    }
    return {};
}

template <typename Target, typename Value>
void assign(Target& target, const std::optional<Value>& value) {
    if (value)
        target = static_cast<Target>(*value);
}

} // namespace

Result<void> read_sampling(const Parameters& parameters, GenerateRequest& request) {
    SamplingOptions& sampling = request.sampling;
    TRY_ASSIGN(const auto temperature, parameters.number("temperature", 0, 100));
    TRY_ASSIGN(const auto top_k, parameters.integer("top_k", 0, 1 << 30));
    TRY_ASSIGN(const auto top_p, parameters.number("top_p", 0, 1));
    TRY_ASSIGN(const auto min_p, parameters.number("min_p", 0, 1));
    TRY_ASSIGN(const auto typical_p, parameters.number("typical_p", 0, 1));
    TRY_ASSIGN(const auto repeat, parameters.number("repeat_penalty", 0.01, 100));
    TRY_ASSIGN(const auto window, parameters.integer("repeat_last_n", -1, 1 << 30));
    TRY_ASSIGN(const auto frequency, parameters.number("frequency_penalty", -100, 100));
    TRY_ASSIGN(const auto presence, parameters.number("presence_penalty", -100, 100));
    TRY_ASSIGN(request.seed, parameters.seed("seed"));
    assign(sampling.temperature, temperature);
    assign(sampling.top_k, top_k);
    assign(sampling.top_p, top_p);
    assign(sampling.min_p, min_p);
    assign(sampling.typical_p, typical_p);
    assign(sampling.repetition_penalty, repeat);
    assign(sampling.penalty_window, window);
    assign(sampling.frequency_penalty, frequency);
    assign(sampling.presence_penalty, presence);
    TRY(read_logit_bias(parameters, sampling));
    TRY_ASSIGN(auto grammar, parameters.string("grammar"));
    sampling.grammar = std::move(grammar).value_or("");
    if (const Json* schema = parameters.find("json_schema")) {
        if (!schema->is_object() && !schema->is_boolean())
            return wrong("json_schema", "a JSON schema");
        sampling.json_schema = schema->dump();
    }
    if (!sampling.grammar.empty() && !sampling.json_schema.empty())
        return fail(ErrorKind::InvalidInput, "\"grammar\" and \"json_schema\" can't be used together.");
    return {};
}

Result<GenerateRequest> read_generate(const Parameters& parameters) {
    GenerateRequest request;
    TRY_ASSIGN(request.prompt, read_prompt(parameters));
    TRY(read_sampling(parameters, request));
    TRY_ASSIGN(const auto max_tokens, parameters.integer("max_tokens", -1, 1 << 30));
    request.max_tokens = static_cast<int32_t>(max_tokens.value_or(-1));
    TRY_ASSIGN(request.stop, parameters.strings("stop"));
    TRY_ASSIGN(auto conversation, parameters.string("conversation"));
    request.conversation = std::move(conversation).value_or("");
    TRY_ASSIGN(const auto priority, parameters.string("priority"));
    if (priority && *priority != "interactive" && *priority != "background")
        return wrong("priority", "\"interactive\" or \"background\"");
    request.priority = priority == "background" ? Priority::Background : Priority::Interactive;
    return request;
}

Result<Json> parse_json(std::string_view text, int max_depth) {
    // The parser itself does not recurse, but what walks or prints a value later does.
    if (too_deep(text, max_depth))
        return fail(ErrorKind::InvalidInput,
                    fmt::format("The JSON text is nested more than {} levels deep.", max_depth));
    try {
        return Json::parse(text);
    } catch (const Json::exception& error) {
        return fail(ErrorKind::InvalidInput, fmt::format("This is not valid JSON: {}.", error.what()));
    }
}

std::string to_line(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace hearth::service
