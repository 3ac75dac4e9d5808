#include "ui/markdown/inline_math.h"

#include "ui/math/formula_images.h"
#include "ui/math/tex_symbols.h"

#include <QStringView>

namespace hearth::ui {

namespace {

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
        if (name == QLatin1String("text") || name == QLatin1String("mathrm") ||
            name == QLatin1String("operatorname"))
            return plainArgument();
        if (name == QLatin1String("mathbf") || name == QLatin1String("boldsymbol"))
            return QStringLiteral("<b>") + argument() + QStringLiteral("</b>");
        if (name == QLatin1String("mathbb"))
            return blackboard(plainArgument());
        if (name == QLatin1String("left") || name == QLatin1String("right")) {
            if (m_at < m_tex.size() && m_tex[m_at] == u'.') {
                ++m_at;
                return {};
            }
            return argument();
        }
        if (name == QLatin1String("quad") || name == QLatin1String("qquad"))
            return QStringLiteral("\u2003");
        const auto symbol = texSymbol(name);
        if (!symbol || symbol->large)
            return fail(); // a sum with its bounds is drawn
        const QString text = symbol->text.toHtmlEscaped();
        return symbol->mathClass == MathClass::Relation ? u' ' + text + u' ' : text;
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

    QString blackboard(const QString& letters) {
        const QString text = doubleStruck(letters);
        return text.isEmpty() ? fail() : text;
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
    if (const QString html = Reader(tex).all().simplified(); !html.isEmpty())
        return html;
    if (const QString placeholder = formulaPlaceholder(tex); !placeholder.isEmpty())
        return placeholder;
    return QLatin1String("<code>") + tex.toHtmlEscaped() + QLatin1String("</code>");
}

} // namespace hearth::ui
