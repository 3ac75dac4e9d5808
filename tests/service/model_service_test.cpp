// The service of real models: loading, prompts, answers, and a device that is lost in the middle of one.
#include "engine/devices.h"
#include "engine/service/model_service.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <future>
#include <numeric>

using namespace hearth;
using namespace hearth::service;
using namespace std::chrono_literals;

namespace {

/// A device that computes as the reference does and fails after a number of passes.
class FragileBackend : public Backend {
public:
    explicit FragileBackend(std::unique_ptr<Backend> inner) : m_inner(std::move(inner)) {}
    static inline std::atomic<int> passes_left = 1 << 30;
    static inline std::atomic<ErrorKind> failure = ErrorKind::DeviceLost;

    std::string name() const override { return "Fragile GPU"; }
    Result<const Weight*> load_weight(const gguf::TensorView& view, WeightUse use) override {
        return m_inner->load_weight(view, use);
    }
    Result<Activation> create_activation(int32_t rows, int32_t columns) override {
        return m_inner->create_activation(rows, columns);
    }
    Result<std::unique_ptr<KvCache>> create_cache(const KvCacheShape& shape) override {
        return m_inner->create_cache(shape);
    }
    Result<bool> begin(const Step& step) override { return m_inner->begin(step); }
    Result<void> end() override {
        TRY(m_inner->end());
        if (passes_left-- <= 0)
            return fail(failure.load(), "the device is gone");
        return {};
    }
    Result<void> write(Activation x, std::span<const float> rows) override { return m_inner->write(x, rows); }
    void embed(Activation out, const Weight* table, float scale, bool accumulate) override {
        m_inner->embed(out, table, scale, accumulate);
    }
    void embed_positions(Activation out, const Weight* table, bool accumulate) override {
        m_inner->embed_positions(out, table, accumulate);
    }
    void norm(Activation out, Activation in, const Weight* weight, const Weight* bias,
              const NormParams& params) override {
        m_inner->norm(out, in, weight, bias, params);
    }
    void matmul(std::span<const Product> products, Activation in) override { m_inner->matmul(products, in); }
    void rotate(Activation x, int32_t dim, const RopeParams& rope) override { m_inner->rotate(x, dim, rope); }
    void scale_by_position(Activation x, float scale, int32_t length) override {
        m_inner->scale_by_position(x, scale, length);
    }
    void attention(Activation out, Activation q, Activation k, Activation v,
                   const AttentionParams& params) override {
        m_inner->attention(out, q, k, v, params);
    }
    void gate(Activation out, Activation gate, Activation up, ActivationKind kind) override {
        m_inner->gate(out, gate, up, kind);
    }
    void activate(Activation out, Activation in, ActivationKind kind) override {
        m_inner->activate(out, in, kind);
    }
    void copy_columns(Activation out, Activation in, int32_t first) override {
        m_inner->copy_columns(out, in, first);
    }
    void add(Activation out, Activation in, float scale) override { m_inner->add(out, in, scale); }
    void select_outputs(Activation out, Activation in) override { m_inner->select_outputs(out, in); }
    void scale_and_cap(Activation x, float scale, float cap) override {
        m_inner->scale_and_cap(x, scale, cap);
    }
    Result<std::span<const float>> read(Activation x, int32_t first, int32_t count) override {
        return m_inner->read(x, first, count);
    }
    Result<std::vector<Candidate>> top_k(Activation x, int32_t row, int32_t k) override {
        return m_inner->top_k(x, row, k);
    }
    int32_t largest_best() const override { return 100; }

private:
    std::unique_ptr<Backend> m_inner;
};

class Answer : public GenerationListener {
public:
    void text(std::string_view text, std::span<const TokenReport>) override { m_text += text; }
    void finished(ServiceResult<GenerationOutcome> outcome) override {
        m_promise.set_value(std::move(outcome));
    }
    ServiceResult<GenerationOutcome> wait() {
        if (m_future.wait_for(60s) != std::future_status::ready)
            return std::unexpected(Failure(Error{ErrorKind::Internal, "the answer did not come"}));
        return m_future.get();
    }
    std::string m_text;

private:
    std::promise<ServiceResult<GenerationOutcome>> m_promise;
    std::future<ServiceResult<GenerationOutcome>> m_future = m_promise.get_future();
};

GenerateRequest ask(const char* text, int32_t max_tokens) {
    GenerateRequest request;
    request.prompt.messages = {{{"role", "user"}, {"content", text}}};
    request.sampling.temperature = 0;
    request.max_tokens = max_tokens;
    return request;
}

} // namespace

