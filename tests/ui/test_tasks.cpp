// Tasks from the window: files are offered to the tasks that take them, results become messages.
#include "ui/tasks/stored_steps.h"
#include "ui/tasks/task_input.h"
#include "ui/workspace/language.h"
#include "ui_fixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace hearth;
using namespace hearth::test;

namespace {

QString heronText() {
    QString text;
    for (int i = 0; i < 30; ++i)
        text += QStringLiteral("The heron stands in the shallow water on day %1 and waits for fish. ").arg(i);
    return text;
}

/// Place of a task in what is offered; -1 when it is not there.
int choiceOf(const ui::TaskController& tasks, const QString& task) {
    const QVariantList choices = tasks.choices();
    for (const QVariant& choice : choices) {
        if (choice.toMap().value(QStringLiteral("task")) == task)
            return choice.toMap().value(QStringLiteral("index")).toInt();
    }
    return -1;
}

void copyFolder(const QString& from, const QString& to) {
    QVERIFY(QDir().mkpath(to));
    const QFileInfoList entries = QDir(from).entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QFileInfo& entry : entries) {
        const QString target = to + u'/' + entry.fileName();
        if (entry.isDir())
            copyFolder(entry.filePath(), target);
        else
            QVERIFY(QFile::copy(entry.filePath(), target));
    }
}

