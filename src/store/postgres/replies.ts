import { randomBytes } from 'node:crypto';
import { quoteIn, replyWithoutQuotes, withoutPrevious } from '../replies.ts';
import type { Row } from '../database.ts';
import type { KeptQuote, KeptReply, Owed, Replies } from '../store.ts';
import { json } from '../storable.ts';
import { grouped, type PgConnections, type PgDatabase } from './database.ts';

export function repliesIn(database: PgConnections): Replies {
  const withQuotes = async (rows: readonly Row[]): Promise<KeptReply[]> => {
    const quotes = await database.all(
      'SELECT * FROM quotes WHERE reply = ANY($1) ORDER BY reply, place',
      rows.map(({ id }) => id as string),
    );
    const byReply = grouped(quotes, 'reply');
    return rows.map((row) => ({
      ...replyWithoutQuotes(row),
      quotes: (byReply.get(row.id) ?? []).map(quoteIn),
    }));
  };

  return {
    keep: async (reply) => {
      const id = randomBytes(8).toString('hex');
      await database.run(
        `WITH kept AS (
           INSERT INTO replies (id, at, channel, server, asker, locale, private, command, options, previous, status, answer,
             previous_asker, previous_at, missed)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id)
         INSERT INTO quotes SELECT kept.id, ${quoteColumns} FROM kept, ${quotesAs('$16')}`,
        id,
        reply.askedAt.getTime(),
        reply.place.channel,
        reply.place.server,
        reply.asker,
        reply.locale,
        reply.private ? 1 : 0,
        reply.command,
        json(reply.options),
        reply.previous,
        reply.status,
        json(reply.answer),
        reply.previousFrom?.asker ?? null,
        reply.previousFrom?.askedAt.getTime() ?? null,
        reply.isMissed === false ? 0 : 1,
        quotesJson(reply.quotes),
      );
      return id;
    },
    shown: async (id, message) => {
      await database.run(
        `WITH before AS (DELETE FROM replies WHERE message = $2 AND id <> $1)
         UPDATE replies SET message = $2 WHERE id = $1`,
        id,
        message,
      );
    },
    find: async (id) => (await withQuotes(await database.all('SELECT * FROM replies WHERE id = $1', id)))[0],
    requote: (id, quotes, answer) =>
      database.whole(async (transaction) => {
        await transaction.run('DELETE FROM quotes WHERE reply = $1', id);
        await transaction.run(
          `WITH kept AS (UPDATE replies SET answer = $2 WHERE id = $1 RETURNING id)
           INSERT INTO quotes SELECT kept.id, ${quoteColumns} FROM kept, ${quotesAs('$3')}`,
          id,
          json(answer),
          quotesJson(quotes),
        );
      }),
    quoted: async () =>
      (await database.all('SELECT DISTINCT article, version FROM quotes')).map(({ article, version }) => ({
        article: String(article),
        version: String(version),
      })),
    owe: async (id, { at, articles }) => {
      await database.run(
        `INSERT INTO owed SELECT id, $2::bigint, $3 FROM replies WHERE id = $1 AND asker IS NOT NULL FOR KEY SHARE
         ON CONFLICT (reply) DO UPDATE SET at = excluded.at, articles = excluded.articles`,
        id,
        at.getTime(),
        json(articles),
      );
    },
    takeOwed: async (asker) => {
      const rows = await database.all(
        `WITH taken AS (
           DELETE FROM owed USING replies WHERE replies.id = owed.reply AND replies.asker = $1
           RETURNING owed.at, owed.articles, replies.private, replies.at AS asked_at,
             replies.options::json ->> 'question' AS question)
         SELECT * FROM taken ORDER BY at`,
        asker,
      );
      return rows.map((row) => ({
        at: new Date(row.at as number),
        articles: JSON.parse(row.articles as string) as Owed['articles'],
        question: row.question as string | null,
        askedAt: new Date(row.asked_at as number),
        private: row.private === 1,
      }));
    },
    quoting: async (article) =>
      withQuotes(
        await database.all(
          'SELECT * FROM replies WHERE id IN (SELECT reply FROM quotes WHERE article = $1) ORDER BY at DESC',
          article,
        ),
      ),
    remove: async (id) => {
      await database.run('DELETE FROM replies WHERE id = $1', id);
    },
    removeUnseen: async (before) => {
      await database.run(
        `DELETE FROM replies WHERE message IS NULL AND at < $1
           AND NOT EXISTS (SELECT 1 FROM posts WHERE posts.reply = replies.id)`,
        before.getTime(),
      );
    },
    newest: async () => {
      const newest = await database.get('SELECT max(at) AS at FROM replies');
      return typeof newest?.at === 'number' ? new Date(newest.at) : null;
    },
    purge: (before) => database.whole((transaction) => purge(transaction, before.getTime())),
  };
}

async function purge(database: PgDatabase, before: number): Promise<number> {
  await database.run('DELETE FROM votes WHERE at < $1', before);
  await database.run(`UPDATE replies SET ${withoutPrevious} WHERE previous_at < $1`, before);
  return database.run('DELETE FROM replies WHERE at < $1', before);
}

const quoteColumns = 'place, article, publisher, start, "end", version, title, text';

const quotesAs = (value: string) =>
  `json_to_recordset(${value}::json) AS quote(place int, article text, publisher text, start int, "end" int, version text,
     title text, text text)`;

const quotesJson = (quotes: readonly KeptQuote[]) =>
  json(quotes.map((quote, place) => ({ ...quote, place })));
