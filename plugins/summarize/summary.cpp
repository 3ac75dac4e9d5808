#include "plugins/summarize/summary.h"

#include "plugins/sdk/language.h"
#include "plugins/summarize/extractive.h"

#include <QCoreApplication>

#include <algorithm>

namespace hearth::summarize {

using namespace sdk;

SummaryOptions readOptions(const TaskInput& input, const QList<Document>& documents) {
    static const QHash<QString, Length> lengths{{"line", Length::Line},     {"paragraph", Length::Paragraph},
                                                {"page", Length::Page},     {"outline", Length::Outline},
                                                {"points", Length::Points}, {"actions", Length::Actions},
                                                {"email", Length::Mail}};
    SummaryOptions options;
    options.length = lengths.value(input.options["length"].toString(), Length::Paragraph);
    options.language = languageCode(input.options["language"].toString());
    options.question = input.options["question"].toString().trimmed();
    options.extractive = input.options["mode"].toString() == QLatin1String("extractive");
    if (options.language.isEmpty()) {
        QString sample;
        for (const Document& document : documents)
            for (const Block& block : document.blocks)
                if (sample.size() < 6000 && block.kind == BlockKind::Paragraph)
                    sample += block.text + '\n';
        options.language = detectLanguage(sample).code;
    }
    if (options.language.isEmpty())
        options.language = input.locale.isEmpty() ? QStringLiteral("en") : input.locale.left(2);
    return options;
}

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Summarize)
};

/// A long block in pieces between its sentences (or words, or anywhere).
QStringList cutText(const QString& text, qsizetype units) {
    QStringList pieces;
    QString piece;
    for (QString sentence : splitSentences(text)) {
        if (!piece.isEmpty() && piece.size() + sentence.size() + 1 > units)
            pieces << std::exchange(piece, {});
        while (sentence.size() > units) {
            const qsizetype space = sentence.lastIndexOf(' ', units);
            const qsizetype cut = space > units / 2 ? space : units;
            pieces << sentence.left(cut);
            sentence = sentence.mid(cut).trimmed();
        }
        piece += (piece.isEmpty() ? QString() : QStringLiteral(" ")) + sentence;
    }
    if (!piece.isEmpty())
        pieces << piece;
    return pieces;
}

QString blockText(const Block& block) {
    if (block.kind == BlockKind::Heading || block.kind == BlockKind::Title)
        return QString(std::max(1, block.level), '#') + ' ' + block.text;
    return block.text;
}

} // namespace

QList<Chunk> cutChunks(const QList<Document>& documents, qsizetype units) {
    QList<Chunk> chunks;
    for (qsizetype d = 0; d < documents.size(); ++d) {
        const QList<Block>& blocks = documents[d].blocks;
        Chunk chunk{d, 0, 0, {}, {}};
        const auto close = [&](qsizetype end) {
            chunk.endBlock = end;
            if (!chunk.text.trimmed().isEmpty())
                chunks << chunk;
            chunk = Chunk{d, end, end, {}, {}};
        };
        for (qsizetype b = 0; b < blocks.size(); ++b) {
            const QString text = blockText(blocks[b]);
            const bool startsSection = blocks[b].kind == BlockKind::Heading && blocks[b].level <= 2;
            // A new section opens a chunk of its own once the present one is well filled.
            const bool full = chunk.text.size() + text.size() + 2 > units;
            if (full || (startsSection && chunk.text.size() > units * 2 / 3))
                close(b);
            if (chunk.text.isEmpty()) {
                chunk.firstBlock = b;
                chunk.headings = blocks[b].place.headings;
            }
            if (text.size() > units) {
                for (const QString& piece : cutText(text, units)) {
                    chunk.text = piece;
                    chunk.headings = blocks[b].place.headings;
                    close(b + 1);
                    chunk.firstBlock = b;
                }
                chunk.firstBlock = b + 1;
                continue;
            }
            chunk.text += (chunk.text.isEmpty() ? QString() : QStringLiteral("\n\n")) + text;
        }
        close(blocks.size());
    }
    return chunks;
}

namespace {

int sentencesFor(Length length) {
    switch (length) {
    case Length::Line:
        return 1;
    case Length::Paragraph:
        return 6;
    case Length::Points:
        return 10;
    case Length::Actions:
        return 10;
    case Length::Mail:
        return 8;
    case Length::Page:
    case Length::Outline:
        return 20;
    }
    return 6;
}

/// Sentences under the headings under which they stand.
QString outlineText(const QList<RankedSentence>& sentences, const QList<Document>& documents) {
    QString text;
    QStringList last;
    for (const RankedSentence& sentence : sentences) {
        const QStringList headings = documents[sentence.document].blocks[sentence.block].place.headings;
        if (headings != last && !headings.isEmpty())
            text += QStringLiteral("\n**%1**\n\n").arg(headings.last());
        last = headings;
        text += QStringLiteral("- %1\n").arg(sentence.text);
    }
    return text.trimmed();
}

QString extractiveText(const QList<RankedSentence>& sentences, const QList<Document>& documents,
                       Length length) {
    if (length == Length::Outline)
        return outlineText(sentences, documents);
    QStringList lines;
    for (const RankedSentence& sentence : sentences)
        lines << sentence.text;
    if (length == Length::Points || length == Length::Actions)
        return QStringLiteral("- ") + lines.join(QStringLiteral("\n- "));
    if (length != Length::Page)
        return lines.join(' ');
    QString text;
    for (qsizetype i = 0; i < lines.size(); ++i)
        text += (i == 0 ? QString() : i % 5 == 0 ? QStringLiteral("\n\n") : QStringLiteral(" ")) + lines[i];
    return text;
}

} // namespace

Result<Summary> summarizeExtractively(const QList<Document>& documents, const SummaryOptions& options,
                                      TaskContext& context) {
    context.reportProgress(0, 1, Texts::tr("Comparing the sentences"));
    TRY_ASSIGN(QList<RankedSentence> sentences,
               rankSentences(documents, {sentencesFor(options.length), options.question}, context));
    Summary summary;
    if (sentences.isEmpty()) { // a list, a table, a few words: the first lines are all there is
        for (qsizetype d = 0; d < documents.size(); ++d)
            for (qsizetype b = 0;
                 b < documents[d].blocks.size() && sentences.size() < sentencesFor(options.length); ++b) {
                const QString text = normalizedSpace(documents[d].blocks[b].text.left(400));
                sentences << RankedSentence{text, d, b, b, 0};
            }
        summary.notes << Texts::tr("There are no full sentences to choose from; these are the first lines.");
    }
    for (const RankedSentence& sentence : sentences) {
        const Document& document = documents[sentence.document];
        const Place place = document.blocks[sentence.block].place;
        summary.claims << Claim{sentence.text, sentence.text, place, document.path, true};
    }
    summary.text = extractiveText(sentences, documents, options.length);
    summary.coverage = 1; // every sentence took part in the comparison
    context.reportProgress(1, 1, Texts::tr("Done"));
    return summary;
}

} // namespace hearth::summarize
