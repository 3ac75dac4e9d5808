#include "plugins/summarize/numbered_text.h"

#include "plugins/sdk/text.h"

#include <QSet>

namespace hearth::summarize {

using namespace sdk;

namespace {

constexpr int longestQuote = 300; // characters

/// A sentence in pieces of a length that makes a quote: lists and tables have few full stops.
QStringList quotable(const QString& sentence) {
    QStringList pieces;
    QString rest = sentence;
    while (rest.size() > longestQuote) {
        qsizetype cut = -1;
        for (const char* mark : {"; ", ", ", " "})
            if (cut = rest.lastIndexOf(QLatin1String(mark), longestQuote - 2); cut > longestQuote / 3) {
                cut += qsizetype(qstrlen(mark));
                break;
            }
        cut = cut > longestQuote / 3 ? cut : longestQuote;
        pieces << rest.left(cut).trimmed();
        rest = rest.mid(cut);
    }
    return pieces << rest.trimmed();
}

} // namespace

NumberedText numbered(const QString& text) {
    NumberedText result;
    for (const QString& paragraph : text.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts)) {
        if (paragraph.startsWith('#')) {
            result.text += paragraph + '\n';
            continue;
        }
        for (const QString& sentence : splitSentences(paragraph))
            for (const QString& piece : quotable(sentence)) {
                if (piece.isEmpty())
                    continue;
                result.sentences << piece;
                result.text += QStringLiteral("[%1] %2\n").arg(result.sentences.size()).arg(piece);
            }
        result.text += '\n';
    }
    return result;
}

double sharedWords(const QStringList& wanted, const QString& other) {
    const QStringList otherWords = words(other);
    const QSet<QString> have(otherWords.begin(), otherWords.end());
    int all = 0, shared = 0;
    for (const QString& word : wanted) {
        if (word.size() < 4)
            continue;
        ++all;
        shared += have.contains(word);
    }
    return all == 0 ? 0 : double(shared) / all;
}

} // namespace hearth::summarize
