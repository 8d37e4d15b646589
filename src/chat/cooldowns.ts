/** How much may be done: so much at once as `burst` says, and one more after every `everyMs`. */
interface Limit {
  readonly burst: number;
  readonly everyMs: number;
}

/** What one person may ask, and what all together may ask in one channel. */
export interface Limits {
  /** `null`: as much as they like. */
  readonly person: Limit | null;
  readonly channel: Limit;
}

/** What something costs. */
export const costs = { command: 4, control: 1 };

/** Enough for a person who reads the answers, and for a channel full of them: 5 and 30 commands at once. */
export const ordinaryLimits: Limits = {
  person: { burst: 20, everyMs: 1_000 },
  channel: { burst: 120, everyMs: 250 },
};

/** On the page of one's own machine nobody floods anybody else. */
export const localLimits: Limits = { ...ordinaryLimits, person: null };

/** The longest that a question waits for its turn, in milliseconds; what would wait longer is refused. */
export const longestTurnMs = 30_000;

/** Somebody, or a channel, has to wait. */
export interface Cooldown {
  readonly of: 'person' | 'channel';
  readonly ms: number;
  /** Whether this was said already since the last thing that was allowed. */
  readonly isSaid: boolean;
  /** Whether it was counted, so that it may be done after that time. */
  readonly isTurn: boolean;
}

/** Keeps floods away, in memory. A flood from one person takes little from what his channel may do. */
export interface Cooldowns {
  /**
   * Counts something that is about to be done; `null` when it may be.
   *
   * @param patienceMs how long it can wait for the person's turn; default not at all
   */
  take(
    who: { readonly person: string; readonly channel: string },
    cost: number,
    now: Date,
    patienceMs?: number,
  ): Cooldown | null;
}

export function createCooldowns(limits: Limits): Cooldowns {
  const people = limits.person && createCounter(limits.person);
  const channels = createCounter(limits.channel);
  return {
    take({ person, channel }, cost, now, patienceMs = 0) {
      const at = now.getTime();
      const waits = people?.wait(person, cost, at) ?? null;
      const isTurn = waits !== null && waits.ms <= patienceMs;
      if (waits !== null && !isTurn) return { of: 'person', isTurn, ...waits };
      const waitsThere = channels.wait(channel, cost, at);
      if (waitsThere !== null) return { of: 'channel', isTurn: false, ...waitsThere };
      people?.take(person, cost, at);
      channels.take(channel, cost, at);
      return waits && { of: 'person', isTurn, ...waits };
    },
  };
}

/** Buckets that are kept before those which are empty are swept away. */
const fewest = 10_000;

/**
 * The leaky bucket as a meter (ITU-T I.371, the "virtual scheduling algorithm"): `emptyAt` is when a bucket that leaks once every
 * `everyMs` will be empty again.
 */
function createCounter({ burst, everyMs }: Limit) {
  const buckets = new Map<string, { readonly emptyAt: number; isSaid: boolean }>();
  let sweepAt = fewest;
  return {
    /** How long `key` has to wait; `null` when it need not. */
    wait(key: string, cost: number, at: number): Omit<Cooldown, 'of' | 'isTurn'> | null {
      const bucket = buckets.get(key);
      const ms = (bucket?.emptyAt ?? at) - at - (burst - cost) * everyMs;
      if (bucket === undefined || ms <= 0) return null;
      const { isSaid } = bucket;
      bucket.isSaid = true;
      return { ms, isSaid };
    },
    take(key: string, cost: number, at: number): void {
      buckets.set(key, {
        emptyAt: Math.max(buckets.get(key)?.emptyAt ?? at, at) + cost * everyMs,
        isSaid: false,
      });
      if (buckets.size < sweepAt) return;
      for (const [old, { emptyAt }] of buckets) if (emptyAt <= at) buckets.delete(old);
      sweepAt = Math.max(fewest, 2 * buckets.size);
    },
  };
}
