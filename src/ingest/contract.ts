import type { Article } from '../articles/article.ts';
import type { Feed, NewFeed } from '../store/store.ts';
import type { FailureCode, ImportFailure } from './failure.ts';
import type { UsedUp } from './keep/room.ts';

/** What those who run a server know better than the page of an article. */
export type EditedFacts = Partial<Pick<Article, 'title' | 'url' | 'publisher' | 'published' | 'language'>>;

/** Who took an article out of what can be quoted: its page is gone, or those who run the server removed it. */
export type WithdrawnBy = 'publisher' | 'moderators';

/** An article that can be quoted no longer. */
export interface Withdrawn {
  readonly id: string;
  /** As `articleKey` gives it. */
  readonly identity: string;
  readonly by: WithdrawnBy;
  readonly at: Date;
  /** `null` where its file is spoilt. */
  readonly article: Article | null;
}

/** What tells a server's article from its others, in few characters: its id ends with it. */
export const articleKey = (id: string) => id.slice(-16);

/** Why something was refused, with the status of HTTP where that is why. */
export interface ImportRefusal {
  readonly outcome: 'refused';
  /** `null` where nothing was found. */
  readonly title: string | null;
  /** Its words stand in the locales under `failures`. */
  readonly code: FailureCode;
  readonly status?: number;
  readonly usedUp?: UsedUp;
}

/** What became of something that was to be imported. */
export type ImportResult =
  | {
      readonly outcome: 'added' | 'changed' | 'duplicate';
      readonly title: string;
      readonly id: string;
      /** Why it is the summary of a feed, where its page could not be had. */
      readonly withoutPage?: ImportFailure;
      /** How many of the pages of an article were read, where not all were. */
      readonly pages?: { readonly read: number; readonly of: number };
      /** When it says that it was published, where that is still to come. */
      readonly future?: string;
    }
  | ImportRefusal;

/** What would become of something: for an article, how much of it there is. */
export type ImportPreview =
  | {
      readonly outcome: 'article' | 'duplicate';
      readonly title: string;
      readonly publisher: string | null;
      readonly published: string | null;
      /** Characters of its text. */
      readonly length: number;
      /** Whether it is what a feed says of it, since its page cannot be had. */
      readonly isSummary: boolean;
    }
  | ImportRefusal;

/** What came of the wish to subscribe to a feed. */
export type SubscribeResult =
  | { readonly outcome: 'subscribed'; readonly feed: Feed; readonly imported: readonly ImportResult[] }
  /** The server has it already, or as many as it may have. */
  | { readonly outcome: 'known' | 'too many' }
  /** The address is that of a site with several feeds, of which one is to be chosen. */
  | {
      readonly outcome: 'choice';
      readonly feeds: readonly { readonly url: string; readonly title: string | null }[];
    }
  | Omit<ImportRefusal, 'title'>;

/** Is told how many of how many are done. */
export type ReportProgress = (done: number, of: number) => void;

/**
 * Brings articles and feeds from outside to a server, or with `null` to all; when a promise is fulfilled, what was added can be
 * quoted there.
 */
export interface Importer {
  /** Keeps what an address holds: an article, or the entries of a feed, which are taken once. */
  add(url: string, server: string | null, progress: ReportProgress): Promise<readonly ImportResult[]>;
  /** Keeps the articles of a file that somebody handed over, which lies at an address or stands in it (`data:`). */
  addFile(url: string, server: string | null): Promise<readonly ImportResult[]>;
  /** Tells what would become of an address, and changes nothing; of a feed, what would become of its first entries. */
  preview(
    url: string,
    server: string | null,
  ): Promise<{
    readonly kind: 'page' | 'feed';
    readonly entries: number;
    readonly items: readonly ImportPreview[];
  }>;
  /** Takes an article of a server out of what can be quoted there, until it is restored. @returns whether there was one */
  remove(id: string, server: string): Promise<boolean>;
  /** @param key as `articleKey` gives it. @returns the article's id; `null` where there is none to bring back */
  restore(key: string, server: string): Promise<string | null>;
  /** Those of a server that can be quoted no longer, those last taken out first. */
  removed(server: string): Promise<readonly Withdrawn[]>;
  /** Whether moderators removed an article. */
  isRemoved(id: string): Promise<boolean>;
  /** The id of the article of a server with a key; `null` where there is none. */
  idOf(key: string, server: string): Promise<string | null>;
  /** States facts of an article of a server in place of what its page says; `null` where there is none. */
  edit(
    id: string,
    server: string,
    facts: EditedFacts,
  ): Promise<{ readonly before: Article; readonly after: Article } | ImportFailure | null>;
  /** The feeds that an OPML file lists, which lies at an address or stands in it (`data:`). */
  feedsInOpml(
    url: string,
    server: string,
  ): Promise<
    { readonly feeds: readonly { readonly url: string; readonly title: string | null }[] } | ImportFailure
  >;
  /** Feeds as OPML. */
  opmlOf(feeds: readonly Pick<Feed, 'url' | 'title'>[]): string;
  /** Reads a feed for the first time, and from then on again and again. One that cannot be read is not taken. */
  subscribe(feed: Omit<NewFeed, 'title'>, progress: ReportProgress): Promise<SubscribeResult>;
}
