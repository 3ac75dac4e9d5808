// GGUF v2 and v3 model files: mapped, every length and offset checked before use.
// Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
#pragma once

#include "engine/core/error.h"
#include "engine/quant/types.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hearth {
class MappedFile;
}

namespace hearth::gguf {

/// A metadata value. Integers of every width are widened; arrays are homogeneous.
/// Strings are bytes as the file has them (tokens need not be UTF-8).
using Value = std::variant<int64_t, uint64_t, double, bool, std::string, std::vector<int64_t>,
                           std::vector<double>, std::vector<bool>, std::vector<std::string>>;

/// Metadata of a file, by key. Getters return nullopt when the key is absent or of another kind.
class Metadata {
public:
    void set(std::string key, Value value);
    const Value* find(std::string_view key) const;
    std::optional<int64_t> integer(std::string_view key) const; ///< any integer or bool
    std::optional<double> number(std::string_view key) const;   ///< any integer or float
    std::optional<bool> boolean(std::string_view key) const;
    std::optional<std::string_view> string(std::string_view key) const;
    std::span<const std::string> strings(std::string_view key) const; ///< empty when absent
    std::span<const int64_t> integers(std::string_view key) const;    ///< empty when absent
    std::span<const double> numbers(std::string_view key) const;      ///< empty when absent
    const std::map<std::string, Value, std::less<>>& all() const { return m_values; }

private:
    std::map<std::string, Value, std::less<>> m_values;
};

/// A metadata entry as the file has it, so that it can be copied to another file unchanged.
struct RawEntry {
    std::string key;
    uint32_t type = 0;                ///< GGUF value type id
    std::span<const std::byte> bytes; ///< the value, without its type id; lives as long as its File
};

/// A tensor inside the mapped file. `shape[0]` is the row length (GGUF order: fastest first); a weight
/// matrix of a product y = W·x has shape [inputs, outputs]. `bytes` lives as long as its File.
struct TensorView {
    std::string name;
    TensorType type = TensorType::F32;
    std::array<int64_t, 4> shape = {1, 1, 1, 1};
    int dimensions = 0;
    std::span<const std::byte> bytes;

    int64_t columns() const { return shape[0]; }
    int64_t rows() const { return shape[1] * shape[2] * shape[3]; }
    int64_t elements() const { return columns() * rows(); }
};

/// Name of any tensor type that GGUF defines, also of those that we do not run ("IQ2_XS"); "type 99" when
/// unknown.
std::string type_name(TensorType type);

/// A mapped GGUF file, or all parts of a split one (`…-00001-of-00003.gguf`).
class File {
public:
    /// Maps and checks the file. Errors name the file and the cause; nothing larger than the file justifies
    /// is ever allocated.
    static Result<std::shared_ptr<const File>> open(const std::filesystem::path& path);
    /// Parses bytes in memory that outlive the File; for tests and fuzzing.
    static Result<std::shared_ptr<const File>> parse(std::span<const std::byte> bytes, std::string name);

    virtual ~File();
    const Metadata& metadata() const { return m_metadata; }
    /// In the order of the file; of a split file, those of the first part.
    const std::vector<RawEntry>& raw_metadata() const { return m_raw_metadata; }
    /// In the order of the file. A type may be one that GGUF defines and we do not run: type_layout() tells.
    const std::vector<TensorView>& tensors() const { return m_tensors; }
    const TensorView* tensor(std::string_view name) const;
    const std::filesystem::path& path() const { return m_path; }
    uint32_t version() const { return m_version; }
    /// Size of all parts in bytes.
    uint64_t size() const { return m_size; }
    /// Tells the system that the pages of `bytes` will not be needed again soon (after a repack or an
    /// upload).
    void forget(std::span<const std::byte> bytes) const;

protected:
    File();
    friend class Reader;

    Metadata m_metadata;
    std::vector<RawEntry> m_raw_metadata;
    std::vector<TensorView> m_tensors;
    std::vector<std::unique_ptr<MappedFile>> m_mappings;
    std::map<std::string, size_t, std::less<>> m_index;
    std::filesystem::path m_path;
    uint32_t m_version = 0;
    uint64_t m_size = 0;
};

} // namespace hearth::gguf
