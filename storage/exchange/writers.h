// The three formats of export.cpp.
#pragma once

#include "storage/exchange/export.h"

namespace hearth::storage {

/// Writes conversations one after the other between begin() and end().
class ConversationWriter {
public:
    virtual ~ConversationWriter() = default;
    virtual Result<void> begin(Store& store, const std::vector<ConversationId>& conversations, bool all) = 0;
    /// How many messages it wrote.
    virtual Result<int> write(Store& store, const Conversation& conversation) = 0;
    virtual void end() = 0;
};

std::unique_ptr<ConversationWriter> make_json_writer(std::ostream& out);
std::unique_ptr<ConversationWriter> make_markdown_writer(std::ostream& out);
std::unique_ptr<ConversationWriter> make_html_writer(std::ostream& out);

/// The messages on the chosen path.
Result<std::vector<Message>> chosen_path(Store& store, ConversationId conversation);
/// A part as Markdown; a code block gets a fence that its text does not end.
std::string part_to_markdown(const Part& part);
/// "2026-11-21 10:30" in UTC.
std::string readable_time(int64_t milliseconds);
/// Who speaks: "You", "Assistant (model)" …
std::string speaker(const Message& message);

} // namespace hearth::storage
