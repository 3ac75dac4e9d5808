// Which type a tensor gets by its role. The mixes are those that llama.cpp's files of the same names have.
#include "engine/quantize.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace hearth {

namespace {

struct MixRow {
    std::string_view name;
    TensorType type;
    int64_t file_type;
};

constexpr auto mixes = std::to_array<MixRow>({
    {"F32", TensorType::F32, 0},        {"F16", TensorType::F16, 1},      {"BF16", TensorType::BF16, 32},
    {"Q8_0", TensorType::Q8_0, 7},      {"Q4_0", TensorType::Q4_0, 2},    {"Q4_1", TensorType::Q4_1, 3},
    {"Q5_0", TensorType::Q5_0, 8},      {"Q5_1", TensorType::Q5_1, 9},    {"Q2_K", TensorType::Q2_K, 10},
    {"Q3_K", TensorType::Q3_K, 11},     {"Q3_K_S", TensorType::Q3_K, 11}, {"Q3_K_M", TensorType::Q3_K, 12},
    {"Q3_K_L", TensorType::Q3_K, 13},   {"Q4_K", TensorType::Q4_K, 14},   {"Q4_K_S", TensorType::Q4_K, 14},
    {"Q4_K_M", TensorType::Q4_K, 15},   {"Q5_K", TensorType::Q5_K, 16},   {"Q5_K_S", TensorType::Q5_K, 16},
    {"Q5_K_M", TensorType::Q5_K, 17},   {"Q6_K", TensorType::Q6_K, 18},   {"IQ4_NL", TensorType::IQ4_NL, 25},
    {"IQ4_XS", TensorType::IQ4_XS, 30}, {"MXFP4", TensorType::MXFP4, 38},
});

/// What the rules ask about a tensor and its model.
struct Place {
    std::string_view name;
    int64_t layer = 0;
    int64_t layers = 1;
    int64_t heads_per_kv_head = 1;
    bool falcon = false;

