// Continuous batching on a small real model: many answers at once are the answers one by one.
#include "engine/generate.h"
#include "engine/service/scheduler.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <future>

using namespace hearth;
using namespace hearth::service;
using namespace std::chrono_literals;

namespace {

/// Collects one answer; wait() blocks until it is finished.
class Answer : public GenerationListener {
public:
    void started() override { m_started = true; }
    void progress(int32_t processed, int32_t total) override { m_progress.emplace_back(processed, total); }
    void text(std::string_view text, std::span<const TokenReport> tokens) override {
        m_text += text;
        m_reports.insert(m_reports.end(), tokens.begin(), tokens.end());
        ++m_pieces;
        m_changed.notify_all();
    }
    void finished(ServiceResult<GenerationOutcome> outcome) override {
        m_promise.set_value(std::move(outcome));
    }

    ServiceResult<GenerationOutcome> wait() {
        if (m_future.wait_for(60s) != std::future_status::ready)
            return std::unexpected(Failure(Error{ErrorKind::Internal, "the answer did not come"}));
        return m_future.get();
    }
    bool ready() const { return m_future.wait_for(0s) == std::future_status::ready; }

    std::atomic<bool> m_started = false;
    std::vector<std::pair<int32_t, int32_t>> m_progress;
    std::string m_text;
    std::vector<TokenReport> m_reports;
    std::atomic<int> m_pieces = 0;
    std::condition_variable m_changed;

private:
    std::promise<ServiceResult<GenerationOutcome>> m_promise;
    std::future<ServiceResult<GenerationOutcome>> m_future = m_promise.get_future();
};

} // namespace

class SchedulerTest : public QObject {
    Q_OBJECT
private:
    std::shared_ptr<const Model> m_model;
    const Tokenizer* m_tokenizer = nullptr;

    std::unique_ptr<Scheduler> scheduler(SchedulerOptions options = {}) {
        options.context_length = std::min(options.context_length, 256);
        options.cache_type = CacheType::F32; // exact: the order of rows in a pass must not matter
        return std::make_unique<Scheduler>(m_model, *m_tokenizer, options);
    }
    Job job(const std::string& prompt, int32_t max_tokens, std::shared_ptr<Answer> answer,
            std::stop_token stop = {}) {
        Job job;
        job.prompt = m_tokenizer->encode(prompt);
        job.sampling.temperature = 0;
        job.max_tokens = max_tokens;
        job.listener = std::move(answer);
        job.stop_token = std::move(stop);
        return job;
    }
    /// What the plain loop for one sequence writes.
    std::string alone(const std::string& prompt, int32_t max_tokens, const SamplingOptions& sampling = {}) {
        auto session = Session::create(m_model, {.context_length = 256, .cache_type = CacheType::F32});
        GenerateOptions options;
        options.sampling = sampling;
        if (sampling.seed == 0)
            options.sampling.temperature = 0;
        options.max_tokens = max_tokens;
        const auto result = generate(**session, m_tokenizer->encode(prompt), options);
        return result ? result->text : "error: " + result.error().message;
    }

private slots:
    void initTestCase() {
        const std::string path =
            qEnvironmentVariable("HEARTH_SHARED_DATA").toStdString() + "/stories260K/stories260K-f32.gguf";
        if (!std::filesystem::exists(path))
            QSKIP("shared data folder stories260K is not there");
        auto model = Model::load(path, {.device = "reference"});
        QVERIFY2(model, model ? "" : model.error().message.c_str());
        m_model = *model;
        m_tokenizer = *m_model->tokenizer();
    }

    void sameTextTogetherAsAlone();
    void sameSeedSameText();
    void prefixIsShared();
    void simultaneousPromptsShareTheirPrefix();
    void conversationGoesOn();
    void endings();
    void refusals_data();
    void refusals();
    void queueLimit();
    void cancel();
    void interactiveGoesFirst();
    void logProbabilities();
    void stateRoundTrip();
    void fewCachesManyConversations();
    void shutDownEndsAll();
};

void SchedulerTest::sameTextTogetherAsAlone() {
    const std::vector<std::string> prompts = {"Once upon a time",
                                              "Lily and Tom",
                                              "The dog",
                                              "One day, a little girl named Lucy went to the park and",
                                              "A",
                                              "There was a",
                                              "Max",
                                              "The sun was shining and the birds were singing. Tim",
                                              "Mom said",
                                              "\n"};
    auto together = scheduler({.parallel = 4});
    std::vector<std::shared_ptr<Answer>> answers;
    for (const std::string& prompt : prompts) {
        answers.push_back(std::make_shared<Answer>());
        together->submit(job(prompt, 60, answers.back()));
    }
    for (size_t i = 0; i < prompts.size(); ++i) {
        const auto outcome = answers[i]->wait();
        QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());
        QCOMPARE(QString::fromStdString(outcome->text), QString::fromStdString(alone(prompts[i], 60)));
        QCOMPARE(answers[i]->m_text, outcome->text);
        QVERIFY(answers[i]->m_started);
        QCOMPARE(answers[i]->m_progress.back().first, outcome->prompt_tokens);
        QCOMPARE(outcome->context_size, 256);
    }
    // Ten answers of up to 60 tokens in far fewer passes than tokens: they were batched.
    QVERIFY(together->counters().passes < 350);
    QCOMPARE(together->counters().running, 0);
}

