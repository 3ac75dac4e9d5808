// OpenDocument text (.odt): OASIS OpenDocument 1.3 part 3, content.xml; also the flat form (.fodt).

#include "plugins/documents/office_xml.h"
#include "plugins/documents/readers.h"
#include "plugins/documents/texts.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace hearth::documents {

using namespace sdk;

namespace {

class OpenDocumentBody {
public:
    OpenDocumentBody(const QByteArray& bytes, BlockBuilder& builder, int deepest)
        : m_part(bytes, deepest), m_builder(builder) {}
    QString run();

private:
    void start();
    void end();
    void endParagraph(bool heading);

    struct Paragraph {
        QString text;
        QString style;
        int level = 0;
    };

    XmlPart m_part;
    BlockBuilder& m_builder;
    TableCollector m_table;
    QList<Paragraph> m_open; ///< notes and text boxes put paragraphs into paragraphs
    QStringList m_notes;
    int m_lists = 0;
    int m_inNote = 0;
    int m_page = 1;
    bool m_pagesKnown = false;
};

void OpenDocumentBody::start() {
    const QStringView name = m_part.xml().name();
    if (name == u"p" || name == u"h") {
        m_open << Paragraph{{}, m_part.attribute(u"style-name"), m_part.attribute(u"outline-level").toInt()};
    } else if (name == u"tracked-changes" || name == u"annotation" || name == u"note-citation" ||
               name == u"forms" || name == u"styles" || name == u"automatic-styles" ||
               name == u"master-styles" || name == u"binary-data") {
        m_part.skip();
    } else if (name == u"list") {
        ++m_lists;
    } else if (name == u"note-body") {
        ++m_inNote;
    } else if (name == u"table") {
        m_table.begin();
    } else if (name == u"table-row") {
        m_table.beginRow();
    } else if (name == u"table-cell") {
        m_table.beginCell();
    } else if (name == u"soft-page-break") {
        m_pagesKnown = true;
        ++m_page;
    } else if (!m_open.isEmpty()) {
        QString& text = m_open.last().text;
        if (name == u"s")
            text += QString(std::clamp(m_part.attribute(u"c").toInt(), 1, 200), ' ');
        else if (name == u"tab")
            text += '\t';
        else if (name == u"line-break")
            text += '\n';
    }
}

void OpenDocumentBody::endParagraph(bool heading) {
    const Paragraph paragraph = m_open.takeLast();
    if (paragraph.text.trimmed().isEmpty())
        return;
    if (m_inNote > 0) {
        m_notes << simplified(paragraph.text);
        return;
    }
    if (m_table.isOpen()) {
        m_table.add(paragraph.text.trimmed());
        return;
    }
    if (m_pagesKnown)
        m_builder.setPage(m_page);
    const QString style = paragraph.style.toLower();
    if (style == QLatin1String("title"))
        m_builder.add(BlockKind::Title, paragraph.text);
    else if (heading)
        m_builder.add(BlockKind::Heading, paragraph.text, std::clamp(paragraph.level, 1, 6));
    else if (style.contains(QLatin1String("preformatted")))
        m_builder.add(BlockKind::Code, paragraph.text);
    else if (m_lists > 0)
        m_builder.add(BlockKind::ListItem, paragraph.text, m_lists - 1);
    else
        m_builder.add(style.contains(QLatin1String("quot")) ? BlockKind::Quote : BlockKind::Paragraph,
                      paragraph.text);
}

void OpenDocumentBody::end() {
    const QStringView name = m_part.xml().name();
    if ((name == u"p" || name == u"h") && !m_open.isEmpty())
        endParagraph(name == u"h");
    else if (name == u"list")
        --m_lists;
    else if (name == u"note-body")
        --m_inNote;
    else if (name == u"table")
        if (const QList<QStringList> rows = m_table.end(); !rows.isEmpty())
            m_builder.addTable(rows);
}

QString OpenDocumentBody::run() {
    while (m_builder.ok() && m_part.next()) {
        if (m_part.xml().isStartElement())
            start();
        else if (m_part.xml().isEndElement())
            end();
        else if (!m_open.isEmpty())
            m_open.last().text += m_part.xml().text();
    }
    m_builder.setPage(0);
    for (const QString& note : m_notes)
        m_builder.add(BlockKind::Footnote, note);
    return m_part.damage();
}

class OpenDocumentReader : public DocumentReader {
public:
    QString format() const override { return QStringLiteral("odt"); }
    QStringList suffixes() const override { return {"odt", "ott", "fodt"}; }

    Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const override {
        BlockBuilder builder(source, format(), limits);
        QByteArray body = source.bytes;
        if (body.startsWith("PK")) {
            TRY_ASSIGN(const std::unique_ptr<ZipArchive> zip, ZipArchive::open(source, limits));
            if (auto manifest = zip->read(QStringLiteral("META-INF/manifest.xml"));
                manifest && manifest->contains("encryption-data"))
                return fail(ErrorKind::Permission,
                            Texts::tr("%1 is protected by a password. Save it without one first.")
                                .arg(quotedName(source.path)));
            if (auto meta = zip->read(QStringLiteral("meta.xml")))
                readTitle(*meta, builder, limits.nesting);
            TRY_ASSIGN(body, zip->read(QStringLiteral("content.xml")));
        }
        const QString damage = OpenDocumentBody(body, builder, limits.nesting).run();
        TRY(reportDamage(builder, source.path, damage));
        return builder.finish();
    }

private:
    static void readTitle(const QByteArray& meta, BlockBuilder& builder, int deepest) {
        XmlPart part(meta, deepest);
        while (part.next())
            if (part.isStart(u"title")) {
                builder.setTitle(part.xml().readElementText(QXmlStreamReader::SkipChildElements));
                return;
            }
    }
};

} // namespace

std::unique_ptr<DocumentReader> makeOpenDocumentReader() {
    return std::make_unique<OpenDocumentReader>();
}

} // namespace hearth::documents
