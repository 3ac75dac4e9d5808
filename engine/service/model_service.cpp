#include "engine/service/model_service.h"

#include "engine/devices.h"
#include "engine/forward.h"
#include "engine/service/embedding.h"
#include "engine/service/prompt_builder.h"
#include "engine/service/tool_calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace hearth::service {

namespace {

CacheType cache_type_of(const std::string& name) {
    if (name == "q8_0")
        return CacheType::Q8_0;
    return name == "q4_0" ? CacheType::Q4_0 : CacheType::F16;
}

/// The longest context that the model was trained for and that leaves memory for everything else.
int32_t comfortable_context(const gguf::File& file, const ModelConfig& config, CacheType type) {
    constexpr int32_t longest = 32768;
    constexpr int32_t shortest = 2048;
    constexpr uint64_t most_bytes = uint64_t(2) << 30;
    const uint64_t limit = std::min(most_bytes, available_memory() / 4);
    int32_t length = std::min(config.context_length > 0 ? config.context_length : 4096, longest);
    while (length > shortest && estimate_memory(file, config, length, type).cache > limit)
        length = std::max(shortest, length / 2);
    return length;
}

/// How many caches of this size may be held at once. A device's memory must take its share of each.
int32_t cache_count(const Model& model, uint64_t cache_bytes) {
    constexpr uint64_t most_bytes = uint64_t(4) << 30;
    const uint64_t limit = std::min(most_bytes, available_memory() / 2);
    uint64_t count = limit / std::max<uint64_t>(cache_bytes, 1);
    if (const auto& placement = model.placement()) {
        const uint64_t free = model.backend().memory().value_or(DeviceMemory{}).free_bytes;
        count = std::min(count, free / std::max<uint64_t>(placement->device_cache, 1));
    }
    return static_cast<int32_t>(std::clamp<uint64_t>(count, 1, 16));
}

/// One line for a model that is split between devices.
std::string split_notice(const Model& model) {
    const auto& placement = model.placement();
    if (!placement || placement->whole)
        return {};
    return fmt::format("The GPU computes {}; the CPU computes the others.", placement->explanation());
}

} // namespace

struct ModelService::Loaded {
    std::shared_ptr<const Model> model;
    const Tokenizer* tokenizer;
    std::optional<PromptBuilder> builder;
    ToolFormat tool_format = ToolFormat::Bare;
    std::vector<TokenId> tool_markers;
    ModelDescription description;
    std::unique_ptr<Scheduler> scheduler; ///< none for embedders
    bool on_cpu = false;
};

/// Remembers what an answer says so far, so that it can go on elsewhere when its device is lost or has no
/// memory for it.
class ModelService::ContinuingListener : public GenerationListener {
public:
    ContinuingListener(ModelService& service, GenerateRequest request, std::stop_token stop,
                       std::shared_ptr<GenerationListener> listener)
        : m_service(service)
        , m_request(std::move(request))
        , m_stop(std::move(stop))
        , m_listener(std::move(listener)) {}
    void started() override { m_listener->started(); }
    void progress(int32_t processed, int32_t total) override { m_listener->progress(processed, total); }
    void text(std::string_view text, std::span<const TokenReport> tokens) override {
        m_text += text;
        m_listener->text(text, tokens);
    }
    void finished(ServiceResult<GenerationOutcome> outcome) override {
        const ErrorKind kind = outcome ? ErrorKind::Internal : outcome.error().kind;
        const bool device_failed = kind == ErrorKind::DeviceLost || kind == ErrorKind::OutOfMemory;
        if (device_failed && take_text_along())
            m_service.continue_on_cpu({std::move(m_request), m_stop,
                                       std::make_shared<SecondHalf>(std::move(m_text), m_listener), kind});
        else
            m_listener->finished(std::move(outcome));
    }

private:
    /// What follows the text that came before the device was lost; at the end both are one answer.
    class SecondHalf : public GenerationListener {
    public:
        SecondHalf(std::string first, std::shared_ptr<GenerationListener> listener)
            : m_first(std::move(first)), m_listener(std::move(listener)) {}
        void progress(int32_t processed, int32_t total) override { m_listener->progress(processed, total); }
        void text(std::string_view text, std::span<const TokenReport> tokens) override {
            m_listener->text(text, tokens);
        }
        void finished(ServiceResult<GenerationOutcome> outcome) override {
            if (outcome)
                outcome->text.insert(0, m_first);
            m_listener->finished(std::move(outcome));
        }

