// What the parts of the summarizer pass to each other.
#pragma once

#include "plugins/sdk/task.h"
#include "plugins/sdk/text.h"

#include <memory>
#include <vector>

namespace hearth::summarize {

enum class Length { Line, Paragraph, Page, Outline, Points, Actions, Mail };

struct SummaryOptions {
    Length length = Length::Paragraph;
    QString language; ///< code; the document's own when the user chose none
    QString question;
    bool extractive = false;
};

struct Claim {
    QString text;
    QString quote;
    sdk::Place place;
    QString source; ///< path of the document
    bool verified = false;
};

struct Summary {
    QString text;
    QList<Claim> claims;
    double coverage = 0; ///< share of the documents' text that was read
    bool byModel = false;
    QStringList notes;
};

/// A stretch of one document that fits the model's context.
struct Chunk {
    qsizetype document = 0;
    qsizetype firstBlock = 0;
    qsizetype endBlock = 0; ///< one past the last
    QString text;           ///< of these blocks, or a part of one long block
    QStringList headings;   ///< path of its first block
};

SummaryOptions readOptions(const sdk::TaskInput& input, const QList<sdk::Document>& documents);

/// Cuts documents on their own structure into chunks of at most `units` characters: sections stay together
/// where they fit, long paragraphs are cut between sentences.
QList<Chunk> cutChunks(const QList<sdk::Document>& documents, qsizetype units);

/// The document's own sentences. Always works.
sdk::Result<Summary> summarizeExtractively(const QList<sdk::Document>& documents,
                                           const SummaryOptions& options, sdk::TaskContext& context);

/// Map-reduce with the model; ErrorKind::Unsupported when the model turns out too weak for it.
sdk::Result<Summary> summarizeWithModel(const QList<sdk::Document>& documents, const SummaryOptions& options,
                                        sdk::TaskContext& context);

} // namespace hearth::summarize
