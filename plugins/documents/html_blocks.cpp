#include "plugins/documents/html_blocks.h"

#include "plugins/documents/markup.h"
#include "plugins/documents/texts.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace hearth::documents {

using namespace sdk;

namespace {

bool isVoid(const QString& name) {
    static const QSet<QString> names{"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                     "input", "link", "meta", "param", "source", "track", "wbr"};
    return names.contains(name);
}

/// Elements that begin a line of their own.
bool isBlockElement(const QString& name) {
    static const QSet<QString> names{
        "address", "article", "aside",  "blockquote", "body",  "br",      "caption",  "center",
        "dd",      "details", "dialog", "div",        "dl",    "dt",      "fieldset", "figcaption",
        "figure",  "footer",  "form",   "h1",         "h2",    "h3",      "h4",       "h5",
        "h6",      "head",    "header", "hr",         "html",  "legend",  "li",       "main",
        "nav",     "ol",      "option", "p",          "pre",   "section", "summary",  "table",
        "tbody",   "td",      "tfoot",  "th",         "thead", "title",   "tr",       "ul"};
    return names.contains(name);
}

bool isSkipped(const QString& name) {
    static const QSet<QString> names{"script", "style",  "template", "noscript", "svg",     "math",
                                     "head",   "select", "iframe",   "object",   "datalist"};
    return names.contains(name);
}

class HtmlWalk {
public:
    HtmlWalk(const QString& html, BlockBuilder& builder, int deepest)
        : m_html(html), m_tokens(m_html, MarkupLanguage::Html), m_builder(builder), m_deepest(deepest) {}
    void run();

private:
    void start(const MarkupToken& token);
    void end(const QString& name);
    void flush();
    void text(QStringView source);
    bool hidesContent(const MarkupToken& token) const;
    BlockKind kindNow() const;
    bool inside(const char* name) const { return m_depth.value(QLatin1String(name)) > 0; }
    int lineOf(qsizetype offset);

    const QString& m_html;
    MarkupTokenizer m_tokens;
    BlockBuilder& m_builder;
    int m_deepest;
    QStringList m_open;
    QHash<QString, int> m_depth;
    QString m_text;
    QString m_titleText;
    qsizetype m_skipUntil = -1; ///< size of m_open at which skipping ends
    int m_hidden = 0;
    QList<QStringList> m_rows;
    QStringList m_row;
    int m_heading = 0;
    qsizetype m_lineOffset = 0;
    int m_line = 1;
    qsizetype m_blockBegin = 0;
};

int HtmlWalk::lineOf(qsizetype offset) {
    for (; m_lineOffset < offset && m_lineOffset < m_html.size(); ++m_lineOffset)
        m_line += m_html[m_lineOffset] == '\n';
    return m_line;
}

bool HtmlWalk::hidesContent(const MarkupToken& token) const {
    if (isSkipped(token.name))
        return true;
    if (!m_tokens.attribute(token, u"hidden").isNull())
        return true;
    const QString style = m_tokens.attribute(token, u"style").remove(' ').toLower();
    static const QRegularExpression invisible(
        QStringLiteral("display:none|visibility:hidden|font-size:0(?![.1-9])|opacity:0(?![.1-9])"));
    return !style.isEmpty() && style.contains(invisible);
}

BlockKind HtmlWalk::kindNow() const {
    if (m_heading > 0)
        return BlockKind::Heading;
    if (inside("pre"))
        return BlockKind::Code;
    if (inside("figcaption") || inside("caption"))
        return BlockKind::Caption;
    if (inside("li") || inside("dd") || inside("dt"))
        return BlockKind::ListItem;
    if (inside("blockquote"))
        return BlockKind::Quote;
    return BlockKind::Paragraph;
}

void HtmlWalk::flush() {
    const BlockKind kind = kindNow();
    const QString text = kind == BlockKind::Code ? m_text : simplified(m_text);
    m_text.clear();
    if (text.trimmed().isEmpty())
        return;
    if (inside("table") && (inside("td") || inside("th"))) {
        if (m_row.isEmpty())
            m_row << QString();
        m_row.last() += (m_row.last().isEmpty() ? QString() : QStringLiteral("\n")) + text;
        return;
    }
    m_builder.setLine(lineOf(m_blockBegin));
    const int lists = m_depth.value(QStringLiteral("ul")) + m_depth.value(QStringLiteral("ol"));
    m_builder.add(kind, text, kind == BlockKind::Heading ? m_heading : std::max(0, lists - 1));
}

void HtmlWalk::start(const MarkupToken& token) {
    const QString& name = token.name;
    if (isBlockElement(name)) {
        if (name == QLatin1String("br") && !inside("pre")) {
            m_text += '\n';
            return;
        }
        if (name == QLatin1String("br"))
            m_text += '\n';
        else
            flush();
    }
    if (name == QLatin1String("img")) {
        const QString alt = m_tokens.attribute(token, u"alt");
        if (!alt.trimmed().isEmpty())
            m_text += QStringLiteral(" [%1] ").arg(alt);
    }
    if (isVoid(name) || token.selfClosing)
        return;
    // A new <p>, <li>, <tr>, <td> … ends its unclosed sibling, as in every browser.
    static const QHash<QString, QStringList> ends{
        {"li", {"li"}},       {"dt", {"dt", "dd"}}, {"dd", {"dt", "dd"}}, {"tr", {"td", "th", "tr"}},
        {"td", {"td", "th"}}, {"th", {"td", "th"}}, {"p", {"p"}},         {"option", {"option"}}};
    for (const QString& sibling : ends.value(name))
        if (!m_open.isEmpty() && m_open.last() == sibling)
            end(sibling);
    if (m_open.size() >= m_deepest)
        return; // deeper elements are read as if their tags were not there
    if (name == QLatin1String("table") && !inside("table"))
        m_rows.clear();
    if (name == QLatin1String("tr"))
        m_row.clear();
    if (name == QLatin1String("td") || name == QLatin1String("th"))
        m_row << QString();
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')
        m_heading = name[1].digitValue();
    m_open << name;
    ++m_depth[name];
    if (m_skipUntil < 0 && hidesContent(token))
        m_skipUntil = m_open.size() - 1;
}

void HtmlWalk::end(const QString& name) {
    const qsizetype at = m_open.lastIndexOf(name);
    if (at < 0)
        return;
    if (isBlockElement(name))
        flush();
    const bool endsRow = name == QLatin1String("tr") || name == QLatin1String("table");
    if (endsRow && !m_row.isEmpty()) {
        m_rows << m_row;
        m_row.clear();
    }
    if (name == QLatin1String("table") && m_depth.value(name) == 1) {
        m_builder.setLine(lineOf(m_blockBegin));
        m_builder.addTable(m_rows);
        m_rows.clear();
    }
    if (name.size() == 2 && name[0] == 'h' && name[1].isDigit())
        m_heading = 0;
    while (m_open.size() > at)
        --m_depth[m_open.takeLast()];
    if (m_skipUntil >= 0 && m_open.size() <= m_skipUntil)
        m_skipUntil = -1;
}

void HtmlWalk::text(QStringView source) {
    if (inside("title") && !inside("svg") && !inside("body")) {
        m_titleText += decodeReferences(source);
        return;
    }
    if (m_skipUntil >= 0) {
        m_hidden += !isSkipped(m_open.value(m_skipUntil)) && !source.trimmed().isEmpty();
        return;
    }
    m_text += decodeReferences(source);
}

void HtmlWalk::run() {
    for (MarkupToken token = m_tokens.next(); token.kind != MarkupToken::Kind::End && m_builder.ok();
         token = m_tokens.next()) {
        if (m_text.trimmed().isEmpty())
            m_blockBegin = token.begin;
        if (token.kind == MarkupToken::Kind::StartTag)
            start(token);
        else if (token.kind == MarkupToken::Kind::EndTag)
            end(token.name);
        else if (token.kind == MarkupToken::Kind::Text)
            text(m_tokens.source(token));
        if (!m_titleText.isEmpty() && token.kind == MarkupToken::Kind::EndTag &&
            token.name == QLatin1String("title")) {
            m_builder.setTitle(m_titleText);
            m_titleText.clear();
        }
    }
    flush();
    if (!m_rows.isEmpty())
        m_builder.addTable(m_rows);
    if (m_hidden > 0)
        m_builder.addNote(
            Texts::tr("%1 passages that the page hides from its readers were left out.").arg(m_hidden));
}

} // namespace

void addHtmlBlocks(const QString& html, BlockBuilder& builder, int deepestNesting) {
    HtmlWalk(html, builder, deepestNesting).run();
}

QString declaredHtmlEncoding(const QByteArray& bytes) {
    static const QRegularExpression declaration(
        QStringLiteral("<meta[^>]{0,200}charset\\s*=\\s*[\"']?([A-Za-z0-9_.:-]+)|"
                       "<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"']([A-Za-z0-9_.:-]+)"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = declaration.match(QString::fromLatin1(bytes.left(4096)));
    return match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
}

} // namespace hearth::documents
