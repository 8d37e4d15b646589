import { createHash } from 'node:crypto';
import { spanOf, sentenceCount, tokensOf, type IndexedArticle } from '../search/indexed-article.ts';
import type { RankedAnswer } from '../search/features.ts';
import type { SearchResult, Hit } from '../search/search-index.ts';
import { analyze } from '../text/analyzer.ts';
import { correctionNotice } from '../text/correction.ts';
import type { Quote, Range } from './answer.ts';

/** Characters of a quote at most. */
const maxQuote = 350;
/** Share of a quote's characters that may be highlighted: all of it would be no highlight. */
const maxHighlighted = 0.42;
/** The same where a whole statement is the answer: what something is, or why. */
const maxStated = 0.75;
/** Candidate answers that are highlighted at most, and how their score must compare with the best one's. */
const maxHighlights = 8;
const leastScore = 0.15;

const clauseBorder = /[,;:—–)”"]\s+/g;

/** What belongs to an amount: that it is not exact, and the currency. */
const beforeAmount =
  /(?:\b(?:sekitar|kira-kira|hampir|nyaris|kurang lebih|(?:lebih|kurang) dari|setidaknya|sedikitnya|about|around|nearly|almost|roughly|approximately|(?:more|less|fewer) than|over|under|at (?:least|most)|up to)\s)?(?:(?:Rp\.?|US\$|[$€£¥])\s?)?$/i;

/** Characters between a pair of marks that are taken to belong together. */
const longestInMarks = 60;

/** Whole sentences around a hit, or one clause of a sentence that is too long. */
interface SentenceRange {
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

/** Makes the quote of a hit: the sentence that answers, with its neighbours as far as they help and fit. */
export function quoteOf(hit: Hit, found: SearchResult): Quote {
  const { entry, score } = hit;
  const stretch = stretchAround(hit, found);
  const text = entry.text.slice(stretch.start, stretch.end);
  return {
    text,
    start: stretch.start,
    end: stretch.end,
    highlights: highlightsOf(hit, stretch, found),
    omitted: {
      before: entry.text.slice(0, stretch.start).trim() !== '',
      after: entry.text.slice(stretch.end).trim() !== '',
    },
    article: entry.facts,
    version: versionOf(entry.text),
    correction: correctionBeside(text, entry.text),
    copies: [],
    score,
  };
}

/** The sentence of a hit as a quote without highlights; a clause of it where it is longer than a quote may be. */
export function quoteSentence({ entry, sentence, score }: Hit, found: SearchResult): Quote {
  const [from, to] = spanOf(entry, sentence);
  const { start, end } =
    to - from > maxQuote ? clauseAround(entry, sentence, found) : { start: from, end: to };
  return {
    text: entry.text.slice(start, end),
    start,
    end,
    highlights: [],
    omitted: {
      before: entry.text.slice(0, start).trim() !== '',
      after: entry.text.slice(end).trim() !== '',
    },
    article: entry.facts,
    version: versionOf(entry.text),
    correction: correctionBeside(entry.text.slice(start, end), entry.text),
    copies: [],
    score,
  };
}

/** What an article says of having been corrected, unless the quote has it. */
export function correctionBeside(quote: string, text: string): string | null {
  const notice = correctionNotice(text);
  return notice === null || quote.includes(notice) ? null : notice;
}

/** A hash of an article's text: 16 hexadecimal digits. */
export const versionOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The check that stands before everything that is shown. */
export function verbatim(quote: Quote, text: string): Quote {
  if (quote.text === '' || quote.text !== text.slice(quote.start, quote.end)) {
    throw new Error(
      `A quote of "${quote.article.id}" is not in its text from ${quote.start} to ${quote.end}.`,
    );
  }
  return quote;
}

function stretchAround({ entry, sentence }: Hit, found: SearchResult): SentenceRange {
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
    return found.hits.find((hit) => hit.entry === entry && hit.sentence === next)?.score ?? -Infinity;
  }
}

