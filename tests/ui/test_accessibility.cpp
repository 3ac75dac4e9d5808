// Every control has a name and a role, and the keyboard reaches it: on each page, with and without a model.
#include "ui/main_window.h"
#include "ui_fixture.h"

#include <QAccessible>
#include <QQuickItem>
#include <QSet>
#include <QTest>

using namespace hearth;
using namespace hearth::test;

namespace {

bool isControl(QAccessible::Role role) {
    switch (role) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::Slider:
    case QAccessible::Link:
    case QAccessible::MenuItem:
    case QAccessible::List:
    case QAccessible::ListItem:
    case QAccessible::RadioButton:
        return true;
    default:
        return false;
    }
}

bool isShown(QAccessibleInterface* interface) {
    return interface && interface->isValid() && !interface->state().invisible;
}

QString describe(const QObject* object) {
    QStringList names;
    for (const QObject* at = object; at && names.size() < 4; at = at->parent())
        names.append(
            QString::fromLatin1(at->metaObject()->className()).section(QStringLiteral("_QML"), 0, 0));
    return names.join(QStringLiteral(" in "));
}

void walk(QAccessibleInterface* interface, QStringList& nameless, QSet<QObject*>& controls) {
    if (!isShown(interface))
        return;
    if (isControl(interface->role())) {
        if (interface->text(QAccessible::Name).trimmed().isEmpty())
            nameless.append(describe(interface->object()));
        controls.insert(interface->object());
    }
    for (int i = 0; i < interface->childCount(); ++i)
        walk(interface->child(i), nameless, controls);
}

} // namespace

class TestAccessibility : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        ui::prepareApplication();
        QAccessible::setActive(true);
    }

    void everyControlHasAName_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("model");
        QTest::newRow("first run") << "chat" << false;
        QTest::newRow("conversation") << "chat" << true;
        QTest::newRow("settings") << "settings" << true;
        QTest::newRow("models") << "models" << true;
        QTest::newRow("bin") << "bin" << true;
        QTest::newRow("help") << "help" << true;
        QTest::newRow("about") << "about" << true;
    }
    void everyControlHasAName() {
        QFETCH(QString, page);
        QFETCH(bool, model);
        UiFixture fixture;
        prepare(fixture, model);
        ui::MainWindow window(fixture.workspace());
        QVERIFY(QTest::qWaitForWindowExposed(window.window()));
        window.window()->setProperty("currentPage", page);
        QTest::qWait(100);
        QStringList nameless;
        QSet<QObject*> controls;
        walk(QAccessible::queryAccessibleInterface(window.window()), nameless, controls);
        QVERIFY2(controls.size() > 5, qPrintable(QString::number(controls.size())));
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    /// Tab goes round through the whole page and comes back; each stop shows that it has the focus.
    void tabReachesEveryButton_data() { everyControlHasAName_data(); }
    void tabReachesEveryButton() {
        QFETCH(QString, page);
        QFETCH(bool, model);
        UiFixture fixture;
        prepare(fixture, model);
        ui::MainWindow window(fixture.workspace());
        QVERIFY(QTest::qWaitForWindowExposed(window.window()));
        window.window()->requestActivate();
        window.window()->setProperty("currentPage", page);
        QTest::qWait(100);
        QStringList nameless;
        QSet<QObject*> controls;
        walk(QAccessible::queryAccessibleInterface(window.window()), nameless, controls);
        QSet<QObject*> reached;
        for (int i = 0; i < 400; ++i) {
            QTest::keyClick(window.window(), Qt::Key_Tab);
            QQuickItem* item = window.window()->activeFocusItem();
            QVERIFY(item);
            reached.insert(item);
        }
        QStringList missed;
        for (QObject* object : std::as_const(controls)) {
            auto* item = qobject_cast<QQuickItem*>(object);
            QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(object);
            const bool wantsFocus =
                item && item->isEnabled() && item->isVisible() &&
                (interface->role() == QAccessible::Button || interface->role() == QAccessible::EditableText ||
                 interface->role() == QAccessible::ComboBox || interface->role() == QAccessible::Slider ||
                 interface->role() == QAccessible::CheckBox);
            // What only shows when the pointer is near has its keys: the list's Return, F2 and Delete.
            const bool byPointer = item && item->property("focusPolicy").toInt() == Qt::NoFocus;
            if (wantsFocus && !byPointer && !reached.contains(item))
                missed.append(describe(item) + u' ' + interface->text(QAccessible::Name));
        }
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
    }

    void messagesAreRead() {
        UiFixture fixture;
        prepare(fixture, true);
        ui::MainWindow window(fixture.workspace());
        QVERIFY(QTest::qWaitForWindowExposed(window.window()));
        QTest::qWait(100);
        QStringList texts;
        collect(QAccessible::queryAccessibleInterface(window.window()), texts);
        QVERIFY2(texts.contains(QStringLiteral("a warm answer")), qPrintable(texts.join(u'\n')));
    }

private:
    static void prepare(UiFixture& fixture, bool model) {
        fixture.start();
        if (!model)
            return;
        QVERIFY(fixture.loadModel(fixture.modelFile()));
        QVERIFY(fixture.ask(QStringLiteral("echo: a *warm* answer")));
        fixture.workspace().prompts()->add(QStringLiteral("Short"), QStringLiteral("In one sentence: "));
    }
    static void collect(QAccessibleInterface* interface, QStringList& texts) {
        if (!isShown(interface))
            return;
        texts.append(interface->text(QAccessible::Name).trimmed());
        for (int i = 0; i < interface->childCount(); ++i)
            collect(interface->child(i), texts);
    }
};

QTEST_MAIN(TestAccessibility)
#include "test_accessibility.moc"