/// All that people read about the tasks of all plugins.
QStringList textsOf(const plugin_host::PluginRegistry& registry) {
    QStringList texts;
    for (const plugin_host::PluginInfo& info : registry.plugins()) {
        texts.append(info.manifest.name);
        for (const sdk::TaskDescription& task : info.manifest.tasks) {
            texts << task.name << task.description;
            for (const sdk::OptionDescription& option : task.options) {
                texts << option.label;
                for (const auto& choice : option.choices)
                    texts << choice.label;
            }
        }
    }
    return texts;
}

} // namespace

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
        QVERIFY(markdown.contains(QStringLiteral("It is so.\n\n> so it is\\\n> — ")));
        QVERIFY(markdown.endsWith(QLatin1String("*A note*")));
        // The source's words are no markup, and are said once where they are the claim.
        quote.claim = quote.quote = QStringLiteral("1. A *star* in __init__");
        QCOMPARE(ui::taskPartToMarkdown(quote, {}),
                 QStringLiteral("> 1\\. A \\*star\\* in \\_\\_init\\_\\_\\\n> — p. 3"));
        // Names in a note are no markup.
        sdk::TaskResult named;
        named.notes.append(QStringLiteral("Read: pkg/__init__.py, a*b.md"));
        QCOMPARE(ui::taskResultToMarkdown(named, {}),
                 QStringLiteral("*Read: pkg/\\_\\_init\\_\\_.py, a\\*b.md*"));
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
        QCOMPARE(tasks.subject(), QStringLiteral("report.txt"));
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

    void textIsATasksInputToo() {
        UiFixture fixture;
        fixture.start();
        ui::TaskController& tasks = *fixture.workspace().tasks();
        tasks.offerText(heronText());
        QVERIFY(tasks.subject().startsWith(QLatin1String("The heron stands")));
        const int summarize = choiceOf(tasks, QStringLiteral("summarize"));
        QVERIFY(summarize >= 0);
        QSignalSpy rows(tasks.running(), &QAbstractItemModel::rowsInserted);
        tasks.start(summarize, {{QStringLiteral("mode"), QStringLiteral("extractive")}});
        QTRY_VERIFY_WITH_TIMEOUT(fixture.shown().value(1).contains(QLatin1String("heron")), 20'000);
        QCOMPARE(rows.count(), 1);
        QCOMPARE(tasks.running()->count(), 0);
        const auto store = fixture.openStore();
        QTRY_COMPARE(store->tasks().list()->at(0).state, storage::TaskState::Done);
        // The conversation is one as well.
        QSignalSpy offered(&tasks, &ui::TaskController::offered);
        tasks.offerConversation();
        QTRY_COMPARE(offered.count(), 1);
        QVERIFY(choiceOf(tasks, QStringLiteral("summarize")) >= 0);
    }

    void runThatWasCutOffGoesOn() {
        UiFixture fixture;
        fixture.start();
        fixture.stop();
        qint64 question = 0;
        {
            auto store =
                storage::Store::open((fixture.folder() + QStringLiteral("/hearth.db")).toStdString());
            QVERIFY(store.has_value());
            storage::Message asked;
            asked.conversation = (*store)->conversations().create("herons")->id;
            asked.parts = storage::text_parts("Summarize: The heron");
            question = (*store)->messages().add(asked)->id;
            sdk::TaskInput input;
            input.text = heronText();
            input.options.insert(QStringLiteral("mode"), QStringLiteral("extractive"));
            storage::Task task;
            task.plugin = "summarize";
            task.name = "summarize";
            task.input = ui::taskInputToJson({input, question});
            task.progress = 0.4;
            task = *(*store)->tasks().create(task);
            QVERIFY((*store)->tasks().set_progress(task.id, 0.4).has_value());
        }
        fixture.start();
        ui::Notices& notices = *fixture.workspace().notices();
        QTRY_VERIFY(notices.text(QStringLiteral("resume-1")).contains(QLatin1String("40")));
        notices.act(QStringLiteral("resume-1"));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.shown().value(1).contains(QLatin1String("heron")), 20'000);
        QCOMPARE(fixture.messages().path().front().id, question);
        QTRY_COMPARE(fixture.openStore()->tasks().list()->at(0).state, storage::TaskState::Done);
        // It is offered once.
        fixture.stop();
        fixture.start();
        QTest::qWait(100);
        QVERIFY(fixture.workspace().notices()->text(QStringLiteral("resume-1")).isEmpty());
    }

    void stepsAreInTheStore() {
        UiFixture fixture;
        fixture.start();
        auto& bridge = fixture.workspace().store();
        storage::TaskId task = 0;
        bridge.write<storage::Task>(
            &bridge, [](storage::Store& store) { return store.tasks().create({.plugin = "p", .name = "n"}); },
            [&](const storage::Result<storage::Task>& made) { task = made->id; });
        QTRY_VERIFY(task != 0);
        const QByteArray bytes("\x00\xff\xfe bytes", 9);
        {
            ui::StoredSteps steps(bridge.asyncStore(), task, {});
            QVERIFY(!steps.find(QStringLiteral("a")));
            steps.save(QStringLiteral("a"), "{\"text\":\"日本\"}");
            steps.save(QStringLiteral("b"), bytes);
        }
        // Durable when save() returns: another connection reads them now.
        const auto kept = fixture.openStore()->tasks().steps(task);
        QVERIFY(kept.has_value());
        ui::StoredSteps again({}, task, *kept);
        QCOMPARE(again.find(QStringLiteral("a")), std::optional<QByteArray>("{\"text\":\"日本\"}"));
        QCOMPARE(again.find(QStringLiteral("b")), std::optional(bytes));
    }

    void inputComesBackFromTheStore() {
        sdk::TaskInput input;
        input.text = QStringLiteral("text “with” 日本");
        input.files = {QStringLiteral("/a b/c.pdf")};
        input.folders = {QStringLiteral("/a b/project")};
        input.conversation = {{QStringLiteral("user"), QStringLiteral("hello")}};
        input.options.insert(QStringLiteral("length"), QStringLiteral("page"));
        input.locale = QStringLiteral("de");
        const ui::StoredTaskInput back = ui::taskInputFromJson(ui::taskInputToJson({input, 7}));
        QCOMPARE(back.question, 7);
        QVERIFY(ui::sameTaskInput(back.input, input));
        input.options.insert(QStringLiteral("length"), QStringLiteral("line"));
        QVERIFY(!ui::sameTaskInput(back.input, input));
    }

    /// Names, descriptions and options of the built-in tasks and of the examples.
    void tasksSpeakTheWindowsLanguage_data() {
        QTest::addColumn<QString>("language");
        for (const char* language : {"de", "fr", "es", "zh_CN", "ar"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }
    void tasksSpeakTheWindowsLanguage() {
        QFETCH(QString, language);
        UiFixture fixture;
        fixture.start();
        ui::TaskController& tasks = *fixture.workspace().tasks();
        for (const char* example : {"mail-reply", "sentiment"}) {
            copyFolder(QStringLiteral(HEARTH_SOURCE_DIR "/plugins/examples/") + QLatin1String(example),
                       tasks.plugins()->folder() + u'/' + QLatin1String(example));
            tasks.plugins()->registry().refresh();
            tasks.plugins()->allow(QStringLiteral("io.hearth.examples.") + QLatin1String(example));
        }
        ui::Language texts;
        const auto inLanguage = [&](const QString& name) {
            fixture.workspace().settings()->setLanguage(name);
            texts.apply(name);
            tasks.retranslate();
            return textsOf(tasks.plugins()->registry());
        };
        const QStringList english = inLanguage(QStringLiteral("en"));
        const QStringList other = inLanguage(language);
        texts.apply(QStringLiteral("en"));
        QVERIFY(english.size() > 60);
        QCOMPARE(other.size(), english.size());
        int same = 0;
        for (qsizetype i = 0; i < english.size(); ++i) {
            QVERIFY2(!other[i].isEmpty(), qPrintable(english[i]));
            // A word may be the same in two languages, a sentence is not.
            QVERIFY2(other[i] != english[i] || !english[i].contains(u' '), qPrintable(english[i]));
            same += other[i] == english[i];
        }
        QVERIFY2(same <= 8, qPrintable(QString::number(same)));
    }

    void pluginsAreAddedAllowedAndSwitchedOff() {
        UiFixture fixture;
        fixture.start();
        ui::TaskController& tasks = *fixture.workspace().tasks();
        ui::PluginList& plugins = *tasks.plugins();
        const auto state = [&](const QString& id) {
            const QVariantList list = plugins.plugins();
            for (const QVariant& plugin : list) {
                if (plugin.toMap().value(QStringLiteral("id")) == id)
                    return plugin.toMap().value(QStringLiteral("state")).toString();
            }
            return QString();
        };
        QCOMPARE(state(QStringLiteral("summarize")), QStringLiteral("ready"));
        // A folder with a plugin, as someone would put it there.
        const QString folder = plugins.folder() + QStringLiteral("/mail-reply");
        copyFolder(QStringLiteral(HEARTH_SOURCE_DIR "/plugins/examples/mail-reply"), folder);
        plugins.registry().refresh();
        QString id;
        const QVariantList list = plugins.plugins();
        for (const QVariant& plugin : list) {
            if (!plugin.toMap().value(QStringLiteral("builtIn")).toBool())
                id = plugin.toMap().value(QStringLiteral("id")).toString();
        }
        QVERIFY2(!id.isEmpty(), "the example is not found");
        QCOMPARE(state(id), QStringLiteral("consent"));
        const auto offers = [&] {
            tasks.offerText(QStringLiteral("Dear all, the meeting is on Monday."));
            const QVariantList choices = tasks.choices();
            return std::any_of(choices.begin(), choices.end(), [&](const QVariant& choice) {
                return choice.toMap().value(QStringLiteral("plugin")) == id;
            });
        };
        QVERIFY(!offers());
        plugins.allow(id);
        QCOMPARE(state(id), QStringLiteral("ready"));
        QVERIFY(offers());
        plugins.setEnabled(id, false);
        QCOMPARE(state(id), QStringLiteral("disabled"));
        QVERIFY(!offers());
        // What is no plugin is said so.
        QVERIFY(!plugins.add(QUrl::fromLocalFile(fixture.modelFile())));
        QVERIFY(!fixture.workspace().notices()->text(QStringLiteral("plugins")).isEmpty());
    }

    void foldersAreGrantedAndTakenBack() {
        UiFixture fixture;
        fixture.start();
        const QString project = fixture.folder() + QStringLiteral("/project");
        const QString library = fixture.folder() + QStringLiteral("/library");
        QVERIFY(QDir().mkpath(project) && QDir().mkpath(library));
        ui::FolderGrants& folders = *fixture.workspace().tasks()->folders();
        // Dropped on the composer, a folder is granted; a file is attached.
        fixture.workspace().attach({QUrl::fromLocalFile(project), QUrl::fromLocalFile(fixture.modelFile())});
        QCOMPARE(folders.paths(), QStringList{project});
        QCOMPARE(fixture.chat().attachments()->count(), 1);
        fixture.chat().attachments()->remove(0);
        QVERIFY(!folders.add(QUrl::fromLocalFile(fixture.modelFile())));
        QVERIFY(folders.add(QUrl::fromLocalFile(project)));
        QCOMPARE(folders.count(), 1);
        // The conversation that is made of it has it, another one has not.
        QVERIFY(fixture.loadModel(fixture.modelFile()));
        QVERIFY(fixture.ask(QStringLiteral("hello")));
        QCOMPARE(folders.paths(), QStringList{project});
        const qint64 conversation = fixture.chat().conversation();
        fixture.chat().startNew();
        QCOMPARE(folders.count(), 0);
        // Kept for every conversation: until it is taken back.
        QVERIFY(folders.add(QUrl::fromLocalFile(library)));
        folders.setKept(0, true);
        QVERIFY(folders.data(folders.index(0), ui::FolderGrants::KeptRole).toBool());
        fixture.chat().open(conversation);
        QTRY_COMPARE(folders.paths(), QStringList({library, project}));
        folders.setKept(0, false);
        QCOMPARE(folders.count(), 2);
        folders.remove(0);
        folders.remove(0);
        QCOMPARE(folders.count(), 0);
        QVERIFY(fixture.workspace().settings()->folders().isEmpty());
        // What is granted to a conversation is forgotten with the program.
        QVERIFY(folders.add(QUrl::fromLocalFile(project)));
        fixture.stop();
        fixture.start();
        QTRY_COMPARE(fixture.chat().conversation(), conversation);
        QCOMPARE(fixture.workspace().tasks()->folders()->count(), 0);
    }

    void aTaskReadsTheFolderOfTheConversation() {
        UiFixture fixture;
        const QString project = fixture.folder() + QStringLiteral("/project");
        QVERIFY(QDir().mkpath(project));
        const auto write = [](const QString& path, const QByteArray& bytes) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        };
        write(project + QStringLiteral("/half.py"), "def half(x):\n    return x / 0\n");
        write(project + QStringLiteral("/.env"), "PASSWORD\n");
        const QString script = fixture.folder() + QStringLiteral("/script.json");
        const auto rule = [](const char* contains, const char* answer) {
            return QJsonObject{{"contains", contains}, {"answer", answer}};
        };
        write(script,
              QJsonDocument(QJsonArray{rule("PASSWORD", "It read what is hidden."),
                                       rule("Name the files", "{\"files\": [\"half.py\"]}"),
                                       rule("x / 0", "```python\ndef half(x):\n    return x / 2\n```")})
                  .toJson());
        qputenv("HEARTH_FAKE_SCRIPT", script.toUtf8());
        fixture.start();
        const bool loaded = fixture.loadModel(fixture.modelFile());
        qunsetenv("HEARTH_FAKE_SCRIPT");
        QVERIFY(loaded);
        ui::TaskController& tasks = *fixture.workspace().tasks();
        QVERIFY(tasks.folders()->add(QUrl::fromLocalFile(project)));
        const QVariantList fix = tasks.matching(QStringLiteral("fix"));
        QCOMPARE(fix.size(), 1);
        QVERIFY(fix[0].toMap().value(QStringLiteral("folders")).toBool());
        QVERIFY(tasks.startOnDraft(fix[0].toMap(), {}, QStringLiteral("Mend half")));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.shown().value(1).contains(QLatin1String("return x / 2")), 20'000);
        // The user sees what was asked, and what was read.
        QVERIFY2(fixture.shown()[0].contains(QLatin1String("Mend half")), qPrintable(fixture.shown()[0]));
        QVERIFY2(fixture.shown()[1].contains(QLatin1String("half.py (1 ")), qPrintable(fixture.shown()[1]));
        // The change is put into the file and taken back, as that of a file that was given.
        ui::TaskReviews& reviews = *tasks.reviews();
        const qint64 answer = fixture.messages().path().back().id;
        QTRY_VERIFY(reviews.available().contains(QString::number(answer)));
        QSignalSpy opened(&reviews, &ui::TaskReviews::opened);
        reviews.open(answer);
        QTRY_COMPARE(opened.count(), 1);
        ui::ChangeReview& changes = *reviews.changes();
        QCOMPARE(changes.openChanges(), 1);
        QCOMPARE(changes.data(changes.index(0), ui::ChangeReview::LanguageRole).toString(),
                 QStringLiteral("Python"));
        QVERIFY(changes.apply(0));
        QFile file(project + QStringLiteral("/half.py"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("def half(x):\n    return x / 2\n"));
        QVERIFY(changes.undo(0));
        // Dropped on the window, a folder is offered to the tasks that read one.
        QSignalSpy offered(&tasks, &ui::TaskController::offered);
        fixture.workspace().openFiles({QUrl::fromLocalFile(project)});
        QCOMPARE(offered.count(), 1);
        QCOMPARE(tasks.subject(), QStringLiteral("project"));
        QVERIFY(choiceOf(tasks, QStringLiteral("explain")) >= 0);
        QCOMPARE(choiceOf(tasks, QStringLiteral("summarize")), -1);
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
