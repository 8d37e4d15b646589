import type { Article } from '../articles/article.ts';
import type { Feed, NewFeed } from '../store/store.ts';
import type { FailureCode, ImportFailure } from './failure.ts';
import type { UsedUp } from './keep/room.ts';

/** Facts that moderators can correct. */
export type EditedFacts = Partial<Pick<Article, 'title' | 'url' | 'publisher' | 'published' | 'language'>>;

/** `publisher`: the page is gone; `moderators`: they removed it. */
export type WithdrawnBy = 'publisher' | 'moderators';

/** What an article said until it was changed. */
export interface EarlierText {
  readonly until: Date;
  readonly text: string;
}

/** An article that can no longer be quoted. */
export interface Withdrawn {
  readonly id: string;
  /** As `articleKey` gives it. */
  readonly identity: string;
  readonly by: WithdrawnBy;
  readonly at: Date;
  /** `null` if its file is damaged. */
  readonly article: Article | null;
}

/** Short key of an article among its server's; its id ends with it. */
export const articleKey = (id: string) => id.slice(-16);

export interface ImportRefusal {
  readonly outcome: 'refused';
  /** `null` if nothing was found. */
  readonly title: string | null;
  /** Its words stand in the locales under `failures`. */
  readonly code: FailureCode;
  readonly status?: number;
  readonly usedUp?: UsedUp;
}

export type ImportResult =
  | {
      readonly outcome: 'added' | 'changed' | 'duplicate';
      readonly title: string;
      readonly id: string;
      /** Why only the feed's summary was kept: the page could not be fetched. */
      readonly withoutPage?: ImportFailure;
      /** Pages of an article that were read, if not all were. */
      readonly pages?: { readonly read: number; readonly of: number };
      /** Its publication date, if that is in the future. */
      readonly future?: string;
    }
  | ImportRefusal;

/** Outcome of a dry run. */
export type ImportPreview =
  | {
      readonly outcome: 'article' | 'duplicate';
      readonly title: string;
      readonly publisher: string | null;
      readonly published: string | null;
      /** Text length in characters. */
      readonly length: number;
      /** Whether it is the feed's summary, because the page cannot be fetched. */
      readonly isSummary: boolean;
    }
  | ImportRefusal;

export type SubscribeResult =
  | { readonly outcome: 'subscribed'; readonly feed: Feed; readonly imported: readonly ImportResult[] }
  /** The server has it already, or has reached its limit. */
  | { readonly outcome: 'known' | 'too many' }
  /** The address is a site with several feeds to choose from. */
  | {
      readonly outcome: 'choice';
      readonly feeds: readonly { readonly url: string; readonly title: string | null }[];
    }
  | Omit<ImportRefusal, 'title'>;

export type ReportProgress = (done: number, of: number) => void;

/**
 * Imports articles and feeds for one server, or with `null` for all. Once a promise is fulfilled, what was added can be quoted
 * there.
 */
export interface Importer {
  /** Imports an article, or once the entries of a feed. */
  add(url: string, server: string | null, progress: ReportProgress): Promise<readonly ImportResult[]>;
  /** Imports an uploaded file, given by its address or as `data:`. */
  addFile(url: string, server: string | null): Promise<readonly ImportResult[]>;
  /** A dry run; of a feed, its first entries. */
  preview(
    url: string,
    server: string | null,
  ): Promise<{
    readonly kind: 'page' | 'feed';
    readonly entries: number;
    readonly items: readonly ImportPreview[];
  }>;
  /**
   * Removes an article of a server, until it is restored.
   *
   * @returns whether there was one
   */
  remove(id: string, server: string): Promise<boolean>;
  /**
   * @param key as `articleKey` gives it
   *
   * @returns the article's id; `null` if there is nothing to restore
   */
  restore(key: string, server: string): Promise<string | null>;
  /** A server's withdrawn and removed articles, latest first. */
  removed(server: string): Promise<readonly Withdrawn[]>;
  isRemoved(id: string): Promise<boolean>;
  /** What a fetched article said before; latest first, at most five. */
  versions(id: string): Promise<readonly EarlierText[]>;
  /** `null` if no article has the key. */
  idOf(key: string, server: string): Promise<string | null>;
  /** Overrides facts of a server's article; `null` if there is no such article. */
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
  /** Reads a feed for the first time and subscribes to it, unless it cannot be read. */
  subscribe(feed: Omit<NewFeed, 'title'>, progress: ReportProgress): Promise<SubscribeResult>;
}
