import { spanOf } from '../search/indexed-article.ts';
import { readAhead, type Hit, type SearchResult } from '../search/search-index.ts';
import { fold } from '../text/tokens.ts';
import type { Quote } from './answer.ts';
import { copiesAmong, earliest, type Copies } from './copies.ts';
import type { TextRange } from './passages.ts';
import { quoteOf, verbatim, type Chosen } from './quotes.ts';
import { stretchAround, type SentenceRange } from './stretch.ts';

/** What a further quote from one article is worth, relative to one from another. */
const sameArticle = 0.5;

/** Sentences of which the most probable is the next quote: all others are less probable than these by far. */
const mostCompared = 12;

/**
 * Least probability of a further quote, by the language of the question. Of facqa's quotes shown at .1, .667 answer, and .875 of the
 * questions have one that does; at .065, .619 and .883.
 */
const leastProbability = { id: 0.075, other: 0.12 };
/** From this probability on, a second quote from the first one's publisher with an equal answer adds nothing. */
const sure = 0.5;

/**
 * Chooses what to quote: the best hit, all `needed` ones, then what most probably answers. A sentence with copies is quoted once,
 * from the earliest article.
 */
export function chooseHits(found: SearchResult, needed: readonly Hit[], most: number): Chosen[] {
  const first = new Set([...found.hits.slice(0, 1), ...needed]);
  const rest = copiesAmong(found.hits);
  readAhead(
    rest.slice(0, mostCompared).map(({ hits }) => earliest(hits).entry),
    'all',
  );
  const chosen: Chosen[] = [];
  /** Ranges already shown, copies included, so that they are not quoted twice. */
  const shown: TextRange[] = [];
  while (chosen.length < most && rest.length > 0) {
    let next: { readonly group: Copies; readonly quote: Chosen; readonly worth: number } | null = null;
    for (const group of rest.slice(0, mostCompared)) {
      const quote = unlessShown(group);
      if (quote === null) {
        rest.splice(rest.indexOf(group), 1);
        continue;
      }
      const isAgain = chosen.some(({ hit }) => hit.entry === quote.hit.entry);
      const worth = group.hits.some((hit) => first.has(hit))
        ? Infinity
        : quote.probability * (isAgain ? sameArticle : 1);
      if (next === null || worth > next.worth) next = { group, quote, worth };
    }
    if (next === null) continue;
    const { group, quote } = next;
    rest.splice(rest.indexOf(group), 1);
    chosen.push(quote);
    const { hit, stretch } = quote;
    shown.push({ article: hit.entry.facts.id, start: stretch.start, end: stretch.end });
    for (const { entry, sentence } of group.hits) {
      const [start, end] = spanOf(entry, sentence);
      shown.push({ article: entry.facts.id, start, end });
    }
  }
  return chosen;

  /** `null` if it would show again what is shown. */
  function unlessShown({ hits }: Copies): Chosen | null {
    const hit = earliest(hits);
    const { id } = hit.entry.facts;
    const taken = shown
      .filter(({ article }) => article === id)
      .map(({ start, end }) => [start, end] as const);
    const [from, to] = spanOf(hit.entry, hit.sentence);
    if (taken.some(([start, end]) => start < to && from < end)) return null;
    const stretch = stretchAround(hit, found, taken);
    const copies = new Map(hits.map(({ entry }) => [entry.facts.id, entry.facts]));
    copies.delete(id);
    const quoted = found.hits.filter((one) => hits.includes(one) || isWithin(one, hit, stretch));
    const probability = quoted.reduce((sum, one) => sum + one.probability, 0);
    return { hit, stretch, copies: [...copies.values()], probability };
  }
}

const isWithin = ({ entry, sentence }: Hit, hit: Hit, { first, last }: SentenceRange) =>
  entry === hit.entry && sentence >= first && sentence <= last;

/** Puts the newer of two disagreeing hits first: later reports may know more. */
export function newerFirst(chosen: readonly Chosen[], differing: readonly Hit[]): readonly Chosen[] {
  const places = [...chosen.keys()].filter((place) =>
    differing.some((hit) => isWithin(hit, chosen[place]!.hit, chosen[place]!.stretch)),
  );
  const publishedAt = (place: number) => chosen[place]!.hit.entry.publishedAt;
  if (places.some((place) => publishedAt(place) === null)) return chosen;
  const newest = places.toSorted((one, other) => publishedAt(other)! - publishedAt(one)!);
  return chosen.map((one, place) => (places.includes(place) ? chosen[newest[places.indexOf(place)]!]! : one));
}

/** Makes the quotes, each verified against its article. */
export const quotesOf = (chosen: readonly Chosen[], found: SearchResult): Quote[] =>
  chosen.map((one) => verbatim(quoteOf(one, found), one.hit.entry.text));

/**
 * Makes the first quote and those that probably add something: another answer, confirmation by another publisher, or a
 * disagreement.
 *
 * @param differing hits with different answers
 */
export function telling(
  chosen: readonly Chosen[],
  found: SearchResult,
  language: string,
  differing: readonly Hit[],
): Quote[] {
  const least = leastProbability[language === 'id' ? 'id' : 'other'];
  const kept: Quote[] = [];
  for (const one of chosen) {
    const isNeeded = kept.length === 0 || differing.some((hit) => isWithin(hit, one.hit, one.stretch));
    if (!isNeeded && one.probability < least) continue;
    const [quote] = quotesOf([one], found);
    if (isNeeded || !kept.some((before) => isRepeated(before, quote!))) kept.push(quote!);
  }
  return kept;
}

function isRepeated(before: Quote, quote: Quote): boolean {
  return (
    before.probability >= sure &&
    before.article.publisher === quote.article.publisher &&
    answerOf(before) !== '' &&
    answerOf(before) === answerOf(quote)
  );
}

const answerOf = ({ text, highlights }: Quote) =>
  fold(highlights.map(([start, end]) => text.slice(start, end)).join(' '));
