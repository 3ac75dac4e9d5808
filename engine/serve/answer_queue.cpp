#include "engine/serve/answer_queue.h"

namespace hearth::serve {

class AnswerQueue::Listener : public service::GenerationListener {
public:
    // Weak: a connection that is gone must not be kept by the answers that it no longer wants.
    Listener(std::weak_ptr<AnswerQueue> queue, int index) : m_queue(std::move(queue)), m_index(index) {}

    void started() override { put({AnswerEvent::Kind::Started, m_index, {}, {}, {}}); }
    void text(std::string_view text, std::span<const service::TokenReport> tokens) override {
        put({AnswerEvent::Kind::Text, m_index, std::string(text), {tokens.begin(), tokens.end()}, {}});
    }
    void finished(service::ServiceResult<service::GenerationOutcome> outcome) override {
        put({AnswerEvent::Kind::Finished, m_index, {}, {}, std::move(outcome)});
    }

private:
    void put(AnswerEvent event) {
        if (const auto queue = m_queue.lock())
            queue->put(std::move(event));
    }
    std::weak_ptr<AnswerQueue> m_queue;
    int m_index;
};

void AnswerQueue::start(service::InferenceService& service, std::vector<service::GenerateRequest> requests) {
    for (size_t i = 0; i < requests.size(); ++i)
        service.generate(std::move(requests[i]), m_stop.get_token(),
                         std::make_shared<Listener>(weak_from_this(), static_cast<int>(i)));
}

void AnswerQueue::put(AnswerEvent event) {
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(std::move(event));
    }
    m_changed.notify_one();
}

std::optional<AnswerEvent> AnswerQueue::next(std::chrono::milliseconds patience) {
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait_for(lock, patience, [this] { return !m_events.empty(); }))
        return std::nullopt;
    AnswerEvent event = std::move(m_events.front());
    m_events.pop_front();
    return event;
}

} // namespace hearth::serve
