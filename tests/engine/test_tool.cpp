// hearth-engine as its users see it: output, one sentence for an error, exit status.
#include "engine/core/mapped_file.h"
#include "golden_model.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstring>

using nlohmann::json;

class TestTool : public QObject {
    Q_OBJECT

    struct Outcome {
        int status = -1;
        QByteArray out;
        QByteArray err;
    };

    QTemporaryDir m_folder;
    QString m_stories = qEnvironmentVariable("HEARTH_SHARED_DATA") + "/stories260K/stories260K-f32.gguf";

    static Outcome run(const QStringList& arguments, const QByteArray& input = {}) {
        QProcess process;
        process.start(QStringLiteral(HEARTH_BINARY_DIR "/bin/hearth-engine"), arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QString golden(const char* name) {
        const QString path = m_folder.filePath(QString(name) + ".gguf");
        const auto model = hearth::tests::GoldenModel::read(
            std::string(HEARTH_SOURCE_DIR "/tests/engine/goldens/") + name + ".json");
        return model.write(path.toStdString()) ? path : QString();
    }

    QString file(const char* name, const QByteArray& bytes) {
        QFile out(m_folder.filePath(name));
        return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() ? out.fileName()
                                                                                  : QString();
    }

private slots:
    void usageIsStatus2_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList();
        QTest::newRow("no such command") << QStringList{"sing"};
        QTest::newRow("no such option") << QStringList{"info", "--sing"};
        QTest::newRow("a missing option") << QStringList{"logits", "--out", "x"};
        QTest::newRow("a missing value") << QStringList{"complete", "-m"};
        QTest::newRow("not a number") << QStringList{"complete", "-m", "x", "-n", "many"};
        QTest::newRow("out of range") << QStringList{"complete", "-m", "x", "-n", "-7"};
        QTest::newRow("too many words") << QStringList{"info", "a", "b"};
        QTest::newRow("no such type") << QStringList{"quantize", "a", "b", "Q9_9"};
        QTest::newRow("no such cache type") << QStringList{"bench", "-m", "x", "--kv", "q1"};
    }

    void usageIsStatus2() {
        QFETCH(QStringList, arguments);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.status, 2);
        QVERIFY(outcome.err.contains("usage:") && outcome.out.isEmpty());
    }

    void helpIsStatus0() {
        const Outcome all = run({"--help"});
        QCOMPARE(all.status, 0);
        for (const char* command : {"info", "tokenize", "detokenize", "render", "logits", "complete", "chat",
                                    "bench", "devices", "perplexity", "quantize", "embed"}) {
            QVERIFY(all.out.contains(command));
            const Outcome help = run({command, "--help"});
            QCOMPARE(help.status, 0);
            QVERIFY(help.out.contains("usage: hearth-engine "));
        }
    }

    void badModelsAreOneSentence_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("cause");
        QTest::newRow("not a GGUF") << QByteArray("hello, this is no model")
                                    << QByteArray("not a GGUF model file");
        QTest::newRow("empty") << QByteArray() << QByteArray("the file is empty");
        QTest::newRow("no architecture") << QByteArray("GGUF\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 24)
                                         << QByteArray("general.architecture is missing");
    }

