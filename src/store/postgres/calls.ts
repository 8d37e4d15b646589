import { randomUUID } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { Logger } from 'pino';
import type { Calls } from '../shared.ts';
import { NoLeader, OutcomeUnknown, Unwritable } from '../store-error.ts';
import type { PgConnections, PgDatabase } from './database.ts';
import type { PgLeadership } from './leader.ts';
import type { Session } from './session.ts';

/** Milliseconds. */
const times = {
  /** How often it is looked for calls and outcomes of which no notice has come. */
  look: 500,
  /** How long who called tries to hear what became of a call that was taken, while the store is away. */
  unheard: 60_000,
  /** How often who called is told of progress. */
  progress: 500,
};
/** Calls that the leader does at the same time. */
const mostAtOnce = 16;

const channels = { calls: 'kutip_calls', outcomes: 'kutip_outcomes' };

/** What is told of an error, which loses its class on the way. */
interface CallFailure {
  readonly isUnwritable: boolean;
  readonly message: string;
}

interface CallsParts {
  readonly connections: PgConnections;
  /** Refuses what is written by who is no leader. */
  readonly fenced: PgDatabase;
  readonly session: Session;
  readonly leadership: PgLeadership;
  /** How long a call waits for a leader that takes it, in milliseconds. */
  readonly leaderWithinMs: number;
}

/**
 * Calls to the leader as rows: given by who calls, taken by one leader, once, together with its term of office. A call whose leader's
 * term is over is never taken again: nobody knows how far it came.
 */
export function callsIn({
  connections,
  fenced,
  session,
  leadership,
  leaderWithinMs,
}: CallsParts): Calls & { close(): void } {
  const waiting = new Map<string, () => void>();
  let lookForCalls: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  session.listen(channels.calls, () => {
    lookForCalls();
  });
  session.listen(channels.outcomes, (id) => {
    for (const [one, wake] of waiting) if (id === null || id === one) wake();
  });
  const notify = (channel: string, id: string) => connections.get('SELECT pg_notify($1, $2)', channel, id);

  /** @returns the row of a call, once there may be news of it */
  async function next(id: string) {
    await new Promise<void>((resolve) => {
      waiting.set(id, resolve);
      setTimeout(resolve, times.look);
    });
    const row = await connections.get(
      `SELECT epoch, progress, failed, encode(outcome, 'base64') AS outcome, (SELECT epoch FROM leader) AS term
       FROM calls WHERE id = $1`,
      id,
    );
    if (row === undefined)
      throw new OutcomeUnknown('The call to the leader was deleted before it had an outcome.');
    const { epoch, progress, failed, outcome, term } = row;
    return {
      epoch: typeof epoch === 'number' ? epoch : null,
      term: Number(term),
      progress: typeof progress === 'string' ? (JSON.parse(progress) as [number, number]) : null,
      ...(typeof outcome === 'string' && {
        ended: { failed: failed === 1, value: deserialize(Buffer.from(outcome, 'base64')) as unknown },
      }),
    };
  }

  async function outcomeOf(id: string, progress: (done: number, of: number) => void): Promise<unknown> {
    const since = performance.now();
    let heardAt = since;
    let isTaken = false;
    for (;;) {
      const now = await next(id).catch((error: unknown) => {
        if (!(error instanceof Unwritable)) throw error;
        if (performance.now() - heardAt > times.unheard)
          throw new OutcomeUnknown(
            'The store was away for too long to hear what became of a call to the leader.',
            { cause: error },
          );
        return null;
      });
      if (now === null) continue;
      heardAt = performance.now();
      if (now.progress !== null) progress(...now.progress);
      if (now.ended !== undefined) {
        if (!now.ended.failed) return now.ended.value;
        const { isUnwritable, message } = now.ended.value as CallFailure;
        throw isUnwritable ? new Unwritable(message) : new Error(message);
      }
      isTaken ||= now.epoch !== null;
      if (now.epoch !== null && now.epoch < now.term)
        throw new OutcomeUnknown('The leader ended while it did what it was called for.');
      if (!isTaken && performance.now() - since > leaderWithinMs) {
        const isWithdrawn = await connections.run('DELETE FROM calls WHERE id = $1 AND epoch IS NULL', id);
        if (isWithdrawn > 0) throw new NoLeader('No process has taken a call to the leader in time.');
      }
    }
  }

  return {
    async call(method, given, progress = () => undefined) {
      const id = randomUUID();
      await connections.run(
        `INSERT INTO calls (id, method, given) VALUES ($1, $2, decode($3, 'base64'))`,
        id,
        method,
        serialize(given).toString('base64'),
      );
      try {
        await notify(channels.calls, id);
        return await outcomeOf(id, progress);
      } finally {
        waiting.delete(id);
        await connections
          .run('DELETE FROM calls WHERE id = $1 AND outcome IS NOT NULL', id)
          .catch(() => undefined);
      }
    },
    serve(perform, log: Logger) {
      let atOnce = 0;
      const answer = async (id: string, failed: number, value: unknown) => {
        await connections.run(
          `UPDATE calls SET failed = $2, outcome = decode($3, 'base64') WHERE id = $1`,
          id,
          failed,
          serialize(value).toString('base64'),
        );
        await notify(channels.outcomes, id);
      };
      const done = async (id: string, method: string, given: readonly unknown[]) => {
        let toldAt = 0;
        const progress = (count: number, of: number) => {
          if (performance.now() - toldAt < times.progress) return;
          toldAt = performance.now();
          connections
            .run('UPDATE calls SET progress = $2 WHERE id = $1', id, JSON.stringify([count, of]))
            .catch(() => undefined);
        };
        try {
          await answer(id, 0, await perform(method, given, progress));
        } catch (error) {
          log.error({ err: error, method }, 'what another process called for has failed');
          const failure: CallFailure = {
            isUnwritable: error instanceof Unwritable,
            message: (error as Error).message,
          };
          await answer(id, 1, failure);
        }
      };
      const look = async () => {
        if (!leadership.isLeader || atOnce >= mostAtOnce) return;
        await fenced.run(`DELETE FROM calls WHERE at < now() - interval '1 hour'`);
        const taken = await fenced.all(
          `UPDATE calls SET epoch = $1 WHERE id IN (
             SELECT id FROM calls WHERE epoch IS NULL AND at > now() - $2 * interval '1 ms'
             ORDER BY at LIMIT $3 FOR UPDATE SKIP LOCKED)
           RETURNING id, method, encode(given, 'base64') AS given`,
          leadership.epoch,
          leaderWithinMs,
          mostAtOnce - atOnce,
        );
        for (const { id, method, given } of taken) {
          atOnce++;
          done(String(id), String(method), deserialize(Buffer.from(String(given), 'base64')) as unknown[])
            .catch((error: unknown) => {
              log.warn({ err: error, method }, 'who called for this cannot be told what became of it');
            })
            .finally(() => atOnce--);
        }
      };
      lookForCalls = () => {
        look().catch((error: unknown) => {
          log.debug({ err: error }, 'cannot look what the leader is called for');
        });
      };
      timer = setInterval(lookForCalls, times.look).unref();
    },
    close() {
      clearInterval(timer);
    },
  };
}
