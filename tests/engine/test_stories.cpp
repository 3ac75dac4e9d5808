// A small real trained model with answers that llama2.c computed (known_answers.json says how).
#include "engine/model/model.h"
#include "engine/session.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace hearth;

class TestStories : public QObject {
    Q_OBJECT

    std::shared_ptr<const Model> m_model;
    nlohmann::json m_answers;

    std::unique_ptr<Session> make_session(CacheType type = CacheType::F32) {
        auto session = Session::create(m_model, {.context_length = 512, .cache_type = type});
        return session ? std::move(*session) : nullptr;
    }

    static TokenId best(std::span<const float> logits) {
        return static_cast<TokenId>(std::ranges::max_element(logits) - logits.begin());
    }

private slots:
    void initTestCase() {
        const std::string folder = qEnvironmentVariable("HEARTH_SHARED_DATA").toStdString() + "/stories260K/";
        std::ifstream stream(folder + "known_answers.json");
        if (!stream)
            QSKIP("shared data folder stories260K is not there");
        m_answers = nlohmann::json::parse(stream);
        auto model = Model::load(folder + "stories260K-f32.gguf", {.device = "reference"});
        QVERIFY2(model, model ? "" : model.error().message.c_str());
        m_model = *model;
    }

    void logitsAfterThePrompt() {
        for (const auto& answer : m_answers["greedy"]) {
            const auto prompt = answer["prompt_tokens"].get<std::vector<TokenId>>();
            const auto expected = answer["logits_after_prompt"].get<std::vector<float>>();
            auto session = make_session();
            QVERIFY(session->prefill(prompt));
            QCOMPARE(session->logits().size(), expected.size());
            for (size_t i = 0; i < expected.size(); ++i)
                QVERIFY2(std::abs(session->logits()[i] - expected[i]) < 1e-3f,
                         qPrintable(QString("logit %1: %2, expected %3")
                                        .arg(i)
                                        .arg(session->logits()[i])
                                        .arg(expected[i])));
        }
    }

    void greedyTokens_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<float>("tie"); // logits closer than this may change places
        QTest::newRow("F32") << static_cast<int>(CacheType::F32) << 0.0f;
        QTest::newRow("F16") << static_cast<int>(CacheType::F16) << 0.02f;
    }

    void greedyTokens() {
        QFETCH(int, type);
        QFETCH(float, tie);
        for (const auto& answer : m_answers["greedy"]) {
            const auto prompt = answer["prompt_tokens"].get<std::vector<TokenId>>();
            auto session = make_session(static_cast<CacheType>(type));
            QVERIFY(session->prefill(prompt));
            for (const TokenId expected : answer["greedy_tokens"].get<std::vector<TokenId>>()) {
                const auto logits = session->logits();
                QVERIFY(logits[static_cast<size_t>(best(logits))] - logits[static_cast<size_t>(expected)] <=
                        tie);
                QVERIFY(session->append(expected));
            }
        }
    }

    void negativeLogLikelihood() {
        for (const auto& answer : m_answers["nll"]) {
            const auto tokens = answer["prompt_tokens"].get<std::vector<TokenId>>();
            auto session = make_session();
            QVERIFY(session->prefill(std::span(tokens).first(1)));
            double sum = 0;
            for (size_t i = 1; i < tokens.size(); ++i) {
                double total = 0;
                for (const float logit : session->logits())
                    total += std::exp(static_cast<double>(logit));
                sum +=
                    std::log(total) - static_cast<double>(session->logits()[static_cast<size_t>(tokens[i])]);
                QVERIFY(session->append(tokens[i]));
            }
            const double mean = sum / static_cast<double>(tokens.size() - 1);
            QVERIFY2(std::abs(mean - answer["mean_nll"].get<double>()) < 1e-4,
                     qPrintable(QString::number(mean, 'g', 10)));
        }
    }
};

QTEST_GUILESS_MAIN(TestStories)
#include "test_stories.moc"
