// Conversations as a PDF for reading and printing.
#pragma once

#include <QString>

namespace hearth::ui {

/// Writes a page that storage's HTML export made as a PDF, on A4 with page numbers. What is wrong, or
/// nothing. On any thread; the file appears complete or not at all.
QString writePdf(const QString& page, const QString& file);

} // namespace hearth::ui
