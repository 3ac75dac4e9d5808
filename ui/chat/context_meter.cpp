#include "ui/chat/context_meter.h"

#include <algorithm>

namespace hearth::ui {

namespace {

constexpr int delayMs = 400;
constexpr qsizetype bytesPerToken = 8;
constexpr double nearlyFullFrom = 0.85;

} // namespace

ContextMeter::ContextMeter(StoreBridge& store, ModelController& model, Settings& settings,
                           ChatController& chat, QObject* parent)
    : QObject(parent), m_store(store), m_model(model), m_settings(settings), m_chat(chat) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(delayMs);
    connect(&m_timer, &QTimer::timeout, this, &ContextMeter::measure);
    connect(&chat, &ChatController::draftChanged, this, &ContextMeter::later);
    connect(&chat, &ChatController::instructionsChanged, this, &ContextMeter::later);
    connect(&chat, &ChatController::activityChanged, this, &ContextMeter::later);
    connect(chat.messages(), &MessageModel::windowChanged, this, &ContextMeter::later);
    connect(&model, &ModelController::changed, this, &ContextMeter::later);
    connect(&settings, &Settings::systemPromptChanged, this, &ContextMeter::later);
    connect(&settings, &Settings::samplingChanged, this, &ContextMeter::later);
}

bool ContextMeter::isNearlyFull() const {
    return m_state.leftOut == 0 && !m_state.tooLong && m_state.room > 0 &&
           m_state.tokens > nearlyFullFrom * m_state.room;
}

void ContextMeter::later() {
    ++m_serial; // what is being counted is no longer of interest
    m_timer.start();
}

void ContextMeter::measure() {
    if (!m_model.isReady() || m_model.contextSize() <= 0 || m_chat.isAnswering())
        return; // told again when that changes
    if (m_chat.answersElsewhere()) {
        set({});
        return;
    }
    const int serial = ++m_serial;
    auto next = std::make_shared<storage::Message>();
    next->parts = m_chat.currentDraft().parts();
    const bool writing = !next->parts.empty();
    const auto path = m_chat.messages()->path();
    if (path.empty() && !writing) {
        set({.room = contextRoom(m_model.contextSize(), m_settings.maxTokens()).forPrompt()});
        return;
    }
    m_store.read<Read>(
        this,
        [path, next, writing, conversation = m_chat.conversation(),
         instructions = m_chat.effectiveInstructions(),
         bytes = m_model.contextSize() * bytesPerToken](storage::Store& store) -> storage::Result<Read> {
            Read read;
            TRY_ASSIGN(auto prompt, readPrompt(store, conversation, path, instructions, bytes,
                                               writing ? next.get() : nullptr));
            read.prompt = std::make_shared<Prompt>(std::move(prompt));
            for (const storage::PathEntry& entry : path)
                read.path.push_back(entry.id);
            return read;
        },
        [this, serial](storage::Result<Read> read) {
            if (!read || serial != m_serial)
                return;
            const auto& messages = read->prompt->messages;
            const storage::MessageId cut = m_chat.firstSent(m_chat.conversation());
            const auto from = std::find_if(messages.begin(), messages.end(),
                                           [cut](const PromptMessage& message) { return message.id == cut; });
            const size_t first =
                cut != 0 && from != messages.end() ? static_cast<size_t>(from - messages.begin()) : 0;
            m_chat.fitter().fit(read->prompt, contextRoom(m_model.contextSize(), m_settings.maxTokens()),
                                first, true, this, [this, serial, read = *read](const ContextFit& fit) {
                                    if (serial == m_serial)
                                        take(read, fit);
                                });
        });
}

void ContextMeter::take(const Read& read, const ContextFit& fit) {
    State state;
    state.tokens = fit.tokens;
    state.room = contextRoom(m_model.contextSize(), m_settings.maxTokens()).forPrompt();
    state.tooLong = fit.tooLong;
    state.leftOut = static_cast<int>(read.prompt->unread) + static_cast<int>(fit.first);
    if (state.leftOut > 0) {
        state.firstSent = fit.first < read.prompt->messages.size() ? read.prompt->messages[fit.first].id : 0;
        if (fit.first > 0) {
            const QString text = read.prompt->messages[fit.first - 1].content.simplified();
            state.leftOutUpTo = text.size() > 50 ? text.left(50) + QStringLiteral("…") : text;
        }
    }
    m_model.setContextUsed(fit.tokens);
    set(state);
}

void ContextMeter::set(const State& state) {
    if (state == m_state)
        return;
    m_state = state;
    emit changed();
}

} // namespace hearth::ui
