// How rows choose experts, and files that say nonsense about them.
#include "engine/model/model.h"
#include "engine/routing.h"
#include "golden_model.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace hearth;
using tests::GoldenModel;

using Numbers = std::vector<float>;
Q_DECLARE_METATYPE(Numbers)

class TestExperts : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static nlohmann::json golden(const std::string& name) {
        return GoldenModel::read(HEARTH_SOURCE_DIR "/tests/engine/goldens/" + name + ".json").json;
    }

    /// Loads the model of a golden after a change.
    std::string error_of(const nlohmann::json& json) {
        const std::string path = m_folder.filePath("model.gguf").toStdString();
        if (!GoldenModel{json}.write(path))
            return "not written";
        const auto model = Model::load(path, {.device = "reference", .batch_rows = 4});
        return model ? "" : model.error().message;
    }

private slots:
    void choices_data() {
        QTest::addColumn<int>("gating");
        QTest::addColumn<bool>("normalise");
        QTest::addColumn<Numbers>("logits");
        QTest::addColumn<Numbers>("bias");
        QTest::addColumn<Numbers>("expected"); // id, weight, id, weight
        const auto gating = [](ExpertGating kind) { return static_cast<int>(kind); };
        // Logits are logarithms of 1, 2, 3, 4: shares 0.1, 0.2, 0.3, 0.4.
        const Numbers shares = {0.0f, std::log(2.0f), std::log(3.0f), std::log(4.0f)};
        QTest::newRow("shares of all")
            << gating(ExpertGating::Softmax) << false << shares << Numbers{} << Numbers{3, 0.4f, 2, 0.3f};
        QTest::newRow("shares among the chosen") << gating(ExpertGating::Softmax) << true << shares
                                                 << Numbers{} << Numbers{3, 4.0f / 7, 2, 3.0f / 7};
        QTest::newRow("softmax of the chosen") << gating(ExpertGating::SoftmaxOfChosen) << false << shares
                                               << Numbers{} << Numbers{3, 4.0f / 7, 2, 3.0f / 7};
        // 1 / (1 + e^−x) of the logarithms of 1, 2, 3, 4 is 1/2, 2/3, 3/4, 4/5.
        QTest::newRow("sigmoid") << gating(ExpertGating::Sigmoid) << false << shares << Numbers{}
                                 << Numbers{3, 0.8f, 2, 0.75f};
        QTest::newRow("a bias chooses and does not weigh")
            << gating(ExpertGating::Sigmoid) << false << shares << Numbers{1, 0, 0.01f, -1}
            << Numbers{0, 0.5f, 2, 0.75f};
        QTest::newRow("equal ones") << gating(ExpertGating::Softmax) << true << Numbers{1, 1, 1, 1}
                                    << Numbers{} << Numbers{0, 0.5f, 1, 0.5f};
        QTest::newRow("far apart") << gating(ExpertGating::Softmax) << true << Numbers{-20, 0, 20, 0}
                                   << Numbers{} << Numbers{2, 1, 1, 0};
    }

    void choices() {
        QFETCH(int, gating);
        QFETCH(bool, normalise);
        QFETCH(Numbers, logits);
        QFETCH(Numbers, bias);
        QFETCH(Numbers, expected);
        for (const float scale : {1.0f, 2.5f}) {
            const RoutingParams routing{4, 2, static_cast<ExpertGating>(gating), normalise, scale};
            std::array<ChosenExpert, 2> chosen;
            choose_experts(logits.data(), bias.empty() ? nullptr : bias.data(), routing, chosen);
            for (size_t i = 0; i < chosen.size(); ++i) {
                QCOMPARE(chosen[i].id, static_cast<int32_t>(expected[2 * i]));
                QVERIFY(std::fabs(chosen[i].weight - scale * expected[2 * i + 1]) < 1e-6f);
            }
        }
    }

    /// Broken weights make numbers that are none: the ids stay inside, each at most once.
    void choicesAmongNoNumbers() {
        const float none = std::numeric_limits<float>::quiet_NaN(), huge = INFINITY;
        for (const Numbers& logits : {Numbers{none, none, none, none}, Numbers{1, none, 2, none},
                                      Numbers{huge, huge, -huge, 0}, Numbers{-huge, -huge, -huge, -huge}}) {
            for (const ExpertGating gating :
                 {ExpertGating::Softmax, ExpertGating::Sigmoid, ExpertGating::SoftmaxOfChosen}) {
                std::array<ChosenExpert, 3> chosen;
                choose_experts(logits.data(), nullptr, {4, 3, gating}, chosen);
                std::set<int32_t> ids;
                for (const ChosenExpert& expert : chosen) {
                    QVERIFY(expert.id >= 0 && expert.id < 4);
                    ids.insert(expert.id);
                }
                QCOMPARE(ids.size(), chosen.size());
            }
        }
    }

    void badFiles_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<QString>("says");
        QTest::newRow("none") << "llama.expert_count" << QVariant(0) << "is missing";
        QTest::newRow("absurdly many") << "llama.expert_count" << QVariant(2000000000) << "expert_count";
        QTest::newRow("more than the tensors have") << "llama.expert_count" << QVariant(7) << "shape";
        QTest::newRow("no use") << "llama.expert_used_count" << QVariant(0) << "expert_used_count";
        QTest::newRow("more used than there are")
            << "llama.expert_used_count" << QVariant(7) << "expert_used_count";
        QTest::newRow("unknown gating") << "llama.expert_gating_func" << QVariant(9) << "expert_gating_func";
        QTest::newRow("groups") << "llama.expert_group_count" << QVariant(4) << "groups";
    }

    void badFiles() {
        QFETCH(QString, key);
        QFETCH(QVariant, value);
        QFETCH(QString, says);
        nlohmann::json json = golden("mixtral");
        QCOMPARE(QString::fromStdString(error_of(json)), QString());
        json["metadata"][key.toStdString()] = value.toInt();
        const auto message = QString::fromStdString(error_of(json));
        QVERIFY2(message.contains(says), qPrintable(message));
    }

    void badTensors_data() {
        QTest::addColumn<QString>("golden");
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<QString>("becomes"); // another name, or another shape
        QTest::addColumn<QString>("says");
        QTest::newRow("no router") << "mixtral"
                                   << "blk.0.ffn_gate_inp.weight"
                                   << "rope_freqs_0"
                                   << "ffn_gate_inp";
        QTest::newRow("no experts") << "mixtral"
                                    << "ffn_up_exps"
                                    << "rope_freqs"
                                    << "ffn_up_exps";
        QTest::newRow("a layer without") << "mixtral"
                                         << "blk.1.ffn_down_exps.weight"
                                         << "rope_freqs_0"
                                         << "blk.1.ffn_down_exps.weight";
        QTest::newRow("two dimensions") << "mixtral"
                                        << "blk.0.ffn_up_exps.weight"
                                        << "[32,240]"
                                        << "dimensions";
        QTest::newRow("turned") << "mixtral"
                                << "blk.1.ffn_up_exps.weight"
                                << "[32,6,40]"
                                << "shape";
        QTest::newRow("fewer") << "mixtral"
                               << "blk.1.ffn_down_exps.weight"
                               << "[40,32,5]"
                               << "shape";
        QTest::newRow("an old file") << "mixtral"
                                     << "blk.0.ffn_gate_exps.weight"
                                     << "blk.0.ffn_gate.0.weight"
                                     << "newer conversion";
        QTest::newRow("shared ones differ") << "qwen2moe"
                                            << "blk.1.ffn_up_shexp.weight"
                                            << "[32,48]"
                                            << "shape";
        QTest::newRow("bias of a selection") << "ernie4_5_moe"
                                             << "blk.1.exp_probs_b.bias"
                                             << "[5]"
                                             << "shape";
        QTest::newRow("bias of experts") << "gpt_oss"
                                         << "blk.1.ffn_up_exps.bias"
                                         << "[40,4]"
                                         << "shape";
        QTest::newRow("sinks") << "gpt_oss"
                               << "blk.1.attn_sinks.weight"
                               << "[3]"
                               << "shape";
    }

    void badTensors() {
        QFETCH(QString, golden);
        QFETCH(QString, tensor);
        QFETCH(QString, becomes);
        QFETCH(QString, says);
        nlohmann::json json = TestExperts::golden(golden.toStdString());
        int changed = 0;
        for (auto& entry : json["tensors"]) {
            const auto name = QString::fromStdString(entry[0].get<std::string>());
            if (!name.contains(tensor))
                continue;
            if (becomes.startsWith('['))
                entry[1] = nlohmann::json::parse(becomes.toStdString());
            else
                entry[0] = (becomes + (changed > 0 ? QString::number(changed) : "")).toStdString();
            ++changed;
        }
        QVERIFY(changed > 0);
        const auto message = QString::fromStdString(error_of(json));
        QVERIFY2(message.contains(says), qPrintable(message));
    }

    void memoryCountsTheRowsOfExperts() {
        const std::string path = m_folder.filePath("needs.gguf").toStdString();
        QVERIFY(GoldenModel{golden("mixtral")}.write(path));
        const auto file = gguf::File::open(path);
        QVERIFY(file);
        const auto config = read_config(**file);
        QVERIFY(config);
        QCOMPARE(config->routing.experts, 6);
        QCOMPARE(config->routing.used, 2);
        QCOMPARE(config->expert_feed_forward, 40);
        const uint64_t one = estimate_memory(**file, *config, 16, CacheType::F16, 1, 1).activations;
        const uint64_t two = estimate_memory(**file, *config, 16, CacheType::F16, 2, 1).activations;
        // A row is at least 6 logits and, twice, 40 + 40 + 32 columns of what the chosen experts make.
        QVERIFY(two - one >= 4 * (6 + 2 * (40 + 40 + 32)));
    }
};

QTEST_GUILESS_MAIN(TestExperts)
#include "test_experts.moc"
