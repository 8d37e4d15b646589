/** The rules of a robots.txt for one robot. */
export interface RobotsRules {
  /** Paths with `*` and a final `$`. */
  readonly rules: readonly { readonly path: string; readonly isAllowed: boolean }[];
  /** Seconds between requests; 0 if unspecified. */
  readonly delay: number;
}

/** Bytes of a robots.txt that are read (RFC 9309 requires 500 KiB). */
const mostBytes = 512_000;
/** Limits on rules, their total length and wildcards: every address is compared with all of them. */
const mostRules = 5000;
const mostCharacters = 50_000;
const mostWildcards = 20;

/**
 * Parses the rules for a robot (RFC 9309): those of all groups that name it, else of the groups for all robots.
 *
 * @param robot product token in lower case
 * @returns the reason if there are too many rules
 */
export function readRobots(bytes: Uint8Array, robot: string): RobotsRules | { readonly reason: string } {
  const own: RobotsRules['rules'][number][] = [];
  const all: RobotsRules['rules'][number][] = [];
  let [isOwn, isAll, isNamed, startsGroup] = [false, false, false, true];
  let [ownDelay, allDelay] = [0, 0];
  const text = new TextDecoder().decode(bytes.subarray(0, mostBytes));
  for (const [, name, value] of text.matchAll(/^[ \t]*([\w-]+)[ \t]*:[ \t]*([^\r\n#]*)/gm)) {
    const written = value!.trim();
    switch (name!.toLowerCase()) {
      case 'user-agent':
        // Agents that follow each other have the rules below them in common.
        if (startsGroup) [isOwn, isAll] = [false, false];
        startsGroup = false;
        isOwn ||= /^[a-z_-]+/i.exec(written)?.[0].toLowerCase() === robot;
        isAll ||= written === '*';
        isNamed ||= isOwn;
        break;
      case 'allow':
      case 'disallow': {
        startsGroup = true;
        const rule = { path: normalized(written), isAllowed: name!.toLowerCase() === 'allow' };
        if (written === '') break;
        if (isOwn) own.push(rule);
        if (isAll) all.push(rule);
        break;
      }
      case 'crawl-delay':
        startsGroup = true;
        if (isOwn) ownDelay ||= Number(written) || 0;
        if (isAll) allDelay ||= Number(written) || 0;
    }
  }
  const rules = isNamed ? own : all;
  const isTooMuch =
    rules.length > mostRules ||
    rules.reduce((sum, { path }) => sum + path.length, 0) > mostCharacters ||
    rules.some(({ path }) => path.split('*').length - 1 > mostWildcards);
  return isTooMuch
    ? { reason: 'it has more rules than can be followed' }
    : { rules, delay: isNamed ? ownDelay : allDelay };
}

/** The longest matching path decides; among equally long ones, the permissive one. */
export function allows({ rules }: RobotsRules, url: string): boolean {
  const { pathname, search } = new URL(url);
  const path = normalized(pathname + search);
  if (path === '/robots.txt') return true;
  let best: RobotsRules['rules'][number] | undefined;
  for (const rule of rules) {
    const isBetter =
      best === undefined ||
      rule.path.length > best.path.length ||
      (rule.path.length === best.path.length && rule.isAllowed);
    if (isBetter && matches(rule.path, path)) best = rule;
  }
  return best?.isAllowed ?? true;
}

/** Matches the pieces between wildcards greedily from left to right, without backtracking. */
function matches(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [first = '', ...pieces] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = isWhole ? pieces.pop() : undefined;
  for (const piece of pieces) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  if (!isWhole) return true;
  return last === undefined ? at === path.length : path.length - last.length >= at && path.endsWith(last);
}

/** Normalises escapes; adjacent wildcards count as one. */
function normalized(path: string): string {
  return encodeURI(path.toWellFormed())
    .replace(/%25(?=[\da-f]{2})/gi, '%')
    .replace(/%[\da-f]{2}/gi, (escape) => {
      const character = String.fromCharCode(parseInt(escape.slice(1), 16));
      return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
    })
    .replace(/\*{2,}/g, '*');
}
