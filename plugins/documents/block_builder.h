// What every reader shares: heading path, paragraph numbers, cleaning of hidden characters, and the limits.
#pragma once

#include "plugins/documents/encoding.h"
#include "plugins/sdk/document.h"

#include <optional>

namespace hearth::documents {

/// Collects the blocks of one document. After a limit is reached or the caller cancelled, add() returns false
/// and finish() returns the reason.
class BlockBuilder {
public:
    BlockBuilder(const sdk::DocumentSource& source, const QString& format, const sdk::ReadLimits& limits);

    void setPage(int page) { m_place.page = page; }
    void setLine(int line) { m_place.line = line; }
    void setTime(const QString& time) { m_place.time = time; }
    void setTitle(const QString& title);
    void setEncoding(const QString& encoding) { m_document.encoding = encoding; }
    void setPages(int pages) { m_document.pages = pages; }
    void addNote(const QString& sentence);

    /// Adds a block unless its text is empty; headings change the heading path of what follows.
    bool add(sdk::BlockKind kind, const QString& text, int level = 0, const QString& language = {});
    bool addTable(const QList<QStringList>& rows);
    /// False once reading must stop.
    bool ok();
    qsizetype size() const { return m_document.blocks.size(); }

    /// The document, or why there is none: a limit, a cancel, or no text in it (`emptyReason` names why).
    sdk::Result<sdk::Document> finish(const QString& emptyReason = {});

private:
    QString cleaned(const QString& text);
    bool append(sdk::Block block);

    sdk::Document m_document;
    const sdk::ReadLimits& m_limits;
    sdk::Place m_place;
    QList<int> m_headingLevels;
    QStringList m_findings;
    int m_hiddenRemoved = 0;
    qint64 m_units = 0;
    std::optional<sdk::Error> m_error;
};

/// The file's name for messages, in quotation marks; “the text” when there is none.
QString quotedName(const QString& path);

/// decodeText() of a whole document; the Error names it.
sdk::Result<DecodedText> decodeDocument(const sdk::DocumentSource& source, const QString& declared = {});

/// The text with runs of white space made single spaces, trimmed; no-break spaces stay.
QString simplified(const QString& text);

} // namespace hearth::documents
