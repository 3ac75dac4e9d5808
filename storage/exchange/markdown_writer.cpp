#include "storage/exchange/writers.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>

namespace hearth::storage {

namespace {

/// A fence longer than any run of backticks in the text.
std::string fence_for(std::string_view text) {
    size_t longest = 2, run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return std::string(longest + 1, '`');
}

std::string quoted_lines(std::string_view text) {
    std::string out = "> ";
    for (const char c : text) {
        out += c;
        if (c == '\n')
            out += "> ";
    }
    return out;
}

/// Text inside brackets of a link or in a heading, on one line.
std::string inline_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == '\\' || c == '*' || c == '_' || c == '`' || c == '<')
            out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

class MarkdownWriter : public ConversationWriter {
public:
    explicit MarkdownWriter(std::ostream& out) : m_out(&out) {}

    Result<void> begin(Store&, const std::vector<ConversationId>&, bool) override { return {}; }

    Result<int> write(Store& store, const Conversation& conversation) override {
        TRY_ASSIGN(const auto messages, chosen_path(store, conversation.id));
        *m_out << m_separator << "# "
               << (conversation.title.empty() ? "Untitled" : inline_text(conversation.title)) << "\n\n*"
               << readable_time(conversation.created) << "*\n";
        m_separator = "\n---\n\n";
        for (const Message& message : messages) {
            *m_out << "\n## " << inline_text(speaker(message)) << "\n";
            for (const Part& part : message.parts)
                *m_out << "\n" << part_to_markdown(part) << "\n";
        }
        return static_cast<int>(messages.size());
    }

    void end() override {}

private:
    std::ostream* m_out;
    const char* m_separator = "";
};

} // namespace

Result<std::vector<Message>> chosen_path(Store& store, ConversationId conversation) {
    TRY_ASSIGN(const auto path, store.messages().path(conversation));
    std::vector<MessageId> ids;
    ids.reserve(path.size());
    for (const PathEntry& entry : path)
        ids.push_back(entry.id);
    return store.messages().get(ids);
}

std::string part_to_markdown(const Part& part) {
    switch (part.kind) {
    case PartKind::Code: {
        const std::string fence = fence_for(part.text);
        return fmt::format("{}{}\n{}{}{}", fence, part.language, part.text,
                           part.text.ends_with('\n') ? "" : "\n", fence);
    }
    case PartKind::Quote:
        return fmt::format("{}\n>\n> — {}{}{}", quoted_lines(part.text), inline_text(part.source),
                           part.place.empty() ? "" : ", ", inline_text(part.place));
    case PartKind::Image:
    case PartKind::File:
        return fmt::format("[{}: {}]{}{}", part.kind == PartKind::Image ? "image" : "file",
                           inline_text(part.name), part.text.empty() ? "" : "\n\n", part.text);
    case PartKind::Text:
    case PartKind::TaskResult:
    case PartKind::Unknown:
        break;
    }
    return part.text;
}

std::string readable_time(int64_t milliseconds) {
    // Years 0 to 9999: what a calendar can show.
    const int64_t seconds = std::clamp<int64_t>(milliseconds / 1000, -62'167'219'200, 253'402'300'799);
    return fmt::format("{:%Y-%m-%d %H:%M}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

std::string speaker(const Message& message) {
    switch (message.role) {
    case Role::User:
        return "You";
    case Role::System:
        return "Instructions";
    case Role::Tool:
        return "Tool";
    case Role::Assistant:
        break;
    }
    return message.model.empty() ? "Assistant" : fmt::format("Assistant ({})", message.model);
}

std::unique_ptr<ConversationWriter> make_markdown_writer(std::ostream& out) {
    return std::make_unique<MarkdownWriter>(out);
}

} // namespace hearth::storage
