import { sentenceCount, spanOf, type IndexedArticle } from '../../search/indexed-article.ts';
import type { VisibleIndex } from '../../search/search-index.ts';
import { isSameLanguage } from '../../text/language.ts';
import type { Quote } from '../answer.ts';
import { stretchQuote } from '../passages.ts';
import { cut, excerpt } from './excerpt.ts';
import { articlesAbout, isTagged, type Asked } from './topic.ts';

/** Articles listed at most without a topic. */
const mostNews = 500;
/** Shorter first sentences are section names or datelines. */
const shortLead = 30;

/**
 * One quote from each of the newest articles, or of those on a topic: the first sentence, but of an article that only mentions the
 * topic, the one with most of its words. On a
 * topic, articles in the reader's language come first.
 */
export function newsAbout(topic: string, index: VisibleIndex, asked: Asked): (() => Quote)[] {
  if (topic === '')
    return firstOf(index.entries(), mostNews, asked.allowed).map(
      (entry) => () => stretchQuote(entry, cut(entry.text, spanOf(entry, leadOf(entry)))),
    );
  const { query, read, language, entries } = articlesAbout(topic, index, asked);
  const isOwn = (entry: IndexedArticle) => isSameLanguage(entry.language, language);
  const newest = newestFirst(entries);
  return [...newest.filter(isOwn), ...newest.filter((entry) => !isOwn(entry))].map((entry) => () => {
    const { title, sentences, shareOf } = read(entry);
    const shares = Array.from(sentences, shareOf);
    const best = Math.max(...shares);
    const isAbout = shareOf(title) > 0.999 || isTagged(entry, topic);
    return excerpt(entry, best > 0 && !isAbout ? shares.indexOf(best) : leadOf(entry), query);
  });
}

/** The first few of those that are allowed. */
function firstOf(
  entries: Iterable<IndexedArticle>,
  most: number,
  allowed: (entry: IndexedArticle) => boolean,
): IndexedArticle[] {
  const found: IndexedArticle[] = [];
  for (const entry of entries) {
    if (found.length === most) break;
    if (allowed(entry)) found.push(entry);
  }
  return found;
}

/** Undated ones last. */
export const newestFirst = (entries: readonly IndexedArticle[]) =>
  entries.toSorted((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity));

/** The first sentence that is long enough to say something, and not a headline where there are others. */
export function leadOf(entry: IndexedArticle): number {
  const said = Array.from({ length: sentenceCount(entry) }, (_, sentence) =>
    entry.text.slice(...spanOf(entry, sentence)),
  );
  const isLong = (text: string) => text.length >= shortLead;
  const first = said.findIndex((text) => isLong(text) && !/[\p{L}\p{N}]$/u.test(text));
  return first === -1 ? Math.max(0, said.findIndex(isLong)) : first;
}
