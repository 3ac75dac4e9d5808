#include "plugins/documents/markup.h"

#include <algorithm>
#include <utility>

namespace hearth::documents {

namespace {

bool isNameStart(QChar c) {
    return c.isLetter() || c == '_';
}
bool isSpace(QChar c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/// Elements whose content is not markup, in HTML.
bool holdsRawText(const QString& name) {
    return name == QLatin1String("script") || name == QLatin1String("style") ||
           name == QLatin1String("textarea") || name == QLatin1String("xmp") ||
           name == QLatin1String("noembed") || name == QLatin1String("noframes");
}

/// The named references that occur in real documents; all others stay as they are written.
const QHash<QString, uint>& namedReferences() {
    static const QHash<QString, uint> names = [] {
        QHash<QString, uint> map{{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
        // ISO 8859-1 from U+00A0 on, in order: https://html.spec.whatwg.org/entities.json
        const char* latin1 = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg "
                             "macr deg plusmn sup2 sup3 "
                             "acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest "
                             "Agrave Aacute Acirc Atilde "
                             "Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH "
                             "Ntilde Ograve Oacute "
                             "Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig "
                             "agrave aacute acirc atilde "
                             "auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth "
                             "ntilde ograve oacute "
                             "ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
        uint code = 0xA0;
        for (const QString& name : QString::fromLatin1(latin1).split(' '))
            map.insert(name, code++);
        const std::initializer_list<std::pair<const char*, uint>> others = {
            {"OElig", 0x152},   {"oelig", 0x153},  {"Scaron", 0x160},  {"scaron", 0x161},
            {"Yuml", 0x178},    {"fnof", 0x192},   {"circ", 0x2C6},    {"tilde", 0x2DC},
            {"ensp", 0x2002},   {"emsp", 0x2003},  {"thinsp", 0x2009}, {"zwnj", 0x200C},
            {"zwj", 0x200D},    {"lrm", 0x200E},   {"rlm", 0x200F},    {"ndash", 0x2013},
            {"mdash", 0x2014},  {"lsquo", 0x2018}, {"rsquo", 0x2019},  {"sbquo", 0x201A},
            {"ldquo", 0x201C},  {"rdquo", 0x201D}, {"bdquo", 0x201E},  {"dagger", 0x2020},
            {"Dagger", 0x2021}, {"bull", 0x2022},  {"hellip", 0x2026}, {"permil", 0x2030},
            {"prime", 0x2032},  {"Prime", 0x2033}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A},
            {"euro", 0x20AC},   {"trade", 0x2122}, {"larr", 0x2190},   {"uarr", 0x2191},
            {"rarr", 0x2192},   {"darr", 0x2193},  {"harr", 0x2194},   {"minus", 0x2212},
            {"infin", 0x221E},  {"ne", 0x2260},    {"le", 0x2264},     {"ge", 0x2265},
            {"asymp", 0x2248},  {"sum", 0x2211},   {"radic", 0x221A},  {"alpha", 0x3B1},
            {"beta", 0x3B2},    {"gamma", 0x3B3},  {"delta", 0x3B4},   {"epsilon", 0x3B5},
            {"lambda", 0x3BB},  {"mu", 0x3BC},     {"pi", 0x3C0},      {"sigma", 0x3C3},
            {"omega", 0x3C9},   {"Delta", 0x394},  {"Sigma", 0x3A3},   {"Omega", 0x3A9}};
        for (const auto& [name, value] : others)
            map.insert(QString::fromLatin1(name), value);
        return map;
    }();
    return names;
}

/// The character of `&…;` without its ampersand and semicolon; 0 when it is none.
uint referenceValue(QStringView body) {
    if (!body.startsWith('#'))
        return namedReferences().value(body.toString(), 0);
    bool ok = false;
    const bool hex = body.size() > 2 && (body[1] == 'x' || body[1] == 'X');
    const uint value = hex ? body.mid(2).toUInt(&ok, 16) : body.mid(1).toUInt(&ok, 10);
    const bool valid = ok && value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return valid ? value : 0;
}

} // namespace

QString decodeReferences(QStringView text) {
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '&') {
            const qsizetype semicolon = text.mid(i, 34).indexOf(QLatin1Char(';'));
            const uint value = semicolon > 1 ? referenceValue(text.mid(i + 1, semicolon - 1)) : 0;
            if (value) {
                out += QString::fromUcs4(reinterpret_cast<const char32_t*>(&value), 1);
                i += semicolon;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

QString escapeMarkup(const QString& text) {
    QString out;
    out.reserve(text.size() + 16);
    for (const QChar c : text) {
        if (c == '&')
            out += QLatin1String("&amp;");
        else if (c == '<')
            out += QLatin1String("&lt;");
        else if (c == '>')
            out += QLatin1String("&gt;");
        else
            out += c;
    }
    return out;
}

QString numericReference(uint character) {
    return QStringLiteral("&#%1;").arg(character);
}

MarkupTokenizer::MarkupTokenizer(QStringView text, MarkupLanguage language)
    : m_text(text), m_language(language) {}

MarkupToken MarkupTokenizer::until(qsizetype begin, QStringView terminator, MarkupToken::Kind kind) {
    const qsizetype found = m_text.indexOf(terminator, begin + 2);
    m_at = found < 0 ? m_text.size() : found + terminator.size();
    return {kind, begin, m_at, {}, false};
}

MarkupToken MarkupTokenizer::rawText() {
    const qsizetype begin = m_at;
    const QString closing = QStringLiteral("</") + m_rawElement;
    const qsizetype found = m_text.indexOf(closing, begin, Qt::CaseInsensitive);
    m_at = found < 0 ? m_text.size() : found;
    m_rawElement.clear();
    return {MarkupToken::Kind::RawText, begin, m_at, {}, false};
}

MarkupToken MarkupTokenizer::tag(qsizetype begin) {
    qsizetype i = begin + 1;
    const bool closing = m_text[i] == '/';
    i += closing;
    const qsizetype nameBegin = i;
    while (i < m_text.size() && !isSpace(m_text[i]) && m_text[i] != '>' && m_text[i] != '/')
        ++i;
    QString name = m_text.mid(nameBegin, i - nameBegin).toString();
    if (m_language == MarkupLanguage::Html)
        name = name.toLower();
    QChar quote;
    for (; i < m_text.size(); ++i) { // to the closing `>` outside quotes
        const QChar c = m_text[i];
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
        } else if ((c == '"' || c == '\'') && m_text[i - 1] == '=') {
            quote = c;
        } else if (c == '>') {
            break;
        }
    }
    m_at = std::min(i + 1, m_text.size());
    const bool selfClosing = !closing && i > begin && i < m_text.size() && m_text[i - 1] == '/';
    if (!closing && !selfClosing && m_language == MarkupLanguage::Html && holdsRawText(name))
        m_rawElement = name;
    return {closing ? MarkupToken::Kind::EndTag : MarkupToken::Kind::StartTag, begin, m_at, name,
            selfClosing};
}

MarkupToken MarkupTokenizer::next() {
    if (!m_rawElement.isEmpty())
        if (MarkupToken raw = rawText(); raw.end > raw.begin)
            return raw;
    if (m_at >= m_text.size())
        return {MarkupToken::Kind::End, m_text.size(), m_text.size(), {}, false};
    const qsizetype begin = m_at;
    if (m_text[begin] == '<' && begin + 1 < m_text.size()) {
        const QStringView rest = m_text.mid(begin);
        if (rest.startsWith(QLatin1String("<!--")))
            return until(begin, u"-->", MarkupToken::Kind::Comment);
        if (rest.startsWith(QLatin1String("<![CDATA[")) && m_language == MarkupLanguage::Xml)
            return until(begin, u"]]>", MarkupToken::Kind::RawText);
        if (rest.startsWith(QLatin1String("<?")) && m_language == MarkupLanguage::Xml)
            return until(begin, u"?>", MarkupToken::Kind::Declaration);
        if (rest[1] == '!' || rest[1] == '?')
            return until(begin, u">", MarkupToken::Kind::Declaration);
        if (isNameStart(rest[1]) || (rest[1] == '/' && rest.size() > 2 && isNameStart(rest[2])))
            return tag(begin);
    }
    qsizetype end = begin + 1;
    while (end < m_text.size() && m_text[end] != '<')
        ++end;
    m_at = end;
    return {MarkupToken::Kind::Text, begin, end, {}, false};
}

std::pair<qsizetype, qsizetype> MarkupTokenizer::attributeRange(const MarkupToken& tag,
                                                                QStringView name) const {
    qsizetype i = tag.begin + 1 + tag.name.size();
    const qsizetype end = tag.end;
    const Qt::CaseSensitivity sensitivity =
        m_language == MarkupLanguage::Html ? Qt::CaseInsensitive : Qt::CaseSensitive;
    while (i < end) {
        while (i < end && (isSpace(m_text[i]) || m_text[i] == '/' || m_text[i] == '>'))
            ++i;
        const qsizetype nameBegin = i;
        while (i < end && !isSpace(m_text[i]) && m_text[i] != '=' && m_text[i] != '>' && m_text[i] != '/')
            ++i;
        const QStringView found = m_text.mid(nameBegin, i - nameBegin);
        while (i < end && isSpace(m_text[i]))
            ++i;
        qsizetype valueBegin = i, valueEnd = i;
        if (i < end && m_text[i] == '=') {
            ++i;
            while (i < end && isSpace(m_text[i]))
                ++i;
            const QChar quote = i < end ? m_text[i] : QChar();
            if (quote == '"' || quote == '\'') {
                valueBegin = ++i;
                while (i < end && m_text[i] != quote)
                    ++i;
                valueEnd = i++;
            } else {
                valueBegin = i;
                while (i < end && !isSpace(m_text[i]) && m_text[i] != '>')
                    ++i;
                valueEnd = i;
            }
        }
        if (found.compare(name, sensitivity) == 0)
            return {valueBegin, std::min(valueEnd, end)};
        if (i == nameBegin)
            ++i;
    }
    return {-1, -1};
}

QString MarkupTokenizer::attribute(const MarkupToken& tag, QStringView name) const {
    const auto [begin, end] = attributeRange(tag, name);
    if (begin < 0)
        return {};
    const QString value = decodeReferences(m_text.mid(begin, end - begin));
    return value.isNull() ? QStringLiteral("") : value;
}

} // namespace hearth::documents
