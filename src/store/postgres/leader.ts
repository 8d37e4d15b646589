import { Unwritable } from '../store-error.ts';
import type { Leadership, Office } from '../shared.ts';
import type { PgConnections } from './database.ts';
import { keys } from './locks.ts';
import type { Session } from './session.ts';

/** How often a process that is not the leader tries to be, in milliseconds. */
const tryMs = 1_000;

export interface PgLeadership extends Leadership {
  /** Which term of office this is; `null`: none. Each is one more than the last, whoever has it. */
  readonly epoch: number | null;
  /** The session has ended, and the office with it. */
  readonly ended: () => void;
  close(): void;
}

/** Takes office with a lock, and begins a term that ends all others. */
export function leadershipBy(session: () => Session): PgLeadership {
  let epoch: number | null = null;
  let isPrepared = false;
  let office: Office | null = null;
  let isTrying = false;

  const takeOffice = async ({ prepare, begin }: Office) => {
    if (!(await session().lock(keys.office))) return;
    const [row] = await session().query('UPDATE leader SET epoch = epoch + 1 RETURNING epoch');
    const term = Number(row?.epoch);
    epoch = term;
    await prepare();
    // The session may have ended meanwhile.
    isPrepared = epoch === term;
    if (isPrepared) begin();
  };
  const tryIt = () => {
    if (office === null || isPrepared || isTrying) return;
    isTrying = true;
    takeOffice(office)
      // It is tried again.
      .catch(() => undefined)
      .finally(() => (isTrying = false));
  };
  const timer = setInterval(tryIt, tryMs).unref();
  const end = () => {
    const wasLeader = isPrepared;
    epoch = null;
    isPrepared = false;
    if (wasLeader) office?.end();
  };
  return {
    get isLeader() {
      return isPrepared && session().holding(keys.office) !== null;
    },
    get epoch() {
      return epoch;
    },
    stand(given) {
      office = given;
      tryIt();
    },
    ended: end,
    close() {
      clearInterval(timer);
      office = null;
      end();
    },
  };
}

/** Connections whose writes are refused unless this process is the leader, at the very moment at which they are made. */
export function fenced(
  connections: PgConnections,
  leadership: { readonly epoch: number | null },
): PgConnections {
  const whole: PgConnections['whole'] = (work) =>
    connections.whole(async (transaction) => {
      const term = await transaction.get(
        'SELECT epoch FROM leader WHERE epoch = $1 FOR SHARE',
        leadership.epoch ?? -1,
      );
      if (term === undefined)
        throw new Unwritable('Another process is the leader now, or will be soon: this one may not write.');
      return work(transaction);
    });
  const isReading = (sql: string) => /^\s*SELECT\b/i.test(sql);
  return {
    ...connections,
    run: (sql, ...values) => whole((transaction) => transaction.run(sql, ...values)),
    get: (sql, ...values) =>
      isReading(sql)
        ? connections.get(sql, ...values)
        : whole((transaction) => transaction.get(sql, ...values)),
    all: (sql, ...values) =>
      isReading(sql)
        ? connections.all(sql, ...values)
        : whole((transaction) => transaction.all(sql, ...values)),
    whole,
  };
}
