import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Row } from '../database.ts';
import { Unwritable } from '../store-error.ts';
import { placeOf, unwritableBy } from './problem.ts';

/** Milliseconds. */
const times = {
  /** How often it is looked whether the session is still there, and how soon it is opened again. */
  look: 2_000,
  again: 500,
  /** How long an answer may take. */
  patience: 2_000,
};

/** How long the locks of a session outlive a server that is silent; one that is cut off ends it after 20 seconds (`settings`). */
const silentMs = 15_000;

/** Has the server end a session whose machine is silent: after 5 s, and three times 5 s more. */
const settings = `SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
  SET tcp_user_timeout = 20000`;

/** A session of its own, which is opened again whenever it ends, with the locks that it holds. */
export interface Session {
  /** @throws {Unwritable} while there is no session */
  query(sql: string, ...values: readonly (string | number)[]): Promise<readonly Row[]>;
  /** Takes an advisory lock, unless another session has it. @returns whether it has it now */
  lock(key: number): Promise<boolean>;
  unlock(key: number): Promise<void>;
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
  /** How long locks count as held while the server is silent, in milliseconds; default 15 seconds. */
  readonly trustedMs?: number;
}

/**
 * Opens a session and keeps it. Its locks have two keys, the first of which stands for the tables that are used. They outlive a
 * server that is stopped and started again, since nobody else can take them meanwhile: they are taken again before anything else.
 * They are lost where somebody else has them then, and where the server has been silent for so long that it may have given them
 * to others.
 *
 * @throws {StoreError} when it cannot be opened the first time
 */
export async function openSession(
  url: string,
  { ended, lost, fleeting, trustedMs = silentMs }: Listeners,
): Promise<Session> {
  const place = placeOf(url);
  const held = new Set<number>();
  const channels = new Map<string, (payload: string | null) => void>();
  let client: pg.Client | null = null;
  let owner = 0;
  /** The session on the server; once it is lost here, it may still be there, and hold the locks. */
  let before: { readonly pid: number; readonly start: string } | null = null;
  /** When the server was known to have the session, on the clock of `performance.now()`. */
  let heardAt = performance.now();
  let isClosed = false;
  let wake: () => void = () => undefined;

  const loseAll = () => {
    for (const key of [...held]) {
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
      query_timeout: times.patience,
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
      await fresh.query(settings);
      const [row] = (
        await fresh.query<{ owner: number; pid: number; start: string }>(
          `SELECT hashtext('kutip ' || current_schema()) & 2147483647 AS owner, pid, backend_start::text AS start
           FROM pg_stat_activity WHERE pid = pg_backend_pid()`,
        )
      ).rows;
      owner = row?.owner ?? 0;
      if (before !== null) await endSession(fresh, before);
      before = row ?? null;
      for (const channel of channels.keys()) await fresh.query(`LISTEN ${channel}`);
      for (const key of held) {
        const again = await fresh.query<{ is: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS is', [
          owner,
          key,
        ]);
        if (again.rows[0]?.is === true) continue;
        held.delete(key);
        lost(key);
      }
    } catch (error) {
      hangUp(fresh);
      throw error;
    }
    heardAt = startedAt;
    client = fresh;
    for (const heard of channels.values()) heard(null);
  }

  async function look(): Promise<void> {
    const startedAt = performance.now();
    const looked = client;
    try {
      if (looked === null) await open();
      else await query('SELECT 1');
      heardAt = Math.max(heardAt, startedAt);
    } catch (error) {
      if (looked !== null) drop(looked);
      // A server that does not run gives its locks to nobody.
      if (isStopped(error)) heardAt = performance.now();
      else if (performance.now() - heardAt > trustedMs) loseAll();
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
      if (client === null) throw new Unwritable(`There is no session at the PostgreSQL at ${place} now.`);
      try {
        return (await client.query<Row>(sql, [...values])).rows;
      } catch (error) {
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
      if (row?.is === true) held.add(key);
      return row?.is === true;
    },
    async unlock(key) {
      held.delete(key);
      await query('SELECT pg_advisory_unlock($1, $2)', owner, key);
    },
    locks: async () => {
      const rows = await query(
        `SELECT objid::int AS key, pid, pid = pg_backend_pid() AS mine FROM pg_locks
         WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = $1
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
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
      await open?.end().catch(() => undefined);
      await keeping;
    },
  };
}

/** Has the server end a session that it may not know to be over, and waits for that. */
async function endSession(
  client: pg.Client,
  { pid, start }: { readonly pid: number; readonly start: string },
): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    const { rows } = await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2',
      [pid, start],
    );
    if (rows.length === 0) return;
    await sleep(100);
  }
}

/** Ends a connection without a goodbye, for which a server that is silent would be waited for. */
function hangUp(client: pg.Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

/** Whether nothing listens at the server's address, or what does says that it is starting or stopping. */
function isStopped(error: unknown): boolean {
  const { code } = (error instanceof Unwritable ? error.cause : error) as { readonly code?: unknown };
  return ['ECONNREFUSED', 'ENOENT', '57P01', '57P02', '57P03'].includes(String(code));
}
