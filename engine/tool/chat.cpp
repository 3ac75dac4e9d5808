// chat
#include "engine/generate.h"
#include "engine/prompt.h"
#include "engine/tool/command.h"
#include "engine/tool/shared.h"

#include <fmt/format.h>

#include <cstdio>
#include <iostream>

namespace hearth::tool {

namespace {

using Json = nlohmann::ordered_json;

/// A conversation on the terminal.
class Chat {
public:
    Chat(std::shared_ptr<const Model> model, std::unique_ptr<Session> session, GenerateOptions options)
        : m_model(std::move(model)), m_session(std::move(session)), m_options(std::move(options)) {}

    void add(std::string_view role, std::string_view text) {
        m_messages.push_back({{"role", std::string(role)}, {"content", std::string(text)}});
    }

    /// Streams the answer to what was asked last.
    Result<FinishReason> answer(std::stop_token stop) {
        TRY_ASSIGN(const auto tokens,
                   encode_chat(*m_model, Json{{"messages", m_messages}, {"add_generation_prompt", true}}));
        GenerateCallbacks callbacks;
        callbacks.text = [](std::string_view text) {
            std::fwrite(text.data(), 1, text.size(), stdout);
            std::fflush(stdout);
        };
        TRY_ASSIGN(const GenerateResult result, generate(*m_session, tokens, m_options, callbacks, stop));
        std::fputs("\n", stdout);
        add("assistant", result.text);
        if (result.finish == FinishReason::Context)
            fmt::print(stderr, "hearth-engine: the context of {} tokens is full; -c sets a longer one\n",
                       m_session->capacity());
        return result.finish;
    }

private:
    std::shared_ptr<const Model> m_model;
    std::unique_ptr<Session> m_session;
    GenerateOptions m_options;
    Json m_messages = Json::array();
};

Outcome converse(Chat& chat, std::stop_token stop) {
    const bool interactive = stdin_is_terminal();
    std::string line;
    while (!stop.stop_requested()) {
        if (interactive)
            fmt::print(stderr, "> ");
        if (!std::getline(std::cin, line))
            break;
        if (line.empty())
            continue;
        chat.add("user", line);
        TRY_ASSIGN(const FinishReason finish, chat.answer(stop));
        if (finish == FinishReason::Context)
            break;
    }
    return {};
}

Outcome run_chat(const Arguments& arguments) {
    TRY_ASSIGN(ModelOptions options, read_model_options(arguments));
    GenerateOptions generation;
    TRY_ASSIGN(generation.sampling, read_sampling_options(arguments));
    generation.stop = arguments.all("--stop");
    TRY_ARGUMENT(const int64_t most, arguments.integer("--tokens", -1, -1, INT32_MAX));
    generation.max_tokens = static_cast<int32_t>(most);
    TRY_ARGUMENT(const int64_t context, arguments.integer("--context", 0, 0, 1 << 28));
    options.context_length = static_cast<int32_t>(context);
    TRY_ASSIGN(auto model, load_model(arguments, options));
    if (const auto chat_template = model->chat_template(); !chat_template)
        return std::unexpected(chat_template.error());
    TRY_ASSIGN(auto session, Session::create(model, {options.context_length, options.cache_type}));
    Chat chat(std::move(model), std::move(session), generation);
    if (arguments.has("--system"))
        chat.add("system", arguments.text("--system"));
    const std::stop_token stop = stop_on_interrupt();
    if (!arguments.has("--prompt"))
        return converse(chat, stop);
    chat.add("user", arguments.text("--prompt"));
    TRY(chat.answer(stop));
    return {};
}

} // namespace

Command chat_command() {
    return {"chat",
            "-m MODEL [--prompt TEXT] [--system TEXT]",
            "a conversation on the terminal",
            "Without --prompt every line on stdin is a message. Only answers go to stdout.",
            model_options(sampling_options(
                {{"--prompt", "-p", "TEXT", "one message; its answer ends the program"},
                 {"--system", "", "TEXT", "what the assistant is told first"},
                 {"--tokens", "-n", "N", "most tokens of an answer; -1: until its end", "-1"},
                 {"--context", "-c", "N", "positions; 0: as trained, at most 4096", "0"}})),
            0,
            run_chat};
}

} // namespace hearth::tool
