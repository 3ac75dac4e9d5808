// Search in any script, from one character on; an independent scan says what has to be found.
#include "storage/search/fold.h"
#include "storage/search/posting_lists.h"
#include "storage/search/query.h"
#include "temporary_store.h"

#include <QDir>

#include <algorithm>
#include <random>

using namespace hearth::storage;

namespace {

std::vector<MessageId> found(Store& store, SearchQuery query) {
    query.budget = std::chrono::hours(1);
    std::vector<MessageId> ids;
    for (bool more = true; more;) {
        const auto page = store.search().run(query);
        if (!page)
            qFatal("%s", page.error().message.c_str());
        for (const SearchHit& hit : page->hits) {
            if (hit.kind == HitKind::Message)
                ids.push_back(hit.message);
        }
        query.before = page->next;
        more = page->next != 0;
    }
    std::ranges::sort(ids);
    return ids;
}

} // namespace

class TestSearch : public QObject {
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void filters();
    void best_comes_first();
    void every_branch_and_nothing_deleted();
    void titles_and_documents();
    void pages_show_everything_once();
    void agrees_with_a_scan_data();
    void agrees_with_a_scan();
    void finds_in_one_conversation();
    void reads_short_lists_first();
    void snippets_mark_the_hit_data();
    void snippets_mark_the_hit();
    void hostile_queries_data();
    void hostile_queries();
};

void TestSearch::finds_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("expected");
    auto row = [](const char* name, const char* text, const char* query, bool expected = true) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(query) << expected;
    };
    row("word", "The quick brown fox", "quick");
    row("case", "The QUICK brown fox", "quIck");
    row("part of a word", "unbelievable", "lieva");
    row("two letters inside a word", "unbelievable", "ie");
    row("one letter", "x marks", "x");
    row("all words, any order", "the quick brown fox", "fox quick");
    row("one word missing", "the quick brown fox", "fox slow", false);
    row("phrase", "the quick brown fox", "\"quick brown\"");
    row("phrase in another order", "the quick brown fox", "\"brown quick\"", false);
    row("phrase over a line break", "quick\n   brown", "\"quick brown\"");
    row("accents left out", "Crème brûlée", "creme brulee");
    row("accents typed", "creme brulee", "crème");
    row("sharp s", "Straße", "strasse");
    row("Han, one character", "我喜欢喝茶", "茶");
    row("Han, two", "我喜欢喝茶", "喜欢");
    row("Han, three", "我喜欢喝茶", "欢喝茶");
    row("Han, not there", "我喜欢喝茶", "咖啡", false);
    row("kana and kanji", "東京タワーへ行きました", "タワー");
    row("voiced kana is another letter", "がく", "かく", false);
    row("full width", "ＨＥＬＬＯ", "hello");
    row("half width katakana", "ｱｲｽ", "アイス");
    row("Hangul", "안녕하세요 세계", "세계");
    row("Hangul, one", "안녕하세요", "녕");
    row("Arabic without vowels", "مَرْحَبًا بالعالم", "مرحبا");
    row("Hebrew without points", "שָׁלוֹם", "שלום");
    row("Devanagari", "नमस्ते दुनिया", "दुनिया");
    row("Devanagari vowels matter", "की", "का", false);
    row("Thai", "สวัสดีชาวโลก", "ชาว");
    row("Cyrillic", "Привет, Мир", "мир");
    row("Greek with tonos", "Καλημέρα", "καλημερα");
    row("pictures", "well done 🎉🎉", "🎉");
    row("code", "std::vector<int> v;", "vector<int>");
    row("C++", "I write C++ code", "C++");
    row("quotation mark", "he said \"so\"", "\"");
    row("underscore", "do_this_now", "this_now");
    row("percent is no wildcard", "100 per cent", "1%0", false);
    row("star is no wildcard", "abcdef", "abc*", false);
    row("spaces only", "text", "   ", false);
}

