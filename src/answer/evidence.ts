import type { Allowed } from '../search/first-stage.ts';
import { translated } from '../search/query.ts';
import type { VisibleIndex } from '../search/search-index.ts';
import { isFoundAsWritten, neededConfidence } from './abstain.ts';
import type { Question } from './answer.ts';
import { confidence } from './confidence.ts';
import { isSameLanguage } from '../text/language.ts';
import { readQuestion, type ReadQuestion } from './reading.ts';

/**
 * Reads a question and searches for it: first in its own language, then, if nothing is good enough, with its words translated.
 *
 * @param articles how many articles pass the filter
 */
export function evidenceFor(
  question: Question,
  index: VisibleIndex,
  allowed: Allowed,
  articles: number,
): ReadQuestion {
  const own = readQuestion(question, index, allowed);
  if (!mayBeTranslated(own, index)) return own;
  const ofOwn = worth(own);
  const isForeign = own.found.hits[0]?.features.foreign === 1;
  if ((ofOwn >= 1 || isFoundAsWritten(own.query, own.found)) && !isForeign) return own;
  const query = translated(own.query);
  const across = { ...own, query, found: index.search(query, question.askedAt.getTime(), allowed) };
  return isForeign || worth(across) > ofOwn ? across : own;

  /** Confidence as a share of the threshold. */
  function worth({ query, found }: ReadQuestion): number {
    return found.hits.length === 0
      ? 0
      : confidence(query, found, articles) / neededConfidence(query, found, articles, 'normal');
  }
}

/** Whether the archive has articles in another language, or the question has words of one. */
function mayBeTranslated({ query }: ReadQuestion, index: VisibleIndex): boolean {
  if (query.ofBorrowed.length > 0) return true;
  return (
    query.translations.length > 0 &&
    index.languages().some((language) => !isSameLanguage(language, query.language))
  );
}
