#include "plugins/summarize/extractive.h"

#include "plugins/sdk/language.h"
#include "plugins/sdk/text.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace hearth::summarize {

using namespace sdk;

namespace {

constexpr double damping = 0.85; // as in PageRank and LexRank
constexpr int iterations = 30;

struct Term {
    int id;
    float weight;
};
using Vector = QList<Term>; ///< sorted by id, of length one

bool isReadable(const QString& sentence, const QStringList& words) {
    if (words.size() < 6 || words.size() > 70 || sentence.size() > 500)
        return false;
    int letters = 0, lower = 0, other = 0;
    for (const QChar c : sentence) {
        letters += c.isLetter();
        lower += c.isLower() || (c.isLetter() && !c.isUpper());
        other += !c.isLetter() && !c.isSpace();
    }
    if (letters == 0 || lower * 2 < letters || other * 3 > letters)
        return false;
    return !sentence.contains(QLatin1String("....")) && !sentence.endsWith(':');
}

bool isBody(BlockKind kind) {
    return kind == BlockKind::Paragraph || kind == BlockKind::ListItem || kind == BlockKind::Quote ||
           kind == BlockKind::Cue;
}

/// Sections in which authors say themselves what matters.
bool isSummarySection(const QStringList& headings) {
    static const QRegularExpression name(
        QStringLiteral("\\b(abstract|(executive "
                       ")?summary|introduction|conclusions?|overview|zusammenfassung|einleitung|fazit|"
                       "résumé|conclusion|introducción|resumen|conclusiones|riassunto|introduzione)\\b"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return std::any_of(headings.begin(), headings.end(),
                       [](const QString& heading) { return heading.contains(name); });
}

struct Corpus {
    QList<RankedSentence> sentences;
    QList<QStringList> words;
    QList<double> position; ///< factor for where it stands: what opens a section says more
};

Result<Corpus> collect(const QList<Document>& documents, const TaskContext& context) {
    Corpus corpus;
    qsizetype order = 0;
    for (qsizetype d = 0; d < documents.size(); ++d) {
        int sinceHeading = 0;
        for (qsizetype b = 0; b < documents[d].blocks.size(); ++b) {
            if (context.isCancelled())
                return cancelled();
            const Block& block = documents[d].blocks[b];
            if (block.kind == BlockKind::Heading || block.kind == BlockKind::Title)
                sinceHeading = 0;
            if (!isBody(block.kind))
                continue;
            const bool summarySection = isSummarySection(block.place.headings);
            int inBlock = 0;
            for (const QString& sentence : splitSentences(block.text)) {
                const QStringList all = sdk::words(sentence);
                if (!isReadable(sentence, all)) {
                    ++inBlock;
                    continue;
                }
                corpus.sentences << RankedSentence{sentence, d, b, order++, 0};
                corpus.words << all;
                const double first = inBlock == 0 ? 1.15 : 1.0;
                const double opening = (sinceHeading == 0 ? 1.15 : 1.0) * (summarySection ? 1.5 : 1.0);
                corpus.position << first * opening * (block.kind == BlockKind::ListItem ? 0.85 : 1.0);
                ++inBlock;
            }
            ++sinceHeading;
        }
    }
    return corpus;
}

/// tf-idf vectors of length one. Words in more than a fifth of the sentences carry nothing; nor do single
/// ones.
QList<Vector> vectorize(const QList<QStringList>& sentences, QHash<QString, int>& ids, QList<float>& idf) {
    QList<int> frequency;
    for (const QStringList& words : sentences)
        for (const QString& word : QSet<QString>(words.begin(), words.end())) {
            const auto [it, isNew] = ids.contains(word)
                                         ? std::pair{ids.find(word), false}
                                         : std::pair{ids.insert(word, int(frequency.size())), true};
            if (isNew)
                frequency << 0;
            ++frequency[it.value()];
        }
    const double count = double(sentences.size());
    for (const int times : frequency)
        idf << (count > 20 && times > count / 5 ? 0.0f : float(std::log((count + 1) / times)));
    QList<Vector> vectors;
    vectors.reserve(sentences.size());
    for (const QStringList& words : sentences) {
        QHash<int, int> counts;
        for (const QString& word : words)
            ++counts[ids.value(word)];
        Vector vector;
        double square = 0;
        for (auto it = counts.begin(); it != counts.end(); ++it) {
            const float weight = float(1 + std::log(double(it.value()))) * idf[it.key()];
            if (weight <= 0)
                continue;
            vector << Term{it.key(), weight};
            square += double(weight) * weight;
        }
        const float length = float(std::sqrt(square));
        for (Term& term : vector)
            term.weight /= length;
        std::sort(vector.begin(), vector.end(), [](const Term& a, const Term& b) { return a.id < b.id; });
        vectors << vector;
    }
    return vectors;
}

double cosine(const Vector& a, const Vector& b) {
    double sum = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (i->id == j->id)
            sum += double((i++)->weight) * (j++)->weight;
        else if (i->id < j->id)
            ++i;
        else
            ++j;
    }
    return sum;
}

/// X·(Xᵀ·p) without the diagonal: what each sentence receives from all others.
QList<double> spread(const QList<Vector>& vectors, qsizetype terms, const QList<double>& p) {
    QList<double> byTerm(terms, 0.0);
    for (qsizetype i = 0; i < vectors.size(); ++i)
        for (const Term& term : vectors[i])
            byTerm[term.id] += p[i] * term.weight;
    QList<double> out(vectors.size(), 0.0);
    for (qsizetype i = 0; i < vectors.size(); ++i) {
        double sum = 0;
        for (const Term& term : vectors[i])
            sum += byTerm[term.id] * term.weight;
        out[i] = sum - (vectors[i].isEmpty() ? 0.0 : p[i]);
    }
    return out;
}

Result<QList<double>> rank(const QList<Vector>& vectors, qsizetype terms, const QList<double>& restart,
                           const TaskContext& context) {
    const qsizetype count = vectors.size();
    const QList<double> degree = spread(vectors, terms, QList<double>(count, 1.0));
    QList<double> p = restart;
    for (int iteration = 0; iteration < iterations; ++iteration) {
        if (context.isCancelled())
            return cancelled();
        QList<double> share(count);
        double dangling = 0;
        for (qsizetype i = 0; i < count; ++i) {
            share[i] = degree[i] > 1e-9 ? p[i] / degree[i] : 0;
            dangling += degree[i] > 1e-9 ? 0 : p[i];
        }
        const QList<double> received = spread(vectors, terms, share);
        for (qsizetype i = 0; i < count; ++i)
            p[i] = (1 - damping + damping * dangling) * restart[i] + damping * received[i];
    }
    return p;
}

QList<RankedSentence> pick(const Corpus& corpus, const QList<Vector>& vectors, int wanted) {
    QList<qsizetype> byScore(corpus.sentences.size());
    for (qsizetype i = 0; i < byScore.size(); ++i)
        byScore[i] = i;
    std::sort(byScore.begin(), byScore.end(), [&](qsizetype a, qsizetype b) {
        const double x = corpus.sentences[a].score, y = corpus.sentences[b].score;
        return x != y ? x > y : a < b;
    });
    byScore.resize(std::min<qsizetype>(byScore.size(), std::max(400, wanted * 20)));
    QList<qsizetype> chosen;
    QList<double> repeats(byScore.size(), 0.0);
    while (chosen.size() < wanted) {
        qsizetype best = -1;
        double bestValue = 0;
        for (qsizetype k = 0; k < byScore.size(); ++k) {
            const double value = corpus.sentences[byScore[k]].score * (1 - repeats[k]);
            if (value > bestValue && repeats[k] < 0.6) {
                bestValue = value;
                best = k;
            }
        }
        if (best < 0)
            break;
        chosen << byScore[best];
        for (qsizetype k = 0; k < byScore.size(); ++k)
            repeats[k] =
                k == best ? 1.0 : std::max(repeats[k], cosine(vectors[byScore[k]], vectors[byScore[best]]));
    }
    std::sort(chosen.begin(), chosen.end());
    QList<RankedSentence> result;
    for (const qsizetype i : chosen)
        result << corpus.sentences[i];
    return result;
}

} // namespace

Result<QList<RankedSentence>> rankSentences(const QList<Document>& documents,
                                            const ExtractiveOptions& options, const TaskContext& context) {
    TRY_ASSIGN(Corpus corpus, collect(documents, context));
    const qsizetype count = corpus.sentences.size();
    if (count == 0)
        return QList<RankedSentence>{};
    QHash<QString, int> ids;
    QList<float> idf;
    const QList<Vector> vectors = vectorize(corpus.words, ids, idf);
    // Where the walk restarts: anywhere, or near the question.
    QList<double> restart(count, 1.0 / double(count));
    if (!options.question.isEmpty()) {
        Vector question;
        double square = 0;
        const QStringList asked = sdk::words(options.question);
        for (const QString& word : QSet<QString>(asked.begin(), asked.end()))
            if (const auto it = ids.constFind(word); it != ids.constEnd() && idf[*it] > 0) {
                question << Term{*it, idf[*it]};
                square += double(idf[*it]) * idf[*it];
            }
        std::sort(question.begin(), question.end(), [](const Term& a, const Term& b) { return a.id < b.id; });
        double sum = 0;
        for (qsizetype i = 0; i < count; ++i)
            sum += restart[i] = cosine(vectors[i], question) / std::max(1e-9, std::sqrt(square)) + 1e-6;
        for (double& value : restart)
            value /= sum;
    }
    TRY_ASSIGN(const QList<double> scores, rank(vectors, ids.size(), restart, context));
    for (qsizetype i = 0; i < count; ++i)
        corpus.sentences[i].score =
            (options.question.isEmpty() ? scores[i] : scores[i] + 3 * restart[i]) * corpus.position[i];
    return pick(corpus, vectors, options.sentences);
}

} // namespace hearth::summarize