    private:
        std::string m_first;
        std::shared_ptr<GenerationListener> m_listener;
    };

    /// Makes the request one that goes on after m_text. False: a prompt that can't be prolonged by text, or
    /// an answer under a constraint, which would begin anew.
    bool take_text_along() {
        const SamplingOptions& sampling = m_request.sampling;
        if (!m_text.empty() && (!sampling.grammar.empty() || !sampling.json_schema.empty()))
            return false;
        if (m_request.prompt.source == Prompt::Source::Messages)
            m_request.prompt.answer_prefix += m_text;
        else if (m_request.prompt.source == Prompt::Source::Text)
            m_request.prompt.text += m_text;
        else if (!m_text.empty())
            return false;
        if (const auto tokens = m_service.tokenize(m_text, false, false); tokens && m_request.max_tokens > 0)
            m_request.max_tokens = std::max(0, m_request.max_tokens - static_cast<int32_t>(tokens->size()));
        return true;
    }

    ModelService& m_service;
    GenerateRequest m_request;
    std::stop_token m_stop;
    std::shared_ptr<GenerationListener> m_listener;
    std::string m_text;
};

ModelService::ModelService(const ModelServiceOptions& options)
    : m_options(options), m_recovery([this] { run_recovery(); }) {}

ModelService::~ModelService() {
    unload();
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_recovery.join();
}

std::shared_ptr<ModelService::Loaded> ModelService::loaded() const {
    const std::lock_guard lock(m_mutex);
    return m_loaded;
}

std::vector<DeviceDescription> ModelService::devices() {
    std::vector<DeviceDescription> list;
    bool preferred = true; // the first usable one: list_devices() sorts by preference
    for (const DeviceInfo& device : list_devices()) {
        list.push_back({device.id, device.name, device.kind, device.memory_bytes, device.usable,
                        device.usable && preferred, device.note});
        preferred &= !device.usable;
    }
    return list;
}

ServiceResult<ModelDescription> ModelService::load(const LoadRequest& request,
                                                   const std::function<void(double)>& progress,
                                                   std::stop_token stop) {
    const std::lock_guard one_at_a_time(m_load_mutex);
    unload();
    auto result = load_on(request, {}, progress, stop);
    if (result || request.device != "auto" || result.error().kind == ErrorKind::Cancelled ||
        !may_work_on_cpu({result.error().kind, {}}))
        return result;
    // What "auto" picked does not work out; the CPU may.
    const auto devices = list_devices();
    const auto picked = std::ranges::find_if(devices, &DeviceInfo::usable);
    if (picked == devices.end() || picked->kind == "cpu")
        return result;
    LoadRequest on_cpu = request;
    on_cpu.device = "cpu";
    return load_on(on_cpu, fmt::format("{} is not used: {}", picked->name, result.error().message), progress,
                   stop);
}

