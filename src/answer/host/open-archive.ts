import { sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Article, RefusedFile } from '../../articles/article.ts';
import { findArticleFiles, type ArticleFile } from '../../articles/read.ts';
import { folderOfServer } from '../../articles/scope.ts';
import { createSearchIndex } from '../../search/search-index.ts';
import type { Indexing } from '../answer.ts';
import { keepSnapshot, restoreSnapshot, type Restored } from './snapshot.ts';
import { createArchive, type Change } from '../archive.ts';
import { isAsRead, isOneEach, readFile, stillTrue, type ReadFile } from './read-file.ts';
import { heldBack, idsHeldBack, isHeldBack, readQuarantine } from './quarantine.ts';
import { unwatched, type NoteTaker } from './work-note.ts';
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

export interface Sources {
  /** Folders and article files. */
  readonly knowledge: readonly string[];
  /** Whether the sample articles are included only because nothing else was configured. */
  readonly hasSamples?: boolean;
  /** `write`: create it if it is missing or unusable. */
  readonly snapshot: { readonly path: string; readonly write: boolean } | null;
  /** Path of the quarantine list; without it, nothing is quarantined. */
  readonly quarantine?: string | null;
}

/** Prefix of the sample articles' ids. */
const samplePrefix = 'kutip-sample/';

/** Milliseconds of indexing after which pending questions get their turn. */
const sliceMs = 10;

/**
 * Opens an archive and fills it, from the snapshot where that is current and from the files otherwise. Questions wait for the
 * snapshot; while files are read, they are answered from what has been indexed.
 *
 * @param note records what is being read
 */
