import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { unwritableBy } from './database.ts';
import { StoreError } from './store-error.ts';

/**
 * Locks a data folder, created if missing, for this process alone. The operating system's lock on `kutip.lock` ends with the
 * process, in whatever way that ends. It is a lock of writers: a reader of the file, such as a backup, keeps nobody out.
 * `kutip.lock.json` names the holder.
 *
 * @returns gives the folder back
 * @throws {StoreError} when another process has it, naming that process, or when there can be no such folder; an `Unwritable` when
 * there is one that cannot be written
 */
export function lockDataDir(dir: string): () => void {
  let file: Libsql.Database | undefined;
  try {
    keepPrivate(dir);
    file = new Libsql(join(dir, 'kutip.lock'), { timeout: 0 });
    const holder = file;
    holder.exec('BEGIN IMMEDIATE');
    nameHolder(dir);
    return () => {
      holder.exec('ROLLBACK');
      holder.close();
    };
  } catch (error) {
    const unwritable = existsSync(dir) ? unwritableBy(error, dir) : null;
    if (unwritable) throw unwritable;
    const isHeld = (error as { code?: string }).code === 'SQLITE_BUSY';
    const problem = isHeld
      ? `is in use by another Kutip (${holderOf(dir)}). Stop it first, or set KUTIP_DATA_DIR to another folder`
      : `cannot be used (${(error as Error).message}). Set KUTIP_DATA_DIR to a writable folder`;
    file?.close();
    throw new StoreError(`The data folder ${dir} ${problem}.`, { cause: error });
  }
}

/**
 * Makes a folder, and all that this process writes from now on, nobody else's on this machine; what is in the folder already is
 * mended.
 *
 * @throws the error of the file system when the folder cannot be made or is somebody else's
 */
function keepPrivate(dir: string): void {
  process.umask(0o077);
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, 0o700);
  // Links lead out of the folder, so they are left as they are.
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o700);
    else if (entry.isFile()) chmodSync(join(entry.parentPath, entry.name), 0o600);
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/** Says who holds it, where there is room for that. */
function nameHolder(dir: string): void {
  const holds: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  try {
    writeFileSync(nameFile(dir), JSON.stringify(holds));
  } catch (error) {
    if (unwritableBy(error, dir) === null) throw error;
  }
}

const nameFile = (dir: string) => join(dir, 'kutip.lock.json');

function holderOf(dir: string): string {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(nameFile(dir), 'utf8')) as Holder;
    return `process ${pid} on ${host}, since ${since}`;
  } catch (error) {
    return `just starting: ${(error as Error).message}`;
  }
}
