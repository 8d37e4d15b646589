import { featureNames, type FeatureName } from '../search/features.ts';
import type { Query } from '../search/query.ts';
import type { SearchResult } from '../search/search-index.ts';
import { learnedFor } from '../search/weights-for.ts';
import { confidenceWeights } from './confidence-weights.ts';

/** The age of an article says nothing about whether it answers. */
type JudgedResult = Exclude<FeatureName, 'recency' | 'currentRecency' | 'future'>;
const isJudged = (name: FeatureName): name is JudgedResult =>
  name !== 'recency' && name !== 'currentRecency' && name !== 'future';
const judged = featureNames.filter(isJudged);

const ofTheBest = [
  /** Its score: the sum of its features by their weights for this kind of question, and the points of its rules. */
  'score',
  /** Its lead over the other sentences: log-odds of its probability. */
  'logOdds',
] as const;

/** Keeps the log-odds of a probability of 0 or 1 finite. */
const smoothing = 0.01;

const ofTheQuestion = [
  /** Weight of the terms that no article has, as a share of all weights. */
  'unknown',
  /** Whether a proper name or number of the question is in no article. */
  'unknownName',
  /** Natural logarithm of the number of terms. */
  'terms',
  /** Decimal logarithm of the number of articles: in a small archive, weaker evidence has to do. */
  'archive',
] as const;

export type SignalName =
  JudgedResult | `most ${JudgedResult}` | (typeof ofTheBest)[number] | (typeof ofTheQuestion)[number];

/** What is known of the best sentence, and the highest value of each among all sentences found. */
export const signalNames: readonly SignalName[] = [
  ...judged,
  ...judged.map((name) => `most ${name}` as const),
  ...ofTheBest,
  ...ofTheQuestion,
];

export type Signals = Readonly<Record<SignalName, number>>;

/**
 * `null` if nothing was found.
 *
 * @param searched number of articles searched
 */
export function signalsOf(query: Query, found: SearchResult, searched: number): Signals | null {
  const [best] = found.hits;
  if (best === undefined) return null;
  const names = query.terms.filter(({ name, number }) => name || number);
  const entries: (readonly [SignalName, number])[] = judged.flatMap((name) => [
    [name, best.features[name]],
    [`most ${name}`, Math.max(...found.hits.map(({ features }) => features[name]))],
  ]);
  return {
    ...(Object.fromEntries(entries) as Record<JudgedResult | `most ${JudgedResult}`, number>),
    score: best.score,
    logOdds: Math.log((best.probability + smoothing) / (1 - best.probability + smoothing)),
    unknown: found.unknownShare,
    unknownName: names.some(({ written }) => found.unknown.includes(written)) ? 1 : 0,
    terms: Math.log(query.terms.length),
    archive: Math.log10(searched),
  };
}

/**
 * Probability, 0 to 1, that the best sentence answers: a logistic regression on the signals; `npm run bench -- calibrate`
 * learns its weights.
 */
export function confidence(query: Query, found: SearchResult, searched: number): number {
  const signals = signalsOf(query, found, searched);
  if (signals === null) return 0;
  const weights = confidenceWeights[learnedFor(query, found.hits[0]!.entry.language)];
  const sum = signalNames.reduce((sum, name) => sum + weights[name] * signals[name], weights.bias);
  return 1 / (1 + Math.exp(-sum));
}
