#include "engine/serve/server.h"

#include "engine/serve/answer_queue.h"
#include "engine/serve/connections.h"
#include "engine/serve/embedding_api.h"
#include "engine/serve/metrics.h"
#include "engine/serve/reply.h"
#include "engine/service/parameters.h"

#include <fmt/format.h>
#include <httplib.h>

#include <atomic>
#include <chrono>

namespace hearth::serve {

using namespace std::chrono_literals;
using service::Failure;
using service::Parameters;

namespace {

/// How soon a connection that was dropped is noticed while nothing is written to it.
constexpr auto heartbeat = 50ms;

void send(httplib::Response& response, const ApiError& error) {
    response.status = error.status;
    if (error.status == 429 || error.status == 503)
        response.set_header("Retry-After", "1");
    response.set_content(service::to_line(error.json()), "application/json");
}

void send(httplib::Response& response, const Json& body) {
    response.set_content(service::to_line(body), "application/json");
}

template <typename T>
void send_result(httplib::Response& response, const ApiResult<T>& result) {
    if (result)
        send(response, Json(*result));
    else
        send(response, result.error());
}

int64_t now_seconds() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

class Server::Private {
public:
    Private(service::InferenceService& service, ServerOptions options)
        : m_service(service), m_options(std::move(options)) {
        m_server.new_task_queue = [this] { return new Connections(m_options.connections); };
        m_server.set_payload_max_length(m_options.largest_body);
        m_server.set_tcp_nodelay(true); // a token must not wait for the next one
        m_server.set_keep_alive_max_count(1000);
        m_server.set_keep_alive_timeout(5);
        m_server.set_read_timeout(10);
        m_server.set_write_timeout(30);
        m_server.set_pre_routing_handler(
            [this](const auto& request, auto& response) { return admit(request, response); });
        m_server.set_error_handler([](const httplib::Request& request, httplib::Response& response) {
            explain_status(request, response);
        });
        m_server.set_exception_handler([](const auto&, auto& response, std::exception_ptr) {
            send(response, ApiError(500, "server_error", "The request could not be handled."));
        });
        add_routes();
    }

    Result<int> bind() {
        if (m_options.token.empty())
            return fail(ErrorKind::InvalidInput,
                        "A token is needed: without one any program could use the model.");
        m_port = m_options.port;
        const bool bound = m_port == 0 ? (m_port = m_server.bind_to_any_port("127.0.0.1")) > 0
                                       : m_server.bind_to_port("127.0.0.1", m_port);
        if (!bound)
            return fail(ErrorKind::Io,
                        fmt::format("Port {} of 127.0.0.1 can't be used; is another program there? --port 0 "
                                    "takes any free one.",
                                    m_options.port));
        return m_port;
    }
    void run() { m_server.listen_after_bind(); }
    void stop() {
        m_stopping = true;
        m_server.stop();
    }

private:
    using HandlerResponse = httplib::Server::HandlerResponse;
    using Reader = ApiResult<Call> (*)(const Json& body, const ReplyNames& names);

    void add_routes() {
        m_server.Get("/health", [this](const auto&, auto& response) {
            if (m_service.model())
                send(response, Json{{"status", "ok"}});
            else
                send(response, ApiError(Failure::no_model()));
        });
        m_server.Get("/metrics", [this](const auto&, auto& response) {
            response.set_content(metrics_text(m_service.counters(), m_requests, m_dropped),
                                 "text/plain; version=0.0.4");
        });
        m_server.Get("/v1/models", [this](const auto&, auto& response) {
            Json list = Json::array();
            if (const auto model = m_service.model())
                list.push_back(model_json(*model));
            send(response, Json{{"object", "list"}, {"data", std::move(list)}});
        });
        m_server.Get(R"(/v1/models/(.+))", [this](const httplib::Request& request, auto& response) {
            const auto model = m_service.model();
            if (model && request.matches[1] == model->name)
                send(response, model_json(*model));
            else
                send(response,
                     ApiError(404, "invalid_request_error", "There is no such model.", "model_not_found"));
        });
        add_answer("/v1/chat/completions", read_chat);
        add_answer("/v1/completions", read_completion);
        add_answer("/v1/responses", read_response);
        add_question("/v1/embeddings", [this](const Json& body) { return embeddings(m_service, body); });
        add_question("/tokenize", [this](const Json& body) { return tokenize(m_service, body); });
        add_question("/detokenize", [this](const Json& body) { return detokenize(m_service, body); });
        m_server.Options(".*", [](const auto&, auto& response) { response.status = 204; });
    }

