import type { ArticleFacts } from '../articles/article.ts';
import type { Correction } from '../search/spelling.ts';
import type { Talk } from '../text/words/small-talk.ts';

/** A stretch of text, as UTF-16 offsets: from `start`, up to but not including `end`. */
export type Range = readonly [start: number, end: number];

/** How sure the evidence must be before it is shown. `never` abstains only when nothing at all was found. */
export type Strictness = 'never' | 'normal' | 'strict';

/** Which articles may be quoted. */
export interface Filter {
  /** Part of a publisher's name, in any case. */
  readonly source?: string;
  /** Milliseconds since 1970; articles published before are left out, undated ones too. */
  readonly since?: number;
  /** Milliseconds since 1970; articles published after are left out, undated ones too. */
  readonly until?: number;
  /** BCP 47; the primary subtag decides. */
  readonly language?: string;
  /** The server whose own articles may be quoted too; left out: only those that all share. */
  readonly server?: string | null;
}

export interface Question {
  readonly text: string;
  /** What the same person asked shortly before; it is used where the question leans on it. */
  readonly previous?: string;
  /** When it is asked; articles published more than a week later are not used. */
  readonly askedAt: Date;
  readonly strictness: Strictness;
  readonly filter?: Filter;
  /** Quotes at most; default 3. Of the first ones, only those are given that probably add something. */
  readonly most?: number;
  /** How many of the best quotes were shown before, and are left out; default none. Then there are as many as may be. */
  readonly skip?: number;
}

/** A verbatim quote: `text` is exactly `article.text.slice(start, end)`. */
export interface Quote {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The answering words, as offsets into `text`, in order and apart from each other. */
  readonly highlights: readonly Range[];
  /** Whether the article goes on before and after the quote. */
  readonly omitted: { readonly before: boolean; readonly after: boolean };
  readonly article: ArticleFacts;
  /** The article's language (BCP 47) where it is another one than the question's. */
  readonly otherLanguage: string | null;
  /** A hash of the text that it was taken from: another one means that the article has changed since. */
  readonly version: string;
  /** What the article itself says of having been corrected, word for word, outside of the quote. */
  readonly correction: string | null;
  /** Other articles that have the same sentence or a near copy of it; `article` is the earliest of all. */
  readonly copies: readonly ArticleFacts[];
  /** Comparable only among the quotes of one answer; higher is better. */
  readonly score: number;
  /** How probable it is that it answers, if one of the sentences found does; 0 to 1, 0 where it was not ranked. */
  readonly probability: number;
}

/** An amount or a date in the words of an article. */
export interface Figure {
  readonly text: string;
  readonly article: ArticleFacts;
}

/** What was searched, so that a reader can weigh an answer or its absence. */
export interface Searched {
  /** Articles that the question's filter and date let through. */
  readonly articles: number;
  /** The newest date of publication among them, as the article states it. */
  readonly newest: string | null;
  /** How far the indexing is, while articles are still missing. */
  readonly indexing: Indexing | null;
}

/** How many articles can be searched already, of how many (`null`: nobody knows yet). */
export interface Indexing {
  readonly done: number;
  readonly of: number | null;
}

/** How a question was read, where that is more than its words. */
export interface QuestionReading {
  /** The question before, when the question was read together with it. */
  readonly previous: string | null;
  readonly corrections: readonly Correction[];
}

/** Why there is no answer. */
export type AbstainReason =
  | {
      /** The message asks nothing of the news. */
      readonly kind: 'small talk';
      readonly talk: Talk;
      /** Up to two questions that the articles answer, in both languages of the interface. */
      readonly questions: Readonly<Record<'id' | 'en', readonly string[]>>;
    }
  | { readonly kind: 'no words' }
  | { readonly kind: 'nothing to search' }
  /** None of the articles has these words, in its text or title. */
  | { readonly kind: 'unknown words'; readonly words: readonly string[] }
  | { readonly kind: 'missing names'; readonly words: readonly string[] }
  | { readonly kind: 'weak evidence' };

export type Answer =
  | {
      readonly status: 'answered';
      /** The best first; none only where all were shown before. */
      readonly quotes: readonly Quote[];
      /** Whether there are further ones. */
      readonly more: boolean;
      /** Whether the question asks for something current and the best quote is old. */
      readonly outdated: boolean;
      /** Whether quotes of different articles give different numbers or dates for the same thing. */
      readonly differing: boolean;
      /** What each of the articles that differ states, the newest first; none where they do not. */
      readonly figures: readonly Figure[];
      readonly reading: QuestionReading;
      readonly searched: Searched;
    }
  | {
      readonly status: 'abstained';
      readonly reason: AbstainReason;
      /** Up to three, offered as such and never as an answer. */
      readonly nearest: readonly ArticleFacts[];
      readonly reading: QuestionReading;
      readonly searched: Searched;
    };
