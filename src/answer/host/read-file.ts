import type { Article, RefusedFile } from '../../articles/article.ts';
import { readArticleFile, type ArticleFile } from '../../articles/read.ts';

/** What was read from a file; valid as long as its size and modification time stay the same. */
export interface ReadFile extends ArticleFile {
  readonly ids: readonly string[];
  /** Those of the ids that are not searched. */
  readonly withdrawn: readonly string[];
  readonly forgotten: readonly string[];
  readonly refusals: readonly RefusedFile[];
  /** Whether an article was refused because another file has its id; then this also depends on that file. */
  readonly hasDuplicates: boolean;
}

/** What has become of an article that was read. */
export type Taken = 'searched' | 'withdrawn' | 'forgotten';

/**
 * @param holders the path of each id so far; this file's ids are added
 *
 * @param put takes an article; if it throws, that is the reason of a refusal
 */
export async function readFile(
  file: ArticleFile,
  holders: Map<string, string>,
  put: (article: Article) => Promise<Taken>,
): Promise<ReadFile> {
  const ids: string[] = [];
  const withdrawn: string[] = [];
  const forgotten: string[] = [];
  const refusals: RefusedFile[] = [];
  let hasDuplicates = false;
  for await (const read of readArticleFile(file, holders)) {
    if ('refusal' in read) {
      refusals.push(read.refusal);
      hasDuplicates ||= read.duplicate === true;
      continue;
    }
    const { id } = read.article;
    try {
      const taken = await put(read.article);
      ids.push(id);
      if (taken === 'withdrawn') withdrawn.push(id);
      if (taken === 'forgotten') forgotten.push(id);
    } catch (error) {
      // One article that no test has thought of must not keep out all the others.
      const reason = `cannot be indexed: ${(error as Error).message}`;
      refusals.push({ path: holders.get(id) ?? file.path, reason });
      holders.delete(id);
    }
  }
  const { path, name, bytes, modifiedMs } = file;
  return { path, name, bytes, modifiedMs, ids, withdrawn, forgotten, refusals, hasDuplicates };
}

export const isAsRead = (read: ReadFile, file: ArticleFile) =>
  file.name === read.name && file.bytes === read.bytes && file.modifiedMs === read.modifiedMs;

/** The files that need no re-reading. */
export function stillTrue(read: readonly ReadFile[], files: readonly ArticleFile[]): ReadFile[] {
  const now = new Map(files.map((file) => [file.path, file]));
  const same = read.filter((one) => {
    const file = now.get(one.path);
    return file !== undefined && isAsRead(one, file);
  });
  const nothingChanged = same.length === read.length && same.length === files.length;
  return nothingChanged ? same : same.filter(({ hasDuplicates }) => !hasDuplicates);
}

/** Whether each file is one article, so that counting files counts articles. */
export const isOneEach = (files: readonly ArticleFile[]) =>
  files.every(({ name }) => !/\.jsonl(?:\.gz)?$/i.test(name));
