import type { QuotePart, Reply } from './contract/reply.ts';
import type { Chat } from './contract/chat.ts';

/**
 * Compares what a surface draws of the quotes of a reply with the text of their articles as it is now. It knows nothing of
 * where a quote begins and ends: whatever went wrong before, false words are not shown. What is not in its article is left
 * out, logged and counted.
 *
 * @param drawn what a surface draws of a quote, without its marks and escapes
 */
export async function withTrueQuotes(
  reply: Reply,
  drawn: (quote: QuotePart) => string,
  { services: { archive }, log, countFalse }: Pick<Chat, 'services' | 'log' | 'countFalse'>,
): Promise<Reply> {
  const quotes = reply.parts.flatMap((part) =>
    part.kind === 'quote' && part.source !== undefined
      ? [{ part, article: part.source.article, text: drawn(part) }]
      : [],
  );
  if (quotes.length === 0) return reply;
  const are = await archive.holds(quotes.map(({ article, text }) => ({ article, text })));
  const untrue = quotes.filter((_, place) => are[place] === false);
  if (untrue.length === 0) return reply;
  for (const { article, text } of untrue) {
    log.error({ article, drawn: text }, 'a quote was drawn that is not in its article; it was not shown');
    countFalse?.();
  }
  return { ...reply, parts: without(reply.parts, new Set(untrue.map(({ part }) => part))) };
}

/** Without some quotes, each with the separator before it. */
function without(parts: Reply['parts'], untrue: ReadonlySet<QuotePart>): Reply['parts'] {
  const isUntrue = (part: Reply['parts'][number] | undefined) => part?.kind === 'quote' && untrue.has(part);
  const left = parts.filter(
    (part, place) => !isUntrue(part) && !(part.kind === 'separator' && isUntrue(parts[place + 1])),
  );
  const first = left.findIndex(({ kind }) => kind === 'quote');
  return left.filter((part, place) => part.kind !== 'separator' || place > first);
}
