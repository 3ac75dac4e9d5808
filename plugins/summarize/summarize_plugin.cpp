#include "plugins/summarize/summarize_plugin.h"

#include "plugins/sdk/language.h"
#include "plugins/summarize/summary.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace hearth::summarize {

using namespace sdk;

namespace {

constexpr qint64 smallestModel = 300'000'000; // parameters; below, answers to “note what matters” are noise
constexpr int smallestContext = 1000;         // tokens

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Summarize)
};

Document documentFromText(const QString& text) {
    Document document;
    document.format = QStringLiteral("text");
    int number = 0;
    for (const QString& paragraph : QString(text)
                                        .replace(QLatin1String("\r\n"), QLatin1String("\n"))
                                        .split(QStringLiteral("\n\n"), Qt::SkipEmptyParts)) {
        Block block;
        block.text = paragraph.trimmed();
        block.place.paragraph = ++number;
        if (!block.text.isEmpty())
            document.blocks << block;
    }
    return document;
}

Document documentFromConversation(const QList<Turn>& turns) {
    Document document;
    document.format = QStringLiteral("conversation");
    int number = 0;
    for (const Turn& turn : turns) {
        Block block;
        block.text = turn.content;
        block.place.paragraph = ++number;
        block.place.headings = {turn.role};
        document.blocks << block;
    }
    return document;
}

Result<QList<Document>> readInput(const TaskInput& input, TaskContext& context) {
    QList<Document> documents;
    for (const QString& file : input.files) {
        context.reportProgress(0, 0, Texts::tr("Reading %1").arg(QFileInfo(file).fileName()));
        TRY_ASSIGN(Document document, context.readDocument(file));
        documents << std::move(document);
    }
    if (!input.conversation.isEmpty())
        documents << documentFromConversation(input.conversation);
    if (!input.text.trimmed().isEmpty())
        documents << documentFromText(input.text);
    if (documents.isEmpty())
        return fail(ErrorKind::InvalidInput,
                    Texts::tr("There is nothing to summarize: give a file, a text or a conversation."));
    return documents;
}

/// Why the model is not asked at all; empty when it may be.
QString whyNotModel(const SummaryOptions& options, TaskContext& context) {
    if (options.extractive)
        return {};
    const auto model = context.model();
    if (!model)
        return Texts::tr("No model is loaded");
    if (!model->followsInstructions)
        return Texts::tr("The model “%1” was not trained to follow instructions").arg(model->name);
    if (model->parameters > 0 && model->parameters < smallestModel)
        return Texts::tr("The model “%1” is too small to summarize").arg(model->name);
    if (model->contextSize < smallestContext)
        return Texts::tr("The model “%1” has too little context to summarize").arg(model->name);
    return {};
}

QJsonObject toJson(const Summary& summary, const QList<Document>& documents) {
    QJsonArray claims;
    for (const Claim& claim : summary.claims) {
        QJsonObject object{{"text", claim.text},
                           {"place", claim.place.text()},
                           {"quote", claim.quote},
                           {"verified", claim.verified}};
        if (claim.place.page > 0)
            object["page"] = claim.place.page;
        if (!claim.place.headings.isEmpty())
            object["section"] = claim.place.headings.last();
        if (documents.size() > 1)
            object["source"] = claim.source;
        claims.append(object);
    }
    int pages = 0;
    for (const Document& document : documents)
        pages += document.pages;
    QJsonObject data{{"summary", summary.text},
                     {"claims", claims},
                     {"coverage", summary.coverage},
                     {"mode", summary.byModel ? "model" : "extractive"}};
    if (pages > 0)
        data["pages"] = pages;
    if (!summary.notes.isEmpty())
        data["notes"] = QJsonArray::fromStringList(summary.notes);
    return data;
}

QString coverageSentence(const Summary& summary, const QList<Document>& documents) {
    int pages = 0;
    qint64 units = 0;
    for (const Document& document : documents) {
        pages += document.pages;
        units += document.length();
    }
    const int percent = int(summary.coverage * 100);
    return pages > 0 ? Texts::tr("Read: %1 % (%2 pages).").arg(percent).arg(pages)
                     : Texts::tr("Read: %1 % (%2 characters).").arg(percent).arg(units);
}

} // namespace

QList<TaskDescription> SummarizePlugin::tasks() const {
    TaskDescription task;
    task.id = QStringLiteral("summarize");
    task.name = Texts::tr("Summarize");
    task.description = Texts::tr(
        "Says what a document, a text or a conversation holds, each claim with its place and quote.");
    task.icon = QStringLiteral("view-list-text");
    task.acceptsConversation = true;
    task.suffixes = {QStringLiteral("*")};
    task.maximumFiles = 50;
    task.worksWithoutModel = true;
    using Kind = OptionDescription::Kind;
    task.options = {
        {QStringLiteral("length"),
         Texts::tr("Length"),
         Kind::Choice,
         {{"line", Texts::tr("One line")},
          {"paragraph", Texts::tr("Paragraph")},
          {"page", Texts::tr("Page")},
          {"outline", Texts::tr("Outline")},
          {"points", Texts::tr("Key points")},
          {"actions", Texts::tr("Action items")},
          {"email", Texts::tr("E-mail")}},
         QStringLiteral("paragraph")},
        {QStringLiteral("language"), Texts::tr("Language"), Kind::Text, {}, QString()},
        {QStringLiteral("question"), Texts::tr("Question"), Kind::Text, {}, QString()},
        {QStringLiteral("mode"),
         Texts::tr("Method"),
         Kind::Choice,
         {{"auto", Texts::tr("With the model")}, {"extractive", Texts::tr("The document's own sentences")}},
         QStringLiteral("auto")},
    };
    return {task};
}

Result<TaskResult> SummarizePlugin::run(const QString& task, const TaskInput& input, TaskContext& context) {
    if (task != QLatin1String("summarize"))
        return fail(ErrorKind::NotFound, Texts::tr("There is no task “%1” here.").arg(task));
    TRY_ASSIGN(const QList<Document> documents, readInput(input, context));
    const SummaryOptions options = readOptions(input, documents);
    QString reason = whyNotModel(options, context);
    Result<Summary> summary = fail(ErrorKind::Internal, {});
    if (!options.extractive && reason.isEmpty()) {
        summary = summarizeWithModel(documents, options, context);
        if (!summary && summary.error().kind == ErrorKind::Unsupported)
            reason = summary.error().message;
        else if (!summary)
            return std::unexpected(summary.error());
    }
    if (options.extractive || !reason.isEmpty()) {
        TRY_ASSIGN(summary, summarizeExtractively(documents, options, context));
        if (!reason.isEmpty())
            summary->notes
                << Texts::tr("%1: these are the document's own most central sentences.").arg(reason);
    }
    for (const Document& document : documents)
        summary->notes << document.notes;
    const auto unverified = std::count_if(summary->claims.begin(), summary->claims.end(),
                                          [](const Claim& claim) { return !claim.verified; });
    if (unverified > 0)
        summary->notes << Texts::tr("%1 of %2 quotes were not found in the source; they are marked.")
                              .arg(unverified)
                              .arg(summary->claims.size());

    TaskResult result;
    result.parts << TextPart{summary->text};
    for (const Claim& claim : summary->claims)
        result.parts << QuotePart{claim.text, claim.quote, claim.source, claim.place, claim.verified};
    result.data = toJson(*summary, documents);
    result.notes = summary->notes;
    result.notes << coverageSentence(*summary, documents);
    return result;
}

} // namespace hearth::summarize
