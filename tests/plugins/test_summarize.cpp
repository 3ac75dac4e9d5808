// Summaries: the whole document is read, every claim has its place, quotes are checked, steps outlive a kill.

#include "fake_model.h"
#include "plugins/documents/readers.h"
#include "plugins/host/host_task_context.h"
#include "plugins/host/task_runner.h"
#include "plugins/sdk/text.h"
#include "plugins/summarize/summarize_plugin.h"
#include "plugins/summarize/summary.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

#include <algorithm>

using namespace hearth;
using namespace hearth::sdk;
using plugin_host::CancelToken;
using plugin_host::HostTaskContext;

namespace {

QString shared(const QString& name) {
    return qEnvironmentVariable("HEARTH_SHARED_DATA") + "/docs/" + name;
}

/// The numbered sentences of the part that a request asks about.
QMap<int, QString> numberedSentences(const GenerationRequest& request) {
    QString part = delimitedText(request);
    part = part.mid(part.indexOf("Part ("));
    static const QRegularExpression line("^\\[(\\d+)\\] (.*)$", QRegularExpression::MultilineOption);
    QMap<int, QString> sentences;
    for (auto matches = line.globalMatch(part); matches.hasNext();) {
        const auto match = matches.next();
        sentences.insert(match.captured(1).toInt(), match.captured(2));
    }
    return sentences;
}

/// Claims that cite the first sentences of what was read, and summaries that say so.
QString honestModel(const GenerationRequest& request) {
    const QString system = request.messages.first().content;
    if (system.contains("\"keep\"")) {
        QJsonArray keep;
        for (int i = 1; i <= 12; ++i)
            keep.append(i);
        return QJsonDocument(QJsonObject{{"keep", keep}}).toJson();
    }
    if (!system.contains("\"claims\""))
        return "The summary.";
    QJsonArray claims;
    const auto sentences = numberedSentences(request);
    for (int number = 1; number <= std::min<int>(3, int(sentences.size())); ++number)
        claims.append(QJsonObject{{"claim", "It says: " + sentences[number].left(40)}, {"cites", number}});
    return QJsonDocument(QJsonObject{{"claims", claims}}).toJson();
}

struct Run {
    Result<TaskResult> result = fail(ErrorKind::Internal, {});
    QList<Progress> progress;
    QStringList partials;
};

Run runSummarize(const TaskInput& input, std::shared_ptr<plugin_host::ModelService> model,
                 std::shared_ptr<StepStore> steps = {}) {
    Run run;
    HostTaskContext context(std::move(model), std::move(steps), {Permission::Model, Permission::Files}, input,
                            std::make_shared<CancelToken>(),
                            {[&](const Progress& progress) { run.progress << progress; },
                             [&](const QString& key, const ResultPart&) { run.partials << key; }});
    summarize::SummarizePlugin plugin;
    run.result = plugin.run("summarize", input, context);
    return run;
}

QString longText(int sections) {
    QString text;
    for (int s = 1; s <= sections; ++s)
        for (int p = 1; p <= 4; ++p)
            text +=
                QString("Section %1 paragraph %2 tells how the number %3 was found by the clerk of the town. "
                        "He wrote it down with care and sent the letter to the mayor on the same day.\n\n")
                    .arg(s)
                    .arg(p)
                    .arg(s * 100 + p);
    return text;
}

} // namespace

class TestSummarize : public QObject {
    Q_OBJECT
private slots:
    void chunksHoldEverything_data() {
        QTest::addColumn<int>("units");
        for (const int units : {80, 300, 2000, 1000000})
            QTest::addRow("%d", units) << units;
    }
    void chunksHoldEverything() {
        QFETCH(int, units);
        const auto document = documents::readDocument(
            {"a.md", ("# One\n\n" + longText(3) + "## Two\n\n" + longText(5)).toUtf8()});
        QVERIFY(document);
        QString all, joined;
        for (const Block& block : document->blocks)
            all += block.text;
        for (const summarize::Chunk& chunk : summarize::cutChunks({*document}, units)) {
            QVERIFY2(chunk.text.size() <= units + 4, qPrintable(QString::number(chunk.text.size())));
            joined += chunk.text;
        }
        const auto letters = [](QString text) { return text.remove(QRegularExpression("[\\s#]")); };
        QCOMPARE(letters(joined), letters(all));
    }