    void add_answer(const char* path, Reader reader) {
        m_server.Post(path, [this, reader](const httplib::Request& request, httplib::Response& response) {
            const auto body = service::parse_json(request.body);
            if (!body)
                return send(response, ApiError(body.error()));
            const auto model = m_service.model();
            if (!model)
                return send(response, ApiError(Failure::no_model()));
            auto call = reader(*body, {model->name, now_seconds()});
            if (!call)
                return send(response, call.error());
            answer(std::move(*call), response);
        });
    }
    template <typename Ask>
    void add_question(const char* path, Ask ask) {
        m_server.Post(path, [ask](const httplib::Request& request, httplib::Response& response) {
            const auto body = service::parse_json(request.body);
            if (!body)
                return send(response, ApiError(body.error()));
            send_result(response, ask(*body));
        });
    }

    HandlerResponse admit(const httplib::Request& request, httplib::Response& response);
    static void explain_status(const httplib::Request& request, httplib::Response& response);
    static Json model_json(const service::ModelDescription& model);
    void answer(Call call, httplib::Response& response);

    /// An answer on its way through one connection.
    struct Delivery {
        std::shared_ptr<AnswerQueue> queue = std::make_shared<AnswerQueue>();
        std::unique_ptr<Reply> reply;
        std::vector<Choice> choices;
        size_t finished = 0;
        bool stream = false;
        bool opened = false;
        std::optional<AnswerEvent> first;
    };
    std::optional<ApiError> wait_for_start(Delivery& delivery);
    bool deliver(Delivery& delivery, httplib::DataSink& sink);
    bool take_event(Delivery& delivery, AnswerEvent event, httplib::DataSink& sink);

