// Which messages fit into the model's context: when not all do, the oldest whole turns are left out.
#pragma once

#include "ui/chat/prompt.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

namespace hearth::ui {

/// The model's context, and how much of it is kept free for the answer; tokens.
struct ContextRoom {
    int size = 0; ///< 0: unknown, everything is sent
    int answer = 0;
    int forPrompt() const { return size - answer; }
};
/// A quarter of the context is for the answer, but no more than it may or is likely to take.
ContextRoom contextRoom(int contextSize, int longestAnswer);

struct ContextFit {
    size_t first = 0; ///< the first message that is sent
    int tokens = 0;   ///< of what is sent; an estimate unless `counted`
    bool counted = false;
    bool tooLong = false; ///< even the last turn alone does not fit
};

/// The first message of the shortest cut after which the rest has at most `tokens`: a user's message at or
/// after `from`. The last user's message when none is short enough; the number of messages when there is
/// none.
size_t cutFor(const Prompt& prompt, double tokensPerByte, int tokens, size_t from);

class ContextFitter : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const ContextFit&)>;
    /// Counts the tokens of a request; nothing when that cannot be done now.
    using Counter = std::function<void(const GenerateRequest&, std::function<void(std::optional<int>)>)>;

    explicit ContextFitter(Counter counter, QObject* parent = nullptr);

    /// Decides what is sent of `prompt`; what stands before `from` is left out in any case. `exact`: counts
    /// even where there is no doubt that all fits. `done` is called once, unless `context` is gone by then;
    /// perhaps at once.
    void fit(std::shared_ptr<const Prompt> prompt, ContextRoom room, size_t from, bool exact,
             QObject* context, Done done);

private:
    struct Work;
    void step(std::shared_ptr<Work> work);

    Counter m_counter;
};

} // namespace hearth::ui
