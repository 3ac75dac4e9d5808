#include "engine/host/host.h"

#include "engine/core/thread_share.h"
#include "engine/host/json_rpc.h"
#include "engine/host/wire.h"
#include "engine/service/pace.h"
#include "engine/service/parameters.h"

#include <fmt/format.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace hearth::host {

using service::Failure;
using service::Parameters;
using service::ServiceResult;

namespace {

/// Ids are integers or strings; 1 and "1" differ.
std::string id_key(const Json& id) {
    return id.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

class Host::Private {
public:
    Private(service::InferenceService& service, LineWriter writer, std::string version)
        : m_service(service), m_writer(std::move(writer)), m_version(std::move(version)) {
        m_service.on_notice = [this](const std::string& text) {
            write(notification_line("notice", {{"text", text}}));
        };
        m_jobs_thread = std::thread([this] { run_jobs(); });
    }

    ~Private() {
        std::vector<std::stop_source> sources;
        {
            std::lock_guard lock(m_mutex);
            m_ending = true;
            for (const auto& [key, source] : m_running)
                sources.push_back(source);
        }
        m_changed.notify_all();
        for (std::stop_source& source : sources)
            source.request_stop();
        m_jobs_thread.join();
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_running.empty(); });
        lock.unlock();
        m_service.on_notice = nullptr;
    }

    void receive(std::string_view bytes) {
        m_lines.feed(
            bytes, [this](std::string_view line) { take_line(line); },
            [this] {
                write(error_line({nullptr, ParseError, "parse",
                                  fmt::format("A line is longer than {} bytes.", longest_line),
                                  Json::object()}));
            });
    }

    bool finished() const { return m_finished; }

private:
    class Listener;
    using Handler = ServiceResult<Json> (Private::*)(const Parameters&);
    struct Method {
        Handler handler;
        enum class Where { AtOnce, InOrder } where;
    };
    static const std::map<std::string, Method, std::less<>>& methods();

    void write(std::string_view line) {
        std::lock_guard lock(m_write_mutex);
        if (!m_finished && !m_writer(line))
            m_finished = true;
    }

    void answer(const Json& id, ServiceResult<Json> result) {
        if (id.is_null())
            return;
        if (result) {
            write(result_line(id, std::move(*result)));
        } else {
            RpcError error = to_rpc_error(result.error());
            error.id = id;
            write(error_line(error));
        }
    }

    void take_line(std::string_view line) {
        auto request = parse_request(line);
        if (!request) {
            write(error_line(request.error()));
            return;
        }
        const std::string& name = request->method;
        if (name == "generate" || name == "model.load" || name == "embed") {
            start_long(std::move(*request));
            return;
        }
        const auto method = methods().find(name);
        if (method == methods().end()) {
            if (!request->id.is_null())
                write(error_line({request->id, UnknownMethod, "unknown_method",
                                  fmt::format("There is no method \"{}\".", name.substr(0, 100)),
                                  Json::object()}));
            return;
        }
        const Handler handler = method->second.handler;
        auto run = [this, handler, request = std::move(*request)] {
            answer(request.id, call(handler, request.params));
            if (request.method == "shutdown")
                m_finished = true;
        };
        if (method->second.where == Method::Where::AtOnce)
            run();
        else
            add_job(std::move(run));
    }

    ServiceResult<Json> call(Handler handler, const Json& params) {
        TRY_ASSIGN(const auto parameters, Parameters::of(params));
        return (this->*handler)(parameters);
    }

    // Requests that take long can be cancelled: each has a stop source while it waits and runs.
    void start_long(RpcRequest request) {
        // A notification asks for no answer; work that nobody can see or stop is not begun.
        if (request.id.is_null())
            return;
        const std::string key = id_key(request.id);
        std::stop_token stop;
        {
            std::lock_guard lock(m_mutex);
            const auto [place, fresh] = m_running.try_emplace(key);
            if (!fresh) {
                write(error_line({request.id, InvalidRequest, "invalid_request",
                                  "This \"id\" is still in use.", Json::object()}));
                return;
            }
            stop = place->second.get_token();
        }
        add_job([this, stop, request = std::move(request)] {
            if (request.method == "generate")
                generate(request, stop);
            else if (request.method == "model.load")
                finish_long(request.id, load(request, stop));
            else
                finish_long(request.id, embed(request, stop));
        });
    }

    void finish_long(const Json& id, ServiceResult<Json> result) {
        // The answer is written before the id is free, and the id is free before ~Private may go on.
        answer(id, std::move(result));
        std::lock_guard lock(m_mutex);
        m_running.erase(id_key(id));
        m_changed.notify_all();
    }

    void generate(const RpcRequest& request, const std::stop_token& stop);

