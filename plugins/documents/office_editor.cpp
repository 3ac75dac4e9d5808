#include "plugins/documents/markup.h"
#include "plugins/documents/text_editors.h"

#include <QRegularExpression>

namespace hearth::documents {

using namespace sdk;

namespace {

/// The properties of the runs on both sides of a gap, without what does not show.
QString visibleProperties(QString properties) {
    static const QRegularExpression unseen(
        QStringLiteral("<w:(?:lang|noProof|webHidden|rsid\\w*)\\b[^>]*/>|\\sw:rsid\\w*=\"[^\"]*\"|\\s+"));
    return properties.remove(unseen);
}

/// True when nothing but the end of one run and the begin of a like one stands between two texts. `before` is
/// the properties of the run on the left; on return those of the run on the right.
bool joinsRuns(const QString& gap, QString& properties) {
    static const QRegularExpression invisible(QStringLiteral(
        "<w:(?:proofErr|bookmarkStart|bookmarkEnd|lastRenderedPageBreak|softHyphen)\\b[^>]*/>"));
    static const QRegularExpression boundary(
        QStringLiteral(
            "^</w:t></w:r><w:r(?:\\s[^>]*)?>(?:<w:rPr>((?:(?!</w:rPr>).)*)</w:rPr>)?<w:t(?:\\s[^>]*)?>$"),
        QRegularExpression::DotMatchesEverythingOption);
    QString plain = gap;
    plain.remove(invisible);
    const QRegularExpressionMatch match = boundary.match(plain);
    if (!match.hasMatch())
        return false;
    return visibleProperties(match.captured(1)) == visibleProperties(properties);
}

struct OpenParagraph {
    QList<TextRange> ranges;
    QStringList properties; ///< of the run of each range
};

QList<ProtectedRange> placeholdersIn(const SplicedText& text, const QList<TextRange>& ranges) {
    QList<ProtectedRange> atoms;
    for (const TextRange& range : ranges)
        for (const ProtectedRange& part : findPlaceholders(text.source(), range.begin, range.end))
            if (text.source()[part.begin] != '&')
                atoms << part;
    return atoms;
}

Place nextPlace(const SplicedText& text) {
    Place place;
    place.paragraph = int(text.segments().size()) + 1;
    return place;
}

void addWordParagraph(SplicedText& text, OpenParagraph paragraph) {
    for (qsizetype i = 1; i < paragraph.ranges.size(); ++i) {
        const TextRange& left = paragraph.ranges[i - 1];
        TextRange& right = paragraph.ranges[i];
        const QString gap = text.source().mid(left.end, right.begin - left.end);
        if (joinsRuns(gap, paragraph.properties[i - 1]))
            right.gap = TextRange::Gap::Nothing;
    }
    text.add(paragraph.ranges, placeholdersIn(text, paragraph.ranges), nextPlace(text));
}

} // namespace

void cutWordXml(SplicedText& text) {
    const QString source = text.source();
    MarkupTokenizer tokens(source, MarkupLanguage::Xml);
    QList<OpenParagraph> open;
    QString properties;
    qsizetype propertiesBegin = -1;
    qsizetype textTagEnd = -1;
    bool preserves = false;
    for (MarkupToken token = tokens.next(); token.kind != MarkupToken::Kind::End; token = tokens.next()) {
        const bool start = token.kind == MarkupToken::Kind::StartTag && !token.selfClosing;
        const bool end = token.kind == MarkupToken::Kind::EndTag;
        if (token.name == QLatin1String("w:p")) {
            if (start)
                open << OpenParagraph{};
            else if (end && !open.isEmpty())
                addWordParagraph(text, open.takeLast());
        } else if (token.name == QLatin1String("w:r") && start) {
            properties.clear();
        } else if (token.name == QLatin1String("w:rPr")) {
            if (start)
                propertiesBegin = token.end;
            else if (end && propertiesBegin >= 0)
                properties = source.mid(propertiesBegin, token.begin - propertiesBegin);
        } else if (token.name == QLatin1String("w:t")) {
            textTagEnd = start ? token.end - 1 : -1;
            preserves = start && !tokens.attribute(token, u"xml:space").isNull();
        } else if (token.kind == MarkupToken::Kind::Text && textTagEnd >= 0 && !open.isEmpty()) {
            open.last().ranges << TextRange{token.begin, token.end, TextRange::Gap::Structure,
                                            preserves ? -1 : textTagEnd};
            open.last().properties << properties;
        }
    }
}

void cutOpenDocumentXml(SplicedText& text) {
    const QString source = text.source();
    MarkupTokenizer tokens(source, MarkupLanguage::Xml);
    QList<QList<TextRange>> open;
    int skipped = 0;
    static const QStringList skip{"text:note-citation",     "text:tracked-changes", "office:annotation",
                                  "text:bibliography-mark", "office:styles",        "office:automatic-styles",
                                  "office:master-styles",   "office:meta",          "office:settings",
                                  "office:scripts"};
    for (MarkupToken token = tokens.next(); token.kind != MarkupToken::Kind::End; token = tokens.next()) {
        const bool start = token.kind == MarkupToken::Kind::StartTag && !token.selfClosing;
        const bool end = token.kind == MarkupToken::Kind::EndTag;
        if (skip.contains(token.name)) {
            skipped += start ? 1 : end ? -1 : 0;
        } else if (token.name == QLatin1String("text:p") || token.name == QLatin1String("text:h")) {
            if (start) {
                open << QList<TextRange>{};
            } else if (end && !open.isEmpty()) {
                const QList<TextRange> ranges = open.takeLast();
                if (!ranges.isEmpty())
                    text.add(ranges, placeholdersIn(text, ranges), nextPlace(text));
            }
        } else if (token.kind == MarkupToken::Kind::Text && skipped == 0 && !open.isEmpty()) {
            open.last() << TextRange{token.begin, token.end, TextRange::Gap::Structure};
        }
    }
}

} // namespace hearth::documents
