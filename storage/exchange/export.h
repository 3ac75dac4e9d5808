// Writing conversations out of the store.
#pragma once

#include "storage/store.h"

#include <ostream>

namespace hearth::storage {

enum class ExportFormat {
    Json,     ///< everything, every branch: hearth-conversations-1.schema.json; imports without loss
    Markdown, ///< the chosen path of each conversation, for reading
    Html,     ///< the same as a page that needs nothing else
};

struct ExportOptions {
    ExportFormat format = ExportFormat::Json;
    std::vector<ConversationId> conversations; ///< empty: all, and the prompt library
};

struct ExportReport {
    int conversations = 0;
    int messages = 0;
};

/// Writes to a stream.
Result<ExportReport> export_conversations(Store& store, const ExportOptions& options, std::ostream& out);

/// Writes to a file; it appears complete or not at all.
Result<ExportReport> export_to_file(Store& store, const ExportOptions& options,
                                    const std::filesystem::path& file);

/// "json", "md" or "markdown", "html".
std::optional<ExportFormat> export_format_from_name(std::string_view name);

} // namespace hearth::storage
