// Matching an imported conversation with what the store has.
#pragma once

#include "storage/exchange/imported.h"
#include "storage/store.h"

namespace hearth::storage {

/// Puts one conversation into the store, a part per call.
///
/// A message is known by what it says, when, as whom, and after what: its key is a hash of these and of its
/// parent's key. What the store has already is left alone; what it lacks becomes a branch.
class Merge {
public:
    explicit Merge(ImportedConversation conversation) : m_source(std::move(conversation)) {}

    /// Adds at most `limit` messages; true when more are left.
    Result<bool> step(Store& store, int limit);

    bool conversation_is_new() const { return m_is_new; }
    int added() const { return m_added; }

private:
    using Key = std::string;

    Result<void> begin(Store& store);
    Result<void> read_present(Store& store);
    Result<void> finish(Store& store);
    Key key_of(const Key& parent, const Message& message, std::map<Key, int>& seen) const;

    ImportedConversation m_source;
    Conversation m_target;
    std::map<Key, MessageId> m_present;
    std::map<Key, int> m_seen;
    std::map<std::string, std::pair<Key, MessageId>> m_placed; ///< by id in the file
    size_t m_next = 0;
    int m_added = 0;
    bool m_begun = false;
    bool m_is_new = false;
};

/// The folder of these names from the top, made where it is not there; 0 for none.
Result<FolderId> folder_of_path(Store& store, const std::vector<std::string>& names);

} // namespace hearth::storage
