import { analyze } from '../text/analyzer.ts';
import type { Alternative } from '../text/bilingual-lexicon.ts';
import { equivalent, type BoundQuery, type Equivalent } from './bound-query.ts';
import { termWeight } from './constants.ts';
import type { ExpansionTerms } from './expansions.ts';
import type { Lexicon } from './lexicon.ts';
import { maxTerms, type Query } from './query.ts';

/** The figures of the articles that a question may know of. */
export interface Figures {
  /** In how many blocks of 100 tokens a term is. */
  frequencyOf(term: number): number;
  readonly blocks: number;
  expansionsOf(query: Query): readonly ExpansionTerms[];
}

/** A question that is bound to the words of an archive. */
interface Binding {
  readonly probe: BoundQuery;
  /** Terms of the query that no article has, as they were written. */
  readonly unknown: readonly string[];
  /** Their weight, as a share of the query's. */
  readonly unknownShare: number;
  /** What else its terms are looked for as, in words that the archive has. */
  readonly inOtherWords: readonly Alternative[];
  /** The terms that find articles, each with how many blocks have it; of several that are one thing, the rarest. */
  readonly frequencies: ReadonlyMap<string, number>;
}

/**
 * Gives the words of an archive that a question asks for the places of its terms: its own words, what they are called
 * elsewhere, and those in acronyms and their expansions.
 */
export function bindQuery(query: Query, askedAt: number, lexicon: Lexicon, figures: Figures): Binding {
  const placeOf = new Int8Array(lexicon.words).fill(-1);
  const frequencies = new Map<string, number>();
  const places = new Map(query.terms.map(({ term }, place) => [term, place]));
  for (const [place, { term, elsewhere }] of query.terms.entries())
    for (const text of [term, ...elsewhere]) if (frequencyOf(text) > 0) take(text, place);

  const equivalents: Equivalent[] = [];
  const known = query.alternatives.flatMap((alternative) => {
    const { of, terms } = alternative;
    const meant = of.flatMap((text) => places.get(text) ?? []);
    const frequency = Math.min(...terms.map(frequencyOf));
    return meant.length < of.length || frequency === 0 ? [] : [{ alternative, meant, terms, frequency }];
  });
  /** Words that stand for one term alone have its place; of those that stand for several, it is −1. */
  const placeAlone = new Map<string, number>();
  for (const { meant, terms } of known) {
    const [text = ''] = terms;
    if (terms.length > 1 || places.has(text)) continue;
    const place = placeAlone.get(text) ?? meant[0]!;
    placeAlone.set(text, meant.length === 1 && place === meant[0] ? place : -1);
  }
  for (const [text, place] of placeAlone) {
    if (place === -1) continue;
    places.set(text, place);
    take(text, place);
  }
  let next = query.terms.length;
  /** How often each term of the query stands in other words, by the rarest of them. */
  const inOtherWords = query.terms.map((): number[] => []);
  for (const { meant, terms, frequency } of known) {
    const given = placesFor(terms);
    if (given === null) continue;
    for (const place of meant) inOtherWords[place]!.push(frequency);
    if (!meant.every((place) => given.includes(place))) equivalents.push(equivalent(given, meant));
  }
  const asked = next;
  for (const { short, long } of figures.expansionsOf(query)) {
    if ([short, ...long].some((text) => lexicon.term(text) === undefined)) continue;
    const given = placesFor([short, ...long]);
    if (given === null) continue;
    const [place, ...parts] = given as [number, ...number[]];
    equivalents.push(equivalent([place], parts), equivalent(parts, [place]));
  }

  const unknown: string[] = [];
  let unknownWeight = 0;
  const weights = query.terms.map((term, place) => {
    const frequency = Math.max(...[term.term, ...term.elsewhere].map(frequencyOf), ...inOtherWords[place]!);
    const weight = idf(frequency, term.name || term.number, figures.blocks) * term.weight;
    if (frequency === 0) {
      unknown.push(term.written);
      unknownWeight += weight;
    }
    return weight;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  return {
    probe: {
      query,
      weights: Array.from({ length: next }, (_, place) => weights[place] ?? 0),
      total,
      placeOf,
      asked,
      equivalents,
      askedAt,
    },
    unknown,
    unknownShare: unknownWeight / total,
    inOtherWords: known.map(({ alternative }) => alternative),
    frequencies,
  };

  function frequencyOf(text: string): number {
    const term = lexicon.term(text);
    return term === undefined ? 0 : figures.frequencyOf(term);
  }

  /** Gives the words of a term a place, those that have none, and lets the term find articles. */
  function take(text: string, place: number, isLookedUp = true): void {
    for (const word of lexicon.wordsOf(lexicon.term(text)!))
      if (placeOf[word] === -1 && !isSmallElsewhere(word)) placeOf[word] = place;
    if (isLookedUp) frequencies.set(text, frequencyOf(text));
  }

  /** The AS of Indonesian articles is America, the "as" of English ones is not. */
  function isSmallElsewhere(word: number): boolean {
    const { form, language } = lexicon.wordAt(word);
    return language !== query.language && analyze(form, language)[0]?.role === 'stop';
  }

  /** The places of words that are one thing together, the new ones after all others; `null` when there is no room. */
  function placesFor(texts: readonly string[]): number[] | null {
    const added = [...new Set(texts.filter((text) => !places.has(text)))];
    if (next + added.length > maxTerms) return null;
    const [rarest] = added.sort((a, b) => frequencyOf(a) - frequencyOf(b));
    for (const text of added) {
      places.set(text, next);
      take(text, next++, text === rarest);
    }
    return texts.map((text) => places.get(text)!);
  }
}

/** Weight of a term that is in so many blocks: its idf (Robertson and Sparck Jones, as BM25 has it) in them and imagined ones. */
function idf(frequency: number, name: boolean, blocks: number): number {
  const { imaginedBlocks, wordShare, nameShare } = termWeight;
  const df = frequency + imaginedBlocks * (name ? nameShare : wordShare);
  return Math.log(1 + (blocks + imaginedBlocks - df + 0.5) / (df + 0.5));
}
