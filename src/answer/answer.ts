import type { ArticleFacts } from '../articles/article.ts';
import type { Correction } from '../search/spelling.ts';
import type { Talk } from '../text/words/small-talk.ts';

/** UTF-16 offsets: from `start`, up to but not including `end`. */
export type Range = readonly [start: number, end: number];

/** How sure the evidence must be before it is shown. `never` abstains only when nothing at all was found. */
export type Strictness = 'never' | 'normal' | 'strict';

export interface Filter {
  /** Part of a publisher's name; case does not matter. */
  readonly source?: string;
  /** Milliseconds since 1970; leaves out articles published before, and undated ones. */
  readonly since?: number;
  /** Milliseconds since 1970; leaves out articles published after, and undated ones. */
  readonly until?: number;
  /** BCP 47; the primary subtag decides. */
  readonly language?: string;
  /** The server whose own articles may be quoted too; without it, only the shared ones. */
  readonly server?: string | null;
}

export interface Question {
  readonly text: string;
  /** What the same user asked shortly before; only used if the question is a follow-up. */
  readonly previous?: string;
  /** When it is asked; articles published more than a week later are not used. */
  readonly askedAt: Date;
  readonly strictness: Strictness;
  /** BCP 47: the reader's language, for a question that does not tell its own, as a name does not. */
  readonly readIn?: string | undefined;
  readonly filter?: Filter;
  /** Default 3, an upper limit: a further quote is given only if it probably adds something. */
  readonly most?: number;
  /** How many of the best quotes were already shown and are skipped; default 0. With it, `most` quotes are given. */
  readonly skip?: number;
}

/** A verbatim quote: `text` is exactly `article.text.slice(start, end)`. */
export interface Quote {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Offsets into `text`, in order, without overlap. */
  readonly highlights: readonly Range[];
  /** Whether the article goes on before and after the quote. */
  readonly omitted: { readonly before: boolean; readonly after: boolean };
  readonly article: ArticleFacts;
  /** The article's language (BCP 47) where it is another one than the question's. */
  readonly otherLanguage: string | null;
  /** A hash of the article's text; if it differs later, the article has changed. */
  readonly version: string;
  /** The article's own correction notice, verbatim, unless it is part of the quote. */
  readonly correction: string | null;
  /** Other articles with this sentence or a near copy of it; `article` is the earliest of all. */
  readonly copies: readonly ArticleFacts[];
  /** Comparable only among the quotes of one answer; higher is better. */
  readonly score: number;
  /** The probability, 0 to 1, that it answers, given that one of the sentences found does; 0 where it was not ranked. */
  readonly probability: number;
}

/** An amount or a date, as an article words it. */
export interface Figure {
  readonly text: string;
  readonly article: ArticleFacts;
}

/** What was searched, so that readers can weigh an answer or its absence. */
export interface Searched {
  /** How many articles passed the filter. */
  readonly articles: number;
  /** The newest publication date among them, as the article states it. */
  readonly newest: string | null;
  /** Progress of the indexing; `null` when complete. */
  readonly indexing: Indexing | null;
}

/** `of` is `null` while the total is unknown. */
export interface Indexing {
  readonly done: number;
  readonly of: number | null;
}

/** How a question was understood, where that differs from its words. */
export interface QuestionReading {
  /** The question before, if this one was read as a follow-up to it. */
  readonly previous: string | null;
  readonly corrections: readonly Correction[];
}

export type AbstainReason =
  | {
      /** The message asks nothing about the news. */
      readonly kind: 'small talk';
      readonly talk: Talk;
      /** Up to two questions that the articles answer, in both languages of the interface. */
      readonly questions: Readonly<Record<'id' | 'en', readonly string[]>>;
    }
  | { readonly kind: 'no words' }
  | { readonly kind: 'nothing to search' }
  /** No article has these words in its text or title. */
  | { readonly kind: 'unknown words'; readonly words: readonly string[] }
  | { readonly kind: 'missing names'; readonly words: readonly string[] }
  | { readonly kind: 'weak evidence' };

export type Answer =
  | {
      readonly status: 'answered';
      /** Best first; empty only if all were shown before. */
      readonly quotes: readonly Quote[];
      /** Whether more quotes are available. */
      readonly more: boolean;
      /** Whether the question is about the present and the best quote is old. */
      readonly outdated: boolean;
      /** Whether articles disagree on a number or date. */
      readonly differing: boolean;
      /** What each disagreeing article states, newest first; empty if they agree. */
      readonly figures: readonly Figure[];
      readonly reading: QuestionReading;
      readonly searched: Searched;
    }
  | {
      readonly status: 'abstained';
      readonly reason: AbstainReason;
      /** At most three, never presented as an answer. */
      readonly nearest: readonly ArticleFacts[];
      readonly reading: QuestionReading;
      readonly searched: Searched;
    };
