#include "engine/model/model.h"

#include "engine/core/checksum.h"
#include "engine/devices.h"
#include "engine/forward.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace hearth {

Model::~Model() = default;

namespace {

uint64_t fingerprint_of(const gguf::File& file) {
    Checksum sum;
    for (const gguf::RawEntry& entry : file.raw_metadata()) {
        // The vocabulary and names are many bytes that say little about the numbers.
        if (entry.key.starts_with("tokenizer.") || entry.key.starts_with("general."))
            continue;
        sum.add(entry.key);
        sum.add(entry.bytes);
    }
    for (const gguf::TensorView& tensor : file.tensors()) {
        sum.add(tensor.name);
        sum.add(static_cast<uint64_t>(tensor.type));
        for (const int64_t length : tensor.shape)
            sum.add(static_cast<uint64_t>(length));
        sum.add(tensor.bytes.first(std::min<size_t>(tensor.bytes.size(), 256)));
    }
    return sum.value();
}

std::string mebibytes(uint64_t bytes) {
    return fmt::format("{:.0f} MiB", static_cast<double>(bytes) / (1 << 20));
}

Result<void> check_memory(const gguf::File& file, const ModelConfig& config, const ModelOptions& options) {
    const MemoryNeeds needs = estimate_memory(file, config, options.context_length, options.cache_type,
                                              options.batch_rows, options.output_rows);
    const uint64_t available = available_memory();
    if (needs.total() <= available)
        return {};
    const bool shorter_helps = needs.weights + needs.activations <= available;
    return fail(
        ErrorKind::OutOfMemory,
        fmt::format("{}: needs {} of memory (weights {}, context of {} tokens {}), but only {} are free; {}",
                    file.path().string(), mebibytes(needs.total()), mebibytes(needs.weights),
                    options.context_length, mebibytes(needs.cache), mebibytes(available),
                    shorter_helps ? "a shorter context would fit"
                                  : "a smaller model or a smaller quantization may fit"));
}

} // namespace

Result<std::shared_ptr<const Model>> Model::load(const std::filesystem::path& path,
                                                 const ModelOptions& options) {
    std::shared_ptr<Model> model(new Model);
    TRY_ASSIGN(model->m_file, gguf::File::open(path));
    TRY_ASSIGN(model->m_config, read_config(*model->m_file));
    model->m_options = options;
    ForwardLimits limits{options.batch_rows, options.output_rows};
    if (!model->m_config.causal) // every token sees every other one: a text goes through in one pass
        limits.rows = std::max(limits.rows, std::min(model->m_config.context_length, 8192));
    model->m_options.batch_rows = limits.rows;
    if (options.check_memory)
        TRY(check_memory(*model->m_file, model->m_config, model->m_options));
    auto tokenizer = Tokenizer::create(model->metadata());
    if (tokenizer)
        model->m_tokenizer = std::move(*tokenizer);
    else
        model->m_tokenizer_error = std::move(tokenizer).error();
    TRY_ASSIGN(model->m_backend, create_backend(options.device, {.threads = options.threads}));
    TRY_ASSIGN(model->m_weights,
               load_weights(*model->m_file, model->m_config, *model->m_backend, options.progress));
    TRY_ASSIGN(model->m_forward,
               Forward::create(model->m_config, model->m_weights, *model->m_backend, limits));
    model->m_fingerprint = fingerprint_of(*model->m_file);
    return model;
}

Result<const Tokenizer*> Model::tokenizer() const {
    if (m_tokenizer)
        return m_tokenizer.get();
    return fail(m_tokenizer_error->kind, fmt::format("{}: its tokenizer cannot be used: {}",
                                                     m_file->path().string(), m_tokenizer_error->message));
}

int64_t Model::parameters() const {
    int64_t total = 0;
    for (const gguf::TensorView& tensor : m_file->tensors())
        total += tensor.elements();
    return total;
}

std::string Model::quantization() const {
    return quantization_name(*m_file);
}

MemoryNeeds Model::memory(int32_t context_length, CacheType cache_type) const {
    return estimate_memory(*m_file, m_config, context_length, cache_type, m_options.batch_rows,
                           m_options.output_rows);
}

std::string quantization_name(const gguf::File& file) {
    // general.file_type of llama.cpp's converters.
    constexpr auto names = std::to_array<std::pair<int64_t, std::string_view>>({
        {0, "F32"},     {1, "F16"},     {2, "Q4_0"},    {3, "Q4_1"},    {7, "Q8_0"},
        {8, "Q5_0"},    {9, "Q5_1"},    {10, "Q2_K"},   {11, "Q3_K_S"}, {12, "Q3_K_M"},
        {13, "Q3_K_L"}, {14, "Q4_K_S"}, {15, "Q4_K_M"}, {16, "Q5_K_S"}, {17, "Q5_K_M"},
        {18, "Q6_K"},   {25, "IQ4_NL"}, {30, "IQ4_XS"}, {32, "BF16"},
    });
    const auto type = file.metadata().integer("general.file_type");
    for (const auto& [id, name] : names)
        if (type == id)
            return std::string(name);
    std::map<TensorType, int64_t> elements;
    for (const gguf::TensorView& tensor : file.tensors())
        elements[tensor.type] += tensor.elements();
    const auto most = std::ranges::max_element(elements, {}, [](const auto& entry) { return entry.second; });
    return most == elements.end() ? "unknown" : gguf::type_name(most->first);
}

} // namespace hearth
