import type { Part, QuotePart } from '../chat/contract/reply.ts';
import { cutAtWord } from './visible.ts';

/** Gives up a little; `null` when it has nothing more to give up. */
type Economy = (parts: readonly Part[]) => readonly Part[] | null;

/** Stands where the rest of a list was left out. */
const rest = '…';

/**
 * Drops parts of a reply until it fits, the least important first. An attribution is never separated from
 * its quote, and a whole quote is dropped before another one is cut, since a cut may fall within a sentence.
 */
export function fitted(parts: readonly Part[], fits: (parts: readonly Part[]) => boolean): readonly Part[] {
  let kept = parts;
  for (const economy of economies) {
    while (!fits(kept)) {
      const less = economy(kept);
      if (less === null) break;
      kept = less;
    }
  }
  return kept;
}

const economies: readonly Economy[] = [
  lessContext,
  fewerSourcesOfFacts,
  shorterList,
  fewerArticles,
  fewerQuotes,
  fewerOthers,
  shorterQuote,
];

/** The context of the last quote that has one. */
function lessContext(parts: readonly Part[]): readonly Part[] | null {
  const place = parts.findLastIndex((part) => part.kind === 'quote' && part.context !== undefined);
  const part = parts[place];
  if (part?.kind !== 'quote') return null;
  const { kind, text, highlights, omitted, attribution, isContinued = false } = part;
  return parts.with(place, { kind, text, highlights, omitted, attribution, isContinued });
}

function fewerSourcesOfFacts(parts: readonly Part[]): readonly Part[] | null {
  const place = parts.findLastIndex((part) => part.kind === 'quote' && part.attribution.basedOn !== null);
  const part = parts[place];
  if (part?.kind !== 'quote' || part.attribution.basedOn === null) return null;
  const { label, links } = part.attribution.basedOn;
  const fewer = withoutLast(links);
  const basedOn = fewer === null ? null : { label, links: fewer };
  return parts.with(place, { ...part, attribution: { ...part.attribution, basedOn } });
}

function shorterList(parts: readonly Part[]): readonly Part[] | null {
  for (const [place, part] of [...parts.entries()].reverse()) {
    const items = part.kind === 'list' ? withoutLast(part.items) : null;
    if (items !== null) return parts.with(place, { kind: 'list', items });
  }
  return null;
}

function fewerArticles(parts: readonly Part[]): readonly Part[] | null {
  const place = parts.findLastIndex((part) => part.kind === 'article');
  if (place === parts.findIndex((part) => part.kind === 'article')) return null;
  const next = parts[place + 1];
  const isMarked = next?.kind === 'small' && next.text === rest;
  return parts.toSpliced(place, 1, ...(isMarked ? [] : [{ kind: 'small' as const, text: rest }]));
}

/** A quote goes with the separator before it; of the one before, if it is of the same article, the attribution is shown then. */
function fewerQuotes(parts: readonly Part[]): readonly Part[] | null {
  const place = parts.findLastIndex((part) => part.kind === 'quote');
  if (place === parts.findIndex((part) => part.kind === 'quote')) return null;
  const before = parts[place - 1];
  if (before?.kind !== 'quote') return parts.toSpliced(place - 1, 2);
  const { attribution } = parts[place] as QuotePart;
  return parts.toSpliced(place - 1, 2, { ...before, attribution, isContinued: false });
}

/** Everything but a heading, the quote and the controls, from the end. */
function fewerOthers(parts: readonly Part[]): readonly Part[] | null {
  const place = parts.findLastIndex(
    (part, at) => !['quote', 'controls'].includes(part.kind) && (at > 0 || part.kind !== 'heading'),
  );
  return place < 0 ? null : parts.toSpliced(place, 1);
}

/** The one quote that is left, shorter by about a tenth. */
function shorterQuote(parts: readonly Part[]): readonly Part[] | null {
  const place = parts.findIndex((part) => part.kind === 'quote' && part.text !== '');
  const quote = parts[place];
  return quote?.kind === 'quote' ? parts.with(place, cut(quote, Math.floor(quote.text.length * 0.9))) : null;
}

function cut(quote: QuotePart, most: number): QuotePart {
  const text = cutAtWord(quote.text, most);
  const highlights = quote.highlights
    .filter(([start]) => start < text.length)
    .map(([start, end]) => [start, Math.min(end, text.length)] as const);
  return { ...quote, text, highlights, omitted: { ...quote.omitted, after: true } };
}

/** One item fewer, with a mark at the end; `null` when only the mark would be left. */
function withoutLast(items: readonly string[]): readonly string[] | null {
  const real = items.filter((item) => item !== rest);
  return real.length > 1 ? [...real.slice(0, -1), rest] : null;
}
