import type { Query } from '../search/query.ts';
import type { Found } from '../search/search-index.ts';
import type { AbstainReason, Searched, Strictness } from './answer.ts';

/** Least coverage of the question by the best sentence with its neighbours and letters, by strictness. */
const least = { normal: 0.55, strict: 0.75 };

/** Decides whether the evidence is too weak to be shown, and why. */
export function abstainReason(
  query: Query,
  found: Found,
  searched: Searched,
  strictness: Strictness,
): AbstainReason | null {
  if (query.terms.length === 0) return { kind: 'no words' };
  if (searched.articles === 0) return { kind: 'nothing to search' };
  const [best] = found.hits;
  if (best === undefined) return { kind: 'unknown words', words: found.unknown };
  if (strictness === 'never' || best.features.letters >= least[strictness]) return null;
  return found.unknown.length > 0
    ? { kind: 'unknown words', words: found.unknown }
    : { kind: 'weak evidence' };
}
