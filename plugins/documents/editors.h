// Replacing the text of a document in its own format while everything else stays byte for byte.
#pragma once

#include "plugins/sdk/document.h"

namespace hearth::documents {

/// Opens a document for replacing its text: text, Markdown, HTML, docx, odt, epub, srt, vtt.
sdk::Result<std::unique_ptr<sdk::DocumentEditor>> editDocument(const sdk::DocumentSource& source,
                                                               const sdk::ReadLimits& limits = {});

/// Suffixes that editDocument() takes, lower case.
QStringList editableSuffixes();

} // namespace hearth::documents
