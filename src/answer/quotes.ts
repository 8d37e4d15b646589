import { createHash } from 'node:crypto';
import type { ArticleFacts } from '../articles/article.ts';
import { spanOf } from '../search/indexed-article.ts';
import type { SearchResult, Hit } from '../search/search-index.ts';
import { correctionNotice } from '../text/correction.ts';
import type { Quote, Range } from './answer.ts';
import { type SentenceRange } from './stretch.ts';

export interface Chosen {
  readonly hit: Hit;
  readonly stretch: SentenceRange;
  readonly copies: readonly ArticleFacts[];
  /** The probability that it, or a copy of it, answers. */
  readonly probability: number;
}

export function quoteOf({ hit, stretch, copies, probability }: Chosen, found: SearchResult): Quote {
  const { entry, score } = hit;
  const whole = entry.text;
  const text = whole.slice(stretch.start, stretch.end);
  return {
    text,
    start: stretch.start,
    end: stretch.end,
    highlights: highlightsOf(hit, stretch, found),
    omitted: {
      before: whole.slice(0, stretch.start).trim() !== '',
      after: whole.slice(stretch.end).trim() !== '',
    },
    article: entry.facts,
    otherLanguage: otherLanguageOf(hit),
    version: versionOf(whole),
    correction: correctionBeside(text, whole),
    copies,
    score,
    probability,
  };
}

const otherLanguageOf = ({ entry: { language }, features }: Hit) =>
  features.foreign === 1 && language !== 'und' ? language : null;

/** The article's correction notice, unless the quote contains it. */
export function correctionBeside(quote: string, text: string): string | null {
  const notice = correctionNotice(text);
  return notice === null || quote.includes(notice) ? null : notice;
}

/** 16 hexadecimal digits. */
export const versionOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/**
 * The last check before anything is shown.
 *
 * @throws when the quote is not in the text
 */
export function verbatim(quote: Quote, text: string): Quote {
  if (quote.text === '' || quote.text !== text.slice(quote.start, quote.end)) {
    throw new Error(
      `A quote of "${quote.article.id}" is not in its text from ${quote.start} to ${quote.end}.`,
    );
  }
  return quote;
}

/** The most probable answer span of the quoted sentences, weighted by each sentence's probability. */
function highlightsOf(hit: Hit, { first, last, start, end }: SentenceRange, found: SearchResult): Range[] {
  const { entry } = hit;
  let best: { readonly range: Range; readonly probability: number } | null = null;
  for (let sentence = first; sentence <= last; sentence++) {
    const from = spanOf(entry, sentence)[0] - start;
    const likely =
      found.hits.find((one) => one.entry === entry && one.sentence === sentence)?.probability ?? 0;
    const span = found
      .answersIn(entry, sentence)
      .find((one) => from + one.start >= 0 && from + one.end <= end - start);
    if (span !== undefined && (best === null || likely * span.probability > best.probability))
      best = { range: [from + span.start, from + span.end], probability: likely * span.probability };
  }
  return best === null ? [] : [best.range];
}
