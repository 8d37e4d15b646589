import type { UsedUp } from './keep/room.ts';

/** Why something did not become an article; worded under `failures` in the locales. */
export type FailureCode =
  /** Not an address that may be fetched. */
  | 'address'
  /** The address is not on the public internet. */
  | 'private'
  /** The site's robots.txt disallows it or could not be fetched. */
  | 'robots'
  /** No connection to the server. */
  | 'unreachable'
  /** An HTTP error; `status` says which. */
  | 'status'
  | 'redirects'
  | 'slow'
  | 'large'
  /** Neither a page, a feed, nor a supported file. */
  | 'type'
  /** The download is damaged. */
  | 'damaged'
  /** Reading it takes too much time or memory, or fails. */
  | 'unreadable'
  /** It has no article text. */
  | 'text'
  /** A PDF whose pages are images. */
  | 'scan'
  /** Only the beginning is shown to non-subscribers. */
  | 'paywall'
  /** The page needs JavaScript. */
  | 'script'
  /** The text is too long for an article. */
  | 'long'
  /** A feed was expected. */
  | 'no feed'
  /** It is no list of feeds, where one is wanted. */
  | 'no opml'
  /** The server has reached its quota; `usedUp` says which. */
  | 'full'
  /** The archive's thread hung or ran out of memory on it. */
  | 'quarantine'
  /** It could not be saved. */
  | 'disk'
  /** It is saved where several processes share it, and this one could not take it over. */
  | 'not here';

/** `reason` is in English, for the command line and the log. */
export interface ImportFailure {
  readonly reason: string;
  readonly code: FailureCode;
  /** HTTP status, if that is the cause. */
  readonly status?: number;
  /** The exhausted quota, if that is the cause. */
  readonly usedUp?: UsedUp;
}
