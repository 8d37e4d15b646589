import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Folder of files being written; hidden folders are not read. */
const unfinishedName = '.unfinished';
/** Older unfinished files are leftovers, in milliseconds. */
const leftBehindMs = 3_600_000;

/**
 * Writes atomically and durably: to a temporary file in `folder`, synced and then renamed. When it resolves, the file is on
 * disk.
 *
 * @param path below `folder`; missing folders are created
 * @param at when it was last changed; default now
 * @throws the error of the file system; nothing is then left behind
 */
export async function writeWhole(folder: string, path: string, content: string, at?: Date): Promise<void> {
  const unfinished = join(folder, unfinishedName, randomUUID());
  await mkdir(dirname(unfinished), { recursive: true });
  const first = await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(content);
      if (at !== undefined) await file.utimes(at, at);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
  if (first !== undefined) await syncFolder(dirname(first));
}

/** Without syncing its folder, a renamed file may be lost in a power cut. Windows cannot open folders, and need not. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Deletes what killed processes left behind. */
export async function removeUnfinished(folder: string): Promise<void> {
  const at = join(folder, unfinishedName);
  await mkdir(at, { recursive: true });
  for (const name of await readdir(at)) {
    const path = join(at, name);
    if (Date.now() - (await stat(path)).mtimeMs > leftBehindMs) await rm(path, { force: true });
  }
}
