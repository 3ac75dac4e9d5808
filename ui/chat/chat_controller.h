// The open conversation: what is sent, answered, edited and chosen in it.
#pragma once

#include "ui/chat/answers_under_way.h"
#include "ui/chat/draft.h"
#include "ui/models/message_model.h"

namespace hearth::ui {

/// A user's message is durable in the store before the engine hears of it. Answers go on when another
/// conversation is opened.
class ChatController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(qint64 conversation READ conversation NOTIFY conversationChanged)
    Q_PROPERTY(QString title READ title NOTIFY titleChanged)
    Q_PROPERTY(hearth::ui::MessageModel* messages READ messages CONSTANT)
    Q_PROPERTY(QString draft READ draft NOTIFY draftReplaced)
    Q_PROPERTY(hearth::ui::AttachmentList* attachments READ attachments CONSTANT)
    Q_PROPERTY(QString instructions READ instructions WRITE setInstructions NOTIFY instructionsChanged)
    Q_PROPERTY(bool answering READ isAnswering NOTIFY activityChanged)
    Q_PROPERTY(bool waiting READ isWaiting NOTIFY activityChanged)
    Q_PROPERTY(bool unanswered READ isUnanswered NOTIFY activityChanged)
    Q_PROPERTY(double prefill READ prefill NOTIFY prefillChanged)
public:
    /// `counter` counts tokens for the context (ContextFitter); without one everything is sent.
    ChatController(StoreBridge& store, GenerationSource& source, ContextFitter::Counter counter,
                   ModelController& model, Door& door, Settings& settings, Notices& notices,
                   QObject* parent = nullptr);
    ~ChatController() override;

    qint64 conversation() const { return m_conversation; } ///< 0: one that is not begun yet
    /// The conversation that is being read to be shown, else the one that is.
    qint64 openingConversation() const { return m_opening; }
    const QString& title() const { return m_title; }
    MessageModel* messages() { return &m_messages; }
    const QString& draft() const { return m_draft.text(); }
    AttachmentList* attachments() { return &m_draft.attachments(); }
    /// What the model is told before this conversation, in place of what the settings say; empty: that.
    const QString& instructions() const { return m_instructions; }
    void setInstructions(const QString& instructions);
    /// The instructions in force here.
    QString effectiveInstructions() const;
    /// The message that is being written.
    const Draft& currentDraft() const { return m_draft; }
    /// The open conversation is not answered by the model on this computer.
    bool answersElsewhere() const;
    /// Decides how much of a conversation the model's context has room for.
    ContextFitter& fitter() { return m_answers.fitter(); }
    /// From which message on the model was sent the conversation last; 0: from the first.
    storage::MessageId firstSent(qint64 conversation) const { return m_answers.firstSent(conversation); }
    bool isAnswering() const { return m_answers.isAnswering(m_conversation); }
    /// A message waits for the model, or for the answer before it.
    bool isWaiting() const { return m_answers.isWaiting(m_conversation); }
    /// The last message is the user's, and no answer is on its way.
    bool isUnanswered() const;
    double prefill() const { return m_answers.prefill(m_conversation); }

    Q_INVOKABLE void startNew();
    /// Opens a conversation, at its end or at one of its messages (on whatever branch that is).
    Q_INVOKABLE void open(qint64 conversation, qint64 message = 0);
    /// Called while the user types; kept in the store soon after.
    Q_INVOKABLE void setDraft(const QString& text);
    /// Sends the text and the attached files as the user's next message. False when there is nothing to send,
    /// or a file is still being read.
    Q_INVOKABLE bool send(const QString& text);
    /// What is written and attached goes elsewhere: to a task.
    void takeDraft();
    /// Silences the answer of the open conversation, and takes back what waits for one.
    Q_INVOKABLE void stop() { m_answers.stop(m_conversation); }
    /// Another answer beside this one, or an answer to a message of the user's that has none.
    Q_INVOKABLE void regenerate(qint64 message);
    Q_INVOKABLE void answerLast();
    /// Another version of the user's message beside this one, and an answer to it.
    Q_INVOKABLE void edit(qint64 message, const QString& text);
    /// Goes on with an answer that ended too early, as another version of it.
    Q_INVOKABLE void continueAnswer(qint64 message);
    /// Shows the next (1) or previous (-1) version of a message.
    Q_INVOKABLE void chooseSibling(qint64 message, int step);
    /// Puts a message, and what follows it, into the bin; a notice offers to undo it.
    Q_INVOKABLE void remove(qint64 message);
    Q_INVOKABLE void loadOlder();
    Q_INVOKABLE void loadNewer();
    /// The user's last message on the path; 0 when there is none.
    Q_INVOKABLE qint64 lastUserMessage() const;
    Q_INVOKABLE qint64 lastAnswer() const;
    /// Reads the open conversation again.
    void refresh();
    /// Writes how an answer ended, and shows it where it is on the screen. Its text has been appended, to the
    /// store and to messages().
    void settle(EndedAnswer ended) { m_answers.settle(std::move(ended)); }

signals:
    void conversationChanged();
    /// The conversation that had no message yet has one, and is this one now.
    void conversationMade(qint64 conversation);
    void titleChanged();
    /// The composer's text is replaced: another conversation, or a message that could not be kept.
    void draftReplaced();
    /// What is written or attached has changed.
    void draftChanged();
    void instructionsChanged();
    void activityChanged();
    void prefillChanged();
    /// The conversations' list or order has changed.
    void listChanged();
    /// The view is asked to show the end, or a message.
    void showEnd();
    void showMessage(qint64 message);
    /// An answer is complete: for screen readers.
    void answered(const QString& text);

private:
    struct Opened {
        storage::Conversation conversation;
        std::vector<storage::PathEntry> path;
        qsizetype begin = 0;
        std::vector<storage::Message> messages;
        storage::Parts draft;
        QString instructions;
    };
    using Messages = std::vector<storage::Message>;
    static storage::Result<Opened> readConversation(storage::Store& store, qint64 id, qint64 message);
    void readMore(qsizetype begin, qsizetype end, void (MessageModel::*take)(Messages));
    StoreBridge::Done<Opened> whenOpened(qint64 conversation, qint64 message);
    void followAnswers();
    void show(Opened opened, qint64 message);
    void addUserMessage(qint64 conversation, qint64 parent, const storage::Parts& parts, bool fromComposer);
    void userMessageAdded(qint64 parent, const storage::Message& message, bool first);
    void showAnswer(const BegunAnswer& begun);
    void storeFailed(const storage::Error& error);
    qint64 lastOf(storage::Role role) const;

    StoreBridge& m_store;
    Door& m_door;
    Settings& m_settings;
    Notices& m_notices;
    MessageModel m_messages;
    qint64 m_conversation = 0;
    QString m_title;
    QString m_instructions;
    Draft m_draft;
    AnswersUnderWay m_answers;
    int m_openSerial = 0;
    qint64 m_opening = 0;    ///< as m_conversation, but at once
    int m_pathChanges = 0;   ///< how often messages were added to the shown path
    bool m_creating = false; ///< a first message is on its way into the store
    bool m_loadingMore = false;
};

} // namespace hearth::ui
