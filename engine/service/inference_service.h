// What the engine offers to whoever speaks to it: the JSON-RPC host and the HTTP server are two ways of
// asking the same service. Implementations: ModelService (real models), and a scripted one in the tests.
#pragma once

#include "engine/core/error.h"
#include "engine/core/token.h"
#include "engine/sampling/sampler.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::service {

/// Templates are sensitive to the order of members ("parameters" of a tool …), so order is kept.
using Json = nlohmann::ordered_json;

/// Why a request failed: an Error, and what a client may act upon.
struct Failure {
    enum class Cause { Other, NoModel, QueueFull, PromptTooLong };
    ErrorKind kind = ErrorKind::Internal;
    std::string message;
    Cause cause = Cause::Other;
    int32_t prompt_tokens = 0;  ///< with PromptTooLong
    int32_t context_length = 0; ///< with PromptTooLong

    Failure() = default;
    Failure(Error error) : kind(error.kind), message(std::move(error.message)) {}
    static Failure no_model();
    static Failure queue_full(int32_t waiting);
    static Failure prompt_too_long(int32_t prompt_tokens, int32_t context_length);
};

template <typename T>
using ServiceResult = std::expected<T, Failure>;

/// A device that could run a model.
struct DeviceDescription {
    std::string id;   ///< "cpu", "vulkan:0"
    std::string name; ///< as people read it
    std::string kind; ///< "cpu", "gpu"
    uint64_t memory_bytes = 0;
    bool usable = false;
    bool preferred = false; ///< would be picked for "auto"
    std::string note;       ///< why it is (not) picked
};

/// A loaded model.
struct ModelDescription {
    std::string path;
    std::string name;
    std::string architecture;
    std::string quantization;
    std::string device;
    std::string notice; ///< empty, or one line that a person should see
    int32_t context_length = 0;
    int32_t trained_context_length = 0;
    uint64_t file_bytes = 0;
    uint64_t parameters = 0;
    uint64_t memory_bytes = 0;
    int32_t vocabulary_size = 0;
    int32_t threads = 0; ///< of the processor, when all of them work; 0: a GPU computes alone
    bool has_template = false;
    bool supports_tools = false;
    bool can_infill = false;
    bool can_embed = false;
    bool is_starter = false;
};

struct LoadRequest {
    std::filesystem::path path;
    std::string device = "auto";
    int32_t context_length = 0; ///< 0: as trained, as far as memory allows
    int32_t threads = 0;        ///< 0: performance cores
    std::string cache_type = "f16";
    int32_t device_layers = -1; ///< layers that a GPU gets; −1: as many as fit (ModelOptions)
};

/// Where the tokens of a prompt come from.
struct Prompt {
    enum class Source { Messages, Text, Tokens, Infill };
    Source source = Source::Messages;
    Json messages = Json::array();
    Json tools = Json::array();
    Json template_options = Json::object();
    bool add_generation_prompt = true;
    std::string answer_prefix; ///< the answer begins with this; not reported again
    std::string text;
    bool parse_special = false; ///< control tokens in `text` are recognised
    std::vector<TokenId> tokens;
    std::string infill_prefix;
    std::string infill_suffix;
};

enum class Priority { Interactive, Background };

struct GenerateRequest {
    Prompt prompt;
    SamplingOptions sampling;
    std::optional<uint64_t> seed; ///< absent: a fresh one each time
    int32_t max_tokens = -1;      ///< -1: until the model ends or the context is full
    std::vector<std::string> stop;
    std::string conversation; ///< names the cache that is kept; empty: none is kept by name
    Priority priority = Priority::Interactive;
    /// Whether a tool must be called: a call is then written under constraint.
    enum class ToolChoice { Auto, Required } tool_choice = ToolChoice::Auto;
    std::string tool_name; ///< with Required: which one; empty: any
};

