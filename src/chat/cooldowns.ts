/** At most `burst` at once, and one more after every `everyMs`. */
interface Limit {
  readonly burst: number;
  readonly everyMs: number;
}

/** Per user, and for all users together in one channel. */
export interface Limits {
  readonly person: Limit;
  readonly channel: Limit;
  /** The longest time that somebody over the limit waits for their turn, in milliseconds; beyond it they are refused. */
  readonly longestWaitMs: number;
}

export const costs = { command: 4, control: 1, suggestion: 0.25 };

/** Enough for a user who reads the answers, and for a busy channel: 5 and 30 commands at once. */
export const ordinaryLimits: Limits = {
  person: { burst: 20, everyMs: 1_000 },
  channel: { burst: 120, everyMs: 250 },
  longestWaitMs: 30_000,
};

/** It may be done after so many milliseconds; 0 is now. */
export interface Turn {
  readonly waitMs: number;
  /** Whose limit the wait is for. */
  readonly of: 'person' | 'channel';
}

/** It may not be done: the wait would be too long. */
export interface Cooldown {
  readonly of: 'person' | 'channel';
  readonly ms: number;
  /** Whether this was said already since the last thing that was allowed. */
  readonly isSaid: boolean;
}

/** Keeps floods away, in memory. A flood from one person takes little from what their channel may do. */
export interface Cooldowns {
  /**
   * Takes a turn, now or later.
   *
   * @param person `null` for somebody who has no limit
   * @param atMs on a clock that never goes back
   */
  take(
    who: { readonly person: string | null; readonly channel: string },
    cost: number,
    atMs: number,
  ): Turn | Cooldown;
  /** Counts something that is done now or not at all. @returns whether it may be */
  spare(who: { readonly person: string; readonly channel: string }, cost: number, atMs: number): boolean;
}

/** For what was allowed before. */
export const noCooldowns: Cooldowns = {
  take: () => ({ of: 'person', waitMs: 0 }),
  spare: () => true,
};

export function createCooldowns({ person, channel, longestWaitMs }: Limits): Cooldowns {
  const people = createCounter(person);
  const channels = createCounter(channel);
  return {
    spare({ person, channel }, cost, atMs) {
      if (people.waitMs(person, cost, atMs) > 0 || channels.waitMs(channel, cost, atMs) > 0) return false;
      people.take(person, cost, atMs);
      channels.take(channel, cost, atMs);
      return true;
    },
    take(who, cost, atMs) {
      const personMs = who.person === null ? 0 : people.waitMs(who.person, cost, atMs);
      if (who.person !== null && personMs > longestWaitMs)
        return { of: 'person', ms: personMs, isSaid: people.say(who.person) };
      const channelMs = channels.waitMs(who.channel, cost, atMs);
      if (channelMs > longestWaitMs)
        return { of: 'channel', ms: channelMs, isSaid: channels.say(who.channel) };
      if (who.person !== null) people.take(who.person, cost, atMs);
      channels.take(who.channel, cost, atMs);
      return personMs >= channelMs
        ? { of: 'person', waitMs: personMs }
        : { of: 'channel', waitMs: channelMs };
    },
  };
}

/** Above this number of buckets, empty ones are removed. */
const fewest = 10_000;

/**
 * The leaky bucket as a meter (ITU-T I.371, the "virtual scheduling algorithm"): `emptyAt` is when a bucket that leaks once every
 * `everyMs` will be empty again.
 */
function createCounter({ burst, everyMs }: Limit) {
  const buckets = new Map<string, { readonly emptyAt: number; isSaid: boolean }>();
  let sweepAt = fewest;
  return {
    waitMs(key: string, cost: number, atMs: number): number {
      const emptyAt = buckets.get(key)?.emptyAt ?? atMs;
      return Math.max(0, emptyAt - atMs - (burst - cost) * everyMs);
    },
    /** Records that the key was told to wait. @returns whether it had been already */
    say(key: string): boolean {
      const bucket = buckets.get(key);
      const isSaid = bucket?.isSaid ?? false;
      if (bucket !== undefined) bucket.isSaid = true;
      return isSaid;
    },
    take(key: string, cost: number, atMs: number): void {
      buckets.set(key, {
        emptyAt: Math.max(buckets.get(key)?.emptyAt ?? atMs, atMs) + cost * everyMs,
        isSaid: false,
      });
      if (buckets.size < sweepAt) return;
      for (const [old, { emptyAt }] of buckets) if (emptyAt <= atMs) buckets.delete(old);
      sweepAt = Math.max(fewest, 2 * buckets.size);
    },
  };
}
