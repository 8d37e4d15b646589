import { wordsOf, type Catalogue } from '../../search/catalogue.ts';
import type { IndexedArticle } from '../../search/indexed-article.ts';
import { fold } from '../../text/tokens.ts';

/** What else of an article is searched for words besides its title. */
export type Beside = 'tags' | 'publisher' | null;

/** Articles whose title, with what is beside it, contains all words; in no order. */
export function named(catalogues: readonly Catalogue[], written: string, beside: Beside): IndexedArticle[] {
  return catalogues.flatMap((catalogue) => namedIn(catalogue, wordsOf(written), beside));
}

/** So many of the newest articles are looked at, before all are searched for the rarest of the words. */
const mostLookedAt = 1000;

/** The newest articles whose title or publisher contains all words. */
export function newestNamed(catalogue: Catalogue, words: readonly string[], limit: number): IndexedArticle[] {
  const newest = catalogue.newest.all();
  const found: IndexedArticle[] = [];
  for (let at = 0; at < newest.length && at < mostLookedAt && found.length < limit; at++)
    if (hasAll(newest[at]!, words, 'publisher')) found.push(newest[at]!);
  if (found.length === limit || newest.length <= mostLookedAt) return found;
  return namedIn(catalogue, words, 'publisher')
    .sort((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity) || a.order - b.order)
    .slice(0, limit);
}

function namedIn(catalogue: Catalogue, words: readonly string[], beside: Beside): IndexedArticle[] {
  if (words.length === 0) return [...catalogue.newest.all()];
  // The longest is most likely the rarest.
  const part = words.reduce((longest, word) => (word.length > longest.length ? word : longest));
  const found = new Set(catalogue.titled(part));
  if (beside === 'tags')
    for (const [tag, entries] of catalogue.tags)
      if (fold(tag).includes(part)) for (const entry of entries) found.add(entry);
  if (beside === 'publisher')
    for (const [publisher, { articles }] of catalogue.publishers)
      if (fold(publisher ?? '').includes(part)) for (const entry of articles.all()) found.add(entry);
  return words.length === 1 ? [...found] : [...found].filter((entry) => hasAll(entry, words, beside));
}

function hasAll({ facts }: IndexedArticle, words: readonly string[], beside: Beside): boolean {
  const others = beside === 'tags' ? facts.tags : beside === 'publisher' ? [facts.publisher ?? ''] : [];
  const about = fold([facts.title, ...others].join(' '));
  return words.every((word) => about.includes(word));
}
