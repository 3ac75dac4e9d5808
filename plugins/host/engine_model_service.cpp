#include "plugins/host/engine_model_service.h"

#include "engine/client/engine_client.h"
#include "plugins/host/texts.h"

#include <QWaitCondition>

namespace hearth::plugin_host {

using namespace sdk;

namespace {

constexpr int pollMilliseconds = 25; // how late a cancel may be seen

Error toSdk(const EngineError& error) {
    switch (error.kind) {
    case EngineError::Kind::InvalidInput:
        return {ErrorKind::InvalidInput, error.message};
    case EngineError::Kind::NotFound:
        return {ErrorKind::NotFound, error.message};
    case EngineError::Kind::Permission:
        return {ErrorKind::Permission, error.message};
    case EngineError::Kind::Unsupported:
        return {ErrorKind::Unsupported, error.message};
    case EngineError::Kind::OutOfMemory:
        return {ErrorKind::TooLarge, error.message};
    case EngineError::Kind::Cancelled:
        return {ErrorKind::Cancelled, error.message};
    case EngineError::Kind::ContextFull:
        return {ErrorKind::ContextFull, error.message};
    case EngineError::Kind::NoModel:
        return {ErrorKind::NoModel, error.message};
    default:
        return {ErrorKind::Io, error.message};
    }
}

GenerateRequest toEngine(const GenerationRequest& request) {
    GenerateRequest out;
    for (const Turn& turn : request.messages)
        out.messages.append(QJsonObject{{"role", turn.role}, {"content", turn.content}});
    out.prompt = request.prompt;
    if (request.fillInTheMiddle) {
        out.infillPrefix = request.fillInTheMiddle->prefix;
        out.infillSuffix = request.fillInTheMiddle->suffix;
    }
    out.sampling.temperature = request.temperature;
    out.sampling.seed = request.seed;
    out.maxTokens = request.maximumTokens;
    out.stop = request.stop;
    out.grammar = request.grammar;
    out.jsonSchema = request.jsonSchema;
    out.priority = GenerateRequest::Priority::Background;
    return out;
}

sdk::Generation fromEngine(const GenerationResult& result) {
    sdk::Generation out;
    out.text = result.text;
    out.promptTokens = result.promptTokens;
    out.tokens = result.generatedTokens;
    if (result.finish == GenerationResult::Finish::Length)
        out.stop = sdk::Generation::Stop::TokenLimit;
    else if (result.finish == GenerationResult::Finish::Context)
        out.stop = sdk::Generation::Stop::ContextFull;
    return out;
}

/// What a waiting task thread and the client's thread share about one question.
struct Exchange {
    QMutex mutex;
    QWaitCondition changed;
    QStringList pieces;
    bool done = false;
    bool died = false;
    Result<sdk::Generation> answer = fail(ErrorKind::Internal, {});
    Result<int> count = fail(ErrorKind::Internal, {});
    QPointer<hearth::Generation> generation; ///< touched on the client's thread only

    void finish(Result<sdk::Generation> result) {
        const QMutexLocker lock(&mutex);
        answer = std::move(result);
        done = true;
        changed.wakeAll();
    }
};

} // namespace

class EngineModelService::Shared {
public:
    QMutex mutex;
    QPointer<EngineClient> client;
    std::optional<ModelFacts> facts;

