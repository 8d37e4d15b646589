import type { Article } from '../articles/article.ts';

/** An article as it was found outside: it has no id yet. Its text is empty where a feed gives none. */
export type FoundArticle = Pick<
  Article,
  'title' | 'url' | 'publisher' | 'byline' | 'published' | 'updated' | 'language' | 'tags' | 'text'
>;

/** What tells the entry of a feed from all others. */
export interface EntryIdentity {
  /** What the feed itself tells it by, on its site: its guid; `null` where it has none, or one that others have too. */
  readonly guid: string | null;
  /** What tells it from the other entries of its feed that have its address; `null` where its address is its own. */
  readonly part: string | null;
}

/** An entry of a feed. */
export interface Entry extends FoundArticle, EntryIdentity {
  /** A hash of what the feed says of it, as it is written, to tell whether it says something else later. */
  readonly said: string;
  /** Whether its text has been read; only that of entries that were asked for is. */
  readonly isRead: boolean;
}
