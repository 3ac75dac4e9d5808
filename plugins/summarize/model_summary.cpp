// Summaries by a model. Map: each chunk gives claims, each with the number of the sentence that proves it,
// under a running outline of what came before: the quote is taken from the source by that number, so that no
// model can misquote. Reduce: level by level the claims that matter most are kept until they fit. Write: one
// answer from what was kept.

#include "plugins/sdk/language.h"
#include "plugins/sdk/untrusted.h"
#include "plugins/summarize/numbered_text.h"
#include "plugins/summarize/summary.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hearth::summarize {

using namespace sdk;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Summarize)
};

constexpr int answerTokens = 480;     // for the claims of one chunk
constexpr int overheadTokens = 320;   // instructions and delimiters
constexpr int attempts = 2;           // at a chunk whose answer can't be used, or cites what is not there
constexpr int outlineUnits = 600;     // characters of the running outline
constexpr int mostChunkTokens = 3000; // more claims come out of several medium chunks than out of a huge one

QString lengthInstruction(Length length) {
    switch (length) {
    case Length::Line:
        return QStringLiteral("one sentence of at most 30 words");
    case Length::Paragraph:
        return QStringLiteral("one paragraph of 4 to 7 sentences");
    case Length::Page:
        return QStringLiteral("about one page (300 to 450 words) in several paragraphs");
    case Length::Outline:
        return QStringLiteral(
            "a Markdown outline: one heading for each main topic with short bullet points under it");
    case Length::Points:
        return QStringLiteral("5 to 10 Markdown bullet points, the most important first");
    case Length::Actions:
        return QStringLiteral("a Markdown list of the tasks and decisions in it, each with who and until "
                              "when where that is said");
    case Length::Mail:
        return QStringLiteral(
            "a short e-mail to a colleague who has not read it: a subject line, then at most 150 words");
    }
    return {};
}

int writeTokens(Length length) {
    return length == Length::Line ? 80 : length == Length::Page || length == Length::Outline ? 900 : 400;
}

/// "cites" stands before "claim" (keys are in the order of the alphabet): first the evidence is chosen, then
/// what it says is written.
QJsonObject claimsSchema(qsizetype sentences) {
    const QJsonObject text{{"type", "string"}, {"minLength", 1}, {"maxLength", 320}};
    const QJsonObject number{{"type", "integer"}, {"minimum", 1}, {"maximum", sentences}};
    const QJsonObject item{{"type", "object"},
                           {"properties", QJsonObject{{"cites", number}, {"claim", text}}},
                           {"required", QJsonArray{"cites", "claim"}},
                           {"additionalProperties", false}};
    return {
        {"type", "object"},
        {"properties",
         QJsonObject{
             {"claims", QJsonObject{{"type", "array"}, {"items", item}, {"minItems", 1}, {"maxItems", 6}}}}},
        {"required", QJsonArray{"claims"}},
        {"additionalProperties", false}};
}

QJsonObject keepSchema() {
    return {{"type", "object"},
            {"properties", QJsonObject{{"keep", QJsonObject{{"type", "array"},
                                                            {"items", QJsonObject{{"type", "integer"}}},
                                                            {"minItems", 1},
                                                            {"maxItems", 20}}}}},
            {"required", QJsonArray{"keep"}},
            {"additionalProperties", false}};
}

class ModelSummary {
public:
    ModelSummary(const QList<Document>& documents, const SummaryOptions& options, TaskContext& context)
        : m_documents(documents), m_options(options), m_context(context) {
        for (const Document& document : documents)
            m_finders.push_back(std::make_unique<QuoteFinder>(document));
    }
    Result<Summary> run();

private:
    Result<void> measure();
    QString mapInstruction() const;
    Result<QList<Claim>> map(const Chunk& chunk, int depth);
    Result<QList<Claim>> mapHalves(const Chunk& chunk, int depth);
    Result<QJsonObject> ask(const QString& instruction, const QString& name, const QString& data,
                            const QJsonObject& schema, int tokens, double temperature = 0);
    QString evidence(const QString& claim, int number, const QStringList& sentences) const;
    QList<Claim> readClaims(const QJsonObject& answer, const Chunk& chunk,
                            const QStringList& sentences) const;
    QList<Claim> fallback(const Chunk& chunk) const;
    Result<QList<Claim>> reduce(QList<Claim> claims);
    Result<QString> write(const QList<Claim>& claims);
    QString key(const char* step, const QString& data) const;
    void remember(const Chunk& chunk, const QList<Claim>& claims);
    QString listOf(const QList<Claim>& claims, qsizetype from, qsizetype to) const;

