import { featureNames, type FeatureName } from '../search/features.ts';
import type { Query } from '../search/query.ts';
import type { SearchResult } from '../search/search-index.ts';
import { confidenceWeights } from './confidence-weights.ts';

/** Features that tell how well a sentence answers; those of its age tell nothing about that. */
type JudgedResult = Exclude<FeatureName, 'recency' | 'currentRecency' | 'future'>;
const isJudged = (name: FeatureName): name is JudgedResult =>
  name !== 'recency' && name !== 'currentRecency' && name !== 'future';
const judged = featureNames.filter(isJudged);

const ofTheQuestion = [
  /** Weight of the terms that no article has, as a share of all. */
  'unknown',
  /** Whether a proper name or a number of the question is in no article. */
  'unknownName',
  /** Logarithm of the number of terms of the question. */
  'terms',
  /** Decimal logarithm of the articles searched: a small archive knows few words, and weaker evidence has to do. */
  'archive',
] as const;

export type SignalName = JudgedResult | `most ${JudgedResult}` | (typeof ofTheQuestion)[number];

/** What tells whether the best sentence answers the question: its features, and the highest among all sentences found. */
export const signalNames: readonly SignalName[] = [
  ...judged,
  ...judged.map((name) => `most ${name}` as const),
  ...ofTheQuestion,
];

export type Signals = Readonly<Record<SignalName, number>>;

/**
 * The signals of an answer; `null` when nothing was found.
 *
 * @param searched how many articles were searched
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
    unknown: found.unknownShare,
    unknownName: names.some(({ written }) => found.unknown.includes(written)) ? 1 : 0,
    terms: Math.log(query.terms.length),
    archive: Math.log10(searched),
  };
}

/**
 * How sure it is that the best sentence answers, 0 to 1: a logistic function of the signals, with weights learned by
 * `npm run bench -- calibrate`.
 */
export function confidence(query: Query, found: SearchResult, searched: number): number {
  const signals = signalsOf(query, found, searched);
  if (signals === null) return 0;
  const weights = query.language === 'id' ? confidenceWeights.id : confidenceWeights.en;
  const sum = signalNames.reduce((sum, name) => sum + weights[name] * signals[name], weights.bias);
  return 1 / (1 + Math.exp(-sum));
}
