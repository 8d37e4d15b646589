import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { findArticleFiles, readArticleFile, type ArticleFile } from '../articles/read.ts';
import type { EditedFacts } from './contract.ts';
import type { HandedOver } from './data-address.ts';
import type { Fetching } from './fetch/fetcher.ts';
import type { Incoming } from './keep/article-path.ts';
import type { ArticleFolder, KeepResult } from './keep/article-folder.ts';
import { alone, readAddress, type PagesRead, type Read } from './read-address.ts';
import type { Source } from './read-source.ts';
import { maxSourceBytes, type SourceReader } from './reading-thread.ts';
import type { ImportFailure } from './failure.ts';
import { mostEntriesRead, type Entry } from './found.ts';

export interface ImportSource {
  readonly path: string;
  /** The address a file came from; `null` if unknown. */
  readonly url: string | null;
  /** What is known better than it says itself. */
  readonly facts?: Pick<EditedFacts, 'title' | 'publisher' | 'published'>;
}

/** One article, or why there is none. */
export type ImportItem =
  | {
      readonly found: Incoming;
      /** Whether it is a feed entry, possibly a summary. */
      readonly isEntry: boolean;
      /** Pages of the article that were read, if not all were. */
      readonly pages?: PagesRead | null;
      /** Its file, if a folder was read. */
      readonly path?: string;
    }
  | (ImportFailure & { readonly path?: string });

/** Files in Kutip's own formats. */
const own = /\.(?:md|markdown|txt|jsonl|jsonl\.gz)$/i;
/** Other files read from a folder. */
const others = /\.(?:html?|xhtml|pdf|xml|rss|atom|rdf|json)$/i;

/** Everything else is a file path. */
const address = /^[a-z][a-z+.-]+:\/\//i;

/**
 * Reads a file, a folder or an address.
 *
 * @param mostEntries feed entries whose text is read; others come without
 */
export async function* itemsOf(
  { path, url }: ImportSource,
  reading: SourceReader,
  fetcher: Fetching,
  mostEntries = Infinity,
): AsyncGenerator<ImportItem> {
  if (address.test(path)) {
    yield* itemsIn(await readAddress(path, { reading, fetcher }), reading, mostEntries);
    return;
  }
  try {
    if ((await stat(path)).isDirectory()) yield* itemsBelow(path, reading);
    else if (own.test(path)) yield* itemsInOwn(path, url);
    else yield* itemsInFile(path, url, reading);
  } catch (error) {
    yield { reason: cannotBeOpened(error as NodeJS.ErrnoException), code: 'unreadable' };
  }
}

/** Reads an uploaded file. */
export async function itemsOfUpload(
  { name, bytes }: HandedOver,
  reading: SourceReader,
): Promise<readonly ImportItem[]> {
  if (!own.test(name)) return collected(itemsInSource({ bytes, contentType: null, url: null }, reading));
  const outcome = await reading.readFile({ name, bytes });
  if ('reason' in outcome) return [outcome];
  return outcome.map((read) =>
    'article' in read
      ? { found: read.article, isEntry: false }
      : { reason: read.refusal.reason, code: 'unreadable' },
  );
}

async function collected(items: AsyncIterable<ImportItem>): Promise<ImportItem[]> {
  const all: ImportItem[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The files of a folder by name; hidden ones are skipped. */
async function* itemsBelow(folder: string, reading: SourceReader): AsyncGenerator<ImportItem> {
  const { files, refusals } = await findArticleFiles([folder]);
  for (const { path, reason } of refusals) yield { reason, code: 'unreadable', path };
  for (const file of files) yield* readOwn(file, null);
  for (const path of await othersBelow(folder))
    for await (const item of itemsInFile(path, null, reading)) yield { ...item, path };
}

async function othersBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && others.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) =>
      relative(folder, path)
        .split(sep)
        .every((part) => !part.startsWith('.')),
    )
    .sort();
}

async function* itemsInOwn(path: string, url: string | null): AsyncGenerator<ImportItem> {
  const { files, refusals } = await findArticleFiles([path]);
  for (const { reason } of refusals) yield { reason, code: 'unreadable' };
  for (const file of files) yield* readOwn(file, url);
}

async function* readOwn(file: ArticleFile, url: string | null): AsyncGenerator<ImportItem> {
  for await (const read of readArticleFile(file, new Map())) {
    yield 'article' in read
      ? { found: { ...read.article, url: read.article.url ?? url }, isEntry: false, path: file.path }
      : { ...read.refusal, code: 'unreadable' };
  }
}

async function* itemsInFile(
  path: string,
  url: string | null,
  reading: SourceReader,
): AsyncGenerator<ImportItem> {
  const { size } = await stat(path);
  if (size > maxSourceBytes) {
    const reason = `${(size / 1e6).toFixed(1)} MB is larger than a page may be (${maxSourceBytes / 1e6} MB)`;
    yield { reason, code: 'large' };
    return;
  }
  yield* itemsInSource({ bytes: await readFile(path), contentType: null, url }, reading);
}

async function* itemsInSource(source: Source, reading: SourceReader): AsyncGenerator<ImportItem> {
  const outcome = await reading.read(source);
  if ('reason' in outcome) yield failureOf(outcome);
  else if (outcome.kind === 'leads')
    yield { reason: `it only leads on to ${outcome.leadsTo}: import that address`, code: 'text' };
  else yield* itemsIn(outcome.kind === 'feed' ? { ...outcome, source } : alone(outcome), reading, Infinity);
}

