import { appendFile, link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeWhole } from './write-whole.ts';

/** How files of articles are changed, below `articles` and `versions` of a data folder. A change is done once it resolves. */
export interface ArticleFiles {
  /** Replaces a file. */
  write(path: string, content: string): Promise<void>;
  /** Adds lines that begin with an identity, and stand for earlier ones of the same identity. */
  append(path: string, lines: readonly string[]): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** The copy keeps what it says when the file is replaced. */
  copy(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** Where files are put together before they take their place. */
export const articlesIn = (dataDir: string) => join(dataDir, 'articles');

export function localFiles(dataDir: string): ArticleFiles {
  return {
    write: (path, content) => writeWhole(articlesIn(dataDir), path, content),
    append: (path, lines) => appendFile(path, lines.map((line) => `${line}\n`).join('')),
    rename,
    async copy(from, to) {
      await mkdir(dirname(to), { recursive: true });
      await link(from, to);
    },
    remove: (path) => rm(path, { force: true }),
  };
}
