// Word documents (.docx): Office Open XML, ECMA-376 part 1, WordprocessingML.

#include "plugins/documents/office_xml.h"
#include "plugins/documents/readers.h"

#include <QRegularExpression>

#include <algorithm>

namespace hearth::documents {

using namespace sdk;

namespace {

/// What a paragraph style says about its paragraphs.
struct WordStyle {
    int heading = 0; ///< 1…9; 0: none
    bool title = false;
    bool quote = false;
    bool code = false;
    bool caption = false;
    bool list = false;
    QString basedOn;
};

QHash<QString, WordStyle> readStyles(const QByteArray& bytes, int deepest) {
    QHash<QString, WordStyle> styles;
    XmlPart part(bytes, deepest);
    QString id;
    while (part.next()) {
        if (part.isStart(u"style")) {
            id = part.attribute(u"styleId");
        } else if (part.isStart(u"name") && !id.isEmpty()) {
            const QString name = part.attribute(u"val").toLower();
            WordStyle& style = styles[id];
            static const QRegularExpression heading(
                QStringLiteral("^(?:heading|überschrift|titre|título) (\\d)"));
            if (const auto match = heading.match(name); match.hasMatch())
                style.heading = match.captured(1).toInt();
            style.title = name == QLatin1String("title");
            style.quote = name.contains(QLatin1String("quote")) || name.contains(QLatin1String("block text"));
            style.code = name.contains(QLatin1String("source code")) ||
                         name.contains(QLatin1String("html preformatted"));
            style.caption = name.contains(QLatin1String("caption"));
            style.list = name.startsWith(QLatin1String("list"));
        } else if (part.isStart(u"basedOn") && !id.isEmpty()) {
            styles[id].basedOn = part.attribute(u"val");
        } else if (part.isStart(u"outlineLvl") && !id.isEmpty()) {
            const int level = part.attribute(u"val").toInt();
            if (level >= 0 && level < 9)
                styles[id].heading = level + 1;
        }
    }
    for (auto it = styles.begin(); it != styles.end(); ++it) { // headings are inherited
        QString base = it->basedOn;
        for (int hops = 0; it->heading == 0 && !base.isEmpty() && hops < 10; ++hops) {
            const WordStyle parent = styles.value(base);
            it->heading = parent.heading;
            base = parent.basedOn;
        }
    }
    return styles;
}

class WordBody {
public:
    WordBody(const QByteArray& bytes, const QHash<QString, WordStyle>& styles, BlockBuilder& builder,
             int deepest)
        : m_part(bytes, deepest), m_styles(styles), m_builder(builder) {}
    QString run();

private:
    void start();
    void end();
    void endParagraph();

