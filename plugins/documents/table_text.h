// Rows of a separated table, one at a time.
#pragma once

#include <QString>
#include <QStringList>

namespace hearth::documents {

/// The separator of a table: of comma, semicolon, tab and bar the one that the first lines share.
QChar guessSeparator(const QString& text);

/// Walks over the rows of a table; quoted cells may hold separators, line ends and doubled quotes.
class TableText {
public:
    TableText(const QString& text, QChar separator) : m_text(text), m_separator(separator) {}
    /// The next row; false at the end.
    bool next(QStringList& row);
    /// 1-based line at which the next row begins.
    int line() const { return m_line; }

private:
    const QString& m_text;
    QChar m_separator;
    qsizetype m_at = 0;
    int m_line = 1;
};

} // namespace hearth::documents
