// The table of architectures: what every row says, and what its adjust function may ask of the metadata.
#pragma once

#include "engine/model/config.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// Keys of one architecture ("llama.block_count" is asked for as "block_count"), with errors that name the
/// file.
class MetadataKeys {
public:
    MetadataKeys(const gguf::Metadata& metadata, std::string architecture, std::string file)
        : m_metadata(metadata), m_architecture(std::move(architecture)), m_file(std::move(file)) {}

    /// An integer, or a list with one and the same integer per layer. Missing without a fallback is an error.
    Result<int32_t> integer(std::string_view key, int64_t smallest, int64_t largest,
                            std::optional<int64_t> fallback = std::nullopt) const;
    /// One integer for each layer: a list, or one number for all. Flags count as 0 and 1.
    Result<std::vector<int32_t>> per_layer(std::string_view key, int32_t layers, int64_t smallest,
                                           int64_t largest,
                                           std::optional<int64_t> fallback = std::nullopt) const;
    Result<float> number(std::string_view key, std::optional<float> fallback = std::nullopt) const;
    bool boolean(std::string_view key, bool fallback) const;
    std::string_view string(std::string_view key) const; ///< empty when absent
    bool is_list(std::string_view key) const;
    bool has(std::string_view key) const { return m_metadata.find(full_key(key)) != nullptr; }
    const std::string& file() const { return m_file; }

private:
    std::string full_key(std::string_view key) const { return m_architecture + "." + std::string(key); }

    const gguf::Metadata& m_metadata;
    std::string m_architecture;
    std::string m_file;
};

enum class FeedForward { Gated, Plain };

struct ArchitectureRow {
    std::string_view name; ///< general.architecture
    NormKind norm;
    RopeKind rope;
    ActivationKind activation;
    FeedForward feed_forward;
    /// Sets what else is special; null: nothing. Runs after the sizes are read, before the rope.
    Result<void> (*adjust)(ModelConfig& config, const MetadataKeys& keys, const gguf::File& file);
};

const ArchitectureRow* find_architecture(std::string_view name);

} // namespace hearth
