import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArticleFiles } from './article-files.ts';

export interface Quota {
  readonly articles: number;
  /** Total size of their files. */
  readonly bytes: number;
}

export interface UsedUp {
  readonly of: keyof Quota;
  readonly held: number;
  readonly most: number;
}

/** Withdrawn and removed articles whose files a server keeps, latest first. */
const mostWithdrawn = 200;
/** Earlier versions kept per article, latest first. */
const mostVersions = 5;

/**
 * Disk usage of a folder: articles, and besides them earlier versions and withdrawn articles, which only use what the articles
 * leave of the quota; the oldest are deleted first.
 */
export interface Room {
  /** Records the size of an article's file. */
  put(path: string, bytes: number): void;
  /**
   * Records that an article's file is gone.
   *
   * @returns its size
   */
  take(path: string): number;
  /** Records a version or withdrawn article. */
  keepBeside(path: string, bytes: number): void;
  /**
   * Records that such a file is gone.
   *
   * @returns its size
   */
  forgetBeside(path: string): number;
  /** Why a new article, or one that replaces a path's, does not fit; `null` if it does. */
  whyNone(path: string, bytes: number): UsedUp | null;
  /**
   * Deletes versions and withdrawn articles beyond the limits.
   *
   * @returns the deleted paths
   */
  trim(): Promise<readonly string[]>;
}

/** @param quota `null` for no limit */
export function createRoom(quota: Quota | null, { remove }: Pick<ArticleFiles, 'remove'>): Room {
  const articles = new Map<string, number>();
  /** Oldest first. */
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
  /** The next file to delete, if any must be. */
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
        await remove(path);
        forgetBeside(path);
        gone.push(path);
      }
      return gone;
    },
  };
}

/**
 * Deletes surplus versions of an article.
 *
 * @returns their paths
 */
export async function trimVersions(
  latest: string,
  { remove }: Pick<ArticleFiles, 'remove'>,
): Promise<readonly string[]> {
  // Their names are the times at which they were replaced.
  const names = (await readdir(dirname(latest))).sort();
  const gone = names.slice(0, -mostVersions).map((name) => join(dirname(latest), name));
  for (const path of gone) await remove(path);
  return gone;
}

/** Sizes of the files below a folder, oldest first; files deleted meanwhile are skipped. */
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