    ServiceResult<Json> load(const RpcRequest& request, const std::stop_token& stop) {
        TRY_ASSIGN(const auto parameters, Parameters::of(request.params));
        TRY_ASSIGN(const auto load, read_load(parameters));
        int last = -1;
        const auto progress = [&](double fraction) {
            const int thousandths = static_cast<int>(fraction * 1000);
            if (thousandths == last)
                return;
            last = thousandths;
            write(notification_line(
                "progress",
                {{"request", request.id}, {"stage", "load"}, {"processed", thousandths}, {"total", 1000}}));
        };
        TRY_ASSIGN(const auto model, m_service.load(load, progress, stop));
        return to_json(model);
    }

    ServiceResult<Json> embed(const RpcRequest& request, const std::stop_token& stop) {
        TRY_ASSIGN(const auto parameters, Parameters::of(request.params));
        TRY_ASSIGN(const auto texts, parameters.strings("texts"));
        if (texts.empty())
            return fail(ErrorKind::InvalidInput, "\"texts\" must be a list with at least one text.");
        TRY_ASSIGN(const auto embeddings, m_service.embed(texts, stop));
        return Json{{"embeddings", embeddings.vectors}, {"tokens", embeddings.tokens}};
    }

    void add_job(std::function<void()> job) {
        {
            std::lock_guard lock(m_mutex);
            m_jobs.push_back(std::move(job));
        }
        m_changed.notify_all();
    }

    // Tokenizing a book or loading a model must not keep `cancel` waiting, so what takes time runs here, in
    // order.
    void run_jobs() {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
            if (m_jobs.empty())
                return;
            auto job = std::move(m_jobs.front());
            m_jobs.pop_front();
            lock.unlock();
            job();
            job = nullptr;
            lock.lock();
        }
    }

    ServiceResult<Json> initialize(const Parameters& parameters) {
        TRY_ASSIGN(const auto protocol, parameters.integer("protocol", 1, 1 << 30));
        return Json{{"protocol", std::min<int64_t>(protocol.value_or(1), protocol_version)},
                    {"program", "hearth-engine"},
                    {"version", m_version}};
    }
    ServiceResult<Json> devices(const Parameters&) {
        Json list = Json::array();
        for (const auto& device : m_service.devices())
            list.push_back(to_json(device));
        return Json{{"devices", std::move(list)}};
    }
    ServiceResult<Json> model_info(const Parameters&) {
        const auto model = m_service.model();
        if (!model)
            return std::unexpected(Failure::no_model());
        return to_json(*model);
    }
    ServiceResult<Json> model_unload(const Parameters&) {
        m_service.unload();
        return Json::object();
    }
    ServiceResult<Json> cancel(const Parameters& parameters) {
        const Json* id = parameters.find("request");
        if (!id || (!id->is_string() && !id->is_number_integer()))
            return fail(ErrorKind::InvalidInput, "\"request\" must be the id of a request.");
        std::stop_source source(std::nostopstate);
        {
            std::lock_guard lock(m_mutex);
            if (const auto found = m_running.find(id_key(*id)); found != m_running.end())
                source = found->second;
        }
        // Outside the lock: whoever waits for the stop may finish the request from here.
        return Json{{"cancelled", source.request_stop()}};
    }
    ServiceResult<Json> tokenize(const Parameters& parameters) {
        TRY_ASSIGN(const auto text, parameters.required_string("text"));
        TRY_ASSIGN(const auto special, parameters.boolean("special"));
        TRY_ASSIGN(const auto bos, parameters.boolean("bos"));
        TRY_ASSIGN(const auto tokens, m_service.tokenize(text, special.value_or(false), bos.value_or(false)));
        return Json{{"tokens", tokens}};
    }
    ServiceResult<Json> detokenize(const Parameters& parameters) {
        if (!parameters.has("tokens"))
            return fail(ErrorKind::InvalidInput, "\"tokens\" is missing.");
        TRY_ASSIGN(const auto tokens, parameters.tokens("tokens"));
        TRY_ASSIGN(auto text, m_service.detokenize(tokens));
        return Json{{"text", std::move(text)}};
    }
    ServiceResult<Json> count(const Parameters& parameters) {
        TRY_ASSIGN(const auto prompt, read_prompt(parameters));
        TRY_ASSIGN(const auto tokens, m_service.count(prompt));
        return Json{{"tokens", tokens}};
    }
    ServiceResult<Json> render(const Parameters& parameters) {
        if (!parameters.has("messages"))
            return fail(ErrorKind::InvalidInput, "\"messages\" is missing.");
        TRY_ASSIGN(const auto prompt, read_prompt(parameters));
        TRY_ASSIGN(auto text, m_service.render(prompt));
        return Json{{"text", std::move(text)}};
    }
    ServiceResult<Json> state_save(const Parameters& parameters) {
        TRY_ASSIGN(const auto conversation, parameters.required_string("conversation"));
        TRY_ASSIGN(const auto path, read_path(parameters));
        TRY_ASSIGN(const auto tokens, m_service.save_state(conversation, path));
        return Json{{"tokens", tokens}};
    }
    ServiceResult<Json> state_restore(const Parameters& parameters) {
        TRY_ASSIGN(const auto conversation, parameters.required_string("conversation"));
        TRY_ASSIGN(const auto path, read_path(parameters));
        TRY_ASSIGN(const auto tokens, m_service.restore_state(conversation, path));
        return Json{{"tokens", tokens}};
    }
    ServiceResult<Json> state_forget(const Parameters& parameters) {
        TRY_ASSIGN(const auto conversation, parameters.required_string("conversation"));
        m_service.forget(conversation);
        return Json::object();
    }
    ServiceResult<Json> pace(const Parameters& parameters) {
        TRY_ASSIGN(const auto duty, parameters.number("duty", 0.05, 1));
        TRY_ASSIGN(const auto share, parameters.number("thread_share", 0.05, 1));
        if (duty)
            service::set_duty(*duty);
        if (share)
            set_thread_share(*share);
        return Json{{"duty", service::duty()}, {"thread_share", thread_share()}};
    }
    ServiceResult<Json> shutdown(const Parameters&) { return Json::object(); }

    service::InferenceService& m_service;
    LineWriter m_writer;
    std::string m_version;
    LineReader m_lines{longest_line};
    std::mutex m_write_mutex;
    std::atomic<bool> m_finished = false;

    std::mutex m_mutex; // guards what follows
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_jobs;
    std::map<std::string, std::stop_source> m_running; // by id_key; requests that wait or run
    bool m_ending = false;
    std::thread m_jobs_thread;
};

