import type { IndexedArticle } from '../search/indexed-article.ts';
import { translated } from '../search/query.ts';
import type { VisibleIndex } from '../search/search-index.ts';
import { isFoundAsWritten, neededConfidence } from './abstain.ts';
import type { Question } from './answer.ts';
import { confidence } from './confidence.ts';
import { isSameLanguage } from '../text/language.ts';
import { readQuestion, type ReadQuestion } from './reading.ts';

/**
 * Reads a question and finds what the archive has for it: in the question's own language first, and by the translations of
 * its words where that gives nothing good enough.
 *
 * @param articles how many the question may be answered from
 */
export function evidenceFor(
  question: Question,
  index: VisibleIndex,
  allowed: (entry: IndexedArticle) => boolean,
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

  /** How sure it is, as a share of what is needed. */
  function worth({ query, found }: ReadQuestion): number {
    return found.hits.length === 0
      ? 0
      : confidence(query, found, articles) / neededConfidence(query, found, articles, 'normal');
  }
}

/** Whether there are articles in another language, or words of one in the question. */
function mayBeTranslated({ query }: ReadQuestion, index: VisibleIndex): boolean {
  if (query.ofBorrowed.length > 0) return true;
  return (
    query.translations.length > 0 &&
    index.languages().some((language) => !isSameLanguage(language, query.language))
  );
}
