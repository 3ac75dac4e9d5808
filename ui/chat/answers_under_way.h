// The answers that are waited for, prepared and written, in whatever conversation they are.
#pragma once

#include "ui/chat/answer.h"
#include "ui/chat/context_fit.h"
#include "ui/chat/ended_answers.h"
#include "ui/door/door.h"
#include "ui/model/model_controller.h"
#include "ui/workspace/store_bridge.h"

#include <QHash>

namespace hearth::ui {

/// An answer that has its message in the store, and the conversation that it stands in.
struct BegunAnswer {
    storage::Message answer;
    std::vector<storage::PathEntry> path;
    std::vector<storage::Message> messages; ///< the end of the path, the answer last
    std::shared_ptr<Prompt> prompt;
    QString opening; ///< what the answer begins with when it goes on with another
};

/// The answer's message is made in the store before its first token. Each conversation has one answer at a
/// time; what is asked while the model loads, or while another answer is written, waits.
class AnswersUnderWay : public QObject {
    Q_OBJECT
public:
    AnswersUnderWay(StoreBridge& store, GenerationSource& source, ContextFitter::Counter counter,
                    ModelController& model, Door& door, Settings& settings, QObject* parent = nullptr);
    ~AnswersUnderWay() override;

    bool isAnswering(qint64 conversation) const { return m_answers.contains(conversation); }
    /// A message waits for the model, or for the answer before it.
    bool isWaiting(qint64 conversation) const;
    /// How much of the prompt has been read, 0…1; 0 also when the answer has begun.
    double prefill(qint64 conversation) const;
    /// From which message on the model was sent the conversation last; 0: from the first.
    storage::MessageId firstSent(qint64 conversation) const;
    /// Decides how much of a conversation the model's context has room for.
    ContextFitter& fitter() { return m_fitter; }
    EndedAnswers& ended() { return m_ended; }
    /// Brings messages that were read to what is known here: an answer's text is written behind, and its end
    /// may have been written after this was read.
    void update(qint64 conversation, std::vector<storage::Message>& messages) const;

    /// Answers a message of the user's as soon as what answers is there, beginning with `opening`.
    void ask(qint64 conversation, qint64 message, const QString& opening = {});
    /// Silences the answer of a conversation, and takes back what waits for one.
    void stop(qint64 conversation);
    /// Writes how an answer ended. Its text has been appended to the store.
    void settle(EndedAnswer ended);

signals:
    void activityChanged();
    void prefillChanged();
    /// The conversations' list or order has changed.
    void listChanged();
    void begun(const hearth::ui::BegunAnswer& begun);
    /// firstSent() of this conversation is another.
    void cutChanged(qint64 conversation);
    void textAdded(qint64 conversation, qint64 message, const QString& text);
    void settled(const hearth::ui::EndedAnswer& ended);
    /// An answer is complete.
    void answered(qint64 conversation, const QString& text);
    void failed(const hearth::storage::Error& error);

private:
    struct Waiting {
        qint64 conversation;
        qint64 message; ///< the user's, to be answered
        QString opening;
    };
    /// Where the oldest messages were cut off, and for which size of context.
    struct Cut {
        storage::MessageId first = 0;
        int contextSize = 0;
    };
    void answerWaiting();
    bool mayBegin(const Waiting& waiting);
    void begin(const Waiting& waiting);
    void fit(std::shared_ptr<BegunAnswer> begun);
    void generate(const BegunAnswer& begun, const ContextFit& fit);
    void rememberCut(const BegunAnswer& begun, const ContextFit& fit);
    GenerateRequest request(const BegunAnswer& begun, const ContextFit& fit) const;
    void follow(Answer* answer, bool here);
    void answerEnded(Answer* answer, storage::MessageStatus status,
                     const std::optional<storage::Timings>& timings, const QString& note);

    StoreBridge& m_store;
    GenerationSource& m_source;
    ModelController& m_model;
    Door& m_door;
    Settings& m_settings;
    ContextFitter m_fitter;
    QHash<qint64, Cut> m_cuts;        ///< by conversation
    QHash<qint64, Answer*> m_answers; ///< by conversation
    QList<Waiting> m_waiting;
    /// Conversations whose answer is being made in the store or whose prompt is counted, each with a number
    /// that no other beginning has.
    QHash<qint64, int> m_beginning;
    int m_beginnings = 0;
    EndedAnswers m_ended;
};

} // namespace hearth::ui
