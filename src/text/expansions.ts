/** An acronym with its expansion: "Organisasi Perjanjian Keamanan Kolektif (CSTO)". */
export interface Expansion {
  readonly short: string;
  readonly long: string;
}

/** Characters before or after an acronym that are searched for its expansion. */
const longest = 100;
const mostWords = 8;

/** Words within names that are not capitalised and not part of the acronym. */
const inside = new Set('of the for and on in to de la dan untuk dari di atas bagi'.split(' '));

const inBrackets = /\((\p{Lu}[\p{Lu}\d-]{1,7})\)/gu;
const bracketAfter = /(?<![\p{L}\p{N}])(\p{Lu}{2,8})\s\(([^()]{5,100})\)/gu;

/** Finds acronyms expanded on either side of a bracket. */
export function expansionsIn(text: string): Expansion[] {
  const found: Expansion[] = [];
  for (const { index, 1: short = '' } of text.matchAll(inBrackets)) {
    const long = nameBefore(text.slice(Math.max(0, index - longest), index), short);
    if (long !== null) found.push({ short, long });
  }
  for (const { 1: short = '', 2: long = '' } of text.matchAll(bracketAfter)) {
    if (hasInitials(long.split(/\s+/), short)) found.push({ short, long });
  }
  return found;
}

/**
 * The name that ends where an acronym begins: words with its initials; or, if the acronym comes from another language, the run
 * of capitalised words, at most as many as it has letters.
 */
function nameBefore(before: string, short: string): string | null {
  const line = before.slice(before.search(/[^\n.;:!?,()]*$/));
  const words = line.trim().split(/\s+/).slice(-mostWords);
  for (let from = words.length - 2; from >= 0; from--) {
    const name = words.slice(from);
    if (hasInitials(name, short)) return name.join(' ');
  }
  const isPart = (word: string) => /^\p{Lu}/u.test(word) || inside.has(word);
  let from = words.length;
  for (let letters = short.length; from > 0 && letters > 0 && isPart(words[from - 1]!); from--)
    if (!inside.has(words[from - 1]!)) letters--;
  while (from < words.length && inside.has(words[from]!)) from++;
  return words.length - from >= 2 ? words.slice(from).join(' ') : null;
}

function hasInitials(words: readonly string[], short: string): boolean {
  const capitals = words.flatMap((word) => word.split('-')).filter((word) => !inside.has(word));
  if (capitals.length < 2 || !capitals.every((word) => /^\p{L}/u.test(word))) return false;
  return capitals.map((word) => word[0]!.toUpperCase()).join('') === short.replace(/[^\p{L}]/gu, '');
}
