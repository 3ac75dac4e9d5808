// A conversation of the terminal, kept in the store as those of the window are.
#pragma once

#include "app/cli/context.h"
#include "engine/client/generation.h"
#include "storage/store.h"

#include <memory>

namespace hearth::cli {

/// Writes each message when it is complete. What cannot be kept is said once, and the conversation goes on.
class Transcript {
public:
    /// With a null store nothing is kept.
    Transcript(Context& context, std::unique_ptr<storage::Store> store);

    bool isKept() const { return m_store != nullptr; }
    /// The user's next message; the first one begins a conversation, whose title it is.
    void said(const QString& text);
    /// An answer to the last message of the user's; another one to the same stands beside it.
    void answered(const GenerationResult& result, const QString& model);
    /// The next message begins another conversation.
    void beginAnew();

private:
    void add(storage::Message message);
    void give(const storage::Error& error);

    Context& m_context;
    std::unique_ptr<storage::Store> m_store;
    storage::ConversationId m_conversation = 0;
    storage::MessageId m_question = 0;
    storage::MessageId m_last = 0;
};

} // namespace hearth::cli
