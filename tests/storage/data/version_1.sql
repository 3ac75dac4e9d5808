-- A store of version 1, as its program wrote it (sqlite3's .dump, and the two pragmas that it leaves out).
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
INSERT INTO conversations VALUES(1,'00000000000000000000000000000001','Tea and grüner Tee',1,3,1700000000000,1700000005000,5,NULL);
INSERT INTO conversations VALUES(2,'00000000000000000000000000000002','Deleted',0,5,1700000000000,1700000001000,2,1);
CREATE TABLE models(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO models VALUES(1,'old-model');
CREATE TABLE samplings(id INTEGER PRIMARY KEY, settings TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO samplings VALUES(1,'{"temperature":0.5}');
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
INSERT INTO messages VALUES(1,1,0,1,0,1700000001000,'Which tea is best at midnight?',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO messages VALUES(2,1,1,2,0,1700000002000,'Chamomile. 世界のお茶。',NULL,1,1,10,20,30.499999999999999999,40.500000000000000001,NULL,NULL);
INSERT INTO messages VALUES(3,1,1,2,0,1700000003000,NULL,'[{"kind":"text","text":"Rooibos:"},{"kind":"code","text":"brew();","language":"js"}]',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO messages VALUES(4,1,3,2,1,1700000004000,'half an ans',NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO messages VALUES(5,2,0,1,0,1700000001000,'in the bin',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE drafts(
    conversation INTEGER PRIMARY KEY,
    parts TEXT NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
INSERT INTO drafts VALUES(1,'[{"kind":"text","text":"unsent"}]',1700000007000);
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
INSERT INTO bin VALUES(1,0,2,0,0,'Deleted',1700000006000,0.0);
CREATE TABLE bin_clock(id INTEGER PRIMARY KEY CHECK(id = 1), last_tick INTEGER NOT NULL) STRICT;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('conversations',2);
INSERT INTO sqlite_sequence VALUES('messages',5);
INSERT INTO sqlite_sequence VALUES('bin',1);
CREATE INDEX conversations_in_order ON conversations(binned, pinned, activity);
CREATE INDEX conversations_by_activity ON conversations(activity);
CREATE INDEX messages_tree ON messages(conversation, parent, binned);
CREATE INDEX messages_unfinished ON messages(id) WHERE status = 1;
CREATE INDEX messages_binned ON messages(binned) WHERE binned IS NOT NULL;
COMMIT;
PRAGMA application_id=1213355080;
PRAGMA user_version=1;
