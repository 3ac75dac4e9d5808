// Typed reading of JSON members: what a client sends is checked here, and an error names the member.
#pragma once

#include "engine/core/error.h"
#include "engine/service/inference_service.h"

#include <optional>
#include <string>
#include <vector>

namespace hearth::service {

/// The members of one JSON object. Absent and null are the same; unknown members are ignored.
class Parameters {
public:
    /// `object` must outlive this. Null counts as an empty object. Error: neither an object nor null.
    static Result<Parameters> of(const Json& object);

    bool has(const char* name) const;
    /// nullptr when absent.
    const Json* find(const char* name) const;

    Result<std::string> required_string(const char* name) const;
    Result<std::optional<std::string>> string(const char* name) const;
    Result<std::optional<bool>> boolean(const char* name) const;
    Result<std::optional<double>> number(const char* name, double minimum, double maximum) const;
    Result<std::optional<int64_t>> integer(const char* name, int64_t minimum, int64_t maximum) const;
    Result<std::optional<uint64_t>> seed(const char* name) const; ///< any integer; negative: absent
    /// A list of strings; one string alone counts as a list of one.
    Result<std::vector<std::string>> strings(const char* name) const;
    Result<std::vector<TokenId>> tokens(const char* name) const;
    Result<const Json*> object(const char* name) const; ///< nullptr when absent
    Result<const Json*> array(const char* name) const;  ///< nullptr when absent

private:
    explicit Parameters(const Json& object) : m_object(&object) {}
    const Json* m_object;
};

/// The prompt members of PROTOCOL.md's `generate`, `count` and `render`.
Result<Prompt> read_prompt(const Parameters& parameters);
/// All of `generate`.
Result<GenerateRequest> read_generate(const Parameters& parameters);
/// temperature … seed, with the names of PROTOCOL.md (those of the OpenAI API are among them).
Result<void> read_sampling(const Parameters& parameters, GenerateRequest& request);
/// Checks the shape of chat messages: objects with a role; content a string, null, or a list of parts.
Result<void> check_messages(const Json& messages);
/// Checks that tools are of the OpenAI form.
Result<void> check_tools(const Json& tools);

/// Parses JSON text; an error says what is wrong and where. Refuses nesting deeper than `max_depth`, so that
/// whatever walks the value recursively is safe.
Result<Json> parse_json(std::string_view text, int max_depth = 100);
/// One line of JSON; bytes that are not UTF-8 become U+FFFD.
std::string to_line(const Json& value);

} // namespace hearth::service
