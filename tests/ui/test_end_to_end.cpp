// The whole way: window, engine process, text, database, restart, the same conversation on the screen.
#include "ui/main_window.h"
#include "ui_fixture.h"

#include <QFileInfo>
#include <QQuickItem>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace hearth;
using namespace hearth::test;

namespace {

/// The visible texts of a window.
QString textsOf(const QQuickItem* item) {
    if (!item->isVisible())
        return {};
    QString texts;
    const QVariant text = item->property("text");
    if (text.userType() == QMetaType::QString && item->property("readOnly").toBool()) {
        QString plain;
        QMetaObject::invokeMethod(const_cast<QQuickItem*>(item), "getText", Q_RETURN_ARG(QString, plain),
                                  Q_ARG(int, 0), Q_ARG(int, item->property("length").toInt()));
        texts += plain + u'\n';
    }
    for (const QQuickItem* child : item->childItems())
        texts += textsOf(child);
    return texts;
}

QString textsOf(const ui::MainWindow& window) {
    return textsOf(window.window()->contentItem());
}

} // namespace

class TestEndToEnd : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::prepareApplication(); }

    void wholeWay_data() {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("question");
        QTest::newRow("scripted engine")
            << QString::fromLatin1(FAKE_ENGINE) << QString() << "echo: a *warm* answer";
        QTest::newRow("hearth-engine, stories260K") << QString::fromLatin1(REAL_ENGINE)
                                                    << qEnvironmentVariable("HEARTH_SHARED_DATA") +
                                                           QStringLiteral("/stories260K/stories260K-f32.gguf")
                                                    << "Once upon a time";
    }
    void wholeWay() {
        QFETCH(QString, engine);
        QFETCH(QString, model);
        QFETCH(QString, question);
        UiFixture fixture;
        if (model.isEmpty())
            model = fixture.modelFile();
        if (!QFileInfo::exists(engine))
            QSKIP("hearth-engine is not built");
        if (!QFileInfo::exists(model))
            QSKIP("stories260K is not in HEARTH_SHARED_DATA");

        QStringList conversation;
        {
            fixture.start(engine);
            fixture.workspace().settings()->setTemperature(0);
            fixture.workspace().settings()->setMaxTokens(40);
            ui::MainWindow window(fixture.workspace());
            QVERIFY(window.window());
            QVERIFY(QTest::qWaitForWindowExposed(window.window()));
            QVERIFY(fixture.loadModel(model));
            typeInto(window.window(), question);
            QTest::keyClick(window.window(), Qt::Key_Return);
            QTRY_COMPARE_WITH_TIMEOUT(fixture.messages().path().size(), size_t(2), 10'000);
            QVERIFY(fixture.waitUntilQuiet());
            conversation = fixture.shown();
            QCOMPARE(conversation.size(), 2);
            QCOMPARE(conversation.first(), QStringLiteral("user: ") + question);
            QVERIFY2(conversation.last().size() > 20, qPrintable(conversation.last()));
        }
        fixture.stop();

        const auto store = fixture.openStore();
        QVERIFY(store);
        const auto conversations = store->conversations().list();
        QCOMPARE(conversations->size(), size_t(1));
        const auto messages = store->messages().all(conversations->front().id);
        QCOMPARE(messages->size(), size_t(2));
        QCOMPARE(QStringLiteral("assistant: ") +
                     QString::fromStdString(storage::plain_text(messages->back().parts)),
                 conversation.last());
        QCOMPARE(messages->back().status, storage::MessageStatus::Complete);

        fixture.start(engine);
        ui::MainWindow window(fixture.workspace());
        QVERIFY(QTest::qWaitForWindowExposed(window.window()));
        QTRY_COMPARE(fixture.shown(), conversation);
        QTRY_VERIFY(textsOf(window).contains(question));
        const QString lastWord = conversation.last().split(u' ').last().remove(u'*').trimmed();
        QTRY_VERIFY2(textsOf(window).contains(lastWord), qPrintable(textsOf(window)));
    }

    void engineKilledDuringAnAnswer() {
#ifdef Q_OS_UNIX
        UiFixture fixture;
        fixture.start();
        ui::MainWindow window(fixture.workspace());
        QVERIFY(fixture.loadModel(fixture.modelFile()));
        const QString text =
            QStringLiteral("all that has come so far is worth keeping, whatever happens next to it");
        QVERIFY(fixture.chat().send(QStringLiteral("slow: ") + text));
        QTRY_VERIFY(fixture.shown().value(1).size() > 30);
        ::kill(static_cast<pid_t>(fixture.workspace().engine().processId()), SIGKILL);
        QTRY_VERIFY(!fixture.chat().isAnswering());
        const QString sofar = fixture.shown().value(1).mid(QStringLiteral("assistant: ").size());
        QVERIFY(sofar.size() > 10);
        QVERIFY(text.startsWith(sofar));
        const qint64 id = fixture.messages().path().back().id;
        QTRY_COMPARE(fixture.openStore()->messages().get(id)->status, storage::MessageStatus::Failed);
        QCOMPARE(QString::fromStdString(storage::plain_text(fixture.openStore()->messages().get(id)->parts)),
                 sofar);
        // The window lives, the engine comes back with its model, and the next question is answered.
        QVERIFY(window.window()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(fixture.workspace().model()->isReady(), 20'000);
        QVERIFY(fixture.ask(QStringLiteral("echo: alive")));
        QCOMPARE(fixture.shown().last(), QStringLiteral("assistant: alive"));
#else
        QSKIP("kill -9 is Unix");
#endif
    }
};

QTEST_MAIN(TestEndToEnd)
#include "test_end_to_end.moc"