    void update() {
        const QMutexLocker lock(&mutex);
        facts.reset();
        if (!client || !client->hasModel())
            return;
        const EngineModelInfo& info = client->modelInfo();
        facts = ModelFacts{info.name, info.contextLength, info.parameters, info.hasTemplate, info.canInfill};
    }
    /// Runs `what` on the client's thread; false when the client is gone.
    bool post(std::function<void(EngineClient&)> what) {
        const QMutexLocker lock(&mutex);
        if (!client)
            return false;
        EngineClient* target = client;
        return QMetaObject::invokeMethod(
            target, [target, what = std::move(what)] { what(*target); }, Qt::QueuedConnection);
    }
};

EngineModelService::EngineModelService(EngineClient* client) : m_shared(std::make_shared<Shared>()) {
    m_shared->client = client;
    const std::weak_ptr<Shared> weak = m_shared;
    const auto update = [weak] {
        if (const auto shared = weak.lock())
            shared->update();
    };
    QObject::connect(client, &EngineClient::modelLoaded, client, update);
    QObject::connect(client, &EngineClient::modelUnloaded, client, update);
    QObject::connect(client, &EngineClient::modelFailed, client, update);
    QObject::connect(client, &QObject::destroyed, [weak] {
        if (const auto shared = weak.lock()) {
            const QMutexLocker lock(&shared->mutex);
            shared->client = nullptr;
            shared->facts.reset();
        }
    });
    update();
}

EngineModelService::~EngineModelService() = default;

std::optional<ModelFacts> EngineModelService::facts() {
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->facts;
}

namespace {

/// On the client's thread: asks, and passes what comes to the exchange.
void ask(EngineClient& client, const GenerateRequest& request, const std::shared_ptr<Exchange>& exchange) {
    hearth::Generation* generation = client.generate(request);
    exchange->generation = generation;
    QObject::connect(generation, &hearth::Generation::token, generation, [exchange](const QString& text) {
        const QMutexLocker lock(&exchange->mutex);
        exchange->pieces << text;
        exchange->changed.wakeAll();
    });
    QObject::connect(generation, &hearth::Generation::finished, generation,
                     [exchange](const GenerationResult& result) {
                         exchange->finish(result.finish == GenerationResult::Finish::Cancelled
                                              ? Result<sdk::Generation>(cancelled())
                                              : fromEngine(result));
                     });
    QObject::connect(generation, &hearth::Generation::failed, generation,
                     [exchange](const EngineError& error) {
                         exchange->died = error.kind == EngineError::Kind::EngineDied;
                         exchange->finish(std::unexpected(toSdk(error)));
                     });
}

} // namespace

Result<sdk::Generation> EngineModelService::generate(const GenerationRequest& request,
                                                     const std::function<void(const QString&)>& onText,
                                                     const CancelToken& cancel) {
    for (int attempt = 0;; ++attempt) {
        const auto exchange = std::make_shared<Exchange>();
        if (!m_shared->post([request = toEngine(request), exchange](EngineClient& client) {
                ask(client, request, exchange);
            }))
            return fail(ErrorKind::NoModel, Texts::tr("The engine is not running."));
        bool streamed = false;
        QMutexLocker lock(&exchange->mutex);
        while (!exchange->done || !exchange->pieces.isEmpty()) {
            if (cancel.isCancelled()) {
                lock.unlock();
                m_shared->post([exchange](EngineClient&) {
                    if (exchange->generation)
                        exchange->generation->cancel();
                });
                return cancelled();
            }
            const QStringList pieces = std::exchange(exchange->pieces, {});
            if (pieces.isEmpty()) {
                exchange->changed.wait(&exchange->mutex, pollMilliseconds);
                continue;
            }
            lock.unlock();
            streamed = true;
            if (onText)
                for (const QString& piece : pieces)
                    onText(piece);
            lock.relock();
        }
        // The client starts the engine again by itself; a step that had shown nothing yet is asked once more.
        if (exchange->died && attempt == 0 && !streamed)
            continue;
        return exchange->answer;
    }
}

Result<int> EngineModelService::countTokens(const QString& text, const CancelToken& cancel) {
    const auto exchange = std::make_shared<Exchange>();
    const bool posted = m_shared->post([text, exchange](EngineClient& client) {
        client.countTokens(text, &client, [exchange](const EngineResult<int>& result) {
            const QMutexLocker lock(&exchange->mutex);
            exchange->count = result ? Result<int>(*result) : std::unexpected(toSdk(result.error()));
            exchange->done = true;
            exchange->changed.wakeAll();
        });
    });
    if (!posted)
        return fail(ErrorKind::NoModel, Texts::tr("The engine is not running."));
    QMutexLocker lock(&exchange->mutex);
    while (!exchange->done) {
        if (cancel.isCancelled())
            return cancelled();
        exchange->changed.wait(&exchange->mutex, pollMilliseconds);
    }
    return exchange->count;
}

} // namespace hearth::plugin_host
