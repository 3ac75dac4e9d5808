// Every language is complete, and every place for a number or name in a text is in its translation too.
#include "plugins/host/host_task_context.h"
#include "ui/workspace/language.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

class TestTranslations : public QObject {
    Q_OBJECT
private slots:
    void complete_data() {
        QTest::addColumn<QString>("language");
        for (const char* language : {"de", "fr", "es", "zh_CN", "ar"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }
    void complete() {
        QFETCH(QString, language);
        QFile file(QStringLiteral(HEARTH_SOURCE_DIR "/ui/translations/hearth_%1.ts").arg(language));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString source;
        int messages = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == QLatin1String("source")) {
                source = xml.readElementText();
                ++messages;
            } else if (xml.name() == QLatin1String("translation")) {
                QVERIFY2(!xml.attributes().hasAttribute(QStringLiteral("type")), qPrintable(source));
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
                QVERIFY2(!text.trimmed().isEmpty(), qPrintable(source));
                QVERIFY2(places(source) == places(text), qPrintable(source + QStringLiteral(" → ") + text));
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(messages > 200);
    }

    /// Every text of the sources is in the files: nothing is shown in English by oversight.
    void everyTextIsThere() {
        QFile file(QStringLiteral(HEARTH_SOURCE_DIR "/ui/translations/hearth_de.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString known = QString::fromUtf8(file.readAll());
        known.replace(QLatin1String("&quot;"), QLatin1String("\""))
            .replace(QLatin1String("&amp;"), QLatin1String("&"));
        known.replace(QLatin1String("&apos;"), QLatin1String("'"));
        QStringList missing;
        const QStringList sources = sourceFiles();
        QVERIFY(sources.size() > 40);
        static const QRegularExpression call(QStringLiteral(
            "\\b(?:qsTr|tr|QT_TRANSLATE_NOOP)\\((?:\"[\\w:]+\",\\s*)?\"((?:[^\"\\\\]|\\\\.)*)\"\\s*[,)]"));
        for (const QString& path : sources) {
            QFile code(path);
            QVERIFY(code.open(QIODevice::ReadOnly));
            for (auto match = call.globalMatch(QString::fromUtf8(code.readAll())); match.hasNext();) {
                const QString text = match.next().captured(1);
                if (!known.contains(QStringLiteral("<source>%1</source>").arg(text)))
                    missing.append(path + QStringLiteral(": ") + text);
            }
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }

    void appliedToTheProgram() {
        hearth::ui::Language language;
        language.apply(QStringLiteral("de"));
        QCOMPARE(QCoreApplication::translate("Composer", "Send"), QStringLiteral("Senden"));
        QCOMPARE(QCoreApplication::translate("hearth::ui::ConversationListModel", "Today"),
                 QStringLiteral("Heute"));
        // What readers and the host of plugins say reaches the window as it is.
        QTemporaryDir folder;
        hearth::sdk::TaskInput input;
        input.files = {folder.filePath(QStringLiteral("leer.txt"))};
        QFile empty(input.files[0]);
        QVERIFY(empty.open(QIODevice::WriteOnly));
        hearth::plugin_host::HostTaskContext context(
            nullptr, nullptr, {hearth::sdk::Permission::Files}, input,
            std::make_shared<hearth::plugin_host::CancelToken>(), {});
        QCOMPARE(context.readDocument(input.files[0]).error().message,
                 QStringLiteral("„leer.txt“ ist leer."));
        QCOMPARE(context.readFile(QStringLiteral("/a.txt"), 1).error().message,
                 QStringLiteral("„/a.txt“ wurde dieser Aufgabe nicht gegeben."));
        QCOMPARE(hearth::sdk::Place({{}, 3}).text(), QStringLiteral("S. 3"));
        language.apply(QStringLiteral("ar"));
        QCOMPARE(QGuiApplication::layoutDirection(), Qt::RightToLeft);
        QCOMPARE(QCoreApplication::translate("Composer", "Send"), QStringLiteral("إرسال"));
        language.apply(QStringLiteral("en"));
        QCOMPARE(QGuiApplication::layoutDirection(), Qt::LeftToRight);
        QCOMPARE(QCoreApplication::translate("Composer", "Send"), QStringLiteral("Send"));
    }

private:
    static QSet<QString> places(const QString& text) {
        static const QRegularExpression place(QStringLiteral("%(\\d|n)"));
        QSet<QString> found;
        for (auto match = place.globalMatch(text); match.hasNext();)
            found.insert(match.next().captured());
        return found;
    }
    static QStringList sourceFiles();
};

QStringList TestTranslations::sourceFiles() {
    QStringList files;
    for (const char* module : {"/ui", "/plugins"}) {
        QDirIterator folder(QStringLiteral(HEARTH_SOURCE_DIR) + QLatin1String(module),
                            {QStringLiteral("*.qml"), QStringLiteral("*.cpp")}, QDir::Files,
                            QDirIterator::Subdirectories);
        while (folder.hasNext())
            files.append(folder.next());
    }
    return files;
}

QTEST_MAIN(TestTranslations)
#include "test_translations.moc"
