// Filters and the sampler against their definitions, and text streaming.
#include "engine/gguf/file.h"
#include "engine/sampling/filters.h"
#include "engine/sampling/sampler.h"
#include "engine/sampling/stop.h"
#include "engine/tokenizer/tokenizer.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>

using namespace hearth;

namespace {

/// A vocabulary of single letters: 0 unknown, 1 begin, 2 end, then bytes "a", "b" …
std::unique_ptr<const Tokenizer> letters(int count) {
    std::vector<std::string> tokens = {"<unk>", "<s>", "</s>"};
    std::vector<int64_t> types = {2, 3, 3};
    for (int i = 0; i < count; ++i) {
        tokens.emplace_back(1, static_cast<char>('a' + i));
        types.push_back(1);
    }
    gguf::Metadata metadata;
    metadata.set("tokenizer.ggml.model", std::string("llama"));
    metadata.set("tokenizer.ggml.tokens", tokens);
    metadata.set("tokenizer.ggml.token_type", types);
    metadata.set("tokenizer.ggml.scores", std::vector<double>(tokens.size(), 0.0));
    auto tokenizer = Tokenizer::create(metadata);
    return tokenizer ? std::move(*tokenizer) : nullptr;
}

/// Nothing but the draw.
SamplingOptions plain_options() {
    SamplingOptions options;
    options.temperature = 1;
    options.top_k = 0;
    options.top_p = 1;
    options.min_p = 0;
    return options;
}

SampleCandidates sorted(std::vector<float> probabilities) {
    std::vector<float> logits;
    for (const float p : probabilities)
        logits.push_back(std::log(p));
    return select_top(logits, logits.size());
}

QList<int> ids_of(const SampleCandidates& candidates) {
    QList<int> ids;
    for (const SampleCandidate& candidate : candidates)
        ids << candidate.id;
    return ids;
}

/// How often each token is drawn from logits ln(p) in `draws` draws.
std::vector<double> frequencies(const SamplingOptions& options, const std::vector<float>& probabilities,
                                int draws) {
    const auto tokenizer = letters(static_cast<int>(probabilities.size()));
    const auto sampler = Sampler::create(options, *tokenizer);
    std::vector<double> counts(probabilities.size());
    for (int i = 0; i < draws; ++i) {
        std::vector<float> logits(3, -std::numeric_limits<float>::infinity());
        for (const float p : probabilities)
            logits.push_back(std::log(p));
        const auto token = (*sampler)->sample(logits);
        counts[static_cast<size_t>(token->id - 3)] += 1.0 / draws;
    }
    return counts;
}

} // namespace

class TestSampling : public QObject {
    Q_OBJECT
private slots:
    void random_numbers_are_those_of_the_reference() {
        // SplitMix64(0) gives e220a8397b1dcdaf first; xoshiro256** seeded so gives these.
        Random random(0);
        QCOMPARE(random.next(), 0x99EC5F36CB75F2B4u);
        QCOMPARE(random.next(), 0xBF6E1F784956452Au);
    }

    void select_top_takes_the_greatest() {
        const std::vector<float> logits = {
            1, 5, NAN, 3, 5, -std::numeric_limits<float>::infinity(), 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0,   0, 0};
        QCOMPARE(ids_of(select_top(logits, 2)), (QList<int>{1, 4})); // by a heap
        QCOMPARE(ids_of(select_top(logits, 4)), (QList<int>{1, 4, 3, 6}));
        QCOMPARE(select_top(logits, 100).size(), 22u);
    }

