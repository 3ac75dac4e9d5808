// One answer of a model, as the Qt side sees it: what is asked, what streams back, how it ended.
// The same for the engine process on this machine (EngineClient) and for an endpoint elsewhere.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>

#include <expected>
#include <optional>

namespace hearth {

/// Why something did not work: `message` is one sentence for a person, `kind` is for the program.
struct EngineError {
    enum class Kind {
        InvalidInput, ///< arguments or foreign bytes that do not fit
        NotFound,
        Permission,
        Unsupported,
        OutOfMemory,
        DeviceLost,
        Cancelled,
        ContextFull, ///< the prompt does not fit: promptTokens and contextLength say by how much
        Io,
        Internal,
        NoModel,    ///< asked for text before a model was loaded
        EngineDied, ///< the engine process ended while it worked on this
        NotRunning, ///< the engine process could not be started, or was stopped
        Busy,       ///< too many requests are waiting already
    };
    Kind kind = Kind::Internal;
    QString message;
    int promptTokens = 0;  ///< with ContextFull
    int contextLength = 0; ///< with ContextFull
};

template <typename T>
using EngineResult = std::expected<T, EngineError>;

/// What a model is asked to write. Exactly one of `messages`, `prompt` and `infill…` is used: messages when
/// not empty, else infill when `infillSuffix` or `infillPrefix` is set, else the raw prompt.
struct GenerateRequest {
    /// How the next token is chosen. Absent values are the model's or the engine's defaults.
    struct Sampling {
        std::optional<double> temperature; ///< 0: always the most likely token
        std::optional<int> topK;
        std::optional<double> topP;
        std::optional<double> minP;
        std::optional<double> typicalP;
        std::optional<double> repeatPenalty;
        std::optional<int> repeatLastN;
        std::optional<double> frequencyPenalty;
        std::optional<double> presencePenalty;
        std::optional<quint64> seed; ///< same seed, same text, on the same device
    };
    QJsonArray
        messages; ///< [{"role":"system|user|assistant|tool","content":"…"}]; content is text, never control
    QJsonArray tools; ///< OpenAI form: [{"type":"function","function":{name, description, parameters}}]
    /// Extra variables for the chat template. Models that may think before they answer (Qwen 3, SmolLM 3)
    /// answer at once, for nothing here tells what is thought from what is said.
    QJsonObject templateOptions{{QLatin1String("enable_thinking"), false}};
    QString answerPrefix; ///< the answer starts with this text (to continue one); it is not streamed again
    QString prompt;       ///< raw text, no template
    QString infillPrefix; ///< code before the cursor, for models that can fill in the middle
    QString infillSuffix; ///< code after the cursor
    Sampling sampling;
    int maxTokens = -1;     ///< -1: until the model ends or the context is full
    QStringList stop;       ///< the answer ends before any of these
    QString grammar;        ///< GBNF; the answer matches it
    QJsonObject jsonSchema; ///< the answer is JSON that fits this schema; empty: no constraint
    QString conversation;   ///< any stable name: its key-value cache is kept for the next turn
    /// Text of files is among the messages: it leaves this machine only with a consent of its own.
    bool containsDocuments = false;
    enum class Priority { Interactive, Background } priority = Priority::Interactive;
};

/// How an answer ended and what it cost.
struct GenerationResult {
    enum class Finish {
        Stop,      ///< the model ended its answer, or a stop string came
        Length,    ///< maxTokens reached
        Context,   ///< the context is full; nothing was dropped unseen
        Cancelled, ///< cancel() was called; text() holds what came
        ToolCalls, ///< the model asks for tools: see toolCalls
    };
    Finish finish = Finish::Stop;
    QString text;         ///< the whole answer, without the markup of tool calls
    QJsonArray toolCalls; ///< OpenAI form: [{"id","type":"function","function":{"name","arguments"}}]
    int promptTokens = 0;
    int cachedTokens = 0; ///< of promptTokens: already in the cache, not computed again
    int generatedTokens = 0;
    double prefillTokensPerSecond = 0; ///< over promptTokens - cachedTokens
    double decodeTokensPerSecond = 0;
    double firstTokenMilliseconds = 0;
    int contextUsed = 0;
    int contextSize = 0;
};

/// An answer on its way. Owned by the source that made it; deletes itself after finished() or failed() was
/// delivered (exactly one of them comes, never from inside generate()).
class Generation : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// What has come so far; stays readable in slots of finished() and failed().
    const QString& text() const { return m_text; }
    bool isFinished() const { return m_finished; }
    /// Asks to stop; finished() with Finish::Cancelled follows. No-op once finished.
    virtual void cancel() = 0;

signals:
    void started();                          ///< left the queue
    void progress(int processed, int total); ///< prompt tokens computed, before the first token
    void token(const QString& text);         ///< whole characters, in order
    void finished(const hearth::GenerationResult& result);
    void failed(const hearth::EngineError& error);

protected:
    QString m_text;
    bool m_finished = false;
};

/// Something that writes text: the engine process here, or an endpoint elsewhere.
class GenerationSource : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Queues a request; several are served fairly. Never null, never blocks.
    virtual Generation* generate(const GenerateRequest& request) = 0;
};

} // namespace hearth

Q_DECLARE_METATYPE(hearth::EngineError)
Q_DECLARE_METATYPE(hearth::GenerationResult)
