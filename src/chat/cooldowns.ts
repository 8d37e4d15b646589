/** How often something may be done: `burst` times at once, and once more after every `everyMs`. */
interface Limit {
  readonly burst: number;
  readonly everyMs: number;
}

/** What one person may ask, and what all together may ask in one channel. */
export interface Limits {
  readonly person: Limit;
  readonly channel: Limit;
}

/** Enough for a person who reads the answers, and for a channel emptyAt of them. */
export const ordinaryLimits: Limits = {
  person: { burst: 5, everyMs: 4_000 },
  channel: { burst: 30, everyMs: 1_000 },
};

/** Somebody, or a channel, has to wait. */
export interface Cooldown {
  readonly of: 'person' | 'channel';
  readonly ms: number;
  /** Whether this was said already since the last thing that was allowed. */
  readonly isSaid: boolean;
}

/** Keeps floods away, in memory. A flood from one person takes little from what his channel may do. */
export interface Cooldowns {
  /** Counts something that is about to be done; `null` when it may be. */
  take(person: string, channel: string, now: Date): Cooldown | null;
}

export function createCooldowns(limits: Limits): Cooldowns {
  const people = createCounter(limits.person);
  const channels = createCounter(limits.channel);
  return {
    take(person, channel, now) {
      const at = now.getTime();
      const waits = people.wait(person, at);
      if (waits !== null) return { of: 'person', ...waits };
      const waitsThere = channels.wait(channel, at);
      if (waitsThere !== null) return { of: 'channel', ...waitsThere };
      people.take(person, at);
      channels.take(channel, at);
      return null;
    },
  };
}

/** Counters that are kept before those which have run out are swept away. */
const swept = 10_000;

/**
 * The leaky bucket as a meter (ITU-T I.371, the "virtual scheduling algorithm"): `emptyAt` is when a bucket that leaks once every
 * `everyMs` will be empty again.
 */
function createCounter({ burst, everyMs }: Limit) {
  const buckets = new Map<string, { readonly emptyAt: number; isSaid: boolean }>();
  return {
    /** How long `key` has to wait; `null` when it need not. */
    wait(key: string, at: number): Omit<Cooldown, 'of'> | null {
      const bucket = buckets.get(key);
      const ms = (bucket?.emptyAt ?? at) - at - (burst - 1) * everyMs;
      if (bucket === undefined || ms <= 0) return null;
      const { isSaid } = bucket;
      bucket.isSaid = true;
      return { ms, isSaid };
    },
    take(key: string, at: number): void {
      buckets.set(key, { emptyAt: Math.max(buckets.get(key)?.emptyAt ?? at, at) + everyMs, isSaid: false });
      if (buckets.size > swept)
        for (const [old, { emptyAt }] of buckets) if (emptyAt <= at) buckets.delete(old);
    },
  };
}
