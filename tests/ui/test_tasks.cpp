// Tasks from the window: files are offered to the tasks that take them, results become messages.
#include "ui_fixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace hearth;
using namespace hearth::test;

class TestTasks : public QObject {
    Q_OBJECT
private slots:
    void resultsBecomeMarkdown() {
        sdk::TaskResult result;
        result.parts.append(sdk::TextPart{QStringLiteral("**Sum**")});
        result.parts.append(sdk::TablePart{QStringLiteral("T"), {"a", "b"}, {{"1", "x|y"}}});
        sdk::QuotePart quote;
        quote.claim = QStringLiteral("It is so.");
        quote.quote = QStringLiteral("so it is");
        quote.place.page = 3;
        quote.verified = true;
        result.parts.append(quote);
        result.notes.append(QStringLiteral("A note"));
        const QString markdown = ui::taskResultToMarkdown(result, {});
        QVERIFY(
            markdown.startsWith(QLatin1String("**Sum**\n\n**T**\n\n| a | b |\n|---|---|\n| 1 | x\\|y |")));
        QVERIFY(markdown.contains(QStringLiteral("It is so.\n\n> so it is\n>\n> — ")));
        QVERIFY(markdown.endsWith(QLatin1String("*A note*")));
    }

    void filesOfATaskAreSavedWithoutOverwriting() {
        UiFixture fixture;
        sdk::TaskResult result;
        result.parts.append(
            sdk::FilePart{QStringLiteral("../../a.txt"), QStringLiteral("text/plain"), "one"});
        QVERIFY(ui::taskResultToMarkdown(result, fixture.folder()).contains(QLatin1String("a.txt")));
        QVERIFY(ui::taskResultToMarkdown(result, fixture.folder()).contains(QLatin1String("a (2).txt")));
        QVERIFY(QFile::exists(fixture.folder() + QStringLiteral("/a.txt")));
        QVERIFY(QFile::exists(fixture.folder() + QStringLiteral("/a (2).txt")));
    }

    void summaryWithoutAModel() {
        UiFixture fixture;
        fixture.start();
        const QString path = fixture.folder() + QStringLiteral("/report.txt");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 30; ++i)
            file.write(QStringLiteral("The heron stands in the shallow water on day %1 and waits for fish. ")
                           .arg(i)
                           .toUtf8());
        file.close();
        ui::TaskController& tasks = *fixture.workspace().tasks();
        QSignalSpy offered(&tasks, &ui::TaskController::offered);
        fixture.workspace().openFiles({QUrl::fromLocalFile(path)});
        QCOMPARE(offered.count(), 1);
        QCOMPARE(tasks.fileNames(), QStringList{QStringLiteral("report.txt")});
        int summarize = -1;
        const QVariantList choices = tasks.choices();
        for (const QVariant& choice : choices) {
            if (choice.toMap().value(QStringLiteral("name")).toString().contains(QLatin1String("Summar")))
                summarize = choice.toMap().value(QStringLiteral("index")).toInt();
        }
        QVERIFY(summarize >= 0);
        tasks.start(summarize, {{QStringLiteral("mode"), QStringLiteral("extractive")}});
        QTRY_COMPARE_WITH_TIMEOUT(fixture.shown().size(), 2, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(fixture.shown().last().contains(QLatin1String("heron")), 20'000);
        const qint64 answer = fixture.messages().path().back().id;
        QTRY_COMPARE(fixture.openStore()->messages().get(answer)->status, storage::MessageStatus::Complete);
    }

    void filesThatNothingTakesAreSaidSo() {
        UiFixture fixture;
        fixture.start();
        fixture.workspace().openFiles(
            {QUrl::fromLocalFile(fixture.folder() + QStringLiteral("/not-there.pdf"))});
        QVERIFY(!fixture.workspace().notices()->text(QStringLiteral("files")).isEmpty());
    }
};

QTEST_MAIN(TestTasks)
#include "test_tasks.moc"
