// Conversations and the folders that hold them.
#pragma once

#include "storage/connection.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hearth::storage {

using ConversationId = int64_t;
using FolderId = int64_t;
using MessageId = int64_t;
using BinId = int64_t;

struct Folder {
    FolderId id = 0;
    FolderId parent = 0; ///< 0: top level
    std::string name;
};

struct Conversation {
    ConversationId id = 0;
    std::string origin; ///< unique across stores, for import: 32 hexadecimal digits, or "chatgpt:<id>"
    std::string title;  ///< empty until one is given
    FolderId folder = 0;
    bool pinned = false;
    MessageId leaf = 0;   ///< the end of the chosen path; 0 while empty
    int64_t created = 0;  ///< Unix time in milliseconds
    int64_t updated = 0;  ///< Unix time in milliseconds
    int64_t activity = 0; ///< grows with every change, whatever the clock does: the order of the list
};

/// Which conversations a list holds: pinned ones first, then the latest.
struct ConversationFilter {
    std::optional<FolderId> folder; ///< only this folder; 0: only those in none
    int64_t before_activity =
        0; ///< continue a list after this `activity` (and without pinned ones); 0: from the start
    int limit = 200;
};

class Conversations {
public:
    explicit Conversations(Connection& connection) : m_connection(&connection) {}

    /// Makes an empty conversation; a new origin is made when `origin` is empty.
    Result<Conversation> create(std::string title = {}, FolderId folder = 0, std::string origin = {});
    Result<Conversation> get(ConversationId id) const;
    Result<std::vector<Conversation>> list(const ConversationFilter& filter = {}) const;
    Result<int64_t> count() const;
    /// The conversation of that origin, in the bin or not.
    Result<std::optional<Conversation>> find_origin(std::string_view origin) const;
    Result<void> set_title(ConversationId id, std::string_view title);
    Result<void> set_pinned(ConversationId id, bool pinned);
    /// Moves it into `folder`; 0: out of every folder.
    Result<void> set_folder(ConversationId id, FolderId folder);
    /// Sets when it was made and last changed, in Unix milliseconds; for imports.
    Result<void> set_times(ConversationId id, int64_t created, int64_t updated);
    /// Puts it into the bin; the BinId undoes it (Bin::restore).
    Result<BinId> remove(ConversationId id);
    /// Marks it as the one last changed; called by everything that adds to it.
    Result<void> touch(ConversationId id);

    Result<Folder> create_folder(std::string_view name, FolderId parent = 0);
    Result<void> rename_folder(FolderId id, std::string_view name);
    Result<std::vector<Folder>> folders() const;
    /// Puts the folder, and all that it holds, into the bin.
    Result<BinId> remove_folder(FolderId id);

private:
    Connection* m_connection;
};

} // namespace hearth::storage