    bool is(std::string_view part) const { return name.find(part) != std::string_view::npos; }
    /// The first and last eighth of the layers, and every third between them.
    bool deserves_more_bits() const {
        return layer < layers / 8 || layer >= 7 * layers / 8 || (layer - layers / 8) % 3 == 2;
    }
};

Place place_of(const gguf::File& file, const gguf::TensorView& tensor) {
    Place place{tensor.name};
    const auto& metadata = file.metadata();
    const std::string architecture(metadata.string("general.architecture").value_or(""));
    place.falcon = architecture == "falcon";
    place.layers = metadata.integer(architecture + ".block_count").value_or(1);
    const int64_t heads = metadata.integer(architecture + ".attention.head_count").value_or(1);
    const int64_t kv_heads = metadata.integer(architecture + ".attention.head_count_kv").value_or(heads);
    place.heads_per_kv_head = kv_heads > 0 ? heads / kv_heads : 1;
    if (tensor.name.starts_with("blk."))
        std::from_chars(tensor.name.data() + 4, tensor.name.data() + tensor.name.size(), place.layer);
    return place;
}

TensorType type_of_values(const Place& p, const std::string& mix, TensorType type) {
    if (mix == "Q2_K")
        return p.heads_per_kv_head >= 4 ? TensorType::Q4_K : TensorType::Q3_K;
    if (mix == "Q3_K_M")
        return p.layer < 2 ? TensorType::Q5_K : TensorType::Q4_K;
    if (mix == "Q3_K_L")
        return TensorType::Q5_K;
    if ((mix == "Q4_K_M" || mix == "Q5_K_M") && p.deserves_more_bits())
        return TensorType::Q6_K;
    if (mix == "Q4_K_S" && p.layer < 4)
        return TensorType::Q5_K;
    return type;
}

TensorType type_of_down(const Place& p, const std::string& mix, TensorType type) {
    if (mix == "Q2_K")
        return TensorType::Q3_K;
    if (mix == "Q3_K_M") {
        if (p.layer < p.layers / 16)
            return TensorType::Q5_K;
        return !p.falcon || p.deserves_more_bits() ? TensorType::Q4_K : TensorType::Q3_K;
    }
    if (mix == "Q3_K_L")
        return p.falcon ? TensorType::Q4_K : TensorType::Q5_K;
    if (mix == "Q4_K_M" && p.falcon)
        return p.layer < p.layers / 16  ? TensorType::Q6_K
               : p.deserves_more_bits() ? TensorType::Q5_K
                                        : TensorType::Q4_K;
    if ((mix == "Q4_K_M" || mix == "Q5_K_M") && p.deserves_more_bits())
        return TensorType::Q6_K;
    if (mix == "Q4_K_S" && !p.falcon && p.layer < p.layers / 8)
        return TensorType::Q5_K;
    return type;
}

TensorType type_by_role(const Place& p, const std::string& mix, TensorType type) {
    if (p.is("attn_v.weight"))
        return type_of_values(p, mix, type);
    if (p.is("ffn_down"))
        return type_of_down(p, mix, type);
    if (p.is("attn_output.weight") && !p.falcon) {
        if (mix == "Q2_K")
            return TensorType::Q3_K;
        if (mix == "Q3_K_M")
            return TensorType::Q4_K;
        if (mix == "Q3_K_L")
            return TensorType::Q5_K;
    }
    if (p.is("attn_qkv.weight")) {
        if (mix == "Q3_K_M" || mix == "Q3_K_L")
            return TensorType::Q4_K;
        if (mix == "Q4_K_M")
            return TensorType::Q5_K;
        if (mix == "Q5_K_M")
            return TensorType::Q6_K;
    }
    return type;
}

/// A type whose blocks fill the rows.
TensorType fitting_type(TensorType type, int64_t columns) {
    const auto fits = [&](TensorType t) { return columns % type_layout(t)->block_length == 0; };
    if (fits(type))
        return type;
    TensorType smaller = TensorType::Q8_0;
    if (type == TensorType::Q2_K || type == TensorType::Q3_K || type == TensorType::IQ4_XS)
        smaller = TensorType::IQ4_NL;
    else if (type == TensorType::Q4_K)
        smaller = TensorType::Q5_0;
    else if (type == TensorType::Q5_K)
        smaller = TensorType::Q5_1;
    return fits(smaller) ? smaller : TensorType::F16;
}

bool is_matrix(const gguf::TensorView& tensor) {
    const auto contains = [&](std::string_view part) { return tensor.name.find(part) != std::string::npos; };
    return tensor.dimensions >= 2 && tensor.name.ends_with("weight") && !contains("_norm.weight") &&
           !contains("_norm_2.weight") && !contains("position_embd") && !contains("token_types") &&
           !contains("ffn_gate_inp");
}

} // namespace

std::optional<QuantizationMix> QuantizationMix::from_name(std::string_view name) {
    const auto same = [](unsigned char a, unsigned char b) { return std::toupper(a) == std::toupper(b); };
    for (const MixRow& row : mixes)
        if (std::ranges::equal(row.name, name, same))
            return QuantizationMix{std::string(row.name), row.type, row.file_type};
    return std::nullopt;
}

std::vector<std::string> QuantizationMix::names() {
    std::vector<std::string> result;
    for (const MixRow& row : mixes)
        result.emplace_back(row.name);
    return result;
}

TensorType choose_type(const gguf::File& file, const gguf::TensorView& tensor,
                       const QuantizeOptions& options) {
    if (!is_matrix(tensor)) // few bytes that much depends on
        return type_layout(tensor.type)->block_length == 1 ? tensor.type : TensorType::F32;
    TensorType type = options.mix.type;
    const bool is_output = tensor.name == "output.weight" ||
                           (tensor.name == "token_embd.weight" && !file.tensor("output.weight"));
    const bool compact = type_layout(type)->block_length > 1;
    if (!options.pure && compact) {
        const Place place = place_of(file, tensor);
        if (is_output)
            type = type == TensorType::Q8_0 || place.falcon ? TensorType::Q8_0 : TensorType::Q6_K;
        else
            type = type_by_role(place, options.mix.name, type);
    }
    return fitting_type(type, tensor.columns());
}

} // namespace hearth
