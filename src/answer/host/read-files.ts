import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadFile } from './read-file.ts';

/** The list of files whose articles are in segments, one change a line. */
export interface FileList {
  /** As it was when it was opened, by path. */
  readonly files: ReadonlyMap<string, ReadFile>;
  /** Appends changes; `null` for a file that is gone. Resolves once they are on the disk. */
  append(changes: ReadonlyMap<string, ReadFile | null>): Promise<void>;
}

interface FileChange {
  readonly path: string;
  readonly file: ReadFile | null;
}

/** Lines more than there are files, beyond which the list is written anew. */
const mostOutdated = 1000;

/**
 * @param version of what the list depends on; one of another counts as empty
 * @param write whether it may be changed
 */
export async function openFileList(folder: string, version: string, write: boolean): Promise<FileList> {
  const path = join(folder, 'files.jsonl');
  const files = new Map<string, ReadFile>();
  const head = JSON.stringify({ version });
  const [first, ...lines] = (await contentOf(path)).split('\n');
  const isOurs = first === head;
  if (isOurs) {
    for (const line of lines) {
      const read = readLine(line);
      if (read?.file === null) files.delete(read.path);
      else if (read !== null) files.set(read.path, read.file);
    }
  }
  if (write && (!isOurs || lines.length > files.size + mostOutdated)) {
    const unfinished = `${path}.new`;
    const kept = Array.from(files.values(), (file) => lineOf(file.path, file));
    await writeTo(unfinished, 'w', `${[head, ...kept].join('\n')}\n`);
    await rename(unfinished, path);
  }
  return {
    files,
    append: (changes) =>
      writeTo(path, 'a', Array.from(changes, ([path, file]) => `${lineOf(path, file)}\n`).join('')),
  };
}

const lineOf = (path: string, file: ReadFile | null) => JSON.stringify({ path, file } satisfies FileChange);

/** `null` for a line that was being written when the machine stopped. */
function readLine(line: string): FileChange | null {
  try {
    return JSON.parse(line) as FileChange;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

async function writeTo(path: string, flags: 'a' | 'w', content: string): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    if (flags === 'w') await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
