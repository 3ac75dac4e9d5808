// Which context an answer is given, and what becomes of those of other conversations.
#include "engine/service/context_pool.h"

#include <QTest>

using namespace hearth;
using namespace hearth::service;

namespace {

std::vector<TokenId> range(TokenId first, TokenId last) {
    std::vector<TokenId> ids;
    for (TokenId id = first; id <= last; ++id)
        ids.push_back(id);
    return ids;
}

} // namespace

class ContextPoolTest : public QObject {
    Q_OBJECT
private:
    std::shared_ptr<const Model> m_model;

    ContextPool pool(int32_t limit) const { return {m_model, {.context_length = 64}, limit}; }

    /// A context of `conversation` with `ids` in it.
    static KeptContext* filled(ContextPool& pool, const std::string& conversation,
                               const std::vector<TokenId>& ids) {
        auto context = pool.choose(ids, conversation);
        if (!context || !(*context)->session->prefill(ids))
            return nullptr;
        (*context)->conversation = conversation;
        return *context;
    }

private slots:
    void initTestCase() {
        auto model = Model::load(HEARTH_SOURCE_DIR "/engine/starter_model/hearth-starter.gguf",
                                 {.device = "reference"});
        QVERIFY2(model, model ? "" : model.error().message.c_str());
        m_model = *model;
    }

    void ownContextFirst() {
        ContextPool contexts = pool(4);
        KeptContext* one = filled(contexts, "one", range(10, 20));
        KeptContext* two = filled(contexts, "two", range(10, 30));
        QVERIFY(one && two && one != two);
        QCOMPARE(contexts.choose(range(10, 40), "one").value(), one);
        QCOMPARE(contexts.find("two"), two);
        QCOMPARE(contexts.find(""), nullptr);
        QCOMPARE(contexts.size(), 2);
    }

    void unnamedOneIsContinued() {
        ContextPool contexts = pool(4);
        KeptContext* longer = filled(contexts, "", range(10, 20));
        KeptContext* other = filled(contexts, "", range(30, 40));
        QVERIFY(longer && other && longer != other);
        QCOMPARE(contexts.choose(range(10, 30), "new").value(), longer);
        // Only as a whole: a shared opening alone leaves it to whoever had it.
        KeptContext* fresh = contexts.choose(range(30, 35), "another").value();
        QVERIFY(fresh != longer && fresh != other);
    }

    void oldestGoesAndUnnamedBeforeNamed() {
        ContextPool contexts = pool(3);
        KeptContext* first = filled(contexts, "first", range(10, 20));
        KeptContext* unnamed = filled(contexts, "", range(30, 40));
        KeptContext* second = filled(contexts, "second", range(50, 60));
        QVERIFY(first && unnamed && second);
        QCOMPARE(contexts.choose(range(70, 80), "third").value(), unnamed);
        unnamed->conversation = "third";
        QCOMPARE(contexts.choose(range(70, 80), "fourth").value(), first);
        QCOMPARE(contexts.size(), 3);
    }

    void busyOnesAreLeftAlone() {
        ContextPool contexts = pool(3);
        KeptContext* first = filled(contexts, "first", range(10, 20));
        KeptContext* second = filled(contexts, "second", range(30, 40));
        KeptContext* unnamed = filled(contexts, "", range(50, 60));
        QVERIFY(first && second && unnamed);
        first->busy = unnamed->busy = true;
        QCOMPARE(contexts.choose(range(10, 20), "first").value(), second);
        second->busy = true;
        const auto none = contexts.choose(range(50, 65), "third");
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::OutOfMemory);
    }

    void forgetting() {
        ContextPool contexts = pool(2);
        KeptContext* busy = filled(contexts, "busy", range(10, 20));
        QVERIFY(busy && filled(contexts, "idle", range(30, 40)));
        busy->busy = true;
        contexts.forget("busy");
        contexts.forget("idle");
        contexts.forget("unknown");
        QCOMPARE(contexts.size(), 1);
        QVERIFY(busy->conversation.empty());
    }

    void longestPrefixIsCopied_data() {
        QTest::addColumn<int>("shared");
        QTest::addColumn<int>("copied");
        QTest::newRow("long") << 40 << 40;
        QTest::newRow("just worth it") << worthwhile_prefix << worthwhile_prefix;
        QTest::newRow("not worth it") << worthwhile_prefix - 1 << 0;
    }

    void longestPrefixIsCopied() {
        QFETCH(int, shared);
        QFETCH(int, copied);
        ContextPool contexts = pool(3);
        QVERIFY(filled(contexts, "source", range(100, 140)));
        QVERIFY(filled(contexts, "shorter", range(100, 102)));
        auto prompt = range(100, 100 + shared - 1);
        prompt.push_back(7);
        KeptContext* context = contexts.choose(prompt, "new").value();
        contexts.adopt_longest_prefix(*context, prompt);
        QCOMPARE(static_cast<int>(context->session->tokens().size()), copied);
    }
};

QTEST_GUILESS_MAIN(ContextPoolTest)
#include "context_pool_test.moc"
