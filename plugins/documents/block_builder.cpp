#include "plugins/documents/block_builder.h"

#include "plugins/documents/texts.h"
#include "plugins/sdk/untrusted.h"

#include <QFileInfo>

#include <algorithm>

namespace hearth::documents {

using namespace sdk;

QString quotedName(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    return name.isEmpty() ? Texts::tr("The text") : Texts::tr("“%1”").arg(name);
}

Result<DecodedText> decodeDocument(const DocumentSource& source, const QString& declared) {
    auto decoded = decodeText(source.bytes, declared);
    if (!decoded)
        return fail(ErrorKind::Unsupported,
                    Texts::tr("%1 can't be read: %2.").arg(quotedName(source.path), decoded.error().message));
    return decoded;
}

QString simplified(const QString& text) {
    QString result;
    result.reserve(text.size());
    bool space = false;
    for (const QChar c : text) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v') {
            space = !result.isEmpty();
            continue;
        }
        if (space)
            result += ' ';
        space = false;
        result += c;
    }
    return result;
}

BlockBuilder::BlockBuilder(const DocumentSource& source, const QString& format, const ReadLimits& limits)
    : m_limits(limits) {
    m_document.path = source.path;
    m_document.format = format;
}

void BlockBuilder::setTitle(const QString& title) {
    if (m_document.title.isEmpty())
        m_document.title = simplified(cleaned(title)).left(300);
}

void BlockBuilder::addNote(const QString& sentence) {
    if (!m_document.notes.contains(sentence))
        m_document.notes << sentence;
}

QString BlockBuilder::cleaned(const QString& text) {
    CleanText clean = cleanUntrusted(text);
    m_hiddenRemoved += clean.removed;
    if (!clean.hidden.isEmpty() && m_findings.size() < 3)
        m_findings << clean.hidden.left(120);
    return clean.text;
}

bool BlockBuilder::ok() {
    if (m_error)
        return false;
    if (m_limits.cancelled && m_limits.cancelled()) {
        m_error = Error{ErrorKind::Cancelled, QStringLiteral("Stopped.")};
        return false;
    }
    return true;
}

bool BlockBuilder::append(Block block) {
    if (!ok())
        return false;
    m_units += block.text.size() + 1;
    if (m_units > m_limits.textUnits) {
        m_error = Error{ErrorKind::TooLarge,
                        Texts::tr("%1 holds more text than can be worked on at once (over %2 million "
                                  "characters). Split it into smaller files.")
                            .arg(quotedName(m_document.path))
                            .arg(m_limits.textUnits >> 20)};
        return false;
    }
    ++m_place.paragraph;
    block.place = m_place;
    for (const QStringList& row : block.rows)
        for (const QString& cell : row)
            m_units += cell.size();
    m_document.blocks << std::move(block);
    return true;
}

bool BlockBuilder::add(BlockKind kind, const QString& text, int level, const QString& language) {
    const bool keepsLines = kind == BlockKind::Code;
    QString body = cleaned(text);
    if (!keepsLines)
        body = body.trimmed();
    else
        while (body.endsWith('\n'))
            body.chop(1);
    if (body.trimmed().isEmpty())
        return ok();
    if (kind == BlockKind::Heading || kind == BlockKind::Title) {
        body = simplified(body);
        const int depth = kind == BlockKind::Title ? 0 : std::max(1, level);
        while (!m_headingLevels.isEmpty() && m_headingLevels.last() >= depth) {
            m_headingLevels.removeLast();
            m_place.headings.removeLast();
        }
        m_headingLevels << depth;
        m_place.headings << body.left(200);
        setTitle(body);
    }
    return append({kind, body, level, {}, {}, language});
}

bool BlockBuilder::addTable(const QList<QStringList>& rows) {
    Block table{BlockKind::Table, {}, 0, {}, {}, {}};
    bool anything = false;
    for (const QStringList& row : rows) {
        QStringList cells;
        for (const QString& cell : row) {
            cells << cleaned(cell).trimmed();
            anything |= !cells.last().isEmpty();
        }
        if (!table.text.isEmpty())
            table.text += '\n';
        for (qsizetype i = 0; i < cells.size(); ++i)
            table.text += (i ? QStringLiteral("\t") : QString()) + simplified(cells[i]);
        table.rows << cells;
    }
    return anything ? append(std::move(table)) : ok();
}

Result<Document> BlockBuilder::finish(const QString& emptyReason) {
    ok();
    if (m_error)
        return std::unexpected(*m_error);
    if (m_document.blocks.isEmpty())
        return fail(ErrorKind::InvalidInput,
                    emptyReason.isEmpty() ? Texts::tr("%1 holds no text.").arg(quotedName(m_document.path))
                                          : emptyReason);
    if (m_hiddenRemoved > 0) {
        QString note = Texts::tr("%1 hidden characters were removed.").arg(m_hiddenRemoved);
        if (!m_findings.isEmpty())
            note += Texts::tr(" They spelled: “%1”.").arg(m_findings.join(QStringLiteral("”, “")));
        m_document.notes << note;
    }
    return std::move(m_document);
}

} // namespace hearth::documents
