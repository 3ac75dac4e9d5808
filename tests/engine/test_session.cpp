// Sessions and generation on a small random model: reuse, cancelling, saving, the full context.
#include "engine/forward.h"
#include "engine/generate.h"
#include "engine/session.h"
#include "golden_model.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <numeric>

using namespace hearth;

class TestSession : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Model> m_other; ///< other weights, the same shape

    std::shared_ptr<const Model> load(const char* name) {
        const auto golden = tests::GoldenModel::read(std::string(HEARTH_SOURCE_DIR "/tests/engine/goldens/") +
                                                     name + ".json");
        const std::string path = m_folder.filePath(QString(name) + ".gguf").toStdString();
        if (!golden.write(path))
            return nullptr;
        auto model = Model::load(path, {.device = "reference", .batch_rows = 8});
        return model ? *model : nullptr;
    }

    std::unique_ptr<Session> session(int32_t capacity = 64, CacheType type = CacheType::F32) {
        auto made = Session::create(m_model, {.context_length = capacity, .cache_type = type});
        return made ? std::move(*made) : nullptr;
    }

    static std::vector<TokenId> tokens(int32_t count, int32_t seed = 1) {
        std::vector<TokenId> result(static_cast<size_t>(count));
        for (TokenId& token : result)
            token = seed = (seed * 29 + 7) % 47;
        return result;
    }

    static std::vector<float> copy(std::span<const float> values) { return {values.begin(), values.end()}; }

    std::vector<float> fresh_logits(const std::vector<TokenId>& all) {
        auto s = session();
        return s->prefill(all) ? copy(s->logits()) : std::vector<float>();
    }

    static bool close(const std::vector<float>& a, const std::vector<float>& b) {
        return a.size() == b.size() &&
               std::ranges::equal(a, b, [](float x, float y) { return std::abs(x - y) < 1e-4f; });
    }

