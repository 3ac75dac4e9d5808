// Folders that are granted to tasks about code: what is read of them, what never is, and what comes of it.

#include "fake_model.h"
#include "plugins/code/code_plugin.h"
#include "plugins/code/file_change.h"
#include "plugins/code/project_files.h"
#include "plugins/host/code_language.h"
#include "plugins/host/granted_folder.h"
#include "plugins/host/host_task_context.h"
#include "plugins/host/ignore_rules.h"
#include "plugins/sdk/folder.h"

#include <QJsonArray>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace hearth;
using namespace hearth::sdk;

namespace {

class Tree {
public:
    Tree() { m_root = QFileInfo(m_dir.path()).canonicalFilePath() + "/project"; }
    QString root() const { return m_root; }
    QString path(const QString& name) const { return QDir::cleanPath(m_root + '/' + name); }
    /// Names that begin with “../” lie beside the project.
    void write(const QString& name, const QByteArray& bytes = "text\n") const {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    QByteArray read(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList listed() const {
        QStringList names;
        const auto listing = plugin_host::listGrantedFolder(m_root);
        if (listing)
            for (const FolderFile& file : listing->files)
                names << file.name;
        return names;
    }

private:
    QTemporaryDir m_dir;
    QString m_root;
};

Result<TaskResult> run(const QString& task, const TaskInput& input, std::shared_ptr<FakeModel> model) {
    plugin_host::HostTaskContext context(std::move(model), nullptr, {Permission::Model, Permission::Files},
                                         input, std::make_shared<plugin_host::CancelToken>(), {});
    return code::CodePlugin().run(task, input, context);
}

/// The content of the block of that name in a request's user turn; null when there is none.
QString block(const GenerationRequest& request, const QString& name) {
    const QString user = request.messages.last().content;
    const qsizetype begin = user.indexOf(QStringLiteral(" name=\"%1\">\n").arg(name));
    if (begin < 0)
        return {};
    const qsizetype from = user.indexOf('\n', begin) + 1;
    return user.mid(from, user.indexOf("\n</data-", from) - from);
}

QStringList order(const QList<code::ProjectFile>& files) {
    QStringList names;
    for (const code::ProjectFile& file : files)
        names << file.name;
    return names;
}

} // namespace

class TestProject : public QObject {
    Q_OBJECT
private slots:
    void whatLiesBelow_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("name"); ///< empty: not below
        QTest::newRow("a file") << "a.cpp"
                                << "a.cpp";
        QTest::newRow("in a folder") << "src/b.cpp"
                                     << "src/b.cpp";
        QTest::newRow("dots") << "src/../a.cpp"
                              << "";
        QTest::newRow("outside by dots") << "../secret.txt"
                                         << "";
        QTest::newRow("a folder whose name begins alike") << "../project2/c.cpp"
                                                          << "";
        QTest::newRow("a link to a file outside") << "link.txt"
                                                  << "";
        QTest::newRow("a link to a file inside") << "inner.cpp"
                                                 << "";
        QTest::newRow("through a link to a folder") << "linked/c.cpp"
                                                    << "";
        QTest::newRow("hidden") << ".env"
                                << "";
        QTest::newRow("in a hidden folder") << ".git/hooks/pre-commit"
                                            << "";
        QTest::newRow("a folder") << "src"
                                  << "";
        QTest::newRow("not there") << "gone.cpp"
                                   << "";
    }
    void whatLiesBelow() {
        QFETCH(QString, file);
        QFETCH(QString, name);
        const Tree tree;
        for (const char* existing :
             {"a.cpp", "src/b.cpp", "../secret.txt", "../project2/c.cpp", ".env", ".git/hooks/pre-commit"})
            tree.write(existing);
        QVERIFY(QFile::link(tree.path("../secret.txt"), tree.path("link.txt")));
        QVERIFY(QFile::link(tree.path("a.cpp"), tree.path("inner.cpp")));
        QVERIFY(QFile::link(tree.path("../project2"), tree.path("linked")));
        const QString path = tree.root() + '/' + file;
        QCOMPARE(nameBelow(tree.root(), path), name);
        // The same answer decides what a task reads and what a change is put into.
        TaskInput input;
        input.folders = {tree.root()};
        plugin_host::HostTaskContext context(nullptr, nullptr, {Permission::Files}, input,
                                             std::make_shared<plugin_host::CancelToken>(), {});
        QCOMPARE(context.readFile(path, 1000).has_value(), !name.isEmpty());
        const auto change = code::checkChange(path, "@@ -1 +1 @@\n-text\n+word\n", {{}, {tree.root()}});
        QCOMPARE(change.has_value(), !name.isEmpty());
        if (!change)
            QCOMPARE(int(change.error().kind), int(ErrorKind::Permission));
    }

