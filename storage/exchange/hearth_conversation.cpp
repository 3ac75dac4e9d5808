#include "storage/exchange/imported.h"

#include <fmt/format.h>

#include <unordered_set>

namespace hearth::storage {

namespace {

Result<Parts> read_parts(const Json& object, const char* key) {
    Parts parts;
    const auto list = object.find(key);
    if (list == object.end())
        return parts;
    if (!list->is_array())
        return fail(ErrorKind::InvalidInput, fmt::format("{} is not a list", key));
    for (const Json& entry : *list) {
        TRY_ASSIGN(Part part, part_from_json(entry));
        parts.push_back(std::move(part));
    }
    return parts;
}

double number_or(const Json& object, const char* key, double otherwise) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : otherwise;
}

/// Ids are numbers in our files; any text does.
std::string id_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null())
        return {};
    return found->is_string() ? found->get<std::string>() : dump(*found);
}

Result<ImportedMessage> read_message(const Json& object) {
    if (!object.is_object())
        return fail(ErrorKind::InvalidInput, "A message is not a JSON object");
    ImportedMessage imported{.id = id_of(object, "id"), .parent = id_of(object, "parent")};
    const std::string role = string_or(object, "role", {});
    const auto known_role = role_from_name(role);
    if (imported.id.empty() || !known_role)
        return fail(ErrorKind::InvalidInput,
                    fmt::format("A message has no id, or the unknown role \"{}\"", role));
    Message& message = imported.message;
    message.role = *known_role;
    TRY_ASSIGN(message.parts, read_parts(object, "parts"));
    message.status =
        status_from_name(string_or(object, "status", "complete")).value_or(MessageStatus::Complete);
    if (message.status == MessageStatus::Streaming)
        message.status = MessageStatus::Interrupted;
    message.model = string_or(object, "model", {});
    if (const auto sampling = object.find("sampling"); sampling != object.end() && sampling->is_object())
        message.sampling = dump(*sampling);
    if (const auto timings = object.find("timings"); timings != object.end() && timings->is_object()) {
        message.timings =
            Timings{integer_or(*timings, "prompt_tokens", 0), integer_or(*timings, "answer_tokens", 0),
                    number_or(*timings, "prompt_ms", 0), number_or(*timings, "answer_ms", 0)};
    }
    message.note = string_or(object, "note", {});
    message.created = std::max<int64_t>(integer_or(object, "created", 1), 1);
    return imported;
}

} // namespace

Result<ImportedConversation> read_hearth_conversation(const Json& object) {
    if (!object.is_object())
        return fail(ErrorKind::InvalidInput, "A conversation is not a JSON object");
    ImportedConversation conversation{.origin = string_or(object, "origin", {}),
                                      .title = string_or(object, "title", {})};
    if (conversation.origin.empty())
        return fail(ErrorKind::InvalidInput, "A conversation has no origin");
    if (const auto folder = object.find("folder"); folder != object.end() && folder->is_array()) {
        for (const Json& name : *folder) {
            if (name.is_string())
                conversation.folder.push_back(name.get<std::string>());
        }
    }
    const auto pinned = object.find("pinned");
    conversation.pinned = pinned != object.end() && pinned->is_boolean() && pinned->get<bool>();
    conversation.created = integer_or(object, "created", 1);
    conversation.updated = integer_or(object, "updated", conversation.created);
    conversation.leaf = id_of(object, "leaf");
    TRY_ASSIGN(conversation.draft, read_parts(object, "draft"));
    const auto messages = object.find("messages");
    if (messages == object.end() || !messages->is_array())
        return fail(ErrorKind::InvalidInput,
                    fmt::format("The conversation \"{}\" has no list of messages", conversation.title));
    std::unordered_set<std::string> seen;
    for (const Json& entry : *messages) {
        TRY_ASSIGN(ImportedMessage message, read_message(entry));
        if (!message.parent.empty() && !seen.contains(message.parent)) {
            return fail(ErrorKind::InvalidInput,
                        fmt::format("In \"{}\" message {} answers {}, which does not come before",
                                    conversation.title, message.id, message.parent));
        }
        if (!seen.insert(message.id).second)
            return fail(ErrorKind::InvalidInput,
                        fmt::format("In \"{}\" two messages have the id {}", conversation.title, message.id));
        conversation.messages.push_back(std::move(message));
    }
    return conversation;
}

} // namespace hearth::storage
