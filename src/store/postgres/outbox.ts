import { randomBytes } from 'node:crypto';
import { arrivalIn, postIn, subscriptionIn } from '../outbox.ts';
import type { Outbox, Subscriptions } from '../store.ts';
import { json } from '../storable.ts';
import type { PgConnections } from './database.ts';

export function subscriptionsIn(database: PgConnections): Subscriptions {
  return {
    add: (subscription, most) =>
      database.whole(async (transaction) => {
        const { kind, server, channel, person, account, locale, since, nextAt, wanted } = subscription;
        // What is counted must not grow meanwhile.
        await transaction.run('LOCK TABLE subscriptions IN SHARE ROW EXCLUSIVE MODE');
        const made = await (channel === null
          ? transaction.get(
              'SELECT count(*) AS n FROM subscriptions WHERE channel IS NULL AND person = $1',
              person,
            )
          : transaction.get(
              'SELECT count(*) AS n FROM subscriptions WHERE channel IS NOT NULL AND server = $1',
              server,
            ));
        if (Number(made?.n) >= most) return null;
        const id = randomBytes(4).toString('hex');
        await transaction.run(
          'INSERT INTO subscriptions VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
          id,
          kind,
          server,
          channel,
          person,
          account,
          locale,
          since.getTime(),
          nextAt?.getTime() ?? null,
          json(wanted),
          'null',
        );
        return { ...subscription, id, state: null };
      }),
    all: async () =>
      (await database.all('SELECT * FROM subscriptions ORDER BY since, rowid')).map(subscriptionIn),
    get: async (id) =>
      (await database.all('SELECT * FROM subscriptions WHERE id = $1', id)).map(subscriptionIn)[0] ?? null,
    remove: async (id) => (await database.run('DELETE FROM subscriptions WHERE id = $1', id)) > 0,
  };
}

export function outboxIn(database: PgConnections): Outbox {
  return {
    arrive: async ({ article, feed, at }) => {
      await database.run(
        `INSERT INTO arrivals SELECT $1, $2, $3::bigint WHERE EXISTS (SELECT 1 FROM subscriptions) ON CONFLICT DO NOTHING`,
        article,
        feed,
        at.getTime(),
      );
    },
    arrivals: async () => (await database.all('SELECT * FROM arrivals ORDER BY at')).map(arrivalIn),
    put: ({ arrivals = [], posts, states = [] }) =>
      database.whole(async (transaction) => {
        await transaction.run('DELETE FROM arrivals WHERE article = ANY($1)', arrivals);
        for (const { subscription, key, at, content } of posts)
          await transaction.run(
            `INSERT INTO posts (subscription, key, at, content)
             SELECT id, $2, $3::bigint, $4 FROM subscriptions WHERE id = $1 FOR KEY SHARE ON CONFLICT DO NOTHING`,
            subscription,
            key,
            at.getTime(),
            json(content),
          );
        for (const { subscription, state, nextAt } of states)
          await transaction.run(
            'UPDATE subscriptions SET state = $2, next = $3 WHERE id = $1',
            subscription,
            json(state),
            nextAt?.getTime() ?? null,
          );
      }),
    waiting: async () =>
      (await database.all('SELECT * FROM posts WHERE sent IS NULL ORDER BY id')).map(postIn),
    sent: async (subscription, since) =>
      (
        await database.all(
          'SELECT * FROM posts WHERE subscription = $1 AND sent >= $2 ORDER BY sent DESC, id DESC',
          subscription,
          since.getTime(),
        )
      ).map(postIn),
    begin: async (posts, reply) => {
      await database.run('UPDATE posts SET reply = $2 WHERE id = ANY($1)', posts, reply);
    },
    finish: (reply, { channel, message }, at) =>
      database.whole(async (transaction) => {
        await transaction.run(
          'UPDATE replies SET channel = $2, message = $3 WHERE id = $1',
          reply,
          channel,
          message,
        );
        await transaction.run('UPDATE posts SET sent = $2 WHERE reply = $1', reply, at.getTime());
      }),
    drop: async (posts) => {
      await database.run('DELETE FROM posts WHERE id = ANY($1)', posts);
    },
    purge: (before) =>
      database.whole(async (transaction) => {
        await transaction.run('DELETE FROM posts WHERE coalesce(sent, at) < $1', before.getTime());
        await transaction.run('DELETE FROM arrivals WHERE at < $1', before.getTime());
      }),
  };
}
