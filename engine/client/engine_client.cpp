#include "engine/client/engine_client.h"

#include "engine/client/engine_messages.h"
#include "engine/client/engine_process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>
#include <array>
#include <utility>

namespace hearth {

using namespace std::chrono_literals;

namespace {
constexpr int protocolVersion = 1;
constexpr std::array restartDelays = {200ms, 1000ms, 3000ms};
} // namespace

class EngineClient::Private : public QObject {
public:
    explicit Private(EngineClient* client) : q(client) {
        restartTimer.setSingleShot(true);
        connect(&restartTimer, &QTimer::timeout, this, [this] { launch(); });
    }

    class ProcessGeneration;
    struct Waiting { // made before the engine was up
        QString method;
        QJsonObject params;
        EngineProcess::Handler handler;
        std::function<void(qint64)> sent;
    };

    void launch();
    void greeted(const EngineResult<QJsonObject>& result);
    void processDied(const QString& why, bool started);
    void giveUp(const QString& why);
    void request(const QString& method, const QJsonObject& params, EngineProcess::Handler handler,
                 std::function<void(qint64)> sent = {});
    void sendLoad(bool again);
    void loadAnswered(const EngineResult<QJsonObject>& result, bool again);
    void notified(const QString& method, const QJsonObject& params);
    void failWaiting(const EngineError& error);
    void updateState();
    State computeState() const;

    template <typename T, typename Convert>
    void ask(const QString& method, const QJsonObject& params, QObject* context, Callback<T> done,
             Convert convert);

    EngineClient* q;
    QString program;
    QStringList arguments = {QStringLiteral("host")};
    EngineProcess* process = nullptr; // owned as a child
    QTimer restartTimer;
    QList<Waiting> waiting;
    QHash<qint64, QPointer<ProcessGeneration>> running;
    int generationCount = 0; // asked and not yet ended
    bool wanted = false;
    bool up = false;
    double duty = 1;
    double threadShare = 1;
    void sendPace();
    bool failed = false;
    int deaths = 0; // since the last successful answer
    QString stateText;
    QString version;
    State lastState = State::Stopped;

    QString modelPath; // loaded, or to be loaded again after a crash
    EngineLoadOptions modelOptions;
    EngineModelInfo model;
    int loads = 0; // model.load requests not yet answered
    qint64 loadId = 0;
};

class EngineClient::Private::ProcessGeneration : public Generation {
public:
    ProcessGeneration(EngineClient* client, Private* owner) : Generation(client), m_owner(owner) {
        ++m_owner->generationCount;
    }
    ~ProcessGeneration() override {
        // Deleted by its reader: nobody waits for the answer, so the engine need not go on.
        if (!m_finished && m_owner) {
            cancel();
            --m_owner->generationCount;
        }
    }

