#include "engine/model/experts.h"

#include <fmt/format.h>

namespace hearth {

namespace {

/// Outputs of the first tensor whose name ends so: [inputs, outputs (, experts)].
Result<int32_t> outputs_of(const gguf::File& file, const ModelConfig& config, const std::string& suffix,
                           int dimensions) {
    for (int32_t layer = 0; layer < config.layers; ++layer) {
        const gguf::TensorView* tensor = file.tensor(fmt::format("blk.{}.{}", layer, suffix));
        if (!tensor)
            continue;
        constexpr int64_t largest = 1 << 22;
        if (tensor->dimensions != dimensions || tensor->shape[1] < 1 || tensor->shape[1] > largest)
            return fail(ErrorKind::InvalidInput,
                        fmt::format("{}: tensor {} has {} dimensions and {} outputs; {} dimensions and at "
                                    "most {} outputs are what experts have",
                                    file.path().string(), tensor->name, tensor->dimensions, tensor->shape[1],
                                    dimensions, largest));
        return static_cast<int32_t>(tensor->shape[1]);
    }
    return 0;
}

Result<void> read_gating(const MetadataKeys& keys, RoutingParams& routing) {
    TRY_ASSIGN(const int32_t gating, keys.integer("expert_gating_func", 0, 255, 0));
    switch (gating) {
    case 0: // the architecture's own
        break;
    case 1:
        routing.gating = ExpertGating::Softmax;
        break;
    case 2:
        routing.gating = ExpertGating::Sigmoid;
        break;
    case 3:
        routing.gating = ExpertGating::SoftmaxOfChosen;
        break;
    default:
        return fail(
            ErrorKind::Unsupported,
            fmt::format("{}: expert_gating_func {} is not one that Hearth knows", keys.file(), gating));
    }
    routing.normalise = keys.boolean("expert_weights_norm", routing.normalise);
    TRY_ASSIGN(routing.scale, keys.number("expert_weights_scale", 1.0f));
    if (routing.scale == 0) // what converters write for "none"
        routing.scale = 1.0f;
    return {};
}

/// What some mixtures do and the forward pass does not.
Result<void> refuse_others(const gguf::File& file, const MetadataKeys& keys, const ModelConfig& config) {
    TRY_ASSIGN(const int32_t groups, keys.integer("expert_group_count", 0, 65536, 0));
    const bool plain = config.residual == ResidualKind::Sequential && !config.branch_norms &&
                       !config.post_norm && config.gated;
    if (groups > 1 || !plain)
        return fail(ErrorKind::Unsupported,
                    fmt::format("{}: a mixture of experts {}, which Hearth does not run", keys.file(),
                                groups > 1 ? fmt::format("in {} groups", groups)
                                           : "of the architecture " + config.architecture));
    if (file.tensor("blk.0.ffn_gate.0.weight"))
        return fail(ErrorKind::Unsupported,
                    fmt::format("{}: an old file whose experts are tensors of their own; a newer conversion "
                                "of this model keeps them together, and that Hearth runs",
                                keys.file()));
    return {};
}

} // namespace

Result<void> read_experts(const gguf::File& file, const MetadataKeys& keys, ModelConfig& config) {
    constexpr int32_t most_experts = 4096, most_used = 256;
    TRY_ASSIGN(const int32_t experts, keys.integer("expert_count", 0, most_experts, 0));
    if (experts == 0)
        return {};
    TRY(refuse_others(file, keys, config));
    TRY_ASSIGN(const int32_t used, keys.integer("expert_used_count", 1, std::min(experts, most_used)));
    TRY(read_gating(keys, config.routing));
    TRY_ASSIGN(config.expert_feed_forward, outputs_of(file, config, "ffn_up_exps.weight", 3));
    TRY_ASSIGN(config.shared_feed_forward, outputs_of(file, config, "ffn_up_shexp.weight", 2));
    if (config.expert_feed_forward == 0)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: {} experts are announced, but no tensor blk.….ffn_up_exps.weight holds "
                                "them",
                                keys.file(), experts));
    config.routing.experts = experts;
    config.routing.used = used;
    return {};
}

} // namespace hearth
