#include "storage/exchange/base64.h"
#include "storage/exchange/writers.h"
#include "storage/json.h"

#include <map>
#include <set>

namespace hearth::storage {

namespace {

Json parts_array(const Parts& parts) {
    Json array = Json::array();
    for (const Part& part : parts)
        array.push_back(part_to_json(part));
    return array;
}

Json message_to_json(const Message& message) {
    Json object = {{"id", message.id}};
    if (message.parent != 0)
        object["parent"] = message.parent;
    object["role"] = role_name(message.role);
    object["created"] = message.created;
    if (message.status != MessageStatus::Complete)
        object["status"] = status_name(message.status);
    if (!message.model.empty())
        object["model"] = message.model;
    if (Json sampling = Json::parse(message.sampling, nullptr, false); sampling.is_object())
        object["sampling"] = std::move(sampling);
    if (message.timings) {
        object["timings"] = {{"prompt_tokens", message.timings->prompt_tokens},
                             {"answer_tokens", message.timings->answer_tokens},
                             {"prompt_ms", message.timings->prompt_ms},
                             {"answer_ms", message.timings->answer_ms}};
    }
    if (!message.note.empty())
        object["note"] = message.note;
    object["parts"] = parts_array(message.parts);
    return object;
}

class JsonWriter : public ConversationWriter {
public:
    explicit JsonWriter(std::ostream& out) : m_out(&out) {}

    Result<void> begin(Store& store, const std::vector<ConversationId>& conversations, bool all) override {
        *m_out << "{\n\"format\": \"hearth-conversations\",\n\"version\": 1,\n\"exported\": " << now_ms();
        TRY_ASSIGN(const auto folders, store.conversations().folders());
        for (const Folder& folder : folders)
            m_folders[folder.id] = folder;
        // Attachments come before the messages that name them.
        *m_out << ",\n\"attachments\": [";
        TRY(attachments(store, conversations, all));
        *m_out << "]";
        if (all) {
            *m_out << ",\n\"prompts\": [";
            TRY_ASSIGN(const auto prompts, store.prompts().list());
            const char* separator = "\n";
            for (const Prompt& prompt : prompts) {
                *m_out << separator << dump(Json{{"title", prompt.title}, {"text", prompt.text}});
                separator = ",\n";
            }
            *m_out << "]";
        }
        *m_out << ",\n\"conversations\": [";
        return {};
    }

    Result<int> write(Store& store, const Conversation& conversation) override {
        Json object = {{"origin", conversation.origin}, {"title", conversation.title}};
        Json path = Json::array();
        // Counted: folders in a circle (a damaged file) end too.
        for (FolderId id = conversation.folder; m_folders.contains(id) && path.size() < 100;
             id = m_folders[id].parent)
            path.insert(path.begin(), m_folders[id].name);
        if (!path.empty())
            object["folder"] = std::move(path);
        if (conversation.pinned)
            object["pinned"] = true;
        object["created"] = conversation.created;
        object["updated"] = conversation.updated;
        if (conversation.leaf != 0)
            object["leaf"] = conversation.leaf;
        TRY_ASSIGN(const auto draft, store.drafts().get(conversation.id));
        if (draft)
            object["draft"] = parts_array(draft->parts);
        std::string head = dump(object);
        head.pop_back();
        *m_out << m_separator << head << ",\n  \"messages\": [";
        m_separator = ",\n";
        TRY_ASSIGN(const auto messages, store.messages().all(conversation.id));
        const char* separator = "\n    ";
        for (const Message& message : messages) {
            *m_out << separator << dump(message_to_json(message));
            separator = ",\n    ";
        }
        *m_out << "]}";
        return static_cast<int>(messages.size());
    }

    void end() override { *m_out << "]\n}\n"; }

private:
    Result<void> attachments(Store& store, const std::vector<ConversationId>& conversations, bool all) {
        std::set<std::string> hashes;
        TRY_ASSIGN(auto query,
                   store.connection().statement(
                       "SELECT DISTINCT hash FROM attachments JOIN message_attachments ON attachment = "
                       "attachments.id JOIN messages ON messages.id = message WHERE messages.binned IS NULL "
                       "AND (? OR conversation = ?)"));
        for (const ConversationId id : all ? std::vector<ConversationId>{0} : conversations) {
            query.reset();
            query.bind(all ? 1 : 0).bind(id);
            for (;;) {
                TRY_ASSIGN(const bool row, query.step());
                if (!row)
                    break;
                hashes.insert(query.text(0));
            }
        }
        const char* separator = "\n";
        for (const std::string& hash : hashes) {
            *m_out << separator;
            separator = ",\n";
            TRY(attachment(store, hash));
        }
        return {};
    }

    Result<void> attachment(Store& store, const std::string& hash) {
        TRY_ASSIGN(const auto attachment, store.attachments().find(hash));
        Json object = {{"hash", hash}, {"media_type", attachment->media_type}};
        TRY_ASSIGN(const auto text, store.attachments().text(hash));
        if (text)
            object["text"] = *text;
        std::string head = dump(object);
        head.pop_back();
        *m_out << head << ",\"content\":\"";
        std::vector<std::byte> rest; // Less than three bytes, carried into the next piece.
        TRY(store.attachments().read(hash, [&](std::span<const std::byte> piece) {
            rest.insert(rest.end(), piece.begin(), piece.end());
            const size_t whole = rest.size() / 3 * 3;
            *m_out << encode_base64(std::span(rest).first(whole));
            rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(whole));
        }));
        *m_out << encode_base64(rest) << "\"}";
        return {};
    }

    std::ostream* m_out;
    std::map<FolderId, Folder> m_folders;
    const char* m_separator = "\n";
};

} // namespace

std::unique_ptr<ConversationWriter> make_json_writer(std::ostream& out) {
    return std::make_unique<JsonWriter>(out);
}

} // namespace hearth::storage
