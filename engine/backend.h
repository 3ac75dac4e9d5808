// What a transformer needs of a device. engine/reference (plain, the oracle), engine/cpu and vulkan_kernels
// implement it; engine/forward.cpp is the only caller. Activations are float32, row-major, one row per token.
#pragma once

#include "engine/activation_kind.h"
#include "engine/core/error.h"
#include "engine/core/token.h"
#include "engine/gguf/file.h"

#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace hearth {

/// A matrix of float32 in the backend's own memory: [rows, columns]. A handle, cheap to copy; it stays valid
/// until the backend is destroyed. Buffers are sized for the largest batch; an op uses the first
/// `step rows` rows unless it says otherwise. A handle of fewer columns than the buffer was made with is a
/// matrix of that width, its rows right behind each other.
struct Activation {
    uint32_t id = 0;
    int32_t rows = 0;
    int32_t columns = 0;

    Activation with_columns(int32_t count) const { return {id, rows, count}; }
};

/// A weight in the layout that the backend's kernels stream; owned by the backend.
class Weight {
public:
    virtual ~Weight() = default;
};

enum class WeightUse {
    Matrix,    ///< y = W·x
    Embedding, ///< rows are looked up by id
    Both,      ///< tied embeddings: looked up and multiplied; must not be held twice
    Vector,    ///< norm weights and biases: float32 whatever the file has
    Experts,   ///< matrices of all experts, [inputs, outputs, experts]: a row multiplies those it chooses
};

/// How keys and values are kept. F32 is for the oracle and for exact comparisons: a backend may refuse it.
enum class CacheType { F16, Q8_0, Q4_0, F32 };

/// Keys and values of one sequence, all layers; [capacity, n_kv_heads · head_dim] per layer, in the backend's
/// own layout. Keys are stored after rope.
class KvCache {
public:
    virtual ~KvCache() = default;
    virtual int32_t capacity() const = 0;
    virtual size_t bytes() const = 0;
    /// Copies positions [0, count) of another cache of the same backend and shape.
    virtual Result<void> copy_prefix(const KvCache& from, int32_t count) = 0;
    /// Positions [0, count) in a portable form, and back; the same on every backend of one cache type. Per
    /// layer: the rows of the keys, then those of the values; a row is the kv_heads · dim values of a
    /// position as the tensor type of the same name encodes them (engine/quant). Q8_0 and Q4_0 need dims that
    /// are multiples of 32; theirs are rotated before they are encoded (engine/quant/cache_run.h).
    virtual Result<std::vector<std::byte>> save(int32_t count) const = 0;
    virtual Result<void> restore(std::span<const std::byte> bytes, int32_t count) = 0;
    /// Where a layer is kept, and its number there: a cache may be made of others (engine/mixed_cache.h).
    virtual std::pair<KvCache*, int32_t> part(int32_t layer) { return {this, layer}; }
};

/// What a layer keeps of a position.
struct CacheRow {
    int32_t kv_heads = 0;
    int32_t key_dim = 0;   ///< per head
    int32_t value_dim = 0; ///< per head
    bool operator==(const CacheRow&) const = default;
};

struct KvCacheShape {
    int32_t layers = 0;
    int32_t kv_heads = 0;  ///< of this and the next two: the largest of all layers
    int32_t key_dim = 0;   ///< per head
    int32_t value_dim = 0; ///< per head
    int32_t capacity = 0;  ///< positions
    CacheType type = CacheType::F16;
    std::vector<CacheRow> rows{}; ///< [layers] where they differ, else empty

    CacheRow row(int32_t layer) const {
        return rows.empty() ? CacheRow{kv_heads, key_dim, value_dim} : rows[static_cast<size_t>(layer)];
    }
};

/// Consecutive rows of a batch that continue one sequence: row `first_row + i` has position `position + i`.
/// Several segments are several sequences served by one pass over the weights.
struct Segment {
    KvCache* cache = nullptr; ///< null only for non-causal embedders
    int32_t first_row = 0;
    int32_t rows = 0;
    int32_t position = 0;
};

/// One pass of the model: what differs from pass to pass. Backends that record command buffers keep these in
/// small device buffers and replay the rest.
struct Step {
    std::span<const TokenId> ids;         ///< [rows]
    std::span<const Segment> segments;    ///< cover all rows, in order
    std::span<const int32_t> output_rows; ///< rows whose logits are wanted (often just the last)
    /// Of each output row only so many of the largest logits will be asked for, by top_k(); 0: read() may
    /// follow.
    int32_t best = 0;
};

enum class NormKind { Rms, Layer };
struct NormParams {
    NormKind kind = NormKind::Rms;
    float epsilon = 1e-5f;
    /// 0: over the whole row; else over each run of `group` columns (per-head norms). The weight then has
    /// `group` elements (the same for every head) or as many as the row: element c uses weight[c mod its
    /// length].
    int32_t group = 0;
};

