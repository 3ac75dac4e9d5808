// Folders, attachments, long tasks, settings and the prompt library.
#include "storage/migrations/all.h"

namespace hearth::storage {

Result<void> migration_0002(Connection& connection) {
    return connection.script(R"sql(
CREATE TABLE folders(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    parent INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    binned INTEGER
) STRICT;
ALTER TABLE conversations ADD COLUMN folder INTEGER NOT NULL DEFAULT 0;
CREATE INDEX conversations_in_folder ON conversations(folder, binned, activity) WHERE folder <> 0;

CREATE TABLE attachments(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    created INTEGER NOT NULL,
    text TEXT
) STRICT;
CREATE TABLE attachment_pieces(
    attachment INTEGER NOT NULL REFERENCES attachments(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY(attachment, number)
) STRICT;
CREATE TABLE message_attachments(
    message INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
    attachment INTEGER NOT NULL REFERENCES attachments(id),
    PRIMARY KEY(message, attachment)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_attachments_by_attachment ON message_attachments(attachment);

CREATE TABLE tasks(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plugin TEXT NOT NULL,
    name TEXT NOT NULL,
    input TEXT NOT NULL,
    state INTEGER NOT NULL,
    progress REAL NOT NULL DEFAULT 0,
    conversation INTEGER NOT NULL DEFAULT 0,
    result TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    binned INTEGER
) STRICT;
CREATE TABLE task_steps(
    id INTEGER PRIMARY KEY,
    task INTEGER NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    output TEXT NOT NULL,
    UNIQUE(task, key)
) STRICT;

CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE prompts(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    binned INTEGER
) STRICT;
)sql");
}

} // namespace hearth::storage
