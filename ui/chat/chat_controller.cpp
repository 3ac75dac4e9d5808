#include "ui/chat/chat_controller.h"

#include <QJsonDocument>

#include <algorithm>

namespace hearth::ui {

namespace {

constexpr qsizetype windowLength = 60; ///< messages that are loaded at first, and at a time when scrolling
constexpr int draftDelayMs = 300;

QString titleFrom(const QString& text) {
    QString title = text.simplified();
    if (title.size() > 60) {
        const qsizetype space = title.lastIndexOf(u' ', 60);
        title = title.left(space > 30 ? space : 60) + QStringLiteral("…");
    }
    return title;
}

std::vector<storage::MessageId> idsOf(const std::vector<storage::PathEntry>& path, qsizetype begin,
                                      qsizetype end) {
    std::vector<storage::MessageId> ids;
    for (qsizetype i = begin; i < end; ++i)
        ids.push_back(path[static_cast<size_t>(i)].id);
    return ids;
}

qsizetype length(const std::vector<storage::PathEntry>& path) {
    return static_cast<qsizetype>(path.size());
}

} // namespace

ChatController::ChatController(StoreBridge& store, GenerationSource& source, ModelController& model,
                               Door& door, Settings& settings, Notices& notices, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_source(source)
    , m_model(model)
    , m_door(door)
    , m_settings(settings)
    , m_notices(notices) {
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(draftDelayMs);
    connect(&m_draftTimer, &QTimer::timeout, this, &ChatController::saveDraft);
    connect(&model, &ModelController::ready, this, &ChatController::answerWaiting);
    connect(&model, &ModelController::changed, this, &ChatController::activityChanged);
    connect(&door, &Door::opened, this, &ChatController::answerWaiting);
    connect(this, &ChatController::conversationChanged, &door, [this] { m_door.show(m_conversation); });
    connect(&store, &StoreBridge::writeFailed, this, &ChatController::storeFailed);
}

ChatController::~ChatController() {
    saveDraft();
    for (Answer* answer : std::as_const(m_answers))
        answer->disconnect(this);
    for (Answer* answer : std::as_const(m_answers)) {
        answer->stop();
        m_store.finish(this, answer->message(), storage::MessageStatus::Stopped);
    }
}

bool ChatController::isWaiting() const {
    return m_beginning.contains(m_conversation) ||
           std::any_of(m_waiting.begin(), m_waiting.end(),
                       [this](const Waiting& waiting) { return waiting.conversation == m_conversation; });
}

bool ChatController::isUnanswered() const {
    if (m_messages.isEmpty() || m_messages.newer() || isAnswering() || isWaiting())
        return false;
    const storage::Message* last = m_messages.message(m_messages.path().back().id);
    return last && last->role == storage::Role::User;
}

double ChatController::prefill() const {
    const Answer* answer = m_answers.value(m_conversation);
    return answer && !answer->hasBegun() ? answer->prefill() : 0;
}

// ---- opening

void ChatController::startNew() {
    saveDraft();
    ++m_openSerial;
    m_conversation = 0;
    m_title.clear();
    m_messages.reset({}, 0, {});
    emit conversationChanged();
    emit titleChanged();
    emit activityChanged();
    replaceDraft(m_drafts.value(0));
    if (m_drafts.contains(0))
        return;
    m_store.read<std::optional<storage::Draft>>(
        this, [](storage::Store& store) { return store.drafts().get(0); },
        [this, serial = m_openSerial](storage::Result<std::optional<storage::Draft>> draft) {
            if (serial == m_openSerial && draft && *draft && m_draft.isEmpty())
                replaceDraft(QString::fromStdString(storage::plain_text((*draft)->parts)));
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
        opened.draft = QString::fromStdString(storage::plain_text(draft->parts));
    return opened;
}

void ChatController::open(qint64 conversation, qint64 message) {
    if (conversation == 0) {
        startNew();
        return;
    }
    if (conversation != m_conversation)
        saveDraft();
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
    m_ended.readingBegins();
    return [this, serial = ++m_openSerial, changes = m_pathChanges, conversation,
            message](storage::Result<Opened> opened) {
        const bool wanted = serial == m_openSerial;
        if (wanted && !opened)
            storeFailed(opened.error());
        else if (wanted && changes != m_pathChanges)
            open(conversation, message); // it was read before a message was added
        else if (wanted)
            show(std::move(*opened), message);
        m_ended.readingEnds();
    };
}

void ChatController::refresh() {
    if (m_conversation != 0)
        open(m_conversation);
}

void ChatController::show(Opened opened, qint64 message) {
    const bool same = opened.conversation.id == m_conversation;
    m_conversation = opened.conversation.id;
    m_title = QString::fromStdString(opened.conversation.title);
    update(opened.messages);
    m_messages.reset(std::move(opened.path), opened.begin, std::move(opened.messages));
    m_settings.setLastConversation(m_conversation);
    if (!same)
        emit conversationChanged();
    emit titleChanged();
    emit activityChanged();
    emit prefillChanged();
    if (!same)
        replaceDraft(m_drafts.value(m_conversation, opened.draft));
    if (message != 0)
        emit showMessage(message);
    else
        emit showEnd();
}

/// An answer's text is written behind, and its end may have been written after this was read.
void ChatController::update(Messages& messages) const {
    m_ended.mergeInto(messages);
    const Answer* answer = m_answers.value(m_conversation);
    for (storage::Message& message : messages) {
        if (answer && message.id == answer->message())
            message.parts = storage::text_parts(answer->shownText().toStdString());
    }
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
    m_ended.readingBegins();
    const auto ids = idsOf(m_messages.path(), begin, end);
    m_store.read<Messages>(
        this, [ids](storage::Store& store) { return store.messages().get(ids); },
        [this, ids, take, serial = m_openSerial](storage::Result<Messages> messages) {
            m_loadingMore = false;
            if (messages && serial == m_openSerial && messages->size() == ids.size()) {
                update(*messages);
                (m_messages.*take)(std::move(*messages));
            }
            m_ended.readingEnds();
        });
}

// ---- drafts

void ChatController::setDraft(const QString& text) {
    if (text == m_draft)
        return;
    m_draft = text;
    m_drafts.insert(m_conversation, text);
    m_draftTimer.start();
}

void ChatController::saveDraft() {
    if (!m_draftTimer.isActive())
        return;
    m_draftTimer.stop();
    const storage::Parts parts =
        m_draft.isEmpty() ? storage::Parts() : storage::text_parts(m_draft.toStdString());
    m_store.write<void>(
        this, [id = m_conversation, parts](storage::Store& store) { return store.drafts().set(id, parts); });
}

void ChatController::replaceDraft(const QString& text) {
    m_draftTimer.stop();
    m_draft = text;
    emit draftReplaced();
}

// ---- sending

bool ChatController::send(const QString& text) {
    if (text.trimmed().isEmpty() || m_creating)
        return false;
    const qint64 parent = m_messages.isEmpty() ? 0 : m_messages.path().back().id;
    m_draftTimer.stop();
    m_draft.clear();
    m_drafts.insert(m_conversation, {});
    addUserMessage(m_conversation, parent, text, true);
    return true;
}

void ChatController::edit(qint64 message, const QString& text) {
    const auto& path = m_messages.path();
    const auto at =
        std::find_if(path.begin(), path.end(), [message](const auto& entry) { return entry.id == message; });
    if (at == path.end() || text.trimmed().isEmpty())
        return;
    stop();
    addUserMessage(m_conversation, at == path.begin() ? 0 : (at - 1)->id, text, false);
}

void ChatController::addUserMessage(qint64 conversation, qint64 parent, const QString& text,
                                    bool fromComposer) {
    m_creating = conversation == 0;
    m_store.write<storage::Message>(
        this,
        [=](storage::Store& store) -> storage::Result<storage::Message> {
            storage::Message message;
            message.conversation = conversation;
            if (conversation == 0) {
                TRY_ASSIGN(const auto made, store.conversations().create(titleFrom(text).toStdString()));
                message.conversation = made.id;
            }
            message.parent = parent;
            message.role = storage::Role::User;
            message.parts = storage::text_parts(text.toStdString());
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
            if (fromComposer && m_draft.isEmpty() && m_conversation == conversation) {
                setDraft(text);
                emit draftReplaced();
            }
        });
}

void ChatController::userMessageAdded(qint64 parent, const storage::Message& message, bool first) {
    if (first && m_conversation == 0) {
        m_conversation = message.conversation;
        m_title = titleFrom(partsToMarkdown(message.parts));
        m_settings.setLastConversation(m_conversation);
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
    wait({message.conversation, message.id, {}});
}

void ChatController::wait(const Waiting& waiting) {
    m_waiting.append(waiting);
    emit activityChanged();
    answerWaiting();
}

void ChatController::answerWaiting() {
    QList<Waiting> later;
    for (const Waiting& waiting : std::exchange(m_waiting, {})) {
        if (!mayBegin(waiting))
            later.append(waiting);
        else
            begin(waiting);
    }
    m_waiting = later + m_waiting;
    emit activityChanged();
}

/// The conversation is silent, and what answers it is there: the model, or the endpoint and the user's
/// consent.
bool ChatController::mayBegin(const Waiting& waiting) {
    if (m_answers.contains(waiting.conversation) || m_beginning.contains(waiting.conversation) ||
        !m_door.isReady())
        return false;
    return m_door.endpointOf(waiting.conversation).isEmpty()
               ? m_model.isReady()
               : m_door.mayAnswer(waiting.conversation, waiting.message);
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
        wait({m_conversation, message, {}});
    else if (at != path.begin())
        wait({m_conversation, (at - 1)->id, {}});
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
    wait({m_conversation, (at - 1)->id, m_messages.markdown(message)});
}

void ChatController::begin(const Waiting& waiting) {
    m_beginning.insert(waiting.conversation);
    QJsonObject sampling{{QStringLiteral("temperature"), m_settings.temperature()},
                         {QStringLiteral("top_p"), m_settings.topP()},
                         {QStringLiteral("top_k"), m_settings.topK()}};
    storage::Message answer;
    answer.conversation = waiting.conversation;
    answer.parent = waiting.message;
    answer.role = storage::Role::Assistant;
    answer.status = storage::MessageStatus::Streaming;
    answer.parts = storage::text_parts(waiting.opening.toStdString());
    const QString elsewhere = m_door.answererOf(waiting.conversation);
    answer.model = (elsewhere.isEmpty() ? m_model.name() : elsewhere).toStdString();
    answer.sampling = QJsonDocument(sampling).toJson(QJsonDocument::Compact).toStdString();
    m_store.write<Begun>(
        this,
        [answer](storage::Store& store) -> storage::Result<Begun> {
            Begun begun;
            TRY_ASSIGN(begun.answer, store.messages().add(answer));
            TRY_ASSIGN(begun.path, store.messages().path_to(begun.answer.id));
            TRY_ASSIGN(begun.messages, store.messages().get(idsOf(begun.path, 0, length(begun.path))));
            return begun;
        },
        [this, waiting](storage::Result<Begun> result) {
            m_beginning.remove(waiting.conversation);
            if (result)
                begun(std::move(*result), waiting.opening);
            else
                storeFailed(result.error());
            emit activityChanged();
        });
}

GenerateRequest ChatController::request(const Begun& begun, const QString& opening) const {
    GenerateRequest request;
    const auto add = [&](const QString& role, const QString& content) {
        request.messages.append(
            QJsonObject{{QStringLiteral("role"), role}, {QStringLiteral("content"), content}});
    };
    if (!m_settings.systemPrompt().trimmed().isEmpty())
        add(QStringLiteral("system"), m_settings.systemPrompt());
    for (const storage::Message& message : begun.messages) {
        if (message.id == begun.answer.id)
            continue;
        add(QString::fromStdString(std::string(storage::role_name(message.role))),
            partsToMarkdown(message.parts));
    }
    request.answerPrefix = opening;
    request.sampling.temperature = m_settings.temperature();
    request.sampling.topP = m_settings.topP();
    request.sampling.topK = m_settings.topK();
    if (m_settings.maxTokens() > 0)
        request.maxTokens = m_settings.maxTokens();
    request.conversation = QString::number(begun.answer.conversation);
    request.containsDocuments = !Door::documentsIn(begun.messages).isEmpty();
    return request;
}

void ChatController::begun(Begun begun, const QString& opening) {
    const GenerateRequest asked = request(begun, opening);
    Generation* generation = m_door.generate(begun.answer.conversation, begun.answer.parent, asked);
    const bool here = !generation;
    if (here)
        generation = m_source.generate(asked);
    auto* answer = new Answer(m_store, begun.answer.conversation, begun.answer.id, opening, generation, this);
    m_answers.insert(begun.answer.conversation, answer);
    if (begun.answer.conversation == m_conversation)
        showAnswer(begun);
    follow(answer, here);
    emit listChanged();
}

void ChatController::showAnswer(const Begun& begun) {
    ++m_pathChanges;
    const auto& shown = m_messages.path();
    const bool continuesPath =
        !shown.empty() && shown.back().id == begun.answer.parent && !m_messages.newer();
    if (continuesPath) {
        m_messages.add(begun.path.back(), begun.answer);
    } else {
        const qsizetype size = length(begun.path);
        const qsizetype first = std::max<qsizetype>(0, size - windowLength);
        m_messages.reset(begun.path, first, {begun.messages.begin() + first, begun.messages.end()});
    }
    emit showEnd();
}

void ChatController::follow(Answer* answer, bool here) {
    connect(answer, &Answer::textAdded, this, [this, answer, here](const QString& text) {
        if (answer->conversation() == m_conversation)
            m_messages.appendText(answer->message(), text);
        if (here)
            m_model.setSpeed(answer->tokensPerSecond());
        emit prefillChanged();
    });
    connect(answer, &Answer::prefillChanged, this, &ChatController::prefillChanged);
    connect(answer, &Answer::contextKnown, this, [this](int used, int) { m_model.setContextUsed(used); });
    connect(answer, &Answer::ended, this,
            [this, answer](storage::MessageStatus status, const std::optional<storage::Timings>& timings,
                           const QString& note) { answerEnded(answer, status, timings, note); });
}

void ChatController::answerEnded(Answer* answer, storage::MessageStatus status,
                                 const std::optional<storage::Timings>& timings, const QString& note) {
    m_answers.remove(answer->conversation());
    settle({answer->message(), answer->text(), status, timings, note});
    if (answer->conversation() == m_conversation && status == storage::MessageStatus::Complete)
        emit answered(answer->text());
    if (timings && timings->answer_ms > 0 && m_door.endpointOf(answer->conversation()).isEmpty())
        m_model.setSpeed(1000.0 * static_cast<double>(timings->answer_tokens) / timings->answer_ms);
    emit activityChanged();
    emit prefillChanged();
    emit listChanged();
    answerWaiting();
}

void ChatController::settle(EndedAnswer ended) {
    m_store.finish(this, ended.message, ended.status, ended.timings, ended.note,
                   [this, message = ended.message](storage::Result<void> result) {
                       // What could not be written is still known here; what is gone need not be.
                       if (result || result.error().kind == storage::ErrorKind::NotFound)
                           m_ended.written(message);
                   });
    m_messages.setStatus(ended.message, ended.status, ended.timings, ended.note);
    m_ended.add(std::move(ended));
}

void ChatController::stop() {
    erase_if(m_waiting, [this](const Waiting& waiting) { return waiting.conversation == m_conversation; });
    m_door.withdraw(m_conversation);
    if (Answer* answer = m_answers.value(m_conversation))
        answer->stop();
    emit activityChanged();
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
