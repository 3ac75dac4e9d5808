// What a task returned, gone over in the window: a translation beside its source, changes to files.
#include "ui/main_window.h"
#include "ui/markdown/text_direction.h"
#include "ui_fixture.h"

#include <QAccessible>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QQuickItem>
#include <QSignalSpy>
#include <QTest>

using namespace hearth;
using namespace hearth::test;

namespace {

constexpr int generous = 30'000;

const char guide[] = "# Guide\n\nThe cat is here. It sleeps for 12 hours.\n\nRun `make` in the house.\n";
const char broken[] = "int answer() {\n    return 41;\n}\n";
const char mended[] = "int answer() {\n    return 42;\n}\n";

void writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QAccessibleInterface* findNamed(QAccessibleInterface* interface, const QString& name,
                                QAccessible::Role role) {
    if (!interface || !interface->isValid() || interface->state().invisible)
        return nullptr;
    if (interface->role() == role && interface->text(QAccessible::Name) == name)
        return interface;
    for (int i = 0; i < interface->childCount(); ++i) {
        if (QAccessibleInterface* found = findNamed(interface->child(i), name, role))
            return found;
    }
    return nullptr;
}

void collectNameless(QAccessibleInterface* interface, QStringList& nameless) {
    if (!interface || !interface->isValid() || interface->state().invisible)
        return;
    const auto role = interface->role();
    if ((role == QAccessible::Button || role == QAccessible::EditableText || role == QAccessible::ListItem ||
         role == QAccessible::List) &&
        interface->text(QAccessible::Name).trimmed().isEmpty())
        nameless.append(QString::fromLatin1(interface->object()->metaObject()->className()));
    for (int i = 0; i < interface->childCount(); ++i)
        collectNameless(interface->child(i), nameless);
}

} // namespace

