// From a prompt to streamed text.
#pragma once

#include "engine/core/error.h"
#include "engine/sampling/sampler.h"
#include "engine/session.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

struct GenerateOptions {
    SamplingOptions sampling;
    int32_t max_tokens = -1;       ///< -1: until the model ends or the context is full
    std::vector<std::string> stop; ///< the answer ends before any of these
    bool special_text = false;     ///< write control tokens out
};

enum class FinishReason {
    Stop,      ///< the model ended its answer, or a stop string came
    Length,    ///< max_tokens
    Context,   ///< the context is full
    Cancelled, ///< the caller asked
};

/// "stop", "length", "context", "cancelled"
std::string_view finish_name(FinishReason reason);

struct GenerateCallbacks {
    /// Whole UTF-8 characters only; what came is never taken back.
    std::function<void(std::string_view text)> text;
    std::function<void(const SampledToken& token)> token;
    PrefillProgress progress;
};

struct GenerateResult {
    FinishReason finish = FinishReason::Stop;
    std::string text;
    std::string stop_string;     ///< the stop string that ended it; empty: none
    std::vector<TokenId> tokens; ///< drawn, without the one that ended it
    int32_t prompt_tokens = 0;
    int32_t cached_tokens = 0;
    double prefill_seconds = 0;
    double decode_seconds = 0;
    double first_token_seconds = 0; ///< from the call to the first drawn token

    double prefill_tokens_per_second() const;
    double decode_tokens_per_second() const;
};

/// Evaluates `prompt` (what the session's cache shares with it is not evaluated again) and draws until the
/// end. A stop request ends it with FinishReason::Cancelled and the text so far, also during prefill. Errors:
/// ContextFull when the prompt does not fit, options that do not make sense, a lost device.
Result<GenerateResult> generate(Session& session, std::span<const TokenId> prompt,
                                const GenerateOptions& options, const GenerateCallbacks& callbacks = {},
                                std::stop_token stop = {});

} // namespace hearth
