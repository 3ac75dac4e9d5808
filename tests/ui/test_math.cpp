// Formulas: what is read, and where it stands when it is drawn.
#include "ui/math/formula_images.h"
#include "ui/math/formula_layout.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hearth::ui;

class TestMath : public QObject {
    Q_OBJECT
private slots:
    void isRead_data() {
        QTest::addColumn<QString>("tex");
        const char* const formulas[] = {
            "a^2+b^2=c^2",
            "\\frac{-b\\pm\\sqrt{b^2-4ac}}{2a}",
            "\\sum_{n=1}^{\\infty}\\frac{1}{n^2}=\\frac{\\pi^2}{6}",
            "\\int_0^1 x\\,dx",
            "\\lim_{x\\to 0}\\frac{\\sin x}{x}=1",
            "\\sqrt[3]{x}",
            "\\left(\\frac{a}{b}\\right)^n",
            "\\left.\\frac{df}{dx}\\right|_{x=0}",
            "\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}",
            "f(x)=\\begin{cases}1&\\text{if }x>0\\\\0&\\text{otherwise}\\end{cases}",
            "\\begin{aligned}a&=b\\\\&=c\\end{aligned}",
            "\\vec{v}\\cdot\\hat{n}+\\bar{x}+\\dot{q}+\\tilde{z}+\\overline{AB}",
            "\\binom{n}{k}",
            "f''(x)",
            "\\mathbf{A}\\mathbb{R}^{n\\times m}",
            "\\operatorname{rank} A",
            "x_1, \\ldots, x_n",
            "\\{x \\mid x > 0\\}",
            "\\frac12",
            "e^{i\\pi}+1=0",
            "\\bigl( x \\bigr)",
            "{}_2F_1",
        };
        for (const char* tex : formulas)
            QTest::newRow(tex) << QString::fromLatin1(tex);
    }
    void isRead() {
        QFETCH(QString, tex);
        const auto formula = parseFormula(tex);
        QVERIFY(formula);
        for (const MathStyle style : {MathStyle::Display, MathStyle::Text}) {
            const FormulaPicture picture = layOutFormula(*formula, 20, style);
            QVERIFY(picture.width > 5 && picture.height() > 5);
            for (const auto& run : picture.glyphs) {
                QVERIFY(run.baseline.x() >= -0.01 && run.baseline.x() <= picture.width);
                QVERIFY(-run.baseline.y() <= picture.ascent && run.baseline.y() <= picture.descent + 20);
            }
            QVERIFY(inkInside(picture));
        }
    }

