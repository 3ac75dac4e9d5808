#include "app/cli/engine.h"

#include <QEventLoop>
#include <QTimer>

#include <csignal>

namespace hearth::cli {

namespace {
volatile std::sig_atomic_t interruptCount = 0;
}

class InterruptWatch::Private {
public:
    explicit Private(std::function<void()> interrupted) : m_interrupted(std::move(interrupted)) {
        interruptCount = 0;
        m_before = std::signal(SIGINT, [](int) { interruptCount = interruptCount + 1; });
        // A signal handler may do next to nothing; a look every 30 ms is soon enough for a person.
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            if (interruptCount == m_seen)
                return;
            m_seen = interruptCount;
            m_interrupted();
        });
        m_timer.start(30);
    }
    ~Private() { std::signal(SIGINT, m_before); }

private:
    std::function<void()> m_interrupted;
    void (*m_before)(int) = nullptr;
    std::sig_atomic_t m_seen = 0;
    QTimer m_timer;
};

InterruptWatch::InterruptWatch(std::function<void()> interrupted)
    : d(std::make_unique<Private>(std::move(interrupted))) {}
InterruptWatch::~InterruptWatch() = default;

Engine::Engine(Context& context) : m_context(context) {
    QObject::connect(&m_client, &EngineClient::notice, &m_client, [this](const QString& text) {
        m_context.terminal().error(text + u'\n', Terminal::Style::Warning);
    });
}

bool Engine::load() {
    const QString path = m_context.model();
    if (path.isEmpty()) {
        m_context.fail(
            QStringLiteral("there is no model yet; give one with --model FILE.gguf, or keep one with "
                           "\"hearth-cli models add FILE.gguf\""));
        return false;
    }
    const Arguments& arguments = m_context.arguments();
    EngineLoadOptions options;
    // What the window was told counts here as well, unless the command line says otherwise.
    const QSettings& settings = m_context.settings();
    options.cacheType = settings.value(QStringLiteral("engine/cache_type"), options.cacheType).toString();
    options.device =
        arguments.value(QStringLiteral("--device"),
                        settings.value(QStringLiteral("engine/device"), options.device).toString());
    const auto threads = arguments.number(
        QStringLiteral("--threads"), settings.value(QStringLiteral("engine/threads"), 0).toInt(), 0, 1024);
    const auto length =
        arguments.number(QStringLiteral("--context"),
                         settings.value(QStringLiteral("engine/context_length"), 0).toInt(), 0, 1 << 24);
    if (!threads || !length) {
        m_context.usage(!threads ? threads.error() : length.error());
        return false;
    }
    options.threads = *threads;
    options.contextLength = *length;

    QEventLoop loop;
    QString failure;
    QObject scope;
    QObject::connect(&m_client, &EngineClient::loadProgress, &scope, [this](double fraction) {
        m_context.terminal().progress(QStringLiteral("Loading the model"), fraction);
    });
    QObject::connect(&m_client, &EngineClient::modelLoaded, &scope, [&loop] { loop.exit(0); });
    QObject::connect(&m_client, &EngineClient::modelFailed, &scope, [&](const EngineError& error) {
        failure = error.message;
        loop.exit(1);
    });
    QObject::connect(&m_client, &EngineClient::stateChanged, &scope, [&](EngineClient::State state) {
        if (state == EngineClient::State::Failed) {
            failure = m_client.stateText();
            loop.exit(1);
        }
    });
    m_client.loadModel(path, options);
    const bool loaded = (m_client.state() == EngineClient::State::Failed ? 1 : loop.exec()) == 0;
    m_context.terminal().endProgress();
    if (!loaded)
        m_context.fail(failure.isEmpty() ? m_client.stateText() : failure);
    else if (!m_client.modelInfo().notice.isEmpty())
        m_context.terminal().error(m_client.modelInfo().notice + u'\n', Terminal::Style::Warning);
    return loaded;
}

EngineResult<GenerationResult> Engine::answer(const GenerateRequest& request,
                                              const std::function<void(const QString&)>& text) {
    QEventLoop loop;
    EngineResult<GenerationResult> outcome = std::unexpected(EngineError{});
    Generation* generation = m_client.generate(request);
    QObject::connect(generation, &Generation::progress, generation, [this](int processed, int total) {
        if (total > 200) // shorter prompts are read before a bar could be
            m_context.terminal().progress(QStringLiteral("Reading"),
                                          total > 0 ? double(processed) / total : 1);
    });
    QObject::connect(generation, &Generation::token, generation, [&](const QString& piece) {
        m_context.terminal().endProgress();
        text(piece);
    });
    QObject::connect(generation, &Generation::finished, generation, [&](const GenerationResult& result) {
        outcome = result;
        loop.quit();
    });
    QObject::connect(generation, &Generation::failed, generation, [&](const EngineError& error) {
        outcome = std::unexpected(error);
        loop.quit();
    });
    const InterruptWatch watch([generation = QPointer<Generation>(generation)] {
        if (generation)
            generation->cancel();
    });
    loop.exec();
    m_context.terminal().endProgress();
    return outcome;
}

} // namespace hearth::cli
