#include "ui/chat/context_fit.h"

#include <algorithm>

namespace hearth::ui {

namespace {

constexpr double likelyTokensPerByte = 0.3;
/// What no ordinary text exceeds: a prompt below the limit at this rate needs no counting.
constexpr double mostTokensPerByte = 0.6;
constexpr int tokensPerMessage = 8; ///< role and delimiters
/// When something must go, more goes than must: the next turns then fit as well, and the model's cache of
/// what it has read stays good.
constexpr double shareAfterCut = 0.7;
constexpr int mostRounds = 6;

double estimate(const Prompt& prompt, size_t first, double tokensPerByte) {
    double tokens = static_cast<double>(prompt.instructions.size()) * tokensPerByte + tokensPerMessage;
    for (size_t i = first; i < prompt.messages.size(); ++i)
        tokens += static_cast<double>(prompt.messages[i].bytes()) * tokensPerByte + tokensPerMessage;
    return tokens;
}

} // namespace

ContextRoom contextRoom(int contextSize, int longestAnswer) {
    return {contextSize, std::min(longestAnswer > 0 ? longestAnswer : 2048, contextSize / 4)};
}

size_t cutFor(const Prompt& prompt, double tokensPerByte, int tokens, size_t from) {
    size_t cut = prompt.messages.size();
    double sum = estimate(prompt, prompt.messages.size(), tokensPerByte);
    for (size_t i = prompt.messages.size(); i-- > from;) {
        sum += static_cast<double>(prompt.messages[i].bytes()) * tokensPerByte + tokensPerMessage;
        const bool turn = prompt.messages[i].role == storage::Role::User;
        if (sum > tokens && cut < prompt.messages.size())
            break;
        if (turn)
            cut = i;
    }
    return cut;
}

struct ContextFitter::Work {
    std::shared_ptr<const Prompt> prompt;
    ContextRoom room;
    bool exact;
    QPointer<QObject> context;
    Done done;
    ContextFit fit;
    int round = 0;
};

ContextFitter::ContextFitter(Counter counter, QObject* parent)
    : QObject(parent), m_counter(std::move(counter)) {}

void ContextFitter::fit(std::shared_ptr<const Prompt> prompt, ContextRoom room, size_t from, bool exact,
                        QObject* context, Done done) {
    auto work = std::make_shared<Work>(Work{std::move(prompt), room, exact, context, std::move(done), {}});
    work->fit.first = from;
    work->fit.tokens = static_cast<int>(estimate(*work->prompt, from, likelyTokensPerByte));
    const bool surelyFits = estimate(*work->prompt, from, mostTokensPerByte) <= room.forPrompt();
    if (!m_counter || room.size <= 0 || (surelyFits && !exact)) {
        work->done(work->fit);
        return;
    }
    // Not worth counting to the last token what is far too long.
    if (estimate(*work->prompt, from, likelyTokensPerByte) > 4.0 * room.forPrompt()) {
        const size_t cut = cutFor(*work->prompt, likelyTokensPerByte, 2 * room.forPrompt(), from);
        work->fit.first = cut < work->prompt->messages.size() ? cut : from;
    }
    step(work);
}

void ContextFitter::step(std::shared_ptr<Work> work) {
    GenerateRequest request;
    request.messages = toMessages(*work->prompt, work->fit.first);
    m_counter(request, [this, self = QPointer(this), work](std::optional<int> tokens) {
        if (!self || !work->context)
            return;
        ContextFit& fit = work->fit;
        if (!tokens) {
            work->done(fit);
            return;
        }
        fit.tokens = *tokens;
        fit.counted = true;
        if (*tokens <= work->room.forPrompt()) {
            work->done(fit);
            return;
        }
        const double bytes = std::max(1.0, estimate(*work->prompt, fit.first, 1.0));
        const double perByte = *tokens / bytes * (1 + 0.05 * work->round);
        const size_t next = cutFor(*work->prompt, perByte,
                                   static_cast<int>(work->room.forPrompt() * shareAfterCut), fit.first + 1);
        if (next <= fit.first || next >= work->prompt->messages.size() || ++work->round > mostRounds) {
            fit.tooLong = *tokens >= work->room.size;
            work->done(fit);
            return;
        }
        fit.first = next;
        step(work);
    });
}

} // namespace hearth::ui
