// EngineClient against a real process that speaks the real protocol with scripted answers.
#include "engine/client/engine_client.h"
#include "engine/client/engine_messages.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <utility>

using namespace hearth;
using State = EngineClient::State;
using Kind = EngineError::Kind;
using Finish = GenerationResult::Finish;

namespace {

const QString fakeEngine = QStringLiteral(HEARTH_BINARY_DIR "/tests/fake_engine");

/// What one generation has said so far; stays when the generation is gone.
struct Record {
    QString tokens;
    int started = 0;
    QList<std::pair<int, int>> progress;
    std::optional<GenerationResult> result;
    std::optional<EngineError> error;
    QString textAtEnd;
    bool ended() const { return result || error; }
};

std::shared_ptr<Record> record(Generation* generation) {
    auto record = std::make_shared<Record>();
    QObject::connect(generation, &Generation::started, generation, [record] { ++record->started; });
    QObject::connect(generation, &Generation::token, generation,
                     [record](const QString& text) { record->tokens += text; });
    QObject::connect(generation, &Generation::progress, generation, [record](int processed, int total) {
        record->progress.append({processed, total});
    });
    QObject::connect(generation, &Generation::finished, generation, [=](const GenerationResult& result) {
        record->result = result;
        record->textAtEnd = generation->text();
    });
    QObject::connect(generation, &Generation::failed, generation, [=](const EngineError& error) {
        record->error = error;
        record->textAtEnd = generation->text();
    });
    return record;
}

GenerateRequest ask(const QString& text) {
    GenerateRequest request;
    request.messages = {QJsonObject{{"role", "user"}, {"content", text}}};
    return request;
}

/// Waits for the callback of a question.
template <typename T, typename Ask>
EngineResult<T> answer(Ask ask) {
    std::optional<EngineResult<T>> result;
    QObject context;
    ask(&context, [&](const EngineResult<T>& value) { result = value; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 20000))
        return std::unexpected(EngineError{Kind::Internal, "no answer"});
    return *result;
}

} // namespace

class EngineClientTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<EngineClient> started(const QString& mode = "host") {
        auto client = std::make_unique<EngineClient>();
        client->setProgram(fakeEngine, {mode});
        client->start();
        return client;
    }
    std::unique_ptr<EngineClient> loaded(const EngineLoadOptions& options = {}) {
        auto client = started();
        QSignalSpy spy(client.get(), &EngineClient::modelLoaded);
        client->loadModel("fake:model", options);
        if (spy.isEmpty())
            spy.wait(20000);
        return client;
    }

private slots:
    void startsAndLoads();
    void answers_data();
    void answers();
    void questions();
    void modelsAreAskedToAnswerAtOnce();
    void savesAndRestoresState();
    void manyAtOnce();
    void requestsBeforeTheModel();
    void failures_data();
    void failures();
    void promptTooLong();
    void loadFailures_data();
    void loadFailures();
    void newerLoadReplacesOlder();
    void cancel_data();
    void cancel();
    void deletedGenerationIsCancelled();
    void paceReachesEveryProcess();
    void survivesKill();
    void survivesCrashWhileOthersWait();
    void asksAgainFromTheFailure();
    void crashLoopEnds();
    void missingProgram();
    void garbageOnThePipe();
    void otherProtocolVersion();
    void stopAndStartAgain();
    void destroyedWhileWorking();
    void noModel();
    void contextObjectGone();
};

