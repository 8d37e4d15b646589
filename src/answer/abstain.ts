import type { Query } from '../search/query.ts';
import type { SearchResult } from '../search/search-index.ts';
import type { AbstainReason, Searched, Strictness } from './answer.ts';
import { confidence } from './confidence.ts';

/**
 * Least confidence at which an answer is shown, by the language of the question. Chosen on questions left out so that about
 * nine in ten answerable ones are answered (normal), or eight in ten (strict); `npm run bench -- calibrate` prints the curve.
 * Half of it is enough for a follow-up: words of the question before need not stand beside the answer.
 */
const least = {
  id: { normal: 0.18, strict: 0.5 },
  en: { normal: 0.4, strict: 0.75 },
  // Without stop words of the language, less of a question is found.
  other: { normal: 0.03, strict: 0.15 },
};

const thresholdsOf = (language: string) => (language === 'id' || language === 'en' ? language : 'other');

/** The least confidence at which an answer to a question is shown, 0 to 1. */
export function neededConfidence(query: Query, strictness: Strictness): number {
  if (strictness === 'never') return 0;
  const needed = least[thresholdsOf(query.language)][strictness];
  const isFollowUp = query.terms.some(({ weight }) => weight < 1);
  return isFollowUp ? needed / 2 : needed;
}

/** Decides whether the evidence is too weak to be shown, and why. */
export function abstainReason(
  query: Query,
  found: SearchResult,
  searched: Pick<Searched, 'articles'>,
  strictness: Strictness,
): AbstainReason | null {
  if (query.terms.length === 0) return { kind: 'no words' };
  if (searched.articles === 0) return { kind: 'nothing to search' };
  const [best] = found.hits;
  if (best === undefined) return { kind: 'unknown words', words: found.unknown };
  if (strictness === 'never') return null;
  if (confidence(query, found, searched.articles) >= neededConfidence(query, strictness)) return null;
  if (found.unknown.length > 0) return { kind: 'unknown words', words: found.unknown };
  const missing = found.missingFrom(best).filter(({ name, number }) => name || number);
  return missing.length > 0
    ? { kind: 'missing names', words: missing.map(({ written }) => written) }
    : { kind: 'weak evidence' };
}
