#include "ui/chat/prediction.h"

namespace hearth::ui {

namespace {

constexpr int pauseMs = 500;
constexpr qsizetype shortestText = 8;
constexpr qsizetype longestText = 2000; ///< of the end of what is written
constexpr int longestProposal = 12;     ///< tokens

} // namespace

QString proposal(const QString& before, const QString& continuation, bool ended) {
    QString text = continuation.left(continuation.indexOf(u'\n') < 0 ? continuation.size()
                                                                     : continuation.indexOf(u'\n'));
    const bool whole = ended || text.size() < continuation.size();
    if (!whole) { // the last word may be cut off
        const qsizetype space = text.lastIndexOf(u' ');
        const bool spaceless = !text.isEmpty() && text.back().script() == QChar::Script_Han;
        if (space > 0)
            text = text.left(space);
        else if (!spaceless)
            text.clear();
    }
    if (!before.isEmpty() && before.back().isSpace()) {
        while (text.startsWith(u' '))
            text = text.mid(1);
    }
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text.trimmed().isEmpty() ? QString() : text;
}

Prediction::Prediction(GenerationSource& source, ModelController& model, Settings& settings,
                       ChatController& chat, QObject* parent)
    : QObject(parent), m_source(source), m_model(model), m_settings(settings), m_chat(chat) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(pauseMs);
    connect(&m_timer, &QTimer::timeout, this, &Prediction::generate);
    connect(&settings, &Settings::predictiveTextChanged, this, &Prediction::clear);
    connect(&chat, &ChatController::conversationChanged, this, &Prediction::clear);
}

bool Prediction::mayAsk() const {
    return m_settings.predictiveText() && m_model.isReady() && !m_chat.isAnswering() && !m_chat.isWaiting();
}

void Prediction::ask(const QString& before) {
    clear();
    if (!m_settings.predictiveText() || before.size() < shortestText || before.startsWith(u'/'))
        return;
    m_before = before;
    m_timer.start();
}

void Prediction::clear() {
    m_timer.stop();
    if (m_generation) {
        m_generation->disconnect(this);
        m_generation->cancel();
        m_generation.clear();
    }
    if (m_text.isEmpty())
        return;
    m_text.clear();
    emit changed();
}

void Prediction::generate() {
    if (!mayAsk())
        return;
    GenerateRequest request;
    request.prompt = m_before.right(longestText);
    request.maxTokens = longestProposal;
    request.sampling.temperature = 0;
    request.stop = {QStringLiteral("\n")};
    request.priority = GenerateRequest::Priority::Background;
    m_generation = m_source.generate(request);
    connect(m_generation, &Generation::finished, this, [this](const GenerationResult& result) {
        m_generation.clear();
        if (result.finish != GenerationResult::Finish::Cancelled)
            m_text = proposal(m_before, result.text, result.finish == GenerationResult::Finish::Stop);
        if (!m_text.isEmpty())
            emit changed();
    });
    // What fails here is no loss, and nothing that the user asked for.
    connect(m_generation, &Generation::failed, this, [this] { m_generation.clear(); });
}

} // namespace hearth::ui
