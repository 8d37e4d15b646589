import type { ImportFailure } from '../failure.ts';
import { FetchRefused } from './refused.ts';
import { allows, type RobotsRules } from './robots-rules.ts';

/** Cache time of a robots.txt, in milliseconds (RFC 9309 allows a day). */
const believedMs = 3_600_000;
/** Cache size in sites; the oldest is dropped. */
const mostSites = 1000;

/** Longest crawl delay honoured, in milliseconds. */
const longestDelayMs = 30_000;

type Pause = <Result>(work: Promise<Result>) => Promise<Result>;

interface Known {
  /** Or why nothing may be fetched there. */
  readonly rules: RobotsRules | ImportFailure;
  readonly until: number;
}

/**
 * Evaluates robots.txt (RFC 9309); without one, everything is allowed.
 *
 * @param get fetches a robots.txt; throws on a server error, which disallows everything
 * @param read parses it in the reading thread
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
    if (held !== undefined && held.until > performance.now()) return held.rules;
    const { status, bytes } = await get(`${origin}/robots.txt`, signal, paused);
    const rules = status > 299 ? { rules: [], delay: 0 } : await paused(read(bytes));
    known.delete(origin);
    known.set(origin, { rules, until: performance.now() + believedMs });
    const [oldest] = known.keys();
    if (known.size > mostSites) known.delete(oldest!);
    return rules;
  }

  return {
    /**
     * @param paused waits without using up the fetch's time: for turns, at the site and in the reading thread
     *
     * @throws {FetchRefused} when it cannot be read
     */
    async allows(url: string, signal: AbortSignal, paused: Pause = (work) => work): Promise<boolean> {
      const rules = await rulesOf(new URL(url).origin, signal, paused);
      if ('reason' in rules)
        throw new FetchRefused(`the robots.txt of its site cannot be followed: ${rules.reason}`, 'robots');
      return allows(rules, url);
    },
    /** The site's crawl delay in milliseconds, if its robots.txt is cached. */
    delayMs(url: string): number {
      const rules = URL.canParse(url) ? known.get(new URL(url).origin)?.rules : undefined;
      return rules === undefined || 'reason' in rules
        ? 0
        : Math.min(Math.max(rules.delay * 1000, 0), longestDelayMs);
    },
  };
}
