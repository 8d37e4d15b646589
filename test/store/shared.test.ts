import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../../src/store/postgres/connect.ts';
import { openShared } from '../../src/store/postgres/open-shared.ts';
import { openSession } from '../../src/store/postgres/session.ts';
import type { Shared } from '../../src/store/shared.ts';
import { NoLeader, OutcomeUnknown, Unwritable } from '../../src/store/store-error.ts';
import type { Store } from '../../src/store/store.ts';
import { hasPostgres, startPostgres, type TestPostgres } from '../postgres.ts';
import { silentWay } from '../silent-way.ts';

const log = pino({ level: 'silent' });
const signal = new AbortController().signal;

type Opened = Shared & { readonly store: Store };

describe.skipIf(!hasPostgres)('processes that share a PostgreSQL', () => {
  let postgres: TestPostgres;
  let url: string;
  const opened: Store[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  afterAll(() => postgres.close());

  const open = async (): Promise<Opened> => {
    const { store, shared } = await openShared(url, log, 1_500);
    opened.push(store);
    return { ...shared, store };
  };
  /** Two on tables of their own. */
  const two = async () => {
    url = await postgres.schema();
    return [await open(), await open()] as const;
  };
  const stand = ({ leadership }: Shared, end: () => void = () => undefined) =>
    new Promise<void>((resolve) => {
      leadership.stand({ prepare: () => Promise.resolve(), begin: resolve, end });
    });
  /** Ends all sessions that hold locks, as a network does that fails. */
  const cut = () =>
    postgres.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kutip session'`,
    );
  const leave = async ({ store }: Opened) => {
    opened.splice(opened.indexOf(store), 1);
    await store.close();
  };

  it('have one leader; another takes over when it leaves, and what the first would still write is refused', async () => {
    const [one, other] = await two();
    let wasTold = false;
    await stand(one, () => (wasTold = true));
    const took = stand(other);
    await one.asLeader.settings.put('server', 'of one');
    await expect(other.asLeader.settings.put('server', 'of other')).rejects.toThrow(Unwritable);
    expect([one.leadership.isLeader, other.leadership.isLeader]).toEqual([true, false]);
    await cut();
    await expect.poll(() => wasTold).toBe(true);
    await expect
      .poll(() => one.leadership.isLeader || other.leadership.isLeader, { timeout: 5_000 })
      .toBe(true);
    const [leader, follower] = one.leadership.isLeader ? [one, other] : [other, one];
    expect(follower.leadership.isLeader).toBe(false);
    await expect(follower.asLeader.settings.put('server', 'too late')).rejects.toThrow(
      'Another process is the leader',
    );
    await leave(leader);
    if (leader === one) await took;
    await expect.poll(() => follower.leadership.isLeader, { timeout: 5_000 }).toBe(true);
    await follower.asLeader.settings.put('server', 'in office');
    expect(await follower.store.settings.all()).toEqual(new Map([['server', 'in office']]));
  });

  it('go on reading and writing where a slow change was refused since they do not lead any more', async () => {
    const connections = await connect(await postgres.schema());
    onTestFinished(() => connections.close());
    const refused = connections.whole(async () => {
      await wait(1_100);
      throw new Unwritable('Another process is the leader now.');
    });
    await expect(refused).rejects.toThrow('Another process is the leader now.');
    expect(await connections.get('SELECT 1 AS one')).toEqual({ one: 1 });
  });

  it('tell each other of changed settings', async () => {
    const [one, other] = await two();
    const heard = new Promise<void>((resolve) => {
      other.store.settings.onChange!(resolve);
    });
    await wait(100);
    await one.store.settings.put('server', { quotes: 1 });
    await heard;
  });

  it('have each shard once, whoever leaves, and agree on how many there are', async () => {
    const [{ shards: one, ...first }, { shards: other }] = await two();
    expect([await one.join(4), await other.join(8)]).toEqual([4, 4]);
    expect([await one.take(2), await other.take(2), await other.take(3)]).toEqual([true, false, true]);
    await expect.poll(() => other.held(), { timeout: 10_000 }).toMatchObject({ mine: [3], free: [0, 1] });
    expect([...(await other.held()).each]).toEqual([1, 1]);
    await other.giveUp(3);
    expect((await one.held()).free).toEqual([0, 1, 3]);
    await leave({ shards: one, ...first });
    expect((await other.held()).free).toEqual([0, 1, 2, 3]);
    expect(await other.take(2)).toBe(true);
  });

  it('keep their shards while the server is stopped and started again, and give none to others meanwhile', async () => {
    const [one, other] = await two();
    await one.shards.join(2);
    await other.shards.join(2);
    await one.shards.take(0);
    await other.shards.take(1);
    const lost: number[] = [];
    for (const { shards } of [one, other]) shards.onLost((shard) => lost.push(shard));
    await postgres.kill();
    await wait(1_000);
    await expect(one.shards.held()).rejects.toThrow(Unwritable);
    await postgres.start();
    await expect
      .poll(() => one.shards.held().catch(() => null), { timeout: 5_000 })
      .toMatchObject({ mine: [0], free: [] });
    await expect
      .poll(() => other.shards.held().catch(() => null), { timeout: 5_000 })
      .toMatchObject({ mine: [1] });
    expect(lost).toEqual([]);
  });

  it('lose a shard that somebody else has taken meanwhile', async () => {
    const [one, other] = await two();
    await one.shards.join(1);
    await other.shards.join(1);
    await one.shards.take(0);
    const lost = new Promise<number>((resolve) => {
      one.shards.onLost(resolve);
    });
    // It waits at the door.
    let isOther = false;
    const waiting = (async () => {
      while (!isOther) isOther = await other.shards.take(0).catch(() => false);
    })();
    await postgres.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = 100000`,
    );
    await waiting;
    expect(await lost).toBe(0);
    expect(new Set((await one.shards.held()).each)).toEqual(new Set([0, 1]));
  });

  it('keep their locks where the server was silent for a moment, and still has the session that was given up', async () => {
    url = await postgres.schema();
    const way = await silentWay(postgres.port);
    const lost: number[] = [];
    const session = await openSession(url.replace(`:${postgres.port}/`, `:${way.port}/`), {
      ended: () => undefined,
      lost: (key) => lost.push(key),
      fleeting: [],
      log,
    });
    onTestFinished(() => session.close());
    await session.lock(7);
    const [before] = await session.locks();
    way.fallSilent();
    const isOver = () =>
      session.query('SELECT 1').then(
        () => false,
        () => true,
      );
    await expect.poll(isOver, { timeout: 8_000 }).toBe(true);
    way.speakAgain();
    await expect.poll(isOver, { timeout: 8_000 }).toBe(false);
    const [after] = await session.locks();
    expect(after).toMatchObject({ key: 7, isMine: true });
    expect(after?.pid).not.toBe(before?.pid);
    expect(lost).toEqual([]);
  }, 25_000);

  it('count their locks as lost where the server is silent, before it gives them to others', async () => {
    url = await postgres.schema();
    const way = await silentWay(postgres.port);
    const lost: number[] = [];
    const session = await openSession(url.replace(`:${postgres.port}/`, `:${way.port}/`), {
      ended: () => undefined,
      lost: (key) => lost.push(key),
      fleeting: [],
      log,
      unheard: { lostMs: 1_000, endedMs: 10_000 },
    });
    onTestFinished(() => session.close());
    await session.lock(7);
    way.fallSilent();
    await expect.poll(() => lost, { timeout: 12_000 }).toEqual([7]);
    await expect(session.lock(8)).rejects.toThrow(Unwritable);
    way.speakAgain();
    await expect.poll(() => session.lock(8).catch(() => false), { timeout: 5_000 }).toBe(true);
  }, 20_000);

  it('end the session of one that is not heard any more, as any user may, and not that of one that is', async () => {
    const table = new URL(await postgres.schema());
    const schema = table.searchParams.get('options')!.split('=').at(-1)!;
    await postgres.query(`CREATE ROLE plain LOGIN PASSWORD 'plain'; GRANT ALL ON SCHEMA ${schema} TO plain`);
    const way = await silentWay(postgres.port);
    const unheard = { lostMs: 2_000, endedMs: 3_000 };
    const lost: string[] = [];
    const sessionOf = async (name: string, port: number) => {
      const plain = Object.assign(new URL(table), {
        username: 'plain',
        password: 'plain',
        port: String(port),
      });
      const session = await openSession(plain.href, {
        ended: () => undefined,
        lost: (key) => lost.push(`${name} ${key}`),
        fleeting: [],
        log,
        unheard,
      });
      onTestFinished(() => session.close());
      return session;
    };
    const hanging = await sessionOf('hanging', way.port);
    const [heard, other] = [await sessionOf('heard', postgres.port), await sessionOf('other', postgres.port)];
    await hanging.lock(7);
    await heard.lock(8);
    const isSure = hanging.holding(7)!;
    way.fallSilent();
    expect(await other.lock(7)).toBe(false);
    await expect.poll(() => other.lock(7), { timeout: 8_000 }).toBe(true);
    expect(isSure()).toBe(false);
    expect(hanging.holding(7)).toBeNull();
    expect(await other.lock(8)).toBe(false);
    expect(lost).toEqual(['hanging 7']);
  }, 15_000);

  it('log in one after the other where they have to', async () => {
    const [{ shards: one }, { shards: other }] = await two();
    const at: number[] = [];
    const turn = async (shards: Shared['shards'], bucket: number) => {
      await shards.turn(bucket, 300, signal);
      at.push(performance.now());
    };
    await Promise.all([turn(one, 0), turn(one, 0), turn(other, 0)]);
    const [first = 0, second = 0, third = 0] = at;
    expect(second - first).toBeGreaterThan(250);
    expect(third - second).toBeGreaterThan(250);
  });

  it('keep what changes a reply for others, for as long as it does', async () => {
    const [one, other] = await two();
    await one.tokens.put('reply', 'sealed', new Date(Date.now() + 60_000));
    await one.tokens.put('old', 'sealed', new Date(Date.now() - 1));
    expect([await other.tokens.get('reply'), await other.tokens.get('old')]).toEqual(['sealed', null]);
  });

  describe('a call to the leader', () => {
    it('is done there, once, with its progress and what came of it', async () => {
      const [one, other] = await two();
      const done: unknown[] = [];
      for (const { calls } of [one, other])
        calls.serve((method, given, progress) => {
          done.push([method, ...given]);
          progress(1, 2);
          return method === 'fail'
            ? Promise.reject(new Unwritable('the disk is full'))
            : Promise.resolve({ at: new Date(0), nothing: undefined });
        }, log);
      await stand(one);
      const told: number[][] = [];
      const outcome = await other.calls.call('add', ['url', null], (...progress) => told.push(progress));
      expect(outcome).toEqual({ at: new Date(0), nothing: undefined });
      expect(told.at(-1)).toEqual([1, 2]);
      await expect(other.calls.call('fail', [])).rejects.toThrow(new Unwritable('the disk is full'));
      expect(done).toEqual([['add', 'url', null], ['fail']]);
    });

    it('is not done where there is none, nor afterwards', async () => {
      const [one, other] = await two();
      let times = 0;
      one.calls.serve(() => Promise.resolve(times++), log);
      await expect(other.calls.call('add', [])).rejects.toThrow(NoLeader);
      await stand(one);
      await wait(1_000);
      expect(times).toBe(0);
    });

    it('has an outcome that nobody knows where the leader dies in the middle, and is not done again', async () => {
      const [one, other] = await two();
      let times = 0;
      const begun = new Promise<void>((resolve) => {
        for (const { calls } of [one, other])
          calls.serve(() => {
            times++;
            resolve();
            return new Promise(() => undefined);
          }, log);
      });
      await stand(one);
      const call = other.calls.call('add', []);
      const unknown = expect(call).rejects.toThrow(OutcomeUnknown);
      await begun;
      const next = stand(other);
      await leave(one);
      await next;
      await unknown;
      await wait(1_000);
      expect(times).toBe(1);
    });
  });
});
