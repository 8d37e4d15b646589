import { mostTries } from '../journal.ts';
import type { Journal, Json } from '../store.ts';
import { json } from '../storable.ts';
import type { PgConnections } from './database.ts';

export function journalIn(database: PgConnections): Journal {
  return {
    open: async (id, at, event) => {
      await database.run(
        `INSERT INTO open_events VALUES ($1, $2, 1, $3) ON CONFLICT (id) DO UPDATE SET tries = open_events.tries + 1`,
        id,
        at.getTime(),
        json(event),
      );
    },
    close: async (id) => {
      await database.run('DELETE FROM open_events WHERE id = $1', id);
    },
    opened: async () =>
      (await database.all('SELECT event FROM open_events WHERE tries < $1 ORDER BY at', mostTries)).map(
        ({ event }) => JSON.parse(event as string) as Json,
      ),
    mark: async (stream, at, place) => {
      await database.run(
        'INSERT INTO streams VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET at = excluded.at, place = excluded.place',
        stream,
        at.getTime(),
        json(place),
      );
    },
    unmark: async (stream) => {
      await database.run('DELETE FROM streams WHERE name = $1', stream);
    },
    marks: async () =>
      (await database.all('SELECT place FROM streams ORDER BY at')).map(
        ({ place }) => JSON.parse(place as string) as Json,
      ),
    purge: (before) =>
      database.whole(async (transaction) => {
        await transaction.run('DELETE FROM open_events WHERE at < $1', before.getTime());
        await transaction.run('DELETE FROM streams WHERE at < $1', before.getTime());
      }),
  };
}