void SchedulerTest::sameSeedSameText() {
    SamplingOptions sampling;
    sampling.seed = 42;
    sampling.temperature = 1.0f;
    const std::string expected = alone("Once upon a time", 40, sampling);
    auto together = scheduler();
    std::vector<std::shared_ptr<Answer>> answers;
    for (int i = 0; i < 3; ++i) {
        answers.push_back(std::make_shared<Answer>());
        Job one = job("Once upon a time", 40, answers.back());
        one.sampling = sampling;
        one.sampling.seed = i == 1 ? 43 : 42;
        together->submit(std::move(one));
    }
    QCOMPARE(answers[0]->wait()->text, expected);
    QVERIFY(answers[1]->wait()->text != expected);
    QCOMPARE(answers[2]->wait()->text, expected);
}

void SchedulerTest::prefixIsShared() {
    const std::string opening =
        "Once upon a time there was a little girl named Lily. She loved to play outside";
    auto scheduling = scheduler();
    auto first = std::make_shared<Answer>();
    scheduling->submit(job(opening + " in the park.", 5, first));
    QCOMPARE(first->wait()->cached_tokens, 0);
    auto second = std::make_shared<Answer>();
    scheduling->submit(job(opening + " with Tom.", 30, second));
    const auto outcome = second->wait();
    const auto shared = static_cast<int32_t>(m_tokenizer->encode(opening).size());
    QVERIFY2(outcome->cached_tokens >= shared - 1, qPrintable(QString::number(outcome->cached_tokens)));
    QCOMPARE(outcome->text, alone(opening + " with Tom.", 30));
    // The very same prompt again: all but one token is there.
    auto third = std::make_shared<Answer>();
    scheduling->submit(job(opening + " with Tom.", 30, third));
    const auto again = third->wait();
    QCOMPARE(again->cached_tokens, again->prompt_tokens - 1);
    QCOMPARE(again->text, outcome->text);
}

void SchedulerTest::simultaneousPromptsShareTheirPrefix() {
    std::string opening = "Once upon a time there was a little girl named Lily.";
    for (int i = 0; i < 6; ++i)
        opening += " She loved to play in the park with her dog.";
    auto scheduling = scheduler();
    std::vector<std::shared_ptr<Answer>> answers;
    const std::vector<std::string> ends = {" One day", " Then", " Mom", " But", " Tom"};
    for (const std::string& end : ends) {
        answers.push_back(std::make_shared<Answer>());
        scheduling->submit(job(opening + end, 20, answers.back()));
    }
    int32_t evaluated = 0;
    for (size_t i = 0; i < ends.size(); ++i) {
        const auto outcome = answers[i]->wait();
        QCOMPARE(outcome->text, alone(opening + ends[i], 20));
        evaluated += outcome->prompt_tokens - outcome->cached_tokens;
    }
    const auto shared = static_cast<int32_t>(m_tokenizer->encode(opening).size());
    QVERIFY2(evaluated < 2 * shared,
             qPrintable(QString("%1 evaluated, %2 shared").arg(evaluated).arg(shared)));
}

void SchedulerTest::conversationGoesOn() {
    auto scheduling = scheduler({.parallel = 1, .caches = 2});
    const std::string first = "Lily and Tom went to the park.";
    auto one = std::make_shared<Answer>();
    Job turn = job(first, 10, one);
    turn.conversation = "c1";
    scheduling->submit(std::move(turn));
    const std::string so_far = first + one->wait()->text;
    // Others come between; the named cache is not taken while there is an unnamed one to take.
    for (const char* other : {"The dog", "A cat", "Max"}) {
        auto between = std::make_shared<Answer>();
        scheduling->submit(job(other, 5, between));
        QVERIFY(between->wait());
    }
    auto two = std::make_shared<Answer>();
    Job next = job(so_far + " Then they", 10, two);
    next.conversation = "c1";
    scheduling->submit(std::move(next));
    const auto outcome = two->wait();
    QVERIFY2(outcome->cached_tokens >= static_cast<int32_t>(m_tokenizer->encode(first).size()) - 1,
             qPrintable(QString::number(outcome->cached_tokens)));
    QCOMPARE(outcome->text, alone(so_far + " Then they", 10));
}

