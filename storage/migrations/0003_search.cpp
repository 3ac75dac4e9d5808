// The search index: character n-grams of every message and document.
#include "storage/migrations/all.h"
#include "storage/search/index.h"

namespace hearth::storage {

Result<void> migration_0003(Connection& connection) {
    // detail=none and columnsize=0: which messages hold an n-gram, not where; the text itself tells that.
    // This is a third of what positions would cost. The tokenizer is storage/search/tokenizer.cpp.
    TRY(connection.script(R"sql(
CREATE VIRTUAL TABLE message_index USING fts5(
    text, content='', detail=none, columnsize=0, tokenize='hearth_ngrams');
CREATE VIRTUAL TABLE document_index USING fts5(
    text, content='', detail=none, columnsize=0, tokenize='hearth_ngrams');
CREATE VIRTUAL TABLE title_index USING fts5(
    text, content='', detail=none, columnsize=0, tokenize='hearth_ngrams');
INSERT INTO message_index(message_index, rank) VALUES('automerge', 8);

-- Messages that wait to be indexed: a message is durable before it is searchable, and search looks here too.
CREATE TABLE index_queue(message INTEGER PRIMARY KEY) STRICT;
INSERT INTO index_queue SELECT id FROM messages WHERE status <> 1;

-- When the messages of 1024 ids in a row were created: a search by date skips the other blocks.
CREATE TABLE message_blocks(
    block INTEGER PRIMARY KEY, -- id / 1024
    earliest INTEGER NOT NULL,
    latest INTEGER NOT NULL
) STRICT;
)sql"));
    return index_all_titles(connection);
}

} // namespace hearth::storage
