import type { ArticleFacts } from '../articles/article.ts';
import type { Entry } from '../search/entry.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { fold } from '../text/tokens.ts';

/** What a person may mean while he still types. Nothing here takes longer than a walk over the titles. */
export function createSuggestions(index: SearchIndex) {
  // Entries never change, and folding is slow beside looking a word up in what is folded.
  const folded = new WeakMap<Entry, string>();
  const titleOf = (entry: Entry) => {
    let title = folded.get(entry);
    if (title === undefined)
      folded.set(entry, (title = fold(`${entry.facts.title} ${entry.facts.publisher ?? ''}`)));
    return title;
  };

  return {
    /** Articles whose title and publisher have all the words written so far; the newest first. */
    suggestArticles({ written, limit }: { written: string; limit: number }): ArticleFacts[] {
      const words = wordsOf(written);
      return [...index.entries()]
        .filter((entry) => words.every((word) => titleOf(entry).includes(word)))
        .sort((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity))
        .slice(0, limit)
        .map(({ facts }) => facts);
    },

    /** Publishers whose name has them; those with most articles first. */
    suggestSources: ({ written, limit }: { written: string; limit: number }) =>
      mostFrequent(index, ({ publisher }) => (publisher === null ? [] : [publisher]), written, limit),

    /** The same for tags. */
    suggestTopics: ({ written, limit }: { written: string; limit: number }) =>
      mostFrequent(index, ({ tags }) => tags, written, limit),
  };
}

function mostFrequent(
  index: SearchIndex,
  namesOf: (facts: ArticleFacts) => readonly string[],
  written: string,
  limit: number,
): string[] {
  const words = wordsOf(written);
  const counts = new Map<string, number>();
  for (const { facts } of index.entries())
    for (const name of namesOf(facts)) counts.set(name, (counts.get(name) ?? 0) + 1);
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
