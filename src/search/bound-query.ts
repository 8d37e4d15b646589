import type { IndexedArticle } from './indexed-article.ts';
import type { Query } from './query.ts';

/** A question made ready for reading articles: its terms by their numbers in the lexicon, with weights. */
export interface BoundQuery {
  readonly query: Query;
  /** Weight (idf) of each term of the query, then 0 for each of the terms that only stand for others. */
  readonly weights: readonly number[];
  /** Sum of the weights, never 0. */
  readonly total: number;
  /**
   * The place of its term for every word of the lexicon: those of `query.terms` first, then those of words that are not
   * asked for but stand for what is; −1 for all other words.
   */
  readonly placeOf: Int8Array;
  readonly equivalents: readonly Equivalent[];
  readonly askedAt: number;
}

/** An acronym and its expansion, by the places of their terms: where one stands, the other is meant. */
export interface Equivalent {
  readonly short: number;
  readonly long: readonly number[];
}

/** A token that has a term of the question. */
export interface Match {
  readonly at: number;
  readonly place: number;
}

/** Tokens that may stand between those of an expansion ("Association *of the* …"). */
const between = 3;

/** Weight of the terms whose bits are set, as a share of all. */
export function share(probe: BoundQuery, bits: number): number {
  let sum = 0;
  for (let place = 0; bits !== 0; place++, bits >>>= 1) if (bits & 1) sum += probe.weights[place]!;
  return sum / probe.total;
}

/** The bits of all terms that are there or meant, of those that are there. */
export function withMeant({ equivalents }: BoundQuery, bits: number): number {
  if (bits === 0) return 0;
  for (const { short, long } of equivalents) {
    const all = long.reduce((sum, place) => sum | (1 << place), 0);
    if (bits & (1 << short)) bits |= all;
    else if ((bits & all) === all) bits |= 1 << short;
  }
  return bits;
}

/** The matches of the question's terms among tokens, in order; where an acronym or its expansion stands, both are matched. */
export function matchesIn(
  { words }: IndexedArticle,
  [from, to]: readonly [number, number],
  probe: BoundQuery,
): Match[] {
  const matches: Match[] = [];
  for (let at = from; at < to; at++) {
    const place = probe.placeOf[words[at]!]!;
    if (place !== -1) matches.push({ at, place });
  }
  if (probe.equivalents.length === 0) return matches;
  const meant = probe.equivalents.flatMap((equivalent) => [
    ...longMeant(equivalent, matches),
    ...shortMeant(equivalent, matches),
  ]);
  return [...matches, ...meant].sort((a, b) => a.at - b.at);
}

function longMeant({ short, long }: Equivalent, matches: readonly Match[]): Match[] {
  return matches.flatMap(({ at, place }) => (place === short ? long.map((place) => ({ at, place })) : []));
}

function shortMeant({ short, long }: Equivalent, matches: readonly Match[]): Match[] {
  return matches.flatMap(({ at, place }, last) => {
    if (place !== long.at(-1)) return [];
    const near = new Set<number>();
    for (let one = last; one >= 0 && at - matches[one]!.at < long.length + between; one--)
      near.add(matches[one]!.place);
    return long.every((part) => near.has(part)) ? [{ at, place: short }] : [];
  });
}
