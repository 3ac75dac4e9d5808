// Conversations, messages as a tree, drafts, and the bin.
#include "storage/migrations/all.h"

namespace hearth::storage {

Result<void> migration_0001(Connection& connection) {
    return connection.script(R"sql(
CREATE TABLE conversations(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    origin TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    pinned INTEGER NOT NULL DEFAULT 0,
    leaf INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    activity INTEGER NOT NULL,
    binned INTEGER
) STRICT;
CREATE INDEX conversations_in_order ON conversations(binned, pinned, activity);
CREATE INDEX conversations_by_activity ON conversations(activity);

-- Names and sampling settings recur in every answer: kept once.
CREATE TABLE models(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE samplings(id INTEGER PRIMARY KEY, settings TEXT NOT NULL UNIQUE) STRICT;

-- A message of one text part has it in `text`; any other has its parts in `parts`.
CREATE TABLE messages(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
    parent INTEGER NOT NULL DEFAULT 0,
    role INTEGER NOT NULL,
    status INTEGER NOT NULL,
    created INTEGER NOT NULL,
    text TEXT,
    parts TEXT,
    model INTEGER REFERENCES models(id),
    sampling INTEGER REFERENCES samplings(id),
    prompt_tokens INTEGER,
    answer_tokens INTEGER,
    prompt_ms REAL,
    answer_ms REAL,
    note TEXT,
    binned INTEGER,
    CHECK((text IS NULL) <> (parts IS NULL))
) STRICT;
-- The skeleton of a tree is read from this index alone.
CREATE INDEX messages_tree ON messages(conversation, parent, binned);
CREATE INDEX messages_unfinished ON messages(id) WHERE status = 1;
CREATE INDEX messages_binned ON messages(binned) WHERE binned IS NOT NULL;

-- Conversation 0 is the one that is not begun yet.
CREATE TABLE drafts(
    conversation INTEGER PRIMARY KEY,
    parts TEXT NOT NULL,
    updated INTEGER NOT NULL
) STRICT;

CREATE TABLE bin(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind INTEGER NOT NULL,
    item INTEGER NOT NULL,
    conversation INTEGER NOT NULL DEFAULT 0,
    leaf INTEGER NOT NULL DEFAULT 0,
    label TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    days REAL NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE bin_clock(id INTEGER PRIMARY KEY CHECK(id = 1), last_tick INTEGER NOT NULL) STRICT;
)sql");
}

} // namespace hearth::storage
