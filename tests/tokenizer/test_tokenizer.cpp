// Tokenizers against llama.cpp's own vocabularies and expected ids.
#include "engine/gguf/file.h"
#include "engine/tokenizer/tokenizer.h"

#include <QFile>
#include <QRegularExpression>
#include <QtTest>

#include <memory>
#include <random>

using namespace hearth;

namespace {

QString vocab_folder() {
    return qEnvironmentVariable("HEARTH_SHARED_DATA") + "/vocab";
}

std::unique_ptr<const Tokenizer> load(const QString& name) {
    const auto file = gguf::File::open((vocab_folder() + "/ggml-vocab-" + name + ".gguf").toStdString());
    if (!file) {
        qWarning("%s", file.error().message.c_str());
        return nullptr;
    }
    auto tokenizer = Tokenizer::create((*file)->metadata());
    if (!tokenizer) {
        qWarning("%s", tokenizer.error().message.c_str());
        return nullptr;
    }
    return std::move(*tokenizer);
}

QByteArray read_all(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QByteArray> split_inputs(const QByteArray& all) {
    const QByteArray separator = "\n__ggml_vocab_test__\n";
    QList<QByteArray> inputs;
    for (qsizetype begin = 0, end = 0; (end = all.indexOf(separator, begin)) >= 0;
         begin = end + separator.size())
        inputs << all.mid(begin, end - begin);
    return inputs;
}

std::vector<TokenId> plain(const Tokenizer& tokenizer, std::string_view text) {
    return tokenizer.encode(text, {.boundaries = BoundaryTokens::None});
}

const QStringList vocabularies = {"llama-spm", "gpt-2", "starcoder", "deepseek-coder", "bert-bge"};

} // namespace

class TestTokenizer : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (!QFile::exists(vocab_folder()))
            QSKIP("no vocabularies: HEARTH_SHARED_DATA/vocab is absent");
    }

    void ids_are_those_of_llama_cpp_data() {
        QTest::addColumn<QString>("vocabulary");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        for (const QString& name : vocabularies) {
            for (const QString generation : {"2025-02", "2026-05"}) {
                const QString stem = vocab_folder() + "/ggml-vocab-" + name + "." + generation;
                const QList<QByteArray> inputs = split_inputs(read_all(stem + ".inp"));
                const QList<QByteArray> outputs = read_all(stem + ".out").split('\n');
                for (qsizetype i = 0; i < inputs.size(); ++i)
                    QTest::addRow("%s/%s/%d", qPrintable(name), qPrintable(generation), int(i))
                        << name << inputs[i] << outputs[i].simplified();
            }
        }
    }
    void ids_are_those_of_llama_cpp() {
        QFETCH(QString, vocabulary);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        static std::map<QString, std::unique_ptr<const Tokenizer>> loaded;
        auto& tokenizer = loaded[vocabulary];
        if (!tokenizer)
            tokenizer = load(vocabulary);
        QVERIFY(tokenizer);
        QByteArrayList ids;
        for (const TokenId id : plain(*tokenizer, text.toStdString()))
            ids << QByteArray::number(id);
        QCOMPARE(ids.join(' '), expected);
    }
};

QTEST_GUILESS_MAIN(TestTokenizer)
#include "test_tokenizer.moc"