    void aFolderReachedOverALink() {
        const Tree tree;
        tree.write("a.cpp");
        const QString link = tree.path("../shortcut");
        QVERIFY(QFile::link(tree.root(), link));
        QCOMPARE(nameBelow(link, link + "/a.cpp"), QStringLiteral("a.cpp"));
        const auto listing = plugin_host::listGrantedFolder(link);
        QVERIFY(listing);
        QCOMPARE(listing->files.size(), 1);
    }

    void whatIsListed() {
        const Tree tree;
        for (const char* name :
             {"b.cpp", "a.cpp", "README", "src/z.h", "src/deep/er/y.py", "CMakeLists.txt", "docs/x.md"})
            tree.write(name);
        // None of these.
        tree.write("empty.cpp", "");
        tree.write("image.png");
        tree.write("binary.dat", QByteArray("a\0b", 3));
        tree.write("large.txt", QByteArray((1 << 20) + 1, 'x'));
        tree.write("server.pem");
        tree.write("id_rsa");
        tree.write("app.min.js");
        tree.write("package-lock.json");
        for (const char* name : {".env", ".git/config", "node_modules/m/index.js", "build/gen.cpp",
                                 "src/__pycache__/y.py", "mine/CMakeCache.txt", "mine/gen.cpp"})
            tree.write(name);
        tree.write(".gitignore", "*.log\n/generated/\n");
        tree.write("run.log");
        tree.write("generated/g.cpp");
        tree.write("../outside.cpp");
        QVERIFY(QFile::link(tree.path("../outside.cpp"), tree.path("link.cpp")));
        QVERIFY(QFile::link(tree.path(".."), tree.path("up")));
        QCOMPARE(tree.listed(), QStringList({"CMakeLists.txt", "README", "a.cpp", "b.cpp", "docs/x.md",
                                             "src/z.h", "src/deep/er/y.py"}));
        plugin_host::FolderLimits limits;
        limits.files = 2;
        QCOMPARE(plugin_host::listGrantedFolder(tree.root(), limits)->files.size(), 2);
        limits.cancelled = [] { return true; };
        QCOMPARE(int(plugin_host::listGrantedFolder(tree.root(), limits).error().kind),
                 int(ErrorKind::Cancelled));
        QVERIFY(!plugin_host::listGrantedFolder("/"));
        QVERIFY(!plugin_host::listGrantedFolder(tree.path("gone")));
    }

    void ignoreRules_data() {
        QTest::addColumn<QString>("rules");
        QTest::addColumn<QString>("file");
        const auto row = [](const char* rules, const char* file) {
            QTest::addRow("%s | %s", QString(rules).replace('\n', ", ").toUtf8().constData(), file)
                << rules << file;
        };
        for (const char* file : {"a.log", "src/a.log", "a.log.txt", "log"})
            row("*.log", file);
        for (const char* file : {"gen/x", "src/gen/x", "gen"})
            row("gen/", file);
        for (const char* file : {"gen/x", "src/gen/x"})
            row("/gen", file);
        for (const char* file : {"a/b/x", "c/a/b/x"})
            row("a/b", file);
        for (const char* file : {"keep.log", "src/keep.log", "drop.log"})
            row("*.log\n!keep.log", file);
        for (const char* file : {"x/y/z.txt", "x/z.txt", "z.txt"})
            row("x/**/z.txt", file);
        for (const char* file : {"p/q/r", "q/r", "p/q"})
            row("**/q", file);
        for (const char* file : {"abc/d/e", "abc"})
            row("abc/**", file);
        for (const char* file : {"f1", "f2", "f3", "fx"})
            row("f[1-2]", file);
        for (const char* file : {"f1", "fx"})
            row("f[!1-2]", file);
        for (const char* file : {"ab", "a/b"})
            row("a?b\na?", file);
        for (const char* file : {"#x", "x"})
            row("# x\n\\#x", file);
        for (const char* file : {"x", "x "})
            row("x  ", file);
        row("dir/*\n!dir/keep", "dir/keep");
        row("dir/*\n!dir/keep", "dir/other");
    }
    void ignoreRules() {
        QFETCH(QString, rules);
        QFETCH(QString, file);
        const QString git = QStandardPaths::findExecutable("git");
        if (git.isEmpty())
            QSKIP("git is absent");
        const Tree tree;
        tree.write(".gitignore", rules.toUtf8());
        tree.write(file);
        const auto ask = [&](const QStringList& words) {
            QProcess process;
            process.setWorkingDirectory(tree.root());
            process.start(git, words);
            process.waitForFinished();
            return process.exitCode();
        };
        QCOMPARE(ask({"init", "-q"}), 0);
        const bool ignored = ask({"check-ignore", "-q", "--", file}) == 0;
        QCOMPARE(!tree.listed().contains(file), ignored);
    }

