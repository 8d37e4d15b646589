import type { Feed } from '../../store/store.ts';

/** Why there is no article. The words are in the locales under `stops`. */
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
  | 'long'
  | 'no feed'
  | 'full'
  | 'quarantine'
  | 'disk';

/** `status` is the HTTP status, if that is the reason. */
export interface ImportRefusal {
  readonly outcome: 'refused';
  readonly title: string | null;
  readonly stop: FailureCode;
  readonly status?: number;
}

export type Imported =
  | { readonly outcome: 'added' | 'changed' | 'duplicate'; readonly title: string; readonly id: string }
  | ImportRefusal;

export type Previewed =
  | {
      readonly outcome: 'article' | 'duplicate';
      readonly title: string;
      readonly publisher: string | null;
      readonly published: string | null;
      /** Length of its text in characters. */
      readonly length: number;
      /** Whether the text is only the feed's summary, because the page could not be fetched. */
      readonly isSummary: boolean;
    }
  | ImportRefusal;

export type Subscribed =
  | { readonly outcome: 'followed'; readonly feed: Feed; readonly imported: readonly Imported[] }
  | { readonly outcome: 'known' | 'too many' }
  | Omit<ImportRefusal, 'title'>;

type Progress = (done: number, of: number) => void;

/** Imports articles and feeds for a server. Once a promise resolves, what was added can be quoted there. */
export interface Importer {
  /** The address of an article's page, or of a feed whose entries are imported once. */
  add(url: string, server: string, progress: Progress): Promise<readonly Imported[]>;
  /** An uploaded file, at an address or in a `data:` URL. */
  addFile(url: string, server: string): Promise<readonly Imported[]>;
  /** A dry run; for a feed, of its first entries. */
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
  /** Reads the feed now, and then whenever it is due. */
  follow(
    feed: Pick<Feed, 'server' | 'url' | 'channel' | 'locale' | 'addedAt'>,
    progress: Progress,
  ): Promise<Subscribed>;
}
