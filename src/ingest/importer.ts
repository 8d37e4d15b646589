import { serverOf } from '../articles/scope.ts';
import { typedUrl } from './canonical-url.ts';
import type { ImportPreview, ImportResult, Importer, ReportProgress } from './contract.ts';
import { decodedName, readDataAddress, type HandedOver } from './data-address.ts';
import { writeOpml } from './feed/opml.ts';
import type { Fetcher, Fetching } from './fetch/fetcher.ts';
import { itemsOf, itemsOfUpload, keepItem, wholeEntry, type ImportItem } from './import-items.ts';
import type { ArticleFiles } from './keep/article-files.ts';
import type { Incoming } from './keep/article-path.ts';
import { openArticleFolder, type ArticleFolder } from './keep/article-folder.ts';
import type { Quota } from './keep/room.ts';
import type { SourceReader } from './reading-thread.ts';
import type { ImportFailure } from './failure.ts';

/** Feed entries imported at once; the rest follow at the next reading. */
export const mostEntries = 50;
/** Feed entries in a preview. */
const mostPreviewed = 3;

/** An importer that also keeps feed entries, but has no subscriptions. */
export interface ArticleImporter extends Omit<Importer, 'subscribe'> {
  /** Looks into the folders anew, since another process has changed them. */
  reopen(): void;
  /**
   * Withdraws an article whose page is gone.
   *
   * @returns whether there was one
   */
  withdraw(id: string, server: string | null): Promise<boolean>;
  /** @returns the article that is kept under an identity, where it has an address */
  heldAt(
    identity: string,
    server: string | null,
  ): Promise<{ readonly id: string; readonly url: string } | null>;
  /** @returns the id of the article kept for an address */
  holds(url: string, server: string | null): Promise<string | null>;
  /** Keeps a feed entry, unless it was withdrawn or the server's quota is used up. */
  keepEntry(found: Incoming, server: string | null, fetcher: Fetching): Promise<ImportResult>;
}

interface ImporterParts {
  readonly dataDir: string;
  readonly fetcher: Fetcher;
  readonly reading: SourceReader;
  readonly quota: Quota;
  /** Called with the page of each article added by hand; `title` is the feed's title for it, empty without a feed. */
  readonly onPage?: (page: {
    readonly server: string;
    readonly url: string;
    readonly title: string;
  }) => Promise<void>;
  /** Is told of every file of an article that has been written, or is gone. */
  readonly changed?: (path: string, server: string | null) => void;
  /** How files are changed; default in the data folder alone. */
  readonly files?: ArticleFiles | undefined;
}

