import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { StoreError } from './database.ts';
import { keepPrivate } from './private-folder.ts';

/**
 * Locks a data folder, created if missing, for this process alone. The operating system's lock on `kutip.lock` ends with the
 * process, in whatever way that ends. It is a lock of writers: a reader of the file, such as a backup, keeps nobody out.
 * `kutip.lock.json` names the holder.
 *
 * @returns gives the folder back
 * @throws {StoreError} when another process has it, naming that process, or when the folder cannot be written
 */
export function lockDataDir(dir: string): () => void {
  let file: Libsql.Database | undefined;
  try {
    keepPrivate(dir);
    file = new Libsql(join(dir, 'kutip.lock'), { timeout: 0 });
    const holder = file;
    holder.exec('BEGIN IMMEDIATE');
    const holds: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
    writeFileSync(nameFile(dir), JSON.stringify(holds));
    return () => {
      holder.exec('ROLLBACK');
      holder.close();
    };
  } catch (error) {
    const isHeld = (error as { code?: string }).code === 'SQLITE_BUSY';
    const problem = isHeld
      ? `is in use by another Kutip (${holderOf(dir)}). Stop it first, or set KUTIP_DATA_DIR to another folder`
      : `cannot be used (${(error as Error).message}). Set KUTIP_DATA_DIR to a writable folder`;
    file?.close();
    throw new StoreError(`The data folder ${dir} ${problem}.`, { cause: error });
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
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
