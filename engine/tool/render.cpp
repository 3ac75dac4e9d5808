// render
#include "engine/chat_template/chat_template.h"
#include "engine/prompt.h"
#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace hearth::tool {

namespace {

using Json = nlohmann::ordered_json;

/// --template takes a file, or the name of a built-in template.
Result<std::shared_ptr<const ChatTemplate>> named_template(const std::string& name) {
    const auto names = ChatTemplate::builtin_names();
    if (std::ranges::find(names, name) != names.end())
        return ChatTemplate::builtin(name);
    TRY_ASSIGN(const std::string source, read_all(name));
    auto parsed = ChatTemplate::parse(source);
    if (!parsed)
        return fail(parsed.error().kind, fmt::format("{}: {}", name, parsed.error().message));
    return parsed;
}

Result<std::shared_ptr<const ChatTemplate>> template_of_model(const std::string& path, Json& input) {
    TRY_ASSIGN(const auto file, gguf::File::open(path_of(path)));
    if (const auto tokenizer = Tokenizer::create(file->metadata()))
        add_special_texts(**tokenizer, input);
    auto parsed =
        ChatTemplate::of_model(file->metadata(), input.contains("tools") && !input["tools"].empty());
    if (!parsed)
        return fail(parsed.error().kind, fmt::format("{}: {}", path, parsed.error().message));
    return parsed;
}

Outcome run_render(const Arguments& arguments) {
    if (arguments.has("--model") == arguments.has("--template"))
        return usage("one of --model and --template is needed");
    const std::string source = arguments.words().empty() ? "-" : arguments.words().front();
    TRY_ASSIGN(const std::string text, read_all(source));
    Json input = Json::parse(text, nullptr, false);
    if (input.is_array())
        input = Json{{"messages", std::move(input)}};
    if (!input.is_object())
        return std::unexpected(
            Error{ErrorKind::InvalidInput,
                  fmt::format("{}: not a JSON object with \"messages\"", source == "-" ? "stdin" : source)});
    std::shared_ptr<const ChatTemplate> chat_template;
    if (arguments.has("--template")) {
        TRY_ASSIGN(chat_template, named_template(arguments.text("--template")));
    } else {
        TRY_ASSIGN(chat_template, template_of_model(arguments.text("--model"), input));
    }
    TRY_ASSIGN(const std::string rendered, chat_template->render_text(input));
    std::fwrite(rendered.data(), 1, rendered.size(), stdout);
    return {};
}

} // namespace

Command render_command() {
    return {"render",
            "-m MODEL | --template FILE [MESSAGES.json]",
            "a chat template on messages, tools and options",
            "Reads {\"messages\": […], \"tools\": […], \"add_generation_prompt\": true, …} from a file or "
            "stdin and prints "
            "the text and nothing else.",
            {{"--model", "-m", "FILE", "GGUF model whose template is used"},
             {"--template", "", "FILE", "Jinja source, or the name of a built-in template"}},
            1,
            run_render};
}

} // namespace hearth::tool