/** The clauses around the best candidate answer of a sentence that is longer than a quote may be. */
function clauseAround(
  entry: IndexedArticle,
  sentence: number,
  found: SearchResult,
): { start: number; end: number } {
  const [start, end] = spanOf(entry, sentence);
  const text = entry.text.slice(start, end);
  const [answer] = found.answersIn(entry, sentence);
  const [from, to] = answer ? rangeOf(entry, sentence, answer.extent) : ([0, 0] as const);
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

/** The answering words: the best candidate answers of the stretch, as long as no more than their share is highlighted. */
function highlightsOf(
  { entry, sentence: best }: Hit,
  { first, last, start, end }: SentenceRange,
  found: SearchResult,
): Range[] {
  const text = entry.text.slice(start, end);
  const stated = statedIn(entry, best, start, text, found);
  if (stated !== null) return [stated];
  const answers: { range: Range; score: number }[] = [];
  for (let sentence = first; sentence <= last; sentence++) {
    const from = spanOf(entry, sentence)[0] - start;
    for (const answer of found.answersIn(entry, sentence)) {
      const [a, b] = rangeOf(entry, sentence, answer.extent);
      answers.push({ range: [from + a, from + b], score: answer.score });
    }
  }
  answers.sort((a, b) => b.score - a.score);
  let chosen: Range[] = [];
  for (const { range, score } of answers) {
    if (chosen.length === maxHighlights || score < leastScore * answers[0]!.score) break;
    if (range[0] < 0 || range[1] > text.length) continue;
    const more = joined([...chosen, widened(text, range)], text);
    if (more.reduce((sum, [from, to]) => sum + to - from, 0) <= text.length * maxHighlighted) chosen = more;
  }
  return chosen;
}

/** Where the sentence says what something is, or why, in the text of its quote from `start` on; `null` where it does not. */
function statedIn(
  entry: IndexedArticle,
  sentence: number,
  start: number,
  text: string,
  found: SearchResult,
): Range | null {
  const extent = found.statedIn(entry, sentence);
  if (extent === null) return null;
  const shift = spanOf(entry, sentence)[0] - start;
  const [from, to] = rangeOf(entry, sentence, extent);
  if (from + shift < 0 || from + shift >= text.length) return null;
  return clauses(text, [from + shift, Math.min(to + shift, text.length)], text.length * maxStated);
}

/** As many clauses of a range as have room, or as many words of the first. */
function clauses(text: string, [start, end]: Range, room: number): Range {
  if (end - start <= room) return [start, end];
  const cut = text.slice(start, start + room);
  const border = Array.from(cut.matchAll(clauseBorder)).at(-1)?.index ?? cut.lastIndexOf(' ');
  return [start, start + (border > 0 ? border : cut.length)];
}

/** With the currency or an "about" before a number, and up to the mark that closes what an opening one before the range began. */
function widened(text: string, [start, end]: Range): Range {
  const before = /\d/.test(text[start] ?? '')
    ? (beforeAmount.exec(text.slice(0, start))?.[0].length ?? 0)
    : 0;
  const closing = { '(': ')', '"': '"', '“': '”', '‘': '’' }[text[start - 1] ?? ''];
  const close = closing === undefined ? -1 : text.slice(end, start + longestInMarks).indexOf(closing);
  return [start - before, close === -1 ? end : end + close];
}

/** In order, with ranges that overlap or are parted by nothing but a comma or an "and" made one. */
function joined(ranges: readonly Range[], text: string): Range[] {
  const result: Range[] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (
      last &&
      (start <= last[1] || /^(?:[\s,&]|dan|and|serta|atau|or)*$/.test(text.slice(last[1], start)))
    ) {
      result[result.length - 1] = [last[0], Math.max(last[1], end)];
    } else result.push([start, end]);
  }
  return result;
}

/** Where tokens stand in their sentence. The analysis of the sentence gives the same tokens as the entry has. */
function rangeOf(entry: IndexedArticle, sentence: number, [from, to]: RankedAnswer['extent']): Range {
  const [start, end] = spanOf(entry, sentence);
  const [firstToken] = tokensOf(entry, sentence);
  const terms = analyze(entry.text.slice(start, end), entry.language);
  return [terms[from - firstToken]!.start, terms[to - 1 - firstToken]!.end];
}
