// A scripted InferenceService: the whole program runs on it offline, with answers that a test can foretell.
#pragma once

#include "engine/service/inference_service.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace hearth::service {

/// One word (with the space before it) is one token. What it answers depends on the last message, or the raw
/// prompt:
///
/// | text                | answer                                                                         |
/// |---------------------|--------------------------------------------------------------------------------|
/// | `echo: X`           | X                                                                              |
/// | `upper: X`          | X in capitals (ASCII)                                                          |
/// | `slow: X`           | X, one character each 20 ms                                                    |
/// | `lorem N`           | N words of filler                                                              |
/// | `prefill N`         | "done", after N steps of prompt progress of 10 ms each                         |
/// | `crash: X`          | X, then the process kills itself                                               |
/// | `error: X`          | fails with the message X                                                       |
/// | `tool: NAME {…}`    | a call of that tool with these arguments                                       |
/// | `pace`              | the duty and the share of threads that were asked for, e.g. "0.5 0.25"         |
/// | anything else       | the rule of the script that matches, else the same text back                   |
///
/// HEARTH_FAKE_SCRIPT names a JSON file with rules: [{"contains": "…", "answer": "…"}], tried in order
/// against the whole rendered prompt before the table above. An answer with "{prompt}" gets the prompt put
/// in. Loading fails for files that do not exist, and for names with "bad" in them; "slowload" takes two
/// seconds.
class FakeService : public InferenceService {
public:
    FakeService();
    ~FakeService() override;

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

private:
    struct Job {
        GenerateRequest request;
        std::stop_token stop;
        std::shared_ptr<GenerationListener> listener;
    };
    struct Answer;
    void run();
    void run_job(const Job& job);
    Answer answer_to(const Prompt& prompt, const std::string& rendered) const;
    std::vector<TokenId> tokens_of(std::string_view text);

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Job> m_jobs;
    bool m_ending = false;
    std::optional<ModelDescription> m_model;
    std::map<std::string, TokenId, std::less<>> m_ids; // words seen so far
    std::vector<std::string> m_words;
    std::map<std::string, int32_t> m_conversations; // tokens kept
    std::vector<std::pair<std::string, std::string>> m_script;
    std::thread m_thread;
};

} // namespace hearth::service
