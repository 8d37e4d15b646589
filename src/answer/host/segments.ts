import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FrameError } from '../../search/frames.ts';
import type { IndexedArticle } from '../../search/indexed-article.ts';
import { readAhead, segmentOf, type ScopeName, type SearchIndex } from '../../search/search-index.ts';
import { onDisk } from '../../search/frozen-segment.ts';
import type { EngineSegments } from '../../search/opensearch/engine-segments.ts';
import { ProblemError } from '../../search/opensearch/problem.ts';
import { openSegment, writeSegment } from '../../search/segment-file.ts';
import { readVocabulary, writeVocabulary, type KnownWords } from '../../search/vocabulary.ts';
import type { ArchiveEvent } from './calls.ts';
import { openEnginePart, type EnginePart, type EngineUse } from './engine-part.ts';
import type { ForgetLimits } from './forgetting.ts';
import { openFileList, type FileList } from './read-files.ts';
import type { ReadFile } from './read-file.ts';
import { indexingVersion } from './version.ts';

/** Where an index is kept, and how much of it in memory. */
export interface SegmentPlace {
  readonly folder: string;
  /** Whether it is written, and damaged segments are removed. */
  readonly write: boolean;
  /** How many of the shared articles are in memory at most, and a tenth of it of each server's; default 2000. */
  readonly hot?: number;
  /** Where segments are searched instead; those in the folder are waiting for it. */
  readonly engine?: EngineUse | null;
}

const defaultHot = 2000;
/** A server's articles in memory, as a share of the shared ones'. */
const serverShare = 0.1;
/** So many segments of about one size become one. */
const mostAlike = 8;
/** No segment becomes larger, so that writing one takes seconds. */
const mostInSegment = 40_000;
/** Articles that are read from an engine at a time. */
const readAtOnce = 25;
/** While articles are read for the first time, so many are given to an engine together: each is written once then. */
const mostWaiting = 16_000;
/** Who does not write to an engine keeps so many times more in memory: another process is about to write it. */
const patience = 2;

/**
 * The segments of an archive on disk, written as it grows. Articles in memory are in segments too, so that a restart need not
 * analyse them again; once there are too many, these become one, which is searched itself.
 */
export interface Segments {
  /** Files whose articles are in segments, by path. */
  readonly files: ReadonlyMap<string, ReadFile>;
  /** A path for a segment that is to be written by another thread, and then adopted. */
  newPath(): string;
  adopt(path: string): Promise<void>;
  /** Nothing comes of a path after all. */
  giveUp(path: string): void;
  /** What has become of a file that was read; `null`: it is gone. It is written once its articles are. */
  note(path: string, file: ReadFile | null): void;
  /** All has been read. Has everything in memory that a scope of few articles has. */
  loaded(): Promise<void>;
  /** Writes what is not on the disk yet. One call at a time. */
  keep(): Promise<void>;
  /** Finds out what other processes have written to an engine. Not during `keep`. */
  look(): Promise<void>;
  /** Writes the words of the segments once more, all together, so that the next start is faster. */
  keepVocabulary(): Promise<void>;
}

/** Articles of one segment that are searched in memory. */
interface Tail {
  readonly path: string;
  readonly entries: readonly IndexedArticle[];
}

