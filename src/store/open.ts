import { openDatabase, type Database } from './database.ts';
import { auditIn } from './audit.ts';
import { feedsIn } from './feeds.ts';
import { journalIn } from './journal.ts';
import { outboxIn, subscriptionsIn } from './outbox.ts';
import { pagesIn } from './pages.ts';
import { keyedPseudonyms } from './pseudonyms.ts';
import { repliesIn, withoutPrevious } from './replies.ts';
import { reportsIn } from './reports.ts';
import { promised } from './promise.ts';
import type { Json, People, SettingsRows, Store, Votes, Welcomes } from './store.ts';

/**
 * Opens the store, creating or migrating its file if necessary.
 *
 * @param path `:memory:` for a store that nothing survives
 * @throws {StoreError} when the file cannot be used, with what to do as its message
 */
export function openStore(path: string): Store {
  const database = openDatabase(path);
  return {
    people: peopleIn(database),
    settings: settingsIn(database),
    replies: repliesIn(database),
    votes: votesIn(database),
    reports: reportsIn(database),
    welcomes: welcomesIn(database),
    feeds: feedsIn(database),
    audit: auditIn(database),
    pages: pagesIn(database),
    journal: journalIn(database),
    check: () => promised(() => { database.check(); }),
    subscriptions: subscriptionsIn(database),
    outbox: outboxIn(database),
    articles: null,
    copyTo: (copy) => promised(() => void database.run('VACUUM INTO ?', copy)),
    close: () => promised(() => { database.close(); }),
  }; // prettier-ignore
}

function peopleIn(database: Database): People {
  const key = String(database.get(`SELECT value FROM keys WHERE name = 'pseudonyms'`)?.value);
  return {
    pseudonymOf: keyedPseudonyms(key),
    forget: (person) =>
      promised(() =>
        database.whole(() => {
          // What they asked stands beside the follow-ups of others too; older versions kept it without its asker.
          database.run(
            `UPDATE replies SET ${withoutPrevious}
             WHERE previous_asker = ? OR previous IN
               (SELECT trim(options ->> 'question') FROM replies WHERE asker = ?)`,
            person,
            person,
          );
          database.run('UPDATE audit SET person = NULL, account = NULL WHERE person = ?', person);
          // What they follow for themselves ends; what a server follows goes on without its maker.
          const subscriptions = database.run(
            'DELETE FROM subscriptions WHERE person = ? AND channel IS NULL',
            person,
          ).changes;
          database.run('UPDATE subscriptions SET person = NULL, account = NULL WHERE person = ?', person);
          return {
            subscriptions,
            votes: database.run('DELETE FROM votes WHERE voter = ?', person).changes,
            questions: database.run(
              `UPDATE replies SET asker = NULL, options = 'null', previous = NULL, previous_asker = NULL, previous_at = NULL,
               answer = 'null' WHERE asker = ?`,
              person,
            ).changes,
          };
        }),
      ).then((forgotten) => {
        database.empty();
        return forgotten;
      }),
  };
}

function settingsIn(database: Database): SettingsRows {
  return {
    all: () =>
      promised(() => {
        const rows = database.all('SELECT server, settings FROM settings');
        return new Map(
          rows.map(({ server, settings }) => [String(server), JSON.parse(String(settings)) as Json]),
        );
      }),
    put: (server, settings) =>
      promised(
        () =>
          void database.run(
            'INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET settings = excluded.settings',
            server,
            JSON.stringify(settings),
          ),
      ),
  };
}

function votesIn(database: Database): Votes {
  return {
    cast: ({ reply, voter, isHelpful, problem, reason, at }) =>
      promised(() => {
        const { changes } = database.run(
          `INSERT INTO votes (reply, voter, value, problem, reason, at) SELECT id, ?, ?, ?, ?, ? FROM replies WHERE id = ?
           ON CONFLICT DO UPDATE SET value = excluded.value, problem = excluded.problem, reason = excluded.reason,
             at = excluded.at`,
          voter,
          isHelpful ? 'up' : 'down',
          problem,
          reason,
          at.getTime(),
          reply,
        );
        if (changes === 0) return null;
        const tally = database.get(
          `SELECT count(*) FILTER (WHERE value = 'up') AS up, count(*) FILTER (WHERE value = 'down') AS down
           FROM votes WHERE reply = ?`,
          reply,
        );
        return { up: Number(tally?.up), down: Number(tally?.down) };
      }),
  };
}

function welcomesIn(database: Database): Welcomes {
  return {
    claim: (server, at) =>
      promised(
        () =>
          database.run('INSERT INTO welcomes VALUES (?, ?) ON CONFLICT DO NOTHING', server, at.getTime())
            .changes > 0,
      ),
  };
}
