import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files that are being written; the reader of articles passes over hidden folders. */
const unfinishedName = '.unfinished';
/** From this age on a file that is being written was left behind, in milliseconds. */
const leftBehindMs = 3_600_000;

/**
 * Writes a file so that its path holds either what was there before or all of the new content, whenever the machine stops: it is
 * written elsewhere in `folder`, brought to the disk and renamed. When this returns, it is on the disk.
 *
 * @param path below `folder`; folders on the way are made
 * @throws the error of the file system; nothing is left behind then
 */
export async function writeWhole(folder: string, path: string, content: string): Promise<void> {
  const unfinished = join(folder, unfinishedName, randomUUID());
  await mkdir(dirname(unfinished), { recursive: true });
  const first = await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(content);
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

/** A renamed file is lost with the power when its folder has not reached the disk; Windows cannot open one, and need not. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Removes what processes that were ended in the midst of writing have left behind. */
export async function removeUnfinished(folder: string): Promise<void> {
  const at = join(folder, unfinishedName);
  await mkdir(at, { recursive: true });
  for (const name of await readdir(at)) {
    const path = join(at, name);
    if (Date.now() - (await stat(path)).mtimeMs > leftBehindMs) await rm(path, { force: true });
  }
}
