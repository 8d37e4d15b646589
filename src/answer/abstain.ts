import type { Query, QueryTerm } from '../search/query.ts';
import { shareTold } from '../search/rules.ts';
import type { Hit, SearchResult } from '../search/search-index.ts';
import { fateConcept } from '../text/concepts.ts';
import { classOf, WordClass } from '../text/word-classes.ts';
import type { AbstainReason, Searched, Strictness } from './answer.ts';
import { confidence } from './confidence.ts';

/**
 * Least confidence at which an answer is shown, by the language of the question, and where the answer is in the other language,
 * since translated words are weaker evidence: in a large archive, and in one of a single article. Chosen on questions left out so
 * that about nine in ten answerable ones are answered (normal), or eight in ten (strict); `npm run bench -- calibrate` prints the
 * curve.
 */
const least = {
  id: { large: { normal: 0.17, strict: 0.5 }, single: { normal: 0.3, strict: 0.7 } },
  en: { large: { normal: 0.33, strict: 0.65 }, single: { normal: 0.35, strict: 0.7 } },
  idToEn: { large: { normal: 0.07, strict: 0.5 }, single: { normal: 0.3, strict: 0.7 } },
  enToId: { large: { normal: 0.7, strict: 0.85 }, single: { normal: 0.6, strict: 0.85 } },
  // Without stop words of the language, less of a question is found.
  other: { large: { normal: 0.03, strict: 0.15 }, single: { normal: 0.2, strict: 0.4 } },
};
/** An archive of so many articles is half way between the two. */
const fewArticles = 30;
/**
 * What is needed more in a small archive where the article lacks a name or a number that is asked for, and where no article has
 * some of the words, by their weight. The nearest sentence seems near there for want of a nearer one.
 */
const forAbsentName = 0.3;
const forUnknownWords = 0.3;

function leastFor({ language, isTranslated }: Query, best: Hit | undefined) {
  const isAcross = isTranslated && best?.features.foreign === 1;
  if (language === 'id') return isAcross ? least.idToEn : least.id;
  if (language === 'en') return isAcross ? least.enToId : least.en;
  return least.other;
}

/**
 * The least confidence at which an answer to a question is shown, 0 to 1.
 *
 * @param searched how many articles were searched
 */
export function neededConfidence(
  query: Query,
  {
    hits: [best],
    absentFrom,
    missingFrom,
    unknownShare,
  }: Pick<SearchResult, 'hits' | 'absentFrom' | 'missingFrom' | 'unknownShare'>,
  searched: number,
  strictness: Strictness,
): number {
  if (strictness === 'never') return 0;
  const few = fewArticles / (fewArticles + searched);
  const absent = best === undefined ? query.terms : absentFrom(best);
  const isNamed = ({ name, number, form }: QueryTerm) =>
    name || number || (classOf(form) & WordClass.country) !== 0;
  if (query.yesNo && best !== undefined && (best.rules.another || isUntold(query, missingFrom(best))))
    return 1;
  const forAbsent = (absent.some(isNamed) ? forAbsentName : 0) + forUnknownWords * unknownShare;
  const { large, single } = leastFor(query, best);
  const needed = Math.min(
    0.95,
    large[strictness] + few * (single[strictness] - large[strictness] + forAbsent),
  );
  return isFollowUp(query) ? needed / 2 : needed;
}

/**
 * Whether nothing but the names of a yes-or-no question is told ("Did Russia invade Kazakhstan?" is not about all that they did),
 * or not the fate that is asked for: that soldiers left does not tell whether any died.
 */
const isUntold = ({ terms }: Query, missing: readonly QueryTerm[]) => {
  const plain = terms.filter(({ name, number }) => !name && !number);
  return (
    (plain.length > 0 && plain.every((term) => missing.includes(term))) ||
    missing.some((term) => fateConcept(term) !== undefined)
  );
};

/**
 * Follow-ups are read with the question before, whose terms weigh less, and need not stand beside the answer: half the confidence
 * is enough for them.
 */
const isFollowUp = (query: Query) => query.terms.some(({ weight }) => weight < 1);

/** A question of at most this many words, and no question word, asks for a topic or for who somebody is. */
const fewWords = 2;
const mostNames = 4;

/**
 * Whether the words of such a question stand together in an article, or all of a yes-or-no question, or of a question of few
 * words with what it wants, in a sentence, so that no further evidence is needed.
 */
export function isFoundAsWritten(query: Query, found: SearchResult): boolean {
  const [best] = found.hits;
  if (best === undefined) return false;
  if (query.yesNo && best.rules.another) return false;
  if (query.yesNo && query.terms.length > 1 && shareTold(best.rules) === 1) return true;
  const isShort = query.terms.length <= fewWords;
  if (isShort && best.features.coverage > 0.999 && best.features.fit === 1) return true;
  const isToldOfName =
    query.wanted === 'definition' &&
    query.terms.every(({ name }) => name) &&
    (query.whoIs || (best.rules.introduced ?? 0) > 0);
  return (
    (isToldOfName ? query.terms.length <= mostNames : query.wanted === 'any' && !query.yesNo && isShort) &&
    found.missingFrom(best).length === 0
  );
}

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
  if (strictness === 'never' || isFoundAsWritten(query, found)) return null;
  const own = query.terms.filter(({ weight }) => weight === 1);
  const missed = found.missingFrom(best);
  // A follow-up most of whose own words are missing asks for something that the question before does not lead to.
  const isOffTopic = isFollowUp(query) && own.filter((term) => missed.includes(term)).length > own.length / 2;
  if (
    !isOffTopic &&
    confidence(query, found, searched.articles) >=
      neededConfidence(query, found, searched.articles, strictness)
  )
    return null;
  if (found.unknown.length > 0) return { kind: 'unknown words', words: found.unknown };
  const missing = isOffTopic
    ? own.filter((term) => missed.includes(term))
    : missed.filter(({ name, number }) => name || number);
  return missing.length > 0
    ? { kind: 'missing names', words: missing.map(({ written }) => written) }
    : { kind: 'weak evidence' };
}
