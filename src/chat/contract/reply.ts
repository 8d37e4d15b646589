import type { Range } from '../../answer/answer.ts';
import type { Locale } from '../../locales/words.ts';

/**
 * A reply as data: finished words in one locale, in plain text. Every renderer escapes them for its own platform; quotes,
 * dates and highlights stay data until then.
 */
export interface Reply {
  readonly locale: Locale;
  /** Sets the accent colour. */
  readonly tone: 'answer' | 'abstention' | 'plain' | 'error';
  /** Whether it says that something broke on our side. */
  readonly isFault?: true;
  readonly parts: readonly Part[];
  /** Shown to the asker alone, where the platform can. */
  readonly private: boolean;
  /** The id under which it is kept: the surface adds in which message it stands. */
  readonly keptAs?: string;
  /** What was asked, where it is an answer or says that there is none: for surfaces that can explain it. */
  readonly asked?: {
    readonly question: string;
    /** The question before, which it may lean on. */
    readonly previous: string | null;
    readonly askedAt: Date;
    readonly strictness: 'normal' | 'strict';
  };
}

export type Part =
  | { readonly kind: 'heading' | 'text' | 'notice' | 'small'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Channels of the platform, by their identifiers. */
  | { readonly kind: 'channels'; readonly ids: readonly string[] }
  /** `until`: milliseconds since 1970, drawn behind the text as the time that is left. */
  | { readonly kind: 'countdown'; readonly text: string; readonly until: number }
  | QuotePart
  | ArticlePart
  | { readonly kind: 'separator' }
  | { readonly kind: 'controls'; readonly controls: readonly Control[] };

/** Something in a reply that a person can use. Two of the same call cannot stand in one reply. */
export type Control = Button | Select;

/** What using a control does: an action of a command, with state that must survive a restart. */
export interface Call {
  readonly command: string;
  readonly action: string;
  /** Short: on Discord, the names and all of these together have 100 characters. What is longer is kept in `Replies`. */
  readonly args: readonly string[];
}

export interface Button {
  readonly kind: 'button';
  /** At most 80 characters; may be empty where there is an emoji. */
  readonly label: string;
  readonly emoji?: string;
  /** The one that most people want is `main`; one that destroys is `danger`. */
  readonly style?: 'main' | 'danger';
  readonly disabled?: boolean;
  readonly call: Call;
}

/** A choice among values, or among the channels or roles of the server. */
export interface Select {
  readonly kind: 'select';
  /** What is chosen; at most 150 characters. */
  readonly label: string;
  readonly from: readonly Choice[] | 'channels' | 'roles';
  /** What is chosen now, as values or identifiers. */
  readonly chosen: readonly string[];
  /** How many may be chosen; default exactly one. */
  readonly least?: number;
  readonly most?: number;
  readonly call: Call;
}

/** At most 25 of them in a select; 100 characters each for value, label and description. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

/** What is asked of a person before an action runs. */
export interface Form {
  /** At most 45 characters. */
  readonly title: string;
  /** One to five. */
  readonly fields: readonly Field[];
}

/** A text to be filled in. */
export interface Field {
  readonly name: string;
  /** At most 45 characters. */
  readonly label: string;
  /** At most 100 characters. */
  readonly hint?: string;
  readonly required: boolean;
  /** Characters. */
  readonly maxLength: number;
  /** Whether there is room for several lines. */
  readonly long: boolean;
}

/** A verbatim quote. The renderer draws the highlights, and `[…]` where text of the article was left out. */
export interface QuotePart {
  readonly kind: 'quote';
  readonly text: string;
  readonly highlights: readonly Range[];
  readonly omitted: { readonly before: boolean; readonly after: boolean };
  /** The words of the article that stand right before and after the quote, where they were asked for; they may be empty. */
  readonly context?: { readonly before: string; readonly after: string };
  readonly attribution: Attribution;
  /** Where the quote stands, for surfaces that can show it there; left out where it is not known. */
  readonly source?: QuoteSource;
}

/** A stretch of the text of an article, as UTF-16 offsets. */
export interface QuoteSource {
  /** The id of the article. */
  readonly article: string;
  readonly start: number;
  readonly end: number;
}

/** An article by itself: one of a list, or `isWhole`, with all of its attribution. */
export interface ArticlePart {
  readonly kind: 'article';
  readonly attribution: Attribution;
  readonly isWhole?: boolean;
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
