// From the lines of PDF pages to headings, paragraphs and list items.
#pragma once

#include "plugins/documents/block_builder.h"

namespace hearth::documents {

struct PdfOutlineEntry {
    int page = 0; ///< 0-based
    int level = 1;
    QString title;
};
using PdfOutline = QList<PdfOutlineEntry>;

/// The lines of a page as the PDF library gives them; a trailing space says that the paragraph goes on.
QStringList pdfLines(const QString& pageText);

/// Adds the blocks of all pages; paragraphs may go on over a page break and keep the page on which they
/// began.
void addPdfBlocks(const QList<QStringList>& pages, const PdfOutline& outline, BlockBuilder& builder);

} // namespace hearth::documents
