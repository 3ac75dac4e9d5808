// The GGUF reader: what it reads, and that hostile files end in one sentence.
#include "engine/gguf/file.h"
#include "engine/gguf/writer.h"
#include "gguf_bytes.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <array>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace hearth;
using namespace std::string_view_literals;
using tests::GgufBytes;

class TestGguf : public QObject {
    Q_OBJECT

    static Result<std::shared_ptr<const gguf::File>> parse(const std::string& bytes) {
        return gguf::File::parse(std::as_bytes(std::span(bytes)), "model.gguf");
    }

    static GgufBytes good() {
        return GgufBytes(1, 1)
            .text_entry("general.architecture", "llama")
            .tensor("a.weight", {32, 2}, 0, 0)
            .data(256);
    }

    /// A file of two tensors [4] of F32 with the numbers 1 … 8, and a string.
    static void write_small(const std::string& path, const std::string& name, bool split = false,
                            int number = 0) {
        gguf::Writer writer;
        writer.add_string("general.architecture", "llama");
        if (split) {
            writer.add_uint32("split.no", static_cast<uint32_t>(number));
            writer.add_uint32("split.count", 2);
            writer.add_uint32("split.tensors.count", 2);
        }
        const std::array<int64_t, 1> shape = {4};
        writer.add_tensor(name, TensorType::F32, shape);
        const std::array<float, 4> values = {1, 2, 3, static_cast<float>(number)};
        QVERIFY(writer.begin(path));
        QVERIFY(writer.write(std::as_bytes(std::span(values))));
        QVERIFY(writer.finish());
    }

private slots:
    void readsWhatTheWriterWrites() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("a.gguf").toStdString();
        gguf::Writer writer;
        writer.add_string("text", "grüß\0e"sv);
        writer.add_uint32("number", 4000000000u);
        writer.add_float32("float", 0.5f);
        writer.add_bool("flag", true);
        writer.add_strings("strings", std::array<std::string, 2>{"a", ""});
        writer.add_int32s("integers", std::array<int32_t, 3>{-1, 0, 7});
        writer.add_float32s("floats", std::array<float, 1>{2.5f});
        const std::array<int64_t, 2> shape = {32, 3};
        writer.add_tensor("q", TensorType::Q8_0, shape);
        writer.add_tensor("f", TensorType::F32, std::array<int64_t, 1>{1});
        QVERIFY(writer.begin(path));
        QVERIFY(writer.write(std::vector<std::byte>(102, std::byte{1})));
        QVERIFY(writer.write(std::vector<std::byte>(4, std::byte{2})));
        QVERIFY(writer.finish());
        const auto file = gguf::File::open(path);
        QVERIFY2(file, file ? "" : file.error().message.c_str());
        const auto& metadata = (*file)->metadata();
        QCOMPARE(std::string(*metadata.string("text")), std::string("grüß\0e"sv));
        QCOMPARE(*metadata.integer("number"), 4000000000);
        QCOMPARE(*metadata.number("float"), 0.5);
        QVERIFY(*metadata.boolean("flag"));
        QVERIFY(!metadata.string("number") && !metadata.integer("text") && !metadata.find("nothing"));
        QCOMPARE(metadata.strings("strings").size(), 2u);
        QCOMPARE(metadata.integers("integers")[0], -1);
        QCOMPARE(metadata.numbers("floats")[0], 2.5);
        const gguf::TensorView* q = (*file)->tensor("q");
        QVERIFY(q && q->type == TensorType::Q8_0 && q->columns() == 32 && q->rows() == 3 &&
                q->bytes.size() == 102);
        QCOMPARE((*file)->tensor("f")->bytes[3], std::byte{2});
        QVERIFY(!(*file)->tensor("g"));
    }

    void version2IsRead() {
        const auto file = parse(GgufBytes(0, 1, 2).text_entry("a", "b").string());
        QVERIFY(file);
        QCOMPARE((*file)->version(), 2u);
    }

    void splitFiles() {
        QTemporaryDir folder;
        const auto part = [&](int number) {
            return folder.filePath(QString("m-0000%1-of-00002.gguf").arg(number)).toStdString();
        };
        write_small(part(1), "one", true, 0);
        write_small(part(2), "two", true, 1);
        for (const int named : {1, 2}) {
            const auto file = gguf::File::open(part(named));
            QVERIFY2(file, file ? "" : file.error().message.c_str());
            QVERIFY((*file)->tensor("one") && (*file)->tensor("two"));
        }
        QVERIFY(QFile::rename(QString::fromStdString(part(1)), folder.filePath("other.gguf")));
        const auto renamed = gguf::File::open(folder.filePath("other.gguf").toStdString());
        QVERIFY(!renamed && renamed.error().message.find("2 files") != std::string::npos);
        const auto alone = gguf::File::open(part(2));
        QVERIFY(!alone);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("cause");
        const auto row = [](const char* name, const std::string& bytes, const char* cause) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString(cause);
        };
        const auto tensor = [](std::vector<uint64_t> shape, uint32_t type, uint64_t offset = 0) {
            return GgufBytes(1, 0).tensor("a", shape, type, offset).data(1024).string();
        };
        row("nothing", "", "not a GGUF");
        row("three bytes", "GGU", "not a GGUF");
        row("another format",
            "\x7f"
            "ELF and more",
            "not a GGUF");
        row("a header cut short", std::string("GGUF\3\0\0\0\1", 9), "ends inside");
        row("version 1", GgufBytes(0, 0, 1).string(), "version 1");
        row("version 4", GgufBytes(0, 0, 4).string(), "version 4");
        row("big-endian", GgufBytes(0, 0, 0x03000000).string(), "big-endian");
        row("tensor count", GgufBytes(UINT64_MAX, 0).string(), "tensors, more than");
        row("entry count", GgufBytes(0, UINT64_MAX / 2).string(), "entries, more than");
        row("string length", GgufBytes(0, 1).number<uint64_t>(UINT64_MAX).number<uint64_t>(0).string(),
            "claims");
        row("string past the end",
            GgufBytes(0, 1).text("key").number<uint32_t>(8).number<uint64_t>(1000).string(), "claims");
        row("array length",
            GgufBytes(0, 1)
                .text("key")
                .number<uint32_t>(9)
                .number<uint32_t>(4)
                .number<uint64_t>(UINT64_MAX / 4 + 1)
                .string(),
            "claims");
        row("array of arrays",
            GgufBytes(0, 1).text("key").number<uint32_t>(9).number<uint32_t>(9).number<uint64_t>(1).string(),
            "array of arrays");
        row("array of an unknown type",
            GgufBytes(0, 1).text("key").number<uint32_t>(9).number<uint32_t>(77).number<uint64_t>(1).string(),
            "unknown value type");
        row("unknown value type",
            GgufBytes(0, 1).text("key").number<uint32_t>(13).number<uint64_t>(1).string(),
            "unknown value type 13");
        row("a key twice", GgufBytes(0, 2).text_entry("a", "b").text_entry("a", "c").string(), "twice");
        row("empty key", GgufBytes(0, 1).text_entry("", "b").string(), "key 0 has 0 bytes");
        row("no dimension", tensor({}, 0), "0 dimensions");
        row("five dimensions", tensor({1, 1, 1, 1, 1}, 0), "5 dimensions");
        row("a dimension of zero", tensor({32, 0}, 0), "impossible dimension");
        row("dimensions that overflow", tensor({uint64_t{1} << 40, uint64_t{1} << 40}, 0),
            "impossible dimension");
        row("a negative dimension", tensor({UINT64_MAX}, 0), "impossible dimension");
        row("bytes that overflow", tensor({uint64_t{1} << 62}, 0), "more than the file has");
        row("a row that blocks do not fill", tensor({33}, 2), "do not fill");
        row("unknown type", tensor({32}, 4711), "unknown type 4711");
        row("a type that was removed", tensor({32}, 4), "unknown type 4");
        row("misaligned", tensor({32}, 0, 16), "not aligned");
        row("past the end", tensor({256}, 0, 512), "past the end");
        row("far past the end", tensor({32}, 0, UINT64_MAX - 31), "past the end");
        row("cut in the data", good().string().substr(0, good().string().size() - 1), "past the end");
        row("overlap", GgufBytes(2, 0).tensor("a", {32}, 0, 0).tensor("b", {32}, 0, 96).data(1024).string(),
            "overlap");
        row("the same place",
            GgufBytes(2, 0).tensor("a", {32}, 0, 0).tensor("b", {32}, 0, 0).data(1024).string(), "overlap");
        row("a tensor twice",
            GgufBytes(2, 0).tensor("a", {32}, 0, 0).tensor("a", {32}, 0, 128).data(1024).string(), "twice");
        for (const auto& [name, alignment] : {std::pair{"alignment 0", 0u}, {"alignment 24", 24u}}) {
            row(name,
                GgufBytes(0, 1)
                    .text("general.alignment")
                    .number<uint32_t>(4)
                    .number<uint32_t>(alignment)
                    .string(),
                "power of two");
        }
    }

    void refuses() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, cause);
        const auto file = parse(bytes.toStdString());
        QVERIFY(!file);
        const QString message = QString::fromStdString(file.error().message);
        QVERIFY2(message.contains(cause) && message.startsWith("model.gguf: "), qPrintable(message));
        QVERIFY2(!message.contains('\n') && message.size() < 300, qPrintable(message));
    }

    void everyTruncationIsRefused() {
        const std::string bytes = good().string();
        QVERIFY(parse(bytes));
        for (size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(!parse(bytes.substr(0, size)));
    }

    void everyDamagedByteIsRefusedOrRead() {
        const std::string bytes = good().string();
        for (size_t at = 0; at < bytes.size(); ++at) {
            for (const int flip : {1, 0x80, 0xff}) {
                std::string damaged = bytes;
                damaged[at] = static_cast<char>(damaged[at] ^ flip);
                if (const auto file = parse(damaged))
                    for (const gguf::TensorView& view : (*file)->tensors())
                        QVERIFY(view.bytes.size() <= damaged.size());
            }
        }
    }

    void typesThatWeDoNotRunAreNamed() {
        const auto file = parse(GgufBytes(1, 0).tensor("a", {256}, 17, 0).data(74).string());
        QVERIFY(file);
        QVERIFY(!type_layout((*file)->tensors()[0].type));
        QCOMPARE(gguf::type_name((*file)->tensors()[0].type), std::string("IQ2_XS"));
    }

    void filesThatCannotBeOpened() {
        QTemporaryDir folder;
        const auto message = [](const std::string& path) {
            const auto file = gguf::File::open(path);
            return file ? std::string() : file.error().message;
        };
        QVERIFY(message(folder.path().toStdString()).find("is a folder") != std::string::npos);
        QVERIFY(message(folder.filePath("nothing").toStdString()).find("no such file") != std::string::npos);
#ifdef Q_OS_UNIX
        QVERIFY(message("/dev/null").find("not a regular file") != std::string::npos);
#endif
        QFile empty(folder.filePath("empty.gguf"));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        empty.close();
        QVERIFY(message(empty.fileName().toStdString()).find("is empty") != std::string::npos);
#ifdef Q_OS_UNIX
        if (::geteuid() == 0)
            return; // root reads everything
        QVERIFY(empty.setPermissions({}));
        QVERIFY(message(empty.fileName().toStdString()).find("permission") != std::string::npos);
#endif
    }
};

QTEST_GUILESS_MAIN(TestGguf)
#include "test_gguf.moc"
