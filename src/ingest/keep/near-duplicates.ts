import type { Article } from '../../articles/article.ts';
import { resemblance, signatureOf, type Signature } from '../../text/min-hash.ts';

/** Least resemblance of one publisher's article at two addresses. */
const sameFrom = 0.95;
/** Least resemblance of a story at two publishers. */
const copyFrom = 0.6;
/** Most days between the publication of a story and its copies. */
const withinDays = 3;
/** Shorter texts resemble each other by chance. */
const fewestCharacters = 200;

const dayMs = 86_400_000;

/** What duplicates are recognised by. */
export interface Outline {
  readonly id: string;
  readonly publisher: string | null;
  /** Milliseconds since 1970; infinite if unknown. */
  readonly publishedMs: number;
  readonly origin: string | null;
  /** The article it is known to be a copy of. */
  readonly copyOf: string | null;
  readonly isCorrected: boolean;
  /** All numbers in the text: a daily table of prices has yesterday's words and is another article. */
  readonly figures: string;
  /** `null` for a text too short to compare. */
  readonly signature: Signature | null;
}

export function outlineOf(article: Article): Outline {
  const { id, publisher, published, origin, copyOf, status, text } = article;
  return {
    id,
    publisher,
    publishedMs: published === null ? Infinity : Date.parse(published),
    origin,
    copyOf,
    isCorrected: status === 'corrected',
    figures: (text.match(/\d+/g) ?? []).join(' '),
    signature: text.length < fewestCharacters ? null : signatureOf(text),
  };
}

/** The days, as in file names, on which copies may have been published. */
export function daysAround(published: string | null): string[] {
  if (published === null) return ['undated'];
  const day = Date.parse(published.slice(0, 10));
  return Array.from({ length: 2 * withinDays + 1 }, (_, at) =>
    new Date(day + (at - withinDays) * dayMs).toISOString().slice(0, 10),
  );
}

/** Whether it is one publisher's article at another address, such as a mobile or print version. */
export function isSame(one: Outline, other: Outline): boolean {
  return (
    one.publisher === other.publisher &&
    one.figures === other.figures &&
    one.isCorrected === other.isCorrected &&
    alike(one, other) >= sameFrom
  );
}

/** Whether two publishers carry one story. */
export function isCopy(one: Outline, other: Outline): boolean {
  return one.publisher !== other.publisher && alike(one, other) >= copyFrom;
}

const alike = (one: Outline, other: Outline) =>
  one.signature === null || other.signature === null ? 0 : resemblance(one.signature, other.signature);
