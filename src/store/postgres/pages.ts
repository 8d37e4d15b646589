import { pageIn } from '../pages.ts';
import type { Pages } from '../store.ts';
import type { PgDatabase } from './database.ts';

export function pagesIn(database: PgDatabase): Pages {
  return {
    put: async ({ server, url, title, nextAt, state }) => {
      await database.run(
        `INSERT INTO pages VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (server, url) DO UPDATE SET title = excluded.title, next = excluded.next, state = excluded.state`,
        server,
        url,
        title,
        nextAt.getTime(),
        state,
      );
    },
    due: async (now, latest) =>
      (
        await database.all(
          'SELECT * FROM pages WHERE next <= $1 OR next > $2 ORDER BY next',
          now.getTime(),
          latest.getTime(),
        )
      ).map(pageIn),
    remove: async (server, url) => {
      await database.run('DELETE FROM pages WHERE server = $1 AND url = $2', server, url);
    },
  };
}
