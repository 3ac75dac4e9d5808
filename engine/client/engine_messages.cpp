#include "engine/client/engine_messages.h"

#include <array>
#include <utility>

namespace hearth {

namespace {

using Kind = EngineError::Kind;
using Finish = GenerationResult::Finish;

constexpr std::array<std::pair<const char*, Kind>, 12> errorKinds = {{
    {"invalid_input", Kind::InvalidInput},
    {"not_found", Kind::NotFound},
    {"permission", Kind::Permission},
    {"unsupported", Kind::Unsupported},
    {"out_of_memory", Kind::OutOfMemory},
    {"device_lost", Kind::DeviceLost},
    {"cancelled", Kind::Cancelled},
    {"context_full", Kind::ContextFull},
    {"io", Kind::Io},
    {"no_model", Kind::NoModel},
    {"busy", Kind::Busy},
    {"internal", Kind::Internal},
}};

constexpr std::array<std::pair<const char*, Finish>, 5> finishes = {{
    {"stop", Finish::Stop},
    {"length", Finish::Length},
    {"context", Finish::Context},
    {"cancelled", Finish::Cancelled},
    {"tool_calls", Finish::ToolCalls},
}};

QString text(const QJsonObject& object, const char* name) {
    return object[QLatin1String(name)].toString();
}
int number(const QJsonObject& object, const char* name) {
    return object[QLatin1String(name)].toInt();
}
qint64 large(const QJsonObject& object, const char* name) {
    return object[QLatin1String(name)].toInteger();
}
bool truth(const QJsonObject& object, const char* name) {
    return object[QLatin1String(name)].toBool();
}
double real(const QJsonObject& object, const char* name) {
    return object[QLatin1String(name)].toDouble();
}

template <typename T>
void put(QJsonObject& object, const char* name, const std::optional<T>& value) {
    if (value)
        object.insert(QLatin1String(name), *value);
}

void putSampling(QJsonObject& params, const GenerateRequest::Sampling& sampling) {
    put(params, "temperature", sampling.temperature);
    put(params, "top_k", sampling.topK);
    put(params, "top_p", sampling.topP);
    put(params, "min_p", sampling.minP);
    put(params, "typical_p", sampling.typicalP);
    put(params, "repeat_penalty", sampling.repeatPenalty);
    put(params, "repeat_last_n", sampling.repeatLastN);
    put(params, "frequency_penalty", sampling.frequencyPenalty);
    put(params, "presence_penalty", sampling.presencePenalty);
    // QJson holds signed integers; a seed is any 63 bits.
    if (sampling.seed)
        params.insert(QLatin1String("seed"), static_cast<qint64>(*sampling.seed & 0x7fffffffffffffffULL));
}

} // namespace

EngineError errorFromJson(const QJsonObject& error) {
    EngineError result;
    result.message = text(error, "message");
    const QJsonObject data = error[QLatin1String("data")].toObject();
    const QString kind = text(data, "kind");
    for (const auto& [name, value] : errorKinds)
        if (kind == QLatin1String(name))
            result.kind = value;
    result.promptTokens = number(data, "prompt_tokens");
    result.contextLength = number(data, "context_length");
    return result;
}

EngineModelInfo modelFromJson(const QJsonObject& model) {
    EngineModelInfo info;
    info.path = text(model, "path");
    info.name = text(model, "name");
    info.architecture = text(model, "architecture");
    info.quantization = text(model, "quantization");
    info.device = text(model, "device");
    info.notice = text(model, "notice");
    info.contextLength = number(model, "context_length");
    info.trainedContextLength = number(model, "trained_context_length");
    info.fileBytes = large(model, "file_bytes");
    info.parameters = large(model, "parameters");
    info.memoryBytes = large(model, "memory_bytes");
    info.vocabularySize = number(model, "vocabulary_size");
    info.threads = number(model, "threads");
    info.hasTemplate = truth(model, "has_template");
    info.supportsTools = truth(model, "supports_tools");
    info.canInfill = truth(model, "can_infill");
    info.canEmbed = truth(model, "can_embed");
    info.isStarter = truth(model, "is_starter");
    return info;
}

EngineDeviceInfo deviceFromJson(const QJsonObject& device) {
    EngineDeviceInfo info;
    info.id = text(device, "id");
    info.name = text(device, "name");
    info.kind = text(device, "kind");
    info.memoryBytes = large(device, "memory_bytes");
    info.usable = truth(device, "usable");
    info.preferred = truth(device, "preferred");
    info.note = text(device, "note");
    return info;
}

GenerationResult resultFromJson(const QJsonObject& result) {
    GenerationResult outcome;
    const QString finish = text(result, "finish");
    for (const auto& [name, value] : finishes)
        if (finish == QLatin1String(name))
            outcome.finish = value;
    outcome.text = text(result, "text");
    outcome.toolCalls = result[QLatin1String("tool_calls")].toArray();
    outcome.promptTokens = number(result, "prompt_tokens");
    outcome.cachedTokens = number(result, "cached_tokens");
    outcome.generatedTokens = number(result, "generated_tokens");
    outcome.prefillTokensPerSecond = real(result, "prefill_tokens_per_second");
    outcome.decodeTokensPerSecond = real(result, "decode_tokens_per_second");
    outcome.firstTokenMilliseconds = real(result, "first_token_milliseconds");
    outcome.contextUsed = number(result, "context_used");
    outcome.contextSize = number(result, "context_size");
    return outcome;
}

QJsonObject toJson(const QString& path, const EngineLoadOptions& options) {
    return {{QLatin1String("path"), path},
            {QLatin1String("device"), options.device},
            {QLatin1String("context_length"), options.contextLength},
            {QLatin1String("threads"), options.threads},
            {QLatin1String("cache_type"), options.cacheType}};
}

QJsonObject toJson(const GenerateRequest& request) {
    QJsonObject params;
    if (!request.messages.isEmpty()) {
        params.insert(QLatin1String("messages"), request.messages);
        if (!request.tools.isEmpty())
            params.insert(QLatin1String("tools"), request.tools);
        if (!request.templateOptions.isEmpty())
            params.insert(QLatin1String("template_options"), request.templateOptions);
        if (!request.answerPrefix.isEmpty())
            params.insert(QLatin1String("answer_prefix"), request.answerPrefix);
    } else if (!request.infillPrefix.isEmpty() || !request.infillSuffix.isEmpty()) {
        params.insert(QLatin1String("infill"), QJsonObject{{QLatin1String("prefix"), request.infillPrefix},
                                                           {QLatin1String("suffix"), request.infillSuffix}});
    } else {
        params.insert(QLatin1String("prompt"), request.prompt);
    }
    putSampling(params, request.sampling);
    params.insert(QLatin1String("max_tokens"), request.maxTokens);
    if (!request.stop.isEmpty())
        params.insert(QLatin1String("stop"), QJsonArray::fromStringList(request.stop));
    if (!request.grammar.isEmpty())
        params.insert(QLatin1String("grammar"), request.grammar);
    if (!request.jsonSchema.isEmpty())
        params.insert(QLatin1String("json_schema"), request.jsonSchema);
    if (!request.conversation.isEmpty())
        params.insert(QLatin1String("conversation"), request.conversation);
    if (request.priority == GenerateRequest::Priority::Background)
        params.insert(QLatin1String("priority"), QLatin1String("background"));
    return params;
}

} // namespace hearth
