#include "engine/quantize.h"

#include "engine/core/parallel.h"
#include "engine/devices.h"
#include "engine/gguf/writer.h"
#include "engine/quant/decode.h"
#include "engine/quant/encode.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>

namespace hearth {

namespace {

/// Rows that are decoded, encoded and written at a time: about this many elements.
constexpr int64_t elements_per_slice = 1 << 24;

class Quantizer {
public:
    Quantizer(const gguf::File& input, const QuantizeOptions& options)
        : m_input(input)
        , m_options(options)
        , m_threads(options.threads > 0 ? options.threads : performance_core_count()) {}

    Result<void> write(const std::filesystem::path& path);

private:
    void add_metadata();
    Result<void> convert(const gguf::TensorView& tensor, TensorType type);
    Result<void> convert_slice(const gguf::TensorView& tensor, TensorType type, int64_t first, int64_t count);

    const gguf::File& m_input;
    const QuantizeOptions& m_options;
    int32_t m_threads;
    gguf::Writer m_writer;
};

void Quantizer::add_metadata() {
    for (const gguf::RawEntry& entry : m_input.raw_metadata()) {
        const bool replaced = entry.key == "general.file_type" ||
                              entry.key == "general.quantization_version" ||
                              entry.key == "general.alignment" || entry.key.starts_with("split.");
        if (!replaced)
            m_writer.add_raw(entry);
    }
    m_writer.add_uint32("general.file_type", static_cast<uint32_t>(m_options.mix.file_type));
    m_writer.add_uint32("general.quantization_version", 2);
}

Result<void> Quantizer::convert_slice(const gguf::TensorView& tensor, TensorType type, int64_t first,
                                      int64_t count) {
    const auto columns = static_cast<size_t>(tensor.columns());
    const size_t in_bytes = row_bytes(tensor.type, columns), out_bytes = row_bytes(type, columns);
    std::vector<std::byte> out(out_bytes * static_cast<size_t>(count));
    std::span<const float> importance =
        m_options.importance ? m_options.importance->of(tensor.name) : std::span<const float>();
    if (importance.size() != columns)
        importance = {};
    std::atomic<bool> finite = true;
    parallel_for(m_threads, count, [&](int64_t begin, int64_t end) {
        std::vector<float> row(columns);
        for (int64_t r = begin; r < end; ++r) {
            decode_row(tensor.type, tensor.bytes.data() + static_cast<size_t>(first + r) * in_bytes,
                       row.data(), columns);
            if (!std::ranges::all_of(row, [](float x) { return std::isfinite(x); }))
                finite = false;
            else
                encode_row(type, row.data(), out.data() + static_cast<size_t>(r) * out_bytes, columns,
                           importance.empty() ? nullptr : importance.data());
        }
    });
    if (!finite)
        return fail(ErrorKind::InvalidInput, fmt::format("{}: tensor {} holds numbers that are not finite",
                                                         m_input.path().string(), tensor.name));
    return m_writer.write(out);
}

Result<void> Quantizer::convert(const gguf::TensorView& tensor, TensorType type) {
    if (type == tensor.type)
        return m_writer.write(tensor.bytes);
    const int64_t rows_per_slice = std::max<int64_t>(1, elements_per_slice / tensor.columns());
    for (int64_t first = 0; first < tensor.rows(); first += rows_per_slice)
        TRY(convert_slice(tensor, type, first, std::min(rows_per_slice, tensor.rows() - first)));
    m_input.forget(tensor.bytes);
    return {};
}

Result<void> Quantizer::write(const std::filesystem::path& path) {
    std::vector<TensorType> types;
    add_metadata();
    for (const gguf::TensorView& tensor : m_input.tensors()) {
        const auto layout = type_layout(tensor.type);
        if (!layout)
            return fail(ErrorKind::Unsupported,
                        fmt::format("{}: tensor {} has the type {}, which Hearth cannot read",
                                    m_input.path().string(), tensor.name, gguf::type_name(tensor.type)));
        const TensorType type = choose_type(m_input, tensor, m_options);
        if (type != tensor.type && layout->block_length > 1 && !m_options.requantize)
            return fail(
                ErrorKind::InvalidInput,
                fmt::format(
                    "{}: tensor {} is quantized already ({}); start from F32, F16 or BF16, or allow it with "
                    "--requantize at a loss",
                    m_input.path().string(), tensor.name, layout->name));
        types.push_back(type);
        m_writer.add_tensor(tensor.name, type,
                            std::span(tensor.shape).first(static_cast<size_t>(tensor.dimensions)));
    }
    TRY(m_writer.begin(path));
    for (size_t i = 0; i < types.size(); ++i) {
        const gguf::TensorView& tensor = m_input.tensors()[i];
        if (m_options.progress && !m_options.progress(tensor, types[i], i, types.size()))
            return fail(ErrorKind::Cancelled, "stopped");
        TRY(convert(tensor, types[i]));
    }
    return m_writer.finish();
}

} // namespace

Result<void> quantize(const gguf::File& input, const std::filesystem::path& output,
                      const QuantizeOptions& options) {
    std::error_code error;
    if (std::filesystem::equivalent(input.path(), output, error))
        return fail(ErrorKind::InvalidInput,
                    fmt::format("{}: the result cannot replace the file it is made from", output.string()));
    std::filesystem::path temporary = output;
    temporary += ".part";
    auto written = Quantizer(input, options).write(temporary);
    if (written) {
        std::filesystem::rename(temporary, output, error);
        if (error)
            written = fail(ErrorKind::Io,
                           fmt::format("{}: cannot be written: {}", output.string(), error.message()));
    }
    if (!written) {
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
    }
    return written;
}

} // namespace hearth
