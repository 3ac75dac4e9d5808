#include "storage/exchange/base64.h"
#include "storage/exchange/writers.h"

#include <md4c-html.h>

#include <algorithm>
#include <array>

namespace hearth::storage {

namespace {

// Whatever a conversation holds, the page runs no script and asks no server for anything.
constexpr const char* page_head = R"html(<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Conversations</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
article { margin-bottom: 4rem; }
section { margin: 1.5rem 0; padding: 0 1rem; border-left: 3px solid #8884; }
section.user { border-color: #47a; }
h2 { font-size: 0.9rem; opacity: 0.7; }
pre { overflow-x: auto; padding: 0.75rem; background: #8881; }
code { font-family: ui-monospace, monospace; }
blockquote { margin-left: 0; padding-left: 1rem; border-left: 3px solid #8884; }
table { border-collapse: collapse; } td, th { border: 1px solid #8886; padding: 0.25rem 0.5rem; }
img { max-width: 100%; } time { opacity: 0.6; font-size: 0.85rem; }
@media print { section { break-inside: avoid-page; } }
</style>
</head>
<body>
)html";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

bool is_harmless_link(std::string_view target) {
    constexpr std::array harmless = {"https:", "http:", "mailto:", "#"};
    return std::ranges::any_of(harmless, [&](const char* start) { return target.starts_with(start); });
}

/// Takes the target out of links that are not to a page or an address (javascript: and the like).
std::string without_harmful_links(std::string html) {
    constexpr std::string_view attribute = "<a href=\"";
    for (size_t at = html.find(attribute); at != std::string::npos; at = html.find(attribute, at + 1)) {
        const size_t begin = at + attribute.size();
        const size_t end = html.find('"', begin);
        if (end != std::string::npos && !is_harmless_link(std::string_view(html).substr(begin, end - begin)))
            html.erase(begin, end - begin);
    }
    return html;
}

std::string markdown_to_html(const std::string& markdown) {
    std::string html;
    const auto append = [](const MD_CHAR* text, MD_SIZE size, void* to) {
        static_cast<std::string*>(to)->append(text, size);
    };
    // No raw HTML: what looks like it is text.
    md_html(markdown.data(), static_cast<MD_SIZE>(markdown.size()), append, &html,
            MD_DIALECT_GITHUB | MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOHTMLSPANS, MD_HTML_FLAG_SKIP_UTF8_BOM);
    return without_harmful_links(std::move(html));
}

class HtmlWriter : public ConversationWriter {
public:
    explicit HtmlWriter(std::ostream& out) : m_out(&out) {}

    Result<void> begin(Store&, const std::vector<ConversationId>&, bool) override {
        *m_out << page_head;
        return {};
    }

    Result<int> write(Store& store, const Conversation& conversation) override {
        TRY_ASSIGN(const auto messages, chosen_path(store, conversation.id));
        *m_out << "<article>\n<h1 dir=\"auto\">"
               << escaped(conversation.title.empty() ? "Untitled" : conversation.title) << "</h1>\n<time>"
               << readable_time(conversation.created) << "</time>\n";
        for (const Message& message : messages) {
            *m_out << "<section class=\"" << role_name(message.role) << "\" dir=\"auto\">\n<h2>"
                   << escaped(speaker(message)) << "</h2>\n";
            for (const Part& part : message.parts)
                TRY(write_part(store, part));
            *m_out << "</section>\n";
        }
        *m_out << "</article>\n";
        return static_cast<int>(messages.size());
    }

    void end() override { *m_out << "</body>\n</html>\n"; }

private:
    Result<void> write_part(Store& store, const Part& part) {
        if (part.kind == PartKind::Image && part.media_type.starts_with("image/")) {
            if (const auto content = store.attachments().content(part.attachment)) {
                *m_out << "<img alt=\"" << escaped(part.text.empty() ? part.name : part.text)
                       << "\" src=\"data:" << escaped(part.media_type) << ";base64,"
                       << encode_base64(*content) << "\">\n";
                return {};
            }
        }
        *m_out << markdown_to_html(part_to_markdown(part));
        return {};
    }

    std::ostream* m_out;
};

} // namespace

std::unique_ptr<ConversationWriter> make_html_writer(std::ostream& out) {
    return std::make_unique<HtmlWriter>(out);
}

} // namespace hearth::storage
