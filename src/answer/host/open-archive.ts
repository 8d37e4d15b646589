import { rm } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import type { Article, RefusedFile } from '../../articles/article.ts';
import { findArticleFiles, findChangedFiles, type ArticleFile } from '../../articles/read.ts';
import { folderOfServer } from '../../articles/scope.ts';
import { ProblemError } from '../../search/opensearch/problem.ts';
import { createSearchIndex, isSameArticle } from '../../search/search-index.ts';
import type { Indexing } from '../answer.ts';
import { createArchive, type Change } from '../archive.ts';
import { startAnalysis } from './analysis.ts';
import { startBulk, type Bulk, type TaskSize } from './bulk.ts';
import {
  archiveOf,
  type ArchiveCallName,
  type ArchiveEvent,
  type CallArchive,
  type Loaded,
  type OpenArchive,
  type Reread,
  type RereadTurn,
} from './calls.ts';
import { createForgetting, type ForgetLimits } from './forgetting.ts';
import { heldBack, idsHeldBack, isHeldBack, readQuarantine } from './quarantine.ts';
import { isAsRead, isOneEach, readFile, stillTrue, type ReadFile, type Taken } from './read-file.ts';
import { openSegments, type SegmentPlace, type Segments } from './segments.ts';
import { Unsearchable } from '../unsearchable.ts';
import { watchEngine } from './watched-engine.ts';
import { unwatched, type NoteTaker } from './work-note.ts';

export interface Sources {
  /** Folders and article files. */
  readonly knowledge: readonly string[];
  /** Whether the sample articles are included only because nothing else was configured. */
  readonly hasSamples?: boolean;
  /** `null`: all is in memory, and nothing is written. */
  readonly segments: SegmentPlace | null;
  /** Path of the quarantine list; without it, nothing is quarantined. */
  readonly quarantine?: string | null;
  /** How many shared articles are searched at most; default all. */
  readonly forget?: ForgetLimits;
}

/** Prefix of the sample articles' ids. */
const samplePrefix = 'kutip-sample/';

/** Milliseconds of indexing after which pending questions get their turn. */
const sliceMs = 10;
/** How long the first questions wait until it is known which files have changed, in milliseconds. */
const walkMs = 300;
/** How long changes wait until they are written, in milliseconds: others may follow. */
const keepAfterMs = 5000;
/** How often it is looked for what other processes have written to an engine, in milliseconds. */
const lookMs = 2000;
/** So many changes are written at once. */
const mostChanges = 500;
/**
 * Articles that are worth a thread, and that one task has at most: at a start, and of those that come later, of which a turn should
 * not take long.
 */
const tasks = { start: { few: 100, most: 500 }, later: { few: 30, most: 100 } };

/**
 * Opens an archive and fills it, from segments where these are current and from the files otherwise. Questions wait for the
 * segments; while files are read, they are answered from what has been indexed.
 *
 * @param note records what is being read
 */