    const QList<Document>& m_documents;
    const SummaryOptions& m_options;
    TaskContext& m_context;
    std::vector<std::unique_ptr<QuoteFinder>> m_finders;
    ModelFacts m_model;
    double m_unitsPerToken = 3;
    qsizetype m_chunkUnits = 2000;
    QString m_outline;
    int m_unreadable = 0; ///< chunks whose answer was no JSON
    int m_chunks = 0;
};

/// How many characters a token of this text holds, and so how much text fits.
Result<void> ModelSummary::measure() {
    QString sample;
    for (const Document& document : m_documents)
        for (qsizetype i = 0; i < document.blocks.size() && sample.size() < 8000;
             i += std::max<qsizetype>(1, document.blocks.size() / 40))
            sample += document.blocks[i].text.left(800) + '\n';
    TRY_ASSIGN(const int tokens, m_context.countTokens(sample));
    m_unitsPerToken = std::clamp(double(sample.size()) / std::max(1, tokens), 0.3, 8.0);
    const int room =
        m_model.contextSize - overheadTokens - answerTokens - int(outlineUnits / m_unitsPerToken);
    const int chunkTokens = std::clamp(int(room * 0.72), 200, mostChunkTokens); // the numbers take some
    m_chunkUnits = qsizetype(chunkTokens * m_unitsPerToken);
    return {};
}

QString ModelSummary::key(const char* step, const QString& data) const {
    const QString all = QStringLiteral("%1\n%2\n%3\n%4\n%5")
                            .arg(m_model.name, m_options.language, m_options.question)
                            .arg(int(m_options.length))
                            .arg(data);
    return QStringLiteral("summarize/%1/%2")
        .arg(QLatin1String(step),
             QString::fromLatin1(
                 QCryptographicHash::hash(all.toUtf8(), QCryptographicHash::Sha256).toHex().left(32)));
}

Result<QJsonObject> ModelSummary::ask(const QString& instruction, const QString& name, const QString& data,
                                      const QJsonObject& schema, int tokens, double temperature) {
    const DelimitedText block = delimitUntrusted(data, name);
    GenerationRequest request;
    request.messages = {{QStringLiteral("system"), instruction + ' ' + block.instruction},
                        {QStringLiteral("user"), block.block}};
    request.maximumTokens = tokens;
    request.temperature = temperature;
    request.jsonSchema = schema;
    auto answer = m_context.generate(request);
    if (!answer && answer.error().kind == ErrorKind::Unsupported) { // an engine without constraints
        request.jsonSchema = {};
        answer = m_context.generate(request);
    }
    if (!answer)
        return std::unexpected(answer.error());
    const QString key = schema["required"].toArray().first().toString();
    const auto object = findJsonObject(answer->text);
    if (object && object->contains(key))
        return *object;
    // Cut off at the end of its tokens, or a list without its frame: what is complete counts.
    QJsonArray items;
    for (qsizetype at = answer->text.indexOf('{', 1); at >= 0; at = answer->text.indexOf('{', at + 1))
        if (const auto item = findJsonObject(answer->text.mid(at, 2000)); item && item->contains("claim"))
            items.append(*item);
    if (object && object->contains("claim"))
        items.prepend(*object);
    if (items.isEmpty())
        return fail(ErrorKind::InvalidInput,
                    QStringLiteral("The model's answer was not what was asked for."));
    return QJsonObject{{key, items}};
}

/// The sentence that a claim cites. One that shares nothing with the claim gives way to one that shares most
/// of it: weak models count badly.
QString ModelSummary::evidence(const QString& claim, int number, const QStringList& sentences) const {
    const QStringList claimWords = words(claim);
    QString best = sentences.value(number - 1);
    double share = best.isEmpty() ? 0 : sharedWords(claimWords, best);
    if (share >= 0.25)
        return best;
    for (const QString& sentence : sentences)
        if (const double other = sharedWords(claimWords, sentence); other >= 0.6 && other > share) {
            share = other;
            best = sentence;
        }
    return best;
}

