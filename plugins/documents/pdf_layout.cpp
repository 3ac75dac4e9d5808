#include "plugins/documents/pdf_layout.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace hearth::documents {

using namespace sdk;

namespace {

constexpr int headLines = 7; // how deep from the page's edges running heads are looked for
constexpr int footLines = 4;

/// The line without digits and case: equal for “Page 3” and “PAGE 4”.
QString runningForm(const QString& line) {
    QString form;
    for (const QChar c : line)
        if (!c.isDigit() && !c.isSpace())
            form += c.toLower();
    return form;
}

bool hasDigit(const QString& line) {
    return std::any_of(line.begin(), line.end(), [](QChar c) { return c.isDigit(); });
}

bool isPageNumber(const QString& line) {
    static const QRegularExpression number(
        QStringLiteral("^\\s*(?:page\\s*|seite\\s*|[-–—]\\s*)?(?:\\d{1,4}|[ivxlc]{1,7})(?:\\s*(?:of|/"
                       "|von|de)\\s*\\d+|\\s*[-–—])?\\s*$"),
        QRegularExpression::CaseInsensitiveOption);
    return line.contains(number);
}

/// Lines near a page's edge that return on other pages: with a number in them on a few, else on an eighth of
/// all.
QSet<QString> runningLines(const QList<QStringList>& pages) {
    struct Seen {
        int pages = 0;
        int withDigits = 0;
    };
    QHash<QString, Seen> seen;
    for (const QStringList& lines : pages) {
        QHash<QString, bool> onThisPage;
        for (qsizetype i = 0; i < lines.size(); ++i)
            if (i < headLines || i >= lines.size() - footLines)
                onThisPage[runningForm(lines[i])] |= hasDigit(lines[i]);
        for (auto it = onThisPage.begin(); it != onThisPage.end(); ++it) {
            ++seen[it.key()].pages;
            seen[it.key()].withDigits += it.value();
        }
    }
    QSet<QString> running;
    const int enough = std::max(3, int(pages.size() / 8));
    for (auto it = seen.begin(); it != seen.end(); ++it)
        if (it.key().size() >= 2 && (it->pages >= enough || it->withDigits >= 5))
            running << it.key();
    return running;
}

QString outlineForm(const QString& title) {
    QString form;
    for (const QChar c : title)
        if (c.isLetterOrNumber())
            form += c.toLower();
    return form.left(80);
}

/// Some programs put a bookmark on every paragraph; those are no headings.
bool isHeadingLike(const QString& title) {
    if (title.size() > 120 || outlineForm(title).size() < 3 || title.contains(QLatin1String("...")))
        return false;
    static const QRegularExpression sentence(QStringLiteral("[.,;:!?]$|^[•▪◦‣●■–-]|[.!?] \\p{Lu}"));
    return title[0].isUpper() || title[0].isDigit() ? !title.contains(sentence) : false;
}

/// True when the long words of a line begin with capitals.
bool isTitleCase(const QString& line) {
    for (const QString& word : line.split(' ', Qt::SkipEmptyParts))
        if (word.size() > 4 && word[0].isLower())
            return false;
    return true;
}

class PdfBlocks {
public:
    PdfBlocks(const QList<QStringList>& pages, const PdfOutline& outline, BlockBuilder& builder)
        : m_pages(pages), m_builder(builder), m_running(runningLines(pages)) {
        QList<int> lengths;
        for (const QStringList& lines : pages)
            for (const QString& line : lines)
                if (line.size() > 30)
                    lengths << int(line.size());
        std::sort(lengths.begin(), lengths.end());
        m_usual = lengths.isEmpty() ? 80 : lengths[lengths.size() * 3 / 4];
        for (const PdfOutlineEntry& entry : outline)
            if (isHeadingLike(entry.title))
                m_outlineByPage[entry.page].append({outlineForm(entry.title), entry.level});
    }
    void run();

private:
    void line(const QString& line, int page);
    void flush();
    int outlineLevel(const QString& text, int page) const;
    static int shapedHeadingLevel(const QString& text);
    bool endsParagraph(const QString& line) const;

