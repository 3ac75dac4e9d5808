// A loaded model: configuration, weights on a device, tokenizer. Const after load, shared by its sessions.
#pragma once

#include "engine/backend.h"
#include "engine/chat_template/chat_template.h"
#include "engine/core/error.h"
#include "engine/gguf/file.h"
#include "engine/model/config.h"
#include "engine/model/placement.h"
#include "engine/model/weights.h"
#include "engine/tokenizer/tokenizer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace hearth {

class Forward;

struct ModelOptions {
    std::string device = "auto"; ///< see engine/devices.h
    int32_t threads = 0;         ///< 0: one per performance core
    /// Layers that a device with memory of its own gets, the last ones of the model; the others run on the
    /// CPU. −1: as many as fit; 0: none; as many as the model has, or more: all, the embedding too.
    int32_t device_layers = -1;
    int32_t batch_rows = 512; ///< most tokens in one pass
    int32_t output_rows = 16; ///< most rows whose logits are wanted from one pass
    /// Context that memory is checked for before anything is loaded; 0: none, only the weights count.
    int32_t context_length = 0;
    CacheType cache_type = CacheType::F16;
    bool check_memory = true;
    /// Hears the share that is loaded (0 … 1); returning false cancels.
    std::function<bool(float)> progress;
};

/// What a model takes, in bytes.
struct MemoryNeeds {
    uint64_t weights = 0;
    uint64_t cache = 0;
    uint64_t activations = 0;

    uint64_t total() const { return weights + cache + activations; }
};

/// Estimate for a context of `context_length` positions.
MemoryNeeds estimate_memory(const gguf::File& file, const ModelConfig& config, int32_t context_length,
                            CacheType cache_type, int32_t batch_rows = 512, int32_t output_rows = 16);

/// Bytes that one layer keeps of a context of `context_length` positions.
uint64_t layer_cache_bytes(const ModelConfig& config, int32_t layer, int32_t context_length,
                           CacheType cache_type);

/// Memory that this process may still take: of the system, or of its control group where that is less.
uint64_t available_memory();

/// "Q4_K_M": what general.file_type says, or the type that most weights have.
std::string quantization_name(const gguf::File& file);

class Model {
public:
    /// Maps, checks and loads. Errors name the file and the cause.
    static Result<std::shared_ptr<const Model>> load(const std::filesystem::path& path,
                                                     const ModelOptions& options = {});
    ~Model();

    const ModelConfig& config() const { return m_config; }
    const gguf::File& file() const { return *m_file; }
    const gguf::Metadata& metadata() const { return m_file->metadata(); }
    /// The tokenizer, or why this file's could not be used.
    Result<const Tokenizer*> tokenizer() const;
    /// The template of the file; a built-in one when it brings none and its kind is known; else NotFound.
    Result<std::shared_ptr<const ChatTemplate>> chat_template(bool with_tools = false) const;

    Backend& backend() const { return *m_backend; }
    /// What a device with memory of its own holds; absent when the model is in the system's memory.
    const std::optional<Placement>& placement() const { return m_placement; }
    const Weights& weights() const { return m_weights; }
    /// The loop over this model's layers. One pass at a time: hold pass_mutex() until its results are read.
    Forward& forward() const { return *m_forward; }
    std::mutex& pass_mutex() const { return m_pass_mutex; }
    /// Step::best for a pass after which so many of the largest logits decide (Sampler::deciding()); 0, all
    /// logits, where all decide or where the backend is spared nothing.
    int32_t best_for(int32_t deciding) const;

    int64_t parameters() const;       ///< elements of all tensors
    std::string quantization() const; ///< quantization_name() of the file
    MemoryNeeds memory(int32_t context_length, CacheType cache_type) const;
    /// Tells two files apart: a hash of metadata that matters, of tensor names, types, shapes and samples of
    /// bytes.
    uint64_t fingerprint() const { return m_fingerprint; }
    const ModelOptions& options() const { return m_options; }

private:
    Model() = default;
    Result<void> load_somewhere();
    Result<void> open_devices(int32_t device_layers);
    Result<void> load_weights_and_buffers();
    Result<void> try_cache() const;
    Result<void> check_memory() const;

    ModelOptions m_options;
    std::shared_ptr<const gguf::File> m_file;
    ModelConfig m_config;
    std::unique_ptr<const Tokenizer> m_tokenizer;
    std::optional<Error> m_tokenizer_error;
    std::unique_ptr<Backend> m_backend;
    std::optional<Placement> m_placement;
    bool m_shared_memory = true; ///< the device computes in the system's memory
    Weights m_weights;
    std::unique_ptr<Forward> m_forward;
    mutable std::mutex m_pass_mutex;
    uint64_t m_fingerprint = 0;
};

} // namespace hearth
