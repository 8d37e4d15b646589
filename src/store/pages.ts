import type { Database, Row } from './database.ts';
import { promised } from './promise.ts';
import type { Pages, WatchedPage } from './store.ts';

export function pagesIn(database: Database): Pages {
  return {
    put: ({ server, url, title, nextAt, state }) =>
      promised(
        () =>
          void database.run(
            'INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)',
            server,
            url,
            title,
            nextAt.getTime(),
            state,
          ),
      ),
    due: (now, latest) =>
      promised(() =>
        database
          .all(
            'SELECT * FROM pages WHERE next <= ? OR next > ? ORDER BY next',
            now.getTime(),
            latest.getTime(),
          )
          .map(pageIn),
      ),
    remove: (server, url) =>
      promised(() => void database.run('DELETE FROM pages WHERE server = ? AND url = ?', server, url)),
  };
}

export function pageIn(row: Row): WatchedPage {
  return {
    server: row.server as string,
    url: row.url as string,
    title: row.title as string,
    nextAt: new Date(row.next as number),
    state: row.state as string,
  };
}
