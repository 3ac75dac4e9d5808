// Chat templates: the Jinja source that a model ships, run on messages and tools.
// Language: https://jinja.palletsprojects.com/en/stable/templates/ as Hugging Face transformers sets it up
// (trim_blocks, lstrip_blocks, loop controls, tojson, raise_exception, strftime_now, generation blocks).
#pragma once

#include "engine/core/error.h"
#include "engine/gguf/file.h"

#include <nlohmann/json_fwd.hpp>

#include <ctime>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// A stretch of rendered text. Control tokens may be recognised only in what the template itself wrote.
struct RenderedSegment {
    std::string text;
    bool from_template = false; ///< false: came from messages, tools or other input
};

/// Bounds on what one rendering may take; a template that passes one ends with an error.
struct RenderLimits {
    uint64_t steps = 20'000'000;
    size_t output_bytes = 64u << 20;
    int depth = 200;
};

struct RenderOptions {
    /// Clock of strftime_now: local time; the default reads the system's.
    std::function<std::tm()> clock;
    RenderLimits limits;
};

namespace jinja {
struct Template;
}

/// A parsed template. Const and free to use from several threads at once.
class ChatTemplate {
public:
    /// Parses Jinja source. An error names the line and the construct.
    static Result<std::shared_ptr<const ChatTemplate>> parse(std::string_view source);
    /// A built-in template by name ("chatml", "llama2", "llama3", …): for models that ship none.
    static Result<std::shared_ptr<const ChatTemplate>> builtin(std::string_view name);
    static std::vector<std::string_view> builtin_names();
    /// The template a model file brings (tokenizer.chat_template, or `.tool_use` where tools are given and
    /// the file has it); NotFound when it brings none.
    static Result<std::shared_ptr<const ChatTemplate>> of_model(const gguf::Metadata& metadata,
                                                                bool with_tools = false);
    ~ChatTemplate();

    /// Runs the template. `input` is an object: {"messages": […], "tools": […], "add_generation_prompt":
    /// true, …}; every member becomes a global. Strings in "messages", "tools", "documents" and any other
    /// member are input data; "bos_token", "eos_token", "unk_token", "pad_token" and members that are no
    /// strings count as the template's own. A string "strftime_now" ("2025-01-15T12:00:00") sets the clock
    /// that options leave open. Data stays marked through every operation of the language.
    Result<std::vector<RenderedSegment>> render(const nlohmann::ordered_json& input,
                                                const RenderOptions& options = {}) const;
    /// The same as one string.
    Result<std::string> render_text(const nlohmann::ordered_json& input,
                                    const RenderOptions& options = {}) const;

    const std::string& source() const;
    /// True when the template reads the global `name` ("tools", "enable_thinking" …).
    bool uses(std::string_view name) const;

private:
    explicit ChatTemplate(std::unique_ptr<const jinja::Template> parsed);
    std::unique_ptr<const jinja::Template> m_template;
};

} // namespace hearth
