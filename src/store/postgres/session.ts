import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import pg from 'pg';
import type { Row } from '../database.ts';
import { Unwritable } from '../store-error.ts';
import { placeOf, unwritableBy } from './problem.ts';

/** Milliseconds. */
const times = {
  /** How often PostgreSQL hears of this process, and how soon a session that has ended is opened again. */
  look: 1_000,
  again: 500,
  /** How long an answer may take. */
  patience: 3_000,
  /** How long a goodbye may take. */
  closing: 500,
};

/**
 * How long a process that PostgreSQL does not hear keeps its locks, in milliseconds: it counts them as lost by its own clock, before
 * the others end its session by theirs. A process that is merely busy is heard again sooner.
 */
const unheardFor = { lostMs: 8_000, endedMs: 10_000 };

/** Who was not served for so long itself cannot tell how long others were not heard, in milliseconds. */
const blindMs = 5_000;

/** Where nobody else ends it: has the server end a session whose machine is silent, after 5 s, and three times 5 s more. */
const settings = `SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
  SET tcp_user_timeout = 20000`;

/** The locks that sessions hold which use the same tables. */
const ours = `locktype = 'advisory' AND granted AND objsubid = 2 AND classid = $1
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** A session, and when it was heard of last, by the clock of the server. */
const sign = `concat_ws(' ', pid, backend_start, state_change)`;

/** A session of its own, which is opened again whenever it ends, with the locks that it holds. */
export interface Session {
  /** @throws {Unwritable} while there is no session */
  query(sql: string, ...values: readonly (string | number)[]): Promise<readonly Row[]>;
  /** Takes an advisory lock, unless another session has it. @returns whether it has it now */
  lock(key: number): Promise<boolean>;
  unlock(key: number): Promise<void>;
  /** @returns tells whether this process has had a lock ever since, for sure; `null`: it has not got it */
  holding(key: number): (() => boolean) | null;
  /** All locks that sessions hold which use the same tables. */
  locks(): Promise<readonly HeldLock[]>;
  /** Hears a channel, and is told `null` each time something may have been missed. */
  listen(channel: string, heard: (payload: string | null) => void): void;
  close(): Promise<void>;
}

export interface HeldLock {
  readonly key: number;
  /** Whose session holds it, by its process on the server. */
  readonly pid: number;
  readonly isMine: boolean;
}

interface Listeners {
  /** The session has ended; what holds only as long as it lasts is over. */
  readonly ended: () => void;
  /** A lock is another's now, or could be. */
  readonly lost: (key: number) => void;
  /** Locks that are not taken again when the session is. */
  readonly fleeting: readonly number[];
  readonly log: Logger;
  /** Default as above, for tests. */
  readonly unheard?: typeof unheardFor;
}

/**
 * Opens a session and keeps it. Its locks have two keys, the first of which stands for the tables that are used. They outlive a
 * server that is stopped and started again, since nobody else can take them meanwhile: they are taken again before anything else.
 * They are lost where somebody else has them then, and where the server has not heard of this process for so long that others may
 * have ended its session, as all do with each that they have not seen a sign of life of.
 *
 * @throws {StoreError} when it cannot be opened the first time
 */
export async function openSession(
  url: string,
  { ended, lost, fleeting, log, unheard = unheardFor }: Listeners,
): Promise<Session> {
  const place = placeOf(url);
  /** With what changes each time that one is taken. */
  const held = new Map<number, symbol>();
  const channels = new Map<string, (payload: string | null) => void>();
  let client: pg.Client | null = null;
  let owner = 0;
  /** The session on the server; once it is lost here, it may still be there, and hold the locks. */
  let before: { readonly pid: number; readonly start: string } | null = null;
  /** When the server was known to have the session, on the clock of `performance.now()`. */
  let heardAt = performance.now();
  /** The other sessions, each as it was heard of last, and since when it is so on the same clock. */
  let others: ReadonlyMap<string, number> = new Map();
  let isClosed = false;
  let wake: () => void = () => undefined;

  const loseAll = () => {
    for (const key of [...held.keys()]) {
      held.delete(key);
      lost(key);
    }
  };

  const drop = (gone: pg.Client) => {
    if (client !== gone) return;
    client = null;
    hangUp(gone);
    for (const key of fleeting) held.delete(key);
    ended();
    wake();
  };

  async function open(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'kutip session',
      connectionTimeoutMillis: times.patience,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
    });
    fresh.on('error', () => {
      drop(fresh);
    });
    fresh.on('end', () => {
      drop(fresh);
    });
    fresh.on('notification', ({ channel, payload = '' }) => channels.get(channel)?.(payload));
    const startedAt = performance.now();
    try {
      await fresh.connect();
      await inTime(fresh.query(settings));
      const [row] = (
        await inTime(
          fresh.query<{ owner: number; pid: number; start: string }>(
            `SELECT hashtext('kutip ' || current_schema()) & 2147483647 AS owner, pid, backend_start::text AS start
             FROM pg_stat_activity WHERE pid = pg_backend_pid()`,
          ),
        )
      ).rows;
      owner = row?.owner ?? 0;
      if (before !== null) await endSession(fresh, before);
      before = row ?? null;
      for (const channel of channels.keys()) await inTime(fresh.query(`LISTEN ${channel}`));
      for (const key of [...held.keys()]) {
        const again = await inTime(
          fresh.query<{ is: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS is', [owner, key]),
        );
        if (again.rows[0]?.is === true) continue;
        held.delete(key);
        lost(key);
      }
    } catch (error) {
      hangUp(fresh);
      throw error;
    }
    if (isClosed) {
      hangUp(fresh);
      return;
    }
    heardAt = startedAt;
    // Whoever has no session cannot tell whether others are heard.
    others = new Map();
    client = fresh;
    for (const heard of channels.values()) heard(null);
  }

  /** Whether this process was heard lately; else all is lost. It may have hung until now: only its own clock tells it at once. */
  const isHeard = (): boolean => {
    const silentMs = performance.now() - heardAt;
    if (silentMs <= unheard.lostMs) return true;
    if (held.size > 0)
      log.warn(
        `PostgreSQL has not heard from this process for ${Math.round(silentMs / 1000)} s (it hung, or cannot reach PostgreSQL): it gives up its shards and the lead, which others may have by now`,
      );
    if (client !== null) drop(client);
    loseAll();
    return false;
  };

  async function look(): Promise<void> {
    // After a hang, what is found now says nothing of what was meanwhile.
    isHeard();
    const startedAt = performance.now();
    const looked = client;
    try {
      if (looked === null) await open();
      else await endUnheard(startedAt - heardAt > blindMs);
      heardAt = Math.max(heardAt, startedAt);
    } catch (error) {
      if (looked !== null) drop(looked);
      // A server that does not run gives its locks to nobody.
      if (isHeard() && isStopped(error)) heardAt = performance.now();
    }
  }

  /** Is a sign of life itself, and ends sessions without one: a machine answers for a process that hangs. @param isBlind see `blindMs` */
  async function endUnheard(isBlind: boolean): Promise<void> {
    const rows = await query(
      `SELECT ${sign} AS sign FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = current_user
         AND state_change IS NOT NULL AND pid IN (SELECT pid FROM pg_locks WHERE ${ours})`,
      owner,
    );
    const now = performance.now();
    const before = isBlind ? new Map<string, number>() : others;
    others = new Map(rows.map((row) => [String(row.sign), before.get(String(row.sign)) ?? now]));
    for (const [one, since] of others) {
      if (now - since < unheard.endedMs) continue;
      const [found] = await query(
        `SELECT pid, host(client_addr) AS address, pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${sign} = $1`,
        one,
      );
      if (found !== undefined)
        log.warn(
          { address: found.address, backend: found.pid },
          `PostgreSQL has not heard from a process for ${unheard.endedMs / 1000} s (it hangs, or cannot reach PostgreSQL): its session is ended, and others take its shards and the lead`,
        );
    }
  }

  async function keep(): Promise<void> {
    while (!isClosed) {
      await look();
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, client === null ? times.again : times.look).unref();
      });
    }
  }

  /** One at a time, as a session does them. */
  let last: Promise<unknown> = Promise.resolve();
  const query: Session['query'] = (sql, ...values) => {
    const asked = last.then(async () => {
      const used = client;
      if (used === null) throw new Unwritable(`There is no session at the PostgreSQL at ${place} now.`);
      try {
        return (await inTime(used.query<Row>(sql, [...values]))).rows;
      } catch (error) {
        // A server that is silent is waited for once, not by each.
        if (!(error instanceof pg.DatabaseError)) drop(used);
        throw unwritableBy(error, place) ?? error;
      }
    });
    last = asked.catch(() => undefined);
    return asked;
  };

  await open().catch((error: unknown) => {
    throw unwritableBy(error, place) ?? error;
  });
  const keeping = keep();
  return {
    query,
    async lock(key) {
      if (held.has(key)) return true;
      const [row] = await query('SELECT pg_try_advisory_lock($1, $2) AS is', owner, key);
      if (row?.is !== true || !isHeard()) return false;
      held.set(key, Symbol());
      return true;
    },
    async unlock(key) {
      held.delete(key);
      await query('SELECT pg_advisory_unlock($1, $2)', owner, key);
    },
    holding(key) {
      const taken = held.get(key);
      return taken === undefined || !isHeard() ? null : () => isHeard() && held.get(key) === taken;
    },
    locks: async () => {
      const rows = await query(
        `SELECT objid::int AS key, pid, pid = pg_backend_pid() AS mine FROM pg_locks WHERE ${ours}`,
        owner,
      );
      return rows.map(({ key, pid, mine }) => ({
        key: Number(key),
        pid: Number(pid),
        isMine: mine === true,
      }));
    },
    listen(channel, heard) {
      channels.set(channel, heard);
      query(`LISTEN ${channel}`).catch(() => undefined);
    },
    async close() {
      isClosed = true;
      const open = client;
      client = null;
      wake();
      const ended = Promise.all([open?.end().catch(() => undefined), keeping]);
      await Promise.race([ended, sleep(times.closing, undefined, { ref: false })]);
      if (open !== null) hangUp(open);
    },
  };
}

/** Has the server end a session that it may not know to be over, and waits for that. */
async function endSession(
  client: pg.Client,
  { pid, start }: { readonly pid: number; readonly start: string },
): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    const { rows } = await inTime(
      client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2',
        [pid, start],
      ),
    );
    if (rows.length === 0) return;
    await sleep(100);
  }
}

/** An answer, unless it takes too long. One that came while this process was busy counts: it is read before the time is over. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  const answered = new AbortController();
  const late = async (): Promise<never> => {
    await sleep(times.patience, undefined, { signal: answered.signal });
    await nextRound();
    throw new Error('Query read timeout');
  };
  try {
    return await Promise.race([answer, late()]);
  } finally {
    answered.abort();
  }
}

/** Ends a connection without a goodbye, for which a server that is silent would be waited for. */
function hangUp(client: pg.Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

/** Whether nothing listens at the server's address, or what does says that it is starting or stopping. A session that is ended (57P01) may have been so by others. */
function isStopped(error: unknown): boolean {
  const said = (error instanceof Unwritable ? error.cause : error) as { readonly code?: unknown } | undefined;
  return ['ECONNREFUSED', 'ENOENT', '57P02', '57P03'].includes(String(said?.code));
}
