import { readFile, stat } from 'node:fs/promises';
import { findArticleFiles, readArticleFile } from '../articles/read.ts';
import type { Fetcher } from './fetch/fetcher.ts';
import type { Incoming } from './keep/article-path.ts';
import type { ArticleFolder, Kept } from './keep/article-folder.ts';
import type { Source } from './read-source.ts';
import { maxSourceBytes, type Reading } from './reading-thread.ts';
import type { Stopped } from './failure.ts';

/** A file or an address to import. */
export interface ImportSource {
  readonly path: string;
  /** Where a file came from; `null` when nobody said so. */
  readonly url: string | null;
}

/** What a file or address gave, one at a time: an article, or why there is none. */
export type Item =
  { readonly found: Incoming; readonly isEntry: boolean } | (Stopped & { readonly path?: string });

/** Files that hold articles in our own forms. */
const own = /\.(?:md|markdown|txt|jsonl|jsonl\.gz)$/i;

/** How an address begins; everything else is a file. */
const address = /^[a-z][a-z+.-]+:\/\//i;

/** Reads what a file or an address holds; `isEntry` tells the entries of a feed, which may be summaries. */
export async function* itemsOf(
  { path, url }: ImportSource,
  reading: Reading,
  fetcher: Fetcher,
): AsyncGenerator<Item> {
  if (address.test(path)) {
    const fetched = await fetcher.fetch(path);
    yield* 'reason' in fetched ? [fetched] : await read(fetched.source, reading);
    return;
  }
  if (own.test(path)) {
    const { files, refusals } = await findArticleFiles([path]);
    for (const { reason } of refusals) yield { reason, stop: 'unreadable' };
    for (const file of files) {
      for await (const read of readArticleFile(file, new Map())) {
        yield 'article' in read
          ? { found: { ...read.article, url: read.article.url ?? url }, isEntry: false }
          : { ...read.refusal, stop: 'unreadable' };
      }
    }
    return;
  }
  try {
    const { size } = await stat(path);
    if (size > maxSourceBytes) {
      yield {
        reason: `${(size / 1e6).toFixed(1)} MB is larger than a page may be (${maxSourceBytes / 1e6} MB)`,
        stop: 'large',
      };
      return;
    }
    yield* await read({ bytes: await readFile(path), contentType: null, url }, reading);
  } catch (error) {
    yield { reason: `cannot be opened: ${(error as Error).message}`, stop: 'unreadable' };
  }
}

async function read(source: Source, reading: Reading): Promise<Item[]> {
  const outcome = await reading.read(source);
  if ('reason' in outcome) return [outcome];
  return outcome.found.map((found) => ({ found, isEntry: outcome.kind === 'feed' }));
}

/** The article of an entry, or the summary of it that the feed gives, with the reason why there is no more. */
interface Whole {
  readonly found: Incoming;
  readonly withoutPage: Stopped | null;
}

/** Below this, the text of a feed's entry is taken for a summary, in characters. */
const summaryBelow = 1000;

/**
 * The article of a feed's entry: its page, where the feed gives a summary at most and the page can be had; else what the feed
 * gives.
 *
 * @returns the reason why the page cannot be had when the feed gives no text
 */
export async function wholeEntry(
  entry: Incoming,
  reading: Reading,
  fetcher: Fetcher,
): Promise<Whole | Stopped> {
  if (entry.text.length >= summaryBelow) return { found: entry, withoutPage: null };
  const failed = (stopped: Stopped) =>
    entry.text.trim() === ''
      ? {
          ...stopped,
          reason: `the feed gives no text of "${entry.title}", and of its page: ${stopped.reason}`,
        }
      : { found: entry, withoutPage: stopped };
  if (entry.url === null) return failed({ reason: 'it has no address', stop: 'text' });
  const fetched = await fetcher.fetch(entry.url);
  if ('reason' in fetched) return failed(fetched);
  const outcome = await reading.read(fetched.source);
  if ('reason' in outcome) return failed(outcome);
  const [page] = outcome.found;
  if (outcome.kind !== 'page' || page === undefined || page.text.length < entry.text.length)
    return failed({ reason: 'it shows no more', stop: 'text' });
  return {
    found: {
      ...page,
      // The feed's own address tells the entry from others, wherever its page says that it is.
      url: entry.url,
      title: entry.title || page.title,
      publisher: page.publisher ?? entry.publisher,
      byline: page.byline ?? entry.byline,
      published: page.published ?? entry.published,
      updated: page.updated ?? entry.updated,
      language: page.language ?? entry.language,
      tags: page.tags.length > 0 ? page.tags : entry.tags,
    },
    withoutPage: null,
  };
}

/** What became of something that was to be kept. */
export interface Result {
  readonly kept: Kept;
  /** `null` where nothing was found. */
  readonly title: string | null;
  /** Why a summary was kept in place of the article. */
  readonly withoutPage?: Stopped | null;
}

/** Keeps what was found; of a feed's entry, the whole article where it can be had. */
export async function keepItem(
  item: Item,
  folder: ArticleFolder,
  reading: Reading,
  fetcher: Fetcher,
): Promise<Result> {
  if ('reason' in item) return { kept: { outcome: 'refused', ...item }, title: null };
  const { title } = item.found;
  if (!item.isEntry) return { kept: await folder.keep(item.found), title };
  const entry = await wholeEntry(item.found, reading, fetcher);
  if ('reason' in entry) return { kept: { outcome: 'refused', ...entry }, title };
  const held = folder.holds(entry.found);
  // A summary never takes the place of the article.
  const { withoutPage } = entry;
  if (held !== null && withoutPage !== null)
    return { kept: { outcome: 'duplicate', id: held }, title, withoutPage };
  return { kept: await folder.keep(entry.found), title, withoutPage };
}
