// The model as running tasks see it: blocking, from any thread, ended by a token.
#pragma once

#include "plugins/sdk/task.h"

#include <atomic>
#include <memory>

namespace hearth::plugin_host {

/// Set once, seen by everybody who holds it.
class CancelToken {
public:
    void cancel() { m_cancelled.store(true); }
    bool isCancelled() const { return m_cancelled.load(); }

private:
    std::atomic<bool> m_cancelled = false;
};

/// Where tasks get their text from: the engine process, or a fake in tests. Calls come from task threads.
class ModelService {
public:
    virtual ~ModelService() = default;
    virtual std::optional<sdk::ModelFacts> facts() = 0;
    /// Blocks until the answer is there; returns ErrorKind::Cancelled within 50 ms of the token being set.
    virtual sdk::Result<sdk::Generation> generate(const sdk::GenerationRequest& request,
                                                  const std::function<void(const QString&)>& onText,
                                                  const CancelToken& cancel) = 0;
    virtual sdk::Result<int> countTokens(const QString& text, const CancelToken& cancel) = 0;
};

} // namespace hearth::plugin_host