async function* itemsIn(read: Read, reading: SourceReader, mostEntries: number): AsyncGenerator<ImportItem> {
  if ('reason' in read) yield failureOf(read);
  else if (read.kind === 'page') yield { found: read.found[0], isEntry: false, pages: read.pages };
  else if (read.found.length === 0) yield { reason: 'the feed has no entries yet', code: 'text' };
  else
    for await (const found of entriesWithText(read.found, read.source, reading, mostEntries))
      yield { found, isEntry: true };
}

/** Feed entries with their texts, which are read in batches. */
async function* entriesWithText(
  entries: readonly Entry[],
  source: Source,
  reading: SourceReader,
  most = Infinity,
): AsyncGenerator<Entry> {
  for (let at = 0; at < entries.length; at += mostEntriesRead) {
    const some = entries.slice(at, at + mostEntriesRead);
    yield* at < most ? await withText(some, entries, source, reading) : some;
  }
}

export async function withText(
  some: readonly Entry[],
  all: readonly Entry[],
  source: Source,
  reading: SourceReader,
): Promise<readonly Entry[]> {
  if (some.every(({ isRead }) => isRead)) return some;
  const places = some.map((entry) => all.indexOf(entry));
  const outcome = await reading.read({ ...source, entries: places });
  if ('reason' in outcome || outcome.kind !== 'feed') return some;
  return places.map((place) => outcome.found[place]!);
}

const failureOf = ({ reason, code, status }: ImportFailure): ImportFailure => ({
  reason,
  code,
  ...(status !== undefined && { status }),
});

function cannotBeOpened({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read: its permissions do not allow it';
  return `it cannot be opened: ${message}`;
}

/** The article, or the feed's summary with the reason why there is no more. */
interface Whole {
  readonly found: Incoming;
  readonly withoutPage: ImportFailure | null;
  readonly pages?: PagesRead | null;
}

/** Least ratio of an article's length to its summary's. */
const longerThanSummary = 1.5;
/** Shorter texts of feed entries count as summaries, in characters. */
const summaryBelow = 1000;

/** Whether the feed itself gives the article, so that its page is not read. */
export const hasWholeText = ({ text }: Pick<Incoming, 'text'>) => text.length >= summaryBelow;

/**
 * The article of a feed entry: from its page if the feed has at most a summary and the page can be fetched, else from the feed.
 *
 * @returns the failure, if the feed has no text either
 */
export async function wholeEntry(
  entry: Incoming,
  reading: SourceReader,
  fetcher: Fetching,
): Promise<Whole | ImportFailure> {
  if (hasWholeText(entry)) return { found: entry, withoutPage: null };
  // Its page holds others too; what the feed says is about it alone.
  if ((entry.part ?? null) !== null && entry.text.trim() !== '') return { found: entry, withoutPage: null };
  const failed = (failure: ImportFailure) =>
    entry.text.trim() === ''
      ? {
          ...failure,
          reason: `the feed has no text for "${entry.title}", and its page failed: ${failure.reason}`,
        }
      : { found: { ...entry, isSummary: true }, withoutPage: failure };
  if (entry.url === null) return failed({ reason: 'it has no address', code: 'text' });
  const read = await readAddress(entry.url, { reading, fetcher });
  if ('reason' in read) return failed(failureOf(read));
  if (read.kind !== 'page' || read.found[0].text.length < entry.text.length)
    return failed({ reason: 'nothing more is shown', code: 'text' });
  const [page] = read.found;
  return {
    found: {
      ...page,
      guid: entry.guid ?? null,
      part: entry.part ?? null,
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
    pages: read.pages,
  };
}

export interface Result {
  readonly kept: KeepResult;
  /** What was kept or would have been; `null` if nothing was found. */
  readonly found: Incoming | null;
  /** `null` if nothing was found. */
  readonly title: string | null;
  /** Why only a summary was kept. */
  readonly withoutPage?: ImportFailure | null;
  /** Pages of the article that were read, if not all were. */
  readonly pages?: PagesRead | null;
}

/** Keeps what was found; for a feed entry, the whole article if possible. */
export async function keepItem(
  item: ImportItem,
  folder: ArticleFolder,
  reading: SourceReader,
  fetcher: Fetching,
): Promise<Result> {
  if ('reason' in item) return { kept: { outcome: 'refused', ...item }, found: null, title: null };
  const { found } = item;
  const { title } = found;
  if (!item.isEntry) return { kept: await folder.keep(found), found, title, pages: item.pages ?? null };
  const entry = await wholeEntry(item.found, reading, fetcher);
  if ('reason' in entry) return { kept: { outcome: 'refused', ...entry }, found, title };
  const { withoutPage, pages = null } = entry;
  const held = withoutPage === null ? null : await folder.held(entry.found);
  // A summary never takes the place of the article, but that of a summary before.
  if (held !== null && held.text.length > longerThanSummary * entry.found.text.length)
    return { kept: { outcome: 'duplicate', id: held.id }, found: entry.found, title, withoutPage };
  return { kept: await folder.keep(entry.found), found: entry.found, title, withoutPage, pages };
}
