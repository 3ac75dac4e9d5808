// The templates that authors begin with: they compile as their first lines say, and pass the checks.
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

class TestTemplates : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    /// A copy of a template's folder.
    QString copy(const QString& name) {
        const QDir source(QStringLiteral(HEARTH_SOURCE_DIR "/plugins/templates/") + name);
        const QString target = m_folder.filePath(name);
        QDir().mkpath(target);
        const QStringList files = source.entryList(QDir::Files);
        for (const QString& file : files)
            QFile::copy(source.filePath(file), target + u'/' + file);
        return target;
    }
    static QString run(const QString& program, const QStringList& arguments, const QString& folder) {
        QProcess process;
        process.setWorkingDirectory(folder);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        if (!process.waitForStarted())
            return QStringLiteral("%1 does not start").arg(program);
        if (!process.waitForFinished(120'000))
            return QStringLiteral("%1 did not end").arg(program);
        const QString output = QString::fromLocal8Bit(process.readAll());
        return process.exitCode() == 0 ? QString() : output;
    }
    static QString check(const QString& folder) {
        return run(QStringLiteral(HEARTH_BINARY_DIR "/bin/hearth-cli"),
                   {QStringLiteral("plugin"), QStringLiteral("check"), folder}, folder);
    }

private slots:
    void initTestCase() {
        // It may be there and not be allowed to make namespaces, as in a container.
        if (!run(QStringLiteral("bwrap"), {"--unshare-all", "--ro-bind", "/", "/", "true"}, m_folder.path())
                 .isEmpty())
            QSKIP("process plugins run in bubblewrap, which does not run here");
    }

    void cpp() {
        const QString compiler = QStandardPaths::findExecutable(QStringLiteral("g++"));
        if (compiler.isEmpty())
            QSKIP("no g++");
        const QString folder = copy(QStringLiteral("cpp"));
        QCOMPARE(
            run(compiler, {"-std=c++20", "-Wall", "-Wextra", "-Werror", "shout.cpp", "-o", "shout"}, folder),
            QString());
        QCOMPARE(check(folder), QString());
    }

    void python() {
        if (QStandardPaths::findExecutable(QStringLiteral("python3"), {QStringLiteral("/usr/bin")}).isEmpty())
            QSKIP("no python3 of the system");
        QCOMPARE(check(copy(QStringLiteral("python"))), QString());
    }
};

QTEST_GUILESS_MAIN(TestTemplates)
#include "test_templates.moc"
