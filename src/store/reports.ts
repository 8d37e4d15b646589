import type { Database, Row } from './database.ts';
import { promised } from './promise.ts';
import {
  removedVersion,
  type VoteProblem,
  type ProblemCounts,
  type Reports,
  type Unanswered,
} from './store.ts';

const mostPublishers = 10;
const mostReasons = 3;

/** A server's questions that were refused, or whose answer got more votes against it than for it. */
const missed = `
  SELECT replies.id, replies.channel, replies.message, replies.at, replies.status, trim(replies.options ->> 'question') AS question
  FROM replies
  WHERE server = ? AND private = 0 AND missed = 1 AND options ->> 'question' <> ''
    AND (status = 'abstained' OR
      (SELECT count(*) FILTER (WHERE value = 'down') > count(*) FILTER (WHERE value = 'up')
       FROM votes WHERE reply = replies.id))`;

export function reportsIn(database: Database): Reports {
  const count = (sql: string, server: string, since: Date) =>
    new Map(database.all(sql, server, since.getTime()).map(({ what, n }) => [what, Number(n)]));

  return {
    statistics: (server, since) =>
      promised(() => {
        const replies = count(
          'SELECT status AS what, count(*) AS n FROM replies WHERE server = ? AND at >= ? GROUP BY status',
          server,
          since,
        );
        const votes = count(
          `SELECT value AS what, count(*) AS n FROM votes JOIN replies ON replies.id = votes.reply
           WHERE server = ? AND replies.at >= ? GROUP BY value`,
          server,
          since,
        );
        const publishers = database.all(
          `SELECT publisher, count(*) AS n FROM quotes JOIN replies ON replies.id = quotes.reply
           WHERE server = ? AND replies.at >= ? AND status = 'answered' AND quotes.version <> '${removedVersion}'
           GROUP BY publisher ORDER BY n DESC, publisher LIMIT ${mostPublishers}`,
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
      }),

    unanswered: (server, { skip, limit }) =>
      promised(() => {
        const of = database.get(`SELECT count(DISTINCT lower(question)) AS n FROM (${missed})`, server);
        // SQLite takes the other columns from the row that holds the maximum: the last time it was asked.
        const rows = database.all(
          `SELECT *, max(at) AS at, count(*) AS times, lower(question) AS key FROM (${missed})
           GROUP BY lower(question) ORDER BY at DESC LIMIT ? OFFSET ?`,
          server,
          limit,
          skip,
        );
        const named = problemsOf(server);
        return {
          of: Number(of?.n),
          problems: countsOf(named),
          rows: rows.map((row) => rowOf(row, named)),
        };
      }),

    handle: (server, reply) =>
      promised(() => {
        const asked = database.get(
          `SELECT trim(options ->> 'question') AS question FROM replies WHERE id = ? AND server = ?`,
          reply,
          server,
        );
        if (typeof asked?.question !== 'string') return null;
        database.run(
          `UPDATE replies SET missed = 0 WHERE server = ? AND lower(trim(options ->> 'question')) = lower(?)`,
          server,
          asked.question,
        );
        return asked.question;
      }),
  };

  /** How often which problem was named with which question. */
  function problemsOf(server: string): NamedProblem[] {
    return database
      .all(
        `SELECT lower(question) AS question, problem, count(*) AS n FROM (${missed}) AS asked
         JOIN votes ON votes.reply = asked.id WHERE value = 'down' AND problem IS NOT NULL
         GROUP BY 1, 2`,
        server,
      )
      .map(({ question, problem, n }) => ({
        question: question as string,
        problem: problem as VoteProblem,
        count: Number(n),
      }));
  }

  function rowOf(
    { id, channel, message, at, times, status, question, key }: Row,
    named: readonly NamedProblem[],
  ): Unanswered {
    const reasons = database.all(
      `SELECT reason FROM votes WHERE reply = ? AND value = 'down' AND reason <> ''
       ORDER BY at DESC LIMIT ${mostReasons}`,
      id as string,
    );
    return {
      question: question as string,
      times: times as number,
      at: new Date(at as number),
      votedDown: status === 'answered',
      problems: countsOf(named.filter((one) => one.question === key)),
      reasons: reasons.map(({ reason }) => reason as string),
      reply: { id: id as string, message: message as string | null, channel: channel as string },
    };
  }
}

export interface NamedProblem {
  readonly question: string;
  readonly problem: VoteProblem;
  readonly count: number;
}

export function countsOf(named: readonly NamedProblem[]): ProblemCounts {
  const counts = new Map<VoteProblem, number>();
  for (const { problem, count } of named) counts.set(problem, (counts.get(problem) ?? 0) + count);
  return new Map([...counts].sort(([, one], [, other]) => other - one));
}
