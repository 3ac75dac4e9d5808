#include "storage/exchange/export.h"

#include "storage/exchange/writers.h"

#include <fmt/format.h>

#include <fstream>

namespace hearth::storage {

namespace {

/// Oldest activity first, so that an import makes the same order.
Result<std::vector<ConversationId>> all_conversations(Store& store) {
    TRY_ASSIGN(auto query, store.connection().statement(
                               "SELECT id FROM conversations WHERE binned IS NULL ORDER BY activity"));
    std::vector<ConversationId> ids;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return ids;
        ids.push_back(query.integer(0));
    }
}

std::unique_ptr<ConversationWriter> make_writer(ExportFormat format, std::ostream& out) {
    switch (format) {
    case ExportFormat::Markdown:
        return make_markdown_writer(out);
    case ExportFormat::Html:
        return make_html_writer(out);
    case ExportFormat::Json:
        break;
    }
    return make_json_writer(out);
}

} // namespace

std::optional<ExportFormat> export_format_from_name(std::string_view name) {
    if (name == "json")
        return ExportFormat::Json;
    if (name == "md" || name == "markdown")
        return ExportFormat::Markdown;
    if (name == "html")
        return ExportFormat::Html;
    return std::nullopt;
}

Result<ExportReport> export_conversations(Store& store, const ExportOptions& options, std::ostream& out) {
    std::vector<ConversationId> ids = options.conversations;
    if (ids.empty()) {
        TRY_ASSIGN(ids, all_conversations(store));
    }
    for (const ConversationId id : options.conversations)
        TRY(store.conversations().get(id)); // Before anything is written.
    auto writer = make_writer(options.format, out);
    ExportReport report;
    TRY(writer->begin(store, ids, options.conversations.empty()));
    for (const ConversationId id : ids) {
        TRY_ASSIGN(const Conversation conversation, store.conversations().get(id));
        TRY_ASSIGN(const int messages, writer->write(store, conversation));
        ++report.conversations;
        report.messages += messages;
    }
    writer->end();
    out.flush();
    if (!out)
        return fail(ErrorKind::Io, "The export cannot be written; is the disk full?");
    return report;
}

Result<ExportReport> export_to_file(Store& store, const ExportOptions& options,
                                    const std::filesystem::path& file) {
    std::filesystem::path unfinished = file;
    unfinished += ".unfinished";
    std::error_code failure;
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    if (!out)
        return fail(ErrorKind::Permission, fmt::format("{} cannot be written", file.string()));
    auto report = export_conversations(store, options, out);
    out.close();
    if (report && !out)
        report = fail(ErrorKind::Io, fmt::format("{} cannot be written; is the disk full?", file.string()));
    if (report)
        std::filesystem::rename(unfinished, file, failure);
    else
        std::filesystem::remove(unfinished, failure);
    if (report && failure)
        return fail(ErrorKind::Io, fmt::format("{} cannot be written: {}", file.string(), failure.message()));
    return report;
}

} // namespace hearth::storage