    void filters_keep_what_they_are_defined_to_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<double>("value");
        QTest::addColumn<QList<int>>("kept");
        // p = 0.5, 0.25, 0.15, 0.1
        QTest::newRow("top-p reaches 0.5 with one") << "top_p" << 0.5 << QList<int>{0};
        QTest::newRow("top-p 0.6 needs two") << "top_p" << 0.6 << QList<int>{0, 1};
        QTest::newRow("top-p 0.89 needs three") << "top_p" << 0.89 << QList<int>{0, 1, 2};
        QTest::newRow("top-p 1 keeps all") << "top_p" << 1.0 << QList<int>{0, 1, 2, 3};
        QTest::newRow("min-p 0.4: at least 0.2") << "min_p" << 0.4 << QList<int>{0, 1};
        QTest::newRow("min-p 0.29: at least 0.145") << "min_p" << 0.29 << QList<int>{0, 1, 2};
        QTest::newRow("min-p 1 keeps the best") << "min_p" << 1.0 << QList<int>{0};
        // entropy 1.208 nats; distances: 0.515, 0.178, 0.689, 1.095
        QTest::newRow("typical 0.2: closest to the entropy") << "typical" << 0.2 << QList<int>{1};
        QTest::newRow("typical 0.7") << "typical" << 0.7 << QList<int>{0, 1};
        QTest::newRow("typical 0.8") << "typical" << 0.8 << QList<int>{0, 1, 2};
        QTest::newRow("xtc 0.2: two above, the better goes") << "xtc" << 0.2 << QList<int>{1, 2, 3};
        QTest::newRow("xtc 0.12: three above, two go") << "xtc" << 0.12 << QList<int>{2, 3};
        QTest::newRow("xtc 0.4: one above, stays") << "xtc" << 0.4 << QList<int>{0, 1, 2, 3};
    }
    void filters_keep_what_they_are_defined_to() {
        QFETCH(QString, filter);
        QFETCH(double, value);
        QFETCH(QList<int>, kept);
        SampleCandidates list = sorted({0.5f, 0.25f, 0.15f, 0.1f});
        Random random(1);
        if (filter == "top_p")
            keep_top_p(list, static_cast<float>(value), 1);
        else if (filter == "min_p")
            keep_min_p(list, static_cast<float>(value), 1);
        else if (filter == "typical")
            keep_typical(list, static_cast<float>(value), 1);
        else
            exclude_top_choices(list, 1.0f, static_cast<float>(value), 1, random);
        QCOMPARE(ids_of(list), kept);
    }

    void min_keep_is_kept() {
        SampleCandidates list = sorted({0.5f, 0.25f, 0.15f, 0.1f});
        keep_top_p(list, 0.1f, 3);
        QCOMPARE(list.size(), 3u);
        keep_min_p(list, 1.0f, 2);
        QCOMPARE(list.size(), 2u);
    }

    void draws_follow_the_distribution_data() {
        QTest::addColumn<double>("temperature");
        QTest::addColumn<int>("top_k");
        QTest::addColumn<double>("top_p");
        QTest::addColumn<double>("min_p");
        QTest::addColumn<QList<double>>("expected");
        QTest::newRow("as it is") << 1.0 << 0 << 1.0 << 0.0 << QList<double>{0.4, 0.3, 0.2, 0.1};
        QTest::newRow("temperature 0.5: squares")
            << 0.5 << 0 << 1.0 << 0.0 << QList<double>{16 / 30., 9 / 30., 4 / 30., 1 / 30.};
        QTest::newRow("top-k 2") << 1.0 << 2 << 1.0 << 0.0 << QList<double>{4 / 7., 3 / 7., 0, 0};
        QTest::newRow("top-p 0.85 without top-k")
            << 1.0 << 0 << 0.85 << 0.0 << QList<double>{4 / 9., 3 / 9., 2 / 9., 0};
        QTest::newRow("min-p 0.6 without top-k")
            << 1.0 << 0 << 1.0 << 0.6 << QList<double>{4 / 7., 3 / 7., 0, 0};
    }
    void draws_follow_the_distribution() {
        QFETCH(double, temperature);
        QFETCH(int, top_k);
        QFETCH(double, top_p);
        QFETCH(double, min_p);
        QFETCH(QList<double>, expected);
        SamplingOptions options = plain_options();
        options.temperature = static_cast<float>(temperature);
        options.top_k = top_k;
        options.top_p = static_cast<float>(top_p);
        options.min_p = static_cast<float>(min_p);
        options.seed = 42;
        const int draws = 40000;
        const std::vector<double> seen = frequencies(options, {0.4f, 0.3f, 0.2f, 0.1f}, draws);
        for (size_t i = 0; i < seen.size(); ++i) {
            const double p = expected[static_cast<int>(i)];
            const double deviation =
                std::sqrt(p * (1 - p) / draws); // fixed seed: five sigma will not come and go
            QVERIFY2(std::abs(seen[i] - p) <= 5 * deviation,
                     qPrintable(QString("%1: %2 for %3").arg(i).arg(seen[i]).arg(p)));
        }
    }

    void xtc_strikes_with_its_probability() {
        SamplingOptions options = plain_options();
        options.xtc_probability = 0.25f;
        options.xtc_threshold = 0.35f;
        const int draws = 40000;
        const auto seen = frequencies(options, {0.5f, 0.4f, 0.1f}, draws);
        // struck: 0.4 and 0.1 remain, as 0.8 and 0.2
        QVERIFY(std::abs(seen[0] - 0.75 * 0.5) < 0.013);
        QVERIFY(std::abs(seen[1] - (0.75 * 0.4 + 0.25 * 0.8)) < 0.013);
    }

    void temperature_zero_takes_the_best() {
        SamplingOptions options;
        options.temperature = 0;
        QVERIFY(frequencies(options, {0.3f, 0.4f, 0.3f}, 10)[1] > 0.999);
    }

    void best_logits_decide_data() {
        QTest::addColumn<int>("top_k");
        QTest::addColumn<double>("temperature");
        QTest::addColumn<int>("deciding");
        QTest::newRow("as usual") << 40 << 0.8 << 40;
        QTest::newRow("few") << 3 << 1.5 << 3;
        QTest::newRow("greedy") << 40 << 0.0 << 1;
        QTest::newRow("greedy without top-k") << 0 << 0.0 << 1;
        QTest::newRow("all") << 0 << 0.8 << 0;
    }
    void best_logits_decide() {
        QFETCH(int, top_k);
        QFETCH(double, temperature);
        QFETCH(int, deciding);
        const auto tokenizer = letters(200);
        SamplingOptions options;
        options.top_k = top_k;
        options.temperature = static_cast<float>(temperature);
        options.xtc_probability = 0.3f; // the random numbers must stay in step, too
        options.seed = 11;
        const auto all = *Sampler::create(options, *tokenizer), few = *Sampler::create(options, *tokenizer);
        QCOMPARE(few->deciding(), deciding);
        for (int i = 0; i < 200 && deciding > 0; ++i) {
            std::vector<float> logits;
            for (int id = 0; id < tokenizer->size(); ++id)
                logits.push_back(std::round(static_cast<float>(std::sin(id * 12.9898 + i)) * 40) / 8);
            std::vector<Candidate> best;
            for (TokenId id = 0; id < tokenizer->size(); ++id)
                best.push_back({id, logits[static_cast<size_t>(id)]});
            std::ranges::stable_sort(best, std::greater(), &Candidate::logit);
            best.resize(static_cast<size_t>(deciding + i % 2)); // more than enough is no harm
            const auto expected = all->sample(logits), got = few->sample_best(best);
            QVERIFY(expected && got);
            QCOMPARE(got->id, expected->id);
        }
    }

    void what_needs_all_logits_data() {
        QTest::addColumn<int>("which");
        for (int which = 0; which < 8; ++which)
            QTest::addRow("%d", which) << which;
    }
    void what_needs_all_logits() {
        QFETCH(int, which);
        const auto tokenizer = letters(20);
        SamplingOptions options;
        QVERIFY((*Sampler::create(options, *tokenizer))->deciding() > 0);
        const std::function<void()> changes[] = {
            [&] { options.logit_bias = {{5, -1.0f}}; },   [&] { options.repetition_penalty = 1.1f; },
            [&] { options.frequency_penalty = 0.1f; },    [&] { options.presence_penalty = 0.1f; },
            [&] { options.dry.multiplier = 0.8f; },       [&] { options.mirostat = Mirostat::V2; },
            [&] { options.grammar = "root ::= [a-z]+"; }, [&] { options.logprobs = 2; },
        };
        changes[which]();
        QCOMPARE((*Sampler::create(options, *tokenizer))->deciding(), 0);
        options.temperature = 0;
        QCOMPARE((*Sampler::create(options, *tokenizer))->deciding(), which == 5 ? 1 : 0);
    }

    void same_seed_same_tokens() {
        const auto tokenizer = letters(20);
        SamplingOptions options;
        options.seed = 7;
        QList<int> runs[2];
        for (auto& run : runs) {
            const auto sampler = Sampler::create(options, *tokenizer);
            for (int i = 0; i < 100; ++i) {
                std::vector<float> logits;
                for (int id = 0; id < tokenizer->size(); ++id)
                    logits.push_back(static_cast<float>(std::sin(id * 12.9898 + i)));
                const auto token = (*sampler)->sample(logits);
                QVERIFY((*sampler)->accept(token->id).has_value());
                run << token->id;
            }
        }
        QCOMPARE(runs[0], runs[1]);
        QVERIFY(QSet<int>(runs[0].begin(), runs[0].end()).size() > 5);
    }

    void penalties_change_logits_as_defined() {
        std::vector<float> logits = {2, -2, 1, 1};
        SamplingOptions options;
        options.repetition_penalty = 2;
        options.frequency_penalty = 0.5f;
        options.presence_penalty = 0.25f;
        const std::vector<TokenId> window = {0, 1, 1, 2, 2, 2, -5, 99};
        apply_penalties(logits, window, options);
        QCOMPARE(logits, (std::vector<float>{2 / 2.f - 0.5f - 0.25f, -2 * 2.f - 1 - 0.25f,
                                             1 / 2.f - 1.5f - 0.25f, 1}));
    }

    void dry_punishes_what_would_prolong_a_repeat() {
        // "abcd abc": after the second "abc" comes the punishment of "d" for a repeat of 3.
        const std::vector<TokenId> history = {1, 2, 3, 4, 9, 1, 2, 3};
        std::vector<float> logits(10, 0.f);
        DryOptions options;
        options.multiplier = 0.8f;
        apply_dry(logits, history, options, std::vector<bool>(10));
        QVERIFY(std::abs(logits[4] + 0.8f * 1.75f) < 1e-5f); // base to the power of 3 - 2
        QCOMPARE(std::ranges::count(logits, 0.f), 9);
        // A breaker inside the repeat leaves too little of it.
        std::vector<bool> breakers(10);
        breakers[2] = true;
        std::vector<float> untouched(10, 0.f);
        apply_dry(untouched, history, options, breakers);
        QCOMPARE(std::ranges::count(untouched, 0.f), 10);
    }

    void mirostat_keeps_the_surprise_near_tau_data() {
        QTest::addColumn<int>("version");
        QTest::newRow("1") << 1;
        QTest::newRow("2") << 2;
    }
    void mirostat_keeps_the_surprise_near_tau() {
        QFETCH(int, version);
        const int words = 2000;
        MirostatControl control(version == 1 ? Mirostat::V1 : Mirostat::V2, 3.0f, 0.1f);
        Random random(5);
        std::vector<float> logits;
        for (int i = 0; i < words; ++i)
            logits.push_back(-1.1f * std::log(static_cast<float>(i + 1))); // Zipf
        double sum = 0;
        for (int i = 0; i < 3000; ++i) {
            SampleCandidates list = select_top(logits, logits.size());
            control.truncate(list, words);
            set_probabilities(list);
            const float surprise = -std::log2(list[draw(list, random)].probability);
            control.observe(surprise);
            if (i >= 500)
                sum += surprise / 2500;
        }
        QVERIFY2(std::abs(sum - 3.0) < 0.15, qPrintable(QString::number(sum)));
    }

    void bias_and_ignored_end() {
        const auto tokenizer = letters(2);
        SamplingOptions options;
        options.temperature = 0;
        options.ignore_end_of_generation = true;
        options.logit_bias = {{3, -std::numeric_limits<float>::infinity()}, {1000, 1}};
        const auto sampler = Sampler::create(options, *tokenizer);
        std::vector<float> logits = {-9, -9, 5, 4, 1};
        QCOMPARE((*sampler)->sample(logits)->id, 4);
    }

    void log_probabilities_are_the_models_own() {
        const auto tokenizer = letters(3);
        SamplingOptions options;
        options.temperature = 0;
        options.logprobs = 2;
        options.logit_bias = {{3, -100.f}};
        const auto sampler = Sampler::create(options, *tokenizer);
        const float nothing = -std::numeric_limits<float>::infinity();
        std::vector<float> logits = {nothing,        nothing,        nothing,
                                     std::log(0.6f), std::log(0.3f), std::log(0.1f)};
        const auto token = (*sampler)->sample(logits);
        QCOMPARE(token->id, 4);
        QVERIFY(std::abs(token->logprob - std::log(0.3f)) < 1e-5);
        QCOMPARE(token->top.size(), 2u);
        QCOMPARE(token->top[0].id, 3);
        QVERIFY(std::abs(token->top[0].logprob - std::log(0.6f)) < 1e-5);
    }

    void wrong_options_are_named_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("name");
        QTest::newRow("temperature") << 0 << "temperature";
        QTest::newRow("top_p") << 1 << "top_p";
        QTest::newRow("repetition") << 2 << "repetition_penalty";
        QTest::newRow("grammar and schema") << 3 << "grammar";
    }
    void wrong_options_are_named() {
        QFETCH(int, which);
        QFETCH(QString, name);
        SamplingOptions options;
        if (which == 0)
            options.temperature = NAN;
        if (which == 1)
            options.top_p = 0;
        if (which == 2)
            options.repetition_penalty = 0;
        if (which == 3) {
            options.grammar = "root ::= \"a\"";
            options.json_schema = "{}";
        }
        const auto tokenizer = letters(1);
        const auto sampler = Sampler::create(options, *tokenizer);
        QVERIFY(!sampler);
        QVERIFY(QString::fromStdString(sampler.error().message).contains(name));
    }

    void no_token_left_is_an_error() {
        const auto tokenizer = letters(1);
        const auto sampler = Sampler::create({}, *tokenizer);
        std::vector<float> logits(4, NAN);
        QVERIFY(!(*sampler)->sample(logits));
    }

    void streams_data() {
        QTest::addColumn<QList<QByteArray>>("pushed");
        QTest::addColumn<QStringList>("stops");
        QTest::addColumn<QList<QByteArray>>("expected"); // per push, then finish
        QTest::addColumn<QString>("stopped_by");
        using B = QList<QByteArray>;
        QTest::newRow("plain") << B{"Hello", " world"} << QStringList{} << B{"Hello", " world", ""} << "";
        QTest::newRow("character over two tokens")
            << B{"a\xF0\x9F", "\x98\x80z"} << QStringList{} << B{"a", "\xF0\x9F\x98\x80z", ""} << "";
        QTest::newRow("character that never ends")
            << B{"a\xE2\x82"} << QStringList{} << B{"a", "\xEF\xBF\xBD"} << "";
        QTest::newRow("broken bytes")
            << B{"a\xFF\x80z"} << QStringList{} << B{"a\xEF\xBF\xBD\xEF\xBF\xBDz", ""} << "";
        QTest::newRow("surrogate") << B{"\xED\xA0\x80"} << QStringList{}
                                   << B{"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", ""} << "";
        QTest::newRow("stop in one token")
            << B{"yes STOP no"} << QStringList{"STOP"} << B{"yes ", ""} << "STOP";
        QTest::newRow("stop over tokens")
            << B{"a ST", "O", "P b"} << QStringList{"STOP"} << B{"a ", "", "", ""} << "STOP";
        QTest::newRow("no stop after all")
            << B{"a ST", "AY"} << QStringList{"STOP"} << B{"a ", "STAY", ""} << "";
        QTest::newRow("held at the end") << B{"a ST"} << QStringList{"STOP"} << B{"a ", "ST"} << "";
        QTest::newRow("first of two")
            << B{"x\n\nUser:"} << QStringList{"User:", "\n\n"} << B{"x", ""} << "\n\n";
        QTest::newRow("overlapping beginnings")
            << B{"aab", "aac"} << QStringList{"aabaac"} << B{"", "", ""} << "aabaac";
        QTest::newRow("stop inside a character's tokens")
            << B{"\xE2\x82", "\xAC|"} << QStringList{"|"} << B{"", "\xE2\x82\xAC", ""} << "|";
        QTest::newRow("nothing after a stop") << B{"a|b", "c"} << QStringList{"|"} << B{"a", "", ""} << "|";
        QTest::newRow("empty stop is none") << B{"ab"} << QStringList{""} << B{"ab", ""} << "";
    }
    void streams() {
        QFETCH(QList<QByteArray>, pushed);
        QFETCH(QStringList, stops);
        QFETCH(QList<QByteArray>, expected);
        QFETCH(QString, stopped_by);
        std::vector<std::string> stop_strings;
        for (const QString& stop : stops)
            stop_strings.push_back(stop.toStdString());
        TextStream stream(stop_strings);
        QList<QByteArray> out;
        for (const QByteArray& bytes : pushed)
            out << QByteArray::fromStdString(stream.push(bytes.toStdString()));
        out << QByteArray::fromStdString(stream.finish());
        QCOMPARE(out, expected);
        QCOMPARE(QString::fromStdString(stream.stop_string()), stopped_by);
        QCOMPARE(stream.stopped(), !stopped_by.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSampling)
#include "test_sampling.moc"