    void rulesOfInnerFolders() {
        plugin_host::IgnoreRules rules;
        rules.add("*.tmp\n", "");
        rules.add("!a.tmp\nown\n", "in/");
        QVERIFY(rules.ignores("a.tmp", false));
        QVERIFY(!rules.ignores("in/a.tmp", false));
        QVERIFY(rules.ignores("in/own", true));
        QVERIFY(!rules.ignores("own", true));
    }

    void imports_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("import");
        QTest::newRow("C") << "#include \"a/b.h\""
                           << "a/b.h";
        QTest::newRow("C, system") << " #  include <vector>"
                                   << "vector";
        QTest::newRow("Python") << "from pkg.mod import thing"
                                << "pkg.mod";
        QTest::newRow("Python, plain") << "import pkg.mod as m"
                                       << "pkg.mod";
        QTest::newRow("Java") << "import org.example.Thing;"
                              << "org.example.Thing";
        QTest::newRow("JavaScript") << "import { a } from './lib/a.js'"
                                    << "./lib/a.js";
        QTest::newRow("Node") << "const a = require('../a')"
                              << "../a";
        QTest::newRow("Rust") << "pub use crate::store::Table"
                              << "crate::store::Table";
        QTest::newRow("Rust, module") << "mod store;"
                                      << "store";
        QTest::newRow("Ruby") << "require_relative 'lib/a'"
                              << "lib/a";
    }
    void imports() {
        QFETCH(QString, line);
        QFETCH(QString, import);
        QVERIFY2(code::importsOf("x\n" + line + "\ny\n").contains(import),
                 qPrintable(code::importsOf(line).join(" | ")));
    }

    void whatMatters_data() {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("atHand");
        QTest::addColumn<QString>("first");
        QTest::newRow("named") << "What does net/socket.cpp do?"
                               << ""
                               << "net/socket.cpp";
        QTest::newRow("named without its suffix") << "why is the parser slow"
                                                  << ""
                                                  << "parser.py";
        QTest::newRow("words in common") << "Where is the retry delay computed?"
                                         << ""
                                         << "backoff.go";
        QTest::newRow("parts of an identifier") << "How do we flush a write buffer"
                                                << ""
                                                << "net/socket.cpp";
        QTest::newRow("included by what is at hand") << ""
                                                     << "net/socket.cpp"
                                                     << "net/address.h";
        QTest::newRow("nothing asked") << ""
                                       << ""
                                       << "README.md";
    }
    void whatMatters() {
        QFETCH(QString, question);
        QFETCH(QString, atHand);
        QFETCH(QString, first);
        const QList<code::ProjectFile> files{
            {"/p/util.cpp", "util.cpp", "int clamp(int a);\n// the usual helpers of the program\n"},
            {"/p/net/address.h", "net/address.h", "struct Address { int port; };\n"},
            {"/p/net/socket.cpp", "net/socket.cpp",
             "#include \"net/address.h\"\nvoid flushWriteBuffer();\nAddress address;\n"},
            {"/p/parser.py", "parser.py", "import lexer\ndef parse(text):\n    return lexer.tokens(text)\n"},
            {"/p/lexer.py", "lexer.py", "def tokens(text):\n    return text.split()\n"},
            {"/p/backoff.go", "backoff.go", "func retryDelay(n int) int { return 1 << n }\n"},
            {"/p/README.md", "README.md", "A program.\n"}};
        QList<code::ProjectFile> given;
        for (const code::ProjectFile& file : files)
            if (file.name == atHand)
                given << file;
        QStringList sorted = order(code::byImportance(files, question, given));
        sorted.removeAll(atHand);
        QCOMPARE(sorted.value(0), first);
    }

