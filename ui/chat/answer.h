// One answer on its way from the engine to the store and to the screen.
#pragma once

#include "engine/client/generation.h"
#include "ui/workspace/store_bridge.h"

#include <QElapsedTimer>
#include <QTimer>

namespace hearth::ui {

/// Takes the tokens of a Generation, hands them to the store at once (which writes within a second) and to
/// the screen a few times a second at most. Lives until ended(); whoever hears that writes the end.
class Answer : public QObject {
    Q_OBJECT
public:
    /// `message` is the answer's message in the store, with status Streaming; `opening` is text that it has
    /// already and that the model continues.
    Answer(StoreBridge& store, storage::ConversationId conversation, storage::MessageId message,
           const QString& opening, Generation* generation, QObject* parent = nullptr);

    storage::ConversationId conversation() const { return m_conversation; }
    storage::MessageId message() const { return m_message; }
    /// All that has come, the opening included.
    const QString& text() const { return m_text; }
    /// The part of it that textAdded() has told of.
    QString shownText() const { return m_text.left(m_shown); }
    /// Fraction of the prompt that is read, 0…1.
    double prefill() const { return m_prefill; }
    bool hasBegun() const { return m_tokens > 0; }
    double tokensPerSecond() const;

    /// Asks the engine to stop; ended() follows. What the engine still sends is not shown any more.
    void stop();

signals:
    /// New text for the screen.
    void textAdded(const QString& text);
    void prefillChanged();
    void ended(hearth::storage::MessageStatus status, const std::optional<hearth::storage::Timings>& timings,
               const QString& note);
    /// How full the context was at the end.
    void contextKnown(int used, int size);

private:
    void takeToken(const QString& text);
    void showPending();
    void finish(const GenerationResult& result);
    void fail(const EngineError& error);
    void end(storage::MessageStatus status, const std::optional<storage::Timings>& timings,
             const QString& note);

    StoreBridge& m_store;
    storage::ConversationId m_conversation;
    storage::MessageId m_message;
    QPointer<Generation> m_generation;
    QString m_text;
    qsizetype m_shown = 0;
    int m_tokens = 0;
    double m_prefill = 0;
    bool m_stopped = false;
    bool m_ended = false;
    QElapsedTimer m_clock; ///< since the first token
    QTimer m_show;
};

} // namespace hearth::ui
