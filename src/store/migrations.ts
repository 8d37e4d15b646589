/**
 * The steps from an empty file to the current version. `user_version` is the number of steps a file has
 * taken. A released step never changes; changes are new steps.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE keys (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO keys VALUES ('pseudonyms', lower(hex(randomblob(32))));

  CREATE TABLE settings (server TEXT PRIMARY KEY, settings TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE replies (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    message TEXT,
    server TEXT,
    asker TEXT,
    locale TEXT NOT NULL,
    private INTEGER NOT NULL,
    command TEXT NOT NULL,
    options TEXT NOT NULL,
    previous TEXT,
    status TEXT CHECK (status IN ('answered', 'abstained'))
  ) STRICT;
  CREATE INDEX replies_by_server ON replies (server, at);
  CREATE INDEX replies_by_asker ON replies (asker) WHERE asker IS NOT NULL;
  CREATE INDEX replies_to_purge ON replies (at) WHERE asker IS NOT NULL OR options <> 'null';

  CREATE TABLE quotes (
    reply TEXT NOT NULL REFERENCES replies ON DELETE CASCADE,
    place INTEGER NOT NULL,
    article TEXT NOT NULL,
    publisher TEXT,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (reply, place)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX quotes_by_article ON quotes (article);

  CREATE TABLE votes (
    reply TEXT NOT NULL REFERENCES replies ON DELETE CASCADE,
    voter TEXT NOT NULL,
    value TEXT NOT NULL CHECK (value IN ('up', 'down')),
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (reply, voter)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX votes_by_voter ON votes (voter);
  `,
  `
  CREATE TABLE welcomes (server TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE feeds (
    id TEXT PRIMARY KEY,
    server TEXT,
    url TEXT NOT NULL,
    title TEXT,
    channel TEXT,
    locale TEXT NOT NULL,
    added INTEGER NOT NULL,
    next INTEGER NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX feeds_by_server ON feeds (coalesce(server, ''), url);
  CREATE INDEX feeds_by_next ON feeds (next);
  `,
  `
  ALTER TABLE quotes ADD COLUMN title TEXT;
  ALTER TABLE quotes ADD COLUMN text TEXT;
  CREATE TABLE owed (
    reply TEXT PRIMARY KEY REFERENCES replies ON DELETE CASCADE,
    at INTEGER NOT NULL,
    articles TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  DROP INDEX replies_to_purge;
  CREATE INDEX replies_by_time ON replies (at);
  `,
  `
  ALTER TABLE replies ADD COLUMN answer TEXT NOT NULL DEFAULT 'null';
  `,
  `
  ALTER TABLE replies ADD COLUMN previous_asker TEXT;
  ALTER TABLE replies ADD COLUMN previous_at INTEGER;
  CREATE INDEX replies_by_previous_asker ON replies (previous_asker) WHERE previous_asker IS NOT NULL;
  `,
  `
  CREATE TABLE audit (
    server TEXT NOT NULL,
    at INTEGER NOT NULL,
    person TEXT,
    account TEXT,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_server ON audit (server, at);
  CREATE INDEX audit_by_person ON audit (person) WHERE person IS NOT NULL;
  CREATE INDEX audit_by_time ON audit (at);
  `,
  `
  ALTER TABLE replies ADD COLUMN missed INTEGER NOT NULL DEFAULT 1;
  `,
  `
  UPDATE feeds SET state = replace(state, '"problem":{"stop":', '"problem":{"code":');
  `,
  `
  CREATE TABLE pages (
    server TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    next INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (server, url)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX pages_by_next ON pages (next);
  `,
  `
  CREATE TABLE open_events (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    event TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX replies_by_message ON replies (message) WHERE message IS NOT NULL;
  CREATE TABLE streams (name TEXT PRIMARY KEY, at INTEGER NOT NULL, place TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE subscriptions (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    server TEXT,
    channel TEXT,
    person TEXT,
    account TEXT,
    locale TEXT NOT NULL,
    since INTEGER NOT NULL,
    next INTEGER,
    wanted TEXT NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  CREATE INDEX subscriptions_by_person ON subscriptions (person) WHERE person IS NOT NULL;
  CREATE INDEX subscriptions_by_next ON subscriptions (next) WHERE next IS NOT NULL;
  CREATE TABLE arrivals (
    article TEXT PRIMARY KEY,
    feed TEXT,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription TEXT NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    content TEXT NOT NULL,
    reply TEXT,
    sent INTEGER,
    UNIQUE (subscription, key)
  ) STRICT;
  CREATE INDEX posts_waiting ON posts (subscription, id) WHERE sent IS NULL;
  CREATE INDEX posts_sent ON posts (subscription, sent) WHERE sent IS NOT NULL;
  `,
  `
  ALTER TABLE votes ADD COLUMN problem TEXT;
  `,
];