    void sent(qint64 id) {
        m_id = id;
        m_owner->running.insert(id, this);
        if (m_cancelWanted)
            cancel();
    }
    void cancel() override {
        m_cancelWanted = true;
        if (m_id && !m_finished && m_owner && m_owner->process)
            m_owner->process->cancel(m_id);
    }
    void hear(const QString& method, const QJsonObject& params) {
        if (method == QLatin1String("token")) {
            const QString piece = params.value(QLatin1String("text")).toString();
            m_text += piece;
            emit token(piece);
        } else if (method == QLatin1String("progress")) {
            emit progress(params.value(QLatin1String("processed")).toInt(),
                          params.value(QLatin1String("total")).toInt());
        } else if (method == QLatin1String("started")) {
            emit started();
        }
    }
    void end(const EngineResult<QJsonObject>& result) {
        if (m_finished)
            return;
        m_finished = true;
        m_owner->running.remove(m_id);
        --m_owner->generationCount;
        if (result)
            m_owner->deaths = 0;
        const QPointer<Private> owner = m_owner;
        if (result) {
            const GenerationResult outcome = resultFromJson(*result);
            m_text = outcome.text;
            emit finished(outcome);
        } else {
            emit failed(result.error());
        }
        deleteLater();
        if (owner)
            owner->updateState();
    }
    bool cancelWanted() const { return m_cancelWanted; }

private:
    QPointer<Private> m_owner;
    qint64 m_id = 0;
    bool m_cancelWanted = false;
};

void EngineClient::Private::launch() {
    failed = false;
    up = false;
    auto* fresh = new EngineProcess(this);
    process = fresh;
    connect(fresh, &EngineProcess::notification, this, &Private::notified);
    connect(fresh, &EngineProcess::logLine, q, &EngineClient::logLine);
    connect(fresh, &EngineProcess::died, this, &Private::processDied);
    fresh->start(program.isEmpty() ? defaultProgram() : program, arguments);
    if (process != fresh)
        return; // it could not even be started
    fresh->send(QStringLiteral("initialize"),
                {{QStringLiteral("protocol"), protocolVersion},
                 {QStringLiteral("client"), QCoreApplication::applicationName()}},
                [this](const auto& result) { greeted(result); });
    updateState();
}

void EngineClient::Private::greeted(const EngineResult<QJsonObject>& result) {
    if (!result) {
        if (result.error().kind != EngineError::Kind::EngineDied)
            giveUp(tr("The engine does not answer as it should: %1").arg(result.error().message));
        return;
    }
    const int spoken = result->value(QLatin1String("protocol")).toInt();
    if (spoken != protocolVersion) {
        giveUp(tr("The engine speaks version %1 of the protocol, this program version %2. "
                  "They must come from the same installation.")
                   .arg(spoken)
                   .arg(protocolVersion));
        return;
    }
    version = result->value(QLatin1String("version")).toString();
    up = true;
    if (duty < 1 || threadShare < 1)
        sendPace();
    if (!modelPath.isEmpty() && loads == 0)
        sendLoad(true);
    const QList<Waiting> requests = std::exchange(waiting, {});
    for (const Waiting& item : requests)
        request(item.method, item.params, item.handler, item.sent);
    updateState();
}

void EngineClient::Private::sendPace() {
    request(QStringLiteral("pace"),
            {{QLatin1String("duty"), duty}, {QLatin1String("thread_share"), threadShare}},
            [](const EngineResult<QJsonObject>&) {});
}

void EngineClient::Private::processDied(const QString& why, bool started) {
    // First no more requests go to the dead process, then its askers hear of it: they may ask again at once.
    EngineProcess* dead = std::exchange(process, nullptr);
    up = false;
    ++deaths;
    stateText = why;
    dead->failHandlers(why);
    dead->deleteLater();
    if (!started) {
        giveUp(why);
    } else if (deaths > static_cast<int>(restartDelays.size())) {
        giveUp(tr("%1 It was restarted %2 times without success.").arg(why).arg(restartDelays.size()));
    } else {
        restartTimer.start(restartDelays[static_cast<size_t>(deaths - 1)]);
        updateState();
    }
    emit q->engineDied(stateText);
}

void EngineClient::Private::giveUp(const QString& why) {
    failed = true;
    up = false;
    stateText = why;
    restartTimer.stop();
    model = {};
    loads = 0;
    if (process)
        std::exchange(process, nullptr)->endAndDelete();
    for (const auto& generation : running.values())
        if (generation)
            generation->end(std::unexpected(EngineError{EngineError::Kind::NotRunning, why}));
    failWaiting({EngineError::Kind::NotRunning, why});
    updateState();
}

void EngineClient::Private::failWaiting(const EngineError& error) {
    const QList<Waiting> requests = std::exchange(waiting, {});
    for (const Waiting& item : requests)
        item.handler(std::unexpected(error));
}

void EngineClient::Private::request(const QString& method, const QJsonObject& params,
                                    EngineProcess::Handler handler, std::function<void(qint64)> sent) {
    if (!wanted)
        q->start();
    if (failed) {
        // Later, because callers do not expect an answer from inside their question.
        QTimer::singleShot(0, this, [handler = std::move(handler), text = stateText] {
            handler(std::unexpected(EngineError{EngineError::Kind::NotRunning, text}));
        });
        return;
    }
    if (!up) {
        waiting.append({method, params, std::move(handler), std::move(sent)});
        return;
    }
    const qint64 id = process->send(method, params, std::move(handler));
    if (sent)
        sent(id);
}

void EngineClient::Private::sendLoad(bool again) {
    ++loads;
    request(
        QStringLiteral("model.load"), toJson(modelPath, modelOptions),
        [this, again](const auto& result) { loadAnswered(result, again); },
        [this](qint64 id) { loadId = id; });
    updateState();
}

void EngineClient::Private::loadAnswered(const EngineResult<QJsonObject>& result, bool again) {
    loads = std::max(0, loads - 1);
    if (loads > 0)
        return; // a newer request has taken its place
    loadId = 0;
    if (result) {
        model = modelFromJson(*result);
        updateState();
        emit q->modelLoaded(model);
        return;
    }
    const EngineError error = result.error();
    model = {};
    // A model that takes the engine down while it is loaded is not tried again by itself, unless it has
    // worked before; then engineDied() tells of it.
    if (error.kind == EngineError::Kind::EngineDied && again)
        return;
    modelPath.clear();
    updateState();
    emit q->modelFailed(error);
}

void EngineClient::Private::notified(const QString& method, const QJsonObject& params) {
    if (method == QLatin1String("notice")) {
        emit q->notice(params.value(QLatin1String("text")).toString());
        return;
    }
    const qint64 id = params.value(QLatin1String("request")).toInteger(-1);
    if (const auto found = running.constFind(id); found != running.cend()) {
        if (*found)
            (*found)->hear(method, params);
    } else if (id == loadId && method == QLatin1String("progress")) {
        const double total = params.value(QLatin1String("total")).toDouble(1);
        emit q->loadProgress(params.value(QLatin1String("processed")).toDouble() / std::max(1.0, total));
    }
}

EngineClient::State EngineClient::Private::computeState() const {
    if (failed)
        return State::Failed;
    if (!wanted)
        return State::Stopped;
    if (!up)
        return deaths > 0 ? State::Restarting : State::Starting;
    if (loads > 0)
        return deaths > 0 ? State::Restarting : State::Loading;
    return generationCount > 0 ? State::Generating : State::Ready;
}

void EngineClient::Private::updateState() {
    const State state = computeState();
    if (state == lastState)
        return;
    lastState = state;
    if (state != State::Failed && state != State::Restarting)
        stateText.clear();
    emit q->stateChanged(state);
}

template <typename T, typename Convert>
void EngineClient::Private::ask(const QString& method, const QJsonObject& params, QObject* context,
                                Callback<T> done, Convert convert) {
    request(method, params,
            [guard = QPointer<QObject>(context), done = std::move(done),
             convert](const EngineResult<QJsonObject>& result) {
                if (!guard || !done)
                    return;
                if (result)
                    done(EngineResult<T>(convert(*result)));
                else
                    done(std::unexpected(result.error()));
            });
}

EngineClient::EngineClient(QObject* parent) : GenerationSource(parent), d(std::make_unique<Private>(this)) {}

EngineClient::~EngineClient() = default;

void EngineClient::setProgram(const QString& path, const QStringList& arguments) {
    d->program = path;
    d->arguments = arguments;
}

QString EngineClient::defaultProgram() {
    if (const QString path = qEnvironmentVariable("HEARTH_ENGINE"); !path.isEmpty())
        return path;
#ifdef Q_OS_WIN
    const QString name = QStringLiteral("hearth-engine.exe");
#else
    const QString name = QStringLiteral("hearth-engine");
#endif
    const QDir here(QCoreApplication::applicationDirPath());
    QStringList places = {name, QStringLiteral("../libexec/hearth/") + name};
#ifdef Q_OS_MACOS
    places += QStringLiteral("../../../") + name; // a build leaves it beside the bundle
#endif
    for (const QString& place : std::as_const(places)) {
        const QString path = QDir::cleanPath(here.filePath(place));
        if (QFileInfo(path).isExecutable())
            return path;
    }
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? here.filePath(name) : found;
}

void EngineClient::start() {
    if (d->wanted && !d->failed)
        return;
    d->wanted = true;
    d->deaths = 0;
    d->launch();
}

void EngineClient::stop() {
    d->wanted = false;
    d->modelPath.clear();
    d->deaths = 0;
    d->giveUp(tr("The engine was stopped."));
    d->failed = false;
    d->updateState();
}

EngineClient::State EngineClient::state() const {
    return d->computeState();
}
const QString& EngineClient::stateText() const {
    return d->stateText;
}
bool EngineClient::hasModel() const {
    return !d->model.path.isEmpty();
}
const EngineModelInfo& EngineClient::modelInfo() const {
    return d->model;
}
qint64 EngineClient::processId() const {
    return d->process ? d->process->processId() : 0;
}
const QString& EngineClient::engineVersion() const {
    return d->version;
}

void EngineClient::loadModel(const QString& path, const EngineLoadOptions& options) {
    if (d->failed)
        start();
    // The engine works on one load at a time; one that nobody wants any more is not waited for.
    if (d->loadId && d->process)
        d->process->cancel(d->loadId);
    d->modelPath = path;
    d->modelOptions = options;
    d->model = {};
    d->sendLoad(false);
}

void EngineClient::unloadModel() {
    d->modelPath.clear();
    d->model = {};
    d->request(QStringLiteral("model.unload"), {}, [this](const EngineResult<QJsonObject>&) {
        d->updateState();
        emit modelUnloaded();
    });
}

Generation* EngineClient::generate(const GenerateRequest& request) {
    auto* generation = new Private::ProcessGeneration(this, d.get());
    const QPointer<Private::ProcessGeneration> guard(generation);
    d->request(
        QStringLiteral("generate"), toJson(request),
        [guard](const EngineResult<QJsonObject>& result) {
            if (guard)
                guard->end(result);
        },
        [this, guard](qint64 id) {
            if (guard)
                guard->sent(id);
            else if (d->process)
                d->process->cancel(id);
        });
    d->updateState();
    return generation;
}

void EngineClient::countTokens(const QString& text, QObject* context, Callback<int> done) {
    d->ask<int>(QStringLiteral("count"), {{QLatin1String("text"), text}}, context, std::move(done),
                [](const QJsonObject& result) { return result.value(QLatin1String("tokens")).toInt(); });
}

void EngineClient::countTokens(const GenerateRequest& request, QObject* context, Callback<int> done) {
    d->ask<int>(QStringLiteral("count"), toJson(request), context, std::move(done),
                [](const QJsonObject& result) { return result.value(QLatin1String("tokens")).toInt(); });
}

void EngineClient::render(const GenerateRequest& request, QObject* context, Callback<QString> done) {
    d->ask<QString>(QStringLiteral("render"), toJson(request), context, std::move(done),
                    [](const QJsonObject& result) { return result.value(QLatin1String("text")).toString(); });
}

void EngineClient::embed(const QStringList& texts, QObject* context, Callback<QList<QList<float>>> done) {
    const auto convert = [](const QJsonObject& result) {
        QList<QList<float>> vectors;
        for (const QJsonValue vector : result.value(QLatin1String("embeddings")).toArray()) {
            QList<float> numbers;
            for (const QJsonValue number : vector.toArray())
                numbers.append(static_cast<float>(number.toDouble()));
            vectors.append(numbers);
        }
        return vectors;
    };
    d->ask<QList<QList<float>>>(QStringLiteral("embed"),
                                {{QLatin1String("texts"), QJsonArray::fromStringList(texts)}}, context,
                                std::move(done), convert);
}

void EngineClient::devices(QObject* context, Callback<QList<EngineDeviceInfo>> done) {
    const auto convert = [](const QJsonObject& result) {
        QList<EngineDeviceInfo> devices;
        for (const QJsonValue device : result.value(QLatin1String("devices")).toArray())
            devices.append(deviceFromJson(device.toObject()));
        return devices;
    };
    d->ask<QList<EngineDeviceInfo>>(QStringLiteral("devices"), {}, context, std::move(done), convert);
}

void EngineClient::saveState(const QString& conversation, const QString& path, QObject* context,
                             Callback<int> done) {
    d->ask<int>(QStringLiteral("state.save"),
                {{QLatin1String("conversation"), conversation}, {QLatin1String("path"), path}}, context,
                std::move(done),
                [](const QJsonObject& result) { return result.value(QLatin1String("tokens")).toInt(); });
}

void EngineClient::restoreState(const QString& conversation, const QString& path, QObject* context,
                                Callback<int> done) {
    d->ask<int>(QStringLiteral("state.restore"),
                {{QLatin1String("conversation"), conversation}, {QLatin1String("path"), path}}, context,
                std::move(done),
                [](const QJsonObject& result) { return result.value(QLatin1String("tokens")).toInt(); });
}

void EngineClient::setPace(double duty, double threadShare) {
    if (qFuzzyCompare(d->duty, duty) && qFuzzyCompare(d->threadShare, threadShare))
        return;
    d->duty = duty;
    d->threadShare = threadShare;
    if (d->up)
        d->sendPace();
}

void EngineClient::forgetConversation(const QString& conversation) {
    // With no engine there is no cache to forget, and none is started for it.
    if (d->up)
        d->request(QStringLiteral("state.forget"), {{QLatin1String("conversation"), conversation}},
                   [](const EngineResult<QJsonObject>&) {});
}

} // namespace hearth
