import type { TextSpan } from '../../src/text/sentences.ts';

/** Characters of a quote at most. */
const maxQuote = 350;

/** The words of a text as MiniSearch parts them by default, in lower case. */
export const plainWords = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[\n\r\p{Z}\p{P}]+/u)
      .filter((word) => word !== ''),
  );

/**
 * The window of whole sentences that has most of the question's words, the first of equals: what a quote is without any
 * knowledge of answers. A sentence that is longer than a quote may be is cut after the last word that fits.
 *
 * @param around the sentence that must be in the window
 */
export function bestWindow(
  text: string,
  sentences: readonly TextSpan[],
  question: ReadonlySet<string>,
  around?: number,
): string {
  const spans = sentences.map((span) => cut(text, span));
  const held = spans.map(({ start, end }) =>
    [...plainWords(text.slice(start, end))].filter((word) => question.has(word)),
  );
  let best = { start: 0, end: 0, words: -1 };
  for (let first = 0; first <= (around ?? spans.length - 1); first++) {
    const words = new Set<string>();
    const { start } = spans[first]!;
    let last = first;
    for (; last < spans.length && spans[last]!.end - start <= maxQuote; last++)
      for (const word of held[last]!) words.add(word);
    if (last > (around ?? first) && words.size > best.words)
      best = { start, end: spans[last - 1]!.end, words: words.size };
  }
  return text.slice(best.start, best.end);
}

function cut(text: string, { start, end }: TextSpan): TextSpan {
  if (end - start <= maxQuote) return { start, end };
  const room = text.slice(start, start + maxQuote + 1);
  const space = room.search(/\s\S*$/);
  return { start, end: start + (space > 0 ? space : maxQuote) };
}
