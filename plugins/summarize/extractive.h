// The document's own most central sentences: a summary without a model.
#pragma once

#include "plugins/sdk/task.h"

namespace hearth::summarize {

/// A sentence of a document and how central it is.
struct RankedSentence {
    QString text;
    qsizetype document = 0; ///< index into the documents given
    qsizetype block = 0;    ///< index into its blocks
    qsizetype order = 0;    ///< reading order over all documents
    double score = 0;
};

struct ExtractiveOptions {
    int sentences = 7;
    QString question; ///< not empty: sentences near it win
};

/// Ranks all sentences and picks the best ones that do not repeat each other, in reading order.
///
/// The rank is continuous LexRank (Erkan & Radev 2004, “LexRank: graph-based lexical centrality”): the
/// stationary distribution of a walk over the graph of cosine similarities of tf-idf vectors. The similarity
/// matrix is X·Xᵀ and is never formed, so a step costs as much as the words there are, not sentences squared.
/// The pick is greedy by maximal marginal relevance. Returns Cancelled when the context says so.
sdk::Result<QList<RankedSentence>> rankSentences(const QList<sdk::Document>& documents,
                                                 const ExtractiveOptions& options,
                                                 const sdk::TaskContext& context);

} // namespace hearth::summarize
