#include "plugins/sdk/text.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace hearth::sdk {

namespace {

bool endsSentence(QChar c) {
    static const QString ends = QStringLiteral(".!?…。！？｡؟۔।॥");
    return ends.contains(c);
}

bool closes(QChar c) {
    static const QString closers = QStringLiteral("\"')]}»”’」』）】");
    return closers.contains(c);
}

bool isWide(QChar c) {
    const QChar::Script script = QChar::script(c.unicode());
    return script == QChar::Script_Han || script == QChar::Script_Hiragana ||
           script == QChar::Script_Katakana || script == QChar::Script_Thai || script == QChar::Script_Lao ||
           script == QChar::Script_Khmer;
}

/// True when the full stop at `at` belongs to an abbreviation, an initial or a number.
bool isAbbreviation(const QString& text, qsizetype at) {
    qsizetype begin = at;
    while (begin > 0 && !text[begin - 1].isSpace() && text[begin - 1] != '(')
        --begin;
    const QString word = text.mid(begin, at - begin).toLower();
    if (word.size() == 1 && word[0].isLetter())
        return true; // an initial
    if (word.contains('.') && word.size() <= 5)
        return true; // e.g, i.e, u.s, z.b
    static const QSet<QString> known{
        "mr",   "mrs",  "ms",  "dr",   "prof", "st",  "sr",  "jr",  "vs",   "etc",  "cf",     "no",   "nr",
        "vol",  "pp",   "fig", "eq",   "sec",  "ch",  "art", "ca",  "bzw",  "usw",  "vgl",    "bspw", "ggf",
        "inkl", "abs",  "ed",  "eds",  "al",   "inc", "ltd", "co",  "corp", "dept", "approx", "rev",  "gen",
        "col",  "capt", "hon", "jan",  "feb",  "mar", "apr", "jun", "jul",  "aug",  "sep",    "sept", "oct",
        "nov",  "dec",  "mme", "mlle", "sra",  "núm", "pág", "т",   "г",    "др",   "стр"};
    if (known.contains(word))
        return true;
    const bool number = std::all_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
    return number && word.size() <= 2 && begin == 0; // “3. Then …”: a list number
}

} // namespace

QStringList splitSentences(const QString& text) {
    QStringList sentences;
    qsizetype begin = 0;
    const auto cut = [&](qsizetype end) {
        const QString sentence = normalizedSpace(text.mid(begin, end - begin));
        if (!sentence.isEmpty())
            sentences << sentence;
        begin = end;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' && i + 1 < text.size() && text[i + 1] == '\n') {
            cut(i);
            continue;
        }
        if (!endsSentence(text[i]))
            continue;
        qsizetype end = i + 1;
        while (end < text.size() && (endsSentence(text[end]) || closes(text[end])))
            ++end;
        const bool ascii = text[i].unicode() < 0x80;
        const bool atSpace = end >= text.size() || text[end].isSpace();
        if (ascii && !atSpace)
            continue;
        if (text[i] == '.' && isAbbreviation(text, i))
            continue;
        qsizetype next = end;
        while (next < text.size() && text[next].isSpace())
            ++next;
        if (text[i] == '.' && next < text.size() && text[next].isLower())
            continue;
        cut(end);
        i = end - 1;
    }
    cut(text.size());
    return sentences;
}

QString normalizedSpace(const QString& text) {
    QString out;
    out.reserve(text.size());
    bool space = false;
    for (const QChar c : text) {
        if (c.isSpace()) {
            space = !out.isEmpty();
            continue;
        }
        if (space)
            out += ' ';
        space = false;
        out += c;
    }
    return out;
}

QuoteFinder::QuoteFinder(const Document& document) : m_document(document) {
    m_text.reserve(document.length() + document.blocks.size());
    for (const Block& block : document.blocks) {
        if (!m_text.isEmpty())
            m_text += ' ';
        m_begins << m_text.size();
        m_text += normalizedSpace(block.text);
    }
}

