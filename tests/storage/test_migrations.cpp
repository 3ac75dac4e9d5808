// Files of every earlier version come up to date with all that they hold.
#include "storage/migrations/migrations.h"
#include "temporary_store.h"

using namespace hearth::storage;

namespace {

/// Makes a file out of the dump of an old version.
QByteArray make_old(const TemporaryStore& temporary, int version) {
    QFile dump(QStringLiteral(HEARTH_SOURCE_DIR "/tests/storage/data/version_%1.sql").arg(version));
    if (!dump.open(QIODevice::ReadOnly))
        return "no dump of this version";
    auto connection = Connection::open(temporary.path, OpenMode::ReadWrite);
    if (!connection)
        return connection.error().message.c_str();
    const auto loaded = (*connection)->script(dump.readAll().toStdString());
    return loaded ? QByteArray() : QByteArray(loaded.error().message.c_str());
}

void add_versions() {
    QTest::addColumn<int>("version");
    for (int version = 1; version < current_version(); ++version)
        QTest::addRow("version %d", version) << version;
}

} // namespace

class TestMigrations : public QObject {
    Q_OBJECT

private slots:
    void old_file_comes_up_to_date_data() { add_versions(); }
    void old_file_comes_up_to_date();
    void without_space_for_the_copy_nothing_changes_data() { add_versions(); }
    void without_space_for_the_copy_nothing_changes();
    void new_file_is_like_a_migrated_one();
};

void TestMigrations::old_file_comes_up_to_date() {
    QFETCH(int, version);
    TemporaryStore temporary;
    QCOMPARE(make_old(temporary, version), QByteArray());
    QCOMPARE(temporary.open(), std::string());
    Store& store = *temporary.store;
    VALUE(const int now, file_version(store.connection()));
    QCOMPARE(now, current_version());
    VALUE(const auto list, store.conversations().list());
    QCOMPARE(list.size(), size_t(1));
    QCOMPARE(list[0].title, "Tea and grüner Tee");
    QVERIFY(list[0].pinned);
    VALUE(const auto path, store.messages().path(1));
    QCOMPARE(path.size(), size_t(2));
    QCOMPARE(path[1].siblings, 2);
    VALUE(const Message answer, store.messages().get(2));
    QCOMPARE(plain_text(answer.parts), "Chamomile. 世界のお茶。");
    QCOMPARE(answer.model, "old-model");
    QCOMPARE(answer.sampling, R"({"temperature":0.5})");
    QVERIFY(answer.timings == (Timings{10, 20, 30.5, 40.5}));
    VALUE(const Message with_code, store.messages().get(3));
    QCOMPARE(with_code.parts[1].language, "js");
    VALUE(const Message cut_off, store.messages().get(4));
    QCOMPARE(cut_off.status, MessageStatus::Interrupted);
    QCOMPARE(plain_text(cut_off.parts), "half an ans");
    VALUE(const auto draft, store.drafts().get(1));
    QCOMPARE(plain_text(draft.value().parts), "unsent");
    VALUE(const auto bin, store.bin().list());
    QCOMPARE(bin.size(), size_t(1));
    OK(store.bin().restore(bin[0].id));
    VALUE(const Conversation back, store.conversations().get(2));
    QCOMPARE(back.title, "Deleted");
    if (version >= 2) {
        QCOMPARE(list[0].folder, FolderId(1));
        VALUE(const auto steps, store.tasks().steps(1));
        QCOMPARE(steps.size(), size_t(1));
    }
    // What was written before there was a search is found, indexed or not.
    for (int pass = 0; pass < 2; ++pass) {
        for (const char* words : {"midnight", "お茶", "brew", "GRUNER"}) {
            VALUE(const SearchPage page, store.search().run({.text = words}));
            QVERIFY2(page.hits.size() == 1, words);
        }
        OK(store.search().index_pending(100));
    }
    VALUE(const auto wrong, store.check());
    QVERIFY(wrong.empty());
    // The copy is the file as it was.
    VALUE(auto copy, Connection::open(temporary.path.string() + ".version-" + std::to_string(version),
                                      OpenMode::ReadOnly));
    VALUE(const int copied, file_version(*copy));
    QCOMPARE(copied, version);
    VALUE(const auto messages, copy->integer("SELECT count(*) FROM messages"));
    QCOMPARE(messages.value(), 5);
}

void TestMigrations::without_space_for_the_copy_nothing_changes() {
    QFETCH(int, version);
    TemporaryStore temporary;
    QCOMPARE(make_old(temporary, version), QByteArray());
    // A folder where the copy should go.
    const std::string copy = temporary.path.string() + ".version-" + std::to_string(version) + ".unfinished";
    std::filesystem::create_directories(copy + "/in the way");
    const std::string message = temporary.open();
    QVERIFY2(message.find("copy") != std::string::npos, message.c_str());
    VALUE(auto connection, Connection::open(temporary.path, OpenMode::ReadOnly));
    VALUE(const int still, file_version(*connection));
    QCOMPARE(still, version);
    connection.reset();
    std::filesystem::remove_all(copy);
    QCOMPARE(temporary.open(), std::string());
}

void TestMigrations::new_file_is_like_a_migrated_one() {
    TemporaryStore fresh, migrated;
    QCOMPARE(fresh.open(), std::string());
    QCOMPARE(make_old(migrated, 1), QByteArray());
    QCOMPARE(migrated.open(), std::string());
    auto schema = [](Store& store) {
        std::map<std::string, std::string> objects;
        auto query =
            store.connection().statement("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL");
        while (query && query->step().value_or(false))
            objects[query->text(0)] = query->text(1);
        return objects;
    };
    QCOMPARE(schema(*migrated.store), schema(*fresh.store));
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "test_migrations.moc"