    service::InferenceService& m_service;
    ServerOptions m_options;
    httplib::Server m_server;
    int m_port = 0;
    std::atomic<bool> m_stopping = false;
    std::atomic<uint64_t> m_requests = 0;
    std::atomic<uint64_t> m_dropped = 0;
};

Server::Private::HandlerResponse Server::Private::admit(const httplib::Request& request,
                                                        httplib::Response& response) {
    ++m_requests;
    const Origin origin{request.get_header_value("Host"), request.get_header_value("Origin")};
    if (const auto allowed = check_origin(origin, m_port, m_options.origins); !allowed) {
        send(response, ApiError(403, "invalid_request_error", allowed.error().message));
        return HandlerResponse::Handled;
    }
    if (!origin.origin.empty()) {
        response.set_header("Access-Control-Allow-Origin", origin.origin);
        response.set_header("Vary", "Origin");
        response.set_header("Access-Control-Allow-Headers", "Authorization, Content-Type");
        response.set_header("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    }
    // A preflight brings no token, and /health tells nothing.
    if (request.method == "OPTIONS" || request.path == "/health")
        return HandlerResponse::Unhandled;
    if (!same_secret(request.get_header_value("Authorization"), "Bearer " + m_options.token)) {
        response.set_header("WWW-Authenticate", "Bearer");
        send(response, ApiError(401, "invalid_request_error",
                                "The token is missing or wrong: send \"Authorization: Bearer TOKEN\".",
                                "invalid_api_key"));
        return HandlerResponse::Handled;
    }
    return HandlerResponse::Unhandled;
}

/// Gives the errors of the HTTP library itself the API's shape.
void Server::Private::explain_status(const httplib::Request& request, httplib::Response& response) {
    if (!response.body.empty())
        return;
    std::string message = "The request could not be handled.";
    if (response.status == 404)
        message = fmt::format("There is nothing at {} {}.", request.method, request.path.substr(0, 200));
    else if (response.status == 413)
        message = "The request is larger than this server takes.";
    else if (response.status == 400)
        message = "This is not a valid HTTP request.";
    const bool client = response.status < 500;
    send(response,
         ApiError(response.status, client ? "invalid_request_error" : "server_error", std::move(message)));
}

Json Server::Private::model_json(const service::ModelDescription& model) {
    return {{"id", model.name},
            {"object", "model"},
            {"created", 0},
            {"owned_by", "local"},
            {"context_length", model.context_length},
            {"architecture", model.architecture},
            {"quantization", model.quantization},
            {"device", model.device}};
}

void Server::Private::answer(Call call, httplib::Response& response) {
    const auto delivery = std::make_shared<Delivery>();
    delivery->reply = std::move(call.reply);
    delivery->stream = call.stream;
    delivery->choices.resize(call.requests.size());
    delivery->queue->start(m_service, std::move(call.requests));
    // The status line goes out when it is sure that the prompt is accepted.
    if (const auto error = wait_for_start(*delivery))
        return send(response, *error);
    response.set_header("Cache-Control", "no-cache");
    response.set_chunked_content_provider(
        call.stream ? "text/event-stream" : "application/json",
        [this, delivery](size_t, httplib::DataSink& sink) { return deliver(*delivery, sink); },
        [this, delivery](bool) {
            if (delivery->finished < delivery->choices.size())
                ++m_dropped;
            delivery->queue->stop();
        });
}

std::optional<ApiError> Server::Private::wait_for_start(Delivery& delivery) {
    while (true) {
        auto event = delivery.queue->next(heartbeat);
        if (m_stopping)
            return ApiError(503, "server_error", "The server is stopping.");
        if (!event)
            continue;
        if (event->kind == AnswerEvent::Kind::Finished && !*event->outcome)
            return ApiError(event->outcome->error());
        delivery.first = std::move(event);
        return std::nullopt;
    }
}

/// Called again and again by the HTTP library until it returns false or the sink is done.
bool Server::Private::deliver(Delivery& delivery, httplib::DataSink& sink) {
    if (delivery.stream && !delivery.opened) {
        delivery.opened = true;
        const std::string events = delivery.reply->open();
        if (!events.empty() && !sink.write(events.data(), events.size()))
            return false;
    }
    auto event =
        delivery.first ? std::exchange(delivery.first, std::nullopt) : delivery.queue->next(heartbeat);
    if (!event)
        return !m_stopping && sink.is_writable();
    return take_event(delivery, std::move(*event), sink);
}

bool Server::Private::take_event(Delivery& delivery, AnswerEvent event, httplib::DataSink& sink) {
    Choice& choice = delivery.choices[static_cast<size_t>(event.index)];
    std::string events;
    if (event.kind == AnswerEvent::Kind::Text) {
        if (delivery.stream)
            events = delivery.reply->text(event.index, event.text, event.tokens);
        else
            choice.tokens.insert(choice.tokens.end(), event.tokens.begin(), event.tokens.end());
    } else if (event.kind == AnswerEvent::Kind::Finished) {
        ++delivery.finished;
        if (!*event.outcome) {
            // Too late for a status: the error takes the place of the rest.
            const Json error = ApiError(event.outcome->error()).json();
            events = delivery.stream ? sse(error) : service::to_line(error);
            delivery.finished = delivery.choices.size();
            if (sink.write(events.data(), events.size()))
                sink.done();
            return true;
        }
        choice.outcome = std::move(**event.outcome);
        if (delivery.stream)
            events = delivery.reply->done(event.index, choice.outcome);
    }
    const bool last = delivery.finished == delivery.choices.size();
    if (last)
        events += delivery.stream ? delivery.reply->close(delivery.choices)
                                  : service::to_line(delivery.reply->whole(delivery.choices));
    if (!events.empty() && !sink.write(events.data(), events.size()))
        return false;
    if (last)
        sink.done();
    // Between two texts of an answer that is not streamed nothing is written: look whether anyone still
    // waits.
    return last || delivery.stream || sink.is_writable();
}

Server::Server(service::InferenceService& service, ServerOptions options)
    : m_private(std::make_unique<Private>(service, std::move(options))) {}
Server::~Server() = default;
Result<int> Server::bind() {
    return m_private->bind();
}
void Server::run() {
    m_private->run();
}
void Server::stop() {
    m_private->stop();
}

} // namespace hearth::serve
