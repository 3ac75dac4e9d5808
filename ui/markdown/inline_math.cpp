#include "ui/markdown/inline_math.h"

#include <QHash>
#include <QStringView>

namespace hearth::ui {

namespace {

const QHash<QString, QString>& symbols() {
    static const QHash<QString, QString> table = [] {
        QHash<QString, QString> map;
        const auto add = [&map](const char* names, const QString& characters) {
            const QStringList list = QString::fromLatin1(names).split(u' ');
            const QList<uint> glyphs = characters.toUcs4();
            for (qsizetype i = 0; i < list.size() && i < glyphs.size(); ++i) {
                const char32_t glyph = glyphs[i];
                map.insert(list[i], QString::fromUcs4(&glyph, 1));
            }
        };
        add("alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi "
            "rho "
            "sigma tau upsilon phi varphi chi psi omega",
            QStringLiteral("αβγδϵεζηθϑικλμνξπρστυϕφχψω"));
        add("Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega", QStringLiteral("ΓΔΘΛΞΠΣΥΦΨΩ"));
        add("times div pm mp cdot ast star circ bullet oplus otimes le leq ge geq ne neq approx equiv sim "
            "simeq "
            "propto ll gg in notin ni subset supset subseteq supseteq cup cap setminus emptyset varnothing",
            QStringLiteral("×÷±∓·∗⋆∘•⊕⊗≤≤≥≥≠≠≈≡∼≃∝≪≫∈∉∋⊂⊃⊆⊇∪∩∖∅∅"));
        add("forall exists neg land lor to rightarrow leftarrow Rightarrow Leftarrow leftrightarrow "
            "Leftrightarrow "
            "implies iff mapsto infty partial nabla sum prod int oint hbar ell Re Im aleph angle perp "
            "parallel mid",
            QStringLiteral("∀∃¬∧∨→→←⇒⇐↔⇔⇒⇔↦∞∂∇∑∏∫∮ℏℓℜℑℵ∠⊥∥∣"));
        add("ldots cdots dots prime degree lfloor rfloor lceil rceil langle rangle colon quad qquad",
            QStringLiteral("…⋯…′°⌊⌋⌈⌉⟨⟩:  "));
        for (const char* name :
             {"sin", "cos", "tan", "log", "ln",   "exp",  "lim",  "max",    "min",    "det",   "dim",
              "gcd", "arg", "sup", "inf", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan"})
            map.insert(QString::fromLatin1(name), QString::fromLatin1(name));
        return map;
    }();
    return table;
}

/// A reader of the TeX subset. Anything it does not know makes the whole formula fail: shown as its source it
/// is right, half translated it would be wrong.
class Reader {
public:
    explicit Reader(QStringView tex) : m_tex(tex) {}

    QString all() {
        const QString html = sequence(QChar());
        return m_failed || m_at < m_tex.size() ? QString() : html;
    }

private:
    QString sequence(QChar end) {
        QString html;
        while (m_at < m_tex.size() && !m_failed && m_tex[m_at] != end) {
            if (m_tex[m_at] == u'}') {
                m_failed = true;
                break;
            }
            html += script(atom());
        }
        return html;
    }

    /// What follows an atom: any of _ and ^.
    QString script(QString html) {
        while (m_at < m_tex.size() && (m_tex[m_at] == u'_' || m_tex[m_at] == u'^')) {
            const bool below = m_tex[m_at++] == u'_';
            const QString inner = argument();
            html += (below ? QStringLiteral("<sub>") : QStringLiteral("<sup>")) + inner +
                    (below ? QStringLiteral("</sub>") : QStringLiteral("</sup>"));
        }
        return html;
    }

    QString argument() {
        skipSpaces();
        return m_at < m_tex.size() ? atom() : fail();
    }

    QString atom() {
        if (++m_depth > 200)
            return fail();
        const QString html = atomOfDepth();
        --m_depth;
        return html;
    }

    QString atomOfDepth() {
        const QChar c = m_tex[m_at++];
        if (c == u'{') {
            const QString html = sequence(u'}');
            if (m_at >= m_tex.size())
                return fail();
            ++m_at;
            return html;
        }
        if (c == u'\\')
            return command();
        if (c.isSpace())
            return {};
        if (c == u'&' || c == u'#' || c == u'%' || c == u'$' || c == u'_' || c == u'^')
            return fail();
        if (c.isLetter())
            return QStringLiteral("<i>") + QString(c) + QStringLiteral("</i>");
        if (c == u'-')
            return QStringLiteral("−");
        if (QStringView(u"=<>+").contains(c))
            return u' ' + QString(c).toHtmlEscaped() + u' ';
        return QString(c).toHtmlEscaped();
    }

    QString command() {
        if (m_at >= m_tex.size())
            return fail();
        if (!m_tex[m_at].isLetter()) {
            const QChar c = m_tex[m_at++];
            if (QStringView(u"{}%$&#_").contains(c))
                return QString(c).toHtmlEscaped();
            return QStringView(u",;:! ").contains(c) ? QStringLiteral(" ") : fail();
        }
        const qsizetype begin = m_at;
        while (m_at < m_tex.size() && m_tex[m_at].isLetter())
            ++m_at;
        const QString name = m_tex.mid(begin, m_at - begin).toString();
        if (name == QLatin1String("frac") || name == QLatin1String("dfrac") || name == QLatin1String("tfrac"))
            return fraction();
        if (name == QLatin1String("sqrt"))
            return m_at < m_tex.size() && m_tex[m_at] == u'[' ? fail()
                                                              : QStringLiteral("√") + grouped(argument());
        if (name == QLatin1String("text") || name == QLatin1String("mathrm") ||
            name == QLatin1String("operatorname"))
            return plainArgument();
        if (name == QLatin1String("mathbf") || name == QLatin1String("boldsymbol"))
            return QStringLiteral("<b>") + argument() + QStringLiteral("</b>");
        if (name == QLatin1String("mathbb"))
            return doubleStruck(plainArgument());
        if (name == QLatin1String("left") || name == QLatin1String("right")) {
            if (m_at < m_tex.size() && m_tex[m_at] == u'.') {
                ++m_at;
                return {};
            }
            return argument();
        }
        const auto symbol = symbols().constFind(name);
        if (symbol == symbols().constEnd())
            return fail();
        const bool relation = QStringView(u"≤≥≠≈≡∼≃∝≪≫∈∉⊂⊃⊆⊇→←⇒⇐↔⇔↦").contains(*symbol);
        return relation ? u' ' + *symbol + u' ' : *symbol;
    }

    QString fraction() {
        const QString above = argument();
        const QString below = argument();
        return grouped(above) + QStringLiteral("⁄") + grouped(below);
    }

    /// In brackets, unless it is a single sign or a number.
    static QString grouped(const QString& html) {
        QString plain;
        bool tag = false;
        for (const QChar c : html) {
            if (c == u'<')
                tag = true;
            if (!tag)
                plain += c;
            if (c == u'>')
                tag = false;
        }
        bool number = false;
        plain.toDouble(&number);
        return plain.size() <= 1 || number ? html : u'(' + html + u')';
    }

    QString plainArgument() {
        skipSpaces();
        if (m_at >= m_tex.size() || m_tex[m_at] != u'{')
            return fail();
        const qsizetype end = m_tex.indexOf(u'}', m_at);
        if (end < 0)
            return fail();
        const QString text = m_tex.mid(m_at + 1, end - m_at - 1).toString();
        m_at = end + 1;
        return text.contains(u'\\') || text.contains(u'{') ? fail() : text.toHtmlEscaped();
    }

    QString doubleStruck(const QString& letter) {
        static const QHash<QString, QString> letters = {
            {QStringLiteral("R"), QStringLiteral("ℝ")}, {QStringLiteral("N"), QStringLiteral("ℕ")},
            {QStringLiteral("Z"), QStringLiteral("ℤ")}, {QStringLiteral("Q"), QStringLiteral("ℚ")},
            {QStringLiteral("C"), QStringLiteral("ℂ")}, {QStringLiteral("P"), QStringLiteral("ℙ")},
        };
        return letters.contains(letter) ? letters.value(letter) : fail();
    }

    void skipSpaces() {
        while (m_at < m_tex.size() && m_tex[m_at].isSpace())
            ++m_at;
    }

    QString fail() {
        m_failed = true;
        return {};
    }

    QStringView m_tex;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_failed = false;
};

} // namespace

QString mathToHtml(const QString& tex) {
    const QString html = Reader(tex).all().simplified();
    return html.isEmpty() ? QLatin1String("<code>") + tex.toHtmlEscaped() + QLatin1String("</code>") : html;
}

} // namespace hearth::ui
