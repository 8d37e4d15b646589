import { randomBytes } from 'node:crypto';
import { feedIn, unread } from '../feeds.ts';
import type { Feeds } from '../store.ts';
import { json } from '../storable.ts';
import type { PgDatabase } from './database.ts';

export function feedsIn(database: PgDatabase): Feeds {
  return {
    add: async (feed) => {
      const id = randomBytes(4).toString('hex');
      const { server, url, title, channel, locale, addedAt } = feed;
      const at = addedAt.getTime();
      const added = await database.run(
        `INSERT INTO feeds VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
        id,
        server,
        url,
        title,
        channel,
        locale,
        at,
        at,
        json(unread),
      );
      return added === 0 ? null : { ...feed, id, nextAt: addedAt, state: unread };
    },
    of: async (server) =>
      (
        await database.all(
          'SELECT * FROM feeds WHERE server IS NOT DISTINCT FROM $1 ORDER BY added, rowid',
          server,
        )
      ).map(feedIn),
    due: async (now, latest) =>
      (
        await database.all(
          'SELECT id, server FROM feeds WHERE next <= $1 OR next > $2 ORDER BY next',
          now.getTime(),
          latest.getTime(),
        )
      ).map(({ id, server }) => ({ id: id as string, server: server as string | null })),
    get: async (id) => (await database.all('SELECT * FROM feeds WHERE id = $1', id)).map(feedIn)[0] ?? null,
    update: async (id, nextAt, state) => {
      await database.run(
        'UPDATE feeds SET next = $2, state = $3 WHERE id = $1',
        id,
        nextAt.getTime(),
        json(state),
      );
    },
    move: async (id, url) => {
      await database.run(
        `UPDATE feeds SET url = $2 WHERE id = $1 AND NOT EXISTS (
           SELECT 1 FROM feeds AS other WHERE other.url = $2 AND other.server IS NOT DISTINCT FROM feeds.server)`,
        id,
        url,
      );
    },
    remove: async (id, server) =>
      (await database.run('DELETE FROM feeds WHERE id = $1 AND server IS NOT DISTINCT FROM $2', id, server)) >
      0,
  };
}