void TestSearch::finds() {
    QFETCH(QString, text);
    QFETCH(QString, query);
    QFETCH(bool, expected);
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    VALUE(const Conversation conversation, temporary.store->conversations().create());
    OK(temporary.store->messages().add(user_message(conversation.id, 0, text.toStdString())));
    OK(temporary.store->messages().add(user_message(conversation.id, 0, "something else")));
    // Waiting to be indexed, and indexed: the same.
    QCOMPARE(!found(*temporary.store, {.text = query.toStdString()}).empty(), expected);
    OK(temporary.store->search().index_pending(10));
    QCOMPARE(!found(*temporary.store, {.text = query.toStdString()}).empty(), expected);
}

void TestSearch::filters() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    Store& store = *temporary.store;
    VALUE(const Folder folder, store.conversations().create_folder("f"));
    VALUE(const Conversation inside, store.conversations().create("", folder.id));
    VALUE(const Conversation outside, store.conversations().create(""));
    std::vector<MessageId> ids;
    for (int i = 0; i < 3000; ++i) {
        Message message = i % 2 == 0 ? user_message(i % 3 == 0 ? inside.id : outside.id, 0, "needle")
                                     : answer_message(i % 3 == 0 ? inside.id : outside.id, 0, "needle");
        if (i % 5 == 0)
            message.model = "other-model";
        message.created = 1'000'000 + i * 1000;
        VALUE(const Message added, store.messages().add(message));
        ids.push_back(added.id);
    }
    auto matching = [&](auto accepts) {
        std::vector<MessageId> wanted;
        for (int i = 0; i < 3000; ++i) {
            if (accepts(i))
                wanted.push_back(ids[static_cast<size_t>(i)]);
        }
        return wanted;
    };
    for (int pass = 0; pass < 2; ++pass) {
        QCOMPARE(found(store, {.text = "needle", .role = Role::Assistant}),
                 matching([](int i) { return i % 2 == 1; }));
        QCOMPARE(found(store, {.text = "needle", .model = "other-model"}),
                 matching([](int i) { return i % 5 == 0; }));
        QCOMPARE(found(store, {.text = "needle", .folder = folder.id}),
                 matching([](int i) { return i % 3 == 0; }));
        QCOMPARE(found(store, {.text = "needle", .folder = 0}), matching([](int i) { return i % 3 != 0; }));
        QCOMPARE(found(store, {.text = "needle", .conversation = outside.id}),
                 matching([](int i) { return i % 3 != 0; }));
        QCOMPARE(found(store, {.text = "needle", .from = 1'500'000, .until = 1'700'000}),
                 matching([](int i) { return i >= 500 && i < 700; }));
        QCOMPARE(found(store, {.text = "needle",
                               .role = Role::User,
                               .from = 3'000'000,
                               .model = "other-model",
                               .folder = folder.id}),
                 matching([](int i) { return i % 2 == 0 && i >= 2000 && i % 5 == 0 && i % 3 == 0; }));
        QVERIFY(found(store, {.text = "needle", .model = "no such model"}).empty());
        while (store.search().index_pending(1000).value_or(false)) {
        }
    }
}

void TestSearch::best_comes_first() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    Store& store = *temporary.store;
    VALUE(const Conversation conversation, store.conversations().create());
    VALUE(const Message whole, store.messages().add(user_message(conversation.id, 0, "a tea, please")));
    OK(store.messages().add(user_message(conversation.id, 0, "the team meets in the steamroom")));
    VALUE(const Message many, store.messages().add(user_message(conversation.id, 0, "tea tea tea")));
    OK(store.messages().add(user_message(conversation.id, 0, "instead " + std::string(5000, 'z'))));
    OK(store.search().index_pending(10));
    VALUE(const SearchPage page, store.search().run({.text = "tea"}));
    QCOMPARE(page.hits.size(), size_t(4));
    QCOMPARE(page.hits[0].message, many.id);
    QCOMPARE(page.hits[1].message, whole.id);
    VALUE(const Conversation titled, store.conversations().create("Tea"));
    VALUE(const SearchPage again, store.search().run({.text = "tea"}));
    QCOMPARE(again.hits[0].kind, HitKind::Title);
    QCOMPARE(again.hits[0].conversation, titled.id);
}

