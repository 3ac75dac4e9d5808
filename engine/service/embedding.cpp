#include "engine/service/embedding.h"

#include "engine/evaluate.h"
#include "engine/forward.h"

#include <algorithm>

namespace hearth::service {

bool can_embed(const Model& model) {
    return model.config().pooling != Pooling::None;
}

ServiceResult<InferenceService::Embeddings> embed(const Model& model, const Tokenizer& tokenizer,
                                                  const std::vector<std::string>& texts,
                                                  std::stop_token stop) {
    const int32_t longest = model.config().causal
                                ? model.config().context_length
                                : std::min(model.config().context_length, model.forward().limits().rows);
    InferenceService::Embeddings result;
    for (const std::string& text : texts) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, "Stopped.");
        const auto tokens = tokenizer.encode(text);
        if (static_cast<int32_t>(tokens.size()) > longest)
            return std::unexpected(Failure::prompt_too_long(static_cast<int32_t>(tokens.size()), longest));
        if (tokens.empty())
            return fail(ErrorKind::InvalidInput, "A text to embed is empty.");
        TRY_ASSIGN(auto vector, hearth::embed(model, tokens, {}, stop));
        result.vectors.push_back(std::move(vector));
        result.tokens += static_cast<int32_t>(tokens.size());
    }
    return result;
}

} // namespace hearth::service