    void importsFollowWhatMatters() {
        const QList<code::ProjectFile> files{{"/p/a.py", "a.py", "x = 1\n"},
                                             {"/p/lexer.py", "lexer.py", "def cut(s): return s\n"},
                                             {"/p/parser.py", "parser.py", "import lexer\n"}};
        QCOMPARE(order(code::byImportance(files, "parser.py is wrong", {})),
                 QStringList({"parser.py", "lexer.py"}));
    }

    void excerptsHoldWhatIsAskedFor() {
        QString text;
        for (int i = 1; i <= 400; ++i)
            text += QString("line %1%2\n").arg(i).arg(i == 300 ? " retryDelay" : "");
        const QString piece = code::excerpt(text, "the retry delay", 900);
        QVERIFY(piece.size() <= 900);
        QVERIFY2(piece.contains("line 300 retryDelay"), qPrintable(piece));
        QVERIFY(piece.contains("[289–312]"));
    }

    void aQuestionAboutAFolder() {
        const Tree tree;
        tree.write("cache.py", "def invalidate(key):\n    del store[key]\n");
        tree.write("other.py", "def unrelated():\n    pass\n");
        tree.write(".env", "PASSWORD=invalidate\n");
        tree.write("../outside.py", "def invalidate(): pass\n");
        TaskInput input;
        input.folders = {tree.root()};
        input.options = {{"instruction", "Where is the cache invalidated?"}};
        auto model = std::make_shared<FakeModel>([](const GenerationRequest&) { return QString("Here."); });
        const auto result = run("explain", input, model);
        QVERIFY2(result, result ? "" : qPrintable(result.error().message));
        QCOMPARE(model->asked().size(), 1);
        const GenerationRequest asked = model->asked()[0];
        QVERIFY(block(asked, "cache.py").contains("del store[key]"));
        QVERIFY(!asked.messages.last().content.contains("PASSWORD"));
        QVERIFY(asked.messages[0].content.contains("Where is the cache invalidated?"));
        QVERIFY2(result->notes.last().contains("cache.py"), qPrintable(result->notes.join('\n')));
        QCOMPARE(result->data["read"].toArray().first().toString(), QStringLiteral("cache.py"));
    }

    void onlyWhatFitsIsRead() {
        const Tree tree;
        for (int i = 0; i < 30; ++i)
            tree.write(QString("f%1.py").arg(i),
                       "def needle():\n    return 1\n" + QByteArray(1500, '#') + '\n');
        TaskInput input;
        input.folders = {tree.root()};
        input.options = {{"instruction", "needle"}};
        auto model = std::make_shared<FakeModel>([](const GenerationRequest&) { return QString("Here."); });
        model->modelFacts.contextSize = 4096;
        const auto result = run("explain", input, model);
        QVERIFY(result);
        const qsizetype read = result->data["read"].toArray().size();
        QVERIFY2(read >= 2 && read <= 5, qPrintable(QString::number(read)));
        QVERIFY(model->asked()[0].messages.last().content.size() / 4 < 4096 / 2);
    }

