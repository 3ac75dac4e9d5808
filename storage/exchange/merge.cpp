#include "storage/exchange/merge.h"

#include "storage/message_row.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth::storage {

Merge::Key Merge::key_of(const Key& parent, const Message& message, std::map<Key, int>& seen) const {
    const StoredParts stored = store_parts(message.parts);
    const std::string content =
        fmt::format("{}\n{}\n{}\n{}", parent, role_name(message.role), message.created,
                    stored.text ? "t" + *stored.text : stored.parts.value_or(""));
    Key key = sha256(std::as_bytes(std::span(content)));
    // Twins (the same answer at the same millisecond) are told apart by their order.
    if (const int twins = seen[key]++; twins > 0)
        key += fmt::format("/{}", twins);
    return key;
}

Result<void> Merge::begin(Store& store) {
    TRY_ASSIGN(const auto present, store.conversations().find_origin(m_source.origin));
    m_is_new = !present;
    if (present) {
        m_target = *present;
        TRY_ASSIGN(const auto entry,
                   store.connection().integer("SELECT binned FROM conversations WHERE id = ?", m_target.id));
        if (entry)
            TRY(store.bin().restore(*entry));
        TRY(read_present(store));
    } else {
        TRY_ASSIGN(const FolderId folder, folder_of_path(store, m_source.folder));
        TRY_ASSIGN(m_target, store.conversations().create(m_source.title, folder, m_source.origin));
        if (m_source.pinned)
            TRY(store.conversations().set_pinned(m_target.id, true));
    }
    m_begun = true;
    return {};
}

/// The keys of what is there, in the bin too: what the user deleted does not come back as a copy.
Result<void> Merge::read_present(Store& store) {
    TRY_ASSIGN(auto query, store.connection().statement(
                               fmt::format("SELECT {} FROM {} WHERE conversation = ? ORDER BY messages.id",
                                           message_columns, message_tables)));
    query.bind(m_target.id);
    std::map<MessageId, Key> keys;
    std::map<Key, int> seen;
    for (;;) {
        TRY_ASSIGN(const bool row, query.step());
        if (!row)
            return {};
        TRY_ASSIGN(const Message message, read_message(query));
        const Key key = key_of(message.parent == 0 ? Key() : keys[message.parent], message, seen);
        keys[message.id] = key;
        m_present.emplace(key, message.id);
    }
}

Result<bool> Merge::step(Store& store, int limit) {
    if (!m_begun)
        TRY(begin(store));
    for (int count = 0; m_next < m_source.messages.size() && count < limit; ++count, ++m_next) {
        ImportedMessage& imported = m_source.messages[m_next];
        const auto above = m_placed.find(imported.parent);
        const Key parent_key = above != m_placed.end() ? above->second.first : Key();
        const Key key = key_of(parent_key, imported.message, m_seen);
        auto found = m_present.find(key);
        if (found == m_present.end()) {
            Message message = std::move(imported.message);
            message.conversation = m_target.id;
            message.parent = above != m_placed.end() ? above->second.second : 0;
            TRY_ASSIGN(const Message added, store.messages().insert(std::move(message)));
            found = m_present.emplace(key, added.id).first;
            ++m_added;
        }
        m_placed[imported.id] = {key, found->second};
    }
    if (m_next < m_source.messages.size())
        return true;
    TRY(finish(store));
    return false;
}

Result<void> Merge::finish(Store& store) {
    // The chosen path of a conversation that was there stays the user's choice.
    if ((m_is_new || m_target.leaf == 0) && !m_source.messages.empty()) {
        auto leaf = m_placed.find(m_source.leaf);
        if (leaf == m_placed.end())
            leaf = m_placed.find(m_source.messages.back().id);
        if (auto chosen = store.messages().set_leaf(leaf->second.second);
            !chosen && chosen.error().kind != ErrorKind::NotFound)
            return chosen;
    }
    if (!m_source.draft.empty()) {
        TRY_ASSIGN(const auto draft, store.drafts().get(m_target.id));
        if (!draft)
            TRY(store.drafts().set(m_target.id, m_source.draft));
    }
    if (m_is_new)
        return store.conversations().set_times(m_target.id, m_source.created, m_source.updated);
    return {};
}

Result<FolderId> folder_of_path(Store& store, const std::vector<std::string>& names) {
    FolderId parent = 0;
    for (const std::string& name : names) {
        TRY_ASSIGN(const auto folders, store.conversations().folders());
        const auto found = std::ranges::find_if(
            folders, [&](const Folder& folder) { return folder.parent == parent && folder.name == name; });
        if (found != folders.end()) {
            parent = found->id;
        } else {
            TRY_ASSIGN(const Folder made, store.conversations().create_folder(name, parent));
            parent = made.id;
        }
    }
    return parent;
}

} // namespace hearth::storage
