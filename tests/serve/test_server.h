// A server over the scripted service, on a free port, for the time of a test.
#pragma once

#include "engine/serve/server.h"
#include "fake_service.h"

#include <httplib.h>

#include <thread>

namespace hearth::serve {

class TestServer {
public:
    static constexpr const char* token = "secret";

    explicit TestServer(ServerOptions options = {}, bool with_model = true) {
        if (with_model)
            (void)m_service.load({.path = "fake:model"}, [](double) {}, {});
        options.port = 0;
        options.token = token;
        m_server = std::make_unique<Server>(m_service, options);
        m_port = m_server->bind().value_or(0);
        m_thread = std::thread([this] { m_server->run(); });
        while (!client()->Get("/health"))
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ~TestServer() { stop(); }
    void stop() {
        m_server->stop();
        if (m_thread.joinable())
            m_thread.join();
    }
    std::unique_ptr<httplib::Client> client() const {
        auto client = std::make_unique<httplib::Client>("127.0.0.1", m_port);
        client->set_default_headers({{"Authorization", std::string("Bearer ") + token}});
        client->set_read_timeout(30);
        client->set_tcp_nodelay(true);
        return client;
    }
    int port() const { return m_port; }
    service::FakeService& service() { return m_service; }

private:
    service::FakeService m_service;
    std::unique_ptr<Server> m_server;
    int m_port = 0;
    std::thread m_thread;
};

} // namespace hearth::serve