void EngineClientTest::startsAndLoads() {
    auto client = started();
    QCOMPARE(client->state(), State::Starting);
    QTRY_COMPARE(client->state(), State::Ready);
    QCOMPARE(client->engineVersion(), QString("fake"));
    QVERIFY(client->processId() > 0);
    QVERIFY(!client->hasModel());

    QSignalSpy loaded(client.get(), &EngineClient::modelLoaded);
    QSignalSpy progress(client.get(), &EngineClient::loadProgress);
    EngineLoadOptions options;
    options.contextLength = 512;
    client->loadModel("fake:starter", options);
    QCOMPARE(client->state(), State::Loading);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(client->state(), State::Ready);
    QVERIFY(client->hasModel());
    const EngineModelInfo& info = client->modelInfo();
    QCOMPARE(info.path, QString("fake:starter"));
    QCOMPARE(info.name, QString("Fake model"));
    QCOMPARE(info.architecture, QString("fake"));
    QCOMPARE(info.device, QString("CPU (fake, 1 thread)"));
    QCOMPARE(info.contextLength, 512);
    QCOMPARE(info.trainedContextLength, 4096);
    QCOMPARE(info.fileBytes, 1000);
    QVERIFY(info.hasTemplate && info.supportsTools && info.canInfill && info.canEmbed && info.isStarter);
    QCOMPARE(progress.size(), 4);
    QCOMPARE(progress.last().first().toDouble(), 1.0);

    QSignalSpy unloaded(client.get(), &EngineClient::modelUnloaded);
    client->unloadModel();
    QTRY_COMPARE(unloaded.size(), 1);
    QVERIFY(!client->hasModel());
}

void EngineClientTest::answers_data() {
    QTest::addColumn<QString>("question");
    QTest::addColumn<QStringList>("stop");
    QTest::addColumn<int>("maxTokens");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<Finish>("finish");
    const QStringList none;
    QTest::newRow("plain") << "hello" << none << -1 << "hello" << Finish::Stop;
    QTest::newRow("words") << "echo: one two  three" << none << -1 << "one two  three" << Finish::Stop;
    QTest::newRow("capitals") << "upper: one two" << none << -1 << "ONE TWO" << Finish::Stop;
    QTest::newRow("every script") << "echo: Grüße Ελλάδα 日本語 🙂 שלום" << none << -1
                                  << "Grüße Ελλάδα 日本語 🙂 שלום" << Finish::Stop;
    QTest::newRow("line breaks and quotes")
        << "echo: a\nb\t\"c\" \\ {}" << none << -1 << "a\nb\t\"c\" \\ {}" << Finish::Stop;
    QTest::newRow("length") << "lorem 100" << none << 3 << "lorem ipsum dolor" << Finish::Length;
    QTest::newRow("stop string") << "echo: one STOP two" << QStringList{"STOP"} << -1 << "one "
                                 << Finish::Stop;
    QTest::newRow("empty answer") << "echo: " << none << -1 << "" << Finish::Stop;
}

void EngineClientTest::answers() {
    QFETCH(QString, question);
    QFETCH(QStringList, stop);
    QFETCH(int, maxTokens);
    QFETCH(QString, expected);
    QFETCH(Finish, finish);
    auto client = loaded();
    GenerateRequest request = ask(question);
    request.stop = stop;
    request.maxTokens = maxTokens;
    request.sampling.temperature = 0;
    request.sampling.seed = 7;
    auto heard = record(client->generate(request));
    QCOMPARE(client->state(), State::Generating);
    QTRY_VERIFY(heard->ended());
    QVERIFY2(heard->result, qPrintable(heard->error ? heard->error->message : QString()));
    QCOMPARE(heard->tokens, expected);
    QCOMPARE(heard->result->text, expected);
    QCOMPARE(heard->textAtEnd, expected);
    QCOMPARE(heard->result->finish, finish);
    QCOMPARE(heard->started, 1);
    QVERIFY(heard->result->promptTokens > 0);
    QCOMPARE(heard->result->contextUsed, heard->result->promptTokens + heard->result->generatedTokens);
    QCOMPARE(heard->result->contextSize, 4096);
    QCOMPARE(client->state(), State::Ready);
}

void EngineClientTest::modelsAreAskedToAnswerAtOnce() {
    const auto thinking = [](const GenerateRequest& request) {
        return toJson(request)[QLatin1String("template_options")][QLatin1String("enable_thinking")];
    };
    GenerateRequest request = ask("hi");
    QCOMPARE(thinking(request), QJsonValue(false));
    request.templateOptions = {{QLatin1String("enable_thinking"), true}};
    QCOMPARE(thinking(request), QJsonValue(true));
}