void TestSearch::every_branch_and_nothing_deleted() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    Store& store = *temporary.store;
    VALUE(const Conversation conversation, store.conversations().create("needle in the title"));
    VALUE(const Message left,
          store.messages().add(user_message(conversation.id, 0, "needle on a branch that was left")));
    OK(store.messages().add(user_message(conversation.id, 0, "the chosen branch")));
    OK(store.search().index_pending(10));
    QCOMPARE(found(store, {.text = "needle"}), std::vector<MessageId>{left.id});
    VALUE(const BinId branch, store.messages().remove(left.id));
    QVERIFY(found(store, {.text = "needle"}).empty());
    OK(store.bin().restore(branch));
    QCOMPARE(found(store, {.text = "needle"}).size(), size_t(1));
    VALUE(const BinId whole, store.conversations().remove(conversation.id));
    VALUE(SearchPage page, store.search().run({.text = "needle"}));
    QVERIFY(page.hits.empty());
    OK(store.bin().restore(whole));
    VALUE(page, store.search().run({.text = "needle"}));
    QCOMPARE(page.hits.size(), size_t(2));
    OK(store.conversations().set_title(conversation.id, "renamed"));
    VALUE(page, store.search().run({.text = "renamed"}));
    QCOMPARE(page.hits.size(), size_t(1));
    VALUE(page, store.search().run({.text = "\"in the title\""}));
    QVERIFY(page.hits.empty());
    OK(store.conversations().remove(conversation.id));
    OK(store.bin().empty_all());
    while (store.bin().purge().value_or(false)) {
    }
    // Nothing of it is left in the index either.
    VALUE(const auto rows,
          store.connection().integer("SELECT count(*) FROM message_index WHERE message_index MATCH 'nee'"));
    QCOMPARE(rows.value(), 0);
}

void TestSearch::titles_and_documents() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    Store& store = *temporary.store;
    const std::string bytes = "%PDF";
    VALUE(const Attachment file, store.attachments().add(std::as_bytes(std::span(bytes)), "application/pdf"));
    OK(store.attachments().set_text(file.hash,
                                    std::string(20000, '-') + " the hidden passage about walruses"));
    VALUE(SearchPage page, store.search().run({.text = "walrus"}));
    QVERIFY(page.hits.empty()); // no message has it
    VALUE(const Conversation conversation, store.conversations().create("c"));
    Message message = user_message(conversation.id, 0, "see the file");
    message.parts.push_back({.kind = PartKind::File, .name = "a.pdf", .attachment = file.hash});
    OK(store.messages().add(message));
    VALUE(page, store.search().run({.text = "walrus"}));
    QCOMPARE(page.hits.size(), size_t(1));
    QCOMPARE(page.hits[0].kind, HitKind::Document);
    QCOMPARE(page.hits[0].attachment, file.hash);
    QVERIFY(page.hits[0].snippet.find("walruses") != std::string::npos);
    OK(store.attachments().set_text(file.hash, "read again, better"));
    VALUE(page, store.search().run({.text = "walrus"}));
    QVERIFY(page.hits.empty());
}

void TestSearch::pages_show_everything_once() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    VALUE(const Conversation conversation, temporary.store->conversations().create());
    for (int i = 0; i < 250; ++i)
        OK(temporary.store->messages().add(user_message(conversation.id, 0, "needle " + std::to_string(i))));
    OK(temporary.store->search().index_pending(200)); // the rest waits
    const auto ids = found(*temporary.store, {.text = "needle", .limit = 20});
    QCOMPARE(ids.size(), size_t(250));
    QVERIFY(std::ranges::adjacent_find(ids) == ids.end());
}

void TestSearch::agrees_with_a_scan_data() {
    QTest::addColumn<QString>("file");
    const QDir folder(qEnvironmentVariable("HEARTH_SHARED_DATA") + "/translation_eval");
    for (const QString& name : folder.entryList({"*.tsv"}, QDir::Files))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    if (!folder.exists() || folder.isEmpty())
        QTest::newRow("translation_eval is not there") << QString();
}

