// How a message lies in its row; shared by the classes that read messages.
#pragma once

#include "storage/messages.h"

namespace hearth::storage {

/// The columns that read_message wants, of `messages` joined with `models` and `samplings`.
inline constexpr const char* message_columns =
    "messages.id, conversation, parent, role, status, created, text, parts, models.name, samplings.settings, "
    "prompt_tokens, answer_tokens, prompt_ms, answer_ms, note";
inline constexpr const char* message_tables = "messages LEFT JOIN models ON models.id = messages.model "
                                              "LEFT JOIN samplings ON samplings.id = messages.sampling";

/// The current row of a query for message_columns.
Result<Message> read_message(const Statement& row);

/// `text` when the parts are one plain text part, else `parts` as JSON.
struct StoredParts {
    std::optional<std::string> text;
    std::optional<std::string> parts;
};
StoredParts store_parts(const Parts& parts);

/// The row id of `name` in `table` (models or samplings), made when it is not there; nullopt for an empty
/// name.
Result<std::optional<int64_t>> model_id(Connection& connection, std::string_view name);
Result<std::optional<int64_t>> sampling_id(Connection& connection, std::string_view settings);

} // namespace hearth::storage
