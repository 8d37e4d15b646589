import type { ArticleFacts } from '../../articles/article.ts';
import { visibleTo } from '../../articles/scope.ts';
import type { IndexedArticle } from '../../search/indexed-article.ts';
import type { SearchIndex } from '../../search/search-index.ts';
import { fold } from '../../text/tokens.ts';

/** What was written so far, and how many suggestions are wanted; `server` as in `Filter`. */
interface WrittenName {
  readonly written: string;
  readonly limit: number;
  readonly server?: string | null;
  /** Whether only those articles are meant that the server has of its own. */
  readonly isOwn?: boolean;
}

/** What a person may mean while he still types. Nothing here takes longer than a walk over the titles. */
export function createSuggestions(index: SearchIndex) {
  // Entries never change, and folding is slow beside looking a word up in what is folded.
  const folded = new WeakMap<IndexedArticle, string>();
  const titleOf = (entry: IndexedArticle) => {
    let title = folded.get(entry);
    if (title === undefined)
      folded.set(entry, (title = fold(`${entry.facts.title} ${entry.facts.publisher ?? ''}`)));
    return title;
  };

  return {
    /** Articles whose title and publisher have all the words written so far; the newest first. */
    suggestArticles({ written, limit, server = null, isOwn = false }: WrittenName): ArticleFacts[] {
      const words = wordsOf(written);
      return [...index.entries()]
        .filter((entry) => visibleTo(entry, server) && (!isOwn || entry.server !== null))
        .filter((entry) => words.every((word) => titleOf(entry).includes(word)))
        .sort((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity))
        .slice(0, limit)
        .map(({ facts }) => facts);
    },

    /** Publishers whose name has them; those with most articles first. */
    suggestSources: (written: WrittenName) =>
      mostFrequent(index, ({ publisher }) => (publisher === null ? [] : [publisher]), written),

    /** The same for tags. */
    suggestTopics: (written: WrittenName) => mostFrequent(index, ({ tags }) => tags, written),
  };
}

function mostFrequent(
  index: SearchIndex,
  namesOf: (facts: ArticleFacts) => readonly string[],
  { written, limit, server = null }: WrittenName,
): string[] {
  const words = wordsOf(written);
  const counts = new Map<string, number>();
  for (const entry of index.entries()) {
    if (!visibleTo(entry, server)) continue;
    for (const name of namesOf(entry.facts)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .filter(([name]) => words.every((word) => fold(name).includes(word)))
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([name]) => name);
}

const wordsOf = (written: string) =>
  fold(written)
    .split(/\s+/)
    .filter((word) => word !== '');
