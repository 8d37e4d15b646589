import type { ArticleRows } from '../article-rows.ts';
import { json } from '../storable.ts';
import type { PgConnections } from './database.ts';
import type { Listen } from './listen.ts';

/** Which advisory lock orders changes: a number is seen only once all lower ones are. */
const orderLock = 4_834_202;
const channel = 'kutip_articles';

export function articleRowsIn(database: PgConnections, store: string, listen: Listen): ArticleRows {
  return {
    store,
    put: (rows) =>
      database.whole(async (transaction) => {
        await transaction.run('SELECT pg_advisory_xact_lock($1)', orderLock);
        const put = await transaction.all(
          `INSERT INTO article_rows (path, line, seq, at, content)
           SELECT path, line, nextval('article_seq'), at, content
           FROM json_to_recordset($1) AS row(path text, line text, at bigint, content text)
           ON CONFLICT (path, line) DO UPDATE SET seq = excluded.seq, at = excluded.at, content = excluded.content
           RETURNING seq`,
          json(rows.map((row) => ({ ...row, at: row.at.getTime() }))),
        );
        await transaction.run('SELECT pg_notify($1, $2)', channel, '');
        return put.map(({ seq }) => seq as number);
      }),
    since: async (seq, most) =>
      (await database.all('SELECT * FROM article_rows WHERE seq > $1 ORDER BY seq LIMIT $2', seq, most)).map(
        (row) => ({
          path: row.path as string,
          line: row.line as string,
          seq: row.seq as number,
          at: new Date(row.at as number),
          content: row.content as string | null,
        }),
      ),
    last: async () =>
      Number((await database.get('SELECT coalesce(max(seq), 0) AS seq FROM article_rows'))?.seq),
    listen: (listener) => listen(channel, listener),
  };
}
