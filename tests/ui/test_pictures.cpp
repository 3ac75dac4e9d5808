// Pictures of every page, compared with those under goldens/ with tolerance: a page that breaks shows,
// another font rendering does not. scripts/update-pictures (or HEARTH_UPDATE_PICTURES=1) writes them anew:
// look at them.
#include "ui/main_window.h"
#include "ui_fixture.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QFont>
#include <QGuiApplication>
#include <QImage>
#include <QQuickItem>
#include <QTest>
#include <QTranslator>

#include <algorithm>
#include <cmath>

using namespace hearth;
using namespace hearth::test;

namespace {

constexpr int pictureWidth = 440; ///< goldens are kept this small: layout and colours, not letters

QString goldenFolder() {
    return QStringLiteral(HEARTH_SOURCE_DIR "/tests/ui/goldens");
}

/// Mean difference of brightness over cells of 20 × 20 pixels, 0…255; the worst cell and the mean of all.
std::pair<double, double> difference(const QImage& one, const QImage& other) {
    constexpr int cell = 20;
    double worst = 0;
    double sum = 0;
    int cells = 0;
    for (int y = 0; y + cell <= one.height(); y += cell) {
        for (int x = 0; x + cell <= one.width(); x += cell) {
            double first = 0;
            double second = 0;
            for (int j = 0; j < cell; ++j) {
                for (int i = 0; i < cell; ++i) {
                    first += qGray(one.pixel(x + i, y + j));
                    second += qGray(other.pixel(x + i, y + j));
                }
            }
            const double gap = std::abs(first - second) / (cell * cell);
            worst = std::max(worst, gap);
            sum += gap;
            ++cells;
        }
    }
    return {worst, cells > 0 ? sum / cells : 0};
}

const QString tour = QStringLiteral(
    "echo: # Heading\n\nA paragraph with **bold**, *slanted* and `code`.\n\n1. one\n2. two\n   - deep\n\n"
    "> a quote\n\n```python\ndef f(x):\n    return x * 2\n```\n\n| a | b |\n|---|---|\n| 1 | 2 "
    "|\n\n$a^2+b^2$\n\n"
    "مرحبا بالعالم، هذه فقرة.");

const QString science =
    QStringLiteral("echo: The solutions of $ax^2+bx+c=0$ are halves, like $\\frac{1}{2}$, of a root such as "
                   "$\\sqrt{b^2-4ac}$:\n\n"
                   "$$x_{1,2}=\\frac{-b\\pm\\sqrt{b^2-4ac}}{2a}$$\n\n"
                   "$$\\sum_{n=1}^{\\infty}\\frac{1}{n^2}=\\frac{\\pi^2}{6},\\qquad \\int_0^1 "
                   "x^2\\,dx=\\left[\\frac{x^3}{3}\\right]_0^1$$\n\n"
                   "$$A=\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix},\\quad f(x)=\\begin{cases}1&\\text{if "
                   "}x>0\\\\0&\\text{otherwise}\\end{cases}$$\n\n"
                   "$$\\notdrawn{x}$$\n\n"
                   "```cpp\n#include <cmath>\n\ndouble root(double a, double b, double c) {\n    return (-b "
                   "+ std::sqrt(b * b - 4 * a * c)) / (2 * a);\n}\n```");

} // namespace

