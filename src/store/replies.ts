import { randomBytes } from 'node:crypto';
import type { Database, Row } from './database.ts';
import { promised } from './promise.ts';
import type { KeptQuote, KeptReply, NewReply, Owed, Pseudonym, Replies } from './store.ts';

/** Columns without the previous question. */
export const withoutPrevious = 'previous = NULL, previous_asker = NULL, previous_at = NULL';

export function repliesIn(database: Database): Replies {
  const quotesOf = (reply: string) =>
    database.all('SELECT * FROM quotes WHERE reply = ? ORDER BY place', reply).map(quoteIn);
  const replyIn = (row: Row) => ({ ...replyWithoutQuotes(row), quotes: quotesOf(String(row.id)) });

  return {
    keep: (reply) =>
      promised(() => {
        const id = randomBytes(8).toString('hex');
        database.whole(() => {
          insert(database, id, reply);
        });
        return id;
      }),
    shown: (id, message) =>
      promised(() => {
        database.run('DELETE FROM replies WHERE message = ? AND id <> ?', message, id);
        database.run('UPDATE replies SET message = ? WHERE id = ?', message, id);
      }),
    find: (id) =>
      promised(() => {
        const row = database.get('SELECT * FROM replies WHERE id = ?', id);
        return row === undefined ? undefined : replyIn(row);
      }),
    requote: (id, quotes, answer) =>
      promised(() => {
        database.whole(() => {
          database.run('DELETE FROM quotes WHERE reply = ?', id);
          const { changes } = database.run(
            'UPDATE replies SET answer = ? WHERE id = ?',
            JSON.stringify(answer),
            id,
          );
          if (changes > 0) insertQuotes(database, id, quotes);
        });
      }),
    quoted: () =>
      promised(() =>
        database
          .all('SELECT DISTINCT article, version FROM quotes')
          .map(({ article, version }) => ({ article: String(article), version: String(version) })),
      ),
    owe: (id, { at, articles }) =>
      promised(
        () =>
          void database.run(
            `INSERT INTO owed SELECT id, ?, ? FROM replies WHERE id = ? AND asker IS NOT NULL
             ON CONFLICT DO UPDATE SET at = excluded.at, articles = excluded.articles`,
            at.getTime(),
            JSON.stringify(articles),
            id,
          ),
      ),
    takeOwed: (asker) =>
      promised(() =>
        database.whole(() => {
          const rows = database.all(
            `SELECT owed.reply, owed.at, owed.articles, replies.private, replies.at AS asked_at,
             replies.options ->> 'question' AS question FROM owed
             JOIN replies ON replies.id = owed.reply WHERE replies.asker = ? ORDER BY owed.at`,
            asker,
          );
          for (const { reply } of rows) database.run('DELETE FROM owed WHERE reply = ?', reply as string);
          return rows.map((row) => ({
            at: new Date(row.at as number),
            articles: JSON.parse(row.articles as string) as Owed['articles'],
            question: row.question as string | null,
            askedAt: new Date(row.asked_at as number),
            private: row.private === 1,
          }));
        }),
      ),
    quoting: (article) =>
      promised(() =>
        database
          .all(
            'SELECT * FROM replies WHERE id IN (SELECT reply FROM quotes WHERE article = ?) ORDER BY at DESC',
            article,
          )
          .map(replyIn),
      ),
    remove: (id) => promised(() => void database.run('DELETE FROM replies WHERE id = ?', id)),
    removeUnseen: (before) =>
      promised(
        () =>
          void database.run(
            `DELETE FROM replies WHERE message IS NULL AND at < ?
               AND id NOT IN (SELECT reply FROM posts WHERE reply IS NOT NULL)`,
            before.getTime(),
          ),
      ),
    newest: () =>
      promised(() => {
        const { at } = database.get('SELECT max(at) AS at FROM replies') ?? {};
        return typeof at === 'number' ? new Date(at) : null;
      }),
    purge: (before) =>
      promised(() =>
        database.whole(() => {
          database.run('DELETE FROM votes WHERE at < ?', before.getTime());
          database.run(`UPDATE replies SET ${withoutPrevious} WHERE previous_at < ?`, before.getTime());
          return database.run('DELETE FROM replies WHERE at < ?', before.getTime()).changes;
        }),
      ).then((changes) => {
        database.empty();
        return changes;
      }),
  };
}

function insert(database: Database, id: string, reply: NewReply): void {
  database.run(
    `INSERT INTO replies (id, at, channel, server, asker, locale, private, command, options, previous, status, answer,
       previous_asker, previous_at, missed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    reply.askedAt.getTime(),
    reply.place.channel,
    reply.place.server,
    reply.asker,
    reply.locale,
    reply.private ? 1 : 0,
    reply.command,
    JSON.stringify(reply.options),
    reply.previous,
    reply.status,
    JSON.stringify(reply.answer),
    reply.previousFrom?.asker ?? null,
    reply.previousFrom?.askedAt.getTime() ?? null,
    reply.isMissed === false ? 0 : 1,
  );
  insertQuotes(database, id, reply.quotes);
}

function insertQuotes(database: Database, id: string, quotes: readonly KeptQuote[]): void {
  quotes.forEach(({ article, publisher, start, end, version, title, text }, place) => {
    database.run(
      'INSERT INTO quotes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      place,
      article,
      publisher,
      start,
      end,
      version,
      title,
      text,
    );
  });
}

export function replyWithoutQuotes(row: Row): Omit<KeptReply, 'quotes'> {
  return {
    id: row.id as string,
    askedAt: new Date(row.at as number),
    place: { server: row.server as string | null, channel: row.channel as string },
    message: row.message as string | null,
    asker: row.asker as Pseudonym | null,
    locale: row.locale as KeptReply['locale'],
    private: row.private === 1,
    command: row.command as string,
    options: JSON.parse(row.options as string) as KeptReply['options'],
    previous: row.previous as string | null,
    ...(row.previous_at !== null && {
      previousFrom: {
        asker: row.previous_asker as Pseudonym | null,
        askedAt: new Date(row.previous_at as number),
      },
    }),
    status: row.status as KeptReply['status'],
    ...(row.missed === 0 && { isMissed: false }),
    answer: JSON.parse(row.answer as string) as KeptReply['answer'],
  };
}

export function quoteIn(row: Row): KeptQuote {
  return {
    article: row.article as string,
    publisher: row.publisher as string | null,
    start: row.start as number,
    end: row.end as number,
    version: row.version as string,
    title: row.title as string | null,
    text: row.text as string | null,
  };
}
