#include "ui/chat/chat_controller.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hearth::ui {

namespace {

constexpr qsizetype windowLength = 60; ///< messages that are loaded at first, and at a time when scrolling
/// Text is read for the model back to where it has this many bytes for each token of its context.
constexpr qsizetype bytesPerToken = 8;

QString titleFrom(const storage::Parts& parts) {
    QString title = partsToMarkdown(parts).simplified();
    if (title.isEmpty() && !parts.empty())
        title = QString::fromStdString(parts.front().name);
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

/// Where the store keeps what the model is told before a conversation.
std::string instructionsKey(qint64 conversation) {
    return "conversation/" + std::to_string(conversation) + "/instructions";
}

storage::Result<QString> readInstructions(storage::Store& store, qint64 conversation) {
    TRY_ASSIGN(const auto json, store.settings().get(instructionsKey(conversation)));
    return json ? QJsonDocument::fromJson(QByteArray::fromStdString(*json)).array().at(0).toString()
                : QString();
}

storage::Result<void> writeInstructions(storage::Store& store, qint64 conversation, const QString& text) {
    if (text.isEmpty())
        return store.settings().remove(instructionsKey(conversation));
    return store.settings().set(instructionsKey(conversation),
                                QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).toStdString());
}

} // namespace

ChatController::ChatController(StoreBridge& store, GenerationSource& source, ContextFitter::Counter counter,
                               ModelController& model, Door& door, Settings& settings, Notices& notices,
                               QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_source(source)
    , m_model(model)
    , m_door(door)
    , m_settings(settings)
    , m_notices(notices)
    , m_draft(store)
    , m_fitter(std::move(counter)) {
    connect(&m_draft, &Draft::replaced, this, &ChatController::draftReplaced);
    connect(&m_draft, &Draft::changed, this, &ChatController::draftChanged);
    connect(&model, &ModelController::ready, this, &ChatController::answerWaiting);
    connect(&model, &ModelController::changed, this, &ChatController::activityChanged);
    connect(&door, &Door::opened, this, &ChatController::answerWaiting);
    connect(this, &ChatController::conversationChanged, &door, [this] { m_door.show(m_conversation); });
    connect(&store, &StoreBridge::writeFailed, this, &ChatController::storeFailed);
}

ChatController::~ChatController() {
    m_draft.save();
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
    m_draft.save();
    ++m_openSerial;
    m_conversation = 0;
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

storage::MessageId ChatController::firstSent(qint64 conversation) const {
    const Cut cut = m_cuts.value(conversation);
    if (!m_door.endpointOf(conversation).isEmpty())
        return 0;
    return cut.contextSize == m_model.contextSize() ? cut.first : 0;
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
        [=, instructions = m_instructions](storage::Store& store) -> storage::Result<storage::Message> {
            storage::Message message;
            message.conversation = conversation;
            if (conversation == 0) {
                TRY_ASSIGN(const auto made, store.conversations().create(titleFrom(parts).toStdString()));
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
        m_conversation = message.conversation;
        m_title = titleFrom(message.parts);
        m_draft.moveTo(m_conversation);
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
    const int serial = ++m_beginnings;
    m_beginning.insert(waiting.conversation, serial);
    const QString elsewhere = m_door.answererOf(waiting.conversation);
    QJsonObject sampling{{QStringLiteral("temperature"), m_model.temperature(elsewhere.isEmpty())},
                         {QStringLiteral("top_p"), m_settings.topP()},
                         {QStringLiteral("top_k"), m_settings.topK()}};
    storage::Message answer;
    answer.conversation = waiting.conversation;
    answer.parent = waiting.message;
    answer.role = storage::Role::Assistant;
    answer.status = storage::MessageStatus::Streaming;
    answer.parts = storage::text_parts(waiting.opening.toStdString());
    answer.model = (elsewhere.isEmpty() ? m_model.name() : elsewhere).toStdString();
    answer.sampling = QJsonDocument(sampling).toJson(QJsonDocument::Compact).toStdString();
    m_store.write<std::shared_ptr<Begun>>(
        this,
        [answer, opening = waiting.opening, general = m_settings.systemPrompt(),
         contextSize = elsewhere.isEmpty() ? m_model.contextSize() : 0](
            storage::Store& store) -> storage::Result<std::shared_ptr<Begun>> {
            auto begun = std::make_shared<Begun>();
            begun->opening = opening;
            TRY_ASSIGN(begun->answer, store.messages().add(answer));
            TRY_ASSIGN(begun->path, store.messages().path_to(begun->answer.id));
            TRY_ASSIGN(const auto own, readInstructions(store, answer.conversation));
            const qsizetype bytes = contextSize > 0 ? contextSize * bytesPerToken : qsizetype(1) << 30;
            TRY_ASSIGN(auto prompt, readPrompt(store, answer.conversation,
                                               std::span(begun->path).first(begun->path.size() - 1),
                                               own.isEmpty() ? general : own, bytes));
            begun->prompt = std::make_shared<Prompt>(std::move(prompt));
            const qsizetype size = length(begun->path);
            TRY_ASSIGN(begun->messages, store.messages().get(idsOf(
                                            begun->path, std::max<qsizetype>(0, size - windowLength), size)));
            return begun;
        },
        [this, waiting, serial](storage::Result<std::shared_ptr<Begun>> result) {
            const bool wanted = m_beginning.value(waiting.conversation) == serial;
            if (result && wanted) {
                begun(std::move(*result));
                return;
            }
            if (wanted)
                m_beginning.remove(waiting.conversation);
            if (!result) {
                storeFailed(result.error());
            } else { // stopped before it began
                if (waiting.conversation == m_conversation)
                    showAnswer(**result);
                settle({(*result)->answer.id, waiting.opening, storage::MessageStatus::Stopped, {}, {}});
            }
            emit activityChanged();
        });
}

/// What the model is to read is known: how much of it fits is counted, then the model is asked.
void ChatController::begun(std::shared_ptr<Begun> begun) {
    const storage::ConversationId conversation = begun->answer.conversation;
    if (conversation == m_conversation)
        showAnswer(*begun);
    emit listChanged();
    const std::vector<PromptMessage>& messages = begun->prompt->messages;
    const storage::MessageId cut = firstSent(conversation);
    const auto from = std::find_if(messages.begin(), messages.end(),
                                   [cut](const PromptMessage& message) { return message.id == cut; });
    // What answers elsewhere has a context of its own, which is not known here.
    const int contextSize = m_door.endpointOf(conversation).isEmpty() ? m_model.contextSize() : 0;
    m_fitter.fit(begun->prompt, contextRoom(contextSize, m_settings.maxTokens()),
                 cut != 0 && from != messages.end() ? static_cast<size_t>(from - messages.begin()) : 0, false,
                 this, [this, begun, serial = m_beginning.value(conversation)](const ContextFit& fit) {
                     if (m_beginning.value(begun->answer.conversation) == serial)
                         generate(*begun, fit);
                     else
                         settle({begun->answer.id, begun->opening, storage::MessageStatus::Stopped, {}, {}});
                     emit activityChanged();
                 });
}

void ChatController::generate(const Begun& begun, const ContextFit& fit) {
    m_beginning.remove(begun.answer.conversation);
    rememberCut(begun, fit);
    const GenerateRequest asked = request(begun, fit);
    Generation* generation = m_door.generate(begun.answer.conversation, begun.answer.parent, asked);
    const bool here = !generation;
    if (here)
        generation = m_source.generate(asked);
    auto* answer =
        new Answer(m_store, begun.answer.conversation, begun.answer.id, begun.opening, generation, this);
    m_answers.insert(begun.answer.conversation, answer);
    follow(answer, here);
}

void ChatController::rememberCut(const Begun& begun, const ContextFit& fit) {
    const bool all = fit.first == 0 && begun.prompt->unread == 0;
    const storage::MessageId first = all ? 0 : begun.prompt->messages[fit.first].id;
    m_cuts.insert(begun.answer.conversation, {first, m_model.contextSize()});
    if (begun.answer.conversation == m_conversation)
        m_messages.setFirstSent(first);
}

GenerateRequest ChatController::request(const Begun& begun, const ContextFit& fit) const {
    GenerateRequest request;
    request.messages = toMessages(*begun.prompt, fit.first);
    request.containsDocuments = begun.prompt->containsDocuments;
    request.answerPrefix = begun.opening;
    m_model.setSampling(request, m_door.answererOf(begun.answer.conversation).isEmpty());
    request.conversation = QString::number(begun.answer.conversation);
    return request;
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
        m_messages.reset(begun.path, first, begun.messages);
        m_messages.setFirstSent(firstSent(m_conversation));
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
    m_beginning.remove(m_conversation); // what is being prepared for it is not wanted any more
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
