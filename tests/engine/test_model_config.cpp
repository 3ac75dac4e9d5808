// Models whose metadata or tensors do not hold together: one sentence that names the key, never a crash.
#include "engine/model/model.h"
#include "golden_model.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace hearth;
using nlohmann::json;
using tests::GoldenModel;

class TestModelConfig : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static GoldenModel golden(const char* name) {
        return GoldenModel::read(
            (QString(HEARTH_SOURCE_DIR "/tests/engine/goldens/") + name + ".json").toStdString());
    }

    Result<std::shared_ptr<const Model>> load(const GoldenModel& model) {
        const std::string path = m_folder.filePath("model.gguf").toStdString();
        TRY(model.write(path));
        return Model::load(path, {.device = "reference", .batch_rows = 4});
    }

private slots:
    void refusals_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("changes"); // of the metadata; null takes a key away
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* what, const char* name, const char* changes, const char* expected) {
            QTest::newRow(what) << QString(name) << QByteArray(changes) << QByteArray(expected);
        };
        row("no layers", "llama", R"({"llama.block_count": null})", "llama.block_count is missing");
        row("a short list", "deci", R"({"deci.feed_forward_length": [48, 16]})",
            "deci.feed_forward_length is a list of 2 numbers for 3 layers");
        row("a layer without heads", "deci", R"({"deci.attention.head_count": [4, 0, 4]})",
            "deci.attention.head_count must be whole numbers from 1 to 4096");
        row("an absurd layer", "deci", R"({"deci.feed_forward_length": [48, 16, 2000000000]})",
            "deci.feed_forward_length must be whole numbers from 1 to 4194304");
        row("heads that do not divide", "deci", R"({"deci.attention.head_count_kv": [2, 3, 1]})",
            "4 attention heads do not share 3 key heads evenly");
        row("another width than the tensor", "deci", R"({"deci.feed_forward_length": [48, 32, 32]})",
            "tensor blk.1.ffn_gate.weight has the shape [32, 16], but the metadata asks for [32, 32]");
        row("a pattern of words", "exaone4_windows",
            R"({"exaone4.attention.sliding_window_pattern": "LLLG"})",
            "exaone4.attention.sliding_window_pattern must be a whole number");
        row("a pattern of other numbers", "olmo2_windows",
            R"({"olmo2.attention.sliding_window_pattern": [1, 2, 0, 1]})",
            "olmo2.attention.sliding_window_pattern must be whole numbers from 0 to 1");
        row("a pattern that is too short", "olmo2_windows",
            R"({"olmo2.attention.sliding_window_pattern": [true, false]})",
            "olmo2.attention.sliding_window_pattern is a list of 2 numbers for 4 layers");
        row("a temperature without a length", "mistral3",
            R"({"mistral3.rope.scaling.original_context_length": 0})",
            "mistral3.rope.scaling.original_context_length must be a whole number from 1");
        row("a temperature in words", "mistral3", R"({"mistral3.attention.temperature_scale": "warm"})",
            "mistral3.attention.temperature_scale must be a finite number");
        row("a rope with no head", "gemma4", R"({"gemma4.rope.dimension_count_swa": 16})",
            "gemma4.rope.dimension_count_swa must be a whole number from 2 to 8");
        row("half a pair", "gemma4", R"({"gemma4.rope.dimension_count_swa": 7})",
            "rope.dimension_count_swa must be even");
        row("a base of nothing", "gemma4", R"({"gemma4.rope.freq_base_swa": 0.5})",
            "rope.freq_base_swa must be larger than 1");
        row("all layers share", "gemma4", R"({"gemma4.attention.shared_kv_layers": 7})",
            "gemma4.attention.shared_kv_layers must be a whole number from 0 to 6");
        row("nothing to share with", "gemma4", R"({"gemma4.attention.shared_kv_layers": 6})",
            "layer 1 has no earlier layer like it");
        row("shared by another number of heads", "gemma4",
            R"({"gemma4.attention.head_count_kv": [1, 1, 1, 1, 1, 1, 2]})",
            "layer 6 has no earlier layer like it");
        row("inputs of another width", "gemma4", R"({"gemma4.embedding_length_per_layer_input": 16})",
            "tensor per_layer_token_embd.weight has the shape [56, 48], but the metadata asks for [112, 48]");
        row("inputs of an absurd width", "gemma4",
            R"({"gemma4.embedding_length_per_layer_input": 4000000000})",
            "gemma4.embedding_length_per_layer_input must be a whole number from 0 to 65536");
        row("inputs that are not asked for", "gemma4", R"({"gemma4.embedding_length_per_layer_input": 0})",
            "the tensor per_layer_token_embd.weight is not one that the architecture gemma4 has in Hearth");
        row("values of another width than keys", "gemma4_large", R"({"gemma4.attention.value_length": 8})",
            "the tensor blk.3.attn_v.weight is missing");
        row("experts", "gemma4", R"({"gemma4.expert_count": 4})", "expert");
    }
    void refusals() {
        QFETCH(QString, name);
        QFETCH(QByteArray, changes);
        QFETCH(QByteArray, expected);
        GoldenModel model = golden(qPrintable(name));
        QVERIFY(load(model)); // as it is
        model.json["metadata"].merge_patch(json::parse(changes.toStdString()));
        const auto loaded = load(model);
        QVERIFY(!loaded);
        QVERIFY2(QByteArray::fromStdString(loaded.error().message).contains(expected),
                 loaded.error().message.c_str());
    }

    void missing_tensors_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("tensor");
        for (const char* tensor :
             {"per_layer_token_embd.weight", "per_layer_model_proj.weight", "per_layer_proj_norm.weight",
              "blk.2.inp_gate.weight", "blk.2.proj.weight", "blk.2.post_norm.weight", "blk.0.attn_k.weight",
              "blk.0.attn_k_norm.weight"})
            QTest::newRow(tensor) << QStringLiteral("gemma4") << QByteArray(tensor);
        QTest::newRow("seed_oss") << QStringLiteral("seed_oss")
                                  << QByteArray("blk.1.post_attention_norm.weight");
    }
    void missing_tensors() {
        QFETCH(QString, name);
        QFETCH(QByteArray, tensor);
        GoldenModel model = golden(qPrintable(name));
        auto& tensors = model.json["tensors"];
        const auto found = std::ranges::find_if(
            tensors, [&](const json& entry) { return entry[0] == tensor.toStdString(); });
        QVERIFY(found != tensors.end());
        tensors.erase(found);
        const auto loaded = load(model);
        QVERIFY(!loaded);
        QVERIFY2(
            QByteArray::fromStdString(loaded.error().message).contains("tensor " + tensor + " is missing"),
            loaded.error().message.c_str());
    }

    /// Layers that read what others keep may have matrices of their own in the file, which nobody uses.
    void unused_keys_and_values() {
        GoldenModel model = golden("gemma4");
        for (const char* name : {"blk.6.attn_k.weight", "blk.6.attn_v.weight"})
            model.json["tensors"].push_back({name, {32, 16}, 0.1, 0.0});
        const auto loaded = load(model);
        QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
        const ModelConfig& config = (*loaded)->config();
        QCOMPARE(config.cached_layers(), 4);
        QCOMPARE(config.layer(4).cache_layer, 2); // the last windowed one that keeps its own
        QCOMPARE(config.layer(6).cache_layer, 3);
        // Two windowed layers of 8 columns and two of 16 keep halves; what shares keeps nothing.
        const uint64_t bytes = (*loaded)->memory(64, CacheType::F16).cache;
        QCOMPARE(bytes, uint64_t{64 * 2 * 2 * (8 + 16 + 8 + 16)});
    }
};

QTEST_GUILESS_MAIN(TestModelConfig)
#include "test_model_config.moc"