void SchedulerTest::endings() {
    auto scheduling = scheduler({.context_length = 40});
    auto length = std::make_shared<Answer>();
    scheduling->submit(job("Once upon a time", 7, length));
    QCOMPARE(length->wait()->finish, service::FinishReason::Length);
    auto none = std::make_shared<Answer>();
    scheduling->submit(job("Once upon a time", 0, none));
    const auto nothing = none->wait();
    QCOMPARE(nothing->finish, service::FinishReason::Length);
    QCOMPARE(nothing->generated_tokens, 0);
    auto full = std::make_shared<Answer>();
    scheduling->submit(job("Once upon a time", -1, full));
    const auto context = full->wait();
    QCOMPARE(context->finish, service::FinishReason::Context);
    QCOMPARE(context->context_used, 40);
    auto stopped = std::make_shared<Answer>();
    Job stop = job("Once upon a time", -1, stopped);
    stop.stop = {"Lily"};
    scheduling->submit(std::move(stop));
    const auto cut = stopped->wait();
    QCOMPARE(cut->finish, service::FinishReason::Stop);
    QVERIFY(cut->text.find("Lily") == std::string::npos);
    QVERIFY(alone("Once upon a time", 30).starts_with(cut->text + "Lily"));
}

void SchedulerTest::refusals_data() {
    QTest::addColumn<int>("tokens");
    QTest::addColumn<int>("id");
    QTest::addColumn<QString>("grammar");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("empty prompt") << 0 << 1 << "" << ErrorKind::InvalidInput;
    QTest::newRow("too long") << 257 << 1 << "" << ErrorKind::ContextFull;
    QTest::newRow("unknown token") << 3 << 100000 << "" << ErrorKind::InvalidInput;
    QTest::newRow("negative token") << 3 << -1 << "" << ErrorKind::InvalidInput;
}

void SchedulerTest::refusals() {
    QFETCH(int, tokens);
    QFETCH(int, id);
    QFETCH(QString, grammar);
    QFETCH(ErrorKind, kind);
    auto scheduling = scheduler();
    auto answer = std::make_shared<Answer>();
    Job bad = job("", 5, answer);
    bad.prompt.assign(static_cast<size_t>(tokens), id);
    bad.sampling.grammar = grammar.toStdString();
    scheduling->submit(std::move(bad));
    const auto outcome = answer->wait();
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, kind);
    if (kind == ErrorKind::ContextFull) {
        QCOMPARE(outcome.error().prompt_tokens, tokens);
        QCOMPARE(outcome.error().context_length, 256);
    }
    auto next = std::make_shared<Answer>();
    scheduling->submit(job("The", 3, next));
    QVERIFY(next->wait());
}

void SchedulerTest::queueLimit() {
    auto scheduling = scheduler({.parallel = 1, .queue_limit = 2});
    std::stop_source stop;
    std::vector<std::shared_ptr<Answer>> answers;
    for (int i = 0; i < 20; ++i) {
        answers.push_back(std::make_shared<Answer>());
        Job long_one = job("Once", -1, answers.back(), stop.get_token());
        long_one.sampling.ignore_end_of_generation = true;
        scheduling->submit(std::move(long_one));
    }
    stop.request_stop();
    int refused = 0;
    for (const auto& answer : answers) {
        const auto outcome = answer->wait();
        if (!outcome) {
            QCOMPARE(int(outcome.error().cause), int(Failure::Cause::QueueFull));
            ++refused;
        }
    }
    QVERIFY2(refused > 0 && refused < 20, qPrintable(QString::number(refused)));
}

void SchedulerTest::cancel() {
    auto scheduling = scheduler({.parallel = 2});
    std::stop_source stop;
    auto cancelled = std::make_shared<Answer>();
    Job endless = job("Once upon a time", -1, cancelled, stop.get_token());
    endless.sampling.ignore_end_of_generation = true;
    auto other = std::make_shared<Answer>();
    scheduling->submit(std::move(endless));
    scheduling->submit(job("The dog", 50, other));
    QTRY_VERIFY(cancelled->m_pieces > 2 || cancelled->ready());
    stop.request_stop();
    const auto outcome = cancelled->wait();
    QVERIFY(outcome);
    QVERIFY(outcome->finish == service::FinishReason::Cancelled ||
            outcome->finish == service::FinishReason::Context);
    QCOMPARE(outcome->text, cancelled->m_text);
    QCOMPARE(other->wait()->text, alone("The dog", 50));
}

