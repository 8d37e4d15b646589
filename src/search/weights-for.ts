import { isSameLanguage } from '../text/language.ts';
import { featureNames, type FeatureName } from './features.ts';
import type { Query } from './query.ts';
import { adjustments, weights } from './weights.ts';

/** What being in another language than the question counts, once its words are translated. */
const foreignTranslated = -1;

/**
 * How much each feature counts for a question, in its language and for the kind of answer that it wants; where its words are
 * translated, in the language of the article.
 */
export function weightsFor(
  { language, wanted, isTranslated }: Query,
  ofArticle: string,
): Readonly<Record<FeatureName, number>> {
  const learned = isSameLanguage(isTranslated ? ofArticle : language, 'id') ? 'id' : 'en';
  const adjusted = adjustments[learned][wanted];
  const entries = featureNames.map(
    (name) => [name, weights[learned][name] + (adjusted?.[name] ?? 0)] as const,
  );
  const all = Object.fromEntries(entries) as Record<FeatureName, number>;
  return isTranslated ? { ...all, foreign: foreignTranslated } : all;
}
