// Editors by format; editors.cpp chooses among them.
#pragma once

#include "plugins/documents/encoding.h"
#include "plugins/documents/splice.h"

namespace hearth::documents {

/// Cuts plain text into segments: paragraphs whose lines were wrapped, else lines.
void cutPlainText(SplicedText& text);
/// Cuts Markdown: paragraphs, headings, list items, table cells; code, addresses, tags and front matter keys
/// stay.
void cutMarkdown(SplicedText& text);
/// Cuts HTML or XHTML: the inline content of block elements, and attributes that people read.
void cutHtml(SplicedText& text);
/// Cuts a part of a Word document: its paragraphs.
void cutWordXml(SplicedText& text);
/// Cuts the content of an OpenDocument text: paragraphs and headings.
void cutOpenDocumentXml(SplicedText& text);
/// Cuts SubRip and WebVTT: the text of the cues.
void cutSubtitles(SplicedText& text);

/// Begin and end of every line of a text, without its line end.
QList<std::pair<qsizetype, qsizetype>> lineRanges(const QString& text);

} // namespace hearth::documents
