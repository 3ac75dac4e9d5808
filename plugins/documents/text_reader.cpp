// Plain text: paragraphs by blank lines, headings by their looks.

#include "plugins/documents/block_builder.h"
#include "plugins/documents/encoding.h"
#include "plugins/documents/readers.h"
#include "plugins/documents/text_lines.h"
#include "plugins/documents/texts.h"

#include <QRegularExpression>

namespace hearth::documents {

using namespace sdk;

namespace {

/// Median length of the lines that are not blank: tells hard-wrapped prose from one paragraph a line.
bool isOneParagraphPerLine(const QStringList& lines) {
    qsizetype blank = 0, filled = 0, units = 0;
    for (const QString& line : lines) {
        const qsizetype length = line.trimmed().size();
        blank += length == 0;
        filled += length > 0;
        units += length;
    }
    return filled > 0 && units / filled > 110 && blank * 4 < filled;
}

int headingLevel(const QString& paragraph) {
    static const QRegularExpression named(QStringLiteral("^(part|book|volume|teil|buch|partie|livre|parte|"
                                                         "libro)\\s+([ivxlcdm]+|\\d+|the|one|two|three)\\b"),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression chapter(
        QStringLiteral(
            "^(chapter|letter|section|act|scene|appendix|kapitel|abschnitt|anhang|chapitre|annexe|capítulo|"
            "capitolo|preface|introduction|contents|epilogue|prologue|vorwort|глава|第.{1,4}[章節节])\\b.{0,"
            "70}$"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression numbered(
        QStringLiteral("^(\\d{1,2}(?:\\.\\d{1,2}){0,4})\\.?\\s+\\p{Lu}.{2,70}$"));
    if (paragraph.size() > 80 || paragraph.contains('\n'))
        return 0;
    const QChar last = paragraph.back();
    if (last == ',' || last == ';' || last == ':')
        return 0;
    if (paragraph.contains(named))
        return 1;
    if (last != '.' && paragraph.contains(chapter))
        return 2;
    if (const auto match = numbered.match(paragraph); match.hasMatch() && last != '.')
        return 1 + int(match.captured(1).count('.'));
    int letters = 0;
    for (const QChar c : paragraph) {
        if (c.isLower())
            return 0;
        letters += c.isUpper();
    }
    return letters >= 3 ? 2 : 0;
}

class TextReader : public DocumentReader {
public:
    QString format() const override { return QStringLiteral("text"); }
    QStringList suffixes() const override {
        return {"txt", "text", "log", "asc", "nfo", "rst", "adoc", "tex"};
    }

    Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const override {
        TRY_ASSIGN(const DecodedText decoded, decodeDocument(source));
        BlockBuilder builder(source, format(), limits);
        builder.setEncoding(decoded.encoding);
        if (decoded.lossy)
            builder.addNote(
                Texts::tr("Some bytes fit no character of %1 and are shown as �.").arg(decoded.encoding));
        addParagraphs(decoded.text, builder);
        return builder.finish();
    }
};

} // namespace

QStringList splitLines(const QString& text) {
    QString unified = text;
    unified.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace('\r', '\n').replace('\f', '\n');
    return unified.split('\n');
}

void addParagraphs(const QString& text, BlockBuilder& builder) {
    const QStringList lines = splitLines(text);
    const bool everyLine = isOneParagraphPerLine(lines);
    static const QRegularExpression bullet(QStringLiteral("^\\s*([-*•–]|\\d{1,3}[.)])\\s+\\S"));
    QStringList paragraph;
    int firstLine = 1;
    const auto flush = [&] {
        if (paragraph.isEmpty())
            return;
        const QString joined = simplified(paragraph.join('\n'));
        builder.setLine(firstLine);
        const int level = paragraph.size() == 1 ? headingLevel(joined) : 0;
        if (level > 0)
            builder.add(BlockKind::Heading, joined, level);
        else
            builder.add(paragraph.first().contains(bullet) ? BlockKind::ListItem : BlockKind::Paragraph,
                        joined);
        paragraph.clear();
    };
    for (qsizetype i = 0; i < lines.size() && builder.ok(); ++i) {
        const QString& line = lines[i];
        const bool blank = line.trimmed().isEmpty();
        static const QRegularExpression rule(QStringLiteral("^\\s*([=~^#*-])\\1{2,}\\s*$"));
        if (!blank && paragraph.size() == 1 && line.contains(rule)) { // an underlined title
            const QString title = simplified(paragraph.takeFirst());
            builder.setLine(firstLine);
            builder.add(BlockKind::Heading, title, line.trimmed().startsWith('=') ? 1 : 2);
            continue;
        }
        static const QRegularExpression chapterLine(
            QStringLiteral(
                "^\\s*(chapter|letter|kapitel|chapitre|capítulo|part|book)\\s+(\\d{1,3}|[ivxlc]+)\\.?\\s*$"),
            QRegularExpression::CaseInsensitiveOption);
        const bool afterChapterLine = paragraph.size() == 1 && paragraph.first().contains(chapterLine);
        if (blank || everyLine || afterChapterLine || line.contains(bullet))
            flush();
        if (blank)
            continue;
        if (paragraph.isEmpty())
            firstLine = int(i) + 1;
        paragraph << line;
    }
    flush();
}

std::unique_ptr<DocumentReader> makeTextReader() {
    return std::make_unique<TextReader>();
}

} // namespace hearth::documents
