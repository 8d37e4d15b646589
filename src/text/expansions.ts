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

const inBrackets = /\((\p{Lu}[\p{Lu}\d-]{1,7})\)/uy;
const acronymAtEnd = /(?<![\p{L}\p{N}])(\p{Lu}{2,8})\s$/u;
const inLongBrackets = /\(([^()]{5,100})\)/y;
/** Characters of an acronym, the blank after it and what is before it. */
const longestAcronym = 11;

/** Finds acronyms expanded on either side of a bracket. */
export function expansionsIn(text: string): Expansion[] {
  const found: Expansion[] = [];
  for (let at = text.indexOf('('); at !== -1; at = text.indexOf('(', at + 1)) {
    inBrackets.lastIndex = at;
    const { 1: inside } = inBrackets.exec(text) ?? [];
    const long = inside === undefined ? null : nameBefore(text.slice(Math.max(0, at - longest), at), inside);
    if (long !== null) found.push({ short: inside!, long });
    const { 1: short } = acronymAtEnd.exec(text.slice(Math.max(0, at - longestAcronym), at)) ?? [];
    if (short === undefined) continue;
    inLongBrackets.lastIndex = at;
    const { 1: name } = inLongBrackets.exec(text) ?? [];
    if (name !== undefined && hasInitials(name.split(/\s+/), short)) found.push({ short, long: name });
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
