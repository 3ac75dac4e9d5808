#include "plugins/documents/markup.h"
#include "plugins/documents/text_editors.h"

#include <QSet>

namespace hearth::documents {

using namespace sdk;

namespace {

bool isInline(const QString& name) {
    static const QSet<QString> names{
        "a",    "abbr", "acronym", "b",    "bdi",  "bdo",   "big",  "br",     "cite",   "code", "data",
        "del",  "dfn",  "em",      "font", "i",    "img",   "ins",  "kbd",    "label",  "mark", "q",
        "rp",   "rt",   "ruby",    "s",    "samp", "small", "span", "strike", "strong", "sub",  "sup",
        "time", "tt",   "u",       "var",  "wbr",  "nobr",  "svg",  "math"};
    return names.contains(name);
}

/// Elements whose content no translation touches.
bool keepsContent(const QString& name) {
    static const QSet<QString> names{"code", "kbd",  "samp",     "var", "pre",      "script", "style", "tt",
                                     "svg",  "math", "textarea", "xmp", "template", "object", "iframe"};
    return names.contains(name);
}

class HtmlCutter {
public:
    explicit HtmlCutter(SplicedText& text) : m_text(text), m_tokens(text.source(), MarkupLanguage::Html) {}
    void run();

private:
    void flush();
    void attributes(const MarkupToken& token);
    bool asksToKeep(const MarkupToken& token) const;
    Place place() {
        Place at;
        at.paragraph = int(m_text.segments().size()) + 1;
        return at;
    }

    SplicedText& m_text;
    MarkupTokenizer m_tokens;
    QList<TextRange> m_ranges;
    QString m_kept; ///< element whose content stays
    int m_keptDepth = 0;
};

void HtmlCutter::flush() {
    // Only ranges with something to read at the ends; markup at the edges stays outside the segment.
    const QStringView source = m_text.source();
    const auto blank = [&](const TextRange& range) {
        return source.mid(range.begin, range.end - range.begin).trimmed().isEmpty();
    };
    while (!m_ranges.isEmpty() && blank(m_ranges.first()))
        m_ranges.removeFirst();
    while (!m_ranges.isEmpty() && blank(m_ranges.last()))
        m_ranges.removeLast();
    if (!m_ranges.isEmpty()) {
        QList<ProtectedRange> atoms;
        for (const TextRange& range : m_ranges)
            for (ProtectedRange part : findPlaceholders(m_text.source(), range.begin, range.end))
                if (source[part.begin] != '&') // references are letters here
                    atoms << part;
        m_text.add(m_ranges, atoms, place());
    }
    m_ranges.clear();
}

bool HtmlCutter::asksToKeep(const MarkupToken& token) const {
    return m_tokens.attribute(token, u"translate") == QLatin1String("no") ||
           m_tokens.attribute(token, u"class").split(' ').contains(QLatin1String("notranslate"));
}

void HtmlCutter::attributes(const MarkupToken& token) {
    QStringList names{"alt", "title", "placeholder", "aria-label"};
    if (token.name == QLatin1String("meta")) {
        const QString name = m_tokens.attribute(token, u"name").toLower();
        const QString property = m_tokens.attribute(token, u"property").toLower();
        const bool readable = name == QLatin1String("description") || property == QLatin1String("og:title") ||
                              property == QLatin1String("og:description");
        names = readable ? QStringList{"content"} : QStringList{};
    }
    for (const QString& name : names)
        if (const auto [begin, end] = m_tokens.attributeRange(token, name); end > begin)
            m_text.add({TextRange{begin, end}}, findPlaceholders(m_text.source(), begin, end), place());
}

void HtmlCutter::run() {
    for (MarkupToken token = m_tokens.next(); token.kind != MarkupToken::Kind::End; token = m_tokens.next()) {
        if (!m_kept.isEmpty()) {
            if (token.name == m_kept && !token.selfClosing)
                m_keptDepth += token.kind == MarkupToken::Kind::StartTag ? 1
                               : token.kind == MarkupToken::Kind::EndTag ? -1
                                                                         : 0;
            if (m_keptDepth == 0)
                m_kept.clear();
            continue;
        }
        if (token.kind == MarkupToken::Kind::Text) {
            m_ranges << TextRange{token.begin, token.end, TextRange::Gap::Structure};
        } else if (token.kind == MarkupToken::Kind::StartTag || token.kind == MarkupToken::Kind::EndTag) {
            if (!isInline(token.name))
                flush();
            if (token.kind == MarkupToken::Kind::StartTag) {
                attributes(token);
                if (!token.selfClosing && (keepsContent(token.name) || asksToKeep(token))) {
                    m_kept = token.name;
                    m_keptDepth = 1;
                }
            }
        }
    }
    flush();
}

} // namespace

void cutHtml(SplicedText& text) {
    HtmlCutter(text).run();
}

} // namespace hearth::documents
