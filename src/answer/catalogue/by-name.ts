import { wordsOf, type Catalogue } from '../../search/catalogue.ts';
import type { IndexedArticle } from '../../search/indexed-article.ts';
import { fold } from '../../text/tokens.ts';

/** Articles whose title contains all words; in no order. */
export function titled(catalogues: readonly Catalogue[], written: string): IndexedArticle[] {
  return catalogues.flatMap((catalogue) => namedIn(catalogue, wordsOf(written), false));
}

/** So many of the newest articles are looked at, before all are searched for the rarest of the words. */
const mostLookedAt = 1000;

/** The newest articles whose title or publisher contains all words. */
export function newestNamed(catalogue: Catalogue, words: readonly string[], limit: number): IndexedArticle[] {
  const newest = catalogue.newest.all();
  const found: IndexedArticle[] = [];
  for (let at = 0; at < newest.length && at < mostLookedAt && found.length < limit; at++)
    if (hasAll(newest[at]!, words, true)) found.push(newest[at]!);
  if (found.length === limit || newest.length <= mostLookedAt) return found;
  return namedIn(catalogue, words, true)
    .sort((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity) || a.order - b.order)
    .slice(0, limit);
}

/** @param isByPublisher whether words may be those of the publisher too */
function namedIn(catalogue: Catalogue, words: readonly string[], isByPublisher: boolean): IndexedArticle[] {
  if (words.length === 0) return [...catalogue.newest.all()];
  // The longest is most likely the rarest.
  const part = words.reduce((longest, word) => (word.length > longest.length ? word : longest));
  const found = new Set(catalogue.titled(part));
  if (isByPublisher)
    for (const [publisher, { articles }] of catalogue.publishers)
      if (fold(publisher ?? '').includes(part)) for (const entry of articles.all()) found.add(entry);
  return words.length === 1 ? [...found] : [...found].filter((entry) => hasAll(entry, words, isByPublisher));
}

function hasAll({ facts }: IndexedArticle, words: readonly string[], isByPublisher: boolean): boolean {
  const about = fold(isByPublisher ? `${facts.title} ${facts.publisher ?? ''}` : facts.title);
  return words.every((word) => about.includes(word));
}
