#include "kernel_checks.h"

#include "engine/cpu/cpu_weight.h"
#include "engine/cpu/matrix_product.h"
#include "engine/cpu/thread_pool.h"
#include "kernel_fixture.h"

#include <fmt/format.h>

namespace hearth::cpu {

namespace {

std::string check_product(InstructionSet set, TensorType type, int columns, int outputs) {
    const Matrix matrix(type, columns, outputs, 11);
    ThreadPool pool(1);
    Arena arena;
    CpuWeight weight;
    if (!fill_weight(weight, matrix.view, WeightUse::Matrix, arena, pool))
        return "no memory";
    const KernelTable& kernels = *kernel_table(set);
    MatrixProduct products(kernels, pool);
    for (const int rows : {1, 2, 3, 5, 8, 11, 16, 17, 32, 45}) {
        const auto in = random_floats(static_cast<size_t>(rows * columns), static_cast<uint32_t>(rows));
        const bool bfloat16 = rows >= 32 && kernels.prefers_bfloat16 && kernels.prefers_bfloat16(type);
        const bool exact = is_floating(type) || bfloat16;
        const Expected expected = multiply(matrix, exact ? in : quantized(in), rows);
        std::vector<float> out(static_cast<size_t>(rows * outputs), -1.0f);
        const BoundProduct product{&weight, nullptr, out.data(), outputs, false, 1.0f};
        products.run({&product, 1}, in.data(), rows, columns);
        // Rounding of the sums, and now and then of a code that lies between two; bfloat16 operands lose 2^-9
        // each, at random.
        const float tolerance = bfloat16 ? 4e-3f / std::sqrt(static_cast<float>(columns)) * 4 : 1e-4f;
        for (size_t i = 0; i < out.size(); ++i)
            if (!(std::fabs(out[i] - expected.values[i]) <= tolerance * expected.sizes[i]))
                return fmt::format("{} rows, output {}: {} instead of {}", rows, i, out[i],
                                   expected.values[i]);
    }
    return {};
}

std::string check_batches(InstructionSet set, TensorType type, int outputs) {
    constexpr int columns = 512;
    constexpr int rows = 16;
    const Matrix matrix(type, columns, outputs, 3);
    ThreadPool pool(1);
    Arena arena;
    CpuWeight weight;
    if (!fill_weight(weight, matrix.view, WeightUse::Matrix, arena, pool))
        return "no memory";
    MatrixProduct products(*kernel_table(set), pool);
    const auto in = random_floats(rows * columns, 5);
    std::vector<float> alone(static_cast<size_t>(rows * outputs));
    for (int r = 0; r < rows; ++r) {
        const BoundProduct product{&weight, nullptr, alone.data() + r * outputs, outputs, false, 1.0f};
        products.run({&product, 1}, in.data() + r * columns, 1, columns);
    }
    for (const int batch : {2, 3, 7, 12, 16}) {
        std::vector<float> together(static_cast<size_t>(batch * outputs));
        const BoundProduct product{&weight, nullptr, together.data(), outputs, false, 1.0f};
        products.run({&product, 1}, in.data(), batch, columns);
        for (size_t i = 0; i < together.size(); ++i)
            if (together[i] != alone[i])
                return fmt::format("a batch of {}, output {}: {} instead of {}", batch, i, together[i],
                                   alone[i]);
    }
    return {};
}

std::string check_activations(InstructionSet set) {
    const KernelTable& kernels = *kernel_table(set);
    std::vector<float> in;
    for (float x = -30; x <= 30; x += 0.037f)
        in.push_back(x);
    in.insert(in.end(), {0.0f, 1e-20f, -1e-20f, 100.0f, -100.0f, 1e4f, -1e4f});
    std::string wrong;
    const auto check = [&](ActivationKind kind, auto expected) {
        std::vector<float> out(in.size());
        kernels.activate(out.data(), in.data(), nullptr, kind, static_cast<int64_t>(in.size()));
        for (size_t i = 0; i < in.size(); ++i) {
            const double want = expected(static_cast<double>(in[i]));
            if (!(std::fabs(out[i] - want) <= 2e-6 * std::fabs(in[i]) + 1e-6))
                wrong =
                    fmt::format("kind {}, {}: {} instead of {}", static_cast<int>(kind), in[i], out[i], want);
        }
    };
    check(ActivationKind::Silu, [](double x) { return x / (1 + std::exp(-x)); });
    check(ActivationKind::Gelu, [](double x) { return 0.5 * x * (1 + std::erf(x / std::sqrt(2.0))); });
    check(ActivationKind::GeluTanh, [](double x) {
        return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
    });
    check(ActivationKind::Relu, [](double x) { return std::max(x, 0.0); });
    check(ActivationKind::Identity, [](double x) { return x; });
    return wrong;
}

struct AttentionCase {
    const char* name;
    int32_t heads, kv_heads, key_dim, value_dim;
    int32_t window;
    float soft_cap;
    CacheType cache;
    RopeKind rope;
    int32_t rope_dims;
};

constexpr AttentionCase attention_cases[] = {
    {"mqa 16 heads", 16, 1, 128, 128, 0, 0, CacheType::F16, RopeKind::Interleaved, 128},
    {"mqa 71 heads", 71, 1, 64, 64, 0, 0, CacheType::F16, RopeKind::Halves, 64},
    {"gqa", 12, 3, 64, 64, 0, 0, CacheType::F16, RopeKind::Halves, 64},
    {"mha odd dims", 4, 4, 8, 8, 0, 0, CacheType::F16, RopeKind::Interleaved, 8},
    {"mha odd key", 3, 3, 15, 24, 0, 0, CacheType::F16, RopeKind::None, 0},
    {"partial rope", 8, 2, 80, 80, 0, 0, CacheType::F16, RopeKind::Halves, 20},
    {"window", 8, 1, 64, 64, 20, 0, CacheType::F16, RopeKind::Halves, 64},
    {"wide window", 8, 1, 64, 64, 150, 0, CacheType::F16, RopeKind::Halves, 64},
    {"soft cap", 8, 4, 256, 256, 0, 5.0f, CacheType::F16, RopeKind::Halves, 256},
    {"mqa f32", 16, 1, 128, 128, 0, 0, CacheType::F32, RopeKind::Interleaved, 128},
    {"window f32 odd", 3, 1, 63, 40, 20, 0, CacheType::F32, RopeKind::None, 0},
    {"q8_0", 16, 1, 128, 128, 0, 0, CacheType::Q8_0, RopeKind::Interleaved, 128},
    {"q8_0 window", 8, 2, 96, 64, 33, 0, CacheType::Q8_0, RopeKind::Halves, 96},
    {"q4_0", 16, 1, 128, 128, 0, 0, CacheType::Q4_0, RopeKind::Interleaved, 128},
    {"q4_0 gqa", 8, 2, 64, 32, 0, 0, CacheType::Q4_0, RopeKind::Halves, 64},
    {"q8_0 mha", 3, 3, 32, 96, 0, 0, CacheType::Q8_0, RopeKind::None, 0},
    {"q8_0 odd dims", 3, 3, 47, 24, 0, 0, CacheType::Q8_0, RopeKind::None, 0},
    {"q8_0 mqa odd dims", 9, 1, 42, 80, 0, 0, CacheType::Q8_0, RopeKind::Halves, 20},
    {"q4_0 soft cap", 10, 2, 64, 96, 70, 5.0f, CacheType::Q4_0, RopeKind::Halves, 64},
};

std::string check_attention(InstructionSet set, const AttentionCase& c, bool exact, CheckSize size) {
    BackendPair pair(set);
    if (!exact)
        pair.allow_rounding();
    constexpr int32_t most_rows = 90;
    RopeParams rope{c.rope, c.rope_dims, {}, 1.1f};
    for (int32_t i = 0; i < c.rope_dims / 2; ++i)
        rope.inverse_frequency.push_back(
            std::pow(10000.0f, -2.0f * static_cast<float>(i) / static_cast<float>(c.rope_dims)));
    AttentionParams params{.layer = 1,
                           .heads = c.heads,
                           .kv_heads = c.kv_heads,
                           .key_dim = c.key_dim,
                           .value_dim = c.value_dim,
                           .scale = 1.0f / std::sqrt(static_cast<float>(c.key_dim)),
                           .soft_cap = c.soft_cap,
                           .window = c.window,
                           .causal = true,
                           .rope = &rope};
    const KvCacheShape shape{2, c.kv_heads, c.key_dim, c.value_dim, 700, c.cache};
    KvCacheShape oracle_shape = shape;
    // The reference's quantized caches take whole blocks only; codes of 8 bits are near enough to halves.
    if (c.cache == CacheType::Q8_0 && (c.key_dim % 32 != 0 || c.value_dim % 32 != 0))
        oracle_shape.type = CacheType::F16;
    auto oracle_cache = *pair.oracle->create_cache(oracle_shape);
    auto cpu_cache = *pair.cpu->create_cache(shape);
    const auto q = pair.activation(most_rows, c.heads * c.key_dim);
    const auto k = pair.activation(most_rows, c.kv_heads * c.key_dim);
    const auto v = pair.activation(most_rows, c.kv_heads * c.value_dim);
    const auto out = pair.activation(most_rows, c.heads * c.value_dim);
    int32_t position = 0;
    uint32_t seed = 1;
    // Prompts and single tokens in turn, past several panels and blocks, and long enough for threads to share
    // it.
    const std::vector<int32_t> passes =
        size == CheckSize::Full ? std::vector<int32_t>{1, 3, 90, 1, 1, 90, 17, 90, 90, 90, 90, 1, 2}
                                : std::vector<int32_t>{1, 3, 60, 1, 17, 1};
    for (const int32_t rows : passes) {
        pair.fill(q, seed++);
        pair.fill(k, seed++, 1.5f);
        pair.fill(v, seed++);
        const std::vector<TokenId> ids(static_cast<size_t>(rows));
        const Segment oracle_segment{oracle_cache.get(), 0, rows, position};
        const Segment cpu_segment{cpu_cache.get(), 0, rows, position};
        const Step oracle_step{ids, {&oracle_segment, 1}, {}};
        const Step cpu_step{ids, {&cpu_segment, 1}, {}};
        if (!pair.oracle->begin(oracle_step))
            return "a pass failed";
        if (!pair.cpu->begin(cpu_step))
            return "a pass failed";
        pair.oracle->attention(out.oracle, q.oracle, k.oracle, v.oracle, params);
        pair.cpu->attention(out.cpu, q.cpu, k.cpu, v.cpu, params);
        if (!pair.oracle->end())
            return "a pass failed";
        if (!pair.cpu->end())
            return "a pass failed";
        // Exact: sums in another order, and now and then a half that falls to the other side. Else keys,
        // values and weights are rounded to bfloat16 (2^-9); a quantized cache adds nothing of its own, but a
        // code may fall to the other side.
        const bool floating = c.cache == CacheType::F16 || c.cache == CacheType::F32;
        const double limit = !floating ? (oracle_shape.type == c.cache ? 0.016 : 0.02) : exact ? 3e-5 : 0.01;
        const double difference = pair.difference(out, rows);
        if (!(difference < limit))
            return fmt::format("{} rows at {}: {}", rows, position, difference);
        position += rows;
    }
    return {};
}

} // namespace

std::vector<InstructionSet> testable_sets() {
    auto sets = available_instruction_sets();
    if (std::ranges::find(sets, InstructionSet::Avx512Bf16) != sets.end())
        sets.push_back(InstructionSet::AmxEmulated); // its tiles are plain C++, the rest is AVX-512
    std::erase_if(sets, [](InstructionSet set) { return !kernel_table(set); });
    return sets;
}

std::vector<KernelCheck> product_checks(InstructionSet set, CheckSize size) {
    std::vector<KernelCheck> checks;
    for (const TensorType type : all_types) {
        const auto layout = *type_layout(type);
        std::vector<std::pair<int, int>> shapes = {{256, 16}, {static_cast<int>(layout.block_length) * 3, 1}};
        if (size == CheckSize::Full)
            shapes.insert(shapes.end(), {{768, 51}, {1280, 130}});
        else
            shapes.emplace_back(512, 19);
        for (const auto& [c, o] : shapes)
            checks.push_back(
                {fmt::format("{} {} {}x{}", instruction_set_name(set), layout.name, c, o),
                 [=, columns = c, outputs = o] { return check_product(set, type, columns, outputs); }});
    }
    return checks;
}

std::vector<KernelCheck> batch_checks(InstructionSet set, CheckSize size) {
    std::vector<KernelCheck> checks;
    for (const TensorType type : all_types)
        checks.push_back({fmt::format("{} {}", instruction_set_name(set), type_layout(type)->name),
                          [=] { return check_batches(set, type, size == CheckSize::Full ? 83 : 19); }});
    return checks;
}

std::vector<KernelCheck> activation_checks(InstructionSet set) {
    return {{std::string(instruction_set_name(set)), [=] { return check_activations(set); }}};
}

std::vector<KernelCheck> attention_checks(InstructionSet set, CheckSize size) {
    std::vector<KernelCheck> checks;
    for (const AttentionCase& c : attention_cases) {
        const std::string name = fmt::format("{} {}", instruction_set_name(set), c.name);
        checks.push_back({name, [=] { return check_attention(set, c, true, size); }});
        if (c.cache == CacheType::F16 && kernel_table(set)->bfloat16_product)
            checks.push_back({name + ", rounded", [=] { return check_attention(set, c, false, size); }});
    }
    return checks;
}

} // namespace hearth::cpu
