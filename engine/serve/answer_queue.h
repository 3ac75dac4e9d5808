// From the engine's threads to the thread of a connection.
#pragma once

#include "engine/serve/reply.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>

namespace hearth::serve {

/// What happened to one choice.
struct AnswerEvent {
    enum class Kind { Started, Text, Finished } kind = Kind::Started;
    int index = 0;
    std::string text;
    std::vector<service::TokenReport> tokens;
    std::optional<service::ServiceResult<service::GenerationOutcome>> outcome; ///< of Finished
};

/// All choices of one request on their way. The connection's thread takes what the engine's threads put in;
/// when it goes away, everything that still runs is stopped.
class AnswerQueue : public std::enable_shared_from_this<AnswerQueue> {
public:
    ~AnswerQueue() { stop(); }

    /// Hands the requests to the engine. Call once.
    void start(service::InferenceService& service, std::vector<service::GenerateRequest> requests);
    /// The next event; nullopt when none came in time.
    std::optional<AnswerEvent> next(std::chrono::milliseconds patience);
    /// Cancels what still runs; events go on until each choice is finished.
    void stop() { m_stop.request_stop(); }

private:
    class Listener;
    void put(AnswerEvent event);

    std::stop_source m_stop;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<AnswerEvent> m_events;
};

} // namespace hearth::serve
