#include "ui/math/formula.h"

#include <QHash>

#include <algorithm>
#include <iterator>
#include <utility>

namespace hearth::ui {

namespace {

constexpr int deepest = 40;
constexpr int largest = 3000; ///< nodes

using Kind = MathNode::Kind;

class Parser {
public:
    explicit Parser(QStringView tex) : m_tex(tex) {}

    std::optional<MathNode> all() {
        MathNode row = sequence();
        if (m_failed || !atEnd() || row.children.empty())
            return std::nullopt;
        return row;
    }

private:
    bool atEnd() const { return m_at >= m_tex.size(); }
    QChar peek() const { return atEnd() ? QChar() : m_tex[m_at]; }
    void skipSpaces() {
        while (!atEnd() && m_tex[m_at].isSpace())
            ++m_at;
    }
    bool lookingAt(QStringView text) const { return m_tex.mid(m_at).startsWith(text); }
    bool lookingAtCommand(QStringView name) const {
        return lookingAt(name) &&
               (m_at + name.size() >= m_tex.size() || !m_tex[m_at + name.size()].isLetter());
    }
    MathNode fail() {
        m_failed = true;
        m_at = m_tex.size();
        return {};
    }

    /// Up to what ends it: a closing brace, \right, the next cell, the end.
    MathNode sequence() {
        MathNode row;
        if (++m_depth > deepest)
            return fail();
        while (!m_failed) {
            skipSpaces();
            if (atEnd() || peek() == u'}' || peek() == u'&' || lookingAt(u"\\\\") ||
                lookingAtCommand(u"\\right") || lookingAtCommand(u"\\end") || (m_inIndex && peek() == u']'))
                break;
            row.children.push_back(scripts(atom()));
        }
        --m_depth;
        return row;
    }

    MathNode scripts(MathNode base) {
        MathNode below;
        MathNode above;
        bool any = false;
        for (;; any = true) {
            skipSpaces();
            if (peek() == u'\'') {
                MathNode prime;
                prime.kind = Kind::Symbol;
                prime.symbol.text = QStringLiteral("′");
                prime.style = MathNode::Style::Upright;
                ++m_at;
                above.children.push_back(std::move(prime));
            } else if (peek() == u'_' && below.children.empty()) {
                ++m_at;
                below.children.push_back(argument());
            } else if (peek() == u'^') {
                ++m_at;
                above.children.push_back(argument());
            } else if (lookingAtCommand(u"\\limits") || lookingAtCommand(u"\\nolimits")) {
                base.symbol.limits = peek() == u'\\' && lookingAtCommand(u"\\limits");
                m_at += base.symbol.limits ? 7 : 9;
            } else {
                break;
            }
        }
        if (!any || (below.children.empty() && above.children.empty()))
            return base;
        MathNode node;
        node.kind = Kind::Scripts;
        node.symbol = base.kind == Kind::Symbol ? base.symbol : MathSymbol();
        node.children = {std::move(base), std::move(below), std::move(above)};
        return node;
    }

    MathNode argument() {
        skipSpaces();
        if (atEnd() || peek() == u'}' || peek() == u'&' || peek() == u'_' || peek() == u'^')
            return fail();
        return atom();
    }

    MathNode atom() {
        if (++m_nodes > largest || ++m_depth > deepest)
            return fail();
        MathNode node = atomOfDepth();
        --m_depth;
        return node;
    }

    MathNode atomOfDepth() {
        const QChar c = m_tex[m_at++];
        if (c == u'{') {
            const bool index = std::exchange(m_inIndex, false);
            MathNode row = sequence();
            m_inIndex = index;
            if (peek() != u'}')
                return fail();
            ++m_at;
            return row;
        }
        if (c == u'\\')
            return command();
        if (c == u'_' || c == u'^') { // a script of nothing: {}_2
            --m_at;
            return {};
        }
        if (c == u'#' || c == u'%' || c == u'$' || c == u'~' || c.isSurrogate())
            return fail();
        MathNode node = symbol(characterSymbol(c));
        node.style = c.isLetter() ? m_style : MathNode::Style::Upright;
        if (c.isDigit() && m_style == MathNode::Style::Bold)
            node.style = MathNode::Style::Bold;
        return node;
    }

    static MathNode symbol(MathSymbol symbol) {
        MathNode node;
        node.kind = Kind::Symbol;
        node.symbol = std::move(symbol);
        return node;
    }
    static MathNode space(double width) {
        MathNode node;
        node.kind = Kind::Space;
        node.width = width;
        return node;
    }

