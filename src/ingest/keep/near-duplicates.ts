import type { Article } from '../../articles/article.ts';
import { resemblance, signatureOf, type Signature } from '../../text/min-hash.ts';

/** From this resemblance on, an article of the same publisher is the same one at another address. */
const sameFrom = 0.95;
/** From this resemblance on, an article of another publisher is a copy of one story. */
const copyFrom = 0.6;
/** Days between the publication of a story and that of its copies at most. */
const withinDays = 3;
/** Texts of fewer characters are alike by chance. */
const fewestCharacters = 200;

const dayMs = 86_400_000;

/** What is compared of an article. */
export interface Outline {
  readonly id: string;
  readonly publisher: string | null;
  /** Milliseconds since 1970; infinite where the time is not known. */
  readonly publishedMs: number;
  readonly origin: string | null;
  /** The article of which it is known to be a copy. */
  readonly copyOf: string | null;
  readonly isCorrected: boolean;
  /** All figures of the text: a daily table of prices has the words of the day before, and is another article. */
  readonly figures: string;
  /** `null` for a text that is too short to be told from others. */
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

/** The days, as names of files begin with them, on which copies of an article may have been published. */
export function daysAround(published: string | null): string[] {
  if (published === null) return ['undated'];
  const day = Date.parse(published.slice(0, 10));
  return Array.from({ length: 2 * withinDays + 1 }, (_, at) =>
    new Date(day + (at - withinDays) * dayMs).toISOString().slice(0, 10),
  );
}

/** Whether an article is the same as another of its publisher, which has another address: a page for telephones or printers. */
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
