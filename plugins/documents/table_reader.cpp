// Comma-, semicolon- and tab-separated tables (RFC 4180 and what programs really write).

#include "plugins/documents/block_builder.h"
#include "plugins/documents/encoding.h"
#include "plugins/documents/readers.h"
#include "plugins/documents/table_text.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace hearth::documents {

using namespace sdk;

QChar guessSeparator(const QString& text) {
    constexpr std::array<char16_t, 4> candidates{u',', u';', u'\t', u'|'};
    std::array<QList<int>, 4> counts;
    std::array<int, 4> current{};
    bool quoted = false;
    int lines = 0;
    for (qsizetype i = 0; i <= text.size() && lines < 20; ++i) {
        const QChar c = i < text.size() ? text[i] : QChar('\n');
        if (c == '"')
            quoted = !quoted;
        for (size_t k = 0; k < candidates.size() && !quoted; ++k)
            current[k] += c == QChar(candidates[k]);
        if (c == '\n' && !quoted) {
            for (size_t k = 0; k < candidates.size(); ++k)
                counts[k] << std::exchange(current[k], 0);
            ++lines;
        }
    }
    size_t best = 0;
    int bestScore = -1;
    for (size_t k = 0; k < candidates.size(); ++k) {
        // The separator that occurs most often in the line where it occurs least: the same on every line.
        const int filled =
            int(std::count_if(counts[k].begin(), counts[k].end(), [](int n) { return n > 0; }));
        QList<int> sorted = counts[k];
        std::sort(sorted.begin(), sorted.end());
        const int score = filled * 1000 + (sorted.isEmpty() ? 0 : sorted[sorted.size() / 2]);
        if (score > bestScore && filled > 0) {
            best = k;
            bestScore = score;
        }
    }
    return QChar(candidates[best]);
}

bool TableText::next(QStringList& row) {
    row.clear();
    if (m_at >= m_text.size())
        return false;
    QString cell;
    bool quoted = false;
    for (; m_at < m_text.size(); ++m_at) {
        const QChar c = m_text[m_at];
        if (c == '\n')
            ++m_line;
        if (quoted) {
            if (c != '"')
                cell += c;
            else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == '"')
                cell += m_text[m_at++];
            else
                quoted = false;
        } else if (c == '"' && cell.trimmed().isEmpty()) {
            cell.clear();
            quoted = true;
        } else if (c == m_separator) {
            row << std::exchange(cell, {});
        } else if (c == '\n') {
            ++m_at;
            break;
        } else if (c != '\r') {
            cell += c;
        }
    }
    row << cell;
    return true;
}

namespace {

class TableReader : public DocumentReader {
public:
    QString format() const override { return QStringLiteral("table"); }
    QStringList suffixes() const override { return {"csv", "tsv", "tab", "psv"}; }

    Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const override {
        TRY_ASSIGN(const DecodedText decoded, decodeDocument(source));
        BlockBuilder builder(source, format(), limits);
        builder.setEncoding(decoded.encoding);
        builder.setTitle(QFileInfo(source.path).completeBaseName());
        const QString suffix = QFileInfo(source.path).suffix().toLower();
        const bool tabs = suffix == QLatin1String("tsv") || suffix == QLatin1String("tab");
        TableText table(decoded.text, tabs ? QChar('\t') : guessSeparator(decoded.text));
        constexpr qsizetype rowsPerBlock = 100; // so that each block's place stays useful
        QList<QStringList> rows;
        QStringList row;
        int firstLine = 1;
        for (int line = 1; builder.ok() && table.next(row); line = table.line()) {
            if (row.size() == 1 && row.first().trimmed().isEmpty())
                continue;
            if (rows.isEmpty())
                firstLine = line;
            rows << row;
            if (rows.size() < rowsPerBlock)
                continue;
            builder.setLine(firstLine);
            builder.addTable(std::exchange(rows, {}));
        }
        builder.setLine(firstLine);
        if (!rows.isEmpty())
            builder.addTable(rows);
        return builder.finish();
    }
};

} // namespace

std::unique_ptr<DocumentReader> makeTableReader() {
    return std::make_unique<TableReader>();
}

} // namespace hearth::documents
