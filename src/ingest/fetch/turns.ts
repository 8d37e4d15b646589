import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Keeps requests to the same server apart.
 *
 * @param gapMs from the start of one to the start of the next at least, in milliseconds
 */
export function createTurns(gapMs: number) {
  /** When the next request may start, by server. */
  const freeAt = new Map<string, number>();

  return {
    /** Waits until it is the turn of an address; `ownGapMs` is what its server asks for, where that is more. */
    async next(url: string, ownGapMs: number): Promise<void> {
      const gap = Math.max(gapMs, ownGapMs);
      if (gap === 0 || !URL.canParse(url)) return;
      const { host } = new URL(url);
      const now = Date.now();
      const at = Math.max(now, freeAt.get(host) ?? 0);
      for (const [other, free] of freeAt) if (free < now) freeAt.delete(other);
      freeAt.set(host, at + gap);
      if (at > now) await sleep(at - now);
    },
  };
}
