// The functions that every template can call.
#include "engine/chat_template/interpreter.h"

#include <fmt/format.h>

#include <array>
#include <ctime>

namespace hearth::jinja {
namespace {

constexpr int64_t longest_range = 100'000; // as Jinja's sandbox has it

Result<Value> make_range(Interpreter& interpreter, const Arguments& arguments) {
    const ArgumentReader reader("range", arguments);
    TRY_ASSIGN(const int64_t first, reader.integer(0, "start", INT64_MIN));
    TRY_ASSIGN(const int64_t second, reader.integer(1, "stop", INT64_MIN));
    TRY_ASSIGN(const int64_t step, reader.integer(2, "step", 1));
    if (first == INT64_MIN || step == 0)
        return type_error("\"range\" needs one to three integers, and a step that is not zero");
    const int64_t start = second == INT64_MIN ? 0 : first;
    const int64_t stop = second == INT64_MIN ? first : second;
    std::vector<Value> items;
    for (int64_t i = start; step > 0 ? i < stop : i > stop; i += step) {
        if (static_cast<int64_t>(items.size()) >= longest_range)
            return type_error(fmt::format("a range may have at most {} items", longest_range));
        items.emplace_back(i);
        if ((step > 0 && i > INT64_MAX - step) || (step < 0 && i < INT64_MIN - step))
            break;
    }
    TRY(interpreter.spend(items.size()));
    return Value::list(std::move(items));
}

Result<Value> make_namespace(Interpreter& interpreter, const Arguments& arguments) {
    Dict attributes;
    for (const Value& value : arguments.positional) {
        const Dict* dict = value.as_dict();
        if (!dict)
            return type_error(
                fmt::format("\"namespace\" takes a dict or named values, not {}", value.type_name()));
        for (const auto& [key, member] : dict->entries())
            attributes.set(key, member);
    }
    for (const auto& [name, value] : arguments.named)
        attributes.set(Value::text(name), value);
    return interpreter.create_namespace(std::move(attributes));
}

Result<Value> make_dict(Interpreter&, const Arguments& arguments) {
    Dict dict;
    for (const Value& value : arguments.positional) {
        if (const Dict* other = value.as_dict()) {
            for (const auto& [key, member] : other->entries())
                dict.set(key, member);
            continue;
        }
        TRY_ASSIGN(const std::vector<Value> pairs, iterate(value));
        for (const Value& pair : pairs) {
            TRY_ASSIGN(const std::vector<Value> parts, iterate(pair));
            if (parts.size() != 2)
                return type_error("\"dict\" needs pairs of key and value");
            dict.set(parts[0], parts[1]);
        }
    }
    for (const auto& [name, value] : arguments.named)
        dict.set(Value::text(name), value);
    return Value::dict(std::move(dict));
}

Result<Value> raise_exception(Interpreter&, const Arguments& arguments) {
    TRY_ASSIGN(const Value message, ArgumentReader("raise_exception", arguments).require(0, "message"));
    return type_error(fmt::format("the template refuses: {}", to_text(message).bytes()));
}

Result<Value> strftime_now(Interpreter& interpreter, const Arguments& arguments) {
    TRY_ASSIGN(const Text format, ArgumentReader("strftime_now", arguments).text(0, "format", ""));
    std::tm now = {};
    if (interpreter.options().clock) {
        now = interpreter.options().clock();
    } else {
        const std::time_t seconds = std::time(nullptr);
#ifdef _WIN32
        localtime_s(&now, &seconds);
#else
        localtime_r(&seconds, &now);
#endif
    }
    if (format.empty())
        return Value::text("");
    std::array<char, 1024> buffer = {};
    // A leading mark tells an empty result (such as "%Z" without a zone) from a buffer that is too small.
    const size_t length = std::strftime(buffer.data(), buffer.size(), ("|" + format.bytes()).c_str(), &now);
    if (length == 0)
        return type_error("the format of \"strftime_now\" is too long");
    return Value::text(std::string_view(buffer.data() + 1, length - 1));
}

/// joiner(separator): a function that gives nothing the first time and the separator from then on.
Result<Value> make_joiner(Interpreter&, const Arguments& arguments) {
    TRY_ASSIGN(Text separator, ArgumentReader("joiner", arguments).text(0, "sep", ", "));
    auto used = std::make_shared<bool>(false);
    return Value::function("joiner", [separator, used](Interpreter&, const Arguments&) -> Result<Value> {
        return std::exchange(*used, true) ? Value::text(separator) : Value::text("");
    });
}

} // namespace

void add_global_functions(Interpreter& interpreter) {
    using Function = Result<Value> (*)(Interpreter&, const Arguments&);
    const std::pair<const char*, Function> functions[] = {
        {"range", make_range},   {"namespace", make_namespace},        {"dict", make_dict},
        {"joiner", make_joiner}, {"raise_exception", raise_exception}, {"strftime_now", strftime_now},
    };
    for (const auto& [name, function] : functions)
        interpreter.set_global(name, Value::function(name, function));
}

} // namespace hearth::jinja