    const QList<QStringList>& m_pages;
    BlockBuilder& m_builder;
    QSet<QString> m_running;
    int m_usual = 80;
    QHash<int, QList<std::pair<QString, int>>> m_outlineByPage;
    QString m_paragraph;
    int m_paragraphPage = 1;
    bool m_isItem = false;
    QString m_previous;
};

int PdfBlocks::outlineLevel(const QString& text, int page) const {
    if (text.size() > 160)
        return 0;
    const QString form = outlineForm(text);
    if (form.size() < 3)
        return 0;
    for (const auto& [title, level] : m_outlineByPage.value(page))
        if (form == title || (form.endsWith(title) && form.size() - title.size() <= 6))
            return level;
    return 0;
}

int PdfBlocks::shapedHeadingLevel(const QString& text) {
    static const QRegularExpression numbered(
        QStringLiteral("^(?:(?i:chapter|appendix|section|part|kapitel|anhang)\\s+)?"
                       "(\\d{1,2}(?:\\.\\d{1,2}){0,4}|[A-Z]\\.\\d{1,2}(?:\\.\\d{1,2})*)(\\.?)\\s+"
                       "(?=\\p{Lu})([^.!?]{3,70})$"));
    static const QRegularExpression named(
        QStringLiteral("^(?i:chapter|appendix|part|kapitel|anhang|chapitre|annexe)\\s+"
                       "(\\d{1,2}|[A-Z]|[IVXLC]+)\\b[^.]{0,60}$"));
    static const QRegularExpression leaders(QStringLiteral("\\.{4,}|\\. \\. \\."));
    if (text.size() > 90 || text.contains(leaders))
        return 0;
    if (const auto match = numbered.match(text); match.hasMatch()) {
        const QChar last = text.back();
        if (last == ',' || last == ';' || last == ':' || last.isDigit())
            return 0;
        // “39 Systems security engineering performs” is a footnote, “3 System Life Cycle” is a heading.
        const bool plainNumber = !match.captured(1).contains('.') && match.captured(2).isEmpty();
        if (plainNumber && (match.capturedLength(3) < 6 || !isTitleCase(match.captured(3))))
            return 0;
        return 1 + int(match.captured(1).count('.'));
    }
    if (text.contains(named))
        return 1;
    int upper = 0;
    for (const QChar c : text) {
        if (c.isLower() || c == '[' || c == ':' || c == ';' || c == '=' || c == '_')
            return 0;
        upper += c.isUpper();
    }
    return upper >= 8 && text.contains(' ') ? 3 : 0;
}

bool PdfBlocks::endsParagraph(const QString& line) const {
    const QString trimmed = line.trimmed();
    if (trimmed.isEmpty())
        return true;
    static const QString closers = QStringLiteral(".!?:。！？؟।");
    QChar last = trimmed.back();
    if ((last == QChar(0x201D) || last == '"' || last == ')') && trimmed.size() > 1)
        last = trimmed[trimmed.size() - 2];
    if (closers.contains(last))
        return !line.endsWith(' ') || trimmed.size() < m_usual * 3 / 4;
    return trimmed.size() < m_usual / 2 && !line.endsWith(' ') && last != ',' && last != '-';
}

void PdfBlocks::flush() {
    if (m_paragraph.isEmpty())
        return;
    m_builder.setPage(m_paragraphPage);
    m_builder.add(m_isItem ? BlockKind::ListItem : BlockKind::Paragraph, simplified(m_paragraph));
    m_paragraph.clear();
    m_isItem = false;
}

void PdfBlocks::line(const QString& line, int page) {
    static const QRegularExpression bullet(
        QStringLiteral("^\\s*(?:[•▪◦‣●■–]|[-*](?=\\s)|\\(?[a-z0-9]{1,2}[.)](?=\\s))\\s*"));
    static const QRegularExpression rule(QStringLiteral("^[\\s_=.\\-–—]{3,}$"));
    if (line.contains(rule))
        return;
    const QString trimmed = line.trimmed();
    int level = outlineLevel(trimmed, page);
    const bool fresh = m_paragraph.isEmpty() || endsParagraph(m_previous);
    if (level == 0 && fresh)
        level = shapedHeadingLevel(trimmed);
    if (level > 0) {
        flush();
        m_builder.setPage(page + 1);
        m_builder.add(BlockKind::Heading, trimmed, std::min(level, 6));
        m_previous.clear();
        return;
    }
    const bool isItem = line.contains(bullet);
    if (!m_paragraph.isEmpty() && (isItem || endsParagraph(m_previous)))
        flush();
    if (m_paragraph.isEmpty()) {
        m_paragraphPage = page + 1;
        m_isItem = isItem;
    } else if (!m_paragraph.endsWith(' ') && !m_paragraph.endsWith(QChar(0xFFFE))) {
        m_paragraph += ' ';
    }
    // U+FFFE is the library's mark of a hyphen at a line's end: the word goes on.
    if (m_paragraph.endsWith(QChar(0xFFFE)))
        m_paragraph.chop(1);
    m_paragraph += line;
    m_previous = line;
}

void PdfBlocks::run() {
    for (qsizetype page = 0; page < m_pages.size() && m_builder.ok(); ++page) {
        const QStringList& lines = m_pages[page];
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const bool atEdge = i < headLines || i >= lines.size() - footLines;
            if (atEdge && (m_running.contains(runningForm(lines[i])) || isPageNumber(lines[i])))
                continue;
            line(lines[i], int(page));
        }
        if (endsParagraph(m_previous) || m_isItem)
            flush();
    }
    flush();
}

} // namespace

QStringList pdfLines(const QString& pageText) {
    QString text = pageText;
    text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace('\r', '\n');
    // A hyphen mark inside a line is a real hyphen whose word was not broken there.
    static const QRegularExpression inner(QStringLiteral("[\\x{FFFE}\\x{00AD}\\x{0002}](?=\\S)"));
    text.replace(inner, QStringLiteral("-"));
    QStringList lines;
    for (const QString& line : text.split('\n'))
        if (!line.trimmed().isEmpty())
            lines << line;
    return lines;
}

void addPdfBlocks(const QList<QStringList>& pages, const PdfOutline& outline, BlockBuilder& builder) {
    PdfBlocks(pages, outline, builder).run();
}

} // namespace hearth::documents