QList<Claim> ModelSummary::readClaims(const QJsonObject& answer, const Chunk& chunk,
                                      const QStringList& sentences) const {
    const QuoteFinder& finder = *m_finders[size_t(chunk.document)];
    const Document& document = m_documents[chunk.document];
    QList<Claim> claims;
    for (const QJsonValue& value : answer["claims"].toArray()) {
        Claim claim;
        claim.text = normalizedSpace(value.toObject()["claim"].toString());
        // Without constraints some models copy the passage instead of its number.
        claim.quote = normalizedSpace(value.toObject()["quote"].toString());
        claim.source = document.path;
        claim.place = document.blocks.value(chunk.firstBlock).place;
        if (claim.text.isEmpty())
            continue;
        if (claim.quote.isEmpty())
            claim.quote = evidence(claim.text, value.toObject()["cites"].toInt(), sentences);
        auto match = finder.find(claim.quote, chunk.firstBlock, chunk.endBlock);
        if (!match) // copied with small slips: the passage itself is shown then
            match = finder.nearest(claim.quote, chunk.firstBlock, chunk.endBlock, 0.8);
        if (match) {
            claim.quote = match->quote;
            claim.place = document.blocks[match->block].place;
            claim.verified = true;
        }
        claims << claim;
    }
    return claims;
}

/// A chunk that the model could not answer for still counts: its own first sentences stand for it.
QList<Claim> ModelSummary::fallback(const Chunk& chunk) const {
    const Document& document = m_documents[chunk.document];
    for (qsizetype b = chunk.firstBlock; b < std::min(chunk.endBlock, qsizetype(document.blocks.size()));
         ++b) {
        if (document.blocks[b].kind != BlockKind::Paragraph)
            continue;
        if (const QStringList sentences = splitSentences(document.blocks[b].text); !sentences.isEmpty())
            return {
                Claim{sentences.first(), sentences.first(), document.blocks[b].place, document.path, true}};
    }
    return {};
}

void ModelSummary::remember(const Chunk& chunk, const QList<Claim>& claims) {
    if (claims.isEmpty())
        return;
    m_outline += QStringLiteral("%1: %2\n")
                     .arg(chunk.headings.isEmpty() ? QStringLiteral("-") : chunk.headings.last().left(60),
                          claims.first().text.left(120));
    while (m_outline.size() > outlineUnits)
        m_outline.remove(0, m_outline.indexOf('\n') + 1);
}

QString ModelSummary::mapInstruction() const {
    QString instruction =
        QStringLiteral("You read one part of a document, whose sentences are numbered, and note what matters "
                       "in it. Answer with JSON: {\"claims\":[{\"cites\":number,\"claim\":\"…\"}]}, 1 to 6 "
                       "claims. Each claim is one short sentence in %1; the number is that of the sentence "
                       "that proves it.")
            .arg(languageName(m_options.language));
    if (!m_options.question.isEmpty())
        instruction += QStringLiteral(" Note only what helps to answer this question of the user: %1.")
                           .arg(m_options.question);
    if (m_options.length == Length::Actions)
        instruction += QStringLiteral(" Note tasks, duties, dates and decisions.");
    return instruction;
}

/// Both halves of a chunk that turned out too long.
Result<QList<Claim>> ModelSummary::mapHalves(const Chunk& chunk, int depth) {
    qsizetype cut = chunk.text.indexOf(QLatin1String("\n\n"), chunk.text.size() / 2);
    if (cut < 0)
        cut = chunk.text.indexOf(' ', chunk.text.size() / 2);
    cut = cut < 0 ? chunk.text.size() / 2 : cut;
    QList<Claim> claims;
    for (const QString& half : {chunk.text.left(cut), chunk.text.mid(cut)}) {
        Chunk part = chunk;
        part.text = half;
        TRY_ASSIGN(const QList<Claim> some, map(part, depth + 1));
        claims << some;
    }
    return claims;
}

Result<QList<Claim>> ModelSummary::map(const Chunk& chunk, int depth) {
    const NumberedText part = numbered(chunk.text);
    if (part.sentences.isEmpty())
        return QList<Claim>();
    QString data;
    if (!m_outline.isEmpty())
        data += QStringLiteral("What came before:\n%1\n").arg(m_outline);
    data += QStringLiteral("Part (%1):\n%2").arg(chunk.headings.join(QStringLiteral(" › ")), part.text);
    QList<Claim> claims;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto answer = ask(mapInstruction(), m_documents[chunk.document].title, data,
                                claimsSchema(part.sentences.size()), answerTokens, attempt == 0 ? 0 : 0.5);
        const bool tooLong = !answer && answer.error().kind == ErrorKind::ContextFull;
        if (tooLong && depth < 4 && chunk.text.size() > 200) // the estimate was off
            return mapHalves(chunk, depth);
        if (!answer && answer.error().kind != ErrorKind::InvalidInput && !tooLong)
            return std::unexpected(answer.error());
        const QList<Claim> some = answer ? readClaims(*answer, chunk, part.sentences) : QList<Claim>();
        const auto good = [](const QList<Claim>& list) {
            return std::count_if(list.begin(), list.end(), [](const Claim& claim) { return claim.verified; });
        };
        if (claims.isEmpty() || good(some) > good(claims))
            claims = some;
        if (!claims.isEmpty() && good(claims) == claims.size())
            break;
    }
    if (claims.isEmpty()) {
        ++m_unreadable;
        claims = fallback(chunk);
    }
    return claims;
}

