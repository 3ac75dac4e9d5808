#include "plugins/documents/office_xml.h"

#include "plugins/documents/texts.h"

namespace hearth::documents {

bool XmlPart::next() {
    while (!m_xml.atEnd() && !m_tooDeep) {
        switch (m_xml.readNext()) {
        case QXmlStreamReader::StartElement:
            m_tooDeep = ++m_depth > m_deepest;
            return !m_tooDeep;
        case QXmlStreamReader::EndElement:
            --m_depth;
            return true;
        case QXmlStreamReader::Characters:
            return true;
        default:
            break;
        }
    }
    return false;
}

QString XmlPart::attribute(QStringView name) const {
    for (const QXmlStreamAttribute& attribute : m_xml.attributes())
        if (attribute.name() == name)
            return attribute.value().toString();
    return {};
}

void XmlPart::skip() {
    const int outside = m_depth - 1;
    while (m_depth > outside && next()) {
    }
}

QString XmlPart::damage() const {
    if (m_tooDeep)
        return Texts::tr("its elements nest too deep");
    return m_xml.hasError() ? m_xml.errorString() : QString();
}

sdk::Result<void> reportDamage(BlockBuilder& builder, const QString& path, const QString& damage) {
    if (damage.isEmpty() || !builder.ok())
        return {};
    if (builder.size() == 0)
        return sdk::fail(sdk::ErrorKind::InvalidInput,
                         Texts::tr("%1 is damaged: %2.").arg(quotedName(path), damage));
    builder.addNote(Texts::tr("The file is damaged (%1); what follows the damage was not read.").arg(damage));
    return {};
}

void TableCollector::add(const QString& text) {
    if (m_rows.isEmpty())
        m_rows << QStringList();
    if (m_rows.last().isEmpty())
        m_rows.last() << QString();
    QString& cell = m_rows.last().last();
    cell += (cell.isEmpty() ? QString() : QStringLiteral("\n")) + text;
}

QList<QStringList> TableCollector::end() {
    if (m_depth == 0 || --m_depth > 0)
        return {};
    return std::exchange(m_rows, {});
}

} // namespace hearth::documents
