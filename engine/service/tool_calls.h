// Tool calls in a model's answer: each template family has a markup of its own.
#pragma once

#include "engine/service/inference_service.h"
#include "engine/service/job.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::service {

/// How a family of models writes tool calls.
enum class ToolFormat {
    Tagged,    ///< <tool_call>{"name", "arguments"}</tool_call>, one for each call (Hermes, Qwen)
    TaggedXml, ///< <tool_call><function=NAME><parameter=KEY>VALUE</parameter>…</function></tool_call>
               ///< (Qwen3-Coder)
    List,      ///< [TOOL_CALLS] or <|tool_call|> before a JSON list of calls (Mistral, Granite, Phi-4)
    Bare,      ///< the whole answer is {"name", "parameters"}, maybe after <|python_tag|> (Llama 3)
};

/// The format that the source of a chat template gives away; Bare when it gives none away.
ToolFormat tool_format_of(std::string_view template_source);

/// Texts that open a call in this format; where they are control tokens, their text must be written out.
std::vector<std::string_view> tool_markers(ToolFormat format);

/// Parses what follows a marker. Calls are in OpenAI form with ids; empty when `text` is no call.
Json parse_tool_calls(std::string_view text, ToolFormat format);

/// Takes tool calls out of streaming text: plain text passes at once, a call is held and parsed at the end.
/// What looks like a call and is none comes out as text after all.
std::unique_ptr<OutputFilter> make_tool_filter(ToolFormat format);

/// Text that opens a call, and the JSON schema of what comes then, for callers that insist on a call
/// ("required").
struct ForcedCall {
    std::string prefix;
    Json schema;
};
/// `tools` in OpenAI form; `name` empty: any of them. Error: no tool of that name.
Result<ForcedCall> force_call(const Json& tools, const std::string& name, ToolFormat format);
/// Reads the answer to a forced call.
std::unique_ptr<OutputFilter> make_forced_filter();

} // namespace hearth::service
