// A translation that a person has gone over, put back into its document.
#pragma once

#include "plugins/sdk/task.h"

namespace hearth::translate {

/// The document with the targets of its pairs in place of its segments; pairs of other documents are passed
/// over. `document` is the pairs' own number of it, `name` is for messages. An Error where the document is
/// not the one that was translated, or where a segment has lost or repeated a marker: its place is named.
sdk::Result<QByteArray> rebuildTranslation(const sdk::DocumentEditor& editor,
                                           const QList<sdk::AlignmentPart::Pair>& pairs, int document,
                                           const QString& name);

/// What is wrong with a target beside its source, one sentence each; empty when all is well.
QStringList problemsOf(const QString& source, const QString& target);
/// Whether the target has each marker of its source once: without that it can't be put back.
bool markersFit(const QString& source, const QString& target);

} // namespace hearth::translate
