import type { Database } from './database.ts';
import { promised } from './promise.ts';
import type { Journal, Json } from './store.ts';

/** How often an event is begun: one that ends the process every time must not do so for ever. */
export const mostTries = 30;

export function journalIn(database: Database): Journal {
  return {
    open: (id, at, event) =>
      promised(
        () =>
          void database.run(
            'INSERT INTO open_events VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET tries = tries + 1',
            id,
            at.getTime(),
            JSON.stringify(event),
          ),
      ),
    close: (id) => promised(() => void database.run('DELETE FROM open_events WHERE id = ?', id)),
    opened: () =>
      promised(() =>
        database
          .all('SELECT event FROM open_events WHERE tries < ? ORDER BY at', mostTries)
          .map(({ event }) => JSON.parse(event as string) as Json),
      ),
    mark: (stream, at, place) =>
      promised(
        () =>
          void database.run(
            'INSERT OR REPLACE INTO streams VALUES (?, ?, ?)',
            stream,
            at.getTime(),
            JSON.stringify(place),
          ),
      ),
    unmark: (stream) => promised(() => void database.run('DELETE FROM streams WHERE name = ?', stream)),
    marks: () =>
      promised(() =>
        database
          .all('SELECT place FROM streams ORDER BY at')
          .map(({ place }) => JSON.parse(place as string) as Json),
      ),
    purge: (before) =>
      promised(() => {
        database.run('DELETE FROM open_events WHERE at < ?', before.getTime());
        database.run('DELETE FROM streams WHERE at < ?', before.getTime());
      }),
  };
}