private slots:
    void initTestCase() {
        m_model = load("llama");
        m_other = load("llama_yarn");
        QVERIFY(m_model && m_other);
    }

    void prefixIsReused() {
        auto s = session();
        auto first = tokens(20);
        QCOMPARE(s->prefill(first)->evaluated, 20);
        auto second = first;
        second.resize(12);
        second.insert(second.end(), {5, 6, 7});
        const auto result = s->prefill(second);
        QCOMPARE(result->cached, 12);
        QCOMPARE(result->evaluated, 3);
        QVERIFY(close(copy(s->logits()), fresh_logits(second)));
        // The very same prompt again costs nothing; a shorter one its last token.
        QCOMPARE(s->prefill(second)->evaluated, 0);
        second.pop_back();
        QCOMPARE(s->prefill(second)->evaluated, 1);
        QVERIFY(close(copy(s->logits()), fresh_logits(second)));
    }

    void prefixOfAnotherSessionIsAdopted() {
        auto a = session(), b = session();
        QVERIFY(a->prefill(tokens(20)));
        auto wanted = tokens(20);
        wanted[15] = 46;
        QCOMPARE(*b->adopt_prefix(*a, wanted), 15);
        QCOMPARE(b->prefill(wanted)->cached, 15);
        QVERIFY(close(copy(b->logits()), fresh_logits(wanted)));
        QCOMPARE(*a->adopt_prefix(*b, tokens(20)), 20); // its own is longer
    }

    void appendIsLikePrefill() {
        auto s = session();
        const auto all = tokens(10);
        QVERIFY(s->prefill(std::span(all).first(4)));
        for (size_t i = 4; i < all.size(); ++i)
            QVERIFY(s->append(all[i]));
        QVERIFY(close(copy(s->logits()), fresh_logits(all)));
    }

    void fullContextIsAnError() {
        auto s = session(16);
        const auto before = tokens(10);
        QVERIFY(s->prefill(before));
        const auto too_long = s->prefill(tokens(17));
        QVERIFY(!too_long);
        QCOMPARE(too_long.error().kind, ErrorKind::ContextFull);
        QVERIFY(std::ranges::equal(s->tokens(), before)); // nothing is lost
        QVERIFY(s->prefill(tokens(16)));
        const auto one_more = s->append(1);
        QVERIFY(!one_more);
        QCOMPARE(one_more.error().kind, ErrorKind::ContextFull);
    }

    void badTokensAreErrors() {
        auto s = session();
        for (const TokenId bad : {-1, 48, INT32_MAX}) {
            const auto result = s->prefill(std::vector<TokenId>{1, bad});
            QVERIFY(!result);
            QCOMPARE(result.error().kind, ErrorKind::InvalidInput);
        }
        QVERIFY(!s->prefill({}));
        QVERIFY(s->prefill(tokens(3)));
    }

    void cancelledPrefillKeepsWhatIsDone() {
        auto s = session();
        std::stop_source stop;
        const auto all = tokens(40);
        const auto result = s->prefill(
            all,
            [&](int32_t processed, int32_t) {
                processed >= 16 ? static_cast<void>(stop.request_stop()) : void();
            },
            stop.get_token());
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
        QCOMPARE(s->tokens().size(), 16u);
        QCOMPARE(s->prefill(all)->cached, 16);
        QVERIFY(close(copy(s->logits()), fresh_logits(all)));
    }

    void stopIsSeenInsideAPass() {
        auto s = session();
        std::stop_source stop;
        stop.request_stop();
        auto cache = m_model->backend().create_cache({2, 2, 8, 8, 8, CacheType::F32});
        QVERIFY(cache);
        const auto ids = tokens(4);
        const Segment segment{cache->get(), 0, 4, 0};
        const auto result = m_model->forward().run({ids, {&segment, 1}, {}}, stop.get_token());
        QVERIFY(!result && result.error().kind == ErrorKind::Cancelled);
    }

    void stateSurvives_data() {
        QTest::addColumn<int>("type");
        QTest::newRow("F32") << static_cast<int>(CacheType::F32);
        QTest::newRow("F16") << static_cast<int>(CacheType::F16);
    }

    void stateSurvives() {
        QFETCH(int, type);
        const auto path = m_folder.filePath("state").toStdString();
        const auto all = tokens(20);
        auto a = session(64, static_cast<CacheType>(type));
        QVERIFY(a->prefill(std::span(all).first(15)));
        QVERIFY(a->save(path));
        auto b = session(32, static_cast<CacheType>(type));
        const auto restored = b->restore(path);
        QVERIFY2(restored, restored ? "" : restored.error().message.c_str());
        QVERIFY(a->prefill(all));
        QCOMPARE(b->prefill(all)->cached, 15);
        QVERIFY(close(copy(a->logits()), copy(b->logits())));
    }

    void wrongStatesAreRefused() {
        const QString path = m_folder.filePath("state");
        auto s = session();
        QVERIFY(s->prefill(tokens(15)));
        QVERIFY(s->save(path.toStdString()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.readAll();
        file.close();
        const auto refused = [&](const QByteArray& bytes) {
            QFile out(path);
            const bool written = out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size();
            out.close();
            return written && !session()->restore(path.toStdString());
        };
        for (qsizetype size = 0; size < good.size(); size += 7)
            QVERIFY(refused(good.first(size)));
        for (qsizetype at = 0; at < good.size(); at += 5) {
            QByteArray damaged = good;
            damaged[at] = static_cast<char>(damaged[at] ^ 4);
            QVERIFY(refused(damaged));
        }
        QVERIFY(refused(good + "x"));
        QVERIFY(!refused(good));
        QVERIFY(!session(8)->restore(path.toStdString()));                  // too short
        QVERIFY(!session(64, CacheType::F16)->restore(path.toStdString())); // another cache type
        auto other = Session::create(m_other, {.context_length = 64, .cache_type = CacheType::F32});
        QVERIFY(other && !(*other)->restore(path.toStdString()));
        QVERIFY(!session()->restore("/nonexistent/state"));
    }

    /// Quantized keys and values were not rotated in states of version 1.
    void oldStatesOfQuantizedCachesAreRefused() {
        const auto starter = Model::load(HEARTH_SOURCE_DIR "/engine/starter_model/hearth-starter.gguf",
                                         {.device = "reference", .batch_rows = 8});
        QVERIFY(starter);
        const auto make = [&](CacheType type) {
            return *Session::create(*starter, {.context_length = 64, .cache_type = type});
        };
        const QString path = m_folder.filePath("quantized");
        const auto all = tokens(17);
        for (const CacheType type : {CacheType::Q8_0, CacheType::Q4_0, CacheType::F16}) {
            const auto a = make(type), b = make(type);
            QVERIFY(a->prefill({all.begin(), all.begin() + 16}));
            QVERIFY(a->save(path.toStdString()));
            QVERIFY(b->restore(path.toStdString()));
            QVERIFY(a->prefill(all));
            QCOMPARE(b->prefill(all)->cached, 16);
            QCOMPARE(copy(a->logits()), copy(b->logits()));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(8)); // behind the magic
            char version = 0;
            QVERIFY(file.peek(&version, 1) == 1);
            QCOMPARE(static_cast<int>(version), type == CacheType::F16 ? 1 : 2);
            QVERIFY(file.write("\x01", 1) == 1);
            file.close();
            const auto old = make(type)->restore(path.toStdString());
            QCOMPARE(static_cast<bool>(old), type == CacheType::F16);
            if (!old)
                QVERIFY(old.error().message.find("version") != std::string::npos);
        }
    }

    void quantizedCacheNeedsFittingHeads() {
        const auto made = Session::create(m_model, {.context_length = 64, .cache_type = CacheType::Q8_0});
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::Unsupported);
    }

    void embeddersWriteNoText() {
        const auto model = load("bert_mean");
        QVERIFY(model);
        const auto made = Session::create(model, {});
        QVERIFY(!made && made.error().kind == ErrorKind::Unsupported);
    }

    void severalSequencesInOnePass() {
        Forward& forward = m_model->forward();
        const auto a = tokens(4, 3), b = tokens(3, 9);
        auto first = m_model->backend().create_cache({2, 2, 8, 8, 16, CacheType::F32});
        auto second = m_model->backend().create_cache({2, 2, 8, 8, 16, CacheType::F32});
        std::vector<TokenId> ids = a;
        ids.insert(ids.end(), b.begin(), b.end());
        const Segment segments[] = {{first->get(), 0, 4, 0}, {second->get(), 4, 3, 0}};
        const int32_t outputs[] = {3, 6};
        QVERIFY(forward.run({ids, segments, outputs}));
        const auto both = copy(*m_model->backend().read(forward.logits(), 0, 2));
        QVERIFY(close({both.begin(), both.begin() + 48}, fresh_logits(a)) &&
                close({both.begin() + 48, both.end()}, fresh_logits(b)));
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "test_session.moc"
