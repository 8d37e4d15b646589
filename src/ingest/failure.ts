import type { UsedUp } from './keep/room.ts';

/** At which stage something failed to become an article; in words under `failures` in the locales. */
export type FailureCode =
  /** It is no address that may be fetched. */
  | 'address'
  /** It leads to an address that is not in the public internet. */
  | 'private'
  /** The robots.txt of its site does not allow it, or cannot be had. */
  | 'robots'
  /** There is no connection to its server. */
  | 'unreachable'
  /** Its server answered with something else; `status` says what. */
  | 'status'
  | 'redirects'
  | 'slow'
  | 'large'
  /** It is neither a page nor a feed nor a file that is read. */
  | 'type'
  /** What arrived is damaged. */
  | 'damaged'
  /** It arrived, and takes too much to be read, or cannot be. */
  | 'unreadable'
  /** It was read, and has no text of an article. */
  | 'text'
  /** A PDF whose pages are images. */
  | 'scan'
  /** The page shows no more than the beginning, since the article is for subscribers. */
  | 'paywall'
  /** The page shows nothing before a script has run, and none is. */
  | 'script'
  /** Its text is longer than an article may be. */
  | 'long'
  /** It is no feed, where one is wanted. */
  | 'no feed'
  /** It is no list of feeds, where one is wanted. */
  | 'no opml'
  /** The server has as many articles, or as much of them, as it may have; `usedUp` says how much that is. */
  | 'full'
  /** The archive did not come to an end with it. */
  | 'quarantine'
  /** It cannot be written down. */
  | 'disk';

/** Why there is no article: in English, for the command line and the log, and as data. */
export interface ImportFailure {
  readonly reason: string;
  readonly code: FailureCode;
  /** The status of HTTP, where that is why. */
  readonly status?: number;
  /** What is used up, where that is why. */
  readonly usedUp?: UsedUp;
}
