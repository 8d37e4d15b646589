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
