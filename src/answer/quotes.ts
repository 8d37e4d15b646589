import { spanOf, sentenceCount, tokensOf, type Entry } from '../search/entry.ts';
import type { RankedAnswer } from '../search/features.ts';
import type { Found, Hit } from '../search/search-index.ts';
import { analyze } from '../text/analyzer.ts';
import type { Quote, Range } from './answer.ts';

/** Characters of a quote at most. */
const maxQuote = 350;
/** Share of a quote's characters that may be highlighted: all of it would be no highlight. */
const maxHighlighted = 0.35;

const clauseBorder = /[,;:—–)”"]\s+/g;

/** Whole sentences around a hit, or one clause of a sentence that is too long. */
interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

/** Makes the quote of a hit: the sentence that answers, with its neighbours as far as they help and fit. */
export function quoteOf(hit: Hit, found: Found): Quote {
  const { entry, score } = hit;
  const stretch = stretchAround(hit, found);
  const text = entry.text.slice(stretch.start, stretch.end);
  return {
    text,
    start: stretch.start,
    end: stretch.end,
    highlights: highlightsOf(entry, stretch, found),
    omitted: {
      before: entry.text.slice(0, stretch.start).trim() !== '',
      after: entry.text.slice(stretch.end).trim() !== '',
    },
    article: entry.facts,
    score,
  };
}

function stretchAround({ entry, sentence }: Hit, found: Found): Stretch {
  const [start, end] = spanOf(entry, sentence);
  if (end - start > maxQuote)
    return { first: sentence, last: sentence, ...clauseAround(entry, sentence, found) };
  let [first, last] = [sentence, sentence];
  for (;;) {
    const fits = [last + 1, first - 1].filter((next) => {
      if (next < 0 || next >= sentenceCount(entry)) return false;
      const from = spanOf(entry, Math.min(first, next))[0];
      const to = spanOf(entry, Math.max(last, next))[1];
      return to - from <= maxQuote;
    });
    const [next] = fits.sort((a, b) => worth(b) - worth(a));
    if (next === undefined) break;
    first = Math.min(first, next);
    last = Math.max(last, next);
  }
  return { first, last, start: spanOf(entry, first)[0], end: spanOf(entry, last)[1] };

  function worth(next: number): number {
    return found.answersIn(entry, next)[0]?.score ?? 0;
  }
}

/** The clauses around the best candidate answer of a sentence that is longer than a quote may be. */
function clauseAround(entry: Entry, sentence: number, found: Found): { start: number; end: number } {
  const [start, end] = spanOf(entry, sentence);
  const text = entry.text.slice(start, end);
  const [answer] = found.answersIn(entry, sentence);
  const [from, to] = answer ? rangeOf(entry, sentence, answer) : ([0, 0] as const);
  const borders = [
    0,
    ...Array.from(text.matchAll(clauseBorder), (match) => match.index + match[0].length),
    text.length,
  ];
  let best = { start: 0, end: 0 };
  for (const left of borders.filter((border) => border <= from)) {
    const right = borders.filter((border) => border > left && border - left <= maxQuote).at(-1);
    if (right !== undefined && right >= to && right - left > best.end - best.start)
      best = { start: left, end: right };
  }
  if (best.end === 0) best = wordsAround(text, from);
  const cut = text.slice(best.start, best.end).trimEnd();
  return { start: start + best.start, end: start + best.start + cut.length };
}

/** Whole words around a place of a text that has no clause of the right length. */
function wordsAround(text: string, place: number): { start: number; end: number } {
  const from = Math.max(0, Math.min(place - maxQuote / 2, text.length - maxQuote));
  const start = from === 0 ? 0 : from + Math.max(0, text.slice(from).search(/(?<=\s)\S/));
  const room = text.slice(start, start + maxQuote + 1);
  const end = room.length <= maxQuote ? room.length : Math.max(room.lastIndexOf(' '), room.lastIndexOf('\n'));
  return { start, end: start + (end > 0 ? end : maxQuote) };
}

/** The best candidate answers of the stretch, as long as no more than their share is highlighted. */
function highlightsOf(entry: Entry, { first, last, start, end }: Stretch, found: Found): Range[] {
  const answers: { range: Range; score: number }[] = [];
  for (let sentence = first; sentence <= last; sentence++) {
    const from = spanOf(entry, sentence)[0] - start;
    for (const answer of found.answersIn(entry, sentence)) {
      const [a, b] = rangeOf(entry, sentence, answer);
      answers.push({ range: [from + a, from + b], score: answer.score });
    }
  }
  let room = (end - start) * maxHighlighted;
  const chosen: Range[] = [];
  for (const { range } of answers.sort((a, b) => b.score - a.score)) {
    const length = range[1] - range[0];
    if (range[0] < 0 || range[1] > end - start || length > room) continue;
    chosen.push(range);
    room -= length;
  }
  return chosen.sort((a, b) => a[0] - b[0]);
}

/** Where a candidate answer stands in its sentence. The analysis of the sentence gives the same tokens as the entry has. */
function rangeOf(entry: Entry, sentence: number, answer: RankedAnswer): Range {
  const [start, end] = spanOf(entry, sentence);
  const [firstToken] = tokensOf(entry, sentence);
  const terms = analyze(entry.text.slice(start, end), entry.language);
  return [terms[answer.from - firstToken]!.start, terms[answer.to - 1 - firstToken]!.end];
}
