import type { Feed } from '../../store/store.ts';

/** At which stage something failed to become an article; its words stand in the locales under `stops`. */
export type FailureCode =
  | 'address'
  | 'private'
  | 'robots'
  | 'unreachable'
  | 'status'
  | 'redirects'
  | 'slow'
  | 'large'
  | 'type'
  | 'damaged'
  | 'unreadable'
  | 'text'
  | 'paywall'
  | 'script'
  | 'long'
  | 'no feed'
  | 'full'
  | 'quarantine'
  | 'disk';

/** Why something was refused, with the status of HTTP where that is why. */
export interface ImportRefusal {
  readonly outcome: 'refused';
  readonly title: string | null;
  readonly stop: FailureCode;
  readonly status?: number;
}

/** What became of something that was to be added. */
export type Imported =
  | {
      readonly outcome: 'added' | 'changed' | 'duplicate';
      readonly title: string;
      readonly id: string;
      /** It is the summary of a feed; its page could not be had. */
      readonly withoutPage?: unknown;
      /** Not all pages of the article could be had. */
      readonly pages?: { readonly read: number; readonly of: number };
      /** When it says that it was published, where that is still to come. */
      readonly future?: string;
    }
  | ImportRefusal;

/** What would become of something. */
export type Previewed =
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

/** What came of the wish to read a feed from now on. */
export type Subscribed =
  | { readonly outcome: 'followed'; readonly feed: Feed; readonly imported: readonly Imported[] }
  | { readonly outcome: 'known' | 'too many' }
  /** The address is that of a site with several feeds, of which one is to be chosen. */
  | {
      readonly outcome: 'choice';
      readonly feeds: readonly { readonly url: string; readonly title: string | null }[];
    }
  | Omit<ImportRefusal, 'title'>;

type Progress = (done: number, of: number) => void;

/** Brings in articles and feeds for a server; when a promise is fulfilled, what was added can be quoted there. */
export interface Importer {
  /** An address: a page with an article, or a feed, whose entries are taken once. */
  add(url: string, server: string, progress: Progress): Promise<readonly Imported[]>;
  /** A file that somebody handed over, which lies at an address or stands in it (`data:`). */
  addFile(url: string, server: string): Promise<readonly Imported[]>;
  /** What would become of an address; of a feed, of its first entries. Nothing is changed. */
  preview(
    url: string,
    server: string,
  ): Promise<{
    readonly kind: 'page' | 'feed';
    readonly entries: number;
    readonly items: readonly Previewed[];
  }>;
  /** @returns whether the server has such an article of its own */
  withdraw(id: string, server: string): Promise<boolean>;
  /** Reads a feed now and from now on. */
  follow(
    feed: Pick<Feed, 'server' | 'url' | 'channel' | 'locale' | 'addedAt'>,
    progress: Progress,
  ): Promise<Subscribed>;
}