void EngineClientTest::questions() {
    auto client = loaded();
    const auto words = answer<int>(
        [&](QObject* context, auto done) { client->countTokens("one two three", context, done); });
    QCOMPARE(words.value_or(-1), 3);
    const auto prompt =
        answer<QString>([&](QObject* context, auto done) { client->render(ask("hi"), context, done); });
    QCOMPARE(prompt.value_or(""), QString("<user> hi\n<assistant>"));
    const auto whole =
        answer<int>([&](QObject* context, auto done) { client->countTokens(ask("hi"), context, done); });
    QCOMPARE(whole.value_or(-1), 3);
    const auto vectors = answer<QList<QList<float>>>([&](QObject* context, auto done) {
        client->embed({"a", "bcd"}, context, done);
    });
    QVERIFY(vectors);
    QCOMPARE(*vectors, (QList<QList<float>>{{0, 1, 0, 0}, {0, 0, 0, 1}}));
    const auto devices =
        answer<QList<EngineDeviceInfo>>([&](QObject* context, auto done) { client->devices(context, done); });
    QVERIFY(devices);
    QCOMPARE(devices->size(), 2);
    QCOMPARE(devices->first().id, QString("cpu"));
    QVERIFY(devices->first().usable && devices->first().preferred);
    QCOMPARE(devices->last().note, QString("Never usable."));

    GenerateRequest tool = ask("tool: weather {\"city\":\"Rome\"}");
    tool.tools = {QJsonObject{{"type", "function"}, {"function", QJsonObject{{"name", "weather"}}}}};
    auto heard = record(client->generate(tool));
    QTRY_VERIFY(heard->ended());
    QVERIFY(heard->result);
    QCOMPARE(heard->result->finish, Finish::ToolCalls);
    QCOMPARE(heard->result->toolCalls.at(0)["function"]["name"].toString(), QString("weather"));

    GenerateRequest infill;
    infill.infillPrefix = "int ";
    infill.infillSuffix = ";";
    auto filled = record(client->generate(infill));
    QTRY_VERIFY(filled->ended());
    QCOMPARE(filled->tokens, QString("<prefix>int <suffix>;<middle>"));
}

void EngineClientTest::savesAndRestoresState() {
    QTemporaryDir folder;
    const QString path = folder.filePath("cache");
    auto client = loaded();
    GenerateRequest request = ask("echo: one two");
    request.conversation = "first";
    auto heard = record(client->generate(request));
    QTRY_VERIFY(heard->ended());
    const int used = heard->result->contextUsed;
    const auto saved =
        answer<int>([&](QObject* context, auto done) { client->saveState("first", path, context, done); });
    QCOMPARE(saved.value_or(-1), used);
    const auto restored = answer<int>(
        [&](QObject* context, auto done) { client->restoreState("second", path, context, done); });
    QCOMPARE(restored.value_or(-1), used);
    client->forgetConversation("first");
    const auto gone =
        answer<int>([&](QObject* context, auto done) { client->saveState("first", path, context, done); });
    QVERIFY(!gone);
    QCOMPARE(gone.error().kind, Kind::NotFound);
}

void EngineClientTest::manyAtOnce() {
    auto client = loaded();
    QList<std::shared_ptr<Record>> records;
    for (int i = 0; i < 50; ++i)
        records.append(record(client->generate(ask(QString("echo: answer %1").arg(i)))));
    for (int i = 0; i < 50; ++i) {
        QTRY_VERIFY(records[i]->ended());
        QCOMPARE(records[i]->tokens, QString("answer %1").arg(i));
    }
    QTRY_COMPARE(client->state(), State::Ready);
}

void EngineClientTest::requestsBeforeTheModel() {
    // All of it is asked before the process has said a word.
    EngineClient client;
    client.setProgram(fakeEngine);
    client.loadModel("fake:slowload");
    auto heard = record(client.generate(ask("echo: patience")));
    QVERIFY(!heard->ended());
    QTRY_VERIFY_WITH_TIMEOUT(heard->ended(), 20000);
    QCOMPARE(heard->tokens, QString("patience"));
}

