import type { IndexedArticle } from './indexed-article.ts';

/** A term of a question as it is looked up. */
export interface WantedTerm {
  readonly text: string;
  /** Its number in the lexicon. */
  readonly term: number;
  /** How many blocks of the archive have it. */
  readonly frequency: number;
}

/** What a question looks for. */
export interface WantedTerms {
  /** Terms that count as one, such as a word and its translation, with their weight. */
  readonly groups: readonly { readonly weight: number; readonly terms: readonly WantedTerm[] }[];
  /** Mean length of the articles, in tokens. */
  readonly meanTokens: number;
  readonly bounds?: Bounds | undefined;
}

/** What all articles have in common that are allowed, as far as an engine can look for it; the rest is `boost`'s. */
export interface Bounds {
  /** Milliseconds since 1970; articles without a date are in no period. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** Later ones are left out; those without a date are not. */
  readonly before?: number | undefined;
  /** Primary subtag. */
  readonly language?: string | undefined;
  readonly publishers?: readonly string[] | undefined;
  /** Whether `boost` reads the contents of articles. */
  readonly isByContent?: boolean | undefined;
}

/** Which articles may be found. */
export interface Allowed {
  (entry: IndexedArticle): boolean;
  readonly bounds?: Bounds;
}

export interface RankedArticle {
  readonly entry: IndexedArticle;
  /** By which it was chosen; only those of one first stage are on one scale. */
  readonly score: number;
}

/** Finds the articles that may answer. The second stage reads their tokens. */
export interface FirstStage {
  /**
   * The best articles, the best first.
   *
   * @param boost multiplies the score of an article; 0 leaves it out
   */
  best(wanted: WantedTerms, boost: (entry: IndexedArticle) => number, most: number): RankedArticle[];
}
