#include "ui/chat/chat_controller.h"

#include "ui/chat/conversation_text.h"

#include <algorithm>

namespace hearth::ui {

namespace {

qsizetype length(const std::vector<storage::PathEntry>& path) {
    return static_cast<qsizetype>(path.size());
}

} // namespace

ChatController::ChatController(StoreBridge& store, GenerationSource& source, ContextFitter::Counter counter,
                               ModelController& model, Door& door, Settings& settings, Notices& notices,
                               QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_door(door)
    , m_settings(settings)
    , m_notices(notices)
    , m_draft(store)
    , m_answers(store, source, std::move(counter), model, door, settings) {
    connect(&m_draft, &Draft::replaced, this, &ChatController::draftReplaced);
    connect(&m_draft, &Draft::changed, this, &ChatController::draftChanged);
    connect(&model, &ModelController::changed, this, &ChatController::activityChanged);
    connect(this, &ChatController::conversationChanged, &door, [this] { m_door.show(m_conversation); });
    connect(&store, &StoreBridge::writeFailed, this, &ChatController::storeFailed);
    followAnswers();
}

ChatController::~ChatController() {
    m_draft.save();
}

void ChatController::followAnswers() {
    connect(&m_answers, &AnswersUnderWay::activityChanged, this, &ChatController::activityChanged);
    connect(&m_answers, &AnswersUnderWay::prefillChanged, this, &ChatController::prefillChanged);
    connect(&m_answers, &AnswersUnderWay::listChanged, this, &ChatController::listChanged);
    connect(&m_answers, &AnswersUnderWay::failed, this, &ChatController::storeFailed);
    connect(&m_answers, &AnswersUnderWay::begun, this, [this](const BegunAnswer& begun) {
        if (begun.answer.conversation == m_conversation)
            showAnswer(begun);
    });
    connect(&m_answers, &AnswersUnderWay::cutChanged, this, [this](qint64 conversation) {
        if (conversation == m_conversation)
            m_messages.setFirstSent(firstSent(conversation));
    });
    connect(&m_answers, &AnswersUnderWay::textAdded, this,
            [this](qint64 conversation, qint64 message, const QString& text) {
                if (conversation == m_conversation)
                    m_messages.appendText(message, text);
            });
    connect(&m_answers, &AnswersUnderWay::settled, this, [this](const EndedAnswer& ended) {
        m_messages.setStatus(ended.message, ended.status, ended.timings, ended.note);
    });
    connect(&m_answers, &AnswersUnderWay::answered, this, [this](qint64 conversation, const QString& text) {
        if (conversation == m_conversation)
            emit answered(text);
    });
}

bool ChatController::isUnanswered() const {
    if (m_messages.isEmpty() || m_messages.newer() || isAnswering() || isWaiting())
        return false;
    const storage::Message* last = m_messages.message(m_messages.path().back().id);
    return last && last->role == storage::Role::User;
}

// ---- opening

void ChatController::startNew() {
    m_draft.save();
    ++m_openSerial;
    m_conversation = m_opening = 0;
    m_title.clear();
    m_instructions.clear();
    m_messages.reset({}, 0, {});
    emit conversationChanged();
    emit titleChanged();
    emit instructionsChanged();
    emit activityChanged();
    const bool known = m_draft.knows(0);
    m_draft.enter(0, {});
    if (known)
        return;
    m_store.read<std::optional<storage::Draft>>(
        this, [](storage::Store& store) { return store.drafts().get(0); },
        [this, serial = m_openSerial](storage::Result<std::optional<storage::Draft>> draft) {
            if (serial == m_openSerial && draft && *draft)
                m_draft.putBack((*draft)->parts);
        });
}

storage::Result<ChatController::Opened> ChatController::readConversation(storage::Store& store, qint64 id,
                                                                         qint64 message) {
    Opened opened;
    TRY_ASSIGN(opened.conversation, store.conversations().get(id));
    TRY_ASSIGN(opened.path, store.messages().path(id));
    const qsizetype size = length(opened.path);
    const auto found =
        std::find_if(opened.path.begin(), opened.path.end(),
                     [message](const storage::PathEntry& entry) { return entry.id == message; });
    qsizetype end = size;
    if (message != 0 && found != opened.path.end())
        end = std::min<qsizetype>(size, (found - opened.path.begin()) + windowLength / 2);
    opened.begin = std::max<qsizetype>(0, end - windowLength);
    TRY_ASSIGN(opened.messages, store.messages().get(idsOf(opened.path, opened.begin, end)));
    TRY_ASSIGN(const auto draft, store.drafts().get(id));
    if (draft)
        opened.draft = draft->parts;
    TRY_ASSIGN(opened.instructions, readInstructions(store, id));
    return opened;
}

void ChatController::open(qint64 conversation, qint64 message) {
    if (conversation == 0) {
        startNew();
        return;
    }
    if (conversation != m_conversation)
        m_draft.save();
    const auto done = whenOpened(conversation, message);
    const auto read = [conversation, message](storage::Store& store) {
        return readConversation(store, conversation, message);
    };
    if (message == 0) {
        m_store.read<Opened>(this, read, done);
        return;
    }
    // The message may stand on another branch: that becomes the chosen one.
    m_store.write<Opened>(
        this,
        [read, conversation, message](storage::Store& store) -> storage::Result<Opened> {
            TRY_ASSIGN(const auto path, store.messages().path(conversation));
            const bool onPath =
                std::any_of(path.begin(), path.end(), [message](const auto& e) { return e.id == message; });
            if (!onPath)
                TRY(store.messages().choose(message));
            return read(store);
        },
        done);
}

/// What is to be done with a conversation that is being read from here on.
StoreBridge::Done<ChatController::Opened> ChatController::whenOpened(qint64 conversation, qint64 message) {
    m_answers.ended().readingBegins();
    m_opening = conversation;
    return [this, serial = ++m_openSerial, changes = m_pathChanges, conversation,
            message](storage::Result<Opened> opened) {
        const bool wanted = serial == m_openSerial;
        if (wanted && !opened) {
            m_opening = m_conversation;
            storeFailed(opened.error());
        } else if (wanted && changes != m_pathChanges)
            open(conversation, message); // it was read before a message was added
        else if (wanted)
            show(std::move(*opened), message);
        m_answers.ended().readingEnds();
    };
}

void ChatController::refresh() {
    if (m_conversation != 0)
        open(m_conversation);
}

void ChatController::show(Opened opened, qint64 message) {
    const bool same = opened.conversation.id == m_conversation;
    m_conversation = m_opening = opened.conversation.id;
    m_title = QString::fromStdString(opened.conversation.title);
    m_answers.update(m_conversation, opened.messages);
    m_messages.reset(std::move(opened.path), opened.begin, std::move(opened.messages));
    m_messages.setFirstSent(firstSent(m_conversation));
    m_settings.setLastConversation(m_conversation);
    m_instructions = opened.instructions;
    if (!same)
        emit conversationChanged();
    emit instructionsChanged();
    emit titleChanged();
    emit activityChanged();
    emit prefillChanged();
    if (!same)
        m_draft.enter(m_conversation, opened.draft);
    if (message != 0)
        emit showMessage(message);
    else
        emit showEnd();
}

void ChatController::loadOlder() {
    const qsizetype end = m_messages.windowBegin();
    if (m_messages.older())
        readMore(std::max<qsizetype>(0, end - windowLength), end, &MessageModel::prepend);
}

void ChatController::loadNewer() {
    const qsizetype begin = m_messages.windowBegin() + m_messages.itemCount();
    if (m_messages.newer())
        readMore(begin, std::min(length(m_messages.path()), begin + windowLength), &MessageModel::append);
}

void ChatController::readMore(qsizetype begin, qsizetype end, void (MessageModel::*take)(Messages)) {
    if (m_loadingMore)
        return;
    m_loadingMore = true;
    m_answers.ended().readingBegins();
    const auto ids = idsOf(m_messages.path(), begin, end);
    m_store.read<Messages>(
        this, [ids](storage::Store& store) { return store.messages().get(ids); },
        [this, ids, take, serial = m_openSerial](storage::Result<Messages> messages) {
            m_loadingMore = false;
            if (messages && serial == m_openSerial && messages->size() == ids.size()) {
                m_answers.update(m_conversation, *messages);
                (m_messages.*take)(std::move(*messages));
            }
            m_answers.ended().readingEnds();
        });
}

// ---- drafts and instructions

void ChatController::setDraft(const QString& text) {
    m_draft.setText(text);
}

void ChatController::takeDraft() {
    m_draft.take({});
    m_store.write<void>(this,
                        [id = m_conversation](storage::Store& store) { return store.drafts().set(id, {}); });
}

void ChatController::setInstructions(const QString& instructions) {
    const QString text = instructions.trimmed();
    if (text == m_instructions)
        return;
    m_instructions = text;
    emit instructionsChanged();
    if (m_conversation == 0)
        return; // kept with the first message
    m_store.write<void>(
        this,
        [id = m_conversation, text](storage::Store& store) { return writeInstructions(store, id, text); },
        [this](const storage::Result<void>& result) {
            if (!result)
                storeFailed(result.error());
        });
}

QString ChatController::effectiveInstructions() const {
    return m_instructions.isEmpty() ? m_settings.systemPrompt() : m_instructions;
}

bool ChatController::answersElsewhere() const {
    return !m_door.endpointOf(m_conversation).isEmpty();
}

// ---- sending

bool ChatController::send(const QString& text) {
    AttachmentList& files = m_draft.attachments();
    if (m_creating || files.isReading() || (text.trimmed().isEmpty() && files.parts().empty()))
        return false;
    const qint64 parent = m_messages.isEmpty() ? 0 : m_messages.path().back().id;
    addUserMessage(m_conversation, parent, m_draft.take(text), true);
    return true;
}

void ChatController::edit(qint64 message, const QString& text) {
    const auto& path = m_messages.path();
    const auto at =
        std::find_if(path.begin(), path.end(), [message](const auto& entry) { return entry.id == message; });
    const storage::Message* before = m_messages.message(message);
    if (at == path.end() || !before || text.trimmed().isEmpty())
        return;
    storage::Parts parts; // its files stay
    for (const storage::Part& part : before->parts) {
        if (part.kind == storage::PartKind::File || part.kind == storage::PartKind::Image)
            parts.push_back(part);
    }
    parts.push_back({.kind = storage::PartKind::Text, .text = text.toStdString()});
    stop();
    addUserMessage(m_conversation, at == path.begin() ? 0 : (at - 1)->id, parts, false);
}

void ChatController::addUserMessage(qint64 conversation, qint64 parent, const storage::Parts& parts,
                                    bool fromComposer) {
    m_creating = conversation == 0;
    m_store.write<storage::Message>(
        this,
        [=, title = titleFrom(parts).toStdString(),
         instructions = m_instructions](storage::Store& store) -> storage::Result<storage::Message> {
            storage::Message message;
            message.conversation = conversation;
            if (conversation == 0) {
                TRY_ASSIGN(const auto made, store.conversations().create(title));
                message.conversation = made.id;
                if (!instructions.isEmpty())
                    TRY(writeInstructions(store, made.id, instructions));
            }
            message.parent = parent;
            message.role = storage::Role::User;
            message.parts = parts;
            if (fromComposer)
                TRY(store.drafts().set(conversation, {}));
            return store.messages().add(std::move(message));
        },
        [=, this, endpoint = m_door.endpointOf(conversation)](storage::Result<storage::Message> message) {
            if (conversation == 0)
                m_creating = false;
            if (message) {
                if (conversation == 0)
                    m_door.assign(message->conversation, endpoint);
                userMessageAdded(parent, *message, conversation == 0);
                return;
            }
            storeFailed(message.error());
            if (fromComposer && m_conversation == conversation)
                m_draft.putBack(parts);
        });
}

void ChatController::userMessageAdded(qint64 parent, const storage::Message& message, bool first) {
    if (first && m_conversation == 0) {
        m_conversation = m_opening = message.conversation;
        m_title = titleFrom(message.parts);
        m_draft.moveTo(m_conversation);
        m_settings.setLastConversation(m_conversation);
        emit conversationMade(m_conversation);
        emit conversationChanged();
        emit titleChanged();
    }
    if (message.conversation == m_conversation) {
        ++m_pathChanges;
        const bool atEnd = (m_messages.isEmpty() ? 0 : m_messages.path().back().id) == parent;
        if (atEnd && !m_messages.newer()) {
            m_messages.add({message.id, 0, 1}, message);
            emit showEnd();
        } else {
            refresh();
        }
    }
    emit listChanged();
    m_answers.ask(message.conversation, message.id);
}

// ---- answering

void ChatController::regenerate(qint64 message) {
    const auto& path = m_messages.path();
    const auto at =
        std::find_if(path.begin(), path.end(), [message](const auto& entry) { return entry.id == message; });
    const storage::Message* shown = m_messages.message(message);
    if (at == path.end() || !shown)
        return;
    stop();
    if (shown->role == storage::Role::User)
        m_answers.ask(m_conversation, message);
    else if (at != path.begin())
        m_answers.ask(m_conversation, (at - 1)->id);
}

void ChatController::answerLast() {
    if (isUnanswered())
        regenerate(m_messages.path().back().id);
}

void ChatController::continueAnswer(qint64 message) {
    const auto& path = m_messages.path();
    const auto at =
        std::find_if(path.begin(), path.end(), [message](const auto& entry) { return entry.id == message; });
    if (at == path.end() || at == path.begin())
        return;
    stop();
    m_answers.ask(m_conversation, (at - 1)->id, m_messages.markdown(message));
}

void ChatController::showAnswer(const BegunAnswer& begun) {
    ++m_pathChanges;
    const auto& shown = m_messages.path();
    const bool continuesPath =
        !shown.empty() && shown.back().id == begun.answer.parent && !m_messages.newer();
    if (continuesPath) {
        m_messages.add(begun.path.back(), begun.answer);
    } else {
        m_messages.reset(begun.path, length(begun.path) - static_cast<qsizetype>(begun.messages.size()),
                         begun.messages);
        m_messages.setFirstSent(firstSent(m_conversation));
    }
    emit showEnd();
}

// ---- versions

void ChatController::chooseSibling(qint64 message, int step) {
    stop();
    m_store.write<Opened>(
        this,
        [conversation = m_conversation, message, step](storage::Store& store) -> storage::Result<Opened> {
            TRY_ASSIGN(const auto siblings, store.messages().siblings(message));
            const auto at = std::find(siblings.begin(), siblings.end(), message);
            const qsizetype wanted = (at - siblings.begin()) + step;
            if (wanted >= 0 && wanted < static_cast<qsizetype>(siblings.size()))
                TRY(store.messages().choose(siblings[static_cast<size_t>(wanted)]));
            return readConversation(store, conversation, 0);
        },
        whenOpened(m_conversation, 0));
}

void ChatController::remove(qint64 message) {
    stop();
    m_store.write<storage::BinId>(
        this, [message](storage::Store& store) { return store.messages().remove(message); },
        [this, conversation = m_conversation](storage::Result<storage::BinId> bin) {
            if (!bin) {
                storeFailed(bin.error());
                return;
            }
            if (conversation == m_conversation)
                refresh();
            const auto undo = [this, conversation, id = *bin] {
                m_store.write<void>(
                    this, [id](storage::Store& store) { return store.bin().restore(id); },
                    [this, conversation](storage::Result<void> restored) {
                        if (restored && conversation == m_conversation)
                            refresh();
                        else if (!restored)
                            storeFailed(restored.error());
                    });
            };
            m_notices.show(QStringLiteral("undo"), Notices::Severity::Information,
                           tr("The message is in the bin."), {tr("Undo"), undo}, 10'000);
        });
}

qint64 ChatController::lastOf(storage::Role role) const {
    const auto& path = m_messages.path();
    for (auto entry = path.rbegin(); entry != path.rend(); ++entry) {
        const storage::Message* message = m_messages.message(entry->id);
        if (message && message->role == role)
            return entry->id;
    }
    return 0;
}

qint64 ChatController::lastUserMessage() const {
    return lastOf(storage::Role::User);
}

qint64 ChatController::lastAnswer() const {
    return lastOf(storage::Role::Assistant);
}

void ChatController::storeFailed(const storage::Error& error) {
    const QString text = QString::fromStdString(error.message);
    m_notices.show(QStringLiteral("store"), Notices::Severity::Problem, text);
}

} // namespace hearth::ui
