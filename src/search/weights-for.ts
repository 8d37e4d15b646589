import { featureNames, type FeatureName } from './features.ts';
import type { Query } from './query.ts';
import { adjustments, weights } from './weights.ts';

/** How much each feature counts for a question, in its language and for the kind of answer that it wants. */
export function weightsFor({ language, wanted }: Query): Readonly<Record<FeatureName, number>> {
  const learned = language === 'id' ? 'id' : 'en';
  const adjusted = adjustments[learned][wanted];
  const entries = featureNames.map(
    (name) => [name, weights[learned][name] + (adjusted?.[name] ?? 0)] as const,
  );
  return Object.fromEntries(entries) as Record<FeatureName, number>;
}
