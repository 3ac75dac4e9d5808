// Plain text to paragraphs: used by the readers of text files and mail.
#pragma once

#include "plugins/documents/block_builder.h"

namespace hearth::documents {

/// The lines of a text, whatever its line ends are.
QStringList splitLines(const QString& text);

/// Adds the paragraphs, headings and list items of plain text.
void addParagraphs(const QString& text, BlockBuilder& builder);

} // namespace hearth::documents
