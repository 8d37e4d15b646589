import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Who writes to an engine: the installation that a folder of segments belongs to. It is chosen once, and kept beside that
 * folder, which may be deleted.
 */
export async function engineOwner(folder: string): Promise<string> {
  const path = join(dirname(folder), 'opensearch-owner');
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, randomUUID(), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(path, 'utf8');
}
