import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { StoreError } from './database.ts';
import { keepPrivate } from './private-folder.ts';

/**
 * Takes a data folder, which is made when it is missing, for this process alone. The lock is one of the operating system's on
 * the file `kutip.lock`, so that it ends with the process however that ends. It is a lock of writers: whoever only reads the file,
 * such as a backup, keeps nobody out. Who has it stands in `kutip.lock.json`.
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
      ? `is in use by another Kutip (${holderOf(dir)}). Stop that one first, or set KUTIP_DATA_DIR to another folder`
      : `cannot be used (${(error as Error).message}). Set KUTIP_DATA_DIR to a folder that can be written`;
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
