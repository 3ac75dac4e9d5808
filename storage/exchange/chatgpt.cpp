// ChatGPT's export: https://help.openai.com/en/articles/7260999 describes how to get it; the shape of
// conversations.json is as the files show it, there is no published schema.
#include "storage/exchange/imported.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace hearth::storage {

namespace {

/// Unix seconds with a fraction, as the file has times, in milliseconds; 0 when there is none.
int64_t milliseconds(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number())
        return 0;
    const double seconds = found->get<double>();
    return seconds > 0 && seconds < 1e11 ? static_cast<int64_t>(seconds * 1000.0 + 0.5) : 0;
}

const Json& member(const Json& object, const char* key) {
    static const Json nothing;
    if (!object.is_object())
        return nothing;
    const auto found = object.find(key);
    return found != object.end() ? *found : nothing;
}

Part unknown(const Json& content) {
    Json kept = content.is_object() ? content : Json::object({{"value", content}});
    kept["kind"] = "chatgpt:" + string_or(kept, "content_type", "unknown");
    return {.kind = PartKind::Unknown, .data = dump(kept)};
}

/// One entry of `parts`.
void add_part(Parts& parts, const Json& entry) {
    if (entry.is_string()) {
        if (const auto text = entry.get<std::string>(); !text.empty())
            parts.push_back({.kind = PartKind::Text, .text = text});
        return;
    }
    if (!entry.is_object())
        return;
    const std::string type = string_or(entry, "content_type", {});
    if (type == "image_asset_pointer") {
        parts.push_back({.kind = PartKind::Image, .name = string_or(entry, "asset_pointer", "image")});
    } else if (type == "audio_transcription") {
        parts.push_back({.kind = PartKind::Text, .text = string_or(entry, "text", {})});
    } else {
        parts.push_back(unknown(entry));
    }
}

Parts read_content(const Json& content) {
    Parts parts;
    const std::string type = string_or(content, "content_type", "text");
    if (type == "code" || type == "execution_output") {
        std::string language = string_or(content, "language", {});
        if (language == "unknown")
            language.clear();
        parts.push_back(
            {.kind = PartKind::Code, .text = string_or(content, "text", {}), .language = language});
    } else if (type == "tether_quote") {
        parts.push_back({.kind = PartKind::Quote,
                         .text = string_or(content, "text", {}),
                         .source = string_or(content, "url", string_or(content, "title", {}))});
    } else if (const Json& list = member(content, "parts"); list.is_array()) {
        for (const Json& entry : list)
            add_part(parts, entry);
    } else if (const Json& thoughts = member(content, "thoughts"); thoughts.is_array()) {
        for (const Json& thought : thoughts)
            add_part(parts, member(thought, "content"));
    } else if (const std::string text = string_or(content, "text", string_or(content, "content", {}));
               !text.empty()) {
        parts.push_back({.kind = PartKind::Text, .text = text});
    } else if (content.is_object() && type != "text") {
        parts.push_back(unknown(content));
    }
    std::erase_if(parts, [](const Part& part) { return part.kind == PartKind::Text && part.text.empty(); });
    return parts;
}

/// The message of a node; nullopt for a node that holds nothing.
std::optional<Message> read_node(const Json& node) {
    const Json& object = member(node, "message");
    if (!object.is_object())
        return std::nullopt;
    Message message;
    message.role =
        role_from_name(string_or(member(object, "author"), "role", "assistant")).value_or(Role::Tool);
    if (member(object, "content").is_object())
        message.parts = read_content(member(object, "content"));
    if (message.parts.empty())
        return std::nullopt;
    message.created = milliseconds(object, "create_time");
    if (member(object, "metadata").is_object() && message.role == Role::Assistant)
        message.model = string_or(member(object, "metadata"), "model_slug", {});
    const std::string status = string_or(object, "status", "finished_successfully");
    message.status = status == "finished_successfully" ? MessageStatus::Complete : MessageStatus::Interrupted;
    return message;
}

/// The tree of one conversation, walked from its roots without recursion; circles and lost parents do no
/// harm.
class Walk {
public:
    Walk(const Json& mapping, int64_t created) : m_mapping(&mapping), m_created(created) {
        for (const auto& [id, node] : mapping.items())
            m_nodes.emplace(id, &node);
    }

    void run(ImportedConversation& conversation) {
        for (const auto& [id, node] : m_mapping->items()) {
            const std::string parent = node.is_object() ? string_or(node, "parent", {}) : std::string();
            if (parent.empty() || !m_nodes.contains(parent))
                from(id, conversation);
        }
        // What hangs in a circle has no root: any of it will do.
        for (const auto& [id, node] : m_mapping->items())
            from(id, conversation);
    }

    /// The message that stands for a node: itself, or the nearest one above that holds something.
    std::string standing_for(const std::string& id) const {
        const auto found = m_kept.find(id);
        return found != m_kept.end() ? found->second.id : std::string();
    }

private:
    struct Kept {
        std::string id;
        int64_t created = 0;
    };
    struct Step {
        std::string id;
        Kept above;
    };

    void from(const std::string& root, ImportedConversation& conversation) {
        std::vector<Step> stack{{root, {"", m_created}}};
        while (!stack.empty()) {
            Step step = std::move(stack.back());
            stack.pop_back();
            if (m_kept.contains(step.id))
                continue;
            const Json& node = *m_nodes.at(step.id);
            Kept kept = step.above;
            if (auto message = read_node(node)) {
                if (message->created == 0)
                    message->created = std::max<int64_t>(step.above.created, 1); // The same at every import.
                kept = {step.id, message->created};
                conversation.messages.push_back({step.id, step.above.id, std::move(*message)});
            }
            m_kept.emplace(step.id, kept);
            const Json& children = member(node, "children");
            if (!children.is_array())
                continue;
            // The last child goes on the stack first, so that the first one is walked first.
            for (auto child = children.rbegin(); child != children.rend(); ++child) {
                if (child->is_string() && m_nodes.contains(child->get<std::string>()))
                    stack.push_back({child->get<std::string>(), kept});
            }
        }
    }

    const Json* m_mapping;
    int64_t m_created;
    std::unordered_map<std::string, const Json*> m_nodes;
    std::unordered_map<std::string, Kept> m_kept;
};

} // namespace

Result<ImportedConversation> read_chatgpt_conversation(const Json& object) {
    const Json& mapping = member(object, "mapping");
    if (!mapping.is_object())
        return fail(ErrorKind::InvalidInput, "A conversation has no mapping of messages");
    ImportedConversation conversation{.title = string_or(object, "title", {})};
    const std::string id = string_or(object, "conversation_id", string_or(object, "id", {}));
    conversation.created = milliseconds(object, "create_time");
    conversation.updated = std::max(conversation.created, milliseconds(object, "update_time"));
    if (id.empty() && mapping.empty())
        return fail(ErrorKind::InvalidInput, "A conversation has neither id nor messages");
    conversation.origin = "chatgpt:" + (id.empty() ? mapping.begin().key() : id);
    const Json& starred = member(object, "is_starred");
    conversation.pinned = starred.is_boolean() && starred.get<bool>();
    Walk walk(mapping, conversation.created);
    walk.run(conversation);
    conversation.leaf = walk.standing_for(string_or(object, "current_node", {}));
    return conversation;
}

} // namespace hearth::storage
