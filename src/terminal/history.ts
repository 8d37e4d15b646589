import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { safeLine } from '../components/visible.ts';

export const longestHistory = 500;

/** Lines typed at the prompt, in earlier sessions too. */
export interface History {
  /** Newest first. */
  readonly lines: readonly string[];
  add(line: string): Promise<void>;
  clear(): Promise<void>;
}

/**
 * Opens the history in a file that only its owner may read, a line each, the newest last.
 *
 * @throws when the file cannot be read or written
 */
export async function openHistory(path: string): Promise<History> {
  await mkdir(dirname(path), { recursive: true });
  // Also fails at once if the file is not writable.
  await appendFile(path, '', { mode: 0o600 });
  const all = (await readFile(path, 'utf8')).split('\n').map(safeLine);
  const lines = all.filter((line) => line !== '').slice(-longestHistory);
  if (all.length > 2 * longestHistory) {
    await writeFile(`${path}.new`, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
  return {
    lines: lines.toReversed(),
    add: (line) => appendFile(path, `${safeLine(line)}\n`),
    clear: () => writeFile(path, ''),
  };
}
