// Importance matrix files: https://github.com/ggml-org/llama.cpp/tree/master/tools/imatrix
#include "engine/core/mapped_file.h"
#include "engine/quant/decode.h"
#include "engine/quantize.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace hearth {

namespace {

/// The older form: count, then per entry name, calls, and sums of squares.
class BinaryReader {
public:
    BinaryReader(std::span<const std::byte> bytes, std::string name)
        : m_bytes(bytes), m_name(std::move(name)) {}

    Result<std::map<std::string, std::vector<float>, std::less<>>> read() {
        std::map<std::string, std::vector<float>, std::less<>> columns;
        TRY_ASSIGN(const int32_t entries, number());
        for (int32_t i = 0; i < entries; ++i) {
            TRY_ASSIGN(const std::span<const std::byte> name, block(1));
            TRY_ASSIGN(const int32_t calls, number());
            TRY_ASSIGN(const std::span<const std::byte> sums, block(sizeof(float)));
            std::vector<float> values(sums.size() / sizeof(float));
            std::memcpy(values.data(), sums.data(), sums.size());
            for (float& value : values)
                value /= static_cast<float>(std::max(calls, 1));
            columns.emplace(std::string(reinterpret_cast<const char*>(name.data()), name.size()),
                            std::move(values));
        }
        return columns;
    }

private:
    Result<int32_t> number() {
        int32_t value = 0;
        if (m_bytes.size() < sizeof value)
            return fail(ErrorKind::InvalidInput, m_name + ": not an importance matrix, or cut short");
        std::memcpy(&value, m_bytes.data(), sizeof value);
        m_bytes = m_bytes.subspan(sizeof value);
        return value;
    }

    /// A count, then so many items of `size` bytes.
    Result<std::span<const std::byte>> block(size_t size) {
        TRY_ASSIGN(const int32_t count, number());
        if (count < 1 || static_cast<size_t>(count) > m_bytes.size() / size)
            return fail(ErrorKind::InvalidInput, m_name + ": not an importance matrix, or cut short");
        const auto result = m_bytes.first(static_cast<size_t>(count) * size);
        m_bytes = m_bytes.subspan(result.size());
        return result;
    }

    std::span<const std::byte> m_bytes;
    std::string m_name;
};

/// The GGUF form: sums of squares per column, and how many tokens they are of.
Result<std::map<std::string, std::vector<float>, std::less<>>> read_gguf(const gguf::File& file) {
    constexpr std::string_view suffix = ".in_sum2";
    std::map<std::string, std::vector<float>, std::less<>> columns;
    for (const gguf::TensorView& sums : file.tensors()) {
        if (!sums.name.ends_with(suffix))
            continue;
        const std::string name = sums.name.substr(0, sums.name.size() - suffix.size());
        const gguf::TensorView* counts = file.tensor(name + ".counts");
        if (!counts || sums.type != TensorType::F32 || counts->type != TensorType::F32)
            return fail(ErrorKind::InvalidInput,
                        fmt::format("{}: {} has no counts in F32", file.path().string(), sums.name));
        std::vector<float> values(static_cast<size_t>(sums.columns()));
        decode_row(sums.type, sums.bytes.data(), values.data(), values.size());
        float count = 0;
        decode_row(counts->type, counts->bytes.data(), &count, 1);
        for (float& value : values)
            value /= std::max(count, 1.0f);
        columns.emplace(name, std::move(values));
    }
    return columns;
}

} // namespace

Result<ImportanceMatrix> ImportanceMatrix::read(const std::filesystem::path& path) {
    TRY_ASSIGN(const auto mapping, MappedFile::open(path));
    ImportanceMatrix matrix;
    if (mapping->bytes().size() >= 4 && std::memcmp(mapping->bytes().data(), "GGUF", 4) == 0) {
        TRY_ASSIGN(const auto file, gguf::File::open(path));
        TRY_ASSIGN(matrix.m_columns, read_gguf(*file));
    } else {
        TRY_ASSIGN(matrix.m_columns, BinaryReader(mapping->bytes(), path.string()).read());
    }
    if (matrix.m_columns.empty())
        return fail(ErrorKind::InvalidInput, path.string() + ": an importance matrix without entries");
    for (auto& [name, values] : matrix.m_columns)
        if (std::ranges::any_of(values, [](float value) { return !std::isfinite(value) || value < 0; }))
            return fail(ErrorKind::InvalidInput,
                        fmt::format("{}: the entry {} holds a number that is negative or not finite",
                                    path.string(), name));
    return matrix;
}

std::span<const float> ImportanceMatrix::of(std::string_view tensor) const {
    const auto entry = m_columns.find(tensor);
    return entry == m_columns.end() ? std::span<const float>() : std::span<const float>(entry->second);
}

} // namespace hearth
