// A document as tasks see it: blocks in reading order, each of which knows its place in the source.
#pragma once

#include "plugins/sdk/error.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace hearth::sdk {

/// Where a block stands in its source. Fields that the format does not have stay empty or 0.
struct Place {
    QStringList headings; ///< titles from the outermost section to the innermost one
    int page = 0;         ///< 1-based page of a PDF, or chapter file of an epub
    int paragraph = 0;    ///< 1-based number of the block in the whole document
    int line = 0;         ///< 1-based line of plain text, Markdown and source code
    QString time;         ///< start of a subtitle cue, as the file writes it

    /// One line for a person, e.g. `p. 12, § 3.2 Risk assessment, ¶ 148`.
    QString text() const;
    bool operator==(const Place&) const = default;
};

enum class BlockKind { Title, Heading, Paragraph, ListItem, Table, Code, Quote, Footnote, Caption, Cue };

/// The stable lower-case name of a kind, as JSON and process plugins see it.
QString blockKindName(BlockKind kind);

/// One block of a document. Tables hold their cells in `rows` and the same as tab-separated lines in `text`.
struct Block {
    BlockKind kind = BlockKind::Paragraph;
    QString text;
    int level = 0; ///< heading level 1…6, or nesting depth of a list item (0 = outermost)
    Place place;
    QList<QStringList> rows;
    QString language; ///< programming language of a Code block, where the source names it
};

/// A document that was read whole. `notes` holds what the reader wants people to know, one sentence each
/// (“3 of 40 pages hold only images”, “hidden characters were removed”).
struct Document {
    QString path;     ///< as the user gave it; empty for text that was not in a file
    QString format;   ///< "pdf", "docx", "markdown" … (DocumentReader::format)
    QString title;    ///< from the file's metadata or its first heading; may be empty
    QString encoding; ///< of text formats, as found: "UTF-8", "windows-1252" …
    int pages = 0;    ///< of formats that have pages
    QList<Block> blocks;
    QStringList notes;

    /// All text in reading order, blocks separated by one blank line.
    QString plainText() const;
    /// Number of UTF-16 units in all blocks together.
    qint64 length() const;
};

/// Bounds that every reader keeps, whatever the file claims about itself.
struct ReadLimits {
    qint64 fileBytes = 512LL << 20;     ///< larger files are refused with a sentence
    qint64 unpackedBytes = 256LL << 20; ///< of all parts of a zip together
    qint64 textUnits = 64LL << 20;      ///< UTF-16 units of text in the document
    int nesting = 200;                  ///< elements within elements
    std::function<bool()> cancelled;    ///< asked between parts; may be empty
};

/// The bytes of a document and where they came from.
struct DocumentSource {
    QString path; ///< decides the format together with the bytes; may be a bare name such as "page.html"
    QByteArray bytes;
};

/// Turns the bytes of one format into blocks. Stateless; may be called from several threads at once.
/// Adding a format = one reader, its fixtures, and one line in documents/readers.cpp.
class DocumentReader {
public:
    virtual ~DocumentReader() = default;
    /// The format's stable name, e.g. "markdown".
    virtual QString format() const = 0;
    /// File name endings without the dot, lower case.
    virtual QStringList suffixes() const = 0;
    /// True when the first bytes alone say that it is this format (a magic number); wins over the suffix.
    virtual bool recognizes(const QByteArray& head) const {
        Q_UNUSED(head);
        return false;
    }
    /// Reads the whole document. Damaged, encrypted, empty or oversized input is an Error with one sentence.
    virtual Result<Document> read(const DocumentSource& source, const ReadLimits& limits) const = 0;
};

/// A stretch of a document that can be replaced by other text while everything else stays byte for byte.
/// `text` holds markers of the form ⟦1⟧ for what must be kept (inline tags, code, addresses, placeholders):
/// a replacement must hold each marker of the segment exactly once.
struct Segment {
    int id = 0;
    QString text;
    Place place;
    /// What each marker stands for, in order, for people who look at the segment.
    QStringList protectedParts;
};

/// Replaces text in a document of its own format: what a translation task works on.
class DocumentEditor {
public:
    virtual ~DocumentEditor() = default;
    virtual QString format() const = 0;
    /// Everything that a person would read, in order; code, addresses and markup are left out or marked.
    virtual const QList<Segment>& segments() const = 0;
    /// The document with segment `i` replaced by `replacements[i]`; a null QString keeps the original.
    /// A replacement whose markers do not fit is an Error that names the segment.
    virtual Result<QByteArray> rebuild(const QStringList& replacements) const = 0;
};

} // namespace hearth::sdk
