import robots from 'robots-parser';

/** The name under which robots.txt speaks to Kutip. */
const robot = 'Kutip';

/** How long a robots.txt is believed, in milliseconds (RFC 9309 allows a day). */
const believedMs = 3_600_000;
/** The longest that is read, in characters (RFC 9309 asks for 500 KiB at least). */
const longest = 512_000;

interface Rules {
  readonly allows: (url: string) => boolean;
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
      allows: status > 299 ? () => true : read(url, text),
    };
    known.set(origin, rules);
    return rules;
  }

  return {
    async allows(url: string, signal: AbortSignal): Promise<boolean> {
      return (await rulesOf(new URL(url).origin, signal)).allows(url);
    },
  };
}

function read(at: string, text: string): (url: string) => boolean {
  // A module of CommonJS: what its types call its default is the module itself.
  const parsed = (robots as unknown as typeof robots.default)(at, text.slice(0, longest));
  return (url) => parsed.isAllowed(url, robot) ?? true;
}
