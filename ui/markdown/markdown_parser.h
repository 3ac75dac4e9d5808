// Markdown (CommonMark with tables, strikethrough, task lists, autolinks and TeX math) to blocks, by md4c.
#pragma once

#include "ui/markdown/block.h"

#include <QStringView>

namespace hearth::ui {

/// Parses a piece of Markdown. Raw HTML is text. `references` are link reference definitions found elsewhere
/// in the same message.
Blocks parseMarkdown(QStringView markdown, QStringView references = {});

/// The one block of a segment that is (a part of) a fenced code block, open or closed. `fenceLine` is the
/// line that opened the fence; `code` begins with it when `codeLine` is 0, else with the line of that number.
Block parseFencedCode(QStringView code, QStringView fenceLine, int codeLine);

/// HTML-escaped text in which each line break is a <br>.
QString plainTextToHtml(QStringView text);

/// The text of inline HTML made by parseMarkdown, without its tags.
QString inlineHtmlToPlainText(const QString& html);

} // namespace hearth::ui
