import { randomBytes } from 'node:crypto';
import type { Database, Row } from './database.ts';
import { promised } from './promise.ts';
import type { Feed, Feeds, FeedState } from './store.ts';

/** State of a feed before its first reading. */
export const unread: FeedState = {
  everyMs: 900_000,
  etag: null,
  modified: null,
  readAt: null,
  newAt: null,
  failures: 0,
  failingSince: null,
  problem: null,
  isTold: false,
  entries: {},
};

export function feedsIn(database: Database): Feeds {
  return {
    add: (feed) =>
      promised(() => {
        const id = randomBytes(4).toString('hex');
        const { server, url, title, channel, locale, addedAt } = feed;
        const at = addedAt.getTime();
        const { changes } = database.run(
          `INSERT INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
          id,
          server,
          url,
          title,
          channel,
          locale,
          at,
          at,
          JSON.stringify(unread),
        );
        return changes === 0 ? null : { ...feed, id, nextAt: addedAt, state: unread };
      }),
    of: (server) =>
      promised(() =>
        // libsql takes no lone null as a value.
        database
          .all(`SELECT * FROM feeds WHERE coalesce(server, '') = ? ORDER BY added, rowid`, server ?? '')
          .map(feedIn),
      ),
    due: (now, latest) =>
      promised(() =>
        database
          .all(
            'SELECT id, server FROM feeds WHERE next <= ? OR next > ? ORDER BY next',
            now.getTime(),
            latest.getTime(),
          )
          .map(({ id, server }) => ({ id: id as string, server: server as string | null })),
      ),
    get: (id) => promised(() => database.all('SELECT * FROM feeds WHERE id = ?', id).map(feedIn)[0] ?? null),
    update: (id, nextAt, state) =>
      promised(
        () =>
          void database.run(
            'UPDATE feeds SET next = ?, state = ? WHERE id = ?',
            nextAt.getTime(),
            JSON.stringify(state),
            id,
          ),
      ),
    move: (id, url) =>
      promised(() => void database.run('UPDATE OR IGNORE feeds SET url = ? WHERE id = ?', url, id)),
    remove: (id, server) =>
      promised(() => database.run('DELETE FROM feeds WHERE id = ? AND server IS ?', id, server).changes > 0),
  };
}

export function feedIn(row: Row): Feed {
  return {
    id: row.id as string,
    server: row.server as string | null,
    url: row.url as string,
    title: row.title as string | null,
    channel: row.channel as string | null,
    locale: row.locale as Feed['locale'],
    addedAt: new Date(row.added as number),
    nextAt: new Date(row.next as number),
    state: JSON.parse(row.state as string) as FeedState,
  };
}
