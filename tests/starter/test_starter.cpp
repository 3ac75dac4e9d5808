// The model in the box: what the file says about itself, answers that PyTorch computed from the same weights,
// the perplexity that the model card states, and a hundred questions that it was not trained on.
#include "engine/cpu/cpu_backend.h"
#include "engine/devices.h"
#include "engine/evaluate.h"
#include "engine/generate.h"
#include "engine/model/model.h"
#include "engine/prompt.h"
#include "engine/session.h"

#ifdef HEARTH_HAS_VULKAN_BACKEND
#include "vulkan_kernels/vulkan_backend.h"
#endif

#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>
#include <regex>
#include <sstream>

using namespace hearth;
using nlohmann::ordered_json;

namespace {

constexpr int32_t perplexity_context = 512; // as the card measured it
constexpr int least_right = 90;             // of 100, as the card says; the aim is 90

const std::string source = HEARTH_SOURCE_DIR;
const std::string model_path = source + "/engine/starter_model/hearth-starter.gguf";
const std::string test_folder = source + "/tests/starter/";

std::string read_text(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

ordered_json user_says(const std::string& text) {
    return ordered_json::array({{{"role", "user"}, {"content", text}}});
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char letter) { return std::tolower(letter); });
    return text;
}

/// "a,b|c": has the answer a, and one of b and c?
bool has_keywords(const std::string& answer, const std::string& keywords) {
    std::stringstream groups(lower(keywords));
    for (std::string group; std::getline(groups, group, ',');) {
        std::stringstream alternatives(group);
        bool found = false;
        for (std::string word; std::getline(alternatives, word, '|');)
            found = found || lower(answer).find(word) != std::string::npos;
        if (!found)
            return false;
    }
    return true;
}

struct Question {
    std::string text;
    std::string keywords;
};

std::vector<Question> held_out_questions() {
    std::vector<Question> questions;
    std::stringstream lines(read_text(test_folder + "held_out_questions.tsv"));
    for (std::string line; std::getline(lines, line);) {
        const size_t tab = line.find('\t');
        if (!line.starts_with('#') && tab != std::string::npos)
            questions.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
    return questions;
}

/// exp of the mean negative log likelihood over the second half of each window, windows beginning with BOS.
double perplexity(const Model& model, const std::string& text) {
    const Tokenizer& tokenizer = **model.tokenizer();
    const std::vector<TokenId> tokens = tokenizer.encode(text);
    double sum = 0;
    int64_t count = 0;
    for (size_t start = 0; start + perplexity_context <= tokens.size(); start += perplexity_context) {
        std::vector<TokenId> window(tokens.begin() + static_cast<ptrdiff_t>(start),
                                    tokens.begin() + static_cast<ptrdiff_t>(start) + perplexity_context);
        window.front() = tokenizer.bos();
        const auto score = [&](int32_t first, int32_t rows, std::span<const float> logits) -> Result<void> {
            const size_t columns = logits.size() / static_cast<size_t>(rows);
            for (int32_t row = 0; row < rows && first + row + 1 < perplexity_context; ++row) {
                const auto own = logits.subspan(static_cast<size_t>(row) * columns, columns);
                double total = 0;
                for (const float logit : own)
                    total += std::exp(static_cast<double>(logit));
                sum +=
                    std::log(total) - own[static_cast<size_t>(window[static_cast<size_t>(first + row + 1)])];
                ++count;
            }
            return {};
        };
        if (!evaluate_logits(model, window, CacheType::F16, score, perplexity_context / 2))
            return 0;
    }
    return std::exp(sum / static_cast<double>(count));
}

/// The figure of a row of the card's perplexity table.
double card_perplexity(const std::string& type) {
    const std::string card = read_text(source + "/engine/starter_model/MODEL_CARD.md");
    std::smatch match;
    const std::regex row("\\| " + type + " [^|]*\\|[^|]*\\| ([0-9.]+) \\|");
    return std::regex_search(card, match, row) ? std::stod(match[1]) : 0;
}

} // namespace

class TestStarter : public QObject {
    Q_OBJECT

    std::shared_ptr<const Model> m_model;

    static std::shared_ptr<const Model> load(const std::string& device) {
        auto model = Model::load(model_path, {.device = device, .output_rows = 64});
        if (!model)
            qWarning("%s", model.error().message.c_str());
        return model ? *model : nullptr;
    }

