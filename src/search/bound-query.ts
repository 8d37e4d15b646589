import type { IndexedArticle } from './indexed-article.ts';
import type { Query } from './query.ts';

/** A question made ready for reading articles: its terms by their numbers in the lexicon, with weights. */
export interface BoundQuery {
  readonly query: Query;
  /** Weight (idf) of each term of the query, then 0 for each place of words that only stand for them. */
  readonly weights: readonly number[];
  /** Sum of the weights, never 0. */
  readonly total: number;
  /**
   * The place of its term for every word of the lexicon: those of `query.terms` first, then those of words that are not
   * asked for but stand for what is; −1 for all other words.
   */
  readonly placeOf: Int8Array;
  /** Places below this are of words that say what is asked in other words; those of acronyms follow. */
  readonly asked: number;
  readonly equivalents: readonly Equivalent[];
  readonly askedAt: number;
}

/** Words that stand for terms of the question, by their places: where all of the first are, the others are meant. */
export interface Equivalent {
  readonly given: readonly number[];
  readonly meant: readonly number[];
  /** The same as bits. */
  readonly givenBits: number;
  readonly meantBits: number;
}

export function equivalent(given: readonly number[], meant: readonly number[]): Equivalent {
  const bitsOf = (places: readonly number[]) => places.reduce((bits, place) => bits | (1 << place), 0);
  return { given, meant, givenBits: bitsOf(given), meantBits: bitsOf(meant) };
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
  let all = bits;
  for (const { givenBits, meantBits } of equivalents) if ((bits & givenBits) === givenBits) all |= meantBits;
  return all;
}

/** The matches of the question's terms among tokens, in order; with those that other words of the text stand for. */
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
  const meant = probe.equivalents.flatMap((equivalent) => meantIn(matches, equivalent));
  return meant.length === 0 ? matches : [...matches, ...meant].sort((a, b) => a.at - b.at);
}

/** Where the last of the given words stands near the others, all that they mean. */
function meantIn(matches: readonly Match[], { given, meant }: Equivalent): Match[] {
  return matches.flatMap(({ at, place }, last) => {
    if (place !== given.at(-1)) return [];
    const near = new Set<number>();
    for (let one = last; one >= 0 && at - matches[one]!.at < given.length + between; one--)
      near.add(matches[one]!.place);
    return given.every((part) => near.has(part)) ? meant.map((place) => ({ at, place })) : [];
  });
}
