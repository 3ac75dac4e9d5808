#include "app/cli/transcript.h"

namespace hearth::cli {

namespace {

constexpr qsizetype longestTitle = 60;

std::string titleOf(const QString& text) {
    const QString title = text.simplified();
    return (title.size() > longestTitle ? title.left(longestTitle) + QStringLiteral("…") : title)
        .toStdString();
}

} // namespace

Transcript::Transcript(Context& context, std::unique_ptr<storage::Store> store)
    : m_context(context), m_store(std::move(store)) {}

void Transcript::beginAnew() {
    m_conversation = m_question = m_last = 0;
}

void Transcript::said(const QString& text) {
    if (!m_store)
        return;
    if (m_conversation == 0) {
        const auto made = m_store->conversations().create(titleOf(text));
        if (!made)
            return give(made.error());
        m_conversation = made->id;
    }
    storage::Message message;
    message.parent = m_last;
    message.parts = storage::text_parts(text.toStdString());
    add(std::move(message));
    m_question = m_last;
}

void Transcript::answered(const GenerationResult& result, const QString& model) {
    if (!m_store)
        return;
    storage::Message message;
    message.parent = m_question;
    message.role = storage::Role::Assistant;
    message.parts = storage::text_parts(result.text.toStdString());
    message.model = model.toStdString();
    if (result.finish == GenerationResult::Finish::Cancelled)
        message.status = storage::MessageStatus::Stopped;
    storage::Timings timings;
    timings.prompt_tokens = result.promptTokens;
    timings.answer_tokens = result.generatedTokens;
    timings.prompt_ms = result.firstTokenMilliseconds;
    if (result.decodeTokensPerSecond > 0)
        timings.answer_ms = 1000.0 * result.generatedTokens / result.decodeTokensPerSecond;
    message.timings = timings;
    add(std::move(message));
}

void Transcript::add(storage::Message message) {
    message.conversation = m_conversation;
    const auto kept = m_store->messages().add(std::move(message));
    if (!kept)
        return give(kept.error());
    m_last = kept->id;
}

void Transcript::give(const storage::Error& error) {
    m_context.terminal().error(QStringLiteral("This conversation is not kept from here on: %1\n")
                                   .arg(QString::fromStdString(error.message)),
                               Terminal::Style::Warning);
    m_store.reset();
}

} // namespace hearth::cli