void SchedulerTest::interactiveGoesFirst() {
    auto scheduling = scheduler({.parallel = 1});
    std::stop_source stop;
    auto running = std::make_shared<Answer>();
    Job endless = job("Once", -1, running, stop.get_token());
    endless.sampling.ignore_end_of_generation = true;
    scheduling->submit(std::move(endless));
    std::mutex mutex;
    std::vector<std::string> order;
    class Ordered : public Answer {
    public:
        Ordered(std::mutex& m, std::vector<std::string>& list, std::string name)
            : m_mutex(m), m_list(list), m_name(std::move(name)) {}
        void started() override {
            const std::lock_guard lock(m_mutex);
            m_list.push_back(m_name);
        }

    private:
        std::mutex& m_mutex;
        std::vector<std::string>& m_list;
        std::string m_name;
    };
    std::vector<std::shared_ptr<Ordered>> answers;
    for (const char* name : {"background", "first", "second"}) {
        answers.push_back(std::make_shared<Ordered>(mutex, order, name));
        Job next = job("The", 2, answers.back());
        if (name == std::string("background"))
            next.priority = Priority::Background;
        scheduling->submit(std::move(next));
    }
    stop.request_stop();
    for (const auto& answer : answers)
        QVERIFY(answer->wait());
    QCOMPARE(order, (std::vector<std::string>{"first", "second", "background"}));
}

void SchedulerTest::logProbabilities() {
    auto scheduling = scheduler();
    auto answer = std::make_shared<Answer>();
    Job one = job("Once upon a", 5, answer);
    one.sampling.logprobs = 3;
    scheduling->submit(std::move(one));
    const auto outcome = answer->wait();
    QCOMPARE(answer->m_reports.size(), size_t(5));
    std::string text;
    for (const TokenReport& report : answer->m_reports) {
        text += report.bytes;
        QCOMPARE(report.token.top.size(), size_t(3));
        QCOMPARE(report.token.top[0].id, report.token.id); // greedy: the drawn one is the likeliest
        QVERIFY(report.token.logprob <= 0 && report.token.logprob > -20);
    }
    QCOMPARE(text, outcome->text);
}

void SchedulerTest::stateRoundTrip() {
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("state").toStdString();
    const std::string prompt = "Lily and Tom went to the park to play with a ball.";
    int32_t saved = 0;
    {
        auto scheduling = scheduler();
        auto answer = std::make_shared<Answer>();
        Job one = job(prompt, 4, answer);
        one.conversation = "c";
        scheduling->submit(std::move(one));
        QVERIFY(answer->wait());
        const auto written = scheduling->save_state("c", path);
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        saved = *written;
        QVERIFY(!scheduling->save_state("unknown", path));
    }
    auto fresh = scheduler();
    const auto read = fresh->restore_state("other", path);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(*read, saved);
    auto answer = std::make_shared<Answer>();
    Job next = job(prompt, 10, answer);
    next.conversation = "other";
    fresh->submit(std::move(next));
    const auto outcome = answer->wait();
    QCOMPARE(outcome->cached_tokens, outcome->prompt_tokens - 1);
    QCOMPARE(outcome->text, alone(prompt, 10));
    fresh->forget("other");
    QVERIFY(!fresh->save_state("other", path));
}

void SchedulerTest::fewCachesManyConversations() {
    auto scheduling = scheduler({.parallel = 2, .caches = 2});
    std::vector<std::shared_ptr<Answer>> answers;
    for (int i = 0; i < 12; ++i) {
        answers.push_back(std::make_shared<Answer>());
        Job one = job("The dog", 10, answers.back());
        one.conversation = "c" + std::to_string(i % 6);
        scheduling->submit(std::move(one));
    }
    const std::string expected = alone("The dog", 10);
    for (const auto& answer : answers)
        QCOMPARE(answer->wait()->text, expected);
    QVERIFY(scheduling->counters().caches <= 2);
}

void SchedulerTest::shutDownEndsAll() {
    std::vector<std::shared_ptr<Answer>> answers;
    auto scheduling = scheduler({.parallel = 2});
    for (int i = 0; i < 6; ++i) {
        answers.push_back(std::make_shared<Answer>());
        Job endless = job("Once", -1, answers.back());
        endless.sampling.ignore_end_of_generation = true;
        scheduling->submit(std::move(endless));
    }
    scheduling->shut_down();
    auto late = std::make_shared<Answer>();
    scheduling->submit(job("Once", 1, late));
    QCOMPARE(late->wait().error().kind, ErrorKind::Cancelled);
    for (const auto& answer : answers)
        QVERIFY(answer->wait());
}

QTEST_GUILESS_MAIN(SchedulerTest)
#include "scheduler_test.moc"
