// Writes GGUF v3 files: metadata first, then tensors, streamed one at a time.
#pragma once

#include "engine/core/error.h"
#include "engine/gguf/file.h"
#include "engine/quant/types.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::gguf {

/// Collects metadata and tensor descriptions, then writes the tensors in the order they were described.
class Writer {
public:
    void add_string(std::string_view key, std::string_view value);
    void add_uint32(std::string_view key, uint32_t value);
    void add_float32(std::string_view key, float value);
    void add_bool(std::string_view key, bool value);
    void add_strings(std::string_view key, std::span<const std::string> values);
    void add_int32s(std::string_view key, std::span<const int32_t> values);
    void add_float32s(std::string_view key, std::span<const float> values);
    /// An entry of another file, unchanged.
    void add_raw(const RawEntry& entry);
    /// Describes the next tensor; `shape` in GGUF order, fastest first, 1 to 4 lengths.
    void add_tensor(std::string_view name, TensorType type, std::span<const int64_t> shape);

    /// Creates the file and writes everything but the tensors' bytes. An existing file is replaced.
    Result<void> begin(const std::filesystem::path& path);
    /// Appends bytes of the current tensor; may be called many times for one tensor.
    Result<void> write(std::span<const std::byte> bytes);
    /// Checks that all tensors were written in full, and closes the file.
    Result<void> finish();

private:
    void add_key(std::string_view key, uint32_t type);
    template <typename T>
    void append(T value);
    void append_string(std::string_view text);
    Result<void> pad();

    struct Tensor {
        std::string name;
        TensorType type;
        std::vector<int64_t> shape;
        uint64_t size = 0;
    };

    std::string m_metadata;
    uint64_t m_entries = 0;
    std::vector<Tensor> m_tensors;
    std::ofstream m_stream;
    std::filesystem::path m_path;
    size_t m_current = 0;
    uint64_t m_written = 0; ///< of the current tensor
};

} // namespace hearth::gguf