void EngineClientTest::failures_data() {
    QTest::addColumn<QJsonArray>("messages");
    QTest::addColumn<Kind>("kind");
    const auto message = [](const QJsonValue& role, const QJsonValue& content) {
        return QJsonArray{QJsonObject{{"role", role}, {"content", content}}};
    };
    QTest::newRow("engine's own failure") << message("user", "error: it broke") << Kind::Internal;
    QTest::newRow("role is a number") << message(3, "x") << Kind::InvalidInput;
    QTest::newRow("content is a number") << message("user", 3) << Kind::InvalidInput;
    QTest::newRow("no content") << message("user", QJsonValue()) << Kind::InvalidInput;
    QTest::newRow("not objects") << QJsonArray{"x"} << Kind::InvalidInput;
}

void EngineClientTest::failures() {
    QFETCH(QJsonArray, messages);
    QFETCH(Kind, kind);
    auto client = loaded();
    GenerateRequest request;
    request.messages = messages;
    auto heard = record(client->generate(request));
    QTRY_VERIFY(heard->ended());
    QVERIFY(heard->error);
    QCOMPARE(heard->error->kind, kind);
    QVERIFY(!heard->error->message.isEmpty());
    QCOMPARE(client->state(), State::Ready);
}

void EngineClientTest::promptTooLong() {
    EngineLoadOptions options;
    options.contextLength = 10;
    auto client = loaded(options);
    auto heard = record(client->generate(ask("echo: 1 2 3 4 5 6 7 8 9 10 11 12")));
    QTRY_VERIFY(heard->ended());
    QVERIFY(heard->error);
    QCOMPARE(heard->error->kind, Kind::ContextFull);
    QCOMPARE(heard->error->promptTokens, 15);
    QCOMPARE(heard->error->contextLength, 10);
    // An answer that reaches the end of the context says so; what came is kept.
    auto full = record(client->generate(ask("lorem 100")));
    QTRY_VERIFY(full->ended());
    QCOMPARE(full->result->finish, Finish::Context);
    QCOMPARE(full->result->contextUsed, 10);
    QVERIFY(!full->tokens.isEmpty());
}

void EngineClientTest::loadFailures_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("missing") << "/nowhere/model.gguf" << Kind::NotFound;
    QTest::newRow("not a model") << "fake:bad" << Kind::InvalidInput;
    QTest::newRow("empty path") << "" << Kind::InvalidInput;
    QTest::newRow("zero byte in the path") << QStringLiteral("a\0b") << Kind::InvalidInput;
}

void EngineClientTest::loadFailures() {
    QFETCH(QString, path);
    QFETCH(Kind, kind);
    auto client = loaded();
    QSignalSpy spy(client.get(), &EngineClient::modelFailed);
    client->loadModel(path);
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(spy.first().first().value<EngineError>().kind, kind);
    QVERIFY(!client->hasModel());
    QCOMPARE(client->state(), State::Ready);
}

void EngineClientTest::newerLoadReplacesOlder() {
    auto client = started();
    QTRY_COMPARE(client->state(), State::Ready);
    QSignalSpy loaded(client.get(), &EngineClient::modelLoaded);
    QSignalSpy failed(client.get(), &EngineClient::modelFailed);
    client->loadModel("fake:slowload");
    QTRY_VERIFY(client->state() == State::Loading);
    client->loadModel("fake:second");
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(failed.size(), 0);
    QCOMPARE(client->modelInfo().path, QString("fake:second"));
}

void EngineClientTest::cancel_data() {
    QTest::addColumn<QString>("question");
    QTest::addColumn<bool>("afterFirstToken");
    QTest::newRow("while it answers") << "slow: " + QString(2000, 'x') << true;
    QTest::newRow("while it reads the prompt") << "prefill 4000" << false;
}

void EngineClientTest::cancel() {
    QFETCH(QString, question);
    QFETCH(bool, afterFirstToken);
    auto client = loaded();
    Generation* generation = client->generate(ask(question));
    auto heard = record(generation);
    QTRY_VERIFY(afterFirstToken ? !heard->tokens.isEmpty() : !heard->progress.isEmpty());
    auto next = record(client->generate(ask("echo: next")));
    QElapsedTimer timer;
    timer.start();
    generation->cancel();
    QTRY_VERIFY(heard->ended());
    qInfo("cancelled in %lld ms", timer.elapsed());
    QVERIFY(heard->result);
    QCOMPARE(heard->result->finish, Finish::Cancelled);
    QCOMPARE(heard->tokens, heard->result->text);
    QVERIFY(heard->tokens.size() < 2000);
    QTRY_VERIFY(next->ended());
    QCOMPARE(next->tokens, QString("next"));
}