class ModelServiceTest : public QObject {
    Q_OBJECT
private:
    LoadRequest m_load;

    std::string answer(ModelService& service, const GenerateRequest& request) {
        const auto listener = std::make_shared<Answer>();
        service.generate(request, {}, listener);
        const auto outcome = listener->wait();
        return outcome ? outcome->text : "error: " + outcome.error().message;
    }

private slots:
    void initTestCase() {
        const std::filesystem::path path =
            qEnvironmentVariable("HEARTH_SHARED_DATA").toStdString() + "/stories260K/stories260K-f32.gguf";
        if (!std::filesystem::exists(path))
            QSKIP("shared data folder stories260K is not there");
        m_load = {.path = path, .device = "cpu"};
        const auto plain = [](const std::string&, const BackendOptions&) {
            return create_backend("reference");
        };
        register_backend({"cpu",
                          [] {
                              return std::vector<DeviceInfo>{
                                  {.id = "cpu", .name = "CPU", .kind = "cpu", .preference = 1}};
                          },
                          plain});
        register_backend(
            {"fragile",
             [] {
                 return std::vector<DeviceInfo>{
                     {.id = "fragile:0", .name = "Fragile GPU", .kind = "gpu", .preference = 100}};
             },
             [](const std::string&, const BackendOptions&) -> Result<std::unique_ptr<Backend>> {
                 if (FragileBackend::passes_left < 0)
                     return fail(ErrorKind::OutOfMemory, "the device has no memory left");
                 TRY_ASSIGN(auto inner, create_backend("reference"));
                 return std::make_unique<FragileBackend>(std::move(inner));
             }});
    }
    void init() { FragileBackend::passes_left = 1 << 30; }

    void loadsAndAnswers() {
        ModelService service;
        QVERIFY(!service.model());
        double progress = 0;
        const auto model = service.load(m_load, [&](double share) { progress = share; }, {});
        QVERIFY2(model, model ? "" : model.error().message.c_str());
        QCOMPARE(progress, 1.0);
        QCOMPARE(model->architecture, std::string("llama"));
        QCOMPARE(model->context_length, 512);
        QVERIFY(!model->has_template && !model->can_infill && !model->can_embed && !model->supports_tools);
        // Without a template the text is simply continued (the known answer of this model).
        const std::string text = answer(service, ask("Once upon a time", 20));
        QVERIFY2(text.starts_with(", there was a little girl named Lily."), text.c_str());
        QCOMPARE(service.render(ask("a b", 1).prompt).value_or(""), std::string("a b"));
        const auto tokens = service.tokenize("Once upon", false, false);
        QVERIFY(tokens);
        QCOMPARE(service.detokenize(*tokens).value_or(""), std::string("Once upon"));
        service.unload();
        QVERIFY(!service.model());
        QCOMPARE(answer(service, ask("x", 1)), "error: " + Failure::no_model().message);
    }