class TestReviews : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        ui::prepareApplication();
        QAccessible::setActive(true);
    }
    void init() {
        m_fixture = std::make_unique<UiFixture>();
        // The scripted engine gives a text back as it is, and mends the one mistake that there is.
        const QString script = m_fixture->folder() + QStringLiteral("/script.json");
        const QJsonObject rule{{"contains", "careful programmer"},
                               {"answer", QStringLiteral("```cpp\n%1```").arg(QLatin1String(mended))}};
        writeFile(script, QJsonDocument(QJsonArray{rule}).toJson());
        qputenv("HEARTH_FAKE_SCRIPT", script.toUtf8());
        m_fixture->start();
        m_fixture->workspace().settings()->setLanguage(QStringLiteral("en")); // “1 part”, not “1 part(s)”
        m_window = std::make_unique<ui::MainWindow>(m_fixture->workspace());
        QVERIFY(m_window->window());
        QVERIFY(QTest::qWaitForWindowExposed(m_window->window()));
        QVERIFY(m_fixture->loadModel(m_fixture->modelFile()));
    }
    void cleanup() {
        m_window.reset();
        m_fixture.reset();
        qunsetenv("HEARTH_FAKE_SCRIPT");
    }

    void translationIsCorrectedAndSaved() {
        openTranslation();
        ui::TranslationReview& review = *reviews().translation();
        QCOMPARE(review.count(), 4); // the heading, two sentences, the line with code
        QCOMPARE(review.problems(), 0);
        QCOMPARE(review.documents().size(), 1);
        QCOMPARE(review.documents()[0].toMap().value(QStringLiteral("suggestedName")),
                 QStringLiteral("guide.de.md"));

        overwrite(QStringLiteral("Translation of: The cat is here."), QStringLiteral("Die Katze ist da."));
        QTRY_COMPARE(review.alignment().pairs[1].target.trimmed(), QStringLiteral("Die Katze ist da."));
        // Tab goes to the next sentence.
        QTest::keyClick(window(), Qt::Key_Tab);
        QTRY_COMPARE(focusedName(), QStringLiteral("Translation of: It sleeps for 12 hours."));
        QTest::keyClick(window(), Qt::Key_A, Qt::ControlModifier);
        type(QStringLiteral("Sie schlaeft lange."));
        QTRY_COMPARE(review.problems(), 1); // the number is missing
        type(QStringLiteral(" 12 Stunden."));
        QTRY_COMPARE(review.problems(), 0);

        const QString target = m_fixture->folder() + QStringLiteral("/guide.de.md");
        QSignalSpy saved(&review, &ui::TranslationReview::saved);
        QSignalSpy failed(&review, &ui::TranslationReview::failed);
        review.save(0, QUrl::fromLocalFile(target));
        QTRY_COMPARE_WITH_TIMEOUT(saved.count() + failed.count(), 1, generous);
        QCOMPARE(readFile(target),
                 QByteArray("# Guide\n\nDie Katze ist da. Sie schlaeft lange. 12 Stunden.\n\nRun `make` in "
                            "the house.\n"));
        // What was edited is in the store, and comes back after a restart.
        const auto store = m_fixture->openStore();
        QTRY_VERIFY_WITH_TIMEOUT(store->tasks().list()->at(0).result.find("Katze") != std::string::npos,
                                 generous);
        restartAndOpen();
        QCOMPARE(reviews().translation()->alignment().pairs[1].target, QStringLiteral("Die Katze ist da. "));
    }

    void lostMarkIsSaidAndNotSaved() {
        openTranslation();
        ui::TranslationReview& review = *reviews().translation();
        QCOMPARE(review.data(review.index(3), ui::TranslationReview::MarksRole).toStringList(),
                 QStringList{QStringLiteral("⟦1⟧ `make`")});
        review.setTarget(3, QStringLiteral("Im Haus."));
        QCOMPARE(review.problems(), 1);
        click(QStringLiteral("1 part to look at"));
        QTRY_VERIFY(focusedName().startsWith(QLatin1String("Translation of: Run")));
        QSignalSpy failed(&review, &ui::TranslationReview::failed);
        const QString target = m_fixture->folder() + QStringLiteral("/guide.de.md");
        review.save(0, QUrl::fromLocalFile(target));
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, generous);
        QVERIFY(!QFile::exists(target));
        // The document itself has moved on: nothing is put together out of two of them.
        review.setTarget(3, QStringLiteral("Im Haus ⟦1⟧."));
        QCOMPARE(review.problems(), 0);
        writeFile(m_fixture->folder() + QStringLiteral("/guide.md"),
                  QByteArray(guide) + "\nOne more line.\n");
        review.save(0, QUrl::fromLocalFile(target));
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 2, generous);
        QVERIFY(failed[1][0].toString().contains(QLatin1String("guide.md")));
        QVERIFY(!QFile::exists(target));
    }

    void eachSideHasItsOwnDirection() {
        ui::TranslationReview review;
        sdk::AlignmentPart alignment;
        alignment.pairs.append(
            {QStringLiteral("The cat is here."), QStringLiteral("القطة هنا."), {}, {}, 0, 0, {}});
        alignment.pairs.append({QStringLiteral("שלום"), QString(), {}, {}, 0, 1, {}});
        review.open(alignment, {}, QStringLiteral("text"), QStringLiteral("ar"));
        const auto value = [&](int row, int role) { return review.data(review.index(row), role).toBool(); };
        QVERIFY(!value(0, ui::TranslationReview::SourceRightToLeftRole));
        QVERIFY(value(0, ui::TranslationReview::TargetRightToLeftRole));
        QVERIFY(value(1, ui::TranslationReview::SourceRightToLeftRole));
        QVERIFY(value(1, ui::TranslationReview::TargetRightToLeftRole));
    }

    void changesAreAppliedAndUndone() {
        const QString path = m_fixture->folder() + QStringLiteral("/answer.cpp");
        writeFile(path, broken);
        run(path, QStringLiteral("fix"), {});
        click(QStringLiteral("Look at the changes"));
        QTRY_COMPARE_WITH_TIMEOUT(page(), QStringLiteral("changes"), generous);
        ui::ChangeReview& review = *reviews().changes();
        QCOMPARE(kinds(review), QStringLiteral("file hunk same removed added same"));
        QTRY_VERIFY(find(QStringLiteral("Removed, line 2:     return 41;"), QAccessible::ListItem));
        QTRY_VERIFY(find(QStringLiteral("Added, line 2:     return 42;"), QAccessible::ListItem));
        QStringList nameless;
        collectNameless(QAccessible::queryAccessibleInterface(window()), nameless);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));

        click(QStringLiteral("Copy the change: answer.cpp"));
        QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("+    return 42;")));
        click(QStringLiteral("Apply: answer.cpp"));
        QTRY_COMPARE(readFile(path), QByteArray(mended));
        click(QStringLiteral("Undo: answer.cpp"));
        QTRY_COMPARE(readFile(path), QByteArray(broken));
        // By keyboard alone: the button is reached with Tab and pressed with Enter.
        QTRY_VERIFY(find(QStringLiteral("Apply: answer.cpp"), QAccessible::Button));
        for (int i = 0; i < 200 && focusedName() != QLatin1String("Apply: answer.cpp"); ++i)
            QTest::keyClick(window(), Qt::Key_Tab);
        QCOMPARE(focusedName(), QStringLiteral("Apply: answer.cpp"));
        QTest::keyClick(window(), Qt::Key_Return);
        QTRY_COMPARE(readFile(path), QByteArray(mended));

        // That it is applied outlives the program, and so does the way back.
        const auto store = m_fixture->openStore();
        QTRY_VERIFY_WITH_TIMEOUT(
            store->tasks().list()->at(0).result.find("\"applied\":[{") != std::string::npos, generous);
        restartAndOpen();
        QCOMPARE(stateOf(*reviews().changes()), QStringLiteral("applied"));
        QVERIFY(reviews().changes()->undo(0));
        QCOMPARE(readFile(path), QByteArray(broken));
    }

    void changeThatDoesNotFitIsRefused() {
        const QString path = m_fixture->folder() + QStringLiteral("/answer.cpp");
        writeFile(path, broken);
        run(path, QStringLiteral("fix"), {});
        writeFile(path, "int answer() {\n    return 7;\n}\n");
        click(QStringLiteral("Look at the changes"));
        QTRY_COMPARE_WITH_TIMEOUT(page(), QStringLiteral("changes"), generous);
        ui::ChangeReview& review = *reviews().changes();
        QCOMPARE(stateOf(review), QStringLiteral("unfit"));
        QVERIFY(review.data(review.index(0), ui::ChangeReview::MessageRole)
                    .toString()
                    .contains(QLatin1String("answer.cpp")));
        QVERIFY(!find(QStringLiteral("Apply: answer.cpp"), QAccessible::Button));
        QVERIFY(!review.apply(0));
        QCOMPARE(readFile(path), QByteArray("int answer() {\n    return 7;\n}\n"));
    }