QString ModelSummary::listOf(const QList<Claim>& claims, qsizetype from, qsizetype to) const {
    QString list;
    for (qsizetype i = from; i < to; ++i)
        list += QStringLiteral("[%1] %2\n").arg(i - from + 1).arg(claims[i].text);
    return list;
}

/// Keeps the claims that matter most, batch by batch, until all that is left fits one prompt.
Result<QList<Claim>> ModelSummary::reduce(QList<Claim> claims) {
    const auto room = qsizetype((m_model.contextSize - overheadTokens - writeTokens(m_options.length)) *
                                m_unitsPerToken * 0.8);
    const qsizetype wanted = m_options.length == Length::Line                                          ? 8
                             : m_options.length == Length::Page || m_options.length == Length::Outline ? 40
                                                                                                       : 20;
    for (int level = 0; level < 8; ++level) {
        const qsizetype size = listOf(claims, 0, claims.size()).size();
        if (claims.size() <= wanted && size <= room)
            break;
        QList<Claim> kept;
        for (qsizetype from = 0; from < claims.size();) {
            qsizetype to = from, units = 0;
            while (to < claims.size() && to - from < 24 &&
                   (to == from || units + claims[to].text.size() + 8 < room))
                units += claims[to++].text.size() + 8;
            const qsizetype keep = std::max<qsizetype>(1, (to - from + 1) / 2);
            const QString list = listOf(claims, from, to);
            const QString step = key("reduce", list);
            QList<qsizetype> chosen;
            QJsonObject object;
            if (const auto saved = m_context.steps().find(step)) {
                object = QJsonDocument::fromJson(*saved).object();
            } else {
                auto answer = ask(QStringLiteral("These are numbered notes on one document. Choose the %1 "
                                                 "that matter most%2. Answer with "
                                                 "JSON: {\"keep\":[numbers]}.")
                                      .arg(keep)
                                      .arg(m_options.question.isEmpty()
                                               ? QString()
                                               : QStringLiteral(" for the question: ") + m_options.question),
                                  QStringLiteral("notes"), list, keepSchema(), 160);
                if (!answer && answer.error().kind != ErrorKind::InvalidInput &&
                    answer.error().kind != ErrorKind::ContextFull)
                    return std::unexpected(answer.error());
                object = answer.value_or(QJsonObject());
                m_context.steps().save(step, QJsonDocument(object).toJson(QJsonDocument::Compact));
            }
            for (const QJsonValue& number : object["keep"].toArray())
                if (const qsizetype i = from + number.toInt() - 1;
                    i >= from && i < to && !chosen.contains(i) && chosen.size() < keep)
                    chosen << i;
            if (chosen.isEmpty()) // no usable answer: every second one, so that each part stays present
                for (qsizetype i = from; i < to; i += 2)
                    chosen << i;
            std::sort(chosen.begin(), chosen.end());
            for (const qsizetype i : chosen)
                kept << claims[i];
            from = to;
        }
        if (kept.size() >= claims.size())
            break;
        claims = kept;
    }
    return claims;
}

