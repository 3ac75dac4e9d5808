// Sentences, quotes, JSON in answers, and the language of a text.

#include "plugins/sdk/language.h"
#include "plugins/sdk/text.h"

#include <QFile>
#include <QtTest>

using namespace hearth::sdk;

class TestText : public QObject {
    Q_OBJECT
private slots:
    void splitsSentences_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("sentences");
        QTest::newRow("two") << "One. Two!" << QStringList{"One.", "Two!"};
        QTest::newRow("title") << "Dr. Smith met Mr. J. Doe. They left."
                               << QStringList{"Dr. Smith met Mr. J. Doe.", "They left."};
        QTest::newRow("number") << "It is 3.14 today. Yes." << QStringList{"It is 3.14 today.", "Yes."};
        QTest::newRow("quotes") << "He said “Go.” She went." << QStringList{"He said “Go.”", "She went."};
        QTest::newRow("german") << "Das ist z.B. gut. Ja, bzw. nein."
                                << QStringList{"Das ist z.B. gut.", "Ja, bzw. nein."};
        QTest::newRow("chinese") << "你好。今天天气好吗？好！"
                                 << QStringList{"你好。", "今天天气好吗？", "好！"};
        QTest::newRow("address") << "See example.org/a.b for more. End."
                                 << QStringList{"See example.org/a.b for more.", "End."};
        QTest::newRow("paragraphs") << "No stop\n\nNext" << QStringList{"No stop", "Next"};
        QTest::newRow("empty") << " \n" << QStringList{};
    }
    void splitsSentences() {
        QFETCH(QString, text);
        QFETCH(QStringList, sentences);
        QCOMPARE(splitSentences(text), sentences);
    }

    void findsQuotes() {
        Document document;
        for (const char* text : {"First block.", "The quick  brown\nfox jumps.", "It ends",
                                 "here. And the quick brown fox jumps."}) {
            Block block;
            block.text = text;
            document.blocks << block;
        }
        const QuoteFinder finder(document);
        QCOMPARE(finder.find("the quick brown fox jumps.")->block, 3); // letter for letter: capitals count
        QCOMPARE(finder.find("The quick brown fox")->block, 1);
        QCOMPARE(finder.find("The  quick\nbrown fox…")->quote, QStringLiteral("The quick brown fox"));
        QCOMPARE(finder.find("It ends here.")->block, 2);
        QVERIFY(!finder.find("quick red fox"));
        QVERIFY(!finder.find("  "));
        QCOMPARE(finder.nearest("The quick brown foxes jump jumps", 0, 4, 0.6)->block, 1);
        QVERIFY(!finder.nearest("nothing like this at all", 0, 4, 0.6));
    }

    void findsJson_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("value");
        QTest::newRow("bare") << "{\"a\": 1}" << 1;
        QTest::newRow("fenced") << "Sure!\n```json\n{\"a\": 2}\n```" << 2;
        QTest::newRow("brace in string") << "{\"b\": \"}\", \"a\": 3} and more}" << 3;
        QTest::newRow("second one") << "{oops} {\"a\": 4}" << 4;
        QTest::newRow("none") << "no { json" << 0;
    }
    void findsJson() {
        QFETCH(QString, text);
        QFETCH(int, value);
        const auto object = findJsonObject(text);
        QCOMPARE(object.has_value(), value != 0);
        if (object)
            QCOMPARE((*object)["a"].toInt(), value);
    }

    void namesOfLanguages() {
        QCOMPARE(languageCode("German"), QStringLiteral("de"));
        QCOMPARE(languageCode("deutsch"), QStringLiteral("de"));
        QCOMPARE(languageCode("de"), QStringLiteral("de"));
        QCOMPARE(languageCode("pt-BR"), QStringLiteral("pt"));
        QCOMPARE(languageCode("klingonese"), QString());
        QCOMPARE(languageName("de"), QStringLiteral("German"));
        QCOMPARE(languageName("ja"), QStringLiteral("Japanese"));
    }

    // Real sentences, ten at a time (about a paragraph), and one by one for the share that is right.
    void detectsLanguages_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("code");
        const char* rows[][2] = {{"ara", "ar"}, {"ces", "cs"}, {"cmn", "zh"}, {"dan", "da"}, {"deu", "de"},
                                 {"ell", "el"}, {"fin", "fi"}, {"fra", "fr"}, {"heb", "he"}, {"hin", "hi"},
                                 {"hun", "hu"}, {"ind", "id"}, {"ita", "it"}, {"jpn", "ja"}, {"kor", "ko"},
                                 {"nld", "nl"}, {"nob", "nb"}, {"pol", "pl"}, {"por", "pt"}, {"ron", "ro"},
                                 {"rus", "ru"}, {"spa", "es"}, {"swe", "sv"}, {"tur", "tr"}, {"ukr", "uk"},
                                 {"vie", "vi"}};
        for (const auto& row : rows)
            QTest::newRow(row[1]) << QString("eng-%1.tsv").arg(row[0]) << row[1];
    }
    void detectsLanguages() {
        QFETCH(QString, file);
        QFETCH(QString, code);
        QFile in(qEnvironmentVariable("HEARTH_SHARED_DATA") + "/translation_eval/" + file);
        if (!in.open(QIODevice::ReadOnly))
            QSKIP(qPrintable("translation_eval/" + file + " is absent"));
        int right = 0, all = 0, englishRight = 0, paragraphs = 0, paragraphsRight = 0;
        QString paragraph;
        while (!in.atEnd()) {
            const QStringList cells = QString::fromUtf8(in.readLine()).trimmed().split('\t');
            if (cells.size() < 2)
                continue;
            ++all;
            right += detectLanguage(cells[1]).code == code;
            englishRight += detectLanguage(cells[0]).code == "en";
            paragraph += cells[1] + ' ';
            if (all % 10 == 0) {
                ++paragraphs;
                paragraphsRight += detectLanguage(std::exchange(paragraph, {})).code == code;
            }
        }
        qInfo("%s: sentences %.1f %%, paragraphs %.1f %%, English %.1f %%", qPrintable(code),
              100.0 * right / all, 100.0 * paragraphsRight / paragraphs, 100.0 * englishRight / all);
        QVERIFY(right * 100 >= all * 55);
        QVERIFY(englishRight * 100 >= all * 90);
        QVERIFY(paragraphsRight * 100 >= paragraphs * 95);
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "test_text.moc"
