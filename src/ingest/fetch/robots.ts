import type { ImportFailure } from '../failure.ts';
import { FetchRefused } from './refused.ts';
import { allows, type RobotsRules } from './robots-rules.ts';

/** How long a robots.txt is believed, in milliseconds (RFC 9309 allows a day). */
const believedMs = 3_600_000;
/** Sites whose robots.txt is remembered; the oldest makes room. */
const mostSites = 1000;

/** The longest time between two requests that a site can ask for, in milliseconds. */
const longestDelayMs = 30_000;

type Pause = <Result>(work: Promise<Result>) => Promise<Result>;

interface Known {
  /** Or why nothing may be fetched there. */
  readonly rules: RobotsRules | ImportFailure;
  readonly until: number;
}

/**
 * What robots.txt allows, after RFC 9309: everything where there is none.
 *
 * @param get fetches a robots.txt; it throws where the server has a fault, because then nothing is allowed
 * @param read reads it in the reading thread
 */
export function createRobots(
  get: (
    url: string,
    signal: AbortSignal,
    paused: Pause,
  ) => Promise<{ readonly status: number; readonly bytes: Uint8Array }>,
  read: (bytes: Uint8Array) => Promise<RobotsRules | ImportFailure>,
) {
  const known = new Map<string, Known>();

  async function rulesOf(origin: string, signal: AbortSignal, paused: Pause): Promise<Known['rules']> {
    const held = known.get(origin);
    if (held !== undefined && held.until > Date.now()) return held.rules;
    const { status, bytes } = await get(`${origin}/robots.txt`, signal, paused);
    const rules = status > 299 ? { rules: [], delay: 0 } : await paused(read(bytes));
    known.delete(origin);
    known.set(origin, { rules, until: Date.now() + believedMs });
    const [oldest] = known.keys();
    if (known.size > mostSites) known.delete(oldest!);
    return rules;
  }

  return {
    /**
     * @param paused waits for what the time of a fetch is not spent on: turns, at the site and in the reading thread
     * @throws {FetchRefused} where it cannot be read
     */
    async allows(url: string, signal: AbortSignal, paused: Pause = (work) => work): Promise<boolean> {
      const rules = await rulesOf(new URL(url).origin, signal, paused);
      if ('reason' in rules)
        throw new FetchRefused(`the robots.txt of its site cannot be followed: ${rules.reason}`, 'robots');
      return allows(rules, url);
    },
    /** How long a site wants to be left alone between two requests, in milliseconds, as far as its robots.txt is known. */
    delayMs(url: string): number {
      const rules = URL.canParse(url) ? known.get(new URL(url).origin)?.rules : undefined;
      return rules === undefined || 'reason' in rules
        ? 0
        : Math.min(Math.max(rules.delay * 1000, 0), longestDelayMs);
    },
  };
}
