import { keyedPseudonyms } from '../pseudonyms.ts';
import { withoutPrevious } from '../replies.ts';
import { StoreError } from '../store-error.ts';
import type { Json, People, SettingsRows, Store, Votes, Welcomes } from '../store.ts';
import { articleRowsIn } from './article-rows.ts';
import { auditIn } from './audit.ts';
import { connect, connectionTo } from './connect.ts';
import { json } from '../storable.ts';
import type { PgConnections, PgDatabase } from './database.ts';
import { feedsIn } from './feeds.ts';
import { journalIn } from './journal.ts';
import { listenWith } from './listen.ts';
import { outboxIn, subscriptionsIn } from './outbox.ts';
import { pagesIn } from './pages.ts';
import { repliesIn } from './replies.ts';
import { reportsIn } from './reports.ts';

/**
 * Opens the store in a PostgreSQL, which several processes may use at once, creating or migrating its tables if necessary.
 *
 * @param url `postgres://user:password@host:port/database`, as in libpq
 * @throws {StoreError} when it cannot be used, with what to do as its message
 */
export const openPostgresStore = async (url: string): Promise<Store> => storeIn(await connect(url), url);

export async function storeIn(database: PgConnections, url: string): Promise<Store> {
  const keys = await database.all('SELECT name, value FROM keys');
  const key = (wanted: string) => String(keys.find(({ name }) => name === wanted)?.value);
  return {
    people: peopleIn(database, key('pseudonyms')),
    settings: settingsIn(database),
    replies: repliesIn(database),
    votes: votesIn(database),
    reports: reportsIn(database),
    welcomes: welcomesIn(database),
    feeds: feedsIn(database),
    audit: auditIn(database),
    pages: pagesIn(database),
    journal: journalIn(database),
    // Writes a row, since whether it can be written is only seen by writing.
    check: async () => void (await database.run('UPDATE schema_version SET version = version')),
    subscriptions: subscriptionsIn(database),
    outbox: outboxIn(database),
    articles: articleRowsIn(database, key('store'), listenWith(connectionTo(url))),
    copyTo: () =>
      Promise.reject(
        new StoreError('A store in PostgreSQL is copied with its own means: use pg_dump (docs/cluster.md).'),
      ),
    close: () => database.close(),
  };
}

function peopleIn(database: PgConnections, key: string): People {
  return {
    pseudonymOf: keyedPseudonyms(key),
    forget: (person) =>
      database.whole(async (transaction) => {
        // What they asked stands beside the follow-ups of others too.
        await transaction.run(
          `UPDATE replies SET ${withoutPrevious}
           WHERE previous_asker = $1 OR previous IN
             (SELECT trim(options::json ->> 'question') FROM replies WHERE asker = $1)`,
          person,
        );
        await transaction.run('UPDATE audit SET person = NULL, account = NULL WHERE person = $1', person);
        // What they follow for themselves ends; what a server follows goes on without its maker.
        const subscriptions = await transaction.run(
          'DELETE FROM subscriptions WHERE person = $1 AND channel IS NULL',
          person,
        );
        await transaction.run(
          'UPDATE subscriptions SET person = NULL, account = NULL WHERE person = $1',
          person,
        );
        return {
          subscriptions,
          votes: await transaction.run('DELETE FROM votes WHERE voter = $1', person),
          questions: await transaction.run(
            `UPDATE replies SET asker = NULL, options = 'null', ${withoutPrevious}, answer = 'null' WHERE asker = $1`,
            person,
          ),
        };
      }),
  };
}

function settingsIn(database: PgDatabase): SettingsRows {
  return {
    all: async () => {
      const rows = await database.all('SELECT server, settings FROM settings');
      return new Map(
        rows.map(({ server, settings }) => [String(server), JSON.parse(String(settings)) as Json]),
      );
    },
    put: async (server, settings) => {
      await database.run(
        'INSERT INTO settings VALUES ($1, $2) ON CONFLICT (server) DO UPDATE SET settings = excluded.settings',
        server,
        json(settings),
      );
    },
  };
}

function votesIn(database: PgConnections): Votes {
  return {
    cast: ({ reply, voter, isHelpful, problem, reason, at }) =>
      database.whole(async (transaction) => {
        const cast = await transaction.run(
          `INSERT INTO votes (reply, voter, value, problem, reason, at)
           SELECT id, $2, $3, $4, $5, $6::bigint FROM replies WHERE id = $1 FOR KEY SHARE
           ON CONFLICT (reply, voter) DO UPDATE SET value = excluded.value, problem = excluded.problem,
             reason = excluded.reason, at = excluded.at`,
          reply,
          voter,
          isHelpful ? 'up' : 'down',
          problem,
          reason,
          at.getTime(),
        );
        if (cast === 0) return null;
        const tally = await transaction.get(
          `SELECT count(*) FILTER (WHERE value = 'up') AS up, count(*) FILTER (WHERE value = 'down') AS down
           FROM votes WHERE reply = $1`,
          reply,
        );
        return { up: Number(tally?.up), down: Number(tally?.down) };
      }),
  };
}

function welcomesIn(database: PgDatabase): Welcomes {
  return {
    claim: async (server, at) =>
      (await database.run(
        'INSERT INTO welcomes VALUES ($1, $2) ON CONFLICT DO NOTHING',
        server,
        at.getTime(),
      )) > 0,
  };
}
