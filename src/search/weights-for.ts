import { isSameLanguage } from '../text/language.ts';
import { featureNames, type FeatureName } from './features.ts';
import type { Query } from './query.ts';
import { adjustments, weights } from './weights.ts';

/** Weight of being in another language, once the question's words are translated. */
const foreignTranslated = -1;

/** Feature weights by language and kind of answer; for a translated question, in the article's language. */
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
