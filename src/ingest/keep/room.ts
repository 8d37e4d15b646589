import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What a server may hold of its own. */
export interface Quota {
  readonly articles: number;
  /** Of their files. */
  readonly bytes: number;
}

/** The part of a quota that is used up. */
export interface UsedUp {
  readonly of: keyof Quota;
  readonly held: number;
  readonly most: number;
}

/** Articles that were withdrawn or removed of which a server keeps the file: the last ones. */
const mostWithdrawn = 200;
/** Earlier versions of an article that are kept: the last ones. */
const mostVersions = 5;

/**
 * The bytes that the files of a folder take: its articles, and what is kept besides, which are earlier versions and what was
 * withdrawn. What is kept besides takes what the articles leave of the quota; the oldest makes room.
 */
export interface Room {
  /** Takes down how large the file of an article is. */
  put(path: string, bytes: number): void;
  /** Takes down that the file of an article is gone. @returns how large it was */
  take(path: string): number;
  /** Takes down a file that is kept besides. */
  keepBeside(path: string, bytes: number): void;
  /** Takes down that such a file is gone. @returns how large it was */
  forgetBeside(path: string): number;
  /** Why an article that is new, or takes the place of the one at a path, has no room; `null` where it has. */
  whyNone(path: string, bytes: number): UsedUp | null;
  /** Removes what is too much of what is kept besides. @returns the paths of the files that are gone */
  trim(): Promise<readonly string[]>;
}

/** @param quota `null` for no limit */
export function createRoom(quota: Quota | null): Room {
  const articles = new Map<string, number>();
  /** The oldest first. */
  const beside = new Map<string, number>();
  let [ofArticles, ofBeside] = [0, 0];

  const take = (path: string) => {
    const bytes = articles.get(path) ?? 0;
    articles.delete(path);
    ofArticles -= bytes;
    return bytes;
  };
  const forgetBeside = (path: string) => {
    const bytes = beside.get(path) ?? 0;
    beside.delete(path);
    ofBeside -= bytes;
    return bytes;
  };
  /** The one that makes room, if one must. */
  function superfluous(most: number): string | undefined {
    if (ofArticles + ofBeside > most) return [...beside.keys()][0];
    const withdrawn = [...beside.keys()].filter((path) => !path.endsWith('.md'));
    return withdrawn.length > mostWithdrawn ? withdrawn[0] : undefined;
  }

  return {
    put(path, bytes) {
      take(path);
      articles.set(path, bytes);
      ofArticles += bytes;
    },
    take,
    keepBeside(path, bytes) {
      forgetBeside(path);
      beside.set(path, bytes);
      ofBeside += bytes;
    },
    forgetBeside,
    whyNone(path, bytes) {
      if (quota === null) return null;
      const before = articles.get(path);
      if (before === undefined && articles.size >= quota.articles)
        return { of: 'articles', held: articles.size, most: quota.articles };
      return ofArticles - (before ?? 0) + bytes > quota.bytes && bytes > (before ?? 0)
        ? { of: 'bytes', held: ofArticles, most: quota.bytes }
        : null;
    },
    async trim() {
      const gone: string[] = [];
      if (quota === null) return gone;
      for (let path = superfluous(quota.bytes); path !== undefined; path = superfluous(quota.bytes)) {
        await rm(path, { force: true });
        forgetBeside(path);
        gone.push(path);
      }
      return gone;
    },
  };
}

/** Removes the earlier versions of an article that are too many. @returns their paths */
export async function trimVersions(latest: string): Promise<readonly string[]> {
  // Their names are the times at which they were replaced.
  const names = (await readdir(dirname(latest))).sort();
  const gone = names.slice(0, -mostVersions).map((name) => join(dirname(latest), name));
  for (const path of gone) await rm(path, { force: true });
  return gone;
}

/** How large files below a folder are, the oldest first; those that are gone meanwhile are left out. */
export async function sizesOf(
  paths: readonly string[],
  folder = '',
): Promise<(readonly [path: string, bytes: number])[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const known = await stat(join(folder, path)).catch(() => null);
      return known === null ? [] : [{ path, bytes: known.size, at: known.mtimeMs }];
    }),
  );
  return found
    .flat()
    .sort((a, b) => a.at - b.at)
    .map(({ path, bytes }) => [path, bytes] as const);
}
