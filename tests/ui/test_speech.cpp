// Reading aloud: what is said, what stops it, and that nothing offers it without a voice.
#include "ui/main_window.h"
#include "ui/speech/dictation.h"
#include "ui_fixture.h"

#include <QPointer>
#include <QQmlEngine>
#include <QQuickItem>
#include <QSignalSpy>
#include <QTest>

using namespace hearth;
using namespace hearth::test;

namespace {

class RecordingVoice : public ui::Voice {
public:
    void say(const QString& text, const QLocale& language) override {
        said.append(text);
        languages.append(language.language());
    }
    void stop() override { ++stops; }
    QStringList said;
    QList<QLocale::Language> languages;
    int stops = 0;
};

QQuickItem* button(QQuickItem* item, const QString& name) {
    if (item->property("name").toString() == name && item->isVisible())
        return item;
    const auto children = item->childItems();
    for (QQuickItem* child : children) {
        if (QQuickItem* found = button(child, name))
            return found;
    }
    return nullptr;
}

} // namespace

class TestSpeech : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::prepareApplication(); }

    void onlyWhatIsReadableIsSaid() {
        UiFixture fixture;
        fixture.start();
        QVERIFY(fixture.loadModel(fixture.modelFile()));
        QVERIFY(fixture.ask(
            QStringLiteral("echo: # Title\n\nSome **bold** words and $\\frac{a}{b}$.\n\n```c\nint x;\n```"
                           "\n\n|a|b|\n|---|---|\n|1|2|")));
        const qint64 answer = fixture.messages().path().back().id;
        QCOMPARE(fixture.messages().spokenText(answer),
                 QStringLiteral("Title\n\nSome bold words and $\\frac{a}{b}$.\n\na, b\n1, 2"));
    }

    void oneMessageAtATime() {
        ui::Speech speech;
        auto owned = std::make_unique<RecordingVoice>();
        RecordingVoice& voice = *owned;
        speech.setVoice(std::move(owned));
        QVERIFY(speech.isAvailable());
        QSignalSpy changes(&speech, &ui::Speech::messageChanged);
        speech.read(7, QStringLiteral("Der Reiher steht im flachen Wasser und wartet auf die Fische."));
        QCOMPARE(speech.message(), 7);
        QCOMPARE(voice.languages.value(0), QLocale::German);
        speech.read(8, QStringLiteral("Another text."));
        QCOMPARE(voice.stops, 1);
        QCOMPARE(speech.message(), 8);
        emit voice.finished();
        QCOMPARE(speech.message(), 0);
        speech.stop(); // nothing to stop
        QCOMPARE(voice.stops, 1);
        speech.read(9, QStringLiteral("  "));
        QCOMPARE(speech.message(), 0);
        QSignalSpy failed(&speech, &ui::Speech::failed);
        speech.read(9, QStringLiteral("text"));
        emit voice.failed(QStringLiteral("no sound"));
        QCOMPARE(speech.message(), 0);
        QCOMPARE(failed.count(), 1);
    }

    /// Offered where the system has it; the message field has the keyboard when it begins.
    void dictationWhereTheSystemHasIt() {
        UiFixture fixture;
        fixture.start();
        ui::MainWindow window(fixture.workspace());
        QVERIFY(QTest::qWaitForWindowExposed(window.window()));
        QQmlEngine* engine = qmlEngine(window.window());
        auto* dictation = engine->singletonInstance<ui::Dictation*>(qmlTypeId("Hearth", 1, 0, "Dictation"));
        QVERIFY(dictation);
        const auto find = [&] {
            return button(window.window()->contentItem(), QStringLiteral("Dictate (Fn Fn)"));
        };
        dictation->set(std::nullopt);
        QCOMPARE(dictation->keys(), QString());
        dictation->begin(); // nothing to begin
        QVERIFY(!find());
        QString field;
        dictation->set(ui::SystemDictation{QStringLiteral("Fn Fn"), [&] {
                                               QQuickItem* item = window.window()->activeFocusItem();
                                               field =
                                                   item ? QString::fromUtf8(item->metaObject()->className())
                                                        : QString();
                                           }});
        QTRY_VERIFY(find() && find()->x() > 0); // it has its place
        QQuickItem* item = find();
        QTest::mouseClick(window.window(), Qt::LeftButton, {},
                          item->mapToScene({item->width() / 2, item->height() / 2}).toPoint());
        QTRY_VERIFY2(field.contains(QStringLiteral("TextArea")), qPrintable(field));
    }

    void theButtonReadsAndStops() {
        UiFixture fixture;
        fixture.start();
        QVERIFY(fixture.loadModel(fixture.modelFile()));
        QVERIFY(fixture.ask(QStringLiteral("echo: a warm answer")));
        ui::Speech& speech = *fixture.workspace().speech();
        ui::MainWindow window(fixture.workspace());
        QVERIFY(QTest::qWaitForWindowExposed(window.window()));
        const auto find = [&](const QString& name) { return button(window.window()->contentItem(), name); };
        const auto click = [&](QQuickItem* item) {
            QTest::mouseClick(window.window(), Qt::LeftButton, {},
                              item->mapToScene({item->width() / 2, item->height() / 2}).toPoint());
        };
        QTRY_VERIFY(find(QStringLiteral("Copy answer")));
        QCOMPARE(find(QStringLiteral("Read aloud")) != nullptr, ui::hasSystemVoice());
        auto owned = std::make_unique<RecordingVoice>();
        RecordingVoice& voice = *owned;
        speech.setVoice(std::move(owned));
        QTRY_VERIFY(find(QStringLiteral("Read aloud")));
        click(find(QStringLiteral("Read aloud")));
        QCOMPARE(voice.said, QStringList{QStringLiteral("a warm answer")});
        QTRY_VERIFY(find(QStringLiteral("Stop reading")));
        click(find(QStringLiteral("Stop reading")));
        QCOMPARE(voice.stops, 1);
        click(find(QStringLiteral("Read aloud")));
        QTest::keyClick(window.window(), Qt::Key_Escape);
        QTRY_COMPARE(voice.stops, 2);
        QCOMPARE(speech.message(), 0);
    }
};

QTEST_MAIN(TestSpeech)
#include "test_speech.moc"
