// What is asked of the scheduler: one answer.
#pragma once

#include "engine/service/inference_service.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::service {

/// Sees the text of an answer before the listener does: takes the markup of tool calls out of it.
class OutputFilter {
public:
    virtual ~OutputFilter() = default;
    /// Returns what may be shown now.
    virtual std::string push(std::string_view text) = 0;
    /// The end of the answer: the rest that may be shown; tool calls go into `outcome`.
    virtual std::string finish(GenerationOutcome& outcome) = 0;
};

struct Job {
    std::vector<TokenId> prompt;
    SamplingOptions sampling; ///< seed included
    std::vector<std::string> stop;
    int32_t max_tokens = -1;
    std::string conversation;
    Priority priority = Priority::Interactive;
    /// Tokens whose text is written out although they are control tokens (markup of tool calls).
    std::vector<TokenId> visible_tokens;
    std::unique_ptr<OutputFilter> filter; ///< between the text of tokens and the listener; may be null
    std::stop_token stop_token;
    std::shared_ptr<GenerationListener> listener;
};

} // namespace hearth::service
