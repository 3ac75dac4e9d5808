// Every document format that Hearth reads. Adding one = one reader, its fixtures, and one line in
// readers.cpp.
#pragma once

#include "plugins/sdk/document.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace hearth::documents {

/// All readers, in the order in which they are asked.
const std::vector<std::unique_ptr<sdk::DocumentReader>>& readers();

/// The reader for a document: by its first bytes, else by its suffix, else plain text. Null when the suffix
/// belongs to something that is known not to be text (an image, a program).
const sdk::DocumentReader* readerFor(const sdk::DocumentSource& source);

/// Every suffix that some reader takes, lower case, sorted.
QStringList readableSuffixes();

/// Reads a document from bytes.
sdk::Result<sdk::Document> readDocument(const sdk::DocumentSource& source,
                                        const sdk::ReadLimits& limits = {});

/// Reads a document from a file; its size is checked before it is opened.
sdk::Result<sdk::Document> readDocumentFile(const QString& path, const sdk::ReadLimits& limits = {});

/// The bytes of a file, refused with a sentence when it is larger than the limit, a folder, or unreadable.
sdk::Result<QByteArray> readFileBytes(const QString& path, qint64 limit);

// One maker per format.
std::unique_ptr<sdk::DocumentReader> makeTextReader();
std::unique_ptr<sdk::DocumentReader> makeMarkdownReader();
std::unique_ptr<sdk::DocumentReader> makeHtmlReader();
std::unique_ptr<sdk::DocumentReader> makePdfReader();
std::unique_ptr<sdk::DocumentReader> makeWordReader();
std::unique_ptr<sdk::DocumentReader> makeOpenDocumentReader();
std::unique_ptr<sdk::DocumentReader> makeEpubReader();
std::unique_ptr<sdk::DocumentReader> makeTableReader();
std::unique_ptr<sdk::DocumentReader> makeSubtitleReader();
std::unique_ptr<sdk::DocumentReader> makeCodeReader();
std::unique_ptr<sdk::DocumentReader> makeMailReader();

} // namespace hearth::documents