export function openArchive(
  { knowledge, hasSamples = false, snapshot, quarantine = null }: Sources,
  report: (event: ArchiveEvent) => void,
  note: Pick<NoteTaker, 'file' | 'article'> = unwatched,
): {
  readonly call: CallArchive;
  readonly archive: OpenArchive;
  readonly restored: Promise<unknown>;
  readonly loaded: Promise<Loaded>;
} {
  const inQuarantine = readQuarantine(quarantine);
  const isSample = (id: string) => hasSamples && id.startsWith(samplePrefix);
  const index = createSearchIndex((article) => {
    note.article(article);
  }, isSample);
  let indexing: Indexing | null = { done: 0, of: null };
  const archive = createArchive(index, () => indexing);
  /** Articles changed by a call while loading: what their files say is older. */
  const changed = new Set<string>();
  const pause = pauses();
  let read: readonly ReadFile[] = [];

  const named = new Set<string>();
  const found = findArticleFiles(knowledge);
  const restored = restore();
  const loaded = load();
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
    if (name === 'apply') noteChange(...(given as Parameters<OpenArchive['apply']>));
    const methods = { ...archive, reread } as Record<ArchiveCallName, (...given: never[]) => unknown>;
    const value = await methods[name](...(given as never[]));
    return { value, workMs: performance.now() - startedAt };
  }

  function noteChange(change: Change): void {
    changed.add('put' in change ? change.put.id : change.remove);
  }

  /** @returns the files restored from the snapshot and those that must be read */
  async function restore() {
    const { files } = await found;
    const { files: known, isWhole } = (await fromSnapshot(files)) ?? { files: [], isWhole: false };
    const paths = new Set(known.map(({ path }) => path));
    const fresh = files.filter(({ path }) => !paths.has(path));
    indexing =
      fresh.length === 0 ? null : { done: countOf(known), of: isOneEach(files) ? files.length : null };
    return { known, fresh, isWhole: isWhole && fresh.length === 0 };
  }

  async function fromSnapshot(files: readonly ArticleFile[]): Promise<Restored | null> {
    if (snapshot === null) return null;
    try {
      return await restoreSnapshot(index, snapshot.path, knowledge, files, (file) =>
        [null, ...file.ids].every((id) => !isHeldBack(inQuarantine, file, id)),
      );
    } catch (error) {
      report({ kind: 'snapshot useless', reason: (error as Error).message });
      return null;
    }
  }

  async function load(): Promise<Loaded> {
    const { known, fresh, isWhole } = await restored;
    const holders = new Map(known.flatMap(({ path, ids }) => ids.map((id) => [id, path])));
    const put = async (article: Article) => {
      if (!changed.has(article.id)) archive.apply({ put: article });
      indexing = { done: holders.size, of: indexing?.of ?? null };
      if (await pause()) report({ kind: 'indexing', indexing });
    };
    const all = [...known];
    for (const file of fresh) all.push(await take(file, holders, put));
    read = all;
    indexing = null;
    if (snapshot?.write === true && !isWhole) void keep(snapshot.path, all);
    return {
      articles: countOf(all),
      samples: all.flatMap(({ ids }) => ids).filter(isSample).length,
      refusals: [
        ...(await found).refusals,
        ...unnamed((await found).skipped),
        ...all.flatMap((file) => file.refusals),
      ],
      fromSnapshot: countOf(known),
    };
  }

  /** Those of the files that are skipped which have not been named yet: once is enough. */
  function unnamed(skipped: readonly RefusedFile[]): RefusedFile[] {
    const rest = skipped.filter(({ path }) => !named.has(path));
    for (const { path } of rest) named.add(path);
    return rest;
  }

  async function reread({ server = null, withinMs = Infinity }: RereadTurn = {}): Promise<Reread> {
    await loaded;
    const folder = server === null ? null : folderOfServer(server);
    const { files, refusals, skipped } = await findArticleFiles(knowledge, folder);
    // A folder that cannot be read, as when its disk is gone, is no reason to forget what was in it.
    const lost = refusals.map(({ path }) => `${path}${sep}`);
    const [held, seen] = parted(
      read,
      ({ path, name }) =>
        (folder !== null && !name.startsWith(`${folder}/`)) || lost.some((folder) => path.startsWith(folder)),
    );
    const same = stillTrue(seen, files);
    const paths = new Set(same.map(({ path }) => path));
    const holders = new Map([...held, ...same].flatMap(({ path, ids }) => ids.map((id) => [id, path])));
    const before = new Map(seen.filter(({ path }) => !paths.has(path)).map((file) => [file.path, file]));
    const fresh: ReadFile[] = [];
    const replaced: ReadFile[] = [];
    let [taken, left] = [0, 0];
    const startedAt = performance.now();
    const put = async (article: Article) => {
      archive.apply({ put: article });
      await pause();
    };
    for (const file of files) {
      if (paths.has(file.path)) continue;
      const known = before.get(file.path);
      if (known === undefined || !isAsRead(known, file)) {
        if (taken > 0 && performance.now() - startedAt > withinMs) {
          left++;
          continue;
        }
        taken++;
      }
      fresh.push(await take(file, holders, put));
      if (known !== undefined) replaced.push(known);
      before.delete(file.path);
    }
    // Until their turn, files are as they were read. The new is there before the old goes, so that a file that is renamed is
    // missing at no moment.
    const waiting = left === 0 ? [] : [...before.values()];
    const gone = left === 0 ? [...replaced, ...before.values()] : replaced;
    const removed = gone.flatMap(({ ids }) => ids).filter((id) => !holders.has(id));
    for (const id of removed) archive.apply({ remove: id });
    const replacedIds = new Set(replaced.flatMap(({ ids }) => ids));
    const isNew = (id: string) => removed.length === 0 && !replacedIds.has(id);
    read = [...held, ...same, ...waiting, ...fresh];
    return {
      put: fresh.flatMap(({ ids }) => ids),
      added: fresh.flatMap(({ ids, path }) => ids.filter(isNew).map((id) => ({ id, path }))),
      removed,
      refusals: [
        ...(left === 0 ? [...refusals, ...unnamed(skipped)] : []),
        ...fresh.flatMap((file) => file.refusals),
      ],
      quarantined: idsHeldBack(inQuarantine, files),
      articles: countOf(read),
      isWhole: left === 0,
    };
  }

  /** Reads a file without its quarantined articles; nothing of it if the file itself is quarantined. */
  async function take(
    file: ArticleFile,
    holders: Map<string, string>,
    put: (article: Article) => Promise<void>,
  ): Promise<ReadFile> {
    if (isHeldBack(inQuarantine, file, null)) {
      const refusals = [{ path: file.path, reason: heldBack }];
      return { ...file, ids: [], refusals, hasDuplicates: false };
    }
    note.file(file.path);
    try {
      return await readFile(file, holders, (article) => {
        if (isHeldBack(inQuarantine, file, article.id)) throw new Error(heldBack);
        return put(article);
      });
    } finally {
      note.file(null);
    }
  }

  async function keep(path: string, read: readonly ReadFile[]): Promise<void> {
    const startedAt = performance.now();
    const asRead = read.filter(({ ids }) => !ids.some((id) => changed.has(id)));
    try {
      const bytes = await keepSnapshot(index, path, knowledge, asRead, pause);
      report({ kind: 'snapshot written', bytes, ms: performance.now() - startedAt });
    } catch (error) {
      report({ kind: 'snapshot not written', reason: (error as Error).message });
    }
  }
}

function parted<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

const countOf = (files: readonly ReadFile[]) => files.reduce((sum, { ids }) => sum + ids.length, 0);

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
