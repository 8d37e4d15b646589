import type { Quote } from '../../src/answer/answer.ts';
import { holdsAnswer, isRight, overlap, type JudgedQuestion } from './sets.ts';
import { percentile } from './times.ts';

/** What is scored of a quote. */
export interface GivenQuote extends Pick<Quote, 'text' | 'highlights'> {
  readonly article: { readonly id: string };
}

/** A question with what was answered, and how many milliseconds that took. */
export interface Reply {
  readonly judged: JudgedQuestion;
  readonly status: 'answered' | 'abstained';
  /** The best first; none when it abstained. */
  readonly quotes: readonly GivenQuote[];
  readonly tookMs: number;
}

/** Measures by name: shares from 0 to 1 unless the name says otherwise, `null` where nothing was to be measured. */
export type Scores = Readonly<Record<string, number | null>>;

/** The first place (from 0) with a right article, and with a right quote of one; `Infinity` when there is none. */
export interface Places {
  readonly article: number;
  readonly quote: number;
}

/** Where the first right ones are among quotes in their order. */
export function placesOf(judged: JudgedQuestion, quotes: readonly Omit<GivenQuote, 'highlights'>[]): Places {
  const first = (test: (quote: Omit<GivenQuote, 'highlights'>) => boolean) => {
    const place = quotes.findIndex(test);
    return place === -1 ? Infinity : place;
  };
  return {
    article: first(({ article }) => isRight(judged, article.id)),
    quote: first(({ article, text }) => isRight(judged, article.id) && holdsAnswer(text, judged.answers)),
  };
}

/** Of the answerable questions, how many have a right article and a right quote among the first ones. */
export function hitScores(places: readonly Places[]): Scores {
  return {
    'art@1': share(places, ({ article }) => article < 1),
    'art@3': share(places, ({ article }) => article < 3),
    'quote@1': share(places, ({ quote }) => quote < 1),
    'quote@3': share(places, ({ quote }) => quote < 3),
  };
}

/** Mean of 1 / the place of the first right quote, 0 when none of ten is right. */
export function mrr10(places: readonly Places[]): number | null {
  return mean(places.map(({ quote }) => (quote < 10 ? 1 / (quote + 1) : 0)));
}

/**
 * Scores replies by the measures of the evaluation sets: hits and highlights over the answerable questions, where an
 * abstention is a miss; quotes and times over all.
 *
 * @param textOf the text of an article, `undefined` when there is no such article
 */
export function score(replies: readonly Reply[], textOf: (article: string) => string | undefined): Scores {
  const answerable = replies.filter(({ judged }) => judged.answerable);
  const unanswerable = replies.filter(({ judged }) => !judged.answerable);
  const places = answerable.map(({ judged, quotes }) => placesOf(judged, quotes));
  const hits = hitScores(places);
  const isLit = ({ judged, quotes }: Reply, at: number) =>
    places[at]!.quote === 0 && highlightHolds(quotes[0]!, judged);
  const lit = share(answerable, isLit);
  const lured = (test: (lure: number) => boolean) =>
    share(
      unanswerable.filter(({ judged: { lure } }) => lure !== undefined && test(lure)),
      abstained,
    );
  const times = replies.map(({ tookMs }) => tookMs);
  const chars = (place: number) => replies.flatMap(({ quotes }) => quotes[place]?.text.length ?? []);
  const marked = answerable.map((reply) => markedOverlap(reply));
  const read = answerable.filter(({ status }) => status === 'answered');
  const useful = read.map(usefulOf);
  const usefulAt = (place: number) =>
    share(
      useful.filter((quotes) => quotes.length > place),
      (quotes) => quotes[place]!,
    );
  const efforts = read.flatMap((reply, at) => effortOf(reply, useful[at]!) ?? []);
  return {
    ...hits,
    'highlight@1': lit,
    'highlight@1 ÷ quote@1': lit === null || !hits['quote@1'] ? null : lit / hits['quote@1'],
    exact: mean(marked.map(({ exact }) => exact)),
    f1: mean(marked.map(({ f1 }) => f1)),
    shown: mean(read.map(({ quotes }) => quotes.length)),
    'useful@1': usefulAt(0),
    'useful@2': usefulAt(1),
    'useful@3': usefulAt(2),
    useful: share(useful.flat(), (isUseful) => isUseful),
    effort: percentile(efforts, 0.5),
    read: mean(read.map(({ quotes }) => quotes.reduce((sum, { text }) => sum + text.length, 0))),
    highlighted: mean(answerable.flatMap(({ quotes }) => (quotes[0] ? highlightedShare(quotes[0]) : []))),
    verbatim: share(
      replies.flatMap(({ quotes }) => quotes),
      isVerbatimIn(textOf),
    ),
    'chars, 1st quote': mean(chars(0)),
    'chars, 2nd quote': mean(chars(1)),
    'chars, 3rd quote': mean(chars(2)),
    'chars, most': [0, 1, 2].flatMap(chars).reduce((most, length) => Math.max(most, length), 0) || null,
    'abstained, answerable': share(answerable, abstained),
    'abstained, unanswerable': share(unanswerable, abstained),
    'abstained, lure < .5': lured((lure) => lure < 0.5),
    'abstained, lure ≥ .5': lured((lure) => lure >= 0.5),
    'ms, p50': percentile(times, 0.5),
    'ms, p99': percentile(times, 0.99),
  };
}