export async function openSegments(
  { folder, write, hot = defaultHot, engine: use }: SegmentPlace,
  forget: ForgetLimits,
  index: SearchIndex,
  report: (event: ArchiveEvent) => void,
  pause: () => Promise<unknown>,
  segmentsOfEngine?: EngineSegments,
): Promise<Segments> {
  const tails = new Map<ScopeName, Tail[]>();
  const saved = new Set<IndexedArticle>();
  let noted = new Map<string, ReadFile | null>();
  /** Paths of segments that others write. */
  const awaited = new Set<string>();
  let isLoading = true;
  const names = await namesIn(folder);
  let last = Math.max(0, ...names.map((name) => Number.parseInt(name, 10)));
  if (write) await mkdir(folder, { recursive: true });
  const list: FileList = await openFileList(folder, JSON.stringify([indexingVersion, forget]), write);
  const vocabulary = join(folder, 'vocabulary');
  const known = await openVocabulary();
  for (const name of names) await restore(join(folder, name));
  const engine =
    segmentsOfEngine && (await openEnginePart(segmentsOfEngine, use?.turn, index, known, report, pause));
  known?.release();
  /** The names of the words that are written together. */
  let together: ReadonlySet<string> = new Set(known?.bySegment.keys());

  const newPath = () => join(folder, `${String(++last).padStart(8, '0')}.segment`);
  const isThere = (entry: IndexedArticle) => index.get(entry.facts.id) === entry;
  const limitOf = (scope: ScopeName) =>
    scope === 'shared' || scope === 'samples' ? hot : Math.ceil(hot * serverShare);

  async function openVocabulary(): Promise<KnownWords | undefined> {
    try {
      return await readVocabulary(vocabulary, indexingVersion, index.lexicon);
    } catch (error) {
      // Then the words are looked up.
      if (!(error instanceof FrameError) && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return undefined;
    }
  }

  async function restore(path: string): Promise<void> {
    try {
      const file = await openSegment(path, indexingVersion);
      index.adopt(onDisk(file), known?.bySegment.get(file.wordsKey));
    } catch (error) {
      // Another process may have merged it meanwhile.
      if (!(error instanceof FrameError) && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      report({ kind: 'segment useless', reason: (error as Error).message });
      if (write) await rm(path, { force: true });
    }
  }

  async function written(scope: ScopeName, entries: readonly IndexedArticle[]): Promise<string> {
    const startedAt = performance.now();
    const path = newPath();
    const head = { version: indexingVersion, scope };
    const bytes = await writeSegment(path, head, aheadOf(entries), index.lexicon, isThere, pause);
    report({ kind: 'segment written', articles: entries.length, bytes, ms: performance.now() - startedAt });
    return path;
  }

  /**
   * Has articles searched in a segment of their own, in place of those that they were in.
   *
   * @param isForEngine whether the engine should have it
   * @returns whether it has
   */
  async function freeze(
    scope: ScopeName,
    entries: readonly IndexedArticle[],
    isForEngine: boolean,
  ): Promise<boolean> {
    const path = await written(scope, entries);
    if (isForEngine && engine?.isWriter() === true && (await engine.take(path))) return true;
    const source = onDisk(await openSegment(path, indexingVersion));
    index.move(source, ({ order }, place) => order === source.articles[place]!.order);
    return false;
  }

  /** Gives the engine what waits for it. */
  async function giveWaiting(engine: EnginePart): Promise<void> {
    for (const [scope, all] of index.segments()) {
      let waiting = all.filter(({ path, entries }) => !engine.has(path) && entries.length > 0);
      if (isLoading && entriesOf(waiting).length < mostWaiting) continue;
      while (waiting.length > 0) {
        const some = fitting(waiting);
        const isTaken =
          some.length === 1 ? await engine.take(some[0]!.path) : await freeze(scope, entriesOf(some), true);
        if (!isTaken) return;
        waiting = waiting.slice(some.length);
      }
    }
  }

  async function keepHot(scope: ScopeName, entries: readonly IndexedArticle[]): Promise<void> {
    const own = tails.get(scope) ?? [];
    tails.set(scope, own);
    if (entries.length > limitOf(scope) * (engine?.isWriter() === false ? patience : 1)) {
      await freeze(scope, entries, true);
      for (const entry of entries) saved.delete(entry);
      return;
    }
    const fresh = entries.filter((entry) => !saved.has(entry));
    if (fresh.length > 0) await addTail(fresh);
    const few = alike(own, ({ entries }) => entries.filter(isThere).length);
    if (few.length === 0) return;
    await addTail(few.flatMap(({ entries }) => entries).filter(isThere));
    for (const { path } of few) await removeTail(path);

    async function addTail(entries: readonly IndexedArticle[]): Promise<void> {
      own.push({ path: await written(scope, entries), entries });
      for (const entry of entries) saved.add(entry);
    }
    async function removeTail(path: string): Promise<void> {
      own.splice(
        own.findIndex((tail) => tail.path === path),
        1,
      );
      await rm(path, { force: true });
    }
  }

  /** Removes the segments of which no article is left. */
  async function removeEmpty(): Promise<void> {
    for (const entry of saved) if (!isThere(entry) || segmentOf(entry) !== null) saved.delete(entry);
    for (const [scope, own] of tails) {
      const used = own.filter(({ entries }) => entries.some((entry) => saved.has(entry)));
      tails.set(scope, used);
    }
    const paths = (await namesIn(folder)).map((name) => join(folder, name));
    // Nothing comes between what is used now and what is removed.
    const used = new Set([
      ...awaited,
      ...[...tails.values()].flat().map(({ path }) => path),
      ...[...index.segments().values()]
        .flat()
        .filter(({ entries }) => entries.length > 0)
        .map(({ path }) => path),
    ]);
    await Promise.all(paths.filter((path) => !used.has(path)).map((path) => rm(path, { force: true })));
    if (engine?.isWriter() === true) await engine.removeBut(used);
  }

  function failed(error: unknown): void {
    if (error instanceof ProblemError) report({ kind: 'engine', problem: error.message });
    else report({ kind: 'segment not written', reason: (error as Error).message });
  }

  return {
    files: list.files,
    newPath() {
      const path = newPath();
      awaited.add(path);
      return path;
    },
    async adopt(path) {
      index.adopt(onDisk(await openSegment(path, indexingVersion)));
      awaited.delete(path);
    },
    giveUp: (path) => void awaited.delete(path),
    note: (path, file) => void noted.set(path, file),
    async loaded() {
      isLoading = false;
      // It need not read from the engine what has its place there.
      if (engine !== undefined) return;
      for (const [scope, segments] of index.segments()) {
        const articles = entriesOf(segments).length;
        const inMemory = index.hot().get(scope)?.length ?? 0;
        if (articles === 0 || articles + inMemory > limitOf(scope)) continue;
        tails.set(scope, [...(tails.get(scope) ?? []), ...segments]);
        for (const entry of segments.flatMap(({ entries }) => entries)) {
          if (!isThere(entry)) continue;
          saved.add(entry);
          index.thaw(scope, [entry.facts.id]);
          await pause();
        }
      }
    },
    async keep() {
      if (!write) return;
      const noting = noted;
      noted = new Map();
      try {
        await engine?.follow().catch(failed);
        for (const [scope, entries] of index.hot()) await keepHot(scope, entries);
        if (noting.size > 0) await list.append(noting);
        const isWriter = engine === undefined || engine.isWriter();
        if (engine !== undefined && isWriter) await giveWaiting(engine);
        for (const [scope, segments] of index.segments()) {
          const own = isWriter ? segments : segments.filter(({ path }) => !engine.has(path));
          const few = alike(own, ({ entries }) => entries.length);
          if (few.length > 0)
            await freeze(
              scope,
              entriesOf(few),
              few.some(({ path }) => engine?.has(path)),
            );
        }
        await removeEmpty();
        if (!isLoading && engine?.isWriter() === true) await engine.publish();
      } catch (error) {
        noted = new Map([...noting, ...noted]);
        failed(error);
      }
    },
    async look() {
      if (!write || engine?.mayFollow() !== true) return;
      try {
        await engine.follow();
        await removeEmpty();
      } catch (error) {
        failed(error);
      }
    },
    async keepVocabulary() {
      const all = [...index.segments().values()].flat();
      const keys = new Set(all.map(({ wordsKey }) => wordsKey));
      if (!write || [...keys].every((key) => together.has(key))) return;
      try {
        await writeVocabulary(vocabulary, indexingVersion, all, index.lexicon, pause);
        together = keys;
      } catch (error) {
        report({ kind: 'segment not written', reason: (error as Error).message });
      }
    },
  };
}

const entriesOf = <Entry>(segments: readonly { readonly entries: readonly Entry[] }[]): Entry[] =>
  segments.flatMap(({ entries }) => entries);

/** The first segments that can be one together, at least one. */
function fitting<Segment extends { readonly entries: readonly unknown[] }>(
  segments: readonly Segment[],
): Segment[] {
  let sum = 0;
  return segments.filter(({ entries }, at) => (sum += entries.length) <= mostInSegment || at === 0);
}

/** Articles that are read one after another; from an engine, many at once. */
function* aheadOf(entries: readonly IndexedArticle[]): Generator<IndexedArticle, void> {
  for (let from = 0; from < entries.length; from += readAtOnce) {
    const some = entries.slice(from, from + readAtOnce);
    readAhead(some, 'all');
    yield* some;
  }
}

/** The segments of about one size, if there are so many that they had better be one. */
function alike<Item>(items: readonly Item[], articlesOf: (item: Item) => number): Item[] {
  const bySize = new Map<number, Item[]>();
  for (const item of items) {
    const size = Math.floor(Math.log(Math.max(1, articlesOf(item))) / Math.log(mostAlike));
    bySize.set(size, [...(bySize.get(size) ?? []), item]);
  }
  const many = [...bySize.values()]
    .map((same) => same.slice(0, mostAlike))
    .find(
      (same) =>
        same.length === mostAlike && same.reduce((sum, item) => sum + articlesOf(item), 0) <= mostInSegment,
    );
  return many ?? [];
}

/** The names of the segments in a folder, in the order in which they were written. */
async function namesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => /^\d+\.segment$/.test(name)).sort();
}