enum class RopeKind {
    None,
    Interleaved, ///< pairs (2i, 2i+1): llama
    Halves,      ///< pairs (i, i + dims/2): neox
};
/// Rotation of the first `dims` columns of each head: angle = position · inverse_frequency[i];
/// results are multiplied by `magnitude` (YaRN / long rope).
struct RopeParams {
    RopeKind kind = RopeKind::None;
    int32_t dims = 0;
    std::vector<float> inverse_frequency; ///< [dims / 2], scaling factors already applied
    float magnitude = 1.0f;
};

/// What Backend::scale_by_position multiplies by.
inline float position_scale(int32_t position, float scale, int32_t length) {
    return 1.0f + scale * std::log(1.0f + static_cast<float>(position / length));
}

struct AttentionParams {
    int32_t layer = 0;
    int32_t heads = 0;
    int32_t kv_heads = 0;
    int32_t key_dim = 0;
    int32_t value_dim = 0;
    float scale = 1.0f;    ///< multiplies q·k
    float soft_cap = 0.0f; ///< 0: none; else s ← cap · tanh(s / cap) before the softmax
    int32_t window = 0;    ///< 0: all earlier positions; else the last `window` positions, own included
    bool causal = true;    ///< false: every row sees all rows of its segment, no cache (BERT)
    /// [heads]: of each head a score that has a share in the softmax and no value (gpt-oss); may be null
    const Weight* sinks = nullptr;
    const RopeParams* rope = nullptr; ///< applied to q and k before storing and scoring; outlives the backend
    bool store = true; ///< false: an earlier layer has stored this pass's keys and values; k and v are unused
};

/// One product of a group that shares its input: out = W·in (+ bias), or out += … when `accumulate`.
struct Product {
    const Weight* weight = nullptr;
    const Weight* bias = nullptr;
    Activation out;
    bool accumulate = false;
    float scale = 1.0f; ///< multiplies W·in (+ bias) before it is stored or accumulated (granite)
};

/// What a router's logits become.
enum class ExpertGating {
    Softmax,         ///< shares of all experts
    Sigmoid,         ///< each expert for itself
    SoftmaxOfChosen, ///< the largest logits choose, and share among themselves
};

/// How a row chooses experts, and what each of them weighs.
struct RoutingParams {
    int32_t experts = 0; ///< 0: the model has none
    int32_t used = 0;    ///< by one row
    ExpertGating gating = ExpertGating::Softmax;
    bool normalise = true; ///< the weights of the chosen ones are divided by their sum
    float scale = 1.0f;    ///< multiplies the weights in the end
};

/// The feed-forward block of many experts: each is down(activation(gate(x)) ∘ up(x)).
struct ExpertMix {
    RoutingParams routing;
    ActivationKind activation = ActivationKind::Silu;
    const Weight* selection_bias = nullptr; ///< [experts], counts when they are chosen, not in their weights
    const Weight* gate = nullptr;           ///< [inputs, inner, experts]
    const Weight* up = nullptr;             ///< [inputs, inner, experts]
    const Weight* down = nullptr;           ///< [inner, outputs, experts]
    const Weight* gate_bias = nullptr;      ///< [inner, experts]
    const Weight* up_bias = nullptr;        ///< [inner, experts]
    const Weight* down_bias = nullptr;      ///< [outputs, experts]
    Activation gate_rows;                   ///< to work in: [rows · used, inner]
    Activation up_rows;                     ///< to work in: [rows · used, inner]
    Activation down_rows;                   ///< to work in: [rows · used, outputs]
    bool accumulate = false;
    float scale = 1.0f; ///< of the sum, before it is stored or accumulated
};

/// Memory that a device computes in.
struct DeviceMemory {
    uint64_t free_bytes = 0; ///< that a model may still take, with what others need left out
    bool shared = false;     ///< it is the system's own memory
};

/// Implementations are used from one thread at a time; they thread inside.
/// Ops between begin() and end() may be queued; their results are there after end().
class Backend {
public:
    virtual ~Backend() = default;
    virtual std::string name() const = 0; ///< as people read it: "CPU (AVX-512 VNNI, 2 threads)"

    /// Threads of the processor that compute when all of them work (engine/core/thread_share.h); 0: none.
    virtual int32_t threads() const { return 0; }

    /// Nothing for a backend that computes in the system's memory.
    virtual std::optional<DeviceMemory> memory() const { return std::nullopt; }

    /// Reads the weights of all products once and does nothing with them: what memory alone lets a token
    /// take. The bytes that were read; 0 for a backend that does not tell.
    virtual int64_t read_weights() { return 0; }

