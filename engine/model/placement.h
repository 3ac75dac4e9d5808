// Which layers of a model run on a device with memory of its own, and which stay on the processor.
#pragma once

#include "engine/backend.h"
#include "engine/gguf/file.h"
#include "engine/model/config.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hearth {

/// What the parts of a model take in a device's memory, in bytes.
struct PartBytes {
    uint64_t embedding = 0;       ///< tables that ids and positions are looked up in
    std::vector<uint64_t> layers; ///< weights and cache of each layer
    std::vector<uint64_t> caches; ///< of those bytes: the cache's
    uint64_t output = 0;          ///< the last norm and the matrix that makes logits
    uint64_t output_alone = 0;    ///< the same when the embedding is elsewhere (it may be that matrix)
    uint64_t working = 0;         ///< intermediate results
    bool inseparable = false;     ///< layers read what earlier ones have made: all are placed, or none

    uint64_t whole() const;
};

/// Sizes for a cache of `context_length` positions and passes of `rows` tokens and `outputs` logits.
PartBytes part_bytes(const gguf::File& file, const ModelConfig& config, int32_t context_length,
                     CacheType cache_type, int32_t rows, int32_t outputs);

/// "6100 MiB", with a decimal below ten: amounts of memory in sentences.
std::string mebibytes(uint64_t bytes);

struct Placement {
    int32_t layers = 0;        ///< of the model
    int32_t on_device = 0;     ///< the last so many of them, and the output
    bool whole = true;         ///< the embedding is there too: nothing runs on the processor
    uint64_t device_bytes = 0; ///< what is placed there takes
    uint64_t device_cache = 0; ///< of device_bytes: the cache of one sequence
    uint64_t whole_bytes = 0;  ///< what all of it would take
    uint64_t free_bytes = 0;   ///< what the device had

    /// "20 of 32 layers (6020 MiB): all need 9800 MiB, 6100 MiB are free", or that all are there.
    std::string explanation() const;
};

/// As many of the last layers as fit, or `wanted` of them (−1: as many as fit). At on_device 0 not even one
/// fits.
Placement place_layers(const PartBytes& parts, uint64_t free_bytes, int32_t wanted = -1);

} // namespace hearth
