import type { ArticleFacts } from '../../articles/article.ts';
import type { IndexedArticle } from '../../search/indexed-article.ts';
import type { ScopeName, SearchIndex } from '../../search/search-index.ts';
import { fold } from '../../text/tokens.ts';

/** `server` as in `Filter`. */
interface WrittenName {
  readonly written: string;
  readonly limit: number;
  readonly server?: string | null;
  /** Whether to suggest only the server's own articles. */
  readonly isOwn?: boolean;
}

/** Completions while the user types, from names and words that are re-indexed only when articles change. */
export function createSuggestions(index: SearchIndex) {
  const indexes = new Map<ScopeName, NameIndex>();
  const namesOf = (scope: ScopeName) => {
    let names = indexes.get(scope);
    if (names === undefined) indexes.set(scope, (names = createNameIndex()));
    names.update(index.scope(scope), index.changes);
    return names;
  };
  const seen = (server: string | null) => index.scopesOn(server).map(namesOf);

  return {
    /** Articles whose title and publisher contain all words typed so far, newest first. */
    suggestArticles({ written, limit, server = null, isOwn = false }: WrittenName): ArticleFacts[] {
      const words = wordsOf(written);
      const from = !isOwn ? seen(server) : server === null ? [] : [namesOf(server)];
      return from
        .flatMap((names) => names.articles(words, limit))
        .sort(newestFirst)
        .slice(0, limit)
        .map(({ facts }) => facts);
    },

    /** Publishers, those with most articles first. */
    suggestSources: ({ written, limit, server = null }: WrittenName) =>
      mostFrequent(
        seen(server).map(({ publishers }) => publishers),
        wordsOf(written),
        limit,
      ),

    /** Tags, the most frequent first. */
    suggestTopics: ({ written, limit, server = null }: WrittenName) =>
      mostFrequent(
        seen(server).map(({ tags }) => tags),
        wordsOf(written),
        limit,
      ),
  };
}

type NameCounts = Map<string, number>;

/** Names and title words of one scope: the shared articles, or a server's own. */
interface NameIndex {
  readonly publishers: NameCounts;
  readonly tags: NameCounts;
  /** Adds new articles and removes those that are gone. */
  update(entries: Iterable<IndexedArticle>, changes: number): void;
  /** Articles with all the words in their title or publisher, newest first. */
  articles(words: readonly string[], limit: number): IndexedArticle[];
}

function createNameIndex(): NameIndex {
  const publishers: NameCounts = new Map();
  const tags: NameCounts = new Map();
  /** By word of a title or publisher. */
  const byWord = new Map<string, Set<IndexedArticle>>();
  const held = new Set<IndexedArticle>();
  let newest: readonly IndexedArticle[] = [];
  let updatedAt = -1;

  function count(entry: IndexedArticle, by: 1 | -1): void {
    const { title, publisher, tags: own } = entry.facts;
    for (const word of new Set(wordsOf(`${title} ${publisher ?? ''}`))) {
      const having = byWord.get(word) ?? new Set();
      if (by === 1) byWord.set(word, having.add(entry));
      else if (having.delete(entry) && having.size === 0) byWord.delete(word);
    }
    if (publisher !== null) add(publishers, publisher, by);
    for (const tag of own) add(tags, tag, by);
  }

  return {
    publishers,
    tags,
    update(entries, changes) {
      if (updatedAt === changes) return;
      updatedAt = changes;
      const now = new Set(entries);
      const gone = [...held].filter((entry) => !now.has(entry));
      const come = [...now].filter((entry) => !held.has(entry));
      if (gone.length + come.length === 0) return;
      for (const entry of gone) {
        count(entry, -1);
        held.delete(entry);
      }
      for (const entry of come) {
        count(entry, 1);
        held.add(entry);
      }
      newest = [...held].sort(newestFirst);
    },
    articles(words, limit) {
      if (words.length === 0) return newest.slice(0, limit);
      const sets = words.map((word) => having(word));
      const [fewest = new Set<IndexedArticle>(), ...others] = sets.sort((a, b) => a.size - b.size);
      return [...fewest]
        .filter((entry) => others.every((set) => set.has(entry)))
        .sort(newestFirst)
        .slice(0, limit);
    },
  };

  /** Articles with a word that contains the part. */
  function having(part: string): Set<IndexedArticle> {
    const found = new Set<IndexedArticle>();
    for (const [word, entries] of byWord)
      if (word.includes(part)) for (const entry of entries) found.add(entry);
    return found;
  }
}

const newestFirst = (a: IndexedArticle, b: IndexedArticle) =>
  (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity) || 0;

function add(counts: NameCounts, name: string, by: number): void {
  const count = (counts.get(name) ?? 0) + by;
  if (count === 0) counts.delete(name);
  else counts.set(name, count);
}

function mostFrequent(all: readonly NameCounts[], words: readonly string[], limit: number): string[] {
  const sum: NameCounts = new Map();
  for (const counts of all) for (const [name, count] of counts) add(sum, name, count);
  return [...sum]
    .filter(([name]) => words.every((word) => fold(name).includes(word)))
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([name]) => name);
}

const wordsOf = (written: string) =>
  fold(written)
    .split(/\s+/)
    .filter((word) => word !== '');