    /// Says whose weights load_weight() gets from now on: those of a layer, −1 those before the first, the
    /// number of layers those behind the last.
    virtual void load_layer(int32_t /*layer*/) {}
    /// Takes a weight in; `view` stays mapped for the backend's lifetime.
    virtual Result<const Weight*> load_weight(const gguf::TensorView& view, WeightUse use) = 0;
    virtual Result<Activation> create_activation(int32_t rows, int32_t columns) = 0;
    virtual Result<std::unique_ptr<KvCache>> create_cache(const KvCacheShape& shape) = 0;

    /// Starts a pass. True: the backend replays a recording of this very shape and the caller issues no ops.
    virtual Result<bool> begin(const Step& step) = 0;
    /// Runs what is queued; the error of any op of the pass.
    virtual Result<void> end() = 0;
    /// In a pass: what follows belongs to this layer, and of all before only `state` is read again.
    virtual void enter_layer(int32_t /*layer*/, Activation /*state*/) {}
    /// Right after begin(), also when that replays: rows from the host, from row 0 on, for the pass to read.
    virtual Result<void> write(Activation x, std::span<const float> rows) = 0;

    /// out[r] (+)= table[ids[r]] · scale
    virtual void embed(Activation out, const Weight* table, float scale, bool accumulate = false) = 0;
    /// out[r] (+)= table[position of row r] · 1 (learned positions: gpt2, starcoder)
    virtual void embed_positions(Activation out, const Weight* table, bool accumulate) = 0;
    /// out = norm(in) · weight (+ bias); weight may be null (plain norm); out may be in
    virtual void norm(Activation out, Activation in, const Weight* weight, const Weight* bias,
                      const NormParams& params) = 0;
    /// All products read `in` and each has an `out` of its own; quantizing activations happens once for the
    /// group.
    virtual void matmul(std::span<const Product> products, Activation in) = 0;
    /// Turns every head of `dim` columns by its row's position, where attention() is not to do it itself.
    virtual void rotate(Activation x, int32_t dim, const RopeParams& rope) = 0;
    /// x[r] *= 1 + scale · ln(1 + ⌊position of row r / length⌋)
    virtual void scale_by_position(Activation x, float scale, int32_t length) = 0;
    /// Whether mix_experts() and weigh_rows() are there; else no weight of a mixture may be loaded.
    virtual bool runs_experts() const { return false; }
    /// out[r] (+)= Σ weight · expert(in[r]) over the experts that logits[r] chooses (engine/routing.h).
    /// logits: [rows, experts]; `in` and `out` differ.
    virtual void mix_experts(Activation /*out*/, Activation /*in*/, Activation /*logits*/,
                             const ExpertMix& /*mix*/) {}
    /// x[r] ← x[r] / (1 + e^(−logits[r])); logits: [rows, 1]
    virtual void weigh_rows(Activation /*x*/, Activation /*logits*/) {}
    /// Rope on q and k, store k and v at the segment's positions, out = softmax(q·kᵀ)·v.
    /// q: [rows, heads · key_dim], k: [rows, kv_heads · key_dim], v: [rows, kv_heads · value_dim]
    virtual void attention(Activation out, Activation q, Activation k, Activation v,
                           const AttentionParams& params) = 0;
    /// out = activation(gate) ∘ up; out may be gate
    virtual void gate(Activation out, Activation gate, Activation up, ActivationKind kind) = 0;
    /// out = activation(in); out may be in
    virtual void activate(Activation out, Activation in, ActivationKind kind) = 0;
    /// out[r] = columns [first, first + out's columns) of in[r]
    virtual void copy_columns(Activation out, Activation in, int32_t first) = 0;
    /// out += in · scale
    virtual void add(Activation out, Activation in, float scale = 1.0f) = 0;
    /// out[i] = in[step.output_rows[i]]; what follows in the pass runs on that many rows
    virtual void select_outputs(Activation out, Activation in) = 0;
    /// x ← cap · tanh(x · scale / cap), or x · scale when cap is 0
    virtual void scale_and_cap(Activation x, float scale, float cap) = 0;

    /// After end(): rows [first, first + count) as float32 on the host, valid until the next begin().
    virtual Result<std::span<const float>> read(Activation x, int32_t first, int32_t count) = 0;
    /// After end(): the k largest of row `row`, best first, of equal ones the lesser id first. Those of the
    /// logits are at hand when the step said that no more than `best` ≥ k would be wanted.
    virtual Result<std::vector<Candidate>> top_k(Activation x, int32_t row, int32_t k) = 0;
    /// The largest Step::best that spares this backend work; 0: it hands out all logits as easily.
    virtual int32_t largest_best() const { return 0; }
};

} // namespace hearth
