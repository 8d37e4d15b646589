import type { ArticleFacts } from '../../articles/article.ts';
import { wordsOf } from '../../search/catalogue.ts';
import { addTo } from '../../search/figures.ts';
import type { SearchIndex } from '../../search/search-index.ts';
import { fold } from '../../text/tokens.ts';
import { newestNamed } from './by-name.ts';
import { newestFirst } from './news.ts';

/** `server` as in `Filter`. */
interface WrittenName {
  readonly written: string;
  readonly limit: number;
  readonly server?: string | null;
  /** Whether to suggest only the server's own articles. */
  readonly isOwn?: boolean;
}

/** Completions while the user types. */
export function createSuggestions(index: SearchIndex) {
  const seen = (server: string | null) => index.seenOn(server).catalogues;

  return {
    /** Articles whose title and publisher contain all words typed so far, newest first. */
    suggestArticles({ written, limit, server = null, isOwn = false }: WrittenName): ArticleFacts[] {
      const words = wordsOf(written);
      const own = server === null ? undefined : index.catalogueOf(server);
      const from = !isOwn ? seen(server) : own === undefined ? [] : [own];
      return newestFirst(from.flatMap((catalogue) => newestNamed(catalogue, words, limit)))
        .slice(0, limit)
        .map(({ facts }) => facts);
    },

    /** Publishers, those with most articles first. */
    suggestSources: ({ written, limit, server = null }: WrittenName) =>
      mostFrequent(
        seen(server).map(({ publishers }) =>
          Array.from(publishers, ([name, { articles }]) => [name, articles.size] as const),
        ),
        wordsOf(written),
        limit,
      ),

    /** Tags, the most frequent first. */
    suggestTopics: ({ written, limit, server = null }: WrittenName) =>
      mostFrequent(
        seen(server).map(({ tags }) => Array.from(tags, ([name, { length }]) => [name, length] as const)),
        wordsOf(written),
        limit,
      ),
  };
}

function mostFrequent(
  all: readonly (readonly (readonly [name: string | null, articles: number])[])[],
  words: readonly string[],
  limit: number,
): string[] {
  const sum = new Map<string, number>();
  for (const [name, articles] of all.flat()) if (name !== null) addTo(sum, name, articles);
  return [...sum]
    .filter(([name]) => words.every((word) => fold(name).includes(word)))
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([name]) => name);
}
