// The model as tasks see it, over a real engine process with the scripted service in it.
#include "engine/client/engine_client.h"
#include "plugins/host/engine_model_service.h"

#include <QSignalSpy>
#include <QTest>

#include <future>

using namespace hearth;
using namespace hearth::plugin_host;

namespace {

sdk::GenerationRequest request(const QString& text) {
    sdk::GenerationRequest request;
    request.messages = {{QStringLiteral("user"), text}};
    return request;
}

} // namespace

class TestEngineModelService : public QObject {
    Q_OBJECT
private:
    /// Runs what blocks on a thread of its own while the client's thread goes on.
    template <typename Work>
    auto onTaskThread(Work work) {
        auto future = std::async(std::launch::async, std::move(work));
        while (future.wait_for(std::chrono::milliseconds(0)) != std::future_status::ready)
            QTest::qWait(5);
        return future.get();
    }

    std::unique_ptr<EngineClient> m_client;
    std::unique_ptr<EngineModelService> m_service;
    CancelToken m_never;

private slots:
    void init() {
        m_client = std::make_unique<EngineClient>();
        m_client->setProgram(QStringLiteral(FAKE_ENGINE), {QStringLiteral("host")});
        m_service = std::make_unique<EngineModelService>(m_client.get());
        QVERIFY(!m_service->facts());
        QSignalSpy loaded(m_client.get(), &EngineClient::modelLoaded);
        m_client->loadModel(QStringLiteral("fake:x"));
        QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, 30'000);
    }
    void cleanup() {
        m_service.reset();
        m_client.reset();
    }

    void answersComeInPiecesAndWhole() {
        QVERIFY(m_service->facts());
        QCOMPARE(m_service->facts()->name, m_client->modelInfo().name);
        QStringList pieces;
        const auto answer = onTaskThread([&] {
            return m_service->generate(
                request(QStringLiteral("upper: one two three")),
                [&](const QString& piece) { pieces << piece; }, m_never);
        });
        QVERIFY2(answer.has_value(), qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(answer->text, QStringLiteral("ONE TWO THREE"));
        QCOMPARE(pieces.join(QString()), answer->text);
        QCOMPARE(answer->stop, sdk::Generation::Stop::EndOfText);
        const auto count =
            onTaskThread([&] { return m_service->countTokens(QStringLiteral("one two three"), m_never); });
        QCOMPARE(count.value_or(0), 3);
    }

    void limitIsSaid() {
        auto limited = request(QStringLiteral("lorem 50"));
        limited.maximumTokens = 4;
        const auto answer = onTaskThread([&] { return m_service->generate(limited, {}, m_never); });
        QVERIFY(answer.has_value());
        QCOMPARE(answer->stop, sdk::Generation::Stop::TokenLimit);
        QCOMPARE(answer->tokens, 4);
    }

    void failuresKeepTheirSentence() {
        const auto answer = onTaskThread(
            [&] { return m_service->generate(request(QStringLiteral("error: it broke")), {}, m_never); });
        QVERIFY(!answer.has_value());
        QVERIFY(answer.error().message.contains(QLatin1String("it broke")));
    }

    void cancelEndsAnAnswer() {
        CancelToken cancel;
        const auto answer = onTaskThread([&] {
            return m_service->generate(
                request(QStringLiteral("slow: ") + QStringLiteral("abcdefgh").repeated(500)),
                [&](const QString&) { cancel.cancel(); }, cancel);
        });
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().kind, sdk::ErrorKind::Cancelled);
        // The engine is free for the next question.
        const auto next = onTaskThread(
            [&] { return m_service->generate(request(QStringLiteral("echo: next")), {}, m_never); });
        QCOMPARE(next ? next->text : QString(), QStringLiteral("next"));
    }

    void deathOfTheEngineIsAnError() {
        const auto answer = onTaskThread(
            [&] { return m_service->generate(request(QStringLiteral("crash: some words")), {}, m_never); });
        QVERIFY(!answer.has_value());
        // The client has it running again, with its model.
        QTRY_VERIFY_WITH_TIMEOUT(m_client->hasModel(), 30'000);
        const auto next = onTaskThread(
            [&] { return m_service->generate(request(QStringLiteral("echo: again")), {}, m_never); });
        QCOMPARE(next ? next->text : QString(), QStringLiteral("again"));
    }

    void clientMayBeGone() {
        m_client.reset();
        QVERIFY(!m_service->facts());
        const auto answer = m_service->generate(request(QStringLiteral("echo: x")), {}, m_never);
        QVERIFY(!answer.has_value());
        QCOMPARE(answer.error().kind, sdk::ErrorKind::NoModel);
        QVERIFY(!m_service->countTokens(QStringLiteral("x"), m_never).has_value());
    }
};

QTEST_GUILESS_MAIN(TestEngineModelService)
#include "test_engine_model_service.moc"
