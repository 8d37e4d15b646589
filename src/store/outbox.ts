import { randomBytes } from 'node:crypto';
import type { Database, Row } from './database.ts';
import { promised } from './promise.ts';
import type { Arrival, Json, Outbox, Post, Pseudonym, Subscription, Subscriptions } from './store.ts';

export function subscriptionsIn(database: Database): Subscriptions {
  return {
    add: (subscription, most) =>
      promised(() =>
        database.whole(() => {
          const { kind, server, channel, person, account, locale, since, nextAt, wanted } = subscription;
          const { n } = (
            channel === null
              ? database.get(
                  'SELECT count(*) AS n FROM subscriptions WHERE channel IS NULL AND person = ?',
                  person ?? '',
                )
              : database.get(
                  'SELECT count(*) AS n FROM subscriptions WHERE channel IS NOT NULL AND server = ?',
                  server ?? '',
                )
          ) as { n: number };
          if (n >= most) return null;
          const id = randomBytes(4).toString('hex');
          database.run(
            'INSERT INTO subscriptions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
            id,
            kind,
            server,
            channel,
            person,
            account,
            locale,
            since.getTime(),
            nextAt?.getTime() ?? null,
            JSON.stringify(wanted),
            'null',
          );
          return { ...subscription, id, state: null };
        }),
      ),
    all: () =>
      promised(() => database.all('SELECT * FROM subscriptions ORDER BY since, rowid').map(subscriptionIn)),
    get: (id) =>
      promised(
        () => database.all('SELECT * FROM subscriptions WHERE id = ?', id).map(subscriptionIn)[0] ?? null,
      ),
    remove: (id) => promised(() => database.run('DELETE FROM subscriptions WHERE id = ?', id).changes > 0),
  };
}

export function outboxIn(database: Database): Outbox {
  return {
    arrive: ({ article, feed, at }) =>
      promised(
        () =>
          void database.run(
            `INSERT INTO arrivals SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM subscriptions) ON CONFLICT DO NOTHING`,
            article,
            feed,
            at.getTime(),
          ),
      ),
    arrivals: () => promised(() => database.all('SELECT * FROM arrivals ORDER BY at').map(arrivalIn)),
    put: ({ arrivals = [], posts, states = [] }) =>
      promised(() => {
        database.whole(() => {
          for (const article of arrivals) database.run('DELETE FROM arrivals WHERE article = ?', article);
          for (const { subscription, key, at, content } of posts)
            database.run(
              `INSERT INTO posts (subscription, key, at, content) SELECT id, ?, ?, ? FROM subscriptions WHERE id = ?
               ON CONFLICT DO NOTHING`,
              key,
              at.getTime(),
              JSON.stringify(content),
              subscription,
            );
          for (const { subscription, state, nextAt } of states)
            database.run(
              'UPDATE subscriptions SET state = ?, next = ? WHERE id = ?',
              JSON.stringify(state),
              nextAt?.getTime() ?? null,
              subscription,
            );
        });
      }),
    waiting: () =>
      promised(() => database.all('SELECT * FROM posts WHERE sent IS NULL ORDER BY id').map(postIn)),
    sent: (subscription, since) =>
      promised(() =>
        database
          .all(
            'SELECT * FROM posts WHERE subscription = ? AND sent >= ? ORDER BY sent DESC, id DESC',
            subscription,
            since.getTime(),
          )
          .map(postIn),
      ),
    begin: (posts, reply) =>
      promised(() => {
        database.whole(() => {
          for (const id of posts) database.run('UPDATE posts SET reply = ? WHERE id = ?', reply, id);
        });
      }),
    finish: (reply, { channel, message }, at) =>
      promised(() => {
        database.whole(() => {
          database.run('UPDATE replies SET channel = ?, message = ? WHERE id = ?', channel, message, reply);
          database.run('UPDATE posts SET sent = ? WHERE reply = ?', at.getTime(), reply);
        });
      }),
    drop: (posts) =>
      promised(() => {
        database.whole(() => {
          for (const id of posts) database.run('DELETE FROM posts WHERE id = ?', id);
        });
      }),
    purge: (before) =>
      promised(() => {
        database.run('DELETE FROM posts WHERE coalesce(sent, at) < ?', before.getTime());
        database.run('DELETE FROM arrivals WHERE at < ?', before.getTime());
      }),
  };
}

export function subscriptionIn(row: Row): Subscription {
  return {
    id: row.id as string,
    kind: row.kind as Subscription['kind'],
    server: row.server as string | null,
    channel: row.channel as string | null,
    person: row.person as Pseudonym | null,
    account: row.account as string | null,
    locale: row.locale as Subscription['locale'],
    since: new Date(row.since as number),
    nextAt: row.next === null ? null : new Date(row.next as number),
    wanted: JSON.parse(row.wanted as string) as Json,
    state: JSON.parse(row.state as string) as Json,
  };
}

export function arrivalIn({ article, feed, at }: Row): Arrival {
  return { article: article as string, feed: feed as string | null, at: new Date(at as number) };
}

export function postIn(row: Row): Post {
  return {
    id: row.id as number,
    subscription: row.subscription as string,
    key: row.key as string,
    at: new Date(row.at as number),
    content: JSON.parse(row.content as string) as Json,
    reply: row.reply as string | null,
    sentAt: row.sent === null ? null : new Date(row.sent as number),
  };
}
