// The engine for commands: loads the model of the command line and waits for answers, with progress on
// stderr.
#pragma once

#include "app/cli/context.h"
#include "engine/client/engine_client.h"

#include <functional>

namespace hearth::cli {

/// Functions here wait in an event loop of their own; the program goes on living meanwhile.
class Engine {
public:
    explicit Engine(Context& context);

    /// Loads Context::model() with the options of the command line. False: it was said on stderr why not.
    bool load();
    EngineClient& client() { return m_client; }

    /// What `text` hears is what streams. Ctrl-C stops the answer (Finish::Cancelled).
    EngineResult<GenerationResult> answer(const GenerateRequest& request,
                                          const std::function<void(const QString&)>& text);

private:
    Context& m_context;
    EngineClient m_client;
};

/// Calls `interrupted` in the event loop for each Ctrl-C while it lives, in place of ending the program.
class InterruptWatch {
public:
    explicit InterruptWatch(std::function<void()> interrupted);
    ~InterruptWatch();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hearth::cli