void EngineClientTest::deletedGenerationIsCancelled() {
    auto client = loaded();
    Generation* generation = client->generate(ask("slow: " + QString(100000, 'x')));
    auto heard = record(generation);
    QTRY_VERIFY(!heard->tokens.isEmpty());
    delete generation;
    auto next = record(client->generate(ask("echo: next")));
    QTRY_VERIFY(next->ended());
    QCOMPARE(next->tokens, QString("next"));
    QVERIFY(!heard->ended());
    QTRY_COMPARE(client->state(), State::Ready);
}

void EngineClientTest::paceReachesEveryProcess() {
    EngineClient client;
    client.setProgram(fakeEngine);
    client.setPace(0.5, 0.25); // before there is a process
    client.loadModel("fake:model");
    auto heard = record(client.generate(ask("pace")));
    QTRY_VERIFY(heard->ended());
    QCOMPARE(heard->tokens, QString("0.5 0.25"));
    client.setPace(0.7, 0.5);
    heard = record(client.generate(ask("pace")));
    QTRY_VERIFY(heard->ended());
    QCOMPARE(heard->tokens, QString("0.7 0.5"));
    QSignalSpy loaded(&client, &EngineClient::modelLoaded);
    auto crash = record(client.generate(ask("crash: x")));
    QTRY_VERIFY(crash->ended());
    QTRY_COMPARE(loaded.size(), 1);
    heard = record(client.generate(ask("pace")));
    QTRY_VERIFY(heard->ended());
    QCOMPARE(heard->tokens, QString("0.7 0.5"));
    client.setPace(1, 1);
    heard = record(client.generate(ask("pace")));
    QTRY_VERIFY(heard->ended());
    QCOMPARE(heard->tokens, QString("1 1"));
}

void EngineClientTest::survivesKill() {
    auto client = loaded();
    QSignalSpy died(client.get(), &EngineClient::engineDied);
    QSignalSpy loaded(client.get(), &EngineClient::modelLoaded);
    auto heard = record(client->generate(ask("slow: " + QString(2000, 'y'))));
    QTRY_VERIFY(heard->tokens.size() >= 3);
    const qint64 first = client->processId();
    QCOMPARE(::kill(static_cast<pid_t>(first), SIGKILL), 0);
    QTRY_VERIFY(heard->ended());
    QVERIFY(heard->error);
    QCOMPARE(heard->error->kind, Kind::EngineDied);
    QCOMPARE(heard->textAtEnd, heard->tokens);
    QVERIFY(heard->textAtEnd.size() >= 3);
    QCOMPARE(died.size(), 1);
    QVERIFY2(died.first().first().toString().contains("signal 9"),
             qPrintable(died.first().first().toString()));
    QCOMPARE(client->state(), State::Restarting);

    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(client->state(), State::Ready);
    QCOMPARE(client->modelInfo().path, QString("fake:model"));
    QVERIFY(client->processId() != first);
    auto next = record(client->generate(ask("echo: alive")));
    QTRY_VERIFY(next->ended());
    QCOMPARE(next->tokens, QString("alive"));
}

void EngineClientTest::survivesCrashWhileOthersWait() {
    auto client = loaded();
    auto crash = record(client->generate(ask("crash: half an ans")));
    auto waiting = record(client->generate(ask("echo: never")));
    QTRY_VERIFY(crash->ended() && waiting->ended());
    QCOMPARE(crash->error->kind, Kind::EngineDied);
    QCOMPARE(crash->textAtEnd, QString("half an ans"));
    QCOMPARE(waiting->error->kind, Kind::EngineDied);
    QTRY_COMPARE(client->state(), State::Ready);
}

void EngineClientTest::asksAgainFromTheFailure() {
    auto client = loaded();
    Generation* generation = client->generate(ask("crash: x"));
    std::shared_ptr<Record> second;
    connect(generation, &Generation::failed, client.get(),
            [&] { second = record(client->generate(ask("echo: again"))); });
    QTRY_VERIFY(second && second->ended());
    QCOMPARE(second->tokens, QString("again"));
}

