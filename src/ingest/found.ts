import type { Article } from '../articles/article.ts';

/** Entries of a feed whose texts are read at once. */
export const mostEntriesRead = 200;

/** An article found outside, still without an id. Its text is empty if a feed gives none. */
export type FoundArticle = Pick<
  Article,
  | 'title'
  | 'url'
  | 'publisher'
  | 'byline'
  | 'published'
  | 'updated'
  | 'language'
  | 'tags'
  | 'factCheck'
  | 'text'
>;

/** What distinguishes an entry from all others. */
export interface EntryIdentity {
  /** The guid, if the entry has one of its own; unique on the site. */
  readonly guid: string | null;
  /** Distinguishes entries of a feed that share an address; `null` if the address is the entry's own. */
  readonly part: string | null;
}

/** An entry of a feed. */
export interface Entry extends FoundArticle, EntryIdentity {
  /** A hash of its content in the feed, to notice changes. */
  readonly said: string;
  /** Whether its text has been read; only requested entries are. */
  readonly isRead: boolean;
}
