// What can be done in a conversation: send, stop, edit, regenerate, continue, delete and undo, drafts,
// search.
#include "ui/chat/conversation_text.h"
#include "ui_fixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <semaphore>

using namespace hearth;
using namespace hearth::test;
using ui::ModelController;

class TestConversation : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_fixture = std::make_unique<UiFixture>();
        m_fixture->start();
        m_tester = std::make_unique<QAbstractItemModelTester>(&m_fixture->messages());
    }
    void cleanup() {
        m_tester.reset();
        m_fixture.reset();
    }

    void titlesAreTheBeginningOfTheText_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("title");
        QTest::newRow("plain") << "What is a heron?"
                               << "What is a heron?";
        QTest::newRow("signs") << "# Birds\n\nA **heron** `eats` fish"
                               << "Birds A heron eats fish";
        QTest::newRow("list") << "- one\n- two"
                              << "one two";
        QTest::newRow("code") << "```python\nprint(1 < 2)\n```"
                              << "print(1 < 2)";
        QTest::newRow("html is text") << "is <b>this</b> bold?"
                                      << "is <b>this</b> bold?";
        QTest::newRow("formula") << "Solve $x^2 = 4$ for me"
                                 << "Solve x2 = 4 for me";
        QTest::newRow("cut between words")
            << "A question that goes on and on, longer than what the sidebar can show of it"
            << "A question that goes on and on, longer than what the sidebar…";
        QTest::newRow("one long word") << QString(100, u'x') << QString(60, u'x') + u'…';
        QTest::newRow("signs alone") << "***"
                                     << "***";
    }
    void titlesAreTheBeginningOfTheText() {
        QFETCH(QString, text);
        QFETCH(QString, title);
        QCOMPARE(ui::titleFrom(storage::text_parts(text.toStdString())), title);
    }

    void answersAreShownAndKept() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(m_fixture->ask(QStringLiteral("echo: one *two*")));
        const QStringList expected{QStringLiteral("user: echo: one *two*"),
                                   QStringLiteral("assistant: one *two*")};
        QCOMPARE(m_fixture->shown(), expected);
        QCOMPARE(chat().title(), QStringLiteral("echo: one two"));
        QVERIFY(m_fixture->ask(QStringLiteral("upper: more")));
        QCOMPARE(m_fixture->shown().last(), QStringLiteral("assistant: MORE"));
        const auto store = m_fixture->openStore();
        QVERIFY(store);
        const auto path = store->messages().path(chat().conversation());
        QVERIFY(path.has_value());
        QCOMPARE(path->size(), size_t(4));
        QTRY_COMPARE(store->messages().get(path->back().id)->status, storage::MessageStatus::Complete);
        const auto answer = store->messages().get(path->back().id);
        QCOMPARE(answer->model, std::string("Fake model"));
        QVERIFY(answer->timings.has_value());
    }

    void messageIsKeptBeforeTheEngineHearsOfIt() {
        // No model: the message waits in the store, and is answered when there is one.
        QVERIFY(chat().send(QStringLiteral("echo: early")));
        QTRY_COMPARE(m_fixture->shown().size(), 1);
        QVERIFY(chat().isWaiting());
        const auto store = m_fixture->openStore();
        QCOMPARE(store->messages().path(chat().conversation())->size(), size_t(1));
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QTRY_COMPARE(m_fixture->shown().value(1), QStringLiteral("assistant: early"));
    }

    void sentWhileTheModelLoads() {
        m_fixture->workspace().model()->load(m_fixture->modelFile(QStringLiteral("slowload.gguf")));
        QCOMPARE(m_fixture->workspace().model()->state(), ModelController::State::Loading);
        QVERIFY(chat().send(QStringLiteral("echo: patient")));
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->shown().value(1), QStringLiteral("assistant: patient"), 15'000);
    }

    void sentWhileAnAnswerComes() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(chat().send(QStringLiteral("slow: first")));
        QTRY_VERIFY(chat().isAnswering());
        QVERIFY(chat().send(QStringLiteral("echo: second")));
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->shown().size(), 4, 10'000);
        QVERIFY(m_fixture->waitUntilQuiet());
        QCOMPARE(m_fixture->shown().value(1), QStringLiteral("assistant: first"));
        QCOMPARE(m_fixture->shown().value(3), QStringLiteral("assistant: second"));
    }

    void stopKeepsWhatHasCome() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(chat().send(QStringLiteral("slow: abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")));
        QTRY_VERIFY(m_fixture->shown().value(1).size() > 15);
        chat().stop();
        QVERIFY(!chat().isAnswering());
        const QString text = m_fixture->shown().value(1);
        QTest::qWait(200);
        QCOMPARE(m_fixture->shown().value(1), text); // silence
        const qint64 id = m_fixture->messages().path().back().id;
        QTRY_COMPARE(m_fixture->openStore()->messages().get(id)->status, storage::MessageStatus::Stopped);
        QCOMPARE(QStringLiteral("assistant: ") + QString::fromStdString(storage::plain_text(
                                                     m_fixture->openStore()->messages().get(id)->parts)),
                 text);
        // And the next question is answered.
        QVERIFY(m_fixture->ask(QStringLiteral("echo: again")));
        QCOMPARE(m_fixture->shown().last(), QStringLiteral("assistant: again"));
    }

    void endIsShownBeforeItIsWritten() {
        // What the store says of an answer whose end it has not written yet is behind.
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(chat().send(QStringLiteral("slow: abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")));
        QTRY_VERIFY(m_fixture->shown().value(1).size() > 15);
        std::binary_semaphore held(0), go(0);
        m_fixture->workspace().store().write<int>(&chat(), [&](storage::Store&) -> storage::Result<int> {
            held.release();
            go.acquire();
            return 0;
        });
        held.acquire(); // nothing is written from here on
        chat().stop();
        const QStringList shown = m_fixture->shown();
        QSignalSpy read(&chat(), &ui::ChatController::showEnd);
        chat().refresh();
        const bool wasRead = read.wait(30'000);
        const QStringList shownThen = m_fixture->shown();
        const qint64 answer = m_fixture->messages().path().back().id;
        const auto status = m_fixture->messages().message(answer)->status;
        const auto written = m_fixture->openStore()->messages().get(answer)->status;
        go.release();
        QVERIFY(wasRead);
        QCOMPARE(written, storage::MessageStatus::Streaming);
        QCOMPARE(shownThen, shown);
        QCOMPARE(status, storage::MessageStatus::Stopped);
        QTRY_COMPARE(m_fixture->openStore()->messages().get(answer)->status, storage::MessageStatus::Stopped);
        QVERIFY(notices().text(QStringLiteral("store")).isEmpty());
        read.clear();
        chat().refresh();
        QVERIFY(read.wait(30'000));
        QCOMPARE(m_fixture->shown(), shown);
    }

    void regenerateAddsASibling() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(m_fixture->ask(QStringLiteral("echo: a")));
        const qint64 first = m_fixture->messages().path().back().id;
        chat().regenerate(first);
        QTRY_VERIFY(m_fixture->messages().path().back().id != first);
        QVERIFY(m_fixture->waitUntilQuiet());
        QCOMPARE(m_fixture->messages().path().size(), size_t(2));
        QCOMPARE(m_fixture->messages().path().back().siblings, 2);
        QCOMPARE(m_fixture->messages().path().back().sibling, 1);
        chat().chooseSibling(m_fixture->messages().path().back().id, -1);
        QTRY_COMPARE(m_fixture->messages().path().back().id, first);
    }

    void editAddsASibling() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(m_fixture->ask(QStringLiteral("echo: before")));
        QVERIFY(m_fixture->ask(QStringLiteral("echo: later")));
        const qint64 first = m_fixture->messages().path().front().id;
        chat().edit(first, QStringLiteral("echo: after"));
        QTRY_COMPARE(m_fixture->shown().value(1), QStringLiteral("assistant: after"));
        QVERIFY(m_fixture->waitUntilQuiet());
        QCOMPARE(m_fixture->messages().path().size(), size_t(2));
        QCOMPARE(m_fixture->messages().path().front().siblings, 2);
        chat().chooseSibling(m_fixture->messages().path().front().id, -1);
        QTRY_COMPARE(m_fixture->shown().size(), 4);
        QCOMPARE(m_fixture->shown().last(), QStringLiteral("assistant: later"));
    }

    void continueGoesOnWithTheText() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(chat().send(QStringLiteral("slow: abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")));
        QTRY_VERIFY(m_fixture->shown().value(1).size() > 15);
        chat().stop();
        const QString text = m_fixture->shown().value(1);
        chat().continueAnswer(m_fixture->messages().path().back().id);
        QTRY_VERIFY(chat().isAnswering());
        QVERIFY(m_fixture->waitUntilQuiet());
        QVERIFY(m_fixture->shown().value(1).startsWith(text));
        QVERIFY(m_fixture->shown().value(1).size() > text.size());
        QCOMPARE(m_fixture->messages().path().back().siblings, 2);
    }

    void deleteAndUndo() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(m_fixture->ask(QStringLiteral("echo: keep")));
        QVERIFY(m_fixture->ask(QStringLiteral("echo: drop")));
        const QStringList all = m_fixture->shown();
        chat().remove(m_fixture->messages().path()[2].id);
        QTRY_COMPARE(m_fixture->shown().size(), 2);
        QTRY_VERIFY(!notices().text(QStringLiteral("undo")).isEmpty());
        notices().act(QStringLiteral("undo"));
        QTRY_COMPARE(m_fixture->shown(), all);
    }

    void deleteAConversationAndUndo() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(m_fixture->ask(QStringLiteral("echo: keep")));
        auto& list = *m_fixture->workspace().sidebar()->conversations();
        QTRY_COMPARE(list.count(), 1);
        const qint64 id = chat().conversation();
        m_fixture->workspace().sidebar()->remove(id);
        QTRY_COMPARE(list.count(), 0);
        QCOMPARE(chat().conversation(), 0);
        QTRY_VERIFY(!notices().text(QStringLiteral("undo")).isEmpty());
        notices().act(QStringLiteral("undo"));
        QTRY_COMPARE(list.count(), 1);
        QTRY_COMPARE(chat().conversation(), id);
        QTRY_COMPARE(m_fixture->shown().size(), 2);
    }

    void draftsBelongToTheirConversation() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(m_fixture->ask(QStringLiteral("echo: a")));
        const qint64 first = chat().conversation();
        chat().setDraft(QStringLiteral("half a thought"));
        chat().startNew();
        QCOMPARE(chat().draft(), QString());
        chat().setDraft(QStringLiteral("another"));
        chat().open(first);
        QTRY_COMPARE(chat().draft(), QStringLiteral("half a thought"));
        m_fixture->start();
        QTRY_COMPARE(chat().conversation(), first);
        QTRY_COMPARE(chat().draft(), QStringLiteral("half a thought"));
        chat().startNew();
        QTRY_COMPARE(chat().draft(), QStringLiteral("another"));
    }

    void searchFindsAndOpens() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(m_fixture->ask(QStringLiteral("echo: the heron stands")));
        const qint64 id = chat().conversation();
        chat().startNew();
        QVERIFY(m_fixture->ask(QStringLiteral("echo: something else")));
        ui::SearchModel& search = *m_fixture->workspace().sidebar()->search();
        search.setQuery(QStringLiteral("heron"));
        QTRY_VERIFY(search.count() > 0);
        QVERIFY(search.data(search.index(0), ui::SearchModel::SnippetRole)
                    .toString()
                    .contains(QLatin1String("<b>heron</b>")) ||
                search.data(search.index(0), ui::SearchModel::TitleRole)
                    .toString()
                    .contains(QLatin1String("heron")));
        chat().open(search.data(search.index(0), ui::SearchModel::ConversationRole).toLongLong(),
                    search.data(search.index(0), ui::SearchModel::MessageRole).toLongLong());
        QTRY_COMPARE(chat().conversation(), id);
        search.setQuery(QStringLiteral("   "));
        QCOMPARE(search.count(), 0);
    }

    void renameAndPin() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(m_fixture->ask(QStringLiteral("echo: a")));
        const qint64 first = chat().conversation();
        chat().startNew();
        QVERIFY(m_fixture->ask(QStringLiteral("echo: b")));
        ui::SidebarController& sidebar = *m_fixture->workspace().sidebar();
        QTRY_COMPARE(sidebar.conversations()->idAt(1), first);
        sidebar.rename(first, QStringLiteral("  My   title "));
        QTRY_COMPARE(sidebar.conversations()->title(first), QStringLiteral("My title"));
        sidebar.setPinned(first, true);
        QTRY_COMPARE(sidebar.conversations()->idAt(0), first);
    }

    void errorsOfTheModelAreSaid_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("not there") << QStringLiteral("missing.gguf");
        QTest::newRow("not a model") << QStringLiteral("bad.gguf");
    }
    void errorsOfTheModelAreSaid() {
        QFETCH(QString, file);
        if (file == QLatin1String("bad.gguf"))
            m_fixture->modelFile(file);
        m_fixture->workspace().model()->load(m_fixture->folder() + u'/' + file);
        QTRY_COMPARE(m_fixture->workspace().model()->state(), ModelController::State::Failed);
        QVERIFY(notices().text(QStringLiteral("model")).contains(file));
        QSignalSpy dialog(m_fixture->workspace().model(), &ModelController::openDialogRequested);
        notices().act(QStringLiteral("model"));
        QCOMPARE(dialog.count(), 1);
    }

    void failedAnswerSaysWhy() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QVERIFY(m_fixture->ask(QStringLiteral("error: it does not work today")));
        auto& model = m_fixture->messages();
        const QModelIndex footer = model.index(model.rowCount() - 1);
        QCOMPARE(model.data(footer, ui::MessageModel::StatusRole).toString(), QStringLiteral("failed"));
        QVERIFY(model.data(footer, ui::MessageModel::NoteRole)
                    .toString()
                    .contains(QLatin1String("it does not work today")));
    }

    void longConversationIsLoadedInWindows() {
        qint64 id = 0;
        m_fixture->stop();
        {
            auto store =
                storage::Store::open((m_fixture->folder() + QStringLiteral("/hearth.db")).toStdString());
            QVERIFY(store.has_value());
            id = (*store)->conversations().create("long")->id;
            qint64 parent = 0;
            for (int i = 0; i < 300; ++i) {
                storage::Message message;
                message.conversation = id;
                message.parent = parent;
                message.role = i % 2 ? storage::Role::Assistant : storage::Role::User;
                message.parts = storage::text_parts("message " + std::to_string(i));
                parent = (*store)->messages().add(std::move(message))->id;
            }
        }
        m_fixture->start();
        m_tester = std::make_unique<QAbstractItemModelTester>(&m_fixture->messages());
        chat().open(id);
        auto& model = m_fixture->messages();
        QTRY_COMPARE(model.path().size(), size_t(300));
        QVERIFY(model.itemCount() < 100);
        QVERIFY(model.older() && !model.newer());
        QVERIFY(m_fixture->shown().last().endsWith(QLatin1String("message 299")));
        while (model.older()) {
            const auto before = model.itemCount();
            chat().loadOlder();
            QTRY_VERIFY(model.itemCount() > before);
        }
        QCOMPARE(m_fixture->shown().size(), 300);
        QVERIFY(m_fixture->shown().first().endsWith(QLatin1String("message 0")));
        // A message far up is shown with its surroundings.
        chat().open(id, model.path()[100].id);
        QTRY_VERIFY(model.newer());
        QVERIFY(model.rowOf(model.path()[100].id) >= 0);
        while (model.newer()) {
            const auto before = model.itemCount();
            chat().loadNewer();
            QTRY_VERIFY(model.itemCount() > before);
        }
        QVERIFY(m_fixture->shown().last().endsWith(QLatin1String("message 299")));
    }

private:
    ui::ChatController& chat() { return m_fixture->chat(); }
    ui::Notices& notices() { return *m_fixture->workspace().notices(); }

    std::unique_ptr<UiFixture> m_fixture;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestConversation)
#include "test_conversation.moc"
