// What the readers of docx, odt and epub share: XML parts of a zip, read as a stream.
#pragma once

#include "plugins/documents/block_builder.h"
#include "plugins/documents/zip_archive.h"

#include <QXmlStreamReader>

namespace hearth::documents {

/// Steps over XML element by element with a depth limit; stops early when the part is damaged.
class XmlPart {
public:
    XmlPart(const QByteArray& bytes, int deepest) : m_xml(bytes), m_deepest(deepest) {
        m_xml.setNamespaceProcessing(true);
        m_xml.setEntityExpansionLimit(1024);
    }
    /// The next start tag, end tag or text; false at the end, at damage, or where elements nest too deep.
    bool next();
    QXmlStreamReader& xml() { return m_xml; }
    bool isStart(QStringView name) const { return m_xml.isStartElement() && m_xml.name() == name; }
    bool isEnd(QStringView name) const { return m_xml.isEndElement() && m_xml.name() == name; }
    /// An attribute by its local name, whatever its namespace; empty when absent.
    QString attribute(QStringView name) const;
    /// Skips to the end of the present element.
    void skip();
    /// Why it stopped before the end; empty when it did not.
    QString damage() const;

private:
    QXmlStreamReader m_xml;
    int m_deepest;
    int m_depth = 0;
    bool m_tooDeep = false;
};

/// What XmlPart::damage() means for a document: nothing where there is none, a note where some of it was
/// read, else an Error.
sdk::Result<void> reportDamage(BlockBuilder& builder, const QString& path, const QString& damage);

/// Rows and cells of nested tables: text of an inner table joins the outer cell.
class TableCollector {
public:
    void begin() {
        ++m_depth;
        if (m_depth == 1)
            m_rows.clear();
    }
    void beginRow() {
        if (m_depth == 1)
            m_rows << QStringList();
    }
    void beginCell() {
        if (m_depth == 1 && !m_rows.isEmpty())
            m_rows.last() << QString();
    }
    bool isOpen() const { return m_depth > 0; }
    void add(const QString& text);
    /// Closes a table; the rows when it was the outermost.
    QList<QStringList> end();

private:
    int m_depth = 0;
    QList<QStringList> m_rows;
};

} // namespace hearth::documents