ServiceResult<ModelDescription> ModelService::load_on(const LoadRequest& request, const std::string& notice,
                                                      const std::function<void(double)>& progress,
                                                      std::stop_token stop) {
    ModelOptions options;
    options.device = request.device;
    options.threads = request.threads;
    options.device_layers = request.device_layers;
    options.cache_type = cache_type_of(request.cache_type);
    {
        TRY_ASSIGN(const auto file, gguf::File::open(request.path));
        TRY_ASSIGN(const auto config, read_config(*file));
        options.context_length = request.context_length > 0
                                     ? request.context_length
                                     : comfortable_context(*file, config, options.cache_type);
    }
    options.progress = [&](float share) {
        if (progress)
            progress(share);
        return !stop.stop_requested();
    };
    auto fresh = std::make_shared<Loaded>();
    TRY_ASSIGN(fresh->model, Model::load(request.path, options));
    const Model& model = *fresh->model;
    TRY_ASSIGN(fresh->tokenizer, model.tokenizer());
    TRY_ASSIGN(fresh->builder, PromptBuilder::create(model));
    fresh->tool_format = tool_format_of(fresh->builder->template_source());
    for (const std::string_view marker : tool_markers(fresh->tool_format))
        if (const TokenId id = fresh->tokenizer->find(marker); id != no_token)
            fresh->tool_markers.push_back(id);
    const MemoryNeeds needs = model.memory(options.context_length, options.cache_type);
    if (model.config().causal) {
        SchedulerOptions scheduling;
        scheduling.context_length = options.context_length;
        scheduling.cache_type = options.cache_type;
        scheduling.caches = cache_count(model, needs.cache);
        scheduling.parallel = std::min(m_options.parallel, scheduling.caches);
        scheduling.queue_limit = m_options.queue_limit;
        fresh->scheduler = std::make_unique<Scheduler>(fresh->model, *fresh->tokenizer, scheduling);
    }
    ModelDescription& description = fresh->description;
    description.path = request.path.string();
    description.name = model.config().name.empty() ? request.path.stem().string() : model.config().name;
    description.architecture = model.config().architecture;
    description.quantization = model.quantization();
    description.device = model.backend().name();
    description.notice = notice.empty() ? split_notice(model) : notice;
    description.context_length = options.context_length;
    description.trained_context_length = model.config().context_length;
    description.file_bytes = model.file().size();
    description.parameters = static_cast<uint64_t>(model.parameters());
    description.memory_bytes = needs.total();
    description.vocabulary_size = fresh->tokenizer->size();
    description.threads = model.backend().threads();
    description.has_template = fresh->builder->has_template();
    description.supports_tools = fresh->builder->supports_tools();
    description.can_infill = fresh->builder->can_infill();
    description.can_embed = can_embed(model);
    description.is_starter = model.metadata().boolean("hearth.starter").value_or(false);
    fresh->on_cpu = request.device == "cpu" || (model.backend().threads() > 0 && !model.backend().memory());
    if (progress)
        progress(1);
    const std::lock_guard lock(m_mutex);
    m_loaded = fresh;
    m_request = request;
    return description;
}

void ModelService::unload() {
    std::shared_ptr<Loaded> old;
    {
        const std::lock_guard lock(m_mutex);
        old.swap(m_loaded);
    }
    if (!old)
        return;
    if (old->scheduler)
        old->scheduler->shut_down(); // another thread may still hold the model for a moment
    old.reset();
#ifdef __GLIBC__
    malloc_trim(0); // the memory goes back to the system now, not some day
#endif
}

std::optional<ModelDescription> ModelService::model() const {
    const std::lock_guard lock(m_mutex);
    return m_loaded ? std::optional(m_loaded->description) : std::nullopt;
}

ServiceResult<std::vector<TokenId>> ModelService::tokenize(std::string_view text, bool special, bool bos) {
    const auto current = loaded();
    if (!current)
        return std::unexpected(Failure::no_model());
    return current->tokenizer->encode(
        text,
        {.boundaries = bos ? BoundaryTokens::FromMetadata : BoundaryTokens::None, .parse_special = special});
}

ServiceResult<std::string> ModelService::detokenize(std::span<const TokenId> tokens) {
    const auto current = loaded();
    if (!current)
        return std::unexpected(Failure::no_model());
    return current->tokenizer->decode(tokens, true);
}

ServiceResult<std::string> ModelService::render(const Prompt& prompt) {
    const auto current = loaded();
    if (!current)
        return std::unexpected(Failure::no_model());
    TRY_ASSIGN(auto text, current->builder->text(prompt));
    return text;
}

ServiceResult<int32_t> ModelService::count(const Prompt& prompt) {
    const auto current = loaded();
    if (!current)
        return std::unexpected(Failure::no_model());
    TRY_ASSIGN(const auto tokens, current->builder->tokens(prompt));
    return static_cast<int32_t>(tokens.size());
}

ServiceResult<InferenceService::Embeddings> ModelService::embed(const std::vector<std::string>& texts,
                                                                std::stop_token stop) {
    const auto current = loaded();
    if (!current)
        return std::unexpected(Failure::no_model());
    return service::embed(*current->model, *current->tokenizer, texts, stop);
}

