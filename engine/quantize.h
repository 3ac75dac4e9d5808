// From one model file to another whose tensors have other types.
#pragma once

#include "engine/core/error.h"
#include "engine/gguf/file.h"
#include "engine/quant/types.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// How much each input column of a matrix matters, by tensor name: what llama-imatrix writes.
class ImportanceMatrix {
public:
    /// Reads the GGUF form ("….in_sum2", "….counts") or the older binary one.
    static Result<ImportanceMatrix> read(const std::filesystem::path& path);
    /// [columns] of the tensor; empty when there is none.
    std::span<const float> of(std::string_view tensor) const;

private:
    std::map<std::string, std::vector<float>, std::less<>> m_columns;
};

/// A way to quantize a whole model: one type, or a mix by the tensors' roles ("Q4_K_M").
struct QuantizationMix {
    std::string name;
    TensorType type = TensorType::F16; ///< of most matrices
    int64_t file_type = 0;             ///< general.file_type of the result

    static std::optional<QuantizationMix> from_name(std::string_view name);
    static std::vector<std::string> names();
};

struct QuantizeOptions {
    QuantizationMix mix;
    bool pure = false;       ///< every matrix gets the mix's type, whatever its role
    bool requantize = false; ///< accept matrices that are quantized already
    const ImportanceMatrix* importance = nullptr;
    int32_t threads = 0; ///< 0: one per performance core
    /// Hears of every tensor before it is converted; returning false cancels.
    std::function<bool(const gguf::TensorView& tensor, TensorType type, size_t index, size_t count)> progress;
};

/// The type that a tensor gets. Norms, biases, position tables and small vectors keep theirs or become F32.
TensorType choose_type(const gguf::File& file, const gguf::TensorView& tensor,
                       const QuantizeOptions& options);

/// Writes `output` (beside it first, then renamed). Errors name the file and the tensor.
Result<void> quantize(const gguf::File& input, const std::filesystem::path& output,
                      const QuantizeOptions& options);

} // namespace hearth
