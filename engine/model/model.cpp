#include "engine/model/model.h"

#include "engine/core/checksum.h"
#include "engine/devices.h"
#include "engine/forward.h"
#include "engine/split_backend.h"

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
        const auto first_bytes = tensor.bytes.first(std::min<size_t>(tensor.bytes.size(), 256));
        sum.add(first_bytes);
        file.forget(first_bytes); // some systems map 2 MiB for them
    }
    return sum.value();
}

} // namespace

Result<std::shared_ptr<const Model>> Model::load(const std::filesystem::path& path,
                                                 const ModelOptions& options) {
    std::shared_ptr<Model> model(new Model);
    TRY_ASSIGN(model->m_file, gguf::File::open(path));
    TRY_ASSIGN(model->m_config, read_config(*model->m_file));
    model->m_options = options;
    if (!model->m_config.causal) // every token sees every other one: a text goes through in one pass
        model->m_options.batch_rows =
            std::max(options.batch_rows, std::min(model->m_config.context_length, 8192));
    auto tokenizer = Tokenizer::create(model->metadata());
    if (tokenizer)
        model->m_tokenizer = std::move(*tokenizer);
    else
        model->m_tokenizer_error = std::move(tokenizer).error();
    TRY(model->load_somewhere());
    model->m_fingerprint = fingerprint_of(*model->m_file);
    return model;
}

/// Sizes are estimates and other programs take memory meanwhile: where they turn out too small, a device gets
/// fewer layers, down to one.
Result<void> Model::load_somewhere() {
    int32_t wanted = m_options.device_layers;
    while (true) {
        TRY(open_devices(wanted));
        if (m_options.check_memory)
            TRY(check_memory());
        auto loaded = load_weights_and_buffers();
        const bool fewer_may_fit = !loaded && loaded.error().kind == ErrorKind::OutOfMemory &&
                                   m_options.device_layers < 0 && m_placement && m_placement->on_device > 1;
        if (!fewer_may_fit)
            return loaded;
        wanted = std::max(1, m_placement->on_device - 1 - m_placement->layers / 8);
    }
}

Result<void> Model::open_devices(int32_t device_layers) {
    m_forward.reset();
    m_weights = {};
    m_backend.reset();
    m_placement.reset();
    m_shared_memory = true;
    const bool none_on_device = device_layers == 0 && m_options.device != "reference";
    // Logits of small models lie close to each other, and their products take no time.
    constexpr int32_t small_width = 768;
    const BackendOptions options{.threads = m_options.threads,
                                 .two_step_rows = m_config.embedding < small_width};
    TRY_ASSIGN(m_backend, create_backend(none_on_device ? "cpu" : m_options.device, options));
    if (m_config.routing.experts > 0 && !m_backend->runs_experts())
        return fail(ErrorKind::Unsupported, fmt::format("{}: {} does not run mixtures of experts",
                                                        m_file->path().string(), m_backend->name()));
    const auto memory = m_backend->memory();
    if (!memory)
        return {};
    m_shared_memory = memory->shared;
    const int32_t context =
        m_options.context_length > 0 ? m_options.context_length : std::min(m_config.context_length, 4096);
    const PartBytes parts = part_bytes(*m_file, m_config, context, m_options.cache_type, m_options.batch_rows,
                                       m_options.output_rows);
    m_placement = place_layers(parts, memory->free_bytes, device_layers);
    if (m_placement->whole)
        return {};
    if (m_placement->on_device == 0)
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("{}: {} into the memory of {}: {}", m_file->path().string(),
                                parts.inseparable ? "its layers cannot be divided, so none goes"
                                                  : "not even one layer fits",
                                m_backend->name(), m_placement->explanation()));
    TRY_ASSIGN(auto processor, create_backend("cpu", options));
    m_backend = create_split_backend(std::move(processor), std::move(m_backend), m_config.layers,
                                     m_config.layers - m_placement->on_device);
    return {};
}

Result<void> Model::load_weights_and_buffers() {
    TRY_ASSIGN(m_weights, load_weights(*m_file, m_config, *m_backend, m_options.progress));
    TRY_ASSIGN(m_forward, Forward::create(m_config, m_weights, *m_backend,
                                          {m_options.batch_rows, m_options.output_rows}));
    return try_cache();
}

/// Of a device's memory nobody knows what is left before it is taken: that a cache fits is better known now
/// than at the first question.
Result<void> Model::try_cache() const {
    if (!m_placement || !m_config.causal || m_options.context_length <= 0)
        return {};
    TRY(m_backend->create_cache(m_config.cache_shape(m_options.context_length, m_options.cache_type)));
    return {};
}

Result<void> Model::check_memory() const {
    MemoryNeeds needs = memory(m_options.context_length, m_options.cache_type);
    if (m_placement && !m_shared_memory) {
        // What a card holds is not in the system's memory; intermediate results are on both sides.
        const uint64_t in_card =
            m_placement->device_bytes - std::min(m_placement->device_bytes, needs.activations);
        const uint64_t weights_in_card = in_card - std::min(in_card, m_placement->device_cache);
        needs.weights -= std::min(needs.weights, weights_in_card);
        needs.cache -= std::min(needs.cache, m_placement->device_cache);
    }
    const uint64_t available = available_memory();
    if (needs.total() <= available)
        return {};
    const bool shorter_helps = needs.weights + needs.activations <= available;
    return fail(
        ErrorKind::OutOfMemory,
        fmt::format("{}: needs {} of memory (weights {}, context of {} tokens {}), but only {} are free; {}",
                    m_file->path().string(), mebibytes(needs.total()), mebibytes(needs.weights),
                    m_options.context_length, mebibytes(needs.cache), mebibytes(available),
                    shorter_helps ? "a shorter context would fit"
                                  : "a smaller model or a smaller quantization may fit"));
}

int32_t Model::best_for(int32_t deciding) const {
    // Logits behind the vocabulary's end must not take the place of others.
    const bool all_known = m_tokenizer && m_config.vocabulary <= m_tokenizer->size();
    return all_known && deciding <= m_backend->largest_best() ? deciding : 0;
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
        {18, "Q6_K"},   {25, "IQ4_NL"}, {30, "IQ4_XS"}, {32, "BF16"},   {38, "MXFP4"},
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