// Real sentences in every language that is there; pieces of them are looked for, and a plain scan of the
// folded sentences says which have to be found.
void TestSearch::agrees_with_a_scan() {
    QFETCH(QString, file);
    if (file.isEmpty())
        QSKIP("the sentences of shared/data/translation_eval are not there");
    QFile input(file);
    QVERIFY(input.open(QIODevice::ReadOnly));
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    VALUE(const Conversation conversation, temporary.store->conversations().create());
    OK(temporary.store->connection().script("BEGIN"));
    QList<QString> sentences;
    std::vector<MessageId> ids;
    while (!input.atEnd() && sentences.size() < 300) {
        const QString sentence = QString::fromUtf8(input.readLine()).trimmed().section(u'\t', 1);
        sentences << sentence;
        VALUE(const Message message,
              temporary.store->messages().add(user_message(conversation.id, 0, sentence.toStdString())));
        ids.push_back(message.id);
    }
    OK(temporary.store->connection().script("COMMIT"));
    while (temporary.store->search().index_pending(1000).value_or(false)) {
    }
    std::mt19937 random(7);
    int pieces = 0;
    while (pieces < 60) {
        const QString& sentence =
            sentences[static_cast<qsizetype>(random() % static_cast<uint32_t>(sentences.size()))];
        const auto length = static_cast<qsizetype>(2 + random() % 6);
        if (sentence.size() < length)
            continue;
        const QString piece = sentence.mid(
            static_cast<qsizetype>(random() % static_cast<uint32_t>(sentence.size() - length + 1)), length);
        // Half a character, or several words: other tests.
        if (piece.contains(u' ') || piece.contains(u'"') || piece.at(0).isLowSurrogate() ||
            piece.back().isHighSurrogate() || piece.at(0).isMark())
            continue;
        // A letter that had its accent or vowel taken away: a single letter is found where a word begins
        // only.
        if (QString::fromStdString(fold(piece.toStdString())).size() < 2)
            continue;
        ++pieces;
        const std::string folded = fold(piece.toStdString());
        std::vector<MessageId> wanted;
        for (qsizetype i = 0; i < sentences.size(); ++i) {
            if (fold(sentences[i].toStdString()).find(folded) != std::string::npos)
                wanted.push_back(ids[static_cast<size_t>(i)]);
        }
        QVERIFY(!wanted.empty());
        QCOMPARE(found(*temporary.store, {.text = piece.toStdString()}), wanted);
    }
}

void TestSearch::finds_in_one_conversation() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    Store& store = *temporary.store;
    VALUE(const Conversation conversation, store.conversations().create());
    VALUE(const Conversation other, store.conversations().create());
    OK(store.messages().add(user_message(other.id, 0, "needle elsewhere")));
    MessageId parent = 0;
    std::vector<MessageId> wanted;
    for (int i = 0; i < 40; ++i) {
        OK(store.messages().add(user_message(conversation.id, parent, "needle on a branch that was left")));
        VALUE(const Message message,
              store.messages().add(user_message(conversation.id, parent, i % 3 == 0 ? "A Needle" : "hay")));
        parent = message.id;
        if (i % 3 == 0)
            wanted.push_back(message.id);
        if (i == 20)
            OK(store.search().index_pending(1000));
    }
    for (const char* words : {"needle", "nee", "ne", "n", "nee dle"}) {
        VALUE(const auto ids, store.search().find(conversation.id, words));
        QCOMPARE(ids, wanted);
    }
    VALUE(const auto none, store.search().find(conversation.id, " "));
    QVERIFY(none.empty());
}

