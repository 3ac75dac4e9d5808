// Pictures of every page, compared with those under goldens/ with tolerance: a page that breaks shows,
// another font rendering does not. scripts/update-pictures (or HEARTH_UPDATE_PICTURES=1) writes them anew:
// look at them.
#include "ui/main_window.h"
#include "ui_fixture.h"

#include <QDir>
#include <QFont>
#include <QGuiApplication>
#include <QTest>

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
    void initTestCase() { ui::prepareApplication(); }

    void page_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("rightToLeft");
        QTest::addColumn<QSize>("size");
        const QSize usual(1100, 740);
        for (const char* page :
             {"first-run", "conversation", "consent", "settings", "models", "bin", "help", "about"}) {
            for (const bool dark : {false, true})
                QTest::addRow("%s-%s", page, dark ? "dark" : "light")
                    << QString::fromLatin1(page) << dark << false << usual;
        }
        for (const bool dark : {false, true})
            QTest::addRow("formulas-%s", dark ? "dark" : "light") << "formulas" << dark << false << usual;
        QTest::newRow("formulas-rtl") << "formulas" << false << true << usual;
        QTest::newRow("formulas-small") << "formulas" << false << false << QSize(640, 520);
        QTest::newRow("conversation-rtl") << "conversation" << false << true << usual;
        QTest::newRow("settings-rtl") << "settings" << false << true << usual;
        QTest::newRow("conversation-small") << "conversation" << false << false << QSize(640, 520);
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
        fixture.workspace().settings()->setWindowSize(size);
        QGuiApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        if (page != QLatin1String("first-run")) {
            QVERIFY(fixture.loadModel(fixture.modelFile()));
            QVERIFY(fixture.ask(page == QLatin1String("formulas") ? science : tour));
        }
        if (page == QLatin1String("consent"))
            QVERIFY(askForConsent(fixture));
        fixture.workspace().settings()->setLineNumbers(page == QLatin1String("formulas"));
        ui::MainWindow window(fixture.workspace());
        QVERIFY(QTest::qWaitForWindowExposed(window.window()));
        if (page != QLatin1String("first-run") && page != QLatin1String("conversation") &&
            page != QLatin1String("consent") && page != QLatin1String("formulas"))
            window.window()->setProperty("currentPage", page);
        QTest::qWait(400);
        const QImage grabbed = window.window()->grabWindow();
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
};

QTEST_MAIN(TestPictures)
#include "test_pictures.moc"