    void severalFilesChange() {
        const Tree tree;
        tree.write("lib/half.py", "def half(x):\n    return x / 0\n");
        tree.write("main.py", "from lib.half import half\nprint(half(4))\n");
        tree.write("untouched.py", "x = 1  # half of two\n");
        auto model = std::make_shared<FakeModel>([](const GenerationRequest& request) -> QString {
            if (!request.jsonSchema.isEmpty())
                return R"({"files": ["main.py", "lib/half.py", "../outside.py"]})";
            const bool main =
                request.messages.last().content.trimmed().section("name=\"", -1).startsWith("main.py");
            return main ? "```python\nfrom lib.half import halve\nprint(halve(4))\n```"
                        : "```python\ndef halve(x):\n    return x / 2\n```";
        });
        TaskInput input;
        input.folders = {tree.root()};
        input.options = {{"instruction", "Rename half to halve and mend it"}};
        const auto result = run("fix", input, model);
        QVERIFY2(result, result ? "" : qPrintable(result.error().message));
        QCOMPARE(model->asked().size(), 3);
        const QJsonObject schema = model->asked()[0].jsonSchema;
        QCOMPARE(schema["properties"]["files"]["items"]["enum"].toArray().size(), 3);
        // Each file is seen with the other beside it.
        QVERIFY(!block(model->asked()[1], "lib/half.py").isEmpty() &&
                !block(model->asked()[1], "main.py").isEmpty());
        QCOMPARE(result->parts.size(), 2);
        const QTemporaryDir backups;
        QHash<QString, QByteArray> before;
        QList<code::AppliedChange> applied;
        for (const ResultPart& part : result->parts) {
            const auto& diff = std::get<DiffPart>(part);
            QVERIFY(diff.applies);
            const auto change = code::checkChange(diff.path, diff.diff, {{}, input.folders});
            QVERIFY2(change, change ? "" : qPrintable(change.error().message));
            const auto done = code::applyChange(*change, backups.path());
            QVERIFY(done);
            applied << *done;
        }
        QCOMPARE(tree.read("main.py"), QByteArray("from lib.half import halve\nprint(halve(4))\n"));
        QCOMPARE(tree.read("lib/half.py"), QByteArray("def halve(x):\n    return x / 2\n"));
        QVERIFY(std::get<DiffPart>(result->parts[0]).diff.contains("+++ b/lib/half.py") ||
                std::get<DiffPart>(result->parts[1]).diff.contains("+++ b/lib/half.py"));
        for (const code::AppliedChange& change : applied)
            QVERIFY(code::undoChange(change));
        QCOMPARE(tree.read("lib/half.py"), QByteArray("def half(x):\n    return x / 0\n"));
    }

    void aNamedFileIsTheOnlyOneThatChanges() {
        const Tree tree;
        tree.write("a.py", "import b\nx = 1\n");
        tree.write("b.py", "y = 1\n");
        TaskInput input;
        input.folders = {tree.root()};
        input.files = {tree.path("a.py")};
        input.text = "NameError: z is not defined";
        auto model = std::make_shared<FakeModel>(
            [](const GenerationRequest&) { return QString("```python\nimport b\nx = 2\n```"); });
        const auto result = run("fix", input, model);
        QVERIFY2(result, result ? "" : qPrintable(result.error().message));
        QCOMPARE(model->asked().size(), 1);
        QCOMPARE(block(model->asked()[0], "b.py"), QStringLiteral("y = 1\n"));
        QCOMPARE(block(model->asked()[0], "input"), QStringLiteral("NameError: z is not defined"));
        QCOMPARE(std::get<DiffPart>(result->parts[0]).path, tree.path("a.py"));
    }

    void foldersNeedAGrant() {
        const Tree tree;
        tree.write("a.py");
        TaskInput input;
        input.folders = {tree.root()};
        const auto tokens = std::make_shared<plugin_host::CancelToken>();
        plugin_host::HostTaskContext noFiles(nullptr, nullptr, {Permission::Model}, input, tokens, {});
        QVERIFY(!noFiles.listFolder(tree.root()));
        QVERIFY(!noFiles.readFile(tree.path("a.py"), 100));
        plugin_host::HostTaskContext notGranted(nullptr, nullptr, {Permission::Files}, {}, tokens, {});
        QVERIFY(!notGranted.listFolder(tree.root()));
        QVERIFY(!notGranted.readFile(tree.path("a.py"), 100));
    }

    void languagesHaveTheirNames_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("language");
        QTest::newRow("C++") << "a.cpp"
                             << "C++";
        QTest::newRow("Python") << "a.py"
                                << "Python";
        QTest::newRow("Rust") << "src/a.rs"
                              << "Rust";
        QTest::newRow("CMake") << "CMakeLists.txt"
                               << "CMake";
        QTest::newRow("Makefile") << "Makefile"
                                  << "Makefile";
        QTest::newRow("unknown") << "a.qqqq"
                                 << "";
    }
    void languagesHaveTheirNames() {
        QFETCH(QString, file);
        QFETCH(QString, language);
        QCOMPARE(plugin_host::codeLanguageOf("/x/" + file), language);
        if (language.isEmpty())
            return;
        const Tree tree;
        tree.write(file, "x\n");
        TaskInput input;
        input.files = {tree.path(file)};
        auto model = std::make_shared<FakeModel>([](const GenerationRequest&) { return QString("Good."); });
        QVERIFY(run("explain", input, model));
        QVERIFY(model->asked()[0].messages[0].content.contains("written in " + language + '.'));
    }
};

QTEST_MAIN(TestProject)
#include "test_project.moc"