    void extractive() {
        TaskInput input;
        input.text =
            "The bridge was closed on Monday because the river had risen above its piers. "
            "Cars had to take the long way over the hills to reach the town. "
            "Children were happy. "
            "The mayor said that the bridge would open again once the river had fallen below its piers.\n\n"
            "On Friday the river fell and the bridge was opened by the mayor.";
        input.options = {{"mode", "extractive"}, {"length", "line"}};
        const Run run = runSummarize(input, nullptr);
        QVERIFY(run.result);
        QCOMPARE(run.result->data["mode"].toString(), QStringLiteral("extractive"));
        QCOMPARE(run.result->data["coverage"].toDouble(), 1.0);
        const QJsonArray claims = run.result->data["claims"].toArray();
        QCOMPARE(claims.size(), 1);
        QVERIFY2(claims[0]["quote"].toString().contains("bridge"), qPrintable(claims[0]["quote"].toString()));
        QVERIFY(claims[0]["verified"].toBool());
        QVERIFY(normalizedSpace(input.text).contains(claims[0]["quote"].toString()));
    }

    void lengths_data() {
        QTest::addColumn<QString>("length");
        QTest::addColumn<QString>("asked");  ///< what the model must be told
        QTest::addColumn<int>("mostClaims"); ///< that the answer is written from
        QTest::addColumn<int>("sentences");  ///< of the extractive summary, at most
        QTest::addColumn<QString>("form");   ///< of the extractive summary: a regular expression
        const QString plain = "^(?!- )(?!.*\\n)";
        const QString bullets = "^- [^\\n]+(\\n- [^\\n]+)*$";
        QTest::newRow("line") << "line"
                              << "one sentence" << 8 << 1 << plain;
        QTest::newRow("paragraph") << "paragraph"
                                   << "one paragraph" << 20 << 6 << plain;
        QTest::newRow("page") << "page"
                              << "about one page" << 40 << 20 << "\\n\\n";
        QTest::newRow("outline") << "outline"
                                 << "Markdown outline: one heading" << 40 << 20
                                 << "^\\*\\*Section \\d+\\*\\*\\n\\n- [^\\n]+\\n";
        QTest::newRow("key points") << "points"
                                    << "bullet points, the most important first" << 20 << 10 << bullets;
        QTest::newRow("action items") << "actions"
                                      << "list of the tasks and decisions" << 20 << 10 << bullets;
        QTest::newRow("e-mail") << "email"
                                << "e-mail to a colleague" << 20 << 8 << plain;
    }
    void lengths() {
        QFETCH(QString, length);
        QFETCH(QString, asked);
        QFETCH(int, mostClaims);
        QFETCH(int, sentences);
        QFETCH(QString, form);
        // The sheet offers it.
        const auto choices = summarize::SummarizePlugin().tasks().first().options.first().choices;
        QVERIFY(std::any_of(choices.begin(), choices.end(), [&](const auto& choice) {
            return choice.value == length && !choice.label.isEmpty();
        }));
        QTemporaryDir folder;
        QFile file(folder.filePath("report.md"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int section = 1; section <= 12; ++section)
            file.write(QString("# Section %1\n\n%2\n").arg(section).arg(longText(4)).toUtf8());
        file.close();
        TaskInput input;
        input.files = {file.fileName()};
        input.options = {{"length", length}};
        QStringList written;
        bool asksForTasks = false;
        auto model = std::make_shared<FakeModel>([&](const GenerationRequest& request) {
            const QString system = request.messages.first().content;
            asksForTasks |= system.contains("\"claims\"") && system.contains("duties");
            if (!system.contains("\"claims\"") && !system.contains("\"keep\""))
                written << system << delimitedText(request);
            return honestModel(request);
        });
        model->modelFacts.contextSize = 2048;
        const Run byModel = runSummarize(input, model);
        QVERIFY2(byModel.result, byModel.result ? "" : qPrintable(byModel.result.error().message));
        QCOMPARE(byModel.result->data["mode"].toString(), QStringLiteral("model"));
        QCOMPARE(byModel.result->data["summary"].toString(), QStringLiteral("The summary."));
        QCOMPARE(byModel.result->data["coverage"].toDouble(), 1.0);
        QCOMPARE(written.size(), 2);
        QVERIFY2(written[0].contains(asked), qPrintable(written[0]));
        const qsizetype notes = written[1].split('\n', Qt::SkipEmptyParts).size();
        QVERIFY2(notes >= 4 && notes <= mostClaims, qPrintable(written[1]));
        QCOMPARE(asksForTasks, length == "actions");

        input.options.insert("mode", "extractive");
        const Run extractive = runSummarize(input, nullptr);
        QVERIFY(extractive.result);
        const QString text = extractive.result->data["summary"].toString();
        QVERIFY2(text.contains(QRegularExpression(form)), qPrintable(text));
        const qsizetype claims = extractive.result->data["claims"].toArray().size();
        QVERIFY2(claims >= 1 && claims <= sentences, qPrintable(QString::number(claims)));
    }

    void extractiveFollowsTheQuestion() {
        TaskInput input;
        input.text = longText(6) +
                     "The cat of the mayor sleeps on the warm roof of the old mill every night.\n\n" +
                     longText(3);
        input.options = {
            {"mode", "extractive"}, {"length", "line"}, {"question", "Where does the cat sleep?"}};
        const Run run = runSummarize(input, nullptr);
        QVERIFY(run.result);
        QVERIFY2(run.result->data["summary"].toString().contains("cat"),
                 qPrintable(run.result->data["summary"].toString()));
    }

    void realPdf() {
        const QString path = shared("nist-sp800-160v1.pdf");
        if (!QFile::exists(path))
            QSKIP("docs/nist-sp800-160v1.pdf is absent");
        TaskInput input;
        input.files = {path};
        input.options = {{"mode", "extractive"}};
        QElapsedTimer timer;
        timer.start();
        const Run run = runSummarize(input, nullptr);
        QVERIFY(run.result);
        qInfo("extractive summary of 260 pages: %lld ms", timer.elapsed());
        qInfo("%s", qPrintable(run.result->data["summary"].toString()));
        QCOMPARE(run.result->data["pages"].toInt(), 260);
        QVERIFY(run.result->data["summary"].toString().contains("security"));
        for (const QJsonValue& claim : run.result->data["claims"].toArray())
            QVERIFY(claim["place"].toString().startsWith("p. "));
    }

    void modelReadsEveryPart() {
        auto model = std::make_shared<FakeModel>(honestModel);
        model->modelFacts.contextSize = 2048;
        TaskInput input;
        input.text = longText(60);
        const Run run = runSummarize(input, model);
        QVERIFY2(run.result, run.result ? "" : qPrintable(run.result.error().message));
        QCOMPARE(run.result->data["mode"].toString(), QStringLiteral("model"));
        QCOMPARE(run.result->data["coverage"].toDouble(), 1.0);
        QCOMPARE(run.result->data["summary"].toString(), QStringLiteral("The summary."));
        QString seen;
        for (const GenerationRequest& request : model->asked()) {
            const QString all = request.messages[0].content + request.messages[1].content;
            QVERIFY2(all.size() / 4 + request.maximumTokens < 2048,
                     qPrintable(QString::number(all.size() / 4)));
            seen += delimitedText(request);
        }
        for (int section = 1; section <= 60; ++section)
            QVERIFY2(seen.contains(QString("the number %1 ").arg(section * 100 + 4)),
                     qPrintable(QString::number(section)));
        const QJsonArray claims = run.result->data["claims"].toArray();
        QVERIFY(claims.size() >= 5);
        for (const QJsonValue& claim : claims)
            QVERIFY2(claim["verified"].toBool() && !claim["place"].toString().isEmpty(),
                     qPrintable(claim["quote"].toString()));
        QVERIFY(run.progress.size() > 3);
        QCOMPARE(run.progress.last().fraction, 1.0);
        for (qsizetype i = 1; i < run.progress.size(); ++i)
            QVERIFY(run.progress[i].fraction >= run.progress[i - 1].fraction);
        QVERIFY(run.partials.contains("summary") && run.partials.contains("claim-0-0"));
    }

    void inventedQuotesAreMarkedNotHidden() {
        auto model = std::make_shared<FakeModel>([](const GenerationRequest& request) -> QString {
            return request.messages[0].content.contains("\"claims\"")
                       ? "{\"claims\":[{\"claim\":\"True\",\"quote\":\"He wrote it down with "
                         "care\"},{\"claim\":\"Made up\",\"quote\":\"The moon is a cheese and so on\"}]}"
                       : "Text";
        });
        TaskInput input;
        input.text = longText(2);
        const Run run = runSummarize(input, model);
        QVERIFY(run.result);
        const QJsonArray claims = run.result->data["claims"].toArray();
        QCOMPARE(claims.size(), 2);
        QVERIFY(claims[0]["verified"].toBool());
        QVERIFY(!claims[1]["verified"].toBool());
        QVERIFY(run.result->notes.join(' ').contains("1 of 2 quotes"));
    }

    /// A model that the grammar holds to the schema, and that is otherwise as bad as can be: numbers at
    /// random, claims that are noise. And one without constraints that errs at a given rate in every way
    /// there is.
    void quotesMatchWhateverTheModelSays_data() {
        QTest::addColumn<bool>("constrained");
        QTest::addColumn<int>("badPercent");
        QTest::addColumn<double>("least"); ///< share of the quotes that must be in the source
        QTest::newRow("constrained, all at random") << true << 100 << 1.0;
        QTest::newRow("free, 10 % bad") << false << 10 << 0.95;
        QTest::newRow("free, 30 % bad") << false << 30 << 0.95;
    }
    void quotesMatchWhateverTheModelSays() {
        QFETCH(bool, constrained);
        QFETCH(int, badPercent);
        QFETCH(double, least);
        QRandomGenerator random(11);
        int answers = 0;
        auto model = std::make_shared<FakeModel>([&](const GenerationRequest& request) -> QString {
            if (!request.messages.first().content.contains("\"claims\""))
                return honestModel(request);
            ++answers;
            const auto sentences = numberedSentences(request);
            const int count = int(sentences.size());
            const QJsonObject item =
                request.jsonSchema["properties"].toObject()["claims"].toObject()["items"].toObject();
            if (item["properties"].toObject()["cites"].toObject()["maximum"].toInt() != count)
                return "the schema does not fit the part";
            const bool bad = random.bounded(100) < badPercent;
            if (!constrained && bad && random.bounded(3) == 0)
                return "Here is a summary of the part, as you asked.";
            QJsonArray claims;
            for (int i = 0; i < 4; ++i) {
                const int number = 1 + random.bounded(count);
                QJsonObject claim{{"cites", number}, {"claim", sentences[number].left(60)}};
                if (bad && constrained)
                    claim = {{"cites", number}, {"claim", QString("Noise %1").arg(random.bounded(1000))}};
                else if (bad && random.bounded(2) == 0)
                    claim["cites"] = count + 7;
                else if (bad)
                    claim = {{"claim", "The moon is a cheese."}, {"quote", "The moon is a cheese and so on"}};
                claims.append(claim);
            }
            QString text = QJsonDocument(QJsonObject{{"claims", claims}}).toJson();
            return constrained && bad ? text.left(text.size() - 40) : text; // out of tokens
        });
        model->modelFacts.contextSize = 2048;
        TaskInput input;
        input.text = longText(120);
        input.options = {{"length", "page"}};
        const Run run = runSummarize(input, model);
        QVERIFY2(run.result, run.result ? "" : qPrintable(run.result.error().message));
        QCOMPARE(run.result->data["mode"].toString(), QStringLiteral("model"));
        const QString source = normalizedSpace(input.text);
        int found = 0, all = 0;
        for (const QJsonValue& value : run.result->data["claims"].toArray()) {
            const QJsonObject claim = value.toObject();
            ++all;
            const bool there =
                source.contains(claim["quote"].toString()) && !claim["quote"].toString().isEmpty();
            QCOMPARE(claim["verified"].toBool(), there);
            found += there;
        }
        qInfo("%d of %d quotes are in the source, %d answers", found, all, answers);
        QVERIFY(all >= 20);
        QVERIFY2(found >= least * all, qPrintable(QString("%1 of %2").arg(found).arg(all)));
    }

    void wrongNumberGivesWayToTheSentenceThatSaysIt() {
        auto model = std::make_shared<FakeModel>([](const GenerationRequest& request) -> QString {
            return request.messages[0].content.contains("\"claims\"")
                       ? "{\"claims\":[{\"cites\":1,\"claim\":\"The cat sleeps on the warm roof of the "
                         "mill\"}]}"
                       : "Text";
        });
        TaskInput input;
        input.text = longText(1) + "Every night the cat sleeps on the warm roof of the mill.\n";
        const Run run = runSummarize(input, model);
        QVERIFY(run.result);
        QCOMPARE(run.result->data["claims"].toArray()[0].toObject()["quote"].toString(),
                 QStringLiteral("Every night the cat sleeps on the warm roof of the mill."));
    }

    void weakModelsFallBack_data() {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<qint64>("parameters");
        QTest::addColumn<int>("context");
        QTest::addColumn<QString>("note");
        QTest::newRow("small") << "x" << qint64(30'000'000) << 4096 << "too small";
        QTest::newRow("short context") << "x" << qint64(3'000'000'000) << 512 << "too little context";
        QTest::newRow("babble") << "once upon a time" << qint64(3'000'000'000) << 1200 << "can't follow";
    }
    void weakModelsFallBack() {
        QFETCH(QString, answer);
        QFETCH(qint64, parameters);
        QFETCH(int, context);
        QFETCH(QString, note);
        auto model = std::make_shared<FakeModel>([&](const GenerationRequest&) { return answer; });
        model->modelFacts.parameters = parameters;
        model->modelFacts.contextSize = context;
        TaskInput input;
        input.text = longText(40);
        const Run run = runSummarize(input, model);
        QVERIFY(run.result);
        QCOMPARE(run.result->data["mode"].toString(), QStringLiteral("extractive"));
        QVERIFY2(run.result->notes.join(' ').contains(note), qPrintable(run.result->notes.join(' ')));
    }

    void resumesAfterItsLastStep() {
        QTemporaryDir dir;
        const QString file = dir.filePath("steps");
        TaskInput input;
        input.text = longText(60);
        auto first = std::make_shared<FakeModel>(honestModel);
        first->modelFacts.contextSize = 2048;
        first->failAfter = 5;
        QVERIFY(!runSummarize(input, first, *plugin_host::openFileStepStore(file)).result);
        QCOMPARE(first->asked().size(), 5);
        { // a kill in the middle of a write
            QFile torn(file);
            QVERIFY(torn.open(QIODevice::Append));
            torn.write("\x40\0\0\0half a record", 17);
        }
        auto second = std::make_shared<FakeModel>(honestModel);
        second->modelFacts.contextSize = 2048;
        QVERIFY(runSummarize(input, second, *plugin_host::openFileStepStore(file)).result);
        auto whole = std::make_shared<FakeModel>(honestModel);
        whole->modelFacts.contextSize = 2048;
        QVERIFY(runSummarize(input, whole).result);
        QCOMPARE(second->asked().size() + 5, whole->asked().size());
        input.text += "Changed."; // another document meets none of these steps but the equal ones
        auto third = std::make_shared<FakeModel>(honestModel);
        third->modelFacts.contextSize = 2048;
        QVERIFY(runSummarize(input, third, *plugin_host::openFileStepStore(file)).result);
        QVERIFY(!third->asked().isEmpty());
    }

    void cancelEndsTheRun() {
        auto model = std::make_shared<FakeModel>(honestModel);
        model->delayMilliseconds = 60'000;
        plugin_host::TaskRunner runner;
        plugin_host::TaskRequest request;
        request.plugin = std::make_shared<summarize::SummarizePlugin>();
        request.task = "summarize";
        request.input.text = longText(10);
        request.model = model;
        plugin_host::TaskRun* run = runner.start(request);
        QSignalSpy failed(run, &plugin_host::TaskRun::failed),
            progress(run, &plugin_host::TaskRun::progressChanged);
        QVERIFY(progress.wait());
        QElapsedTimer timer;
        timer.start();
        run->cancel();
        QVERIFY(failed.wait());
        qInfo("cancelled after %lld ms", timer.elapsed());
        QCOMPARE(failed[0][0].value<Error>().kind, ErrorKind::Cancelled);
    }

    void attacksStayInsideTheirBlock() {
        QFile in(qEnvironmentVariable("HEARTH_SHARED_DATA") + "/injection/latent_injection.jsonl");
        if (!in.open(QIODevice::ReadOnly))
            QSKIP("injection/latent_injection.jsonl is absent");
        while (!in.atEnd()) {
            const QJsonObject row = QJsonDocument::fromJson(in.readLine()).object();
            auto model = std::make_shared<FakeModel>(honestModel);
            TaskInput input;
            input.text = row["document"].toString();
            if (input.text.trimmed().isEmpty())
                continue;
            QVERIFY(runSummarize(input, model).result);
            for (const GenerationRequest& request : model->asked()) {
                QCOMPARE(request.messages.size(), 2);
                QCOMPARE(request.messages[0].role, QStringLiteral("system"));
                QVERIFY(!request.messages[0].content.contains(row["canary"].toString()));
                const QString user = request.messages[1].content;
                const QString inside = delimitedText(request);
                QVERIFY(!inside.isEmpty());
                QVERIFY(!QString(user).remove(inside).contains(row["canary"].toString()));
            }
        }
    }

    void filesThatWereNotGivenStayClosed() {
        TaskInput input;
        input.files = {"/etc/hostname"};
        HostTaskContext context(nullptr, nullptr, {Permission::Files}, {}, std::make_shared<CancelToken>(),
                                {});
        summarize::SummarizePlugin plugin;
        const auto result = plugin.run("summarize", input, context);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Permission);
    }
};

QTEST_MAIN(TestSummarize)
#include "test_summarize.moc"
