// The window as a person uses it: keys, focus, input methods, colours.
#include "ui/code/code_highlighter.h"
#include "ui/main_window.h"
#include "ui_fixture.h"

#include <QColor>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QQmlComponent>
#include <QQuickItem>
#include <QTest>

using namespace hearth;
using namespace hearth::test;

class TestWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::prepareApplication(); }
    void init() {
        m_fixture = std::make_unique<UiFixture>();
        m_fixture->start();
        m_window = std::make_unique<ui::MainWindow>(m_fixture->workspace());
        QVERIFY(m_window->window());
        QVERIFY(QTest::qWaitForWindowExposed(m_window->window()));
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
    }
    void cleanup() {
        m_window.reset();
        m_fixture.reset();
    }

    void typingGoesIntoTheComposer() {
        QVERIFY(window()->activeFocusItem());
        type(QStringLiteral("hello"));
        QCOMPARE(composerText(), QStringLiteral("hello"));
    }

    void shiftEnterBreaksTheLineAndEnterSends() {
        type(QStringLiteral("echo: one"));
        QTest::keyClick(window(), Qt::Key_Return, Qt::ShiftModifier);
        type(QStringLiteral("two"));
        QCOMPARE(composerText(), QStringLiteral("echo: one\ntwo"));
        QTest::keyClick(window(), Qt::Key_Return);
        QCOMPARE(composerText(), QString());
        QTRY_COMPARE(m_fixture->shown().value(0), QStringLiteral("user: echo: one\ntwo"));
    }

    void enterDuringCompositionDoesNotSend() {
        QQuickItem* composer = window()->activeFocusItem();
        QInputMethodEvent composing(QStringLiteral("にほん"), {});
        QCoreApplication::sendEvent(composer, &composing);
        QTest::keyClick(window(), Qt::Key_Return);
        QTest::qWait(50);
        QVERIFY(m_fixture->shown().isEmpty());
        QInputMethodEvent commit;
        commit.setCommitString(QStringLiteral("日本"));
        QCoreApplication::sendEvent(composer, &commit);
        QCOMPARE(composerText(), QStringLiteral("日本"));
        QTest::keyClick(window(), Qt::Key_Return);
        QTRY_COMPARE(m_fixture->shown().value(0), QStringLiteral("user: 日本"));
    }

    void nothingIsSentOutOfNothing() {
        type(QStringLiteral("   "));
        QTest::keyClick(window(), Qt::Key_Return);
        QTest::qWait(50);
        QVERIFY(m_fixture->shown().isEmpty());
    }

    void escapeStopsAnAnswer() {
        QVERIFY(m_fixture->chat().send(QStringLiteral("slow: ") + QStringLiteral("abcdefgh").repeated(20)));
        QTRY_VERIFY(m_fixture->shown().value(1).size() > 14);
        QTest::keyClick(window(), Qt::Key_Escape);
        QTRY_VERIFY(!m_fixture->chat().isAnswering());
        const auto& messages = m_fixture->messages();
        QCOMPARE(messages.message(messages.path().back().id)->status, storage::MessageStatus::Stopped);
    }

    void upEditsTheLastMessage() {
        QVERIFY(m_fixture->ask(QStringLiteral("echo: first")));
        QTest::keyClick(window(), Qt::Key_Up);
        QTRY_COMPARE(window()->activeFocusItem()->property("text").toString(), QStringLiteral("echo: first"));
        QTest::keyClick(window(), Qt::Key_A, Qt::ControlModifier);
        type(QStringLiteral("echo: second"));
        QTest::keyClick(window(), Qt::Key_Return);
        QTRY_COMPARE(m_fixture->shown().value(1), QStringLiteral("assistant: second"));
        QCOMPARE(m_fixture->messages().path().front().siblings, 2);
    }

    void contrastOfEveryPair_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("ground");
        const std::pair<const char*, const char*> pairs[] = {
            {"text", "ground"},
            {"text", "sideGround"},
            {"text", "raised"},
            {"text", "bubble"},
            {"text", "codeGround"},
            {"text", "codeHeader"},
            {"text", "inlineCode"},
            {"text", "hover"},
            {"text", "selected"},
            {"text", "selection"},
            {"text", "informationGround"},
            {"text", "warningGround"},
            {"text", "problemGround"},
            {"mutedText", "ground"},
            {"mutedText", "sideGround"},
            {"mutedText", "raised"},
            {"mutedText", "codeHeader"},
            {"mutedText", "hover"},
            {"mutedText", "bubble"},
            {"link", "ground"},
            {"link", "bubble"},
            {"accentText", "accent"},
            {"accentText", "accentHover"},
            {"problemText", "problemGround"},
            {"problemText", "ground"},
            {"addedText", "addedGround"},
            {"removedText", "removedGround"},
            {"ground", "text"},
            {"mutedText", "codeGround"},
            {"mutedText", "informationGround"},
            {"mutedText", "warningGround"},
        };
        for (const bool dark : {false, true}) {
            for (const auto& [text, ground] : pairs)
                QTest::addRow("%s: %s on %s", dark ? "dark" : "light", text, ground)
                    << dark << QString::fromLatin1(text) << QString::fromLatin1(ground);
        }
    }
    void contrastOfEveryPair() {
        QFETCH(bool, dark);
        QFETCH(QString, text);
        QFETCH(QString, ground);
        QQmlEngine engine;
        engine.addImportPath(QStringLiteral("qrc:/"));
        QQmlComponent component(&engine);
        component.setData("import QtQml\nimport Hearth\nQtObject { property var theme: Theme }", {});
        const std::unique_ptr<QObject> object(component.create());
        QVERIFY2(object, qPrintable(component.errorString()));
        auto* theme = object->property("theme").value<QObject*>();
        QVERIFY(theme);
        theme->setProperty("dark", dark);
        const auto color = [&](const QString& name) {
            return theme->property(name.toLatin1()).value<QColor>();
        };
        QVERIFY(color(text).isValid() && color(ground).isValid());
        const double ratio = ui::contrastRatio(color(text), color(ground));
        QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
    }

    void contrastIsThatOfTheStandard() {
        QCOMPARE(ui::contrastRatio(Qt::black, Qt::white), 21.0);
        QVERIFY(std::abs(ui::contrastRatio(QColor("#777777"), Qt::white) - 4.478) <
                0.001); // WCAG's well-known pair
    }

private:
    QQuickWindow* window() { return m_window->window(); }
    void type(const QString& text) { typeInto(window(), text); }
    QString composerText() { return window()->activeFocusItem()->property("text").toString(); }

    std::unique_ptr<UiFixture> m_fixture;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(TestWindow)
#include "test_window.moc"
