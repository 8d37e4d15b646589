import { setTimeout as sleep } from 'node:timers/promises';

/** How long a request is remembered, in milliseconds: longer than any gap a site may ask for. */
const longestMs = 60_000;

/**
 * Spaces out requests to one host.
 *
 * @param gapMs least time between the starts of two requests, in milliseconds
 */
export function createHostThrottle(gapMs: number) {
  /** Start of the latest request, past or scheduled, by host. */
  const startsAt = new Map<string, number>();

  return {
    /**
     * Resolves when it is an address's turn.
     *
     * @param ownGapMs the gap the site asks for, if longer
     */
    async next(url: string, ownGapMs: number): Promise<void> {
      const gap = Math.max(gapMs, ownGapMs);
      if (!URL.canParse(url)) return;
      const { host } = new URL(url);
      const now = performance.now();
      const at = Math.max(now, (startsAt.get(host) ?? -Infinity) + gap);
      for (const [other, started] of startsAt) if (started < now - longestMs) startsAt.delete(other);
      startsAt.set(host, at);
      if (at > now) await sleep(at - now);
    },
  };
}
