import type { Article, RefusedFile } from '../../articles/article.ts';
import { readArticleFile, type ArticleFile } from '../../articles/read.ts';

/** What was read from a file; valid as long as its size and modification time stay the same. */
export interface ReadFile extends ArticleFile {
  readonly ids: readonly string[];
  readonly refusals: readonly RefusedFile[];
  /** Whether an article was refused because another file has its id; then this also depends on that file. */
  readonly hasDuplicates: boolean;
}

/**
 * @param holders the path of each id so far; this file's ids are added
 *
 * @param put takes an article; if it throws, that is the reason of a refusal
 */
export async function readFile(
  file: ArticleFile,
  holders: Map<string, string>,
  put: (article: Article) => Promise<void>,
): Promise<ReadFile> {
  const ids: string[] = [];
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
      await put(read.article);
      ids.push(id);
    } catch (error) {
      // One article that no test has thought of must not keep out all the others.
      const reason = `cannot be indexed: ${(error as Error).message}`;
      refusals.push({ path: holders.get(id) ?? file.path, reason });
    }
  }
  return { ...file, ids, refusals, hasDuplicates };
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
