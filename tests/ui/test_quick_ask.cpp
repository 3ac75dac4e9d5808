// The small window for one question.
#include "ui/main_window.h"
#include "ui_fixture.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>

using namespace hearth;
using namespace hearth::test;

class TestQuickAsk : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::prepareApplication(); }
    void init() {
        m_fixture = std::make_unique<UiFixture>();
        m_fixture->start();
    }
    void cleanup() { m_fixture.reset(); }

    void answersAndIsKept() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        quick().ask(QStringLiteral("echo: quick"), false);
        QTRY_VERIFY(!quick().isBusy());
        QCOMPARE(quick().answer(), QStringLiteral("quick"));
        m_fixture->chat().open(quick().conversation());
        QTRY_COMPARE(m_fixture->shown(),
                     (QStringList{QStringLiteral("user: echo: quick"), QStringLiteral("assistant: quick")}));
        QCOMPARE(m_fixture->messages().message(m_fixture->messages().path().back().id)->status,
                 storage::MessageStatus::Complete);
    }

    void aboutTheClipboard() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QGuiApplication::clipboard()->setText(QStringLiteral("copied words"));
        quick().readClipboard();
        QCOMPARE(quick().clipboard(), QStringLiteral("copied words"));
        quick().ask(QStringLiteral("echo: "), true);
        QTRY_VERIFY(!quick().isBusy());
        QVERIFY2(quick().answer().contains(QStringLiteral("copied words")), qPrintable(quick().answer()));
        m_fixture->chat().open(quick().conversation());
        QTRY_COMPARE(m_fixture->shown().size(), 2);
        QVERIFY(m_fixture->shown().constFirst().contains(QStringLiteral("> copied words")));
    }

    void waitsForTheModel() {
        quick().ask(QStringLiteral("echo: later"), false);
        QTRY_VERIFY(!quick().problem().isEmpty());
        QVERIFY(quick().isBusy());
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        QTRY_COMPARE(quick().answer(), QStringLiteral("later"));
        QTRY_VERIFY(!quick().isBusy());
        QCOMPARE(quick().problem(), QString());
    }

    void stops() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        quick().ask(QStringLiteral("slow: ") + QStringLiteral("abcdefgh").repeated(20), false);
        QTRY_VERIFY(!quick().answer().isEmpty());
        const qint64 conversation = quick().conversation();
        quick().stop();
        QVERIFY(!quick().isBusy());
        m_fixture->chat().open(conversation);
        QTRY_COMPARE(m_fixture->shown().size(), 2);
        QTRY_COMPARE((m_fixture->chat().refresh(),
                      m_fixture->messages().message(m_fixture->messages().path().back().id)->status),
                     storage::MessageStatus::Stopped);
    }

    /// In its window: typed, sent with Return, closed with Esc.
    void byKeyboard() {
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
        ui::MainWindow main(m_fixture->workspace());
        QVERIFY(QTest::qWaitForWindowExposed(main.window()));
        quick().show();
        QQuickWindow* window = nullptr;
        QTRY_VERIFY((window = quickWindow()) != nullptr);
        QVERIFY(QTest::qWaitForWindowExposed(window));
        typeInto(window, QStringLiteral("echo: typed"));
        QTest::keyClick(window, Qt::Key_Return);
        QTRY_COMPARE(quick().answer(), QStringLiteral("typed"));
        QTRY_VERIFY(!quick().isBusy());
        QTest::keyClick(window, Qt::Key_Escape);
        QTRY_VERIFY(!window->isVisible());
    }

    void saysWhatTheDesktopSaid() {
        QCOMPARE(quick().shortcutNote(), QString());
        quick().setShortcut(ui::QuickAsk::Shortcut::Absent);
        QVERIFY(!quick().shortcutNote().isEmpty());
        QVERIFY(!quick().isShortcutWanted());
        QVERIFY(!quick().isTrayWanted());
    }

private:
    ui::QuickAsk& quick() { return *m_fixture->workspace().quick(); }
    static QQuickWindow* quickWindow() {
        for (QWindow* window : QGuiApplication::allWindows()) {
            if (window->title() == QLatin1String("Quick question") && window->isVisible())
                return qobject_cast<QQuickWindow*>(window);
        }
        return nullptr;
    }
    std::unique_ptr<UiFixture> m_fixture;
};

QTEST_MAIN(TestQuickAsk)
#include "test_quick_ask.moc"
