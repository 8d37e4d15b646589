import { sentenceCount, spanOf, type IndexedArticle } from '../search/indexed-article.ts';
import type { SearchResult, Hit } from '../search/search-index.ts';
import type { Range } from './answer.ts';
import { leansBack, qualifies } from '../text/leaning.ts';

/** In characters. */
const maxQuote = 350;

/**
 * Least probability of a neighbour, relative to the sentence and it together: on held-out questions, facqa's first quotes are
 * right in .775 of cases without neighbours, .801 at .09, .803 at .05, and no more with all.
 */
const leastShare = 0.03;

const clauseBorder = /[,;:—–)”"]\s+/g;

/** Whole sentences, or clauses of an overlong one; offsets into the article's text. */
export interface SentenceRange {
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

/**
 * What to quote for a hit: its sentence, plus a neighbour only where needed: one that denies or qualifies it, says whom it is
 * about, or may hold the answer just as well.
 *
 * @param taken ranges that other quotes already show
 */
export function stretchAround(
  { entry, sentence, probability }: Hit,
  found: SearchResult,
  taken: readonly Range[] = [],
): SentenceRange {
  const { text } = entry;
  const [start, end] = spanOf(entry, sentence);
  if (end - start > maxQuote) return clausesAround(entry, sentence, found);
  let [first, last] = [sentence, sentence];
  const sentenceAt = (at: number) => (isThere(at) ? text.slice(...spanOf(entry, at)) : '');
  if (qualifies(sentenceAt(sentence + 1))) {
    if (!take(sentence + 1)) return withQualification();
  }
  if (leansBack(text.slice(start, end))) take(sentence - 1);
  const neighbours = [sentence + 1, sentence - 1].map((at) => ({ at, likely: likelihoodOf(at) }));
  for (const { at, likely } of neighbours.sort((one, other) => other.likely - one.likely))
    if (likely >= leastShare * (likely + probability)) take(at);
  return { first, last, start: spanOf(entry, first)[0], end: spanOf(entry, last)[1] };

  function isThere(at: number): boolean {
    return at >= 0 && at < sentenceCount(entry);
  }

  function take(at: number): boolean {
    if (!isThere(at)) return false;
    const from = spanOf(entry, Math.min(first, at))[0];
    const to = spanOf(entry, Math.max(last, at))[1];
    if (to - from > maxQuote || taken.some(([start, end]) => start < to && from < end)) return false;
    [first, last] = [Math.min(first, at), Math.max(last, at)];
    return true;
  }

  function likelihoodOf(at: number): number {
    return found.hits.find((hit) => hit.entry === entry && hit.sentence === at)?.probability ?? 0;
  }

  /** The sentence from the first clause that leaves room for its qualification; alone if none does. */
  function withQualification(): SentenceRange {
    const to = spanOf(entry, sentence + 1)[1];
    const answer = start + (found.answersIn(entry, sentence)[0]?.start ?? 0);
    const from = bordersIn(text.slice(start, end))
      .map((border) => start + border)
      .find((border) => to - border <= maxQuote && border <= answer);
    return from === undefined
      ? { first: sentence, last: sentence, start, end }
      : { first: sentence, last: sentence + 1, start: from, end: to };
  }
}

const bordersIn = (text: string) =>
  Array.from(text.matchAll(clauseBorder), (match) => match.index + match[0].length);

/** The clauses around the best candidate answer of an overlong sentence, with what qualifies them. */
function clausesAround(entry: IndexedArticle, sentence: number, found: SearchResult): SentenceRange {
  const [start, end] = spanOf(entry, sentence);
  const text = entry.text.slice(start, end);
  const answer = found.answersIn(entry, sentence)[0] ?? { start: 0, end: 0 };
  const borders = [0, ...bordersIn(text), text.length];
  let best = { start: 0, end: 0, worth: 0 };
  for (const left of borders.filter((border) => border <= answer.start)) {
    for (const right of borders) {
      const length = right - left;
      if (right < answer.end || length <= 0 || length > maxQuote) continue;
      const next = text.slice(
        right,
        borders.find((border) => border > right),
      );
      const worth = length - (qualifies(next) ? maxQuote : 0);
      if (best.end === 0 || worth > best.worth) best = { start: left, end: right, worth };
    }
  }
  const { start: from, end: to } = best.end === 0 ? wordsAround(text, answer.start) : best;
  return {
    first: sentence,
    last: sentence,
    start: start + from,
    end: start + text.slice(0, to).trimEnd().length,
  };
}

/** Whole words around a position, for a text without a clause of fitting length. */
function wordsAround(text: string, place: number): { start: number; end: number } {
  const from = Math.max(0, Math.min(place - maxQuote / 2, text.length - maxQuote));
  const start = from === 0 ? 0 : from + Math.max(0, text.slice(from).search(/(?<=\s)\S/));
  const room = text.slice(start, start + maxQuote + 1);
  const end = room.length <= maxQuote ? room.length : Math.max(room.lastIndexOf(' '), room.lastIndexOf('\n'));
  return { start, end: start + (end > 0 ? end : maxQuote) };
}
