import type { Answer, Quote } from '../../src/answer/answer.ts';
import { holdsAnswer, isRight, type JudgedQuestion } from './sets.ts';

/** A question with what was answered, and how long that took. */
export interface Reply {
  readonly judged: JudgedQuestion;
  readonly answer: Answer;
  readonly tookMs: number;
}

/** The measures of the evaluation sets; shares from 0 to 1, `null` where nothing was to be measured. */
export interface Scores {
  readonly 'art@1': number | null;
  readonly 'art@3': number | null;
  readonly 'quote@1': number | null;
  readonly 'quote@3': number | null;
  readonly 'highlight@1': number | null;
  /** Mean share of the first quote's characters that is highlighted. */
  readonly highlighted: number | null;
  readonly 'abstained, answerable': number | null;
  readonly 'abstained, unanswerable': number | null;
  readonly 'p50 ms': number | null;
  readonly 'p99 ms': number | null;
}

/** Scores replies: over the answerable questions, where an abstention is a miss, and abstention over both kinds. */
export function score(replies: readonly Reply[]): Scores {
  const answerable = replies.filter(({ judged }) => judged.answerable);
  const unanswerable = replies.filter(({ judged }) => !judged.answerable);
  const firsts = answerable.flatMap(({ answer }) => quotesOf(answer).slice(0, 1));
  const times = replies.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  return {
    'art@1': share(answerable, ({ judged, answer }) =>
      quotesOf(answer).slice(0, 1).some(isFromRight(judged)),
    ),
    'art@3': share(answerable, ({ judged, answer }) =>
      quotesOf(answer).slice(0, 3).some(isFromRight(judged)),
    ),
    'quote@1': share(answerable, ({ judged, answer }) => quotesOf(answer).slice(0, 1).some(counts(judged))),
    'quote@3': share(answerable, ({ judged, answer }) => quotesOf(answer).slice(0, 3).some(counts(judged))),
    'highlight@1': share(answerable, ({ judged, answer }) =>
      quotesOf(answer)
        .slice(0, 1)
        .some((quote) => counts(judged)(quote) && highlightHolds(quote, judged)),
    ),
    highlighted: mean(
      firsts.map(({ text, highlights }) => highlights.reduce((sum, [a, b]) => sum + b - a, 0) / text.length),
    ),
    'abstained, answerable': share(answerable, ({ answer }) => answer.status === 'abstained'),
    'abstained, unanswerable': share(unanswerable, ({ answer }) => answer.status === 'abstained'),
    'p50 ms': times[Math.floor(times.length * 0.5)] ?? null,
    'p99 ms': times[Math.floor(times.length * 0.99)] ?? null,
  };
}

const quotesOf = (answer: Answer) => (answer.status === 'answered' ? answer.quotes : []);
const isFromRight = (judged: JudgedQuestion) => (quote: Quote) => isRight(judged, quote.article.id);
const counts = (judged: JudgedQuestion) => (quote: Quote) =>
  isRight(judged, quote.article.id) && holdsAnswer(quote.text, judged.answers);

/** Whether a highlighted part holds the answer; parts with no letter or digit between them are read as one. */
function highlightHolds({ text, highlights }: Quote, { answers }: JudgedQuestion): boolean {
  const parts: [number, number][] = [];
  for (const [start, end] of highlights) {
    const last = parts.at(-1);
    if (last && !/[\p{L}\p{M}\p{N}]/u.test(text.slice(last[1], start))) last[1] = end;
    else parts.push([start, end]);
  }
  return parts.some(([start, end]) => holdsAnswer(text.slice(start, end), answers));
}

function share<T>(all: readonly T[], test: (one: T) => boolean): number | null {
  return all.length === 0 ? null : all.filter(test).length / all.length;
}

function mean(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