// 12,000 messages: "common" has lists of several pages, "zebra" is in one of the messages.
void TestSearch::reads_short_lists_first() {
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    Store& store = *temporary.store;
    VALUE(const Conversation conversation, store.conversations().create());
    VALUE(auto transaction, Transaction::begin(store.connection()));
    for (int i = 0; i < 12'000; ++i)
        OK(store.messages().add(
            user_message(conversation.id, 0, i == 500 ? "common zebra" : "common horse")));
    OK(store.search().index_pending(20'000));
    OK(transaction.commit());
    VALUE(const auto worth, tokens_worth_reading(store.connection(), {"com", "omm", "zeb", "mmo", "bra"}));
    QVERIFY(std::ranges::find(worth, "zeb") != worth.end());
    QCOMPARE(std::ranges::find(worth, "com"), worth.end());
    QVERIFY(worth.front() == "zeb" || worth.front() == "bra");
    VALUE(const auto absent, tokens_worth_reading(store.connection(), {"com", "xyz"}));
    QCOMPARE(absent, std::vector<std::string>{"xyz"});
    VALUE(const auto only, tokens_worth_reading(store.connection(), {"com"}));
    QCOMPARE(only, std::vector<std::string>{"com"});
    VALUE(const auto none, tokens_worth_reading(store.connection(), {}));
    QVERIFY(none.empty());
    QCOMPARE(found(store, {.text = "common zebra"}).size(), size_t(1));
    QCOMPARE(found(store, {.text = "common xyz"}).size(), size_t(0));
}

void TestSearch::snippets_mark_the_hit_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("marked");
    const QString far = QStringLiteral("word ").repeated(200);
    QTest::newRow("short text") << "a needle here"
                                << "needle" << QStringList{"needle"};
    QTest::newRow("far inside") << far + "a needle here " + far << "NEEDLE" << QStringList{"needle"};
    QTest::newRow("at the end") << far + "needle"
                                << "needle" << QStringList{"needle"};
    QTest::newRow("two terms") << far + "hay needle"
                               << "needle hay" << QStringList{"hay", "needle"};
    QTest::newRow("accents") << far + QStringLiteral("crème brûlée") << "creme brulee"
                             << QStringList{"crème", "brûlée"};
    QTest::newRow("sharp s") << QStringLiteral("die Straße lang") << "strasse" << QStringList{"Straße"};
    QTest::newRow("Han") << QStringLiteral("我喜欢喝茶").repeated(100) + "咖啡"
                         << "咖啡" << QStringList{"咖啡"};
    QTest::newRow("overlapping") << "abcabc"
                                 << "abc bca" << QStringList{"abcabc"};
}

void TestSearch::snippets_mark_the_hit() {
    QFETCH(QString, text);
    QFETCH(QString, query);
    QFETCH(QStringList, marked);
    const Snippet snippet = make_snippet(text.toStdString(), parse_terms(query.toStdString()));
    QVERIFY(snippet.text.size() < 400);
    QVERIFY(QString::fromStdString(snippet.text).toStdString() == snippet.text); // whole characters
    QStringList pieces;
    for (const TextRange& mark : snippet.marks)
        pieces << QString::fromStdString(
            snippet.text.substr(static_cast<size_t>(mark.begin), static_cast<size_t>(mark.length)));
    QCOMPARE(pieces, marked);
}

void TestSearch::hostile_queries_data() {
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("FTS5 operators") << QByteArray("a AND OR NOT NEAR( \" * ^ : - + { }");
    QTest::newRow("SQL") << QByteArray("'; DROP TABLE messages; --");
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\xc3");
    QTest::newRow("control characters") << QByteArray("\x01"
                                                      "c1\x02 \x00 x",
                                                      8);
    QTest::newRow("very long") << QByteArray("abcdefghij").repeated(20000);
    QTest::newRow("very many words") << QByteArray("ab cd ef ").repeated(5000);
    QTest::newRow("only quotes") << QByteArray("\"\"\"\"\"");
}

void TestSearch::hostile_queries() {
    QFETCH(QByteArray, query);
    TemporaryStore temporary;
    QCOMPARE(temporary.open(), std::string());
    VALUE(const Conversation conversation, temporary.store->conversations().create("title"));
    OK(temporary.store->messages().add(user_message(conversation.id, 0, "text")));
    OK(temporary.store->search().index_pending(10));
    OK(temporary.store->search().run({.text = query.toStdString()}));
    OK(temporary.store->search().find(conversation.id, query.toStdString()));
    VALUE(const auto count, temporary.store->connection().integer("SELECT count(*) FROM messages"));
    QCOMPARE(count.value(), 1);
}

QTEST_GUILESS_MAIN(TestSearch)
#include "test_search.moc"