private:
    QQuickWindow* window() { return m_window->window(); }
    ui::TaskReviews& reviews() { return *m_fixture->workspace().tasks()->reviews(); }
    QString page() { return window()->property("currentPage").toString(); }

    void run(const QString& path, const QString& task, const QVariantMap& options) {
        ui::TaskController& tasks = *m_fixture->workspace().tasks();
        m_fixture->workspace().openFiles({QUrl::fromLocalFile(path)});
        int index = -1;
        const QVariantList choices = tasks.choices();
        for (const QVariant& choice : choices) {
            if (choice.toMap().value(QStringLiteral("task")) == task)
                index = choice.toMap().value(QStringLiteral("index")).toInt();
        }
        QVERIFY(index >= 0);
        // The sheet that offers them is over the page.
        QTest::keyClick(window(), Qt::Key_Escape);
        tasks.start(index, options);
        QTRY_COMPARE_WITH_TIMEOUT(reviews().available().size(), 1, generous);
    }
    void openTranslation() {
        const QString path = m_fixture->folder() + QStringLiteral("/guide.md");
        writeFile(path, guide);
        run(path, QStringLiteral("translate"),
            {{QStringLiteral("to"), QStringLiteral("de")}, {QStringLiteral("from"), QStringLiteral("en")}});
        click(QStringLiteral("Side by side with the source"));
        QTRY_COMPARE_WITH_TIMEOUT(page(), QStringLiteral("translation"), generous);
    }
    /// The program ends and starts; the conversation and its task's result are opened again.
    void restartAndOpen() {
        const qint64 conversation = m_fixture->chat().conversation();
        m_window.reset();
        m_fixture->stop();
        m_fixture->start();
        m_fixture->chat().open(conversation);
        QTRY_COMPARE_WITH_TIMEOUT(reviews().available().size(), 1, generous);
        QSignalSpy opened(&reviews(), &ui::TaskReviews::opened);
        reviews().open(reviews().available().firstKey().toLongLong());
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, generous);
    }
    QQuickItem* find(const QString& name, QAccessible::Role role) {
        QAccessibleInterface* found = findNamed(QAccessible::queryAccessibleInterface(window()), name, role);
        return found ? qobject_cast<QQuickItem*>(found->object()) : nullptr;
    }
    void press(QQuickItem* item) {
        QVERIFY(item);
        QTest::mouseClick(window(), Qt::LeftButton, {},
                          item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint());
    }
    void click(const QString& name) {
        QTRY_VERIFY2_WITH_TIMEOUT(find(name, QAccessible::Button), qPrintable(name), generous);
        QTest::qWait(50); // where it stands is settled when the frame is drawn
        press(find(name, QAccessible::Button));
    }
    void overwrite(const QString& field, const QString& text) {
        QTRY_VERIFY2_WITH_TIMEOUT(find(field, QAccessible::EditableText), qPrintable(field), generous);
        QTest::qWait(50);
        press(find(field, QAccessible::EditableText));
        QTRY_COMPARE(focusedName(), field);
        QTest::keyClick(window(), Qt::Key_A, Qt::ControlModifier);
        type(text);
    }
    void type(const QString& text) { typeInto(window(), text); }
    QString focusedName() {
        QAccessibleInterface* focused = QAccessible::queryAccessibleInterface(window()->activeFocusItem());
        return focused ? focused->text(QAccessible::Name) : QString();
    }
    static QString kinds(const ui::ChangeReview& review) {
        QStringList list;
        for (int row = 0; row < review.count(); ++row)
            list.append(review.data(review.index(row), ui::ChangeReview::KindRole).toString());
        return list.join(u' ');
    }
    static QString stateOf(const ui::ChangeReview& review) {
        return review.data(review.index(0), ui::ChangeReview::StateRole).toString();
    }

    std::unique_ptr<UiFixture> m_fixture;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(TestReviews)
#include "test_reviews.moc"