    XmlPart m_part;
    const QHash<QString, WordStyle>& m_styles;
    BlockBuilder& m_builder;
    TableCollector m_table;
    struct Paragraph {
        QString text;
        QString style;
        int listLevel = -1;
        int outline = 0;
    };
    QList<Paragraph> m_open; ///< text boxes put paragraphs into paragraphs
    int m_page = 1;
    bool m_pagesKnown = false;
    bool m_inText = false;
};

void WordBody::start() {
    const QStringView name = m_part.xml().name();
    if (name == u"p") {
        m_open << Paragraph{};
    } else if (name == u"Fallback" || name == u"instrText" || name == u"delText" || name == u"moveFrom") {
        m_part.skip(); // a second rendering of the same, field codes, deleted text
    } else if (name == u"tbl") {
        m_table.begin();
    } else if (name == u"tr") {
        m_table.beginRow();
    } else if (name == u"tc") {
        m_table.beginCell();
    } else if (name == u"lastRenderedPageBreak" ||
               (name == u"br" && m_part.attribute(u"type") == QLatin1String("page"))) {
        m_pagesKnown |= name == u"lastRenderedPageBreak";
        ++m_page;
    } else if (!m_open.isEmpty()) {
        Paragraph& paragraph = m_open.last();
        if (name == u"t")
            m_inText = true;
        else if (name == u"tab")
            paragraph.text += '\t';
        else if (name == u"br" || name == u"cr")
            paragraph.text += '\n';
        else if (name == u"noBreakHyphen")
            paragraph.text += QChar(0x2011);
        else if (name == u"pStyle")
            paragraph.style = m_part.attribute(u"val");
        else if (name == u"ilvl")
            paragraph.listLevel = std::clamp(m_part.attribute(u"val").toInt(), 0, 9);
        else if (name == u"numId" && paragraph.listLevel < 0 &&
                 m_part.attribute(u"val") != QLatin1String("0"))
            paragraph.listLevel = 0;
        else if (name == u"outlineLvl")
            paragraph.outline = std::clamp(m_part.attribute(u"val").toInt() + 1, 0, 9);
    }
}

void WordBody::endParagraph() {
    const Paragraph paragraph = m_open.takeLast();
    if (paragraph.text.trimmed().isEmpty())
        return;
    if (m_table.isOpen()) {
        m_table.add(paragraph.text.trimmed());
        return;
    }
    if (m_pagesKnown)
        m_builder.setPage(m_page);
    const WordStyle style = m_styles.value(paragraph.style);
    const int heading = style.heading ? style.heading : (paragraph.outline < 9 ? paragraph.outline : 0);
    if (style.title)
        m_builder.add(BlockKind::Title, paragraph.text);
    else if (heading > 0)
        m_builder.add(BlockKind::Heading, paragraph.text, std::min(heading, 6));
    else if (style.code)
        m_builder.add(BlockKind::Code, paragraph.text);
    else if (paragraph.listLevel >= 0 || style.list)
        m_builder.add(BlockKind::ListItem, paragraph.text, std::max(0, paragraph.listLevel));
    else if (style.quote)
        m_builder.add(BlockKind::Quote, paragraph.text);
    else
        m_builder.add(style.caption ? BlockKind::Caption : BlockKind::Paragraph, paragraph.text);
}

void WordBody::end() {
    const QStringView name = m_part.xml().name();
    if (name == u"t") {
        m_inText = false;
    } else if (name == u"p" && !m_open.isEmpty()) {
        endParagraph();
    } else if (name == u"tbl") {
        if (const QList<QStringList> rows = m_table.end(); !rows.isEmpty())
            m_builder.addTable(rows);
    }
}

QString WordBody::run() {
    while (m_builder.ok() && m_part.next()) {
        if (m_part.xml().isStartElement())
            start();
        else if (m_part.xml().isEndElement())
            end();
        else if (m_inText && !m_open.isEmpty())
            m_open.last().text += m_part.xml().text();
    }
    return m_part.damage();
}

/// Footnotes and endnotes: one block each; the separators (type attribute) are no notes.
void addNotes(const QByteArray& bytes, QStringView element, BlockBuilder& builder, int deepest) {
    XmlPart part(bytes, deepest);
    QString text;
    bool inText = false;
    while (builder.ok() && part.next()) {
        if (part.isStart(element)) {
            text.clear();
            if (!part.attribute(u"type").isEmpty() && part.attribute(u"type") != QLatin1String("normal"))
                part.skip();
        } else if (part.isEnd(element)) {
            builder.add(BlockKind::Footnote, simplified(text));
        } else if (part.isStart(u"t") || part.isEnd(u"t")) {
            inText = part.xml().isStartElement();
        } else if (part.isEnd(u"p")) {
            text += ' ';
        } else if (inText && part.xml().isCharacters()) {
            text += part.xml().text();
        }
    }
}

class WordReader : public DocumentReader {
public:
    QString format() const override { return QStringLiteral("docx"); }
    QStringList suffixes() const override { return {"docx", "docm", "dotx"}; }

    Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const override {
        TRY_ASSIGN(const std::unique_ptr<ZipArchive> zip, ZipArchive::open(source, limits));
        BlockBuilder builder(source, format(), limits);
        if (auto core = zip->read(QStringLiteral("docProps/core.xml"))) {
            XmlPart part(*core, limits.nesting);
            while (part.next())
                if (part.isStart(u"title")) {
                    builder.setTitle(part.xml().readElementText(QXmlStreamReader::SkipChildElements));
                    break;
                }
        }
        QHash<QString, WordStyle> styles;
        if (auto bytes = zip->read(QStringLiteral("word/styles.xml")))
            styles = readStyles(*bytes, limits.nesting);
        TRY_ASSIGN(const QByteArray body, zip->read(QStringLiteral("word/document.xml")));
        const QString damage = WordBody(body, styles, builder, limits.nesting).run();
        TRY(reportDamage(builder, source.path, damage));
        builder.setPage(0);
        if (auto notes = zip->read(QStringLiteral("word/footnotes.xml")))
            addNotes(*notes, u"footnote", builder, limits.nesting);
        if (auto notes = zip->read(QStringLiteral("word/endnotes.xml")))
            addNotes(*notes, u"endnote", builder, limits.nesting);
        return builder.finish();
    }
};

} // namespace

std::unique_ptr<DocumentReader> makeWordReader() {
    return std::make_unique<WordReader>();
}

} // namespace hearth::documents
