// The InferenceService of real models.
#pragma once

#include "engine/service/inference_service.h"
#include "engine/service/scheduler.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace hearth::service {

struct ModelServiceOptions {
    int32_t parallel = 8;      ///< most answers at once
    int32_t queue_limit = 256; ///< most that may wait
};

/// One model at a time, several answers at once. When a GPU is lost the model is loaded again on the CPU and
/// the answers that were being written go on there; on_notice says so.
class ModelService : public InferenceService {
public:
    explicit ModelService(const ModelServiceOptions& options = {});
    ~ModelService() override;

    std::vector<DeviceDescription> devices() override;
    ServiceResult<ModelDescription> load(const LoadRequest& request,
                                         const std::function<void(double)>& progress,
                                         std::stop_token stop) override;
    void unload() override;
    std::optional<ModelDescription> model() const override;
    ServiceResult<std::vector<TokenId>> tokenize(std::string_view text, bool special, bool bos) override;
    ServiceResult<std::string> detokenize(std::span<const TokenId> tokens) override;
    ServiceResult<std::string> render(const Prompt& prompt) override;
    ServiceResult<int32_t> count(const Prompt& prompt) override;
    ServiceResult<Embeddings> embed(const std::vector<std::string>& texts, std::stop_token stop) override;
    void generate(GenerateRequest request, std::stop_token stop,
                  std::shared_ptr<GenerationListener> listener) override;
    ServiceResult<int32_t> save_state(const std::string& conversation,
                                      const std::filesystem::path& path) override;
    ServiceResult<int32_t> restore_state(const std::string& conversation,
                                         const std::filesystem::path& path) override;
    void forget(const std::string& conversation) override;

    /// Zeros when no model is loaded.
    Counters counters() const override;

private:
    struct Loaded;
    class ContinuingListener;
    struct Interrupted { // by a device that is lost or full
        GenerateRequest request;
        std::stop_token stop;
        std::shared_ptr<GenerationListener> listener;
        ErrorKind reason;
    };

    std::shared_ptr<Loaded> loaded() const;
    ServiceResult<ModelDescription> load_on(const LoadRequest& request, const std::string& notice,
                                            const std::function<void(double)>& progress,
                                            std::stop_token stop);
    ServiceResult<Job> make_job(const Loaded& loaded, GenerateRequest request) const;
    void continue_on_cpu(Interrupted interrupted);
    void run_recovery();

    ModelServiceOptions m_options;
    std::mutex m_load_mutex; // one load at a time
    mutable std::mutex m_mutex;
    std::shared_ptr<Loaded> m_loaded;
    LoadRequest m_request; ///< of m_loaded
    std::condition_variable m_changed;
    std::vector<Interrupted> m_interrupted;
    bool m_ending = false;
    std::thread m_recovery;
};

} // namespace hearth::service