const abstained = ({ status }: Reply) => status === 'abstained';

/** The highlighted parts; those with no letter or digit between them are read as one. */
function highlightedParts({ text, highlights }: GivenQuote): [start: number, end: number][] {
  const parts: [number, number][] = [];
  for (const [start, end] of highlights) {
    const last = parts.at(-1);
    if (last && !/[\p{L}\p{M}\p{N}]/u.test(text.slice(last[1], start))) last[1] = end;
    else parts.push([start, end]);
  }
  return parts;
}

/** How well the marked words of the first quote, all together, are the answer; not at all in a wrong article. */
function markedOverlap({ judged, quotes: [first] }: Reply): { readonly exact: number; readonly f1: number } {
  if (first === undefined || !isRight(judged, first.article.id)) return { exact: 0, f1: 0 };
  const marked = highlightedParts(first).map(([start, end]) => first.text.slice(start, end));
  return overlap(marked.join(' '), judged.answers);
}

/** Of the first three quotes, which are from a right article and hold the answer. */
const usefulOf = ({ judged, quotes }: Reply) =>
  quotes
    .slice(0, 3)
    .map(({ article, text }) => isRight(judged, article.id) && holdsAnswer(text, judged.answers));

/** Characters up to the end of the answer, quotes before it counted whole; `null` where none holds it. */
function effortOf({ judged, quotes }: Reply, useful: readonly boolean[]): number | null {
  const place = useful.indexOf(true);
  if (place === -1) return null;
  const before = quotes.slice(0, place).reduce((sum, { text }) => sum + text.length, 0);
  return before + upToAnswer(quotes[place]!.text, judged.answers);
}

/** Characters of the shortest beginning that holds an answer; a cut within a word makes no match. */
function upToAnswer(text: string, answers: readonly string[]): number {
  const whole = (at: number) => at + (/^[\p{L}\p{M}\p{N}]*/u.exec(text.slice(at))?.[0].length ?? 0);
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holdsAnswer(text.slice(0, whole(middle)), answers)) high = middle;
    else low = middle + 1;
  }
  return whole(low);
}

const highlightHolds = (quote: GivenQuote, { answers }: JudgedQuestion) =>
  highlightedParts(quote).some(([start, end]) => holdsAnswer(quote.text.slice(start, end), answers));

const highlightedShare = (quote: GivenQuote) =>
  highlightedParts(quote).reduce((sum, [start, end]) => sum + end - start, 0) / quote.text.length;

/** Whether quotes stand in their articles, with runs of white space made one space. */
function isVerbatimIn(textOf: (article: string) => string | undefined): (quote: GivenQuote) => boolean {
  const squash = (text: string) => text.replace(/\s+/g, ' ').trim();
  const squashed = new Map<string, string>();
  return ({ article: { id }, text }) => {
    if (!squashed.has(id)) squashed.set(id, squash(textOf(id) ?? ''));
    return squash(text) !== '' && squashed.get(id)!.includes(squash(text));
  };
}

export function share<T>(all: readonly T[], test: (one: T, at: number) => boolean): number | null {
  return all.length === 0 ? null : all.filter(test).length / all.length;
}

function mean(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
