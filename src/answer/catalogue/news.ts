import { sentenceCount, spanOf, type IndexedArticle } from '../../search/indexed-article.ts';
import type { VisibleIndex } from '../../search/search-index.ts';
import type { Quote } from '../answer.ts';
import { passagesOf, stretchQuote } from '../passages.ts';
import { cut, excerpt } from './excerpt.ts';
import { articlesAbout } from './topic.ts';

/** Shorter first sentences are section names or datelines. */
const shortLead = 30;

/** One quote from each of the newest articles, or of those on a topic: the sentence with most of its words, else the first. */
export function newsAbout(
  topic: string,
  index: VisibleIndex,
  { askedAt, allowed }: { readonly askedAt: Date; readonly allowed: (entry: IndexedArticle) => boolean },
  most: number,
): Quote[] {
  if (topic === '') return firstOf(index.entries(), most, allowed).map(leadOf);
  const { query, read, entries } = articlesAbout(topic, index, { askedAt, allowed });
  return newestFirst(entries)
    .slice(0, most)
    .map((entry) => {
      const { sentences, shareOf } = read(entry);
      const shares = Array.from(sentences, shareOf);
      const best = Math.max(...shares);
      return best > 0 ? excerpt(entry, shares.indexOf(best), query) : leadOf(entry);
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

/** The first sentence that is long enough to say something. */
function leadOf(entry: IndexedArticle): Quote {
  const spans = Array.from({ length: sentenceCount(entry) }, (_, sentence) => spanOf(entry, sentence));
  const [first] = passagesOf(entry);
  const lead = spans.find(([start, end]) => end - start >= shortLead) ?? first ?? [0, entry.text.length];
  return stretchQuote(entry, cut(entry.text, lead));
}
