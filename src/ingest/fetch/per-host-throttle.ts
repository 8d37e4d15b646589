import { setTimeout as sleep } from 'node:timers/promises';

/** How long it is remembered when a request started, in milliseconds: as long as anybody may ask to be left alone, and more. */
const longestMs = 60_000;

/**
 * Keeps requests to the same server apart.
 *
 * @param gapMs from the start of one to the start of the next at least, in milliseconds
 */
export function createHostThrottle(gapMs: number) {
  /** When the last request started or will start, by server. */
  const startsAt = new Map<string, number>();

  return {
    /** Waits until it is the turn of an address; `ownGapMs` is what its server asks for, where that is more. */
    async next(url: string, ownGapMs: number): Promise<void> {
      const gap = Math.max(gapMs, ownGapMs);
      if (!URL.canParse(url)) return;
      const { host } = new URL(url);
      const now = Date.now();
      const at = Math.max(now, (startsAt.get(host) ?? 0) + gap);
      for (const [other, started] of startsAt) if (started < now - longestMs) startsAt.delete(other);
      startsAt.set(host, at);
      if (at > now) await sleep(at - now);
    },
  };
}
