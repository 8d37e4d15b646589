import { setTimeout as sleep } from 'node:timers/promises';
import type { Shards } from '../shared.ts';
import { StoreError, Unwritable } from '../store-error.ts';
import { countOf, keys, shardOf } from './locks.ts';
import type { Session } from './session.ts';

/** How often it is tried again to get a lock that others have for a moment, in milliseconds. */
const tryMs = 200;

/**
 * How long nobody takes the shards of others after the server was started, in seconds: by then, those that have them have come
 * back to it.
 */
const settledAfterS = 5;

/** Shards by the locks of a session. Who takes part, and who has what, is read off the locks that there are. */
export function shardsBy(session: () => Session): Shards & { lost(key: number): void } {
  let tell: (shard: number) => void = () => undefined;
  let count = 0;
  let isMember = false;
  const turns = new Map<number, Promise<void>>();

  async function locked(key: number, signal?: AbortSignal): Promise<void> {
    while (!(await session().lock(key))) await sleep(tryMs, undefined, signal && { signal });
  }

  const join = async (wanted: number) => {
    for (;;) {
      try {
        await locked(keys.joining);
        const [known = wanted] = (await session().locks()).flatMap(({ key }) => countOf(key) ?? []);
        await locked(keys.member(known, Math.random()));
        isMember = true;
        await session().unlock(keys.joining);
        return known;
      } catch (error) {
        if (!(error instanceof Unwritable)) throw error;
        await sleep(tryMs);
      }
    }
  };

  return {
    async join(wanted) {
      count = await join(wanted);
      return count;
    },
    async held() {
      if (!isMember) {
        const now = await join(count);
        if (now !== count)
          throw new StoreError(
            `The processes that run have ${now} shards, and this one still has ${count}: start it again.`,
          );
      }
      const [server] = await session().query(
        'SELECT extract(epoch FROM now() - pg_postmaster_start_time()) AS seconds',
      );
      const locks = await session().locks();
      const shards = locks.flatMap(({ key, ...lock }) => {
        const shard = shardOf(key);
        return shard === null ? [] : [{ ...lock, shard }];
      });
      const members = locks.filter(({ key }) => countOf(key) !== null);
      const taken = new Set(shards.map(({ shard }) => shard));
      const all = Array.from({ length: count }, (_, shard) => shard);
      return {
        of: count,
        mine: shards.filter(({ isMine }) => isMine).map(({ shard }) => shard),
        free: Number(server?.seconds) < settledAfterS ? [] : all.filter((shard) => !taken.has(shard)),
        each: members.map((member) => shards.filter(({ pid }) => pid === member.pid).length),
      };
    },
    tenure: (shard) => session().holding(keys.shard(shard)),
    take: (shard) => session().lock(keys.shard(shard)),
    giveUp: (shard) => session().unlock(keys.shard(shard)),
    onLost(listener) {
      tell = listener;
    },
    turn(bucket, everyMs, signal) {
      const key = keys.bucket(bucket);
      const before = turns.get(bucket) ?? Promise.resolve();
      const turn = before.then(() =>
        locked(key, signal).catch(() => {
          signal.throwIfAborted();
          // Without a session there is nobody to ask: Discord refuses who comes too early, and is asked again.
        }),
      );
      turns.set(
        bucket,
        turn
          .then(() => sleep(everyMs))
          .then(() => session().unlock(key))
          // Who gave up waiting, or has no session, keeps nobody waiting.
          .catch(() => undefined),
      );
      return turn;
    },
    lost(key) {
      const shard = shardOf(key);
      if (shard !== null) tell(shard);
      else if (countOf(key) !== null) isMember = false;
    },
  };
}
