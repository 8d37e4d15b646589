import { countsOf, type NamedProblem } from '../reports.ts';
import type { Row } from '../database.ts';
import { removedVersion, type Reports, type Unanswered, type VoteProblem } from '../store.ts';
import { grouped, type PgDatabase } from './database.ts';

const mostPublishers = 10;
const mostReasons = 3;

/** What was asked, as it is compared. */
const question = `trim(replies.options::json ->> 'question')`;

/** A server's questions that were refused, or whose answer got more votes against it than for it. */
const missed = `
  SELECT replies.id, replies.channel, replies.message, replies.at, replies.status, ${question} AS question,
    lower(${question}) AS key
  FROM replies
  WHERE server = $1 AND private = 0 AND missed = 1 AND replies.options::json ->> 'question' <> ''
    AND (status = 'abstained' OR
      (SELECT count(*) FILTER (WHERE value = 'down') > count(*) FILTER (WHERE value = 'up')
       FROM votes WHERE reply = replies.id))`;

export function reportsIn(database: PgDatabase): Reports {
  const count = async (sql: string, server: string, since: Date) =>
    new Map((await database.all(sql, server, since.getTime())).map(({ what, n }) => [what, Number(n)]));

  return {
    statistics: async (server, since) => {
      const replies = await count(
        'SELECT status AS what, count(*) AS n FROM replies WHERE server = $1 AND at >= $2 GROUP BY status',
        server,
        since,
      );
      const votes = await count(
        `SELECT value AS what, count(*) AS n FROM votes JOIN replies ON replies.id = votes.reply
         WHERE server = $1 AND replies.at >= $2 GROUP BY value`,
        server,
        since,
      );
      const publishers = await database.all(
        `SELECT publisher, count(*) AS n FROM quotes JOIN replies ON replies.id = quotes.reply
         WHERE server = $1 AND replies.at >= $2 AND status = 'answered' AND quotes.version <> '${removedVersion}'
         GROUP BY publisher ORDER BY n DESC, publisher COLLATE "C" NULLS FIRST LIMIT ${mostPublishers}`,
        server,
        since.getTime(),
      );
      return {
        answered: replies.get('answered') ?? 0,
        abstained: replies.get('abstained') ?? 0,
        votes: { up: votes.get('up') ?? 0, down: votes.get('down') ?? 0 },
        publishers: publishers.map(({ publisher, n }) => ({
          publisher: publisher as string | null,
          quotes: Number(n),
        })),
      };
    },

    unanswered: async (server, { skip, limit }) => {
      const of = await database.get(`SELECT count(DISTINCT key) AS n FROM (${missed}) AS asked`, server);
      // Of each question, the last time it was asked.
      const rows = await database.all(
        `SELECT * FROM (
           SELECT DISTINCT ON (key) *, count(*) OVER (PARTITION BY key) AS times FROM (${missed}) AS asked ORDER BY key, at DESC
         ) AS last ORDER BY at DESC LIMIT $2 OFFSET $3`,
        server,
        limit,
        skip,
      );
      const named = await problemsOf(server);
      const reasons = await reasonsFor(rows.map(({ id }) => id as string));
      return {
        of: Number(of?.n),
        problems: countsOf(named),
        rows: rows.map((row) => rowOf(row, named, reasons)),
      };
    },

    handle: async (server, reply) => {
      const asked = await database.get(
        `SELECT ${question} AS question FROM replies WHERE id = $1 AND server = $2`,
        reply,
        server,
      );
      if (typeof asked?.question !== 'string') return null;
      await database.run(
        `UPDATE replies SET missed = 0 WHERE server = $1 AND lower(${question}) = lower($2)`,
        server,
        asked.question,
      );
      return asked.question;
    },
  };

  /** How often which problem was named with which question. */
  async function problemsOf(server: string): Promise<NamedProblem[]> {
    const rows = await database.all(
      `SELECT key, problem, count(*) AS n FROM (${missed}) AS asked
       JOIN votes ON votes.reply = asked.id WHERE value = 'down' AND problem IS NOT NULL
       GROUP BY key, problem`,
      server,
    );
    return rows.map(({ key, problem, n }) => ({
      question: key as string,
      problem: problem as VoteProblem,
      count: Number(n),
    }));
  }

  /** The newest reasons against each of some replies, by its id. */
  async function reasonsFor(replies: readonly string[]): Promise<ReadonlyMap<unknown, readonly Row[]>> {
    const rows = await database.all(
      `SELECT votes.reply, votes.reason FROM unnest($1::text[]) AS asked(id), LATERAL (
         SELECT reply, reason, at FROM votes WHERE reply = asked.id AND value = 'down' AND reason <> ''
         ORDER BY at DESC LIMIT ${mostReasons}) AS votes ORDER BY votes.at DESC`,
      replies,
    );
    return grouped(rows, 'reply');
  }
}

function rowOf(
  { id, channel, message, at, times, status, question, key }: Row,
  named: readonly NamedProblem[],
  reasons: ReadonlyMap<unknown, readonly Row[]>,
): Unanswered {
  return {
    question: question as string,
    times: times as number,
    at: new Date(at as number),
    votedDown: status === 'answered',
    problems: countsOf(named.filter((one) => one.question === key)),
    reasons: (reasons.get(id) ?? []).map(({ reason }) => reason as string),
    reply: { id: id as string, message: message as string | null, channel: channel as string },
  };
}