    MathNode command() {
        if (atEnd())
            return fail();
        if (!m_tex[m_at].isLetter())
            return escaped(m_tex[m_at++]);
        const qsizetype begin = m_at;
        while (!atEnd() && m_tex[m_at].isLetter())
            ++m_at;
        const QStringView name = m_tex.mid(begin, m_at - begin);
        static const QHash<QString, MathNode (Parser::*)(QStringView)> commands = {
            {QStringLiteral("frac"), &Parser::fraction},     {QStringLiteral("dfrac"), &Parser::fraction},
            {QStringLiteral("tfrac"), &Parser::fraction},    {QStringLiteral("binom"), &Parser::fraction},
            {QStringLiteral("sqrt"), &Parser::root},         {QStringLiteral("text"), &Parser::words},
            {QStringLiteral("textbf"), &Parser::words},      {QStringLiteral("mbox"), &Parser::words},
            {QStringLiteral("textrm"), &Parser::words},      {QStringLiteral("operatorname"), &Parser::words},
            {QStringLiteral("mathbb"), &Parser::blackboard}, {QStringLiteral("mathrm"), &Parser::styled},
            {QStringLiteral("mathbf"), &Parser::styled},     {QStringLiteral("boldsymbol"), &Parser::styled},
            {QStringLiteral("mathit"), &Parser::styled},     {QStringLiteral("bm"), &Parser::styled},
            {QStringLiteral("left"), &Parser::delimited},    {QStringLiteral("begin"), &Parser::environment},
            {QStringLiteral("hat"), &Parser::accent},        {QStringLiteral("bar"), &Parser::accent},
            {QStringLiteral("vec"), &Parser::accent},        {QStringLiteral("dot"), &Parser::accent},
            {QStringLiteral("ddot"), &Parser::accent},       {QStringLiteral("tilde"), &Parser::accent},
            {QStringLiteral("overline"), &Parser::accent},   {QStringLiteral("underline"), &Parser::accent},
            {QStringLiteral("widehat"), &Parser::accent},    {QStringLiteral("widetilde"), &Parser::accent},
        };
        if (const auto found = commands.constFind(name.toString()); found != commands.constEnd())
            return (this->*found.value())(name);
        if (name == u"quad" || name == u"qquad")
            return space(name == u"quad" ? 1 : 2);
        if (name == u"displaystyle" || name == u"textstyle")
            return {};
        if (name.startsWith(u"big") || name.startsWith(u"Big")) {
            if (!texSymbol(name)) // \bigl( and the like: the sign itself
                return name.size() <= 5 ? symbolOf(delimiter(), MathClass::Ordinary) : fail();
        }
        auto found = texSymbol(name);
        if (!found)
            return fail();
        MathNode node = symbol(std::move(*found));
        const bool greekSmall = node.symbol.text.size() == 1 && node.symbol.text[0] >= QChar(0x3b1) &&
                                node.symbol.text[0] <= QChar(0x3f5);
        node.style = greekSmall ? MathNode::Style::Italic : MathNode::Style::Upright;
        if (m_style == MathNode::Style::Bold)
            node.style = MathNode::Style::Bold;
        return node;
    }

    MathNode symbolOf(const QString& text, MathClass mathClass) {
        MathNode node = symbol({.text = text, .mathClass = mathClass});
        node.style = MathNode::Style::Upright;
        return node;
    }

    MathNode escaped(QChar c) {
        if (c == u'{')
            return symbolOf(QString(c), MathClass::Open);
        if (c == u'}')
            return symbolOf(QString(c), MathClass::Close);
        if (c == u'|')
            return symbolOf(QStringLiteral("‖"), MathClass::Ordinary);
        if (QStringView(u"%$&#_").contains(c))
            return symbolOf(QString(c), MathClass::Ordinary);
        if (c == u',' || c == u' ' || c == u':' || c == u';')
            return space(c == u',' ? 3.0 / 18 : c == u';' ? 5.0 / 18 : 4.0 / 18);
        return c == u'!' ? space(-3.0 / 18) : fail();
    }

    MathNode fraction(QStringView name) {
        MathNode node;
        node.kind = Kind::Fraction;
        node.small = name == u"tfrac";
        node.rule = name != u"binom";
        node.children.push_back(argument());
        node.children.push_back(argument());
        if (node.rule)
            return node;
        MathNode outer;
        outer.kind = Kind::Delimited;
        outer.open = QStringLiteral("(");
        outer.close = QStringLiteral(")");
        outer.children.push_back(std::move(node));
        return outer;
    }

    MathNode root(QStringView) {
        MathNode node;
        node.kind = Kind::Root;
        MathNode index;
        skipSpaces();
        if (peek() == u'[') {
            ++m_at;
            const bool before = std::exchange(m_inIndex, true);
            index = sequence();
            m_inIndex = before;
            if (peek() != u']')
                return fail();
            ++m_at;
        }
        node.children.push_back(argument());
        node.children.push_back(std::move(index));
        return node;
    }

    /// The text in the braces that follow, as it is.
    QString rawArgument() {
        skipSpaces();
        if (peek() != u'{') {
            fail();
            return {};
        }
        const qsizetype end = m_tex.indexOf(u'}', m_at);
        const QStringView inner = end < 0 ? QStringView() : m_tex.mid(m_at + 1, end - m_at - 1);
        if (end < 0 || inner.contains(u'{') || inner.contains(u'\\') || inner.contains(u'$')) {
            fail();
            return {};
        }
        m_at = end + 1;
        return inner.toString();
    }