Result<QString> ModelSummary::write(const QList<Claim>& claims) {
    const QString list = listOf(claims, 0, claims.size());
    const QString step = key("write", list);
    if (const auto saved = m_context.steps().find(step))
        return QString::fromUtf8(*saved);
    const DelimitedText block = delimitUntrusted(list, QStringLiteral("notes"));
    const QString goal =
        m_options.question.isEmpty()
            ? QStringLiteral("Write a summary of a document from these notes, which are in reading order")
            : QStringLiteral("Answer the question “%1” from these notes on a document")
                  .arg(m_options.question);
    GenerationRequest request;
    request.messages = {
        {QStringLiteral("system"),
         QStringLiteral(
             "%1: %2. Write in %3. Say nothing that the notes do not say; leave out their numbers. %4")
             .arg(goal, lengthInstruction(m_options.length), languageName(m_options.language),
                  block.instruction)},
        {QStringLiteral("user"), block.block}};
    request.maximumTokens = writeTokens(m_options.length);
    QString shown;
    TRY_ASSIGN(const Generation answer, m_context.generate(request, [&](const QString& piece) {
        shown += piece;
        m_context.showPartial(QStringLiteral("summary"), TextPart{shown});
    }));
    const QString text = answer.text.trimmed();
    m_context.steps().save(step, text.toUtf8());
    return text;
}

QJsonArray toJson(const QList<Claim>& claims) {
    QJsonArray array;
    for (const Claim& claim : claims)
        array.append(QJsonObject{{"text", claim.text},
                                 {"quote", claim.quote},
                                 {"place", placeToJson(claim.place)},
                                 {"source", claim.source},
                                 {"verified", claim.verified}});
    return array;
}

QList<Claim> claimsFromJson(const QJsonArray& array) {
    QList<Claim> claims;
    for (const QJsonValue& value : array) {
        const QJsonObject object = value.toObject();
        claims << Claim{object["text"].toString(), object["quote"].toString(),
                        placeFromJson(object["place"].toObject()), object["source"].toString(),
                        object["verified"].toBool()};
    }
    return claims;
}

Result<Summary> ModelSummary::run() {
    const auto facts = m_context.model();
    if (!facts)
        return fail(ErrorKind::NoModel, Texts::tr("No model is loaded."));
    m_model = *facts;
    TRY(measure());
    const QList<Chunk> chunks = cutChunks(m_documents, m_chunkUnits);
    const int total = int(chunks.size()) + 1;
    Summary summary;
    qint64 read = 0, all = 0;
    for (const Chunk& chunk : chunks)
        all += chunk.text.size();
    QList<Claim> claims;
    for (int i = 0; i < chunks.size(); ++i) {
        const Chunk& chunk = chunks[i];
        const QString where =
            chunk.headings.isEmpty() ? QString() : QStringLiteral(": ") + chunk.headings.last().left(60);
        m_context.reportProgress(i, total,
                                 Texts::tr("Part %1 of %2%3").arg(i + 1).arg(chunks.size()).arg(where));
        const QString step = key("map", m_outline + chunk.text);
        QList<Claim> some;
        if (const auto saved = m_context.steps().find(step)) {
            some = claimsFromJson(QJsonDocument::fromJson(*saved).array());
        } else {
            TRY_ASSIGN(some, map(chunk, 0));
            m_context.steps().save(step, QJsonDocument(toJson(some)).toJson(QJsonDocument::Compact));
        }
        ++m_chunks;
        if (m_chunks >= 3 && m_unreadable * 2 > m_chunks)
            return fail(ErrorKind::Unsupported,
                        Texts::tr("The model “%1” can't follow the instructions that a summary needs")
                            .arg(m_model.name));
        remember(chunk, some);
        for (qsizetype k = 0; k < some.size(); ++k)
            m_context.showPartial(
                QStringLiteral("claim-%1-%2").arg(i).arg(k),
                QuotePart{some[k].text, some[k].quote, some[k].source, some[k].place, some[k].verified});
        claims << some;
        read += chunk.text.size();
    }
    m_context.reportProgress(total - 1, total, Texts::tr("Writing the summary"));
    TRY_ASSIGN(summary.claims, reduce(claims));
    TRY_ASSIGN(summary.text, write(summary.claims));
    if (summary.text.isEmpty())
        return fail(ErrorKind::Unsupported,
                    Texts::tr("The model “%1” gave an empty answer").arg(m_model.name));
    summary.coverage = all > 0 ? double(read) / double(all) : 0;
    summary.byModel = true;
    if (m_unreadable > 0)
        summary.notes << Texts::tr("For %1 of %2 parts the model gave no usable answer; their first "
                                   "sentences stand for them.")
                             .arg(m_unreadable)
                             .arg(chunks.size());
    m_context.reportProgress(total, total, Texts::tr("Done"));
    return summary;
}

} // namespace

Result<Summary> summarizeWithModel(const QList<Document>& documents, const SummaryOptions& options,
                                   TaskContext& context) {
    return ModelSummary(documents, options, context).run();
}

} // namespace hearth::summarize
