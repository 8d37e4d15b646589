import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Libsql from 'libsql';
import { migrations as allMigrations } from './migrations.ts';

/** Only these: a boolean, for one, makes libsql crash the process. */
type SqlValue = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** The few calls used here. Statements are prepared once. */
export interface Database {
  run(sql: string, ...values: readonly SqlValue[]): { readonly changes: number };
  get(sql: string, ...values: readonly SqlValue[]): Row | undefined;
  all(sql: string, ...values: readonly SqlValue[]): readonly Row[];
  /** A transaction. */
  whole<T>(work: () => T): T;
  /** Erases deleted data from the files. */
  empty(): void;
  close(): void;
}

/** The message says why the store cannot be used, and what to do. */
export class StoreError extends Error {}

/**
 * Opens a database file and migrates it to the current version.
 *
 * @param path `:memory:` for one that is never written
 * @throws {StoreError} when it is from a newer version, damaged, or cannot be written
 */
export function openDatabase(path: string, migrations = allMigrations): Database {
  let file: Libsql.Database;
  try {
    file = new Libsql(path, { timeout: 5000 });
    try {
      // A commit survives the death of the process; after a power cut the last ones may be gone, the file stays whole.
      file.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON',
      );
      migrate(file, path, migrations);
    } catch (error) {
      file.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    if ((error as { code?: string }).code === 'SQLITE_BUSY') {
      throw new StoreError(
        `The file ${path} is locked by another program, such as one that looks into databases. Close that, and start Kutip again.`,
        { cause: error },
      );
    }
    throw new StoreError(
      `Cannot open ${path} as Kutip’s store (${(error as Error).message}). Make sure its folder is writable, restore a backup of the file, or move it away to start afresh.`,
      { cause: error },
    );
  }
  const prepared = new Map<string, Libsql.Statement>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? file.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    run: (sql, ...values) => ({ changes: statement(sql).run(...values).changes }),
    get: (sql, ...values) => statement(sql).get(...values) as Row | undefined,
    all: (sql, ...values) => statement(sql).all(...values) as Row[],
    whole(work) {
      // Not libsql's own: on a full disk SQLite has rolled back already, and its second attempt hides why.
      file.exec('BEGIN IMMEDIATE');
      try {
        const done = work();
        file.exec('COMMIT');
        return done;
      } catch (error) {
        if (file.inTransaction) file.exec('ROLLBACK');
        throw error;
      }
    },
    empty() {
      file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    close() {
      // libsql closes the file only once its statements are collected; until then, nothing may be left beside it.
      file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      prepared.clear();
      file.close();
    },
  };
}

/** Since this store version, deleted data is overwritten. */
const overwrittenSince = 7;

function migrate(file: Libsql.Database, path: string, migrations: readonly string[]): void {
  const version = versionOf(file);
  if (version > migrations.length) {
    throw new StoreError(
      `The file ${path} was written by a newer Kutip (store version ${version}; this one supports up to ${migrations.length}). Run the newer Kutip again, or restore the copy from before the upgrade.`,
    );
  }
  // So that the older Kutip can be started again.
  if (version > 0 && version < migrations.length) {
    removeCopies(path, Infinity);
    copyTo(file, `${path}.version-${version}`);
  }
  migrations.slice(version).forEach((step, place) => {
    file
      .transaction(() => {
        file.exec(step);
        file.exec(`PRAGMA user_version = ${version + place + 1}`);
      })
      .immediate();
  });
  // Older versions left what was deleted in the file.
  if (version > 0 && version < overwrittenSince) file.exec('VACUUM');
}

/** Deletes pre-upgrade copies last written before a time, in milliseconds since 1970. */
export function removeCopies(path: string, before: number): void {
  const [folder, name] = [dirname(path), `${basename(path)}.version-`];
  for (const copy of path === ':memory:' ? [] : readdirSync(folder).filter((one) => one.startsWith(name)))
    if (statSync(join(folder, copy)).mtimeMs < before) rmSync(join(folder, copy));
}

function copyTo(file: Libsql.Database, path: string): void {
  if (!existsSync(path)) file.prepare('VACUUM INTO ?').run(path);
}

function versionOf(file: Libsql.Database): number {
  return (file.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}
