// The store: one SQLite file with everything that the user would miss.
#pragma once

#include "storage/attachments.h"
#include "storage/bin.h"
#include "storage/connection.h"
#include "storage/conversations.h"
#include "storage/drafts.h"
#include "storage/messages.h"
#include "storage/prompts.h"
#include "storage/search.h"
#include "storage/settings.h"
#include "storage/tasks.h"

namespace hearth::storage {

class ProcessLock;

struct StoreOptions {
    OpenMode mode = OpenMode::ReadWrite;
    std::string vfs; ///< another SQLite VFS, for tests that inject faults
};

/// An open store. It belongs to one thread at a time; AsyncStore gives it threads of its own.
class Store {
public:
    /// Opens `path`, makes it when it is not there, and brings an older file up to date (a copy is kept
    /// beside it first). A file of a newer version, or one that cannot be written, opens read-only: notices()
    /// says so.
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path& path,
                                               const StoreOptions& options = {});
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    Conversations& conversations() { return m_conversations; }
    Messages& messages() { return m_messages; }
    Drafts& drafts() { return m_drafts; }
    Search& search() { return m_search; }
    Tasks& tasks() { return m_tasks; }
    Settings& settings() { return m_settings; }
    Prompts& prompts() { return m_prompts; }
    Attachments& attachments() { return m_attachments; }
    Bin& bin() { return m_bin; }
    Connection& connection() { return *m_connection; }

    bool read_only() const { return m_connection->read_only(); }
    /// Sentences for the user about what was found at opening: read-only, recovered answers, a damaged file
    /// that was repaired, a missing write-ahead log.
    const std::vector<std::string>& notices() const { return m_notices; }
    /// The program did not end by itself last time: check() is worth its time.
    bool ended_badly() const { return m_ended_badly; }
    /// Reads the whole file and checks it; what is wrong, or nothing. Takes seconds on a large file.
    Result<std::vector<std::string>> check();
    /// Damage was found: the next start repairs the file.
    void mark_damaged();

private:
    explicit Store(std::unique_ptr<Connection> connection);

    std::unique_ptr<ProcessLock> m_lock;
    std::unique_ptr<Connection> m_connection;
    Conversations m_conversations;
    Messages m_messages;
    Drafts m_drafts;
    Search m_search;
    Tasks m_tasks;
    Settings m_settings;
    Prompts m_prompts;
    Attachments m_attachments;
    Bin m_bin;
    std::vector<std::string> m_notices;
    bool m_ended_badly = false;
};

/// Unix time in milliseconds.
int64_t now_ms();

} // namespace hearth::storage
