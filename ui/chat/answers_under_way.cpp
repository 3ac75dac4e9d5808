#include "ui/chat/answers_under_way.h"

#include "ui/chat/conversation_text.h"

#include <QJsonDocument>

#include <algorithm>

namespace hearth::ui {

namespace {

/// Text is read for the model back to where it has this many bytes for each token of its context.
constexpr qsizetype bytesPerToken = 8;

} // namespace

AnswersUnderWay::AnswersUnderWay(StoreBridge& store, GenerationSource& source, ContextFitter::Counter counter,
                                 ModelController& model, Door& door, Settings& settings, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_source(source)
    , m_model(model)
    , m_door(door)
    , m_settings(settings)
    , m_fitter(std::move(counter)) {
    connect(&model, &ModelController::ready, this, &AnswersUnderWay::answerWaiting);
    connect(&door, &Door::opened, this, &AnswersUnderWay::answerWaiting);
}

AnswersUnderWay::~AnswersUnderWay() {
    for (Answer* answer : std::as_const(m_answers))
        answer->disconnect(this);
    for (Answer* answer : std::as_const(m_answers)) {
        answer->stop();
        m_store.finish(this, answer->message(), storage::MessageStatus::Stopped);
    }
}

bool AnswersUnderWay::isWaiting(qint64 conversation) const {
    return m_beginning.contains(conversation) ||
           std::any_of(m_waiting.begin(), m_waiting.end(), [conversation](const Waiting& waiting) {
               return waiting.conversation == conversation;
           });
}

double AnswersUnderWay::prefill(qint64 conversation) const {
    const Answer* answer = m_answers.value(conversation);
    return answer && !answer->hasBegun() ? answer->prefill() : 0;
}

storage::MessageId AnswersUnderWay::firstSent(qint64 conversation) const {
    const Cut cut = m_cuts.value(conversation);
    if (!m_door.endpointOf(conversation).isEmpty())
        return 0;
    return cut.contextSize == m_model.contextSize() ? cut.first : 0;
}

void AnswersUnderWay::update(qint64 conversation, std::vector<storage::Message>& messages) const {
    m_ended.mergeInto(messages);
    const Answer* answer = m_answers.value(conversation);
    for (storage::Message& message : messages) {
        if (answer && message.id == answer->message())
            message.parts = storage::text_parts(answer->shownText().toStdString());
    }
}

void AnswersUnderWay::stop(qint64 conversation) {
    erase_if(m_waiting,
             [conversation](const Waiting& waiting) { return waiting.conversation == conversation; });
    m_door.withdraw(conversation);
    m_beginning.remove(conversation); // what is being prepared for it is not wanted any more
    if (Answer* answer = m_answers.value(conversation))
        answer->stop();
    emit activityChanged();
}

void AnswersUnderWay::ask(qint64 conversation, qint64 message, const QString& opening) {
    m_waiting.append({conversation, message, opening});
    emit activityChanged();
    answerWaiting();
}

void AnswersUnderWay::answerWaiting() {
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
bool AnswersUnderWay::mayBegin(const Waiting& waiting) {
    if (m_answers.contains(waiting.conversation) || m_beginning.contains(waiting.conversation) ||
        !m_door.isReady())
        return false;
    return m_door.endpointOf(waiting.conversation).isEmpty()
               ? m_model.isReady()
               : m_door.mayAnswer(waiting.conversation, waiting.message);
}

void AnswersUnderWay::begin(const Waiting& waiting) {
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
    m_store.write<std::shared_ptr<BegunAnswer>>(
        this,
        [answer, opening = waiting.opening, general = m_settings.systemPrompt(),
         contextSize = elsewhere.isEmpty() ? m_model.contextSize() : 0](
            storage::Store& store) -> storage::Result<std::shared_ptr<BegunAnswer>> {
            auto begun = std::make_shared<BegunAnswer>();
            begun->opening = opening;
            TRY_ASSIGN(begun->answer, store.messages().add(answer));
            TRY_ASSIGN(begun->path, store.messages().path_to(begun->answer.id));
            TRY_ASSIGN(const auto own, readInstructions(store, answer.conversation));
            const qsizetype bytes = contextSize > 0 ? contextSize * bytesPerToken : qsizetype(1) << 30;
            TRY_ASSIGN(auto prompt, readPrompt(store, answer.conversation,
                                               std::span(begun->path).first(begun->path.size() - 1),
                                               own.isEmpty() ? general : own, bytes));
            begun->prompt = std::make_shared<Prompt>(std::move(prompt));
            const qsizetype size = static_cast<qsizetype>(begun->path.size());
            TRY_ASSIGN(begun->messages, store.messages().get(idsOf(
                                            begun->path, std::max<qsizetype>(0, size - windowLength), size)));
            return begun;
        },
        [this, waiting, serial](storage::Result<std::shared_ptr<BegunAnswer>> result) {
            const bool wanted = m_beginning.value(waiting.conversation) == serial;
            if (result && wanted) {
                fit(std::move(*result));
                return;
            }
            if (wanted)
                m_beginning.remove(waiting.conversation);
            if (!result) {
                emit failed(result.error());
            } else { // stopped before it began
                emit begun(**result);
                settle({(*result)->answer.id, waiting.opening, storage::MessageStatus::Stopped, {}, {}});
            }
            emit activityChanged();
        });
}

/// What the model is to read is known: how much of it fits is counted, then the model is asked.
void AnswersUnderWay::fit(std::shared_ptr<BegunAnswer> begun) {
    const storage::ConversationId conversation = begun->answer.conversation;
    emit this->begun(*begun);
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

void AnswersUnderWay::generate(const BegunAnswer& begun, const ContextFit& fit) {
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

void AnswersUnderWay::rememberCut(const BegunAnswer& begun, const ContextFit& fit) {
    const bool all = fit.first == 0 && begun.prompt->unread == 0;
    const storage::MessageId first = all ? 0 : begun.prompt->messages[fit.first].id;
    m_cuts.insert(begun.answer.conversation, {first, m_model.contextSize()});
    emit cutChanged(begun.answer.conversation);
}

GenerateRequest AnswersUnderWay::request(const BegunAnswer& begun, const ContextFit& fit) const {
    GenerateRequest request;
    request.messages = toMessages(*begun.prompt, fit.first);
    request.containsDocuments = begun.prompt->containsDocuments;
    request.answerPrefix = begun.opening;
    m_model.setSampling(request, m_door.answererOf(begun.answer.conversation).isEmpty());
    request.conversation = QString::number(begun.answer.conversation);
    return request;
}

void AnswersUnderWay::follow(Answer* answer, bool here) {
    connect(answer, &Answer::textAdded, this, [this, answer, here](const QString& text) {
        emit textAdded(answer->conversation(), answer->message(), text);
        if (here)
            m_model.setSpeed(answer->tokensPerSecond());
        emit prefillChanged();
    });
    connect(answer, &Answer::prefillChanged, this, &AnswersUnderWay::prefillChanged);
    connect(answer, &Answer::contextKnown, this, [this](int used, int) { m_model.setContextUsed(used); });
    connect(answer, &Answer::ended, this,
            [this, answer](storage::MessageStatus status, const std::optional<storage::Timings>& timings,
                           const QString& note) { answerEnded(answer, status, timings, note); });
}

void AnswersUnderWay::answerEnded(Answer* answer, storage::MessageStatus status,
                                  const std::optional<storage::Timings>& timings, const QString& note) {
    m_answers.remove(answer->conversation());
    settle({answer->message(), answer->text(), status, timings, note});
    if (status == storage::MessageStatus::Complete)
        emit answered(answer->conversation(), answer->text());
    if (timings && timings->answer_ms > 0 && m_door.endpointOf(answer->conversation()).isEmpty())
        m_model.setSpeed(1000.0 * static_cast<double>(timings->answer_tokens) / timings->answer_ms);
    emit activityChanged();
    emit prefillChanged();
    emit listChanged();
    answerWaiting();
}

void AnswersUnderWay::settle(EndedAnswer ended) {
    m_store.finish(this, ended.message, ended.status, ended.timings, ended.note,
                   [this, message = ended.message](storage::Result<void> result) {
                       // What could not be written is still known here; what is gone need not be.
                       if (result || result.error().kind == storage::ErrorKind::NotFound)
                           m_ended.written(message);
                   });
    emit settled(ended);
    m_ended.add(std::move(ended));
}

} // namespace hearth::ui
