import type { FeatureName } from './features.ts';

/** The weights of the linear score. */
export const weights: Readonly<Record<FeatureName, number>> = {
  article: 1, bm25: 1, coverage: 1, around: 1, articleCoverage: 0.5, titleCoverage: 0.2, surface: 0.3, letters: 1, names: 0.5, numbers: 0.3,
  order: 0.3, density: 1.5, tight: 1, head: 0.3, fit: 0.3, votes: 0.3, ownVotes: 0.3, titled: 0.2, lead: 0.1, position: 0.1, length: 0, question: -0.5, fragment: -0.3,
  recency: 0.5, currentRecency: 0.5, future: -0.3,
}; // prettier-ignore
