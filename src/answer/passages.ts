import { sentenceCount, spanOf, type IndexedArticle } from '../search/indexed-article.ts';
import type { Quote, Range } from './answer.ts';
import { correctionBeside, verbatim, versionOf } from './quotes.ts';

const longestPassage = 1000;
/** Sentences of context before and after a quote, and their maximum length in characters. */
const contextSentences = 2;
const longestContext = 400;

/** UTF-16 offsets into an article's text. */
export interface TextRange {
  /** The article's id. */
  readonly article: string;
  readonly start: number;
  readonly end: number;
}

/** Cuts an article into consecutive passages of whole sentences; a sentence that is too long is cut between words. */
export function passagesOf(entry: IndexedArticle): Range[] {
  const { text } = entry;
  const passages: [number, number][] = [];
  for (let sentence = 0; sentence < sentenceCount(entry); sentence++) {
    const [from, end] = spanOf(entry, sentence);
    for (let start = from; start < end;) {
      const stop = end - start <= longestPassage ? end : cutBetweenWords(text, start);
      const last = passages.at(-1);
      if (last !== undefined && stop - last[0] <= longestPassage) last[1] = stop;
      else passages.push([start, stop]);
      start = stop + (/^\s*/.exec(text.slice(stop, end))?.[0].length ?? 0);
    }
  }
  return passages;
}

function cutBetweenWords(text: string, start: number): number {
  const room = text.slice(start, start + longestPassage + 1);
  const blank = room.search(/\s\S*$/);
  return start + (blank > 0 ? blank : longestPassage);
}

/** A range as a quote without highlights, verified against the text. */
export function stretchQuote(entry: IndexedArticle, [start, end]: Range): Quote {
  const { text, facts } = entry;
  return verbatim(
    {
      text: text.slice(start, end),
      start,
      end,
      highlights: [],
      omitted: { before: text.slice(0, start).trim() !== '', after: text.slice(end).trim() !== '' },
      article: facts,
      version: versionOf(text),
      correction: correctionBeside(text.slice(start, end), text),
      otherLanguage: null,
      copies: [],
      score: 0,
      probability: 0,
    },
    text,
  );
}

/** The text right before and after a range, and whether there is more beyond it. */
export interface QuoteContext {
  readonly before: string;
  readonly after: string;
  readonly omitted: { readonly before: boolean; readonly after: boolean };
}

/** Up to two whole sentences on each side, cut between words if they are too long. */
export function contextOf(entry: IndexedArticle, { start, end }: TextRange): QuoteContext {
  const { text } = entry;
  const spans = Array.from({ length: sentenceCount(entry) }, (_, sentence) => spanOf(entry, sentence));
  const before = spans.filter(([from]) => from < start).slice(-contextSentences);
  const after = spans.filter(([, to]) => to > end).slice(0, contextSentences);
  const from =
    before.map(([from]) => from).find((from) => start - from <= longestContext) ??
    (before.length === 0 ? start : wordAfter(text, start - longestContext));
  const to =
    after.map(([, to]) => to).findLast((to) => to - end <= longestContext) ??
    (after.length === 0 ? end : wordBefore(text, end + longestContext));
  return {
    before: text.slice(from, start),
    after: text.slice(end, to),
    omitted: { before: text.slice(0, from).trim() !== '', after: text.slice(to).trim() !== '' },
  };
}

/** The start of the first whole word at or after an offset. */
function wordAfter(text: string, offset: number): number {
  const blank = text.slice(offset).search(/\s/);
  return offset + (blank < 0 ? 0 : blank + 1);
}

/** The end of the last whole word before an offset. */
function wordBefore(text: string, offset: number): number {
  const blank = text.slice(0, offset + 1).search(/\s\S*$/);
  return blank < 0 ? offset : blank;
}
