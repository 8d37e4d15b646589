import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Shards, ShardsHeld } from '../chat/contract/services.ts';
import { loggable } from './errors.ts';

/** How soon it is looked again what is free, or too much, in milliseconds: after a change, others have their turn. */
const again = { afterChangeMs: 200, otherwiseMs: 1_000 };

/** Which shards a process connects: all that are its share, or these of so many. */
export type WantedShards = 'auto' | { readonly ids: readonly number[]; readonly of: number };

/** Connects and disconnects shards. */
export interface Connecting {
  readonly enter: (shard: number) => Promise<void>;
  /** @param isLost whether somebody else has it already, so that nothing may be finished */
  readonly leave: (shard: number, isLost: boolean) => Promise<void>;
}

/**
 * Takes free shards one by one, up to its share, and gives up what is more than that.
 *
 * @param left ends it, without giving anything up
 * @returns ends it, and gives up those that are given
 */
export function shareOut(
  shards: Shards,
  wanted: WantedShards,
  { enter, leave }: Connecting,
  left: AbortSignal,
  log: Logger,
): (mine: Iterable<number>) => Promise<void> {
  const stopping = new AbortController();
  const ended = AbortSignal.any([left, stopping.signal]);
  const giveUp = async (shard: number) => {
    await leave(shard, false);
    await shards.giveUp(shard);
  };
  /** Those that are not connected yet: who gave one up would leave a session behind that nobody knows of. */
  const entering = new Set<number>();
  shards.onLost((shard) => {
    log.warn({ shard }, 'this shard is another process’s now, or could be; its connection ends');
    entering.delete(shard);
    void leave(shard, true);
  });
  let isStandingBy = false;
  /** @returns whether anything was taken or given up */
  const look = async (): Promise<boolean> => {
    const held = await shards.held();
    const hasNone = held.mine.length === 0 && held.free.length === 0;
    if (hasNone && !isStandingBy)
      log.info('other processes have all shards; this one stands by, and may lead');
    isStandingBy = hasNone;
    const change = wanted === 'auto' ? fairChange(held) : fixedChange(held, wanted.ids);
    if (change === null || ended.aborted) return false;
    const { shard } = change;
    if (change.is === 'take') {
      if (!(await shards.take(shard))) return false;
      log.info({ shard }, 'takes a shard');
      // Its turn to log in may be long in coming.
      entering.add(shard);
      enter(shard)
        .catch(async (error: unknown) => {
          log.warn(
            { shard, ...loggable(error) },
            'could not connect a shard, which is given up, and taken again',
          );
          await giveUp(shard).catch(() => undefined);
        })
        .finally(() => entering.delete(shard));
    } else if (entering.has(shard)) return false;
    else {
      log.info({ shard }, 'gives a shard up to a process that has fewer');
      await giveUp(shard);
    }
    return true;
  };
  let said = '';
  const work = async () => {
    while (!ended.aborted) {
      let pauseMs = again.otherwiseMs;
      try {
        if (await look()) pauseMs = again.afterChangeMs;
        said = '';
      } catch (error) {
        const { message } = error as Error;
        if (message !== said) log.warn(loggable(error), 'cannot see which shards are free; looking again');
        said = message;
      }
      await sleep(pauseMs, undefined, { signal: ended, ref: false }).catch(() => undefined);
    }
  };
  void work();
  return async (mine) => {
    stopping.abort();
    await Promise.allSettled([...mine].map(giveUp));
  };
}

type ShardChange = { readonly is: 'take' | 'give up'; readonly shard: number } | null;

const fixedChange = ({ free }: ShardsHeld, ids: readonly number[]): ShardChange => {
  const shard = free.find((id) => ids.includes(id));
  return shard === undefined ? null : { is: 'take', shard };
};

/** Each has as many as all others, or one more; nobody has that one before all others have theirs. */
export function fairChange({ of, mine, free, each }: ShardsHeld): ShardChange {
  const least = Math.floor(of / each.length);
  const most = Math.ceil(of / each.length);
  const areOthersServed = each.filter((one) => one < least).length === 0;
  const [shard] = free;
  if (shard !== undefined)
    return mine.length < least || (areOthersServed && mine.length < most) ? { is: 'take', shard } : null;
  const last = mine.at(-1);
  const isTooMuch = mine.length > most || (mine.length > least && !areOthersServed);
  return isTooMuch && last !== undefined ? { is: 'give up', shard: last } : null;
}