void EngineClientTest::crashLoopEnds() {
    auto client = std::make_unique<EngineClient>();
    client->setProgram(fakeEngine, {"die-at-start"});
    QSignalSpy died(client.get(), &EngineClient::engineDied);
    client->loadModel("fake:model");
    auto heard = record(client->generate(ask("echo: x")));
    QTRY_COMPARE_WITH_TIMEOUT(client->state(), State::Failed, 20000);
    QCOMPARE(died.size(), 4); // the start and three restarts
    QVERIFY2(client->stateText().contains("There is no memory left."), qPrintable(client->stateText()));
    QTRY_VERIFY(heard->ended());
    QCOMPARE(heard->error->kind, Kind::NotRunning);
    // Nothing more is tried until somebody asks.
    auto late = record(client->generate(ask("echo: x")));
    QVERIFY(!late->ended());
    QTRY_VERIFY(late->ended());
    QCOMPARE(late->error->kind, Kind::NotRunning);

    client->setProgram(fakeEngine);
    client->start();
    QTRY_COMPARE(client->state(), State::Ready);
}

void EngineClientTest::missingProgram() {
    EngineClient client;
    client.setProgram("/nowhere/hearth-engine");
    QSignalSpy died(&client, &EngineClient::engineDied);
    client.start();
    QTRY_COMPARE(client.state(), State::Failed);
    QVERIFY2(client.stateText().contains("/nowhere/hearth-engine"), qPrintable(client.stateText()));
    QCOMPARE(died.size(), 1);
}

void EngineClientTest::garbageOnThePipe() {
    auto client = started("garbage");
    QSignalSpy log(client.get(), &EngineClient::logLine);
    client->loadModel("fake:model");
    auto heard = record(client->generate(ask("echo: fine")));
    QTRY_VERIFY(heard->ended());
    QCOMPARE(heard->tokens, QString("fine"));
    QVERIFY(log.size() >= 4);
}

void EngineClientTest::otherProtocolVersion() {
    auto client = started("future");
    QTRY_COMPARE(client->state(), State::Failed);
    QVERIFY2(client->stateText().contains("99"), qPrintable(client->stateText()));
}

void EngineClientTest::stopAndStartAgain() {
    auto client = loaded();
    auto heard = record(client->generate(ask("slow: " + QString(2000, 'z'))));
    QTRY_VERIFY(!heard->tokens.isEmpty());
    client->stop();
    QCOMPARE(client->state(), State::Stopped);
    QTRY_VERIFY(heard->ended());
    QCOMPARE(heard->error->kind, Kind::NotRunning);
    QCOMPARE(client->processId(), 0);
    client->loadModel("fake:model");
    auto next = record(client->generate(ask("echo: back")));
    QTRY_VERIFY(next->ended());
    QCOMPARE(next->tokens, QString("back"));
}

void EngineClientTest::destroyedWhileWorking() {
    auto client = loaded();
    auto heard = record(client->generate(ask("slow: " + QString(2000, 'z'))));
    QTRY_VERIFY(!heard->tokens.isEmpty());
    const auto process = static_cast<pid_t>(client->processId());
    client.reset();
    QVERIFY(!heard->ended());
    QTRY_VERIFY(::kill(process, 0) != 0); // no process is left behind
}

void EngineClientTest::noModel() {
    auto client = started();
    auto heard = record(client->generate(ask("hello")));
    QTRY_VERIFY(heard->ended());
    QCOMPARE(heard->error->kind, Kind::NoModel);
}

void EngineClientTest::contextObjectGone() {
    auto client = loaded();
    auto* context = new QObject;
    bool called = false;
    client->countTokens("x", context, [&](const EngineResult<int>&) { called = true; });
    delete context;
    const auto later =
        answer<int>([&](QObject* alive, auto done) { client->countTokens("a b", alive, done); });
    QCOMPARE(later.value_or(-1), 2);
    QVERIFY(!called);
}

QTEST_GUILESS_MAIN(EngineClientTest)
#include "engine_client_test.moc"
