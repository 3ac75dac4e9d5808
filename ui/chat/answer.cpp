#include "ui/chat/answer.h"

namespace hearth::ui {

namespace {
/// The screen is told of new text this often: smooth to the eye, and cheap however fast the tokens come.
constexpr int showIntervalMs = 33;
} // namespace

Answer::Answer(StoreBridge& store, storage::ConversationId conversation, storage::MessageId message,
               const QString& opening, Generation* generation, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_conversation(conversation)
    , m_message(message)
    , m_generation(generation)
    , m_text(opening)
    , m_shown(opening.size()) {
    m_show.setSingleShot(true);
    m_show.setInterval(showIntervalMs);
    connect(&m_show, &QTimer::timeout, this, &Answer::showPending);
    connect(generation, &Generation::token, this, &Answer::takeToken);
    connect(generation, &Generation::progress, this, [this](int processed, int total) {
        m_prefill = total > 0 ? static_cast<double>(processed) / total : 0;
        emit prefillChanged();
    });
    connect(generation, &Generation::finished, this, &Answer::finish);
    connect(generation, &Generation::failed, this, &Answer::fail);
}

double Answer::tokensPerSecond() const {
    const qint64 elapsed = m_clock.isValid() ? m_clock.elapsed() : 0;
    return elapsed > 100 && m_tokens > 1 ? 1000.0 * (m_tokens - 1) / static_cast<double>(elapsed) : 0;
}

void Answer::stop() {
    if (m_ended)
        return;
    showPending();
    m_stopped = true;
    if (m_generation)
        m_generation->cancel();
    // The user sees silence now; the engine's own word comes later and changes nothing.
    end(storage::MessageStatus::Stopped, {}, {});
}

void Answer::takeToken(const QString& text) {
    if (m_ended)
        return;
    if (m_tokens++ == 0)
        m_clock.start();
    m_text += text;
    m_store.append(m_message, text);
    if (!m_show.isActive())
        m_show.start();
}

void Answer::showPending() {
    m_show.stop();
    if (m_shown == m_text.size())
        return;
    const QString fresh = m_text.mid(m_shown);
    m_shown = m_text.size();
    emit textAdded(fresh);
}

void Answer::finish(const GenerationResult& result) {
    if (m_ended)
        return;
    storage::Timings timings;
    timings.prompt_tokens = result.promptTokens;
    timings.answer_tokens = result.generatedTokens;
    timings.prompt_ms = result.firstTokenMilliseconds;
    timings.answer_ms =
        result.decodeTokensPerSecond > 0 ? 1000.0 * result.generatedTokens / result.decodeTokensPerSecond : 0;
    if (result.contextSize > 0)
        emit contextKnown(result.contextUsed, result.contextSize);
    QString note;
    if (result.finish == GenerationResult::Finish::Context)
        note = tr("The model's context is full, so the answer ends here.");
    end(result.finish == GenerationResult::Finish::Cancelled ? storage::MessageStatus::Stopped
                                                             : storage::MessageStatus::Complete,
        timings, note);
}

void Answer::fail(const EngineError& error) {
    if (m_ended)
        return;
    if (error.kind == EngineError::Kind::Cancelled)
        end(storage::MessageStatus::Stopped, {}, {});
    else
        end(storage::MessageStatus::Failed, {}, error.message);
}

void Answer::end(storage::MessageStatus status, const std::optional<storage::Timings>& timings,
                 const QString& note) {
    showPending();
    m_ended = true;
    emit ended(status, timings, note);
    deleteLater();
}

} // namespace hearth::ui
