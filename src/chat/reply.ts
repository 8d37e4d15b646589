import type { Range } from '../answer/answer.ts';
import type { Locale } from '../locales/words.ts';

/**
 * A reply as data: finished words in one locale, in plain text. Every renderer escapes them for its own platform; quotes,
 * dates and highlights stay data until then.
 */
export interface Reply {
  readonly locale: Locale;
  /** Sets the accent colour. */
  readonly tone: 'answer' | 'abstention' | 'plain' | 'error';
  readonly parts: readonly Part[];
  /** Shown to the asker alone, where the platform can. */
  readonly private: boolean;
}

export type Part =
  | { readonly kind: 'heading' | 'text' | 'notice' | 'small'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | QuotePart
  | { readonly kind: 'article'; readonly attribution: Attribution }
  | { readonly kind: 'separator' };

/** A verbatim quote. The renderer draws the highlights, and `[…]` where text of the article was left out. */
export interface QuotePart {
  readonly kind: 'quote';
  readonly text: string;
  readonly highlights: readonly Range[];
  readonly omitted: { readonly before: boolean; readonly after: boolean };
  readonly attribution: Attribution;
}

/** Where the words come from. What is unknown is said in words, never left out. */
export interface Attribution {
  readonly publisher: string;
  readonly byline: string | null;
  readonly published: DateWords;
  readonly title: string;
  /** `null` when the article has no address; `linkUnknown` then says so. */
  readonly url: string | null;
  readonly linkUnknown: string;
  /** What a reader must know before trusting the words: corrected, translated by machine. */
  readonly notes: readonly string[];
  /** Links of the sources of the facts, with the words that introduce them. */
  readonly basedOn: { readonly label: string; readonly links: readonly string[] } | null;
}

export interface DateWords {
  /** The absolute date with its zone: "13 Jan 2022, 14.05 WIB". */
  readonly absolute: string;
  /** "4 years ago"; `null` when the date is unknown. */
  readonly relative: string | null;
  /** Milliseconds since 1970, for platforms that draw relative dates themselves. */
  readonly at: number | null;
}