/// A generated token with its probabilities, for callers that asked for `sampling.logprobs`.
struct TokenReport {
    SampledToken token;
    std::string bytes;
    std::vector<std::string> top_bytes; ///< one for each of token.top
};

enum class FinishReason { Stop, Length, Context, Cancelled, ToolCalls };

/// "stop", "length", "context", "cancelled", "tool_calls".
std::string_view finish_reason_name(FinishReason reason);

struct GenerationOutcome {
    FinishReason finish = FinishReason::Stop;
    std::string text;                ///< the whole answer without the markup of tool calls
    Json tool_calls = Json::array(); ///< OpenAI form
    int32_t prompt_tokens = 0;
    int32_t cached_tokens = 0; ///< of prompt_tokens: found in a cache
    int32_t generated_tokens = 0;
    double prefill_seconds = 0;
    double decode_seconds = 0;
    double first_token_seconds = 0; ///< from submission
    int32_t context_used = 0;
    int32_t context_size = 0;
};

/// Counters since the start, for /metrics.
struct Counters {
    uint64_t requests = 0;
    uint64_t prompt_tokens = 0; ///< evaluated, without those found in caches
    uint64_t cached_tokens = 0;
    uint64_t generated_tokens = 0;
    uint64_t passes = 0;
    int32_t running = 0;
    int32_t waiting = 0;
    int32_t caches = 0;
};

/// Hears about one generation. Called from the service's threads, one call at a time; must not block for
/// long.
class GenerationListener {
public:
    virtual ~GenerationListener() = default;
    virtual void started() {}
    virtual void progress(int32_t /*processed*/, int32_t /*total*/) {}
    /// Whole characters. `tokens` is empty unless log probabilities were asked for.
    virtual void text(std::string_view text, std::span<const TokenReport> tokens) = 0;
    /// The last call. A cancelled generation has an outcome, not an error.
    virtual void finished(ServiceResult<GenerationOutcome> outcome) = 0;
};

/// All functions may be called from any thread. What needs a model fails with Cause::NoModel when there is
/// none.
class InferenceService {
public:
    virtual ~InferenceService() = default;

    virtual std::vector<DeviceDescription> devices() = 0;

    /// Loads a model in place of the present one; blocks until done. `progress` gets 0…1.
    virtual ServiceResult<ModelDescription>
    load(const LoadRequest& request, const std::function<void(double)>& progress, std::stop_token stop) = 0;
    /// Cancels what runs and gives the memory back.
    virtual void unload() = 0;
    virtual std::optional<ModelDescription> model() const = 0;

    virtual ServiceResult<std::vector<TokenId>> tokenize(std::string_view text, bool special, bool bos) = 0;
    virtual ServiceResult<std::string> detokenize(std::span<const TokenId> tokens) = 0;
    virtual ServiceResult<std::string> render(const Prompt& prompt) = 0;
    virtual ServiceResult<int32_t> count(const Prompt& prompt) = 0;
    /// Vectors of length 1, and how many tokens went in. Blocks.
    struct Embeddings {
        std::vector<std::vector<float>> vectors;
        int32_t tokens = 0;
    };
    virtual ServiceResult<Embeddings> embed(const std::vector<std::string>& texts, std::stop_token stop) = 0;

    /// Queues a generation and returns; the listener is kept until it heard finished(), which always comes.
    virtual void generate(GenerateRequest request, std::stop_token stop,
                          std::shared_ptr<GenerationListener> listener) = 0;

    /// Tokens written or read; see GenerateRequest::conversation.
    virtual ServiceResult<int32_t> save_state(const std::string& conversation,
                                              const std::filesystem::path& path) = 0;
    virtual ServiceResult<int32_t> restore_state(const std::string& conversation,
                                                 const std::filesystem::path& path) = 0;
    virtual void forget(const std::string& conversation) = 0;

    virtual Counters counters() const { return {}; }

    /// One line for a person, when something happens that nobody asked for (a GPU was lost).
    std::function<void(std::string)> on_notice;
};

} // namespace hearth::service
