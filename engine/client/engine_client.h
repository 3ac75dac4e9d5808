// The Qt side of the pipe: starts `hearth-engine host`, keeps it alive, and turns its JSON-RPC lines
// (engine/host/PROTOCOL.md) into signals. Nothing here blocks; all of it lives on the thread that made it.
#pragma once

#include "engine/client/generation.h"

#include <QList>
#include <QPointer>

#include <chrono>
#include <functional>
#include <memory>

namespace hearth {

/// A device that could run a model, as `hearth-engine devices --json` prints it.
struct EngineDeviceInfo {
    QString id;   ///< "cpu", "vulkan:0": what EngineLoadOptions::device takes
    QString name; ///< as people read it
    QString kind; ///< "cpu", "gpu"
    qint64 memoryBytes = 0;
    bool usable = false;
    bool preferred = false; ///< would be picked for "auto"
    QString note;           ///< why it is (not) picked
};

struct EngineLoadOptions {
    QString device = QStringLiteral("auto");
    int contextLength = 0;                     ///< 0: what the model was trained for, as far as memory allows
    int threads = 0;                           ///< 0: performance cores
    QString cacheType = QStringLiteral("f16"); ///< f16, q8_0, q4_0
    bool operator==(const EngineLoadOptions&) const = default;
};

/// A loaded model, as the window shows it.
struct EngineModelInfo {
    QString path;
    QString name;
    QString architecture; ///< "llama", "gemma2", …
    QString quantization; ///< "Q4_0"
    QString device;       ///< one line, e.g. "CPU (AVX-512 VNNI, 2 threads)"
    QString notice;       ///< not empty: one honest line, e.g. why the GPU is not used
    int contextLength = 0;
    int trainedContextLength = 0;
    qint64 fileBytes = 0;
    qint64 parameters = 0;
    qint64 memoryBytes = 0; ///< weights and caches
    int vocabularySize = 0;
    int threads = 0;          ///< of the processor, when all of them work; 0: a GPU computes alone
    bool hasTemplate = false; ///< false: a fallback template is used, answers may be poor
    bool supportsTools = false;
    bool canInfill = false;
    bool canEmbed = false;  ///< an embedding model
    bool isStarter = false; ///< the small model that comes with the program
};

/// One engine process and its model.
///
/// When the process dies: the running generations fail with EngineDied (their text() holds what came),
/// engineDied() says why in one line, the process is started again (backoff 0.2, 1, 3 s) and the last model
/// is loaded again. Three deaths without a successful answer in between end in State::Failed; start() tries
/// anew.
class EngineClient : public GenerationSource {
    Q_OBJECT
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
public:
    enum class State { Stopped, Starting, Ready, Loading, Generating, Restarting, Failed };
    Q_ENUM(State)

    template <typename T>
    using Callback = std::function<void(const EngineResult<T>&)>;

    explicit EngineClient(QObject* parent = nullptr);
    /// Asks the process to end; kills it if it does not within a short moment.
    ~EngineClient() override;

    /// The program to start, with arguments for tests. Default: defaultProgram(), {"host"}.
    void setProgram(const QString& path, const QStringList& arguments = {QStringLiteral("host")});
    /// hearth-engine beside the application, else in ../libexec/hearth, else on PATH; HEARTH_ENGINE
    /// overrides.
    static QString defaultProgram();

    /// Starts the process; also called by loadModel(). Requests made before it is up are kept and sent then.
    void start();
    /// Ends the process; running generations fail with NotRunning.
    void stop();

    State state() const;
    /// One line for State::Failed and State::Restarting: what went wrong.
    const QString& stateText() const;
    bool hasModel() const;
    /// The loaded model; empty path when none.
    const EngineModelInfo& modelInfo() const;
    /// The process id, 0 when none runs. For tests and diagnostics.
    qint64 processId() const;
    /// The engine's version, after it is up.
    const QString& engineVersion() const;

    /// Loads a model in place of the present one. modelLoaded() or modelFailed() follows, loadProgress()
    /// before.
    void loadModel(const QString& path, const EngineLoadOptions& options = {});
    void unloadModel();

    Generation* generate(const GenerateRequest& request) override;

    // Questions to the engine; the callback comes later on this thread, unless `context` is gone by then.
    void countTokens(const QString& text, QObject* context, Callback<int> done);
    /// Tokens of the whole rendered conversation, template included.
    void countTokens(const GenerateRequest& request, QObject* context, Callback<int> done);
    /// The prompt text that the chat template makes.
    void render(const GenerateRequest& request, QObject* context, Callback<QString> done);
    /// One vector for each text; needs a model that can embed.
    void embed(const QStringList& texts, QObject* context, Callback<QList<QList<float>>> done);
    void devices(QObject* context, Callback<QList<EngineDeviceInfo>> done);
    /// Writes the cache of a conversation to a file, and takes it back; see GenerateRequest::conversation.
    void saveState(const QString& conversation, const QString& path, QObject* context, Callback<int> done);
    void restoreState(const QString& conversation, const QString& path, QObject* context, Callback<int> done);
    /// The share of the time that the engine works and the share of its threads, both 0.05…1: less on battery
    /// or when the machine is too hot. In force at once, also for the answer that is being written, and for
    /// every process that is started later.
    void setPace(double duty, double threadShare);
    /// Forgets the cache of a conversation (it was deleted).
    void forgetConversation(const QString& conversation);

signals:
    void stateChanged(hearth::EngineClient::State state);
    void loadProgress(double fraction); ///< 0…1
    void modelLoaded(const hearth::EngineModelInfo& info);
    void modelFailed(const hearth::EngineError& error);
    void modelUnloaded();
    void engineDied(const QString& why); ///< one line; a restart follows unless state is Failed
    void notice(const QString& text);    ///< one honest line, e.g. "The GPU stopped; continuing on the CPU."
    void logLine(const QString& line);   ///< what the engine wrote on stderr

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hearth

Q_DECLARE_METATYPE(hearth::EngineModelInfo)