ServiceResult<Job> ModelService::make_job(const Loaded& current, GenerateRequest request) const {
    Job job;
    const bool with_tools = !request.prompt.tools.empty();
    std::optional<ForcedCall> forced;
    if (with_tools && request.tool_choice == GenerateRequest::ToolChoice::Required) {
        TRY_ASSIGN(forced, force_call(request.prompt.tools, request.tool_name, current.tool_format));
        request.prompt.answer_prefix += forced->prefix;
        request.sampling.json_schema = forced->schema.dump();
        job.filter = make_forced_filter();
    } else if (with_tools) {
        job.filter = make_tool_filter(current.tool_format);
        job.visible_tokens = current.tool_markers;
    }
    TRY_ASSIGN(job.prompt, current.builder->tokens(request.prompt));
    job.sampling = std::move(request.sampling);
    job.sampling.seed = request.seed ? *request.seed : std::random_device()() * uint64_t(0x100000001) + 7;
    job.stop = std::move(request.stop);
    job.max_tokens = request.max_tokens;
    job.conversation = std::move(request.conversation);
    job.priority = request.priority;
    return job;
}

void ModelService::generate(GenerateRequest request, std::stop_token stop,
                            std::shared_ptr<GenerationListener> listener) {
    const auto current = loaded();
    if (!current) {
        listener->finished(std::unexpected(Failure::no_model()));
        return;
    }
    if (!current->scheduler) {
        listener->finished(
            fail(ErrorKind::Unsupported, "The loaded model makes embeddings; it writes no text."));
        return;
    }
    std::shared_ptr<GenerationListener> ears = listener;
    if (!current->on_cpu)
        ears = std::make_shared<ContinuingListener>(*this, request, stop, listener);
    auto job = make_job(*current, std::move(request));
    if (!job) {
        listener->finished(std::unexpected(std::move(job).error()));
        return;
    }
    job->stop_token = std::move(stop);
    job->listener = std::move(ears);
    current->scheduler->submit(std::move(*job));
}

// ---- a lost device ----

void ModelService::continue_on_cpu(Interrupted interrupted) {
    {
        const std::lock_guard lock(m_mutex);
        m_interrupted.push_back(std::move(interrupted));
    }
    m_changed.notify_all();
}

void ModelService::run_recovery() {
    while (true) {
        std::vector<Interrupted> interrupted;
        LoadRequest request;
        bool lost = false;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_ending || !m_interrupted.empty(); });
            if (m_interrupted.empty())
                return;
            interrupted.swap(m_interrupted);
            request = m_request;
            lost = m_loaded && !m_loaded->on_cpu && !m_ending;
        }
        if (lost) {
            request.device = "cpu";
            const std::string notice =
                interrupted.front().reason == ErrorKind::OutOfMemory
                    ? "The graphics device ran out of memory; the model runs on the CPU now."
                    : "The graphics device stopped; the model runs on the CPU now.";
            const std::lock_guard one_at_a_time(m_load_mutex);
            unload();
            if (load_on(request, notice, {}, {}) && on_notice)
                on_notice(notice);
        }
        for (Interrupted& item : interrupted)
            generate(std::move(item.request), item.stop, item.listener);
    }
}

// ---- caches ----

ServiceResult<int32_t> ModelService::save_state(const std::string& conversation,
                                                const std::filesystem::path& path) {
    const auto current = loaded();
    if (!current || !current->scheduler)
        return std::unexpected(Failure::no_model());
    TRY_ASSIGN(const auto tokens, current->scheduler->save_state(conversation, path));
    return tokens;
}

ServiceResult<int32_t> ModelService::restore_state(const std::string& conversation,
                                                   const std::filesystem::path& path) {
    const auto current = loaded();
    if (!current || !current->scheduler)
        return std::unexpected(Failure::no_model());
    TRY_ASSIGN(const auto tokens, current->scheduler->restore_state(conversation, path));
    return tokens;
}

void ModelService::forget(const std::string& conversation) {
    if (const auto current = loaded(); current && current->scheduler)
        current->scheduler->forget(conversation);
}

Counters ModelService::counters() const {
    const auto current = loaded();
    return current && current->scheduler ? current->scheduler->counters() : Counters{};
}

} // namespace hearth::service