export function createImporter({
  dataDir,
  fetcher,
  reading,
  quota,
  onPage,
  changed = () => undefined,
  files,
}: ImporterParts): ArticleImporter {
  const readingFor = (server: string | null) => reading.of(server ?? '');
  const folders = new Map<string | null, Promise<ArticleFolder>>();
  const folderOf = (server: string | null) => {
    const opened =
      folders.get(server) ??
      openArticleFolder(
        dataDir,
        readingFor(server),
        server,
        false,
        server === null ? null : quota,
        (path) => {
          changed(path, server);
        },
        files,
      );
    folders.set(server, opened);
    // One that cannot be opened now may be later.
    opened.catch(() => folders.delete(server));
    return opened;
  };

  async function keep(
    item: ImportItem,
    server: string | null,
    by: Fetching = fetcher,
  ): Promise<ImportResult> {
    const folder = await folderOf(server);
    const usedUp = 'found' in item ? whyNoRoom(item.found, folder) : null;
    if (usedUp !== null && 'found' in item)
      return { outcome: 'refused', title: item.found.title, code: 'full', usedUp };
    const { kept, found, title, withoutPage, pages } = await keepItem(item, folder, readingFor(server), by);
    if (kept.outcome !== 'refused') {
      const future = futureOf(found?.published ?? null);
      return {
        outcome: kept.outcome,
        title: title ?? '',
        id: kept.id,
        ...(withoutPage && { withoutPage }),
        ...(pages && { pages }),
        ...(future !== null && { future }),
      };
    }
    return { outcome: 'refused', title, ...failureOf(kept) };
  }

  async function keepAll(
    items: readonly ImportItem[],
    server: string | null,
    progress: ReportProgress,
    isOnline: boolean,
  ): Promise<ImportResult[]> {
    const folder = await folderOf(server);
    const taken = items.filter((item, place) => place < mostEntries || !('isEntry' in item && item.isEntry));
    const imported: ImportResult[] = [];
    for (const item of taken) {
      // Whoever adds it by hand wants it again.
      if ('found' in item) await folder.readmit(item.found);
      const one = await keep(item, server);
      imported.push(one);
      if (isOnline && one.outcome !== 'refused') await watch(item, server);
      if (imported.length < taken.length) progress(imported.length, taken.length);
    }
    return imported;
  }

  async function watch(item: ImportItem, server: string | null): Promise<void> {
    if (server === null || !('found' in item)) return;
    const { url, title, part = null } = item.found;
    // A page that holds other entries too says nothing of one alone.
    if (url !== null && part === null) await onPage?.({ server, url, title: item.isEntry ? title : '' });
  }

  async function itemsAt(url: string, server: string | null): Promise<ImportItem[]> {
    const address = typedUrl(url);
    if (address === null) return [{ reason: 'this address cannot be fetched', code: 'address' }];
    return collected(itemsOf({ path: address, url: null }, readingFor(server), fetcher, mostEntries));
  }

  async function fileAt(url: string): Promise<HandedOver | ImportFailure> {
    if (url.startsWith('data:')) return readDataAddress(url);
    const fetched = await fetcher.fetchFile(url);
    if ('reason' in fetched) return fetched;
    const name = new URL(url).pathname.split('/').at(-1) ?? '';
    return { name: decodedName(name) ?? name, bytes: fetched.source.bytes };
  }

  async function preview(item: ImportItem, server: string | null): Promise<ImportPreview> {
    if ('reason' in item) return { outcome: 'refused', title: null, ...failureOf(item) };
    const { title } = item.found;
    const entry = item.isEntry
      ? await wholeEntry(item.found, readingFor(server), fetcher)
      : { found: item.found, withoutPage: null };
    if ('reason' in entry) return { outcome: 'refused', title, ...failureOf(entry) };
    const folder = await folderOf(server);
    const { found, withoutPage } = entry;
    const isHeld = folder.holds(found) !== null;
    const usedUp = whyNoRoom(found, folder);
    if (usedUp !== null) return { outcome: 'refused', title, code: 'full', usedUp };
    return {
      outcome: isHeld ? 'duplicate' : 'article',
      title: found.title,
      publisher: found.publisher,
      published: found.published,
      length: found.text.length,
      isSummary: withoutPage !== null,
    };
  }

  return {
    reopen() {
      folders.clear();
    },
    add: async (url, server, progress) => keepAll(await itemsAt(url, server), server, progress, true),
    async addFile(url, server) {
      const file = await fileAt(url);
      if ('reason' in file) return [{ outcome: 'refused', title: null, ...failureOf(file) }];
      const items = await itemsOfUpload(file, readingFor(server));
      return keepAll(items, server, () => undefined, false);
    },
    async feedsInOpml(url, server) {
      const file = await fileAt(url);
      return 'reason' in file ? file : readingFor(server).readOpml(file.bytes);
    },
    opmlOf: (feeds) => writeOpml(feeds, 'Kutip'),
    async preview(url, server) {
      const items = await itemsAt(url, server);
      const kind = items.some((item) => 'found' in item && item.isEntry) ? 'feed' : 'page';
      const previewed: ImportPreview[] = [];
      for (const item of items.slice(0, mostPreviewed)) previewed.push(await preview(item, server));
      return { kind, entries: items.length, items: previewed };
    },
    async withdraw(id, server) {
      return serverOf(id) === server && (await folderOf(server)).withdraw(id, 'publisher');
    },
    async remove(id, server) {
      return serverOf(id) === server && (await folderOf(server)).withdraw(id, 'moderators');
    },
    restore: async (key, server) => (await folderOf(server)).restore(key),
    removed: async (server) => (await folderOf(server)).withdrawn(),
    async isRemoved(id) {
      const server = serverOf(id);
      return server !== null && (await folderOf(server)).withdrawnBy(id) === 'moderators';
    },
    versions: async (id) => (await folderOf(serverOf(id))).versions(id),
    idOf: async (key, server) => (await folderOf(server)).idOf(key),
    async edit(id, server, facts) {
      return serverOf(id) === server ? (await folderOf(server)).edit(id, facts) : null;
    },
    async heldAt(identity, server) {
      const held = await (await folderOf(server)).articleAt(identity);
      return held?.url == null ? null : { id: held.id, url: held.url };
    },
    async holds(url, server) {
      return (await folderOf(server)).holds({ ...nowhere, url });
    },
    async keepEntry(found, server, by) {
      const folder = await folderOf(server);
      const held = folder.hasWithdrawn(found) ? '' : null;
      if (held !== null) return { outcome: 'duplicate', title: found.title, id: held };
      return keep({ found, isEntry: true }, server, by);
    },
  };
}

/** Reports imported articles as refused if the archive had to quarantine them. */
export function withoutHeldBack(
  imported: readonly ImportResult[],
  quarantined: readonly string[],
): ImportResult[] {
  return imported.map((one) =>
    one.outcome !== 'refused' && quarantined.includes(one.id)
      ? { outcome: 'refused', title: one.title, code: 'quarantine' }
      : one,
  );
}

/** The date, if it is in the future; else `null`. */
export const futureOf = (published: string | null) =>
  published !== null && Date.parse(published) > Date.now() ? published : null;

/** The empty description of an article. */
export const nowhere = {
  ...{ title: '', publisher: null, byline: null, published: null, updated: null, language: null },
  ...{ tags: [], text: '' },
};

async function collected<ImportItem>(items: AsyncIterable<ImportItem>): Promise<ImportItem[]> {
  const all: ImportItem[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Checked before fetching a page whose article would not fit. */
const whyNoRoom = (found: Incoming, folder: ArticleFolder) =>
  folder.holds(found) === null ? folder.whyNoRoom(found.text.length) : null;

const failureOf = ({ code, status, usedUp }: Omit<ImportFailure, 'reason'>) => ({
  code,
  ...(status !== undefined && { status }),
  ...(usedUp !== undefined && { usedUp }),
});
