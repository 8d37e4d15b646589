import robots from 'robots-parser';

/** The name under which robots.txt speaks to Kutip. */
const robot = 'Kutip';

/** How long a robots.txt is believed, in milliseconds (RFC 9309 allows a day). */
const believedMs = 3_600_000;
/** The longest that is read, in characters (RFC 9309 asks for 500 KiB at least). */
const longest = 512_000;

/** The longest time between two requests that a site can ask for, in milliseconds. */
const longestDelayMs = 30_000;

interface Rules {
  readonly allows: (url: string) => boolean;
  readonly delayMs: number;
  readonly until: number;
}

/**
 * What robots.txt allows, after RFC 9309: everything where there is none.
 *
 * @param get fetches a robots.txt; it throws where the server has a fault, because then nothing is allowed
 */
export function createRobots(
  get: (url: string, signal: AbortSignal) => Promise<{ readonly status: number; readonly text: string }>,
) {
  const known = new Map<string, Rules>();

  async function rulesOf(origin: string, signal: AbortSignal): Promise<Rules> {
    const held = known.get(origin);
    if (held !== undefined && held.until > Date.now()) return held;
    const url = `${origin}/robots.txt`;
    const { status, text } = await get(url, signal);
    const rules: Rules = {
      until: Date.now() + believedMs,
      ...(status > 299 ? { allows: () => true, delayMs: 0 } : read(url, text)),
    };
    known.set(origin, rules);
    return rules;
  }

  return {
    async allows(url: string, signal: AbortSignal): Promise<boolean> {
      return (await rulesOf(new URL(url).origin, signal)).allows(url);
    },
    /** How long a site wants to be left alone between two requests, in milliseconds, as far as its robots.txt is known. */
    delayMs: (url: string) => (URL.canParse(url) ? (known.get(new URL(url).origin)?.delayMs ?? 0) : 0),
  };
}

function read(at: string, text: string): Pick<Rules, 'allows' | 'delayMs'> {
  // A module of CommonJS: what its types call its default is the module itself.
  const parsed = (robots as unknown as typeof robots.default)(at, text.slice(0, longest));
  return {
    allows: (url) => parsed.isAllowed(url, robot) ?? true,
    delayMs: Math.min((parsed.getCrawlDelay(robot) ?? 0) * 1000, longestDelayMs),
  };
}