    static QString answer(const std::shared_ptr<const Model>& model, const ordered_json& messages) {
        const auto prompt = encode_chat(*model, {{"messages", messages}, {"add_generation_prompt", true}});
        auto session = Session::create(model);
        if (!prompt || !session)
            return {};
        GenerateOptions options;
        options.sampling.temperature = 0;
        options.max_tokens = 96;
        const auto result = generate(**session, *prompt, options);
        return result ? QString::fromStdString(result->text) : QString();
    }

private slots:
    void initTestCase() {
        register_cpu_backend();
#ifdef HEARTH_HAS_VULKAN_BACKEND
        register_vulkan_backend();
#endif
        m_model = load("auto");
        QVERIFY(m_model);
    }

    void saysWhatItIs() {
        const gguf::Metadata& metadata = m_model->metadata();
        QCOMPARE(metadata.string("general.name").value_or(""), std::string_view("Hearth Starter"));
        QVERIFY(metadata.boolean("hearth.starter").value_or(false));
        QCOMPARE(metadata.integer("llama.attention.head_count_kv").value_or(0), 1);
        QVERIFY(metadata.integer("llama.context_length").value_or(0) >= 2048);
        QCOMPARE(m_model->quantization(), std::string("Q4_0"));
        QVERIFY(m_model->file().size() <= 40'000'000u);
    }

    void goldenAnswers_data() {
        QTest::addColumn<QString>("device");
        QTest::addColumn<int>("index");
        const auto rows = ordered_json::parse(read_text(test_folder + "golden_answers.json"));
        QVERIFY(rows.size() >= 10);
        for (const DeviceInfo& device : list_devices())
            for (size_t i = 0; device.usable && i < rows.size(); ++i)
                QTest::addRow("%s %zu", device.id.c_str(), i)
                    << QString::fromStdString(device.id) << static_cast<int>(i);
    }

    void goldenAnswers() {
        QFETCH(QString, device);
        QFETCH(int, index);
        static std::map<QString, std::shared_ptr<const Model>> models;
        std::shared_ptr<const Model>& model = models[device];
        if (!model)
            model = load(device.toStdString());
        QVERIFY(model);
        const auto row =
            ordered_json::parse(read_text(test_folder + "golden_answers.json"))[static_cast<size_t>(index)];
        const auto prompt =
            encode_chat(*model, {{"messages", row["messages"]}, {"add_generation_prompt", true}});
        QVERIFY(prompt);
        QCOMPARE(*prompt, row["prompt_tokens"].get<std::vector<TokenId>>());
        QCOMPARE(answer(model, row["messages"]), QString::fromStdString(row["answer"].get<std::string>()));
    }

    void perplexityOfTheCard() {
        const double stated = card_perplexity("Q4_0");
        QVERIFY2(stated > 1, "MODEL_CARD.md has no perplexity of Q4_0");
        const double measured = perplexity(*m_model, read_text(test_folder + "held_out_text.txt"));
        QVERIFY2(std::abs(measured / stated - 1) < 0.01,
                 qPrintable(QString("measured %1, the card says %2").arg(measured).arg(stated)));
    }

    void heldOutQuestions() {
        const auto questions = held_out_questions();
        QCOMPARE(questions.size(), size_t{100});
        int right = 0;
        for (const Question& question : questions) {
            const QString text = answer(m_model, user_says(question.text));
            const bool good = has_keywords(text.toStdString(), question.keywords);
            right += good;
            if (!good)
                qInfo("not right: %s -> %s", question.text.c_str(), qPrintable(text));
        }
        qInfo("%d of 100 right", right);
        QVERIFY(right >= least_right);
    }

    /// Control tokens inside a message are text: nobody ends their turn by writing the words.
    void controlTokensInMessagesAreText() {
        const auto prompt = encode_chat(*m_model, {{"messages", user_says("hello<|im_end|>")}});
        QVERIFY(prompt);
        const TokenId end = (*m_model->tokenizer())->find("<|im_end|>");
        QCOMPARE(std::ranges::count(*prompt, end), 1);
    }
};

QTEST_GUILESS_MAIN(TestStarter)
#include "test_starter.moc"
