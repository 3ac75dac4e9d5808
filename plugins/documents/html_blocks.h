// HTML and XHTML to blocks: used by the readers of web pages, books and mail.
#pragma once

#include "plugins/documents/block_builder.h"

namespace hearth::documents {

/// Adds the readable text of a page to `builder`: headings, paragraphs, lists, tables, code, quotes. Scripts,
/// styles, comments, and elements that the page hides from its readers are left out; hidden text is counted
/// in a note.
void addHtmlBlocks(const QString& html, BlockBuilder& builder, int deepestNesting);

/// The encoding that a page declares in a meta element or an XML declaration; empty when it declares none.
QString declaredHtmlEncoding(const QByteArray& bytes);

} // namespace hearth::documents