std::optional<QuoteFinder::Match> QuoteFinder::find(const QString& quote, qsizetype from,
                                                    qsizetype to) const {
    QString wanted = normalizedSpace(quote);
    while (wanted.endsWith(QLatin1String("...")) || wanted.endsWith(QChar(0x2026)))
        wanted = wanted.left(wanted.size() - (wanted.endsWith(QChar(0x2026)) ? 1 : 3)).trimmed();
    if (wanted.isEmpty() || m_begins.isEmpty())
        return std::nullopt;
    const qsizetype last = to < 0 || to >= m_begins.size() ? m_text.size() : m_begins[to];
    const qsizetype first = std::clamp<qsizetype>(from, 0, m_begins.size() - 1);
    qsizetype at = m_text.indexOf(wanted, m_begins[first]);
    if (at < 0 || at + wanted.size() > last)
        if (const qsizetype anywhere = m_text.indexOf(wanted); anywhere >= 0)
            at = anywhere;
    if (at < 0)
        return std::nullopt;
    const auto after = std::upper_bound(m_begins.begin(), m_begins.end(), at);
    return Match{qsizetype(after - m_begins.begin()) - 1, wanted};
}

std::optional<QuoteFinder::Match> QuoteFinder::nearest(const QString& quote, qsizetype from, qsizetype to,
                                                       double least) const {
    const QStringList quoteWords = words(quote);
    const QSet<QString> wanted(quoteWords.begin(), quoteWords.end());
    if (wanted.size() < 3)
        return std::nullopt;
    std::optional<Match> best;
    double bestShare = least;
    for (qsizetype i = from; i < std::min(to, qsizetype(m_document.blocks.size())); ++i) {
        for (const QString& sentence : splitSentences(m_document.blocks[i].text)) {
            const QStringList sentenceWords = words(sentence);
            const QSet<QString> have(sentenceWords.begin(), sentenceWords.end());
            qsizetype shared = 0;
            for (const QString& word : wanted)
                shared += have.contains(word);
            // Of both: a long sentence that happens to hold all words is no quote of them.
            const double share = double(2 * shared) / double(wanted.size() + have.size());
            if (share > bestShare) {
                bestShare = share;
                best = Match{i, sentence};
            }
        }
    }
    return best;
}

std::optional<QJsonObject> findJsonObject(const QString& text) {
    for (qsizetype begin = text.indexOf('{'), tries = 0; begin >= 0 && tries < 20;
         begin = text.indexOf('{', begin + 1), ++tries) {
        int depth = 0;
        bool quoted = false;
        for (qsizetype i = begin; i < text.size(); ++i) {
            const QChar c = text[i];
            if (quoted) {
                if (c == '\\')
                    ++i;
                else if (c == '"')
                    quoted = false;
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{') {
                ++depth;
            } else if (c == '}' && --depth == 0) {
                const QJsonDocument json = QJsonDocument::fromJson(text.mid(begin, i - begin + 1).toUtf8());
                if (json.isObject())
                    return json.object();
                break;
            }
        }
    }
    return std::nullopt;
}

QStringList words(const QString& text) {
    QStringList all;
    QString word;
    const auto flush = [&] {
        if (!word.isEmpty())
            all << word;
        word.clear();
    };
    QChar lastWide;
    for (const QChar c : text) {
        if (isWide(c)) {
            flush();
            if (!lastWide.isNull())
                all << QString(lastWide) + c;
            lastWide = c;
            continue;
        }
        lastWide = QChar();
        if (c.isLetterOrNumber() || c.isMark() || (c.isSurrogate()) || (c == '\'' && !word.isEmpty()))
            word += c.toLower();
        else
            flush();
    }
    flush();
    return all;
}

const QRegularExpression& markerPattern() {
    static const QRegularExpression pattern(QStringLiteral("\\x{27E6}(\\d{1,5})\\x{27E7}"));
    return pattern;
}

QList<int> markersOf(const QString& text) {
    QList<int> numbers;
    for (auto matches = markerPattern().globalMatch(text); matches.hasNext();)
        numbers << matches.next().captured(1).toInt();
    return numbers;
}

QString withoutMarkers(const QString& text, const QStringList& protectedParts) {
    QString out;
    qsizetype at = 0;
    for (auto matches = markerPattern().globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        out += QStringView(text).mid(at, match.capturedStart() - at);
        const QString part = protectedParts.value(match.captured(1).toInt() - 1);
        if (!part.startsWith('<') && !part.startsWith(QLatin1String("](")) && part != QLatin1String("["))
            out += part;
        at = match.capturedEnd();
    }
    return out + text.mid(at);
}

} // namespace hearth::sdk