const std::map<std::string, Host::Private::Method, std::less<>>& Host::Private::methods() {
    using enum Method::Where;
    static const std::map<std::string, Method, std::less<>> table = {
        {"initialize", {&Private::initialize, AtOnce}},
        {"devices", {&Private::devices, InOrder}},
        {"model.info", {&Private::model_info, InOrder}},
        {"model.unload", {&Private::model_unload, InOrder}},
        {"cancel", {&Private::cancel, AtOnce}},
        {"tokenize", {&Private::tokenize, InOrder}},
        {"detokenize", {&Private::detokenize, InOrder}},
        {"count", {&Private::count, InOrder}},
        {"render", {&Private::render, InOrder}},
        {"state.save", {&Private::state_save, InOrder}},
        {"state.restore", {&Private::state_restore, InOrder}},
        {"state.forget", {&Private::state_forget, InOrder}},
        {"pace", {&Private::pace, AtOnce}},
        {"shutdown", {&Private::shutdown, AtOnce}},
    };
    return table;
}

class Host::Private::Listener : public service::GenerationListener {
public:
    Listener(Private& host, Json id) : m_host(host), m_id(std::move(id)) {}
    void started() override { m_host.write(notification_line("started", {{"request", m_id}})); }
    void progress(int32_t processed, int32_t total) override {
        m_host.write(notification_line(
            "progress",
            {{"request", m_id}, {"stage", "prefill"}, {"processed", processed}, {"total", total}}));
    }
    void text(std::string_view text, std::span<const service::TokenReport>) override {
        m_host.write(notification_line("token", {{"request", m_id}, {"text", text}}));
    }
    void finished(ServiceResult<service::GenerationOutcome> outcome) override {
        if (outcome)
            m_host.finish_long(m_id, to_json(*outcome));
        else
            m_host.finish_long(m_id, std::unexpected(std::move(outcome).error()));
    }

private:
    Private& m_host;
    Json m_id;
};

void Host::Private::generate(const RpcRequest& request, const std::stop_token& stop) {
    auto parameters = Parameters::of(request.params);
    auto read = parameters ? service::read_generate(*parameters)
                           : Result<service::GenerateRequest>(std::unexpected(parameters.error()));
    if (!read) {
        finish_long(request.id, std::unexpected(Failure(read.error())));
        return;
    }
    m_service.generate(std::move(*read), stop, std::make_shared<Listener>(*this, request.id));
}

Host::Host(service::InferenceService& service, LineWriter writer, std::string program_version)
    : m_private(std::make_unique<Private>(service, std::move(writer), std::move(program_version))) {}
Host::~Host() = default;
void Host::receive(std::string_view bytes) {
    m_private->receive(bytes);
}
bool Host::finished() const {
    return m_private->finished();
}

} // namespace hearth::host
