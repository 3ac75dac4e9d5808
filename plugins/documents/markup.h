// A tokenizer for HTML as it is found, and for XML where every byte but the text must stay: tokens carry
// their range in the source.
#pragma once

#include <QHash>
#include <QString>
#include <QStringView>

namespace hearth::documents {

/// One token of markup. `begin` and `end` are offsets into the tokenizer's text.
struct MarkupToken {
    enum class Kind { Text, StartTag, EndTag, Comment, Declaration, RawText, End };
    Kind kind = Kind::End;
    qsizetype begin = 0;
    qsizetype end = 0;
    QString name;             ///< of tags; lower case in HTML, as written in XML
    bool selfClosing = false; ///< `<br/>`
};

enum class MarkupLanguage { Html, Xml };

/// Splits markup into tokens. Never fails: what is no markup is text. The tokens cover the source without
/// gaps.
class MarkupTokenizer {
public:
    MarkupTokenizer(QStringView text, MarkupLanguage language);
    MarkupToken next();
    QStringView source(const MarkupToken& token) const {
        return m_text.mid(token.begin, token.end - token.begin);
    }
    /// The value of an attribute of a start tag, entities decoded; null when it has none of that name.
    QString attribute(const MarkupToken& tag, QStringView name) const;
    /// The range of an attribute's value inside the source; {-1, -1} when absent.
    std::pair<qsizetype, qsizetype> attributeRange(const MarkupToken& tag, QStringView name) const;

private:
    MarkupToken rawText();
    MarkupToken tag(qsizetype begin);
    MarkupToken until(qsizetype begin, QStringView terminator, MarkupToken::Kind kind);

    QStringView m_text;
    MarkupLanguage m_language;
    qsizetype m_at = 0;
    QString m_rawElement; ///< script, style …: text until its end tag
};

/// Replaces `&amp;`, `&#8217;`, `&eacute;` … by their characters; what is no known reference stays.
QString decodeReferences(QStringView text);
/// Escapes `&`, `<` and `>`.
QString escapeMarkup(const QString& text);
/// A numeric character reference, `&#1234;`.
QString numericReference(uint character);

} // namespace hearth::documents
