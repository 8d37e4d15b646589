import type { Article, RefusedFile } from '../../articles/article.ts';
import { readArticleFile, type ArticleFile } from '../../articles/read.ts';

/** What was read from a file. It stays true as long as the file's bytes and time do. */
export interface ReadFile extends ArticleFile {
  readonly ids: readonly string[];
  readonly refusals: readonly RefusedFile[];
  /** Whether an article was refused because another file has its id: what is read here then depends on that file too. */
  readonly hasDuplicates: boolean;
}

/**
 * Reads a file.
 *
 * @param holders the path that holds each id so far; those of this file are entered
 * @param put takes an article; what it throws becomes the reason of a refusal
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

/** Whether a file is still what it was when it was read. */
export const isAsRead = (read: ReadFile, file: ArticleFile) =>
  file.name === read.name && file.bytes === read.bytes && file.modifiedMs === read.modifiedMs;

/** Those of the files read earlier that need not be read again to know what `files` hold now. */
export function stillTrue(read: readonly ReadFile[], files: readonly ArticleFile[]): ReadFile[] {
  const now = new Map(files.map((file) => [file.path, file]));
  const same = read.filter((one) => {
    const file = now.get(one.path);
    return file !== undefined && isAsRead(one, file);
  });
  const nothingChanged = same.length === read.length && same.length === files.length;
  return nothingChanged ? same : same.filter(({ hasDuplicates }) => !hasDuplicates);
}

/** Whether each of the files is one article, so that counting files is counting articles. */
export const isOneEach = (files: readonly ArticleFile[]) =>
  files.every(({ name }) => !/\.jsonl(?:\.gz)?$/i.test(name));