    void refusals() {
        ModelService service;
        LoadRequest missing = m_load;
        missing.path = "/nowhere/model.gguf";
        QCOMPARE(service.load(missing, {}, {}).error().kind, ErrorKind::NotFound);
        LoadRequest device = m_load;
        device.device = "abacus";
        QVERIFY(!service.load(device, {}, {}));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(service.load(m_load, {}, stop.get_token()).error().kind, ErrorKind::Cancelled);
        QVERIFY(!service.model());
        QVERIFY(service.load(m_load, {}, {}));
        const auto vectors =
            service.embed({"x", "a longer text"}, {}); // a model that writes can be asked too
        QVERIFY(vectors);
        for (const std::vector<float>& vector : vectors->vectors)
            QVERIFY(std::abs(std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0) - 1) <
                    1e-4);
        GenerateRequest infill = ask("x", 1);
        infill.prompt.source = Prompt::Source::Infill;
        QVERIFY(answer(service, infill).starts_with("error: "));
        GenerateRequest tools = ask("x", 1);
        tools.prompt.tools = Json::parse(R"([{"type":"function","function":{"name":"f"}}])");
        QVERIFY(answer(service, tools).starts_with("error: "));
        GenerateRequest picture = ask("x", 1);
        picture.prompt.messages[0]["content"] =
            Json::parse(R"([{"type":"image_url","image_url":{"url":"x"}}])");
        QVERIFY(answer(service, picture).starts_with("error: "));
    }

    void answersFitTheirSchema() {
        ModelService service;
        QVERIFY(service.load(m_load, {}, {}));
        GenerateRequest request = ask("Once upon a time", 200);
        request.sampling.temperature = 1;
        request.sampling.json_schema = R"({"type":"object","properties":{"name":{"enum":["Lily","Tom"]},
            "age":{"type":"integer","minimum":1,"maximum":99}},"required":["name","age"],"additionalProperties":false})";
        for (const uint64_t seed : {1, 2, 3}) {
            request.seed = seed;
            const std::string text = answer(service, request);
            const Json child = Json::parse(text, nullptr, false);
            QVERIFY2(child.is_object(), text.c_str());
            QVERIFY2(child["name"] == "Lily" || child["name"] == "Tom", text.c_str());
            QVERIFY2(child["age"].is_number_integer() && child["age"] >= 1 && child["age"] <= 99,
                     text.c_str());
        }
        request.sampling.json_schema = R"({"type":"nonsense"})";
        QVERIFY(answer(service, request).starts_with("error: "));
    }

    void failedDeviceGoesOnOnTheCpu_data() {
        QTest::addColumn<ErrorKind>("failure");
        QTest::addColumn<QString>("said");
        QTest::newRow("lost") << ErrorKind::DeviceLost << "stopped";
        QTest::newRow("out of memory") << ErrorKind::OutOfMemory << "out of memory";
    }
    void failedDeviceGoesOnOnTheCpu() {
        QFETCH(ErrorKind, failure);
        QFETCH(QString, said);
        FragileBackend::failure = failure;
        ModelService plain;
        QVERIFY(plain.load(m_load, {}, {}));
        const std::string expected = answer(plain, ask("Once upon a time", 40));

        ModelService service;
        std::promise<std::string> noticed;
        service.on_notice = [&](const std::string& text) { noticed.set_value(text); };
        LoadRequest request = m_load;
        request.device = "auto";
        const auto model = service.load(request, {}, {});
        QVERIFY(model);
        QCOMPARE(model->device, std::string("Fragile GPU"));
        FragileBackend::passes_left = 15;
        const auto listener = std::make_shared<Answer>();
        service.generate(ask("Once upon a time", 40), {}, listener);
        const auto outcome = listener->wait();
        QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());
        // What was streamed is one text, as if nothing had happened.
        QVERIFY2(listener->m_text.starts_with(expected.substr(0, 60)), listener->m_text.c_str());
        const QString notice = QString::fromStdString(noticed.get_future().get());
        QVERIFY2(notice.contains(QLatin1String("CPU")) && notice.contains(said), qPrintable(notice));
        QVERIFY(service.model()->device != "Fragile GPU");
    }

    void deviceWithoutMemoryLeavesItToTheCpu() {
        FragileBackend::passes_left = -1;
        ModelService service;
        LoadRequest request = m_load;
        request.device = "auto";
        const auto model = service.load(request, {}, {});
        QVERIFY2(model, model ? "" : model.error().message.c_str());
        QVERIFY2(model->notice.find("no memory left") != std::string::npos, model->notice.c_str());
        // Whoever asked for that very device hears the error.
        request.device = "fragile:0";
        QCOMPARE(service.load(request, {}, {}).error().kind, ErrorKind::OutOfMemory);
    }
};

QTEST_GUILESS_MAIN(ModelServiceTest)
#include "model_service_test.moc"