class TestPictures : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        ui::prepareApplication();
        QVERIFY(m_english.load(QStringLiteral(":/i18n/hearth_en.qm"))); // its plural forms
        QCoreApplication::installTranslator(&m_english);
    }

    void page_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("rightToLeft");
        QTest::addColumn<QSize>("size");
        const QSize usual(1100, 740);
        for (const char* page : {"first-run", "empty", "conversation", "consent", "settings", "models", "bin",
                                 "help", "about"}) {
            for (const bool dark : {false, true})
                QTest::addRow("%s-%s", page, dark ? "dark" : "light")
                    << QString::fromLatin1(page) << dark << false << usual;
        }
        for (const char* page : {"attachments", "slash", "instructions", "commands", "quick", "models-menu"})
            QTest::addRow("%s-light", page) << QString::fromLatin1(page) << false << false << usual;
        for (const char* page : {"attachments", "suggestion", "context", "search", "quick"})
            QTest::addRow("%s-dark", page) << QString::fromLatin1(page) << true << false << usual;
        QTest::newRow("attachments-small") << "attachments" << false << false << QSize(420, 520);
        QTest::newRow("context-rtl") << "context" << false << true << usual;
        for (const bool dark : {false, true})
            QTest::addRow("formulas-%s", dark ? "dark" : "light") << "formulas" << dark << false << usual;
        QTest::newRow("formulas-rtl") << "formulas" << false << true << usual;
        QTest::newRow("formulas-small") << "formulas" << false << false << QSize(640, 520);
        for (const char* page : {"first-run", "settings", "models"})
            QTest::addRow("%s-large", page) << QString::fromLatin1(page) << false << false << usual;
        QTest::newRow("conversation-rtl") << "conversation" << false << true << usual;
        QTest::newRow("settings-whole") << "settings" << false << false << QSize(900, 2900);
        QTest::newRow("settings-rtl") << "settings" << false << true << usual;
        QTest::newRow("conversation-small") << "conversation" << false << false << QSize(640, 520);
        QTest::newRow("empty-small") << "empty" << false << false << QSize(420, 520);
    }
    void page() {
        QFETCH(QString, page);
        QFETCH(bool, dark);
        QFETCH(bool, rightToLeft);
        QFETCH(QSize, size);
        UiFixture fixture;
        fixture.start();
        fixture.workspace().settings()->setAppearance(dark ? ui::Settings::Appearance::Dark
                                                           : ui::Settings::Appearance::Light);
        fixture.workspace().settings()->setReducedMotion(true);
        if (QByteArray(QTest::currentDataTag()).endsWith("-large"))
            fixture.workspace().settings()->setTextScale(2.5);
        fixture.workspace().settings()->setWindowSize(size);
        QGuiApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        if (page == QLatin1String("context"))
            fixture.workspace().settings()->setContextLength(120);
        if (page != QLatin1String("first-run")) {
            QVERIFY(fixture.loadModel(fixture.modelFile()));
            QVERIFY(page == QLatin1String("empty") ||
                    fixture.ask(page == QLatin1String("formulas") ? science : tour));
        }
        if (page == QLatin1String("consent"))
            QVERIFY(askForConsent(fixture));
        fixture.workspace().settings()->setLineNumbers(page == QLatin1String("formulas"));
        ui::MainWindow window(fixture.workspace());
        QVERIFY(QTest::qWaitForWindowExposed(window.window()));
        QQuickWindow* shown = window.window();
        if (QStringList{"settings", "models", "bin", "help", "about"}.contains(page))
            window.window()->setProperty("currentPage", page);
        else
            QVERIFY(arrange(page, fixture, shown));
        QTest::qWait(400);
        const QImage grabbed = shown->grabWindow();
        const QImage picture = grabbed.scaledToWidth(pictureWidth, Qt::SmoothTransformation)
                                   .convertToFormat(QImage::Format_RGB888);
        QVERIFY(!picture.isNull());
        if (const QString folder = qEnvironmentVariable("HEARTH_PICTURE_FOLDER"); !folder.isEmpty())
            grabbed.save(folder + u'/' + QString::fromLatin1(QTest::currentDataTag()) +
                         QStringLiteral(".png")); // in full, to look at
        const QString path =
            goldenFolder() + u'/' + QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png");
        if (qEnvironmentVariableIsSet("HEARTH_UPDATE_PICTURES")) {
            QDir().mkpath(goldenFolder());
            QVERIFY(picture.convertToFormat(QImage::Format_Indexed8).save(path));
            return;
        }
        const QImage golden = QImage(path).convertToFormat(QImage::Format_RGB888);
        QVERIFY2(!golden.isNull(),
                 qPrintable(path + QStringLiteral(" is not there: run scripts/update-pictures")));
        QCOMPARE(picture.size(), golden.size());
        const auto [worst, mean] = difference(picture, golden);
        if (worst > 60 || mean > 5)
            picture.save(QDir::tempPath() + u'/' + QString::fromLatin1(QTest::currentDataTag()) +
                         QStringLiteral(".png"));
        QVERIFY2(worst <= 60 && mean <= 5,
                 qPrintable(QStringLiteral("worst cell %1, mean %2").arg(worst).arg(mean)));
    }
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }

private:
    /// Brings the window to what the picture is to show; `shown` becomes the window that it is taken of.
    static bool arrange(const QString& page, UiFixture& fixture, QQuickWindow*& shown) {
        if (page == QLatin1String("attachments"))
            return attach(fixture);
        if (page == QLatin1String("slash"))
            return type(shown, QStringLiteral("/"));
        if (page == QLatin1String("suggestion"))
            return suggest(fixture, shown);
        if (page == QLatin1String("instructions"))
            return press(shown, "Instructions for this conversation");
        if (page == QLatin1String("context"))
            return fillContext(fixture);
        if (page == QLatin1String("commands"))
            return QMetaObject::invokeMethod(shown, "showPage", Q_ARG(QVariant, page)) &&
                   type(shown, QStringLiteral("con"));
        if (page == QLatin1String("search"))
            return QMetaObject::invokeMethod(shown, "focusSearch") &&
                   type(shown, QStringLiteral("paragraph"));
        if (page == QLatin1String("quick"))
            return askQuickly(fixture, shown);
        if (page == QLatin1String("models-menu"))
            return press(shown, "ModelChip");
        return true;
    }
    static bool type(QQuickWindow* window, const QString& text) {
        if (!QTest::qWaitFor([&] { return window->activeFocusItem() != nullptr; }, 10'000))
            return false;
        typeInto(window, text);
        QTest::qWait(400); // what is searched for while it is typed
        return true;
    }
    /// The item whose name for screen readers, or whose type, begins with `name`.
    static QQuickItem* named(QQuickItem* under, const QString& name) {
        const QList<QQuickItem*> children = under->childItems();
        for (QQuickItem* item : children) {
            if (item->isVisible() && (item->property("name").toString().startsWith(name) ||
                                      QString::fromLatin1(item->metaObject()->className()).startsWith(name)))
                return item;
            if (QQuickItem* found = named(item, name))
                return found;
        }
        return nullptr;
    }
    static bool press(QQuickWindow* window, const char* name) {
        QQuickItem* item = named(window->contentItem(), QString::fromLatin1(name));
        if (!item)
            return false;
        const QPointF middle = item->mapToScene(QPointF(item->width() / 2, item->height() / 2));
        QTest::mouseClick(window, Qt::LeftButton, Qt::NoModifier, middle.toPoint());
        return true;
    }
    static bool attach(UiFixture& fixture) {
        QFile text(fixture.folder() + QStringLiteral("/Notes of the meeting in March.txt"));
        QFile broken(fixture.folder() + QStringLiteral("/broken.pdf"));
        const QString picture = fixture.folder() + QStringLiteral("/garden.png");
        QImage image(64, 48, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        if (!text.open(QIODevice::WriteOnly) || text.write(QByteArray("words ").repeated(900)) < 0 ||
            !broken.open(QIODevice::WriteOnly) || broken.write("%PDF-1.7 nothing") < 0 ||
            !image.save(picture))
            return false;
        text.close();
        broken.close();
        ui::AttachmentList* files = fixture.chat().attachments();
        files->add({QUrl::fromLocalFile(text.fileName()), QUrl::fromLocalFile(picture),
                    QUrl::fromLocalFile(broken.fileName())});
        fixture.chat().setDraft(QStringLiteral("What did we agree on?"));
        emit fixture.chat().draftReplaced();
        return QTest::qWaitFor([&] { return !files->isReading(); }, 20'000);
    }
    static bool suggest(UiFixture& fixture, QQuickWindow* window) {
        fixture.workspace().settings()->setPredictiveText(true);
        return type(window, QStringLiteral("echo: The heron stands in shallow water ")) &&
               QTest::qWaitFor([&] { return !fixture.workspace().prediction()->text().isEmpty(); }, 20'000);
    }
    static bool fillContext(UiFixture& fixture) {
        for (int turn = 1; turn <= 5; ++turn) {
            if (!fixture.ask(QStringLiteral("echo: turn %1, with words that fill the context of the model "
                                            "until it has no room")
                                 .arg(turn)))
                return false;
        }
        return QTest::qWaitFor([&] { return fixture.workspace().context()->leftOut() > 0; }, 20'000);
    }
    static bool askQuickly(UiFixture& fixture, QQuickWindow*& shown) {
        QGuiApplication::clipboard()->setText(QStringLiteral("Der Reiher steht im flachen Wasser."));
        ui::QuickAsk* quick = fixture.workspace().quick();
        quick->show();
        for (QWindow* window : QGuiApplication::allWindows()) {
            if (window != shown && window->isVisible() && window->title() == QLatin1String("Quick question"))
                shown = qobject_cast<QQuickWindow*>(window);
        }
        if (!QTest::qWaitForWindowExposed(shown) ||
            !type(shown, QStringLiteral("echo: A **heron** is a bird.")))
            return false;
        QTest::keyClick(shown, Qt::Key_Return);
        return QTest::qWaitFor([&] { return !quick->answer().isEmpty() && !quick->isBusy(); }, 20'000);
    }
    /// The question that stands before a message leaves: nothing is sent here.
    static bool askForConsent(UiFixture& fixture) {
        ui::Door& door = *fixture.workspace().door();
        if (!door.add(QStringLiteral("https://api.example.org/v1"), QStringLiteral("large-model"), {}, false)
                 .isEmpty())
            return false;
        door.choose(door.endpoints().constFirst().toMap()[QStringLiteral("id")].toString());
        return fixture.chat().send(QStringLiteral("What does the table say?")) &&
               QTest::qWaitFor([&] { return !door.question().isEmpty(); }, 10'000);
    }

    QTranslator m_english;
};

QTEST_MAIN(TestPictures)
#include "test_pictures.moc"