    void isNotRead_data() {
        QTest::addColumn<QString>("tex");
        for (const char* tex :
             {"", "\\frac{1}", "a}b", "{a", "\\unknown", "\\left(a", "a_", "a^", "^", "\\",
              "\\begin{matrix}a", "\\begin{matrix}a\\end{pmatrix}", "\\begin{tikzpicture}\\end{tikzpicture}",
              "\\sqrt[3", "\\text{a", "a#b", "x_a_b_c\\def", "\\end{matrix}", "\\right)"})
            QTest::newRow(tex) << QString::fromLatin1(tex);
        QTest::newRow("nested without end") << QStringLiteral("\\sqrt").repeated(100'000);
        QTest::newRow("braces without end") << QStringLiteral("{").repeated(100'000);
        QTest::newRow("deeper than anyone writes")
            << QStringLiteral("\\frac{").repeated(500) + QStringLiteral("}{a}").repeated(500);
        QTest::newRow("larger than a screen") << QStringLiteral("a+").repeated(20'000);
    }
    void isNotRead() {
        QFETCH(QString, tex);
        if (const auto formula = parseFormula(tex))
            QVERIFY2(formula->children.empty(), qPrintable(tex.left(60)));
    }

    void anythingIsReadWithoutHarm() {
        QRandomGenerator random(7);
        const QStringList pieces = {"\\frac",
                                    "{",
                                    "}",
                                    "^",
                                    "_",
                                    "a",
                                    "\\sqrt",
                                    "[",
                                    "]",
                                    "\\left(",
                                    "\\right)",
                                    "&",
                                    "\\\\",
                                    "\\begin{matrix}",
                                    "\\end{matrix}",
                                    "\\sum",
                                    "\\text{x}",
                                    " ",
                                    "'",
                                    "\\hat",
                                    "1"};
        for (int i = 0; i < 3000; ++i) {
            QString tex;
            for (int j = random.bounded(24); j >= 0; --j)
                tex += pieces[random.bounded(pieces.size())];
            if (const auto formula = parseFormula(tex))
                layOutFormula(*formula, 16, MathStyle::Display);
        }
    }

    void fractionIsStacked() {
        const FormulaPicture picture = laidOut(QStringLiteral("\\frac{a}{b}"));
        const auto a = run(picture, QStringLiteral("a"));
        const auto b = run(picture, QStringLiteral("b"));
        QCOMPARE(picture.strokes.size(), size_t(1));
        const QRectF rule = picture.strokes[0].path.boundingRect();
        QVERIFY(a.baseline.y() < rule.top());
        QVERIFY(b.baseline.y() - QFontMetricsF(b.font).tightBoundingRect(QStringLiteral("b")).height() >
                rule.bottom());
        QVERIFY(std::abs(-rule.center().y() - picture.axis) < 0.01);
        QVERIFY(rule.width() >= QFontMetricsF(a.font).horizontalAdvance(QStringLiteral("a")));
        QCOMPARE(a.font.pixelSize(), 40); // full size on a line of its own …
        QVERIFY(run(laidOut(QStringLiteral("\\frac{a}{b}"), MathStyle::Text), "a").font.pixelSize() < 32);
    }

    void scriptsAreSmallerAboveAndBelow() {
        const FormulaPicture picture = laidOut(QStringLiteral("x_i^{n^m}"));
        const auto x = run(picture, QStringLiteral("x"));
        const auto i = run(picture, QStringLiteral("i"));
        const auto n = run(picture, QStringLiteral("n"));
        const auto m = run(picture, QStringLiteral("m"));
        QVERIFY(n.baseline.y() < x.baseline.y() && i.baseline.y() > x.baseline.y());
        QVERIFY(n.font.pixelSize() < x.font.pixelSize() && m.font.pixelSize() < n.font.pixelSize());
        QVERIFY(m.baseline.y() < n.baseline.y());
        QVERIFY(n.baseline.x() > x.baseline.x());
    }

    void rootCoversWhatIsUnderIt() {
        const FormulaPicture picture = laidOut(QStringLiteral("\\sqrt{\\frac{a}{b}}"));
        const auto a = run(picture, QStringLiteral("a"));
        const auto b = run(picture, QStringLiteral("b"));
        const QRectF hook =
            picture.strokes[0].path.boundingRect().united(picture.strokes[1].path.boundingRect());
        QVERIFY(hook.top() < a.baseline.y() - QFontMetricsF(a.font).xHeight());
        QVERIFY(hook.bottom() >= b.baseline.y());
        QVERIFY(hook.left() < a.baseline.x() && hook.right() > a.baseline.x() + 10);
    }

    void boundsStandBelowAndAboveASum() {
        const FormulaPicture own = laidOut(QStringLiteral("\\sum_k^n"));
        const auto sum = run(own, QStringLiteral("∑"));
        QVERIFY(run(own, "k").baseline.y() > sum.baseline.y() &&
                run(own, "n").baseline.y() < sum.baseline.y());
        QVERIFY(run(own, "k").baseline.x() < sum.baseline.x() + 30);
        // Within a line they stand beside it.
        const FormulaPicture inLine = laidOut(QStringLiteral("\\sum_k^n"), MathStyle::Text);
        QVERIFY(run(inLine, "n").baseline.x() >
                QFontMetricsF(run(inLine, "∑").font).horizontalAdvance(QStringLiteral("∑")) * 0.8);
    }

    void delimitersGrow() {
        const auto heightOf = [](const QString& tex) {
            double height = 0;
            for (const auto& stroke : laidOut(tex).strokes)
                height = std::max(height, stroke.path.boundingRect().height());
            return height;
        };
        QVERIFY(heightOf(QStringLiteral("\\left(\\frac{a}{\\frac{b}{c}}\\right)")) >
                1.5 * heightOf(QStringLiteral("\\left(a\\right)")));
    }

    void cellsStandInColumns() {
        const FormulaPicture picture = laidOut(QStringLiteral("\\begin{matrix}a&b\\\\c&d\\end{matrix}"));
        const auto middle = [&](const char* sign) {
            const auto glyphs = run(picture, QString::fromLatin1(sign));
            return glyphs.baseline.x() + QFontMetricsF(glyphs.font).horizontalAdvance(glyphs.text) / 2;
        };
        QVERIFY(std::abs(middle("a") - middle("c")) < 3 && std::abs(middle("b") - middle("d")) < 3);
        QVERIFY(middle("b") > middle("a") + 20);
        QCOMPARE(run(picture, "a").baseline.y(), run(picture, "b").baseline.y());
        QVERIFY(run(picture, "c").baseline.y() > run(picture, "a").baseline.y() + 20);
    }

    void minusAfterNothingIsASign() {
        const auto gap = [](const QString& tex, const QString& sign) {
            const FormulaPicture picture = laidOut(tex);
            const auto minus = run(picture, QStringLiteral("−"));
            return run(picture, sign).baseline.x() - minus.baseline.x();
        };
        QVERIFY(gap(QStringLiteral("a-b"), QStringLiteral("b")) >
                gap(QStringLiteral("-b"), QStringLiteral("b")) + 3);
    }

    void formulaWithinTextIsAPicture() {
        const QString tex = QStringLiteral("\\frac{a}{b}");
        const QString html = QStringLiteral("so ") + formulaPlaceholder(tex) + QStringLiteral(" &amp; more");
        QCOMPARE(formulaSources(html), QStringList{tex});
        QCOMPARE(withFormulaSources(html), QStringLiteral("so $\\frac{a}{b}$ &amp; more"));
        const QString shown = withFormulaImages(html, 16, Qt::red, 2);
        const qsizetype begin = shown.indexOf(QLatin1String("image://formula/")) + 16;
        const QString id = shown.mid(begin, shown.indexOf(u'"', begin) - begin);
        FormulaImages images;
        QSize size;
        const QImage image = images.requestImage(id, &size, {});
        QVERIFY(shown.contains(
            QStringLiteral("width=\"%1\" height=\"%2\"").arg(size.width() / 2).arg(size.height() / 2)));
        int red = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                red += image.pixelColor(x, y).alpha() > 128 && image.pixelColor(x, y).red() > 200;
        }
        QVERIFY(red > 60);
        for (const char* wrong :
             {"", "a", "16/ff0000/1/", "-1/ff0000/1/YQ", "99999/ff0000/1/YQ", "16/x/1/YQ/YQ"})
            QVERIFY(images.requestImage(QString::fromLatin1(wrong), &size, {}).isNull());
        QVERIFY(formulaPlaceholder(QStringLiteral("\\unknown")).isEmpty());
    }

private:
    static FormulaPicture laidOut(const QString& tex, MathStyle style = MathStyle::Display) {
        const auto formula = parseFormula(tex);
        return formula ? layOutFormula(*formula, 40, style) : FormulaPicture();
    }
    static FormulaPicture::Glyphs run(const FormulaPicture& picture, const QString& text) {
        for (const auto& glyphs : picture.glyphs) {
            if (glyphs.text == text)
                return glyphs;
        }
        qWarning() << "not drawn:" << text;
        return {};
    }
    /// Nothing is drawn outside of the size that the formula says it has.
    static bool inkInside(const FormulaPicture& picture) {
        constexpr int margin = 30;
        const QSize size(static_cast<int>(std::ceil(picture.width)),
                         static_cast<int>(std::ceil(picture.height())));
        QImage image(size + QSize(2 * margin, 2 * margin), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        picture.draw(painter, {margin, margin}, Qt::black);
        painter.end();
        const QRect inside(margin - 1, margin - 1, size.width() + 2, size.height() + 2);
        bool ink = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const bool painted = qAlpha(image.pixel(x, y)) > 40;
                ink = ink || painted;
                if (painted && !inside.contains(x, y)) {
                    qWarning() << "ink at" << QPoint(x, y) << "outside" << inside;
                    return false;
                }
            }
        }
        return ink;
    }
};

QTEST_MAIN(TestMath)
#include "test_math.moc"