    void badModelsAreOneSentence() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, cause);
        const QString path = file("bad.gguf", bytes);
        const Outcome outcome = run({"complete", "-m", path, "-p", "a"});
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.err.contains(cause) && outcome.err.contains(path.toUtf8()), outcome.err);
        QCOMPARE(outcome.err.count('\n'), 1);
    }

    void emptyConstraintsAreRefused() {
        const QString model = golden("llama");
        QVERIFY(!model.isEmpty());
        const QString empty = file("empty.json", {});
        for (const char* option : {"--json-schema", "--grammar"}) {
            const Outcome outcome = run({"complete", "-m", model, "-p", "a", "-n", "1", option, empty});
            QCOMPARE(outcome.status, 1);
            QVERIFY2(outcome.err.contains(empty.toUtf8() + ": is empty"), outcome.err);
        }
    }

    void brokenModels_data() {
        QTest::addColumn<QByteArray>("edit");
        QTest::addColumn<QByteArray>("cause");
        QTest::newRow("unknown architecture")
            << QByteArray("architecture") << QByteArray("is not one that Hearth runs");
        QTest::newRow("missing tensor")
            << QByteArray("missing") << QByteArray("blk.1.ffn_down.weight is missing");
        QTest::newRow("wrong shape") << QByteArray("shape") << QByteArray("but the metadata asks for");
        QTest::newRow("a tensor too many")
            << QByteArray("stranger") << QByteArray("blk.0.attn_mystery.weight");
        QTest::newRow("missing key") << QByteArray("key") << QByteArray("llama.block_count is missing");
        QTest::newRow("uneven heads") << QByteArray("heads") << QByteArray("do not share");
        QTest::newRow("experts") << QByteArray("experts") << QByteArray("llama.expert_used_count is missing");
    }

    void brokenModels() {
        QFETCH(QByteArray, edit);
        QFETCH(QByteArray, cause);
        auto model = hearth::tests::GoldenModel::read(HEARTH_SOURCE_DIR "/tests/engine/goldens/llama.json");
        auto& metadata = model.json["metadata"];
        auto& tensors = model.json["tensors"];
        if (edit == "architecture")
            metadata["general.architecture"] = "perceptron";
        else if (edit == "key")
            metadata.erase("llama.block_count");
        else if (edit == "heads")
            metadata["llama.attention.head_count_kv"] = 3;
        else if (edit == "experts")
            metadata["llama.expert_count"] = 8;
        else if (edit == "stranger")
            tensors.push_back({"blk.0.attn_mystery.weight", {4}, 1.0, 0.0});
        for (size_t i = 0; i < tensors.size(); ++i) {
            if (edit == "missing" && tensors[i][0] == "blk.1.ffn_down.weight") {
                tensors.erase(i);
                break;
            }
            if (edit == "shape" && tensors[i][0] == "blk.0.attn_k.weight")
                tensors[i][1] = {32, 17};
        }
        const QString path = m_folder.filePath("broken.gguf");
        QVERIFY(model.write(path.toStdString()));
        const QString ids = file("ids.json", "[1,2]");
        const Outcome outcome =
            run({"logits", "-m", path, "--tokens", ids, "--out", m_folder.filePath("out")});
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.err.contains(cause) && outcome.err.contains(path.toUtf8()), outcome.err);
        const Outcome info = run({"info", path, "--json"});
        QCOMPARE(info.status, 0);
        const auto described = json::parse(info.out.toStdString());
        QVERIFY(!described["runnable"].get<bool>());
        QVERIFY(QByteArray::fromStdString(described["reason"].get<std::string>()).contains(cause));
    }

    void logitsAreRowsOfFloats() {
        const auto model =
            hearth::tests::GoldenModel::read(HEARTH_SOURCE_DIR "/tests/engine/goldens/llama.json");
        const QString path = golden("llama");
        const QString ids = file("ids.json", QByteArray::fromStdString(model.json["tokens"].dump()));
        for (const QStringList& options : {QStringList{"--device", "reference", "--batch", "512"},
                                           {"--device", "reference", "--batch", "3"},
                                           {"--device", "cpu"},
                                           {}}) {
            const QString out = m_folder.filePath("logits.bin");
            const Outcome outcome =
                run(QStringList{"logits", "-m", path, "--tokens", ids, "--out", out} + options);
            QVERIFY2(outcome.status == 0, outcome.err);
            QFile written(out);
            QVERIFY(written.open(QIODevice::ReadOnly));
            const QByteArray bytes = written.readAll();
            const auto expected = model.expected();
            QCOMPARE(static_cast<size_t>(bytes.size()), expected.size() * sizeof(float));
            for (size_t i = 0; i < expected.size(); ++i) {
                float value = 0;
                std::memcpy(&value, bytes.data() + i * sizeof value, sizeof value);
                QVERIFY(std::abs(value - expected[i]) < 5e-3f);
            }
        }
    }

    void badTokensAreStatus1() {
        const QString path = golden("llama");
        for (const char* text : {"", "{}", "[1,", "[1.5]", "[-1]", "[99]", "[\"a\"]", "[]"}) {
            const Outcome outcome = run({"logits", "-m", path, "--tokens", file("ids.json", text), "--out",
                                         m_folder.filePath("out"), "--device", "reference"});
            QCOMPARE(outcome.status, 1);
            QCOMPARE(outcome.err.count('\n'), 1);
        }
    }

    void quantizedModelIsSmallerAndClose() {
        const QString in = golden("llama"), out = m_folder.filePath("q8.gguf");
        QVERIFY2(run({"quantize", in, out, "Q8_0"}).status == 0, "quantize");
        const auto described = json::parse(run({"info", out, "--json"}).out.toStdString());
        QCOMPARE(described["quantization"].get<std::string>(), std::string("Q8_0"));
        QVERIFY(QFile(out).size() < QFile(in).size() / 2);
        for (const auto& tensor : described["tensors"]) {
            const bool vector = tensor["shape"].size() == 1;
            QVERIFY(vector == (tensor["type"] == "F32"));
        }
        QCOMPARE(run({"quantize", out, m_folder.filePath("again.gguf"), "Q4_0"}).status, 1);
        QCOMPARE(run({"quantize", in, in, "Q8_0"}).status, 1);
        QCOMPARE(run({"quantize", in, m_folder.filePath("no/such/folder.gguf"), "Q8_0"}).status, 1);
    }

    void sameSeedSameText() {
        if (!QFile::exists(m_stories))
            QSKIP("shared data folder stories260K is not there");
        const QStringList arguments = {"complete", "-m", m_stories,  "-p",        "Once upon a time",
                                       "-n",       "40", "--device", "reference", "--seed"};
        const Outcome first = run(arguments + QStringList{"7"});
        QCOMPARE(first.status, 0);
        QVERIFY(!first.out.isEmpty() && first.err.isEmpty());
        QCOMPARE(run(arguments + QStringList{"7"}).out, first.out);
        QVERIFY(run(arguments + QStringList{"8"}).out != first.out);
    }

    void tokensGoThereAndBack() {
        if (!QFile::exists(m_stories))
            QSKIP("shared data folder stories260K is not there");
        const QByteArray text = "Lily's café, \xf0\x9f\x8c\xb1!\n\tend ";
        const Outcome tokens = run({"tokenize", "-m", m_stories}, text);
        QCOMPARE(tokens.status, 0);
        QVERIFY(json::parse(tokens.out.toStdString()).is_array());
        QCOMPARE(run({"detokenize", "-m", m_stories}, tokens.out).out, text);
    }

    void benchAndDevicesAreJson() {
        const Outcome bench = run({"bench", "-m", golden("llama"), "-p", "8", "-n", "4", "-d", "0,5",
                                   "--device", "reference", "--json"});
        QVERIFY2(bench.status == 0, bench.err);
        const auto result = json::parse(bench.out.toStdString());
        QCOMPARE(result["results"].size(), 4u);
        QCOMPARE(result["results"][0]["test"].get<std::string>(), std::string("pp8"));
        QCOMPARE(result["results"][3]["depth"].get<int>(), 5);
        QVERIFY(result["results"][0]["min"] <= result["results"][0]["median"]);
        const auto devices = json::parse(run({"devices", "--json"}).out.toStdString());
        QVERIFY(devices["devices"].size() >= 1);
    }

    void embeddersMakeVectorsOfLength1() {
        const QString ids = file("ids.json", "[1,7,3]");
        const Outcome outcome =
            run({"embed", "-m", golden("bert_mean"), "--tokens", ids, "--device", "reference"});
        QVERIFY2(outcome.status == 0, outcome.err);
        double squares = 0;
        const auto result = json::parse(outcome.out.toStdString());
        for (const auto& value : result["embeddings"][0])
            squares += value.get<double>() * value.get<double>();
        QVERIFY(std::abs(squares - 1) < 1e-4);
    }

    void aFileThatShrinksInUseIsNamed() {
        const QString path = file("shrinking.gguf", QByteArray(64 * 1024, 'x'));
        int errors[2];
        QVERIFY(::pipe(errors) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::dup2(errors[1], STDERR_FILENO);
            hearth::report_lost_mappings("hearth-engine");
            const auto mapping = hearth::MappedFile::open(path.toStdString());
            if (!mapping || ::truncate(path.toUtf8().constData(), 0) != 0)
                ::_exit(3);
            volatile std::byte last = (*mapping)->bytes().back();
            static_cast<void>(last);
            ::_exit(4);
        }
        ::close(errors[1]);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        char buffer[1024];
        const auto length = ::read(errors[0], buffer, sizeof buffer);
        ::close(errors[0]);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 1);
        const QByteArray message(buffer, static_cast<int>(std::max<ssize_t>(length, 0)));
        QVERIFY2(message.contains(path.toUtf8()) && message.contains("cut short"), message);
    }
};

QTEST_GUILESS_MAIN(TestTool)
#include "test_tool.moc"
