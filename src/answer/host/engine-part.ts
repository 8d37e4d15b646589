import type { IndexedArticle } from '../../search/indexed-article.ts';
import type { SegmentSource } from '../../search/frozen-segment.ts';
import type { EngineAddress } from '../../search/opensearch/address.ts';
import type { EngineSegments } from '../../search/opensearch/engine-segments.ts';
import { ProblemError } from '../../search/opensearch/problem.ts';
import { isSameAt, segmentOf, type SearchIndex } from '../../search/search-index.ts';
import { openSegment } from '../../search/segment-file.ts';
import type { KnownWords } from '../../search/vocabulary.ts';
import type { ArchiveEvent } from './calls.ts';
import { indexingVersion } from './version.ts';

/** For how long opening tries again, in milliseconds. */
const openingPatienceMs = 60_000;
/** How long other processes have to follow before what they may still search is removed, in milliseconds. */
const graceMs = 60_000;

/** An engine that several processes may search, of which one writes, and the others follow. */
export interface EngineUse {
  readonly address: EngineAddress;
  /** Who may write to it; default whoever has the folder of the segments. */
  readonly owner?: string | undefined;
  /** Its first is 1 while this process is the one that writes; default it always is. */
  readonly turn?: Int32Array<SharedArrayBuffer> | undefined;
}

/** The segments of an archive that are in an engine. */
export interface EnginePart {
  has(path: string | null): boolean;
  /** Whether this process writes, and has followed what was written before. */
  isWriter(): boolean;
  /** Finds out whether it is this process's turn to write; else has articles searched where another has written them. */
  follow(): Promise<void>;
  /** Whether `follow` may have something to do. */
  mayFollow(): boolean;
  /** Gives it what is in a file, and has that searched there. @returns whether it has taken it */
  take(path: string): Promise<boolean>;
  /** Removes the segments that are not used, as soon as nobody can search them any more. */
  removeBut(used: ReadonlySet<string>): Promise<void>;
  /** All articles are there now: those of other versions are no longer needed. */
  publish(): Promise<void>;
}

/** @param known the words of segments; without it, they are looked up */
export async function openEnginePart(
  engine: EngineSegments,
  turn: EngineUse['turn'],
  index: SearchIndex,
  known: KnownWords | undefined,
  report: (event: ArchiveEvent) => void,
  pause: () => Promise<unknown>,
): Promise<EnginePart> {
  /** How many articles each segment was written with, by path. */
  const articlesOf = new Map<string, number>();
  /** Ids of articles that were not here when their segment was followed. */
  const missed = new Map<string, Set<string>>();
  /** Since when segments are not used, in milliseconds. */
  const unusedSince = new Map<string, number>();
  let isWriter = false;
  let isPublished = false;
  const isOurTurn = () => turn === undefined || Atomics.load(turn, 0) === 1;
  const has = (path: string | null) => engine.numberOf(path) > 0;

  for await (const source of engine.unseen(openingPatienceMs)) {
    takeUp(source);
    await pause();
  }

  /**
   * Articles are numbered anew, since each process numbers its own. Of two segments with an article, the later one has it as it
   * is; whether that is later than what the folder has, only its file tells, which is read again.
   */
  function takeUp(source: SegmentSource): void {
    articlesOf.set(source.path, source.articles.length);
    const first = index.reserve(source.articles.length);
    const unsure = source.articles.flatMap(({ facts: { id } }, place) => {
      const entry = index.get(id);
      return entry === undefined || has(segmentOf(entry)) || isSameAt(entry, source, place) ? [] : [id];
    });
    const articles = source.articles.map((article, place) => ({ ...article, order: first + place }));
    index.adopt({ ...source, articles }, known?.bySegment.get(source.wordsKey));
    for (const id of unsure) index.remove(id);
  }

  async function followOthers(): Promise<void> {
    for (const [path, ids] of missed) {
      const come = [...ids].filter((id) => index.get(id) !== undefined);
      for (const id of come) ids.delete(id);
      if (come.length > 0) engine.forget(path);
    }
    for await (const source of engine.unseen()) {
      const { path, articles } = source;
      // It is never searched again where it was before.
      const isNow = (entry: IndexedArticle, place: number) =>
        engine.numberOf(segmentOf(entry)) <= engine.numberOf(path) && isSameAt(entry, source, place);
      const others = index.move(source, isNow).filter((id) => index.get(id) === undefined);
      articlesOf.set(path, articles.length);
      missed.set(path, new Set(others));
      await pause();
    }
  }

  return {
    has,
    isWriter: () => isWriter && isOurTurn(),
    mayFollow: () => !isWriter || !isOurTurn() || unusedSince.size > 0,
    async follow() {
      if (!isOurTurn()) isWriter = false;
      if (isWriter) return;
      unusedSince.clear();
      await followOthers();
      if (!isOurTurn()) return;
      isWriter = true;
      await engine.removeUnfinished();
    },
    async take(path) {
      const file = await openSegment(path, indexingVersion);
      try {
        const startedAt = performance.now();
        const source = await engine.write(file, pause);
        const { articles } = source;
        articlesOf.set(source.path, articles.length);
        index.move(source, ({ order }, place) => order === articles[place]!.order);
        report({ kind: 'engine written', articles: articles.length, ms: performance.now() - startedAt });
        return true;
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        report({ kind: 'engine', problem: error.message });
        return false;
      } finally {
        await file.file.close();
      }
    },
    async removeBut(used) {
      const now = performance.now();
      for (const [path, articles] of articlesOf) {
        if (used.has(path)) unusedSince.delete(path);
        else if (!unusedSince.has(path)) unusedSince.set(path, now);
        const isOver = now - (unusedSince.get(path) ?? now) >= (turn === undefined ? 0 : graceMs);
        if (used.has(path) || !isOver) continue;
        await engine.remove(path, articles);
        for (const known of [articlesOf, unusedSince, missed]) known.delete(path);
      }
    },
    async publish() {
      if (isPublished) return;
      await engine.publish();
      isPublished = true;
    },
  };
}
