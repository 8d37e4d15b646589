import type { AnswerKind } from './wanted.ts';

/** Weight (idf) of a term. */
export const termWeight = {
  /**
   * Blocks of 100 tokens of ordinary news assumed besides the archive, and the share of them with a term: in a small archive,
   * plain counts would weigh a rare verb like a rare name.
   */
  imaginedBlocks: 200,
  wordShare: 0.02,
  nameShare: 0.002,
};

/** First stage: finding articles. */
export const firstStage = {
  /** Weight of the title relative to the text, 0 to 1. */
  titleBoost: 0.3,
  /** k: saturation of repeated terms; b: effect of length, 0 to 1; d: lower bound for a match in a long article. */
  bm25: { k: 1.2, b: 0.7, d: 0.5 },
  /** The rarest terms are looked up until they occur in this many blocks, but at least `leastTerms`. */
  mostBlocks: 3000,
  leastTerms: 2,
  /** Articles that MiniSearch returns, and whose tokens are read; and those that all segments return together. */
  found: 300,
  /** Of these from segments, the best, whose tokens are read: they were found by all terms. */
  frozen: 60,
  /** Of these, the best by all terms, whose sentences go to the second stage. */
  articles: 50,
  /** An article from the day of the question counts 1 + recencyBoost, decaying over recencyDays. */
  recencyBoost: 0.25,
  recencyDays: 30,
};

export type CandidateKind =
  | 'date'
  | 'number'
  | 'money'
  | 'country'
  | 'demonym'
  | 'place'
  | 'person'
  | 'expansion'
  | 'longName'
  | 'name'
  | 'reason'
  | 'words';

const none: Readonly<Record<CandidateKind, number>> = {
  date: 0.1, number: 0.1, money: 0.1, country: 0.2, demonym: 0.2, place: 0.2, person: 0.2, expansion: 0.2, longName: 0.2, name: 0.2, reason: 0.1, words: 0.1,
}; // prettier-ignore

/** How well a kind of candidate fits what the question wants, 0 to 1. */
export const fits: Readonly<Record<AnswerKind, Readonly<Record<CandidateKind, number>>>> = {
  person: { ...none, date: 0, number: 0, money: 0, person: 1, longName: 1, name: 0.7, country: 0.2, place: 0.4 },
  place: { ...none, number: 0, money: 0, place: 1, country: 0.9, demonym: 0.4, longName: 0.6, name: 0.6 },
  country: { ...none, number: 0, money: 0, country: 1, demonym: 0.9, place: 0.5, longName: 0.3, name: 0.4 },
  date: { ...none, date: 1, number: 0.4, words: 0.05 },
  number: { ...none, number: 1, money: 0.7, date: 0.2 },
  money: { ...none, money: 1, number: 0.7 },
  name: { ...none, expansion: 1, longName: 1, name: 0.9, person: 0.7, place: 0.8, country: 0.7, demonym: 0.7, number: 0.3, words: 0.4 },
  reason: { ...none, reason: 1, words: 0.3 },
  definition: { ...none, expansion: 1, words: 0.5, longName: 0.6, name: 0.4, demonym: 0.4 },
  any: { ...none, expansion: 0.8, number: 0.5, date: 0.5, money: 0.5, longName: 0.8, name: 0.7, person: 0.7, place: 0.7, country: 0.7, demonym: 0.7, words: 0.5, reason: 0.5 },
}; // prettier-ignore

/** Second stage: ranking sentences. */
export const secondStage = {
  /** Minimum tokens of a sentence. */
  leastTokens: 4,
  /** Sentences judged, of all that share terms with the question. */
  sentences: 80,
  /** k: saturation of repeated terms; b: effect of length, 0 to 1; meanTokens: of three sentences. */
  bm25: { k: 1.2, b: 0.7, meanTokens: 70 },
  /** Decay of a term's nearness to a candidate answer, in tokens. */
  densityTokens: 18,
  tightTokens: 3.5,
  /** Decay of recency, in days. */
  recencyDays: 14,
};
