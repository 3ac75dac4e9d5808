// The engine process as a ModelService: questions go to the client's thread, answers come back to the task's.
#pragma once

#include "plugins/host/model_service.h"

#include <QMutex>
#include <QPointer>

namespace hearth {
class EngineClient;
}

namespace hearth::plugin_host {

/// Made on the client's thread; must not outlive the program's event loop. The client may be destroyed first.
class EngineModelService : public ModelService {
public:
    explicit EngineModelService(EngineClient* client);
    ~EngineModelService() override;

    std::optional<sdk::ModelFacts> facts() override;
    sdk::Result<sdk::Generation> generate(const sdk::GenerationRequest& request,
                                          const std::function<void(const QString&)>& onText,
                                          const CancelToken& cancel) override;
    sdk::Result<int> countTokens(const QString& text, const CancelToken& cancel) override;

private:
    class Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace hearth::plugin_host
