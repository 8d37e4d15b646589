import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fetchedIn, storeIn } from './data-folder.ts';
import { copyDatabase } from './store/database.ts';
import { lockDataDir } from './store/lock.ts';
import { openStore } from './store/open.ts';

/** What there is besides the store: all else in a data folder is made anew. */
const besideStore = ['articles', 'feeds.txt', 'quarantine.json'];

/** Written last, so that half a backup is not taken for a whole one. */
const noteName = 'kutip-backup.json';

/** A copy cannot be made or put back; the message says why, and what to do. */
export class BackupError extends Error {}

/**
 * Copies all that must survive out of a data folder, which may be in use: the store as it is at one moment, then the articles, so
 * that none is missing of which the store knows.
 *
 * @param to a folder that is empty or does not exist
 * @returns how many files of articles
 * @throws {BackupError} when there is nothing to copy, or `to` is not empty
 */
export function backUp(dataDir: string, to: string): number {
  if (!existsSync(storeIn(dataDir)))
    throw new BackupError(
      `There is nothing to back up in ${dataDir}: set KUTIP_DATA_DIR to Kutip's data folder.`,
    );
  requireEmpty(to);
  process.umask(0o077);
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o700);
  copyDatabase(storeIn(dataDir), storeIn(to));
  copyFiles(dataDir, to);
  writeFileSync(join(to, noteName), JSON.stringify({ madeAt: new Date().toISOString() }));
  return countFiles(to);
}

/**
 * Puts a backup into a data folder, which no Kutip may use meanwhile.
 *
 * @returns how many files of articles there are, and when the backup was made
 * @throws {BackupError} when it is none, or the data folder holds a store; {StoreError} when that is in use, or cannot be read
 */
export async function restore(
  from: string,
  dataDir: string,
): Promise<{ readonly files: number; readonly madeAt: string }> {
  if (!existsSync(join(from, noteName)))
    throw new BackupError(`${from} is no whole backup: expected a folder that "npm run backup" has made.`);
  if (
    existsSync(storeIn(dataDir)) ||
    (existsSync(fetchedIn(dataDir)) && readdirSync(fetchedIn(dataDir)).length > 0)
  )
    throw new BackupError(
      `The data folder ${dataDir} is not empty: move it away, or set KUTIP_DATA_DIR to another folder.`,
    );
  const { madeAt } = JSON.parse(readFileSync(join(from, noteName), 'utf8')) as { readonly madeAt: string };
  const release = lockDataDir(dataDir);
  try {
    copyFiles(from, dataDir);
    // Last, so that half a restoration can be tried again.
    copyDatabase(storeIn(from), storeIn(dataDir));
    await openStore(storeIn(dataDir)).close();
    return { files: countFiles(dataDir), madeAt };
  } finally {
    release();
  }
}

function requireEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new BackupError(`${folder} is not empty: name a folder that is, or does not exist yet.`);
}

/** As `ingest/keep/write-whole.ts` and `answer/host/quarantine.ts` write. */
const unfinished = /(?:^|[\\/])\.unfinished(?:[\\/]|$)|\.new$/;

/** Files that are just being written stay behind: what they hold comes again. */
function copyFiles(from: string, to: string): void {
  for (const name of besideStore.filter((name) => existsSync(join(from, name))))
    cpSync(join(from, name), join(to, name), {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => !unfinished.test(relative(from, path)),
    });
}

const countFiles = (folder: string) =>
  existsSync(fetchedIn(folder))
    ? readdirSync(fetchedIn(folder), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ).length
    : 0;
