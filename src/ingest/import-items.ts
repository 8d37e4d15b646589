import { readFile, stat } from 'node:fs/promises';
import { findArticleFiles, readArticleFile } from '../articles/read.ts';
import type { Fetcher } from './fetch/fetcher.ts';
import type { Incoming } from './keep/article-path.ts';
import type { Wanted } from './import-arguments.ts';
import type { Source } from './read-source.ts';
import { maxSourceBytes, type Reading } from './reading-thread.ts';

/** What a file or address gave, one at a time: an article, or why there is none. */
export type Item =
  | { readonly found: Incoming; readonly isEntry: boolean }
  | { readonly reason: string; readonly path?: string };

/** Files that hold articles in our own forms. */
const own = /\.(?:md|markdown|txt|jsonl|jsonl\.gz)$/i;

/** How an address begins; everything else is a file. */
const address = /^[a-z][a-z+.-]+:\/\//i;

/** Reads what a file or an address holds; `isEntry` tells the entries of a feed, which may be summaries. */
export async function* itemsOf(
  { path, url }: Wanted,
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
    for (const { reason } of refusals) yield { reason };
    for (const file of files) {
      for await (const read of readArticleFile(file, new Map())) {
        yield 'article' in read
          ? { found: { ...read.article, url: read.article.url ?? url }, isEntry: false }
          : read.refusal;
      }
    }
    return;
  }
  try {
    const { size } = await stat(path);
    if (size > maxSourceBytes) {
      yield {
        reason: `${(size / 1e6).toFixed(1)} MB is larger than a page may be (${maxSourceBytes / 1e6} MB)`,
      };
      return;
    }
    yield* await read({ bytes: await readFile(path), contentType: null, url }, reading);
  } catch (error) {
    yield { reason: `cannot be opened: ${(error as Error).message}` };
  }
}

async function read(source: Source, reading: Reading): Promise<Item[]> {
  const outcome = await reading.read(source);
  if ('reason' in outcome) return [outcome];
  return outcome.found.map((found) => ({ found, isEntry: outcome.kind === 'feed' }));
}

/** Below this, the text of a feed's entry is taken for a summary, in characters. */
const summaryBelow = 1000;

/**
 * The article of a feed's entry: its page, where the feed gives a summary at most and the page can be had; else what the feed
 * gives.
 *
 * @returns the reason why the page cannot be had when the feed gives no text; `isSummary` when it gives one
 */
export async function wholeEntry(
  entry: Incoming,
  reading: Reading,
  fetcher: Fetcher,
): Promise<{ readonly found: Incoming; readonly isSummary: boolean } | { readonly reason: string }> {
  if (entry.text.length >= summaryBelow) return { found: entry, isSummary: false };
  const failed = (reason: string) =>
    entry.text.trim() === ''
      ? { reason: `the feed gives no text of "${entry.title}", and of its page: ${reason}` }
      : { found: entry, isSummary: true };
  if (entry.url === null) return failed('it has no address');
  const fetched = await fetcher.fetch(entry.url);
  if ('reason' in fetched) return failed(fetched.reason);
  const outcome = await reading.read(fetched.source);
  if ('reason' in outcome) return failed(outcome.reason);
  const [page] = outcome.found;
  if (outcome.kind !== 'page' || page === undefined || page.text.length < entry.text.length)
    return failed('it shows no more');
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
    isSummary: false,
  };
}
