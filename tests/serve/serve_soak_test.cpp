// Many requests, dropped connections and broken bodies: memory stays flat and nothing is stuck.
// HEARTH_SOAK=N multiplies the counts (10: 10,000 requests, 1,000 dropped, 100 malformed).
#include "test_server.h"

#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>

using namespace hearth::serve;

namespace {

long resident_kib() {
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("VmRSS:"))
            return std::stol(line.substr(6));
    return 0;
}

int open_files() {
    return static_cast<int>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

const std::string body = R"({"messages":[{"role":"user","content":"lorem 20"}],"stream":true})";

} // namespace

class ServeSoakTest : public QObject {
    Q_OBJECT
private:
    TestServer m_server;
    std::atomic<int> m_wrong = 0;

    void requests(int count) {
        const auto client = m_server.client();
        client->set_keep_alive(true);
        for (int i = 0; i < count; ++i) {
            const auto result = client->Post("/v1/chat/completions", body, "application/json");
            m_wrong += !result || result->status != 200 || result->body.find("[DONE]") == std::string::npos;
        }
    }
    /// Connects, sends, and goes away: before, in the middle of, or after the head of the answer.
    void drop(int count) {
        const std::string request =
            "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            "secret\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n\r\n" + body;
        for (int i = 0; i < count; ++i) {
            const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(static_cast<uint16_t>(m_server.port()));
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            if (::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
                const size_t length = i % 3 == 0 ? request.size() / 2 : request.size();
                m_wrong += ::send(descriptor, request.data(), length, MSG_NOSIGNAL) < 0;
                char bytes[64];
                if (i % 3 == 2)
                    m_wrong += ::recv(descriptor, bytes, sizeof bytes, 0) <= 0;
            }
            ::close(descriptor);
        }
    }
    void malformed(int count) {
        const auto client = m_server.client();
        for (int i = 0; i < count; ++i) {
            std::string broken = body;
            broken[static_cast<size_t>(i * 7) % broken.size()] = static_cast<char>(i * 31);
            const auto result = client->Post("/v1/chat/completions", broken, "application/json");
            m_wrong += !result;
        }
    }
    void round(int scale) {
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([this, scale] { requests(250 * scale); });
        threads.emplace_back([this, scale] { drop(100 * scale); });
        threads.emplace_back([this, scale] { malformed(10 * scale); });
        for (std::thread& thread : threads)
            thread.join();
    }

private slots:
    void memoryStaysFlat() {
        const int scale = std::max(1, qEnvironmentVariableIntValue("HEARTH_SOAK"));
        round(1); // allocators and thread stacks reach their size
        QTRY_VERIFY_WITH_TIMEOUT(open_files() < 30, 20000);
        const long before = resident_kib();
        const int files = open_files();
        round(scale);
        QTRY_VERIFY_WITH_TIMEOUT(open_files() <= files, 20000);
        const long after = resident_kib();
        qInfo("%d requests, %d dropped, %d malformed: %ld KiB before, %ld KiB after", 1000 * scale,
              100 * scale, 10 * scale, before, after);
        QCOMPARE(m_wrong.load(), 0);
        QVERIFY2(after - before < 8 * 1024, qPrintable(QString("%1 KiB more").arg(after - before)));
        const auto last = m_server.client()->Post("/v1/chat/completions", body, "application/json");
        QVERIFY(last && last->status == 200);
    }
};

QTEST_GUILESS_MAIN(ServeSoakTest)
#include "serve_soak_test.moc"
