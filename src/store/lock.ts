import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { StoreError } from './database.ts';

/**
 * Locks a data folder, created if missing, for this process alone. The operating system's lock on
 * `kutip.lock` ends with the process, in whatever way that ends.
 *
 * @returns gives the folder back
 * @throws {StoreError} when another process has it, naming that process, or when the folder cannot be written
 */
export function lockDataDir(dir: string): () => void {
  let file: Libsql.Database | undefined;
  try {
    mkdirSync(dir, { recursive: true });
    file = new Libsql(join(dir, 'kutip.lock'), { timeout: 0 });
    file.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, since TEXT)');
    const since = new Date().toISOString();
    const holder = file;
    holder
      .transaction(() => {
        holder.exec('DELETE FROM holder');
        holder.prepare('INSERT INTO holder VALUES (?, ?, ?)').run(process.pid, hostname(), since);
      })
      .immediate();
    // Others can read the row above, and write nothing.
    holder.exec('BEGIN IMMEDIATE');
    return () => {
      holder.exec('ROLLBACK');
      holder.close();
    };
  } catch (error) {
    const isHeld = (error as { code?: string }).code === 'SQLITE_BUSY';
    const problem =
      file !== undefined && isHeld
        ? `is in use by another Kutip (${holderOf(file)}). Stop it first, or set KUTIP_DATA_DIR to another folder`
        : `cannot be used (${(error as Error).message}). Set KUTIP_DATA_DIR to a writable folder`;
    file?.close();
    throw new StoreError(`The data folder ${dir} ${problem}.`, { cause: error });
  }
}

function holderOf(file: Libsql.Database): string {
  const row = file.prepare('SELECT pid, host, since FROM holder').get() as
    { pid: number; host: string; since: string } | undefined;
  return row === undefined ? 'just starting' : `process ${row.pid} on ${row.host}, since ${row.since}`;
}