export function openArchive(
  { knowledge: given, hasSamples = false, segments: place, quarantine = null, forget = {} }: Sources,
  report: (event: ArchiveEvent) => void,
  note: Pick<NoteTaker, 'file' | 'came' | 'article'> = unwatched,
): {
  readonly call: CallArchive;
  readonly archive: OpenArchive;
  readonly restored: Promise<unknown>;
  readonly loaded: Promise<Loaded>;
} {
  const inQuarantine = readQuarantine(quarantine);
  const knowledge = given.map((path) => resolve(path));
  const isSample = (id: string) => hasSamples && id.startsWith(samplePrefix);
  const index = createSearchIndex({
    at(article) {
      note.article(article);
    },
    isSample,
    damaged: (id, error) => {
      report({ kind: 'segment useless', reason: `${error.message}, in the article ${id}` });
    },
  });
  let indexing: Indexing | null = { done: 0, of: null };
  const forgetting = createForgetting(index, forget);
  const archive = createArchive(index, () => indexing, forgetting.hasForgotten);
  /** Articles changed by a call while loading: what their files say is older. */
  const changed = new Set<string>();
  const pause = pauses();
  /** The files as they were read, by path; and for each id, where its article is. */
  const read = new Map<string, ReadFile>();
  const holders = new Map<string, string>();
  const named = new Set<string>();
  let segments: Segments | null = null;
  let unkept = 0;
  let keepTimer: NodeJS.Timeout | undefined;
  let keeping: Promise<void> = Promise.resolve();
  const engine = place?.engine ? watchEngine(place.engine, place, sayOfEngine, () => void keepSoon(0)) : null;
  const analysis = startAnalysis();

  const found = findArticleFiles(knowledge);
  const opened = open();
  const walked = opened.then(walk);
  const restored = Promise.race([
    opened.then(() => Promise.race([walked, wait(walkMs, undefined, { ref: false })])),
    ...(engine === null ? [] : [engine.missed]),
  ]);
  const loaded = load();
  // Who waits for all of it is told.
  for (const part of [walked, restored]) part.catch(() => undefined);
  /** The last call other than `reread`, during which other calls are answered. */
  let last: Promise<unknown> = restored;
  const call: CallArchive = (name, given) => {
    if (name === 'reread') return answer(name, given);
    // One at a time, so that what else this thread has to do has its turn between two.
    const result = last.then(() => setImmediate()).then(() => answer(name, given));
    last = result.catch(() => undefined);
    return result;
  };
  return { call, archive: archiveOf(call), restored, loaded };

  async function answer(...[name, given]: Parameters<CallArchive>): ReturnType<CallArchive> {
    const startedAt = performance.now();
    engine?.expect();
    if (name === 'apply') noteChange(...(given as Parameters<OpenArchive['apply']>));
    const methods = { ...archive, reread } as Record<ArchiveCallName, (...given: never[]) => unknown>;
    try {
      const value = await methods[name](...(given as never[]));
      return { value, workMs: performance.now() - startedAt };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      engine?.say(error.message);
      throw new Unsearchable(error.message);
    }
  }

  function sayOfEngine(problem: string | null): void {
    report({ kind: 'engine', problem });
  }

  function noteChange(change: Change): void {
    changed.add('put' in change ? change.put.id : change.remove);
  }

  function tell(event: ArchiveEvent): void {
    if (event.kind === 'engine' && event.problem !== null) engine?.say(event.problem);
    else report(event);
  }

  async function open(): Promise<void> {
    if (place !== null) {
      try {
        segments = await openSegments(place, forget, index, tell, pause, await engine?.open());
      } catch (error) {
        // A disk that is full or read-only is no reason to answer nothing.
        if ((error as NodeJS.ErrnoException).code === undefined) throw error;
        report({ kind: 'segment not written', reason: (error as Error).message });
      }
    }
    indexing = { done: index.size, of: null };
    if (place?.engine?.turn !== undefined)
      setInterval(() => {
        keeping = keeping.then(() => segments?.look());
      }, lookMs).unref();
  }

  /** @returns the files whose articles are in segments, and those that must be read */
  async function walk() {
    const { files } = await found;
    const kept = [...(segments?.files.values() ?? [])];
    const known = stillTrue(kept, files).filter(isUsable);
    for (const file of known) {
      enter(file);
      // They are still in the segments that were written before.
      for (const id of [...file.withdrawn, ...file.forgotten]) index.remove(id);
    }
    const paths = new Set(files.map(({ path }) => path));
    for (const file of kept) {
      for (const id of file.forgotten) forgetting.forget(id);
      if (read.has(file.path)) continue;
      const isGone = !paths.has(file.path);
      if (isGone && file.forgotten.length === 0) segments?.note(file.path, null);
      // One that has changed is as it was until it is read again.
      for (const id of file.ids)
        if (!holders.has(id) && (isGone || isHeldBack(inQuarantine, file, id))) index.remove(id);
    }
    const fresh = files.filter(({ path }) => !read.has(path));
    indexing = fresh.length === 0 ? null : { done: holders.size, of: isOneEach(files) ? files.length : null };
    return { known, fresh };
  }

  /** Whether all articles of a file are here, and none of them is in quarantine. */
  function isUsable(file: ReadFile): boolean {
    const unsearched = new Set([...file.withdrawn, ...file.forgotten]);
    return (
      [null, ...file.ids].every((id) => !isHeldBack(inQuarantine, file, id)) &&
      file.ids.every((id) => unsearched.has(id) || index.get(id) !== undefined)
    );
  }

  function enter(file: ReadFile): void {
    read.set(file.path, file);
    for (const id of file.ids) if (!holders.has(id)) holders.set(id, file.path);
  }

  async function load(): Promise<Loaded> {
    await restored;
    const { known, fresh } = await walked;
    const { refusals, skipped } = await found;
    const fromDisk = holders.size;
    await readAll(fresh);
    for (const { facts } of [...index.entries()])
      if (!holders.has(facts.id) && !changed.has(facts.id)) index.remove(facts.id);
    await forgetOld();
    indexing = null;
    if (segments !== null && place?.write === true) {
      const kept = segments;
      keeping = keeping.then(() => kept.loaded());
      void keepAll().then(() => {
        report({ kind: 'kept' });
      });
    }
    const all = [...read.values()];
    return {
      articles: holders.size,
      samples: [...holders.keys()].filter(isSample).length,
      refusals: [...refusals, ...unnamed(skipped), ...all.flatMap((file) => file.refusals)],
      fromDisk: known.length === 0 ? 0 : fromDisk,
    };
  }

  async function readAll(files: readonly ArticleFile[]): Promise<void> {
    const bulk = bulkOf(tasks.start);
    for (const file of files) {
      const taken = await take(file, (article) => put(article, bulk?.add ?? putOne));
      enter(taken);
      void bulk?.added().then(() => segments?.note(taken.path, read.get(taken.path) ?? null));
    }
    await bulk?.end();
    // The last files are noted by then.
    await setImmediate();
  }

  /** Has many articles analysed by several threads; `null` where no segments are written. */
  function bulkOf(task: TaskSize): Bulk | null {
    if (segments === null || place?.write !== true) return null;
    const putLate = async (article: Article) => {
      try {
        await putOne(article);
      } catch (error) {
        refuse(article.id, error as Error);
      }
    };
    const progress = () => {
      progressed(index.size);
      void keepSoon(0);
    };
    const failed = ({ message }: Error) => {
      report({ kind: 'segment not written', reason: message });
    };
    return startBulk(index, segments, analysis, task, putLate, progress, failed);
  }

  async function putOne(article: Article): Promise<void> {
    await changing(() => {
      archive.apply({ put: article });
    });
    if (await pause()) progressed(holders.size);
  }

  function removeOne(id: string): Promise<void> {
    return changing(() => {
      archive.apply({ remove: id });
    });
  }

  /** What changes an article reads it as it was. */
  async function changing(change: () => void): Promise<void> {
    if (engine === null) change();
    else await engine.needing(change);
  }

  function progressed(done: number): void {
    if (indexing === null) return;
    indexing = { done, of: indexing.of };
    report({ kind: 'indexing', indexing });
  }

  /** Takes an article as its file has it, unless it is already there. */
  async function put(article: Article, add: (article: Article) => Promise<void>): Promise<Taken> {
    if (indexing !== null && changed.has(article.id)) return 'searched';
    const taken =
      article.status === 'withdrawn' ? 'withdrawn' : forgetting.isTooOld(article) ? 'forgotten' : 'searched';
    if (taken === 'forgotten') forgetting.forget(article.id);
    else forgetting.recall(article.id);
    if (taken !== 'searched') await removeOne(article.id);
    else if (!isKnown(article)) await add(article);
    return taken;
  }

  function isKnown(article: Article): boolean {
    const entry = index.get(article.id);
    return entry !== undefined && isSameArticle(entry, article);
  }

  /** An article could not be analysed, which came out after its file was read. */
  function refuse(id: string, { message }: Error): void {
    const at = holders.get(id)!;
    holders.delete(id);
    const file = read.get(at) ?? read.get(at.replace(/:\d+$/, ''));
    if (file === undefined) return;
    const ids = file.ids.filter((one) => one !== id);
    const refusal = { path: at, reason: `cannot be indexed: ${message}` };
    read.set(file.path, { ...file, ids, refusals: [...file.refusals, refusal] });
  }

  /** Those of the files that are skipped which have not been named yet: once is enough. */
  function unnamed(skipped: readonly RefusedFile[]): RefusedFile[] {
    const rest = skipped.filter(({ path }) => !named.has(path));
    for (const { path } of rest) named.add(path);
    return rest;
  }

  async function reread({ server = null, withinMs = Infinity, paths }: RereadTurn = {}): Promise<Reread> {
    await loaded;
    const folder = server === null ? null : folderOfServer(server);
    const now =
      paths === undefined
        ? await findArticleFiles(knowledge, folder)
        : await findChangedFiles(knowledge, paths);
    // A folder that cannot be read, as when its disk is gone, is no reason to forget what was in it.
    const lost = now.refusals.map(({ path }) => `${path}${sep}`);
    const isSeen = ({ path, name }: ReadFile) =>
      (folder === null || name.startsWith(`${folder}/`)) && !lost.some((folder) => path.startsWith(folder));
    const seen = (paths === undefined ? [...read.values()] : readBelow(paths)).filter(isSeen);
    const same = new Set(stillTrue(seen, now.files).map(({ path }) => path));
    const before = new Map(seen.filter(({ path }) => !same.has(path)).map((file) => [file.path, file]));
    for (const file of before.values()) leave(file);
    const isAnyGone = before.size > 0;
    const twins = paths === undefined || !isAnyGone ? [] : await twinsBeside(before, now.files, isSeen);
    const files = [...now.files, ...twins].filter(({ path }) => !same.has(path));
    const bulk = files.length > tasks.later.few || !isOneEach(files) ? bulkOf(tasks.later) : null;
    const readAgain: string[] = [];
    const replaced: ReadFile[] = [];
    let [taken, left] = [0, 0];
    const startedAt = performance.now();
    for (const file of files) {
      const known = before.get(file.path);
      if (known === undefined || !isAsRead(known, file)) {
        if (taken > 0 && performance.now() - startedAt > withinMs) {
          left++;
          continue;
        }
        taken++;
      }
      enter(await take(file, (article) => put(article, bulk?.add ?? putOne)));
      readAgain.push(file.path);
      if (known !== undefined) replaced.push(known);
      before.delete(file.path);
    }
    await bulk?.end();
    const fresh = readAgain.map((path) => read.get(path)!);
    for (const file of fresh) segments?.note(file.path, file);
    // Until their turn, files are as they were read. The new is there before the old goes, so that a file that is renamed is
    // missing at no moment.
    if (left > 0) for (const file of before.values()) enter(file);
    const gone = left === 0 ? [...replaced, ...before.values()] : replaced;
    if (left === 0)
      for (const { path } of before.values()) {
        read.delete(path);
        segments?.note(path, null);
      }
    const removed = gone.flatMap(({ ids }) => ids).filter((id) => !holders.has(id));
    for (const id of removed) await removeOne(id);
    const replacedIds = new Set(replaced.flatMap(({ ids }) => ids));
    const isNew = (id: string) => removed.length === 0 && !replacedIds.has(id);
    if (fresh.length > 0) await forgetOld();
    void keepSoon(fresh.length + gone.length);
    return {
      put: fresh.flatMap(({ ids }) => ids),
      added: fresh.flatMap(({ ids, path }) => ids.filter(isNew).map((id) => ({ id, path }))),
      removed,
      refusals: [
        ...(left === 0 ? [...now.refusals, ...unnamed(now.skipped)] : []),
        ...fresh.flatMap((file) => file.refusals),
      ],
      quarantined: idsHeldBack(inQuarantine, [
        ...now.files,
        ...inQuarantine.flatMap(({ file }) => read.get(file ?? '') ?? []),
      ]),
      articles: holders.size,
      isWhole: left === 0,
    };
  }

  /** What was read of files, and of those in folders. */
  function readBelow(paths: readonly string[]): ReadFile[] {
    const files = paths.flatMap((path) => read.get(path) ?? []);
    const folders = paths.filter((path) => !read.has(path)).map((path) => `${path}${sep}`);
    if (folders.length === 0) return files;
    const below = [...read.values()].filter(({ path }) => folders.some((folder) => path.startsWith(folder)));
    return [...files, ...below];
  }

  /** Files with an article that was refused because another file had its id, which may be gone now. */
  async function twinsBeside(
    before: Map<string, ReadFile>,
    files: readonly ArticleFile[],
    isSeen: (file: ReadFile) => boolean,
  ): Promise<readonly ArticleFile[]> {
    const others = new Set(files.map(({ path }) => path));
    const twins = [...read.values()].filter(
      (file) => file.hasDuplicates && isSeen(file) && !others.has(file.path) && !before.has(file.path),
    );
    for (const twin of twins) {
      before.set(twin.path, twin);
      leave(twin);
    }
    return (
      await findChangedFiles(
        knowledge,
        twins.map(({ path }) => path),
      )
    ).files;
  }

  /** Its ids may be another file's from now on. */
  function leave({ path, ids }: ReadFile): void {
    for (const id of ids) {
      const at = holders.get(id);
      if (at === path || at?.startsWith(`${path}:`) === true) holders.delete(id);
    }
  }

  /** Reads a file without its quarantined articles; nothing of it if the file itself is quarantined. */
  async function take(file: ArticleFile, put: (article: Article) => Promise<Taken>): Promise<ReadFile> {
    if (isHeldBack(inQuarantine, file, null)) {
      const refusals = [{ path: file.path, reason: heldBack }];
      return { ...file, ids: [], withdrawn: [], forgotten: [], refusals, hasDuplicates: false };
    }
    note.file(file.path);
    try {
      return await readFile(file, holders, (article) => {
        note.came();
        if (isHeldBack(inQuarantine, file, article.id)) throw new Error(heldBack);
        return put(article);
      });
    } finally {
      note.file(null);
    }
  }

  /** Forgets shared articles that are too old, and deletes their files where that is wanted. */
  async function forgetOld(): Promise<void> {
    const fileOf = (id: string) => {
      const at = holders.get(id) ?? '';
      return read.get(at) ?? read.get(at.replace(/:\d+$/, ''));
    };
    const due = forgetting.due((id) => {
      const file = fileOf(id);
      return file === undefined ? 0 : file.bytes / file.ids.length;
    });
    for (const id of due) {
      await removeOne(id);
      forgetting.forget(id);
      const file = fileOf(id);
      if (file === undefined) continue;
      const left = { ...file, forgotten: [...file.forgotten, id] };
      read.set(file.path, left);
      segments?.note(file.path, left);
      if (forget.deleteIn === undefined || file.ids.length > 1) continue;
      if (file.path.startsWith(`${forget.deleteIn}${sep}`)) await rm(file.path, { force: true });
      await pause();
    }
  }

  /** Writes what is not on the disk yet, after a while. */
  async function keepSoon(changes: number): Promise<void> {
    if (segments === null || place?.write !== true) return;
    unkept += changes;
    clearTimeout(keepTimer);
    if (changes === 0 || unkept >= mostChanges) await keepNow();
    else keepTimer = setTimeout(() => void keepAll(), keepAfterMs).unref();
  }

  /** At leisure: the vocabulary is long. */
  function keepAll(): Promise<void> {
    void keepNow();
    keeping = keeping.then(() => segments!.keepVocabulary());
    return keeping;
  }

  function keepNow(): Promise<void> {
    unkept = 0;
    keeping = keeping.then(() => segments!.keep());
    return keeping;
  }
}

/** @returns a function that yields to pending work once a time slice is used up, and says whether it did */
function pauses(): () => Promise<boolean> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < sliceMs) return false;
    await setImmediate();
    since = performance.now();
    return true;
  };
}
