// Every link between the project's own pages leads somewhere, and every help page can be reached from the
// first.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QQueue>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

class TestDocs : public QObject {
    Q_OBJECT

private:
    static QString source_folder() { return QStringLiteral(HEARTH_SOURCE_DIR); }

    static QString read(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    /// Targets of Markdown links and images in a page that are files, without their fragments.
    static QStringList links(const QString& page) {
        static const QRegularExpression code_block(QStringLiteral("```.*?```|`[^`\n]*`"),
                                                   QRegularExpression::DotMatchesEverythingOption);
        static const QRegularExpression link(QStringLiteral("\\]\\(([^)\\s]+)\\)"));
        QStringList targets;
        auto matches = link.globalMatch(read(page).remove(code_block));
        while (matches.hasNext()) {
            const QString target = matches.next().captured(1).section(u'#', 0, 0);
            if (!target.isEmpty() && !target.contains(QStringLiteral("://")) &&
                !target.startsWith(QStringLiteral("mailto:")))
                targets << QDir::cleanPath(QFileInfo(page).dir().filePath(target));
        }
        return targets;
    }

private slots:
    void links_lead_somewhere_data() {
        QTest::addColumn<QString>("page");
        QDirIterator pages(source_folder(), {QStringLiteral("*.md")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (pages.hasNext()) {
            const QString page = QDir(source_folder()).relativeFilePath(pages.next());
            if (!page.startsWith(QStringLiteral("build/")) && !page.contains(QStringLiteral("node_modules/")))
                QTest::newRow(qPrintable(page)) << page;
        }
    }

    void links_lead_somewhere() {
        QFETCH(QString, page);
        for (const QString& target : links(QDir(source_folder()).filePath(page)))
            QVERIFY2(QFileInfo::exists(target), qPrintable(QStringLiteral("a link to ") + target));
    }

    void every_help_page_is_reached_from_the_first() {
        const QDir help(source_folder() + QStringLiteral("/docs/user"));
        QSet<QString> reached;
        QQueue<QString> left({QDir::cleanPath(help.filePath(QStringLiteral("index.md")))});
        while (!left.isEmpty()) {
            const QString page = left.dequeue();
            if (reached.contains(page))
                continue;
            reached.insert(page);
            for (const QString& target : links(page))
                left.enqueue(target);
        }
        for (const QString& name : help.entryList({QStringLiteral("*.md")}, QDir::Files))
            QVERIFY2(reached.contains(QDir::cleanPath(help.filePath(name))), qPrintable(name));
    }
};

QTEST_GUILESS_MAIN(TestDocs)
#include "test_docs.moc"
