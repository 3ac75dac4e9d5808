// The open conversation: what is sent, answered, edited and chosen in it.
#pragma once

#include "ui/chat/answer.h"
#include "ui/chat/ended_answers.h"
#include "ui/door/door.h"
#include "ui/model/model_controller.h"
#include "ui/models/message_model.h"
#include "ui/workspace/store_bridge.h"

#include <QHash>
#include <QSet>

namespace hearth::ui {

/// A user's message is durable in the store before the engine hears of it; the answer's message is made in
/// the store before its first token. Answers go on when another conversation is opened.
class ChatController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of the workspace")
    Q_PROPERTY(qint64 conversation READ conversation NOTIFY conversationChanged)
    Q_PROPERTY(QString title READ title NOTIFY titleChanged)
    Q_PROPERTY(hearth::ui::MessageModel* messages READ messages CONSTANT)
    Q_PROPERTY(QString draft READ draft NOTIFY draftReplaced)
    Q_PROPERTY(bool answering READ isAnswering NOTIFY activityChanged)
    Q_PROPERTY(bool waiting READ isWaiting NOTIFY activityChanged)
    Q_PROPERTY(bool unanswered READ isUnanswered NOTIFY activityChanged)
    Q_PROPERTY(double prefill READ prefill NOTIFY prefillChanged)
public:
    ChatController(StoreBridge& store, GenerationSource& source, ModelController& model, Door& door,
                   Settings& settings, Notices& notices, QObject* parent = nullptr);
    ~ChatController() override;

    qint64 conversation() const { return m_conversation; } ///< 0: one that is not begun yet
    const QString& title() const { return m_title; }
    MessageModel* messages() { return &m_messages; }
    const QString& draft() const { return m_draft; }
    bool isAnswering() const { return m_answers.contains(m_conversation); }
    /// A message waits for the model, or for the answer before it.
    bool isWaiting() const;
    /// The last message is the user's, and no answer is on its way.
    bool isUnanswered() const;
    double prefill() const;

    Q_INVOKABLE void startNew();
    /// Opens a conversation, at its end or at one of its messages (on whatever branch that is).
    Q_INVOKABLE void open(qint64 conversation, qint64 message = 0);
    /// Called while the user types; kept in the store soon after.
    Q_INVOKABLE void setDraft(const QString& text);
    /// Sends the text as the user's next message. False when there is nothing to send.
    Q_INVOKABLE bool send(const QString& text);
    /// Silences the answer of the open conversation, and takes back what waits for one.
    Q_INVOKABLE void stop();
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
    void settle(EndedAnswer ended);

signals:
    void conversationChanged();
    void titleChanged();
    /// The composer's text is replaced: another conversation, or a message that could not be kept.
    void draftReplaced();
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
    struct Waiting {
        qint64 conversation;
        qint64 message; ///< the user's, to be answered
        QString opening;
    };
    struct Opened {
        storage::Conversation conversation;
        std::vector<storage::PathEntry> path;
        qsizetype begin = 0;
        std::vector<storage::Message> messages;
        QString draft;
    };
    struct Begun {
        storage::Message answer;
        std::vector<storage::PathEntry> path;
        std::vector<storage::Message> messages; ///< of the whole path, the answer last
    };
    using Messages = std::vector<storage::Message>;
    static storage::Result<Opened> readConversation(storage::Store& store, qint64 id, qint64 message);
    void readMore(qsizetype begin, qsizetype end, void (MessageModel::*take)(Messages));
    StoreBridge::Done<Opened> whenOpened(qint64 conversation, qint64 message);
    /// Brings what was read to what is known here.
    void update(Messages& messages) const;
    void show(Opened opened, qint64 message);
    void addUserMessage(qint64 conversation, qint64 parent, const QString& text, bool fromComposer);
    void userMessageAdded(qint64 parent, const storage::Message& message, bool first);
    void wait(const Waiting& waiting);
    void answerWaiting();
    bool mayBegin(const Waiting& waiting);
    void begin(const Waiting& waiting);
    void begun(Begun begun, const QString& opening);
    GenerateRequest request(const Begun& begun, const QString& opening) const;
    void showAnswer(const Begun& begun);
    void follow(Answer* answer, bool here);
    void answerEnded(Answer* answer, storage::MessageStatus status,
                     const std::optional<storage::Timings>& timings, const QString& note);
    void storeFailed(const storage::Error& error);
    void saveDraft();
    void replaceDraft(const QString& text);
    qint64 lastOf(storage::Role role) const;

    StoreBridge& m_store;
    GenerationSource& m_source;
    ModelController& m_model;
    Door& m_door;
    Settings& m_settings;
    Notices& m_notices;
    MessageModel m_messages;
    qint64 m_conversation = 0;
    QString m_title;
    QString m_draft;
    /// Drafts of this session: newer than what the store has, which is written to behind.
    QHash<qint64, QString> m_drafts;
    QTimer m_draftTimer;
    QHash<qint64, Answer*> m_answers; ///< by conversation
    QList<Waiting> m_waiting;
    QSet<qint64> m_beginning; ///< conversations whose answer is being made in the store
    EndedAnswers m_ended;
    int m_openSerial = 0;
    int m_pathChanges = 0;   ///< how often messages were added to the shown path
    bool m_creating = false; ///< a first message is on its way into the store
    bool m_loadingMore = false;
};

} // namespace hearth::ui
