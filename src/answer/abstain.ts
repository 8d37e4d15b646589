import type { Query, QueryTerm } from '../search/query.ts';
import { shareTold } from '../search/rules.ts';
import type { SearchResult } from '../search/search-index.ts';
import { classOf, WordClass } from '../text/word-classes.ts';
import type { AbstainReason, Searched, Strictness } from './answer.ts';
import { confidence } from './confidence.ts';

/**
 * Least confidence at which an answer is shown, by the language of the question. Chosen on questions left out so that about
 * nine in ten answerable ones are answered (normal), or eight in ten (strict); `npm run bench -- calibrate` prints the curve.
 * Half of it is enough for a follow-up: words of the question before need not stand beside the answer.
 */
const least = {
  id: { normal: 0.15, strict: 0.5 },
  en: { normal: 0.4, strict: 0.75 },
  // Without stop words of the language, less of a question is found.
  other: { normal: 0.03, strict: 0.15 },
};

/**
 * In an archive of a single article; at this many articles, half way to `least`. In a small archive the nearest sentence seems
 * near for want of a nearer one: of 8 to 16 articles on the topic of a question, without the one that answers, .69 answered at
 * .18 and .52 at .45, while .92 of the answerable questions were still answered.
 */
const leastInFew = {
  id: { normal: 0.3, strict: 0.7 },
  en: { normal: 0.65, strict: 0.85 },
  other: { normal: 0.2, strict: 0.4 },
};
const fewArticles = 30;
/**
 * What is needed more in a small archive where the article lacks a name or a number that is asked for, and where no article has
 * some of the words, by their weight.
 */
const forAbsentName = 0.3;
const forUnknownWords = 0.3;

/**
 * Where a question was asked through translations of its words, which are weaker evidence, by its language. On development
 * questions, 36 of 40 in English over Indonesian news were answered at .5, 31 of 40 in Indonesian over English news at .25; of 48
 * that the English news does not answer, 5.
 */
const leastTranslated = { id: { normal: 0.25, strict: 0.6 }, en: { normal: 0.5, strict: 0.75 } };
const leastTranslatedInFew = { normal: 0.5, strict: 0.75 };

const thresholdsOf = (language: string) => (language === 'id' || language === 'en' ? language : 'other');

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
  const language = thresholdsOf(query.language);
  const few = fewArticles / (fewArticles + searched);
  const absent = best === undefined ? query.terms : absentFrom(best);
  const isNamed = ({ name, number, form }: QueryTerm) =>
    name || number || (classOf(form) & WordClass.country) !== 0;
  const isUntold = query.yesNo && best !== undefined && isOnlyNamed(query, missingFrom(best));
  const level = isUntold ? 'strict' : strictness;
  const forAbsent = (absent.some(isNamed) ? forAbsentName : 0) + forUnknownWords * unknownShare;
  const many = query.isTranslated
    ? leastTranslated[language === 'id' ? 'id' : 'en'][level]
    : least[language][level];
  const one = query.isTranslated ? leastTranslatedInFew[level] : leastInFew[language][level];
  const needed = Math.min(0.95, many + few * (one - many + forAbsent));
  return isFollowUp(query) ? needed / 2 : needed;
}

/** Whether nothing but the names of a question is told: "Did Russia invade Kazakhstan?" is not about all that they did. */
const isOnlyNamed = ({ terms }: Query, missing: readonly QueryTerm[]) => {
  const plain = terms.filter(({ name, number }) => !name && !number);
  return plain.length > 0 && plain.every((term) => missing.includes(term));
};

/** Follow-ups are read with the question before, whose terms weigh less. */
const isFollowUp = (query: Query) => query.terms.some(({ weight }) => weight < 1);

/** A question of at most this many words, and no question word, asks for a topic or for who somebody is. */
const mostBareWords = 2;
const mostNames = 4;

/**
 * Whether the words of such a question stand together in an article, or all of a yes-or-no question in a sentence, so that no
 * further evidence is needed.
 */
export function isFoundAsWritten(query: Query, found: SearchResult): boolean {
  const [best] = found.hits;
  if (best === undefined) return false;
  if (query.yesNo && query.terms.length > 1 && shareTold(best.rules) === 1) return true;
  const isToldOfName =
    query.wanted === 'definition' &&
    query.terms.every(({ name }) => name) &&
    (query.whoIs || (best.rules.introduced ?? 0) > 0);
  return (
    (isToldOfName
      ? query.terms.length <= mostNames
      : query.wanted === 'any' && !query.yesNo && query.terms.length <= mostBareWords) &&
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
