import type { Range } from '../../answer/answer.ts';
import type { Locale } from '../../locales/words.ts';

/**
 * A reply as data: final texts in one locale, as plain text. Every renderer escapes them for its platform;
 * quotes, dates and highlights stay data until then.
 */
export interface Reply {
  readonly locale: Locale;
  /** Sets the accent colour. */
  readonly tone: 'answer' | 'abstention' | 'plain' | 'error';
  /** Whether it reports a fault on our side. */
  readonly isFault?: true;
  readonly parts: readonly Part[];
  /** Only the asker sees it, if the platform supports that. */
  readonly private: boolean;
  /** The stored reply's id; the surface adds the message that shows it. */
  readonly keptAs?: string;
  /** For an answer or abstention: the question, for surfaces that can explain it. */
  readonly asked?: {
    readonly question: string;
    /** The previous question, if this may be a follow-up. */
    readonly previous: string | null;
    readonly askedAt: Date;
    readonly strictness: 'normal' | 'strict';
  };
}

export type Part =
  | { readonly kind: 'heading' | 'text' | 'notice' | 'small'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Bars of these heights from left to right; what they show stands in words beside it, and in `description` for who cannot see it. */
  | { readonly kind: 'bars'; readonly heights: readonly number[]; readonly description: string }
  /** To be copied as it is. */
  | { readonly kind: 'code'; readonly text: string }
  /** A file to keep, of plain text; at most one in a reply. */
  | { readonly kind: 'file'; readonly name: string; readonly content: string }
  /** What a member did; `account` is their id on the platform, and drawn so that it pings nobody; `null` where it is not known. */
  | { readonly kind: 'act'; readonly text: string; readonly account: string | null }
  /** Channels by their ids. */
  | { readonly kind: 'channels'; readonly ids: readonly string[] }
  /** `until`: milliseconds since 1970, drawn behind the text as the time that is left. */
  | { readonly kind: 'countdown'; readonly text: string; readonly until: number }
  | QuotePart
  | ArticlePart
  | { readonly kind: 'separator' }
  | { readonly kind: 'controls'; readonly controls: readonly Control[] };

/** A reply cannot have two controls with the same call. */
export type Control = Button | Select | LinkButton;

/** A command's action, with arguments that must survive a restart. */
export interface Call {
  readonly command: string;
  readonly action: string;
  /** On Discord, the names and arguments together have at most 100 characters. Longer state goes into `Replies`. */
  readonly args: readonly string[];
}

export interface Button {
  readonly kind: 'button';
  /** At most 80 characters; may be empty if there is an emoji. */
  readonly label: string;
  readonly emoji?: string;
  /** `main` for what most users want, `danger` for what destroys something. */
  readonly style?: 'main' | 'danger';
  readonly disabled?: boolean;
  readonly call: Call;
}

/** Opens an article; left out where there is no place beside other buttons, or the address is too long for one. */
export interface LinkButton {
  readonly kind: 'link';
  /** At most 80 characters. */
  readonly label: string;
  readonly url: string;
  /** The words of the page at which it is opened. */
  readonly at: string;
}

/** A choice among values, or among the channels or roles of the server. */
export interface Select {
  readonly kind: 'select';
  /** At most 150 characters. */
  readonly label: string;
  readonly from: readonly Choice[] | 'channels' | 'roles';
  /** Currently chosen values or ids. */
  readonly chosen: readonly string[];
  /** How many can be chosen; default exactly one. */
  readonly least?: number;
  readonly most?: number;
  readonly call: Call;
}

/** At most 25 per select; value, label and description have at most 100 characters each. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

export interface Form {
  /** At most 45 characters. */
  readonly title: string;
  /** The question that it is about, shown above its fields. */
  readonly about?: string;
  /** One to four. */
  readonly fields: readonly Field[];
}

export type Field = TextField | ChoiceField | FilesField;

interface NamedField {
  readonly name: string;
  /** At most 45 characters. */
  readonly label: string;
  /** At most 100 characters. */
  readonly hint?: string;
  readonly required: boolean;
}

interface TextField extends NamedField {
  readonly kind: 'text';
  /** Characters. */
  readonly maxLength: number;
  /** Whether the input has several lines. */
  readonly long: boolean;
}

/** One of two to ten. */
export interface ChoiceField extends NamedField {
  readonly kind: 'choice';
  readonly from: readonly Choice[];
}

/** Files, each of which is given as the address at which it lies. */
export interface FilesField extends NamedField {
  readonly kind: 'files';
  /** At most ten. */
  readonly most: number;
  /** Endings with their dot, at most ten. */
  readonly types: readonly string[];
}

/** What was filled in, by the names of the form's fields: several values of files alone. */
export type FilledForm = Readonly<Record<string, string | readonly string[]>>;

/** A verbatim quote. The renderer adds highlights, and `[…]` where the article's text was left out. */
export interface QuotePart {
  readonly kind: 'quote';
  readonly text: string;
  readonly highlights: readonly Range[];
  readonly omitted: { readonly before: boolean; readonly after: boolean };
  /** The article's text right before and after the quote, if requested; may be empty. */
  readonly context?: { readonly before: string; readonly after: string };
  readonly attribution: Attribution;
  /** Whether the next part is a quote of the same article: the attribution stands below that alone. */
  readonly isContinued?: boolean;
  /** Where the quote is in its article, for surfaces that can show it; left out if unknown. */
  readonly source?: QuoteSource;
}

/** A range of an article's text, as UTF-16 offsets. */
export interface QuoteSource {
  /** The article's id. */
  readonly article: string;
  readonly start: number;
  readonly end: number;
}

/** A list entry, or with `isWhole` the full attribution. */
export interface ArticlePart {
  readonly kind: 'article';
  readonly attribution: Attribution;
  readonly isWhole?: boolean;
}

/** What is unknown is said to be unknown, never left out. */
export interface Attribution {
  readonly publisher: string;
  readonly byline: string | null;
  readonly published: DateWords;
  /** When it was changed after that, as finished words; left out where it is not known to have been. */
  readonly updated?: string;
  readonly title: string;
  /** `null` if the article has no address; `linkUnknown` then says so, and is empty where that is said elsewhere. */
  readonly url: string | null;
  readonly linkUnknown: string;
  /** What readers must know before trusting the text: corrected, machine-translated. */
  readonly notes: readonly string[];
  /** Links to the sources of its facts, with their label. */
  readonly basedOn: { readonly label: string; readonly links: readonly string[] } | null;
}

export interface DateWords {
  /** The absolute date with its zone: "13 Jan 2022, 14.05 WIB". */
  readonly absolute: string;
  /** "4 years ago"; `null` if the date is unknown. */
  readonly relative: string | null;
  /** Milliseconds since 1970, for platforms that render relative dates themselves. */
  readonly at: number | null;
}