    MathNode words(QStringView name) {
        MathNode node;
        node.text = rawArgument();
        node.style = name == u"textbf" ? MathNode::Style::Bold : MathNode::Style::Upright;
        node.kind = Kind::Text;
        if (name == u"operatorname") {
            node.kind = Kind::Symbol;
            node.symbol = {.text = node.text, .mathClass = MathClass::Operator, .function = true};
        }
        return node;
    }

    MathNode blackboard(QStringView) {
        const QString text = doubleStruck(rawArgument());
        return text.isEmpty() ? fail() : symbolOf(text, MathClass::Ordinary);
    }

    MathNode styled(QStringView name) {
        const auto style = name == u"mathrm"   ? MathNode::Style::Upright
                           : name == u"mathit" ? MathNode::Style::Italic
                                               : MathNode::Style::Bold;
        const auto before = std::exchange(m_style, style);
        MathNode node = argument();
        m_style = before;
        return node;
    }

    MathNode accent(QStringView name) {
        MathNode node;
        node.kind = Kind::Accent;
        node.text = name.toString();
        node.children.push_back(argument());
        return node;
    }

    /// A sign that stands at one side of something; empty for ".".
    QString delimiter() {
        skipSpaces();
        if (atEnd()) {
            fail();
            return {};
        }
        const QChar c = m_tex[m_at++];
        if (c == u'.')
            return {};
        if (QStringView(u"()[]|/").contains(c))
            return c;
        if (c == u'<' || c == u'>')
            return c == u'<' ? QStringLiteral("⟨") : QStringLiteral("⟩");
        if (c == u'\\' && !atEnd()) {
            const MathNode node = command();
            if (!m_failed && node.kind == Kind::Symbol &&
                QStringView(u"{}⟨⟩⌊⌋⌈⌉|‖[]").contains(node.symbol.text))
                return node.symbol.text;
        }
        fail();
        return {};
    }

    MathNode delimited(QStringView) {
        MathNode node;
        node.kind = Kind::Delimited;
        node.open = delimiter();
        node.children.push_back(sequence());
        if (!lookingAtCommand(u"\\right"))
            return fail();
        m_at += 6;
        node.close = delimiter();
        return node;
    }

    MathNode environment(QStringView) {
        const QString name = rawArgument();
        struct Frame {
            const char* name;
            const char16_t* open;
            const char16_t* close;
        };
        static constexpr Frame frames[] = {
            {"matrix", u"", u""},    {"pmatrix", u"(", u")"}, {"bmatrix", u"[", u"]"},
            {"vmatrix", u"|", u"|"}, {"Bmatrix", u"{", u"}"}, {"Vmatrix", u"‖", u"‖"},
            {"cases", u"{", u""},    {"aligned", u"", u""},   {"align*", u"", u""},
            {"align", u"", u""},     {"gathered", u"", u""},
        };
        for (const Frame& frame : frames) {
            if (name == QLatin1String(frame.name))
                return cells(name, QString::fromUtf16(frame.open), QString::fromUtf16(frame.close));
        }
        return fail();
    }

    MathNode cells(const QString& name, const QString& open, const QString& close) {
        MathNode matrix;
        matrix.kind = Kind::Matrix;
        matrix.alignedPairs = name.startsWith(QLatin1String("align"));
        matrix.leftAligned = name == QLatin1String("cases");
        std::vector<std::vector<MathNode>> rows(1);
        while (!m_failed) {
            rows.back().push_back(sequence());
            if (peek() == u'&') {
                ++m_at;
            } else if (lookingAt(u"\\\\")) {
                m_at += 2;
                rows.emplace_back();
            } else {
                break;
            }
        }
        if (m_failed || !lookingAtCommand(u"\\end"))
            return fail();
        m_at += 4;
        if (rawArgument() != name)
            return fail();
        if (rows.size() > 1 && rows.back().size() == 1 && rows.back()[0].children.empty())
            rows.pop_back(); // a line break after the last row
        for (const auto& row : rows)
            matrix.columns = std::max(matrix.columns, static_cast<int>(row.size()));
        if (matrix.columns * rows.size() > 400)
            return fail();
        for (auto& row : rows) {
            row.resize(static_cast<size_t>(matrix.columns));
            std::move(row.begin(), row.end(), std::back_inserter(matrix.children));
        }
        if (open.isEmpty() && close.isEmpty())
            return matrix;
        MathNode node;
        node.kind = Kind::Delimited;
        node.open = open;
        node.close = close;
        node.children.push_back(std::move(matrix));
        return node;
    }

    QStringView m_tex;
    qsizetype m_at = 0;
    int m_depth = 0;
    int m_nodes = 0;
    bool m_inIndex = false; ///< in the […] of a root: a bracket ends it
    bool m_failed = false;
    MathNode::Style m_style = MathNode::Style::Italic;
};

} // namespace

std::optional<MathNode> parseFormula(QStringView tex) {
    return Parser(tex).all();
}

} // namespace hearth::ui
