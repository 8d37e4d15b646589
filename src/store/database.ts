import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Libsql from 'libsql';
import { migrations as allMigrations } from './migrations.ts';
import { StoreError, Unwritable } from './store-error.ts';

/** Only these: a boolean, for one, makes libsql crash the process. */
type SqlValue = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** The few calls used here. Statements are prepared once. */
export interface Database {
  /** @throws {Unwritable} when nothing can be written */
  run(sql: string, ...values: readonly SqlValue[]): { readonly changes: number };
  get(sql: string, ...values: readonly SqlValue[]): Row | undefined;
  all(sql: string, ...values: readonly SqlValue[]): readonly Row[];
  /** One after the other, however many there are. */
  each(sql: string): Iterable<Row>;
  /** A transaction. */
  whole<T>(work: () => T): T;
  /** Writes nothing new. @throws {Unwritable} when nothing can be written */
  check(): void;
  /** Erases deleted data from the files. */
  empty(): void;
  close(): void;
}

/**
 * Opens a database file and migrates it to the current version. One that cannot be written is opened to be read, if it is of that
 * version.
 *
 * @param path `:memory:` for one that is never written
 * @throws {StoreError} when it is from a newer version, damaged, or cannot be written and not be read either
 */
export function openDatabase(path: string, migrations = allMigrations): Database {
  let { file, isWhole } = openFile(path, migrations);
  let prepared = new Map<string, Libsql.Statement>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? file.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  /** A file that could not be written is opened anew for every try. */
  const writing = <T>(work: () => T): T => {
    try {
      if (!isWhole)
        [file, prepared, isWhole] = [
          connect(path, migrations).file,
          new Map<string, Libsql.Statement>(),
          true,
        ];
      return work();
    } catch (error) {
      throw unwritableBy(error, path) ?? error;
    }
  };
  return {
    run: (sql, ...values) => writing(() => ({ changes: statement(sql).run(...values).changes })),
    get: (sql, ...values) => statement(sql).get(...values) as Row | undefined,
    all: (sql, ...values) => statement(sql).all(...values) as Row[],
    each: (sql) => file.prepare(sql).iterate() as Iterable<Row>,
    whole: (work) =>
      writing(() => {
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
      }),
    check() {
      writing(() => file.exec(nothingNew));
    },
    empty() {
      writing(() => file.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
    },
    close() {
      // libsql closes the file only once its statements are collected; until then, nothing may be left beside it.
      if (isWhole) file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      prepared.clear();
      file.close();
    },
  };
}

/** What the file has already, which takes a page all the same. */
const nothingNew = 'PRAGMA application_id = 0';

interface OpenFile {
  readonly file: Libsql.Database;
  /** Whether it can be written, as far as is known. */
  readonly isWhole: boolean;
}

function openFile(path: string, migrations: readonly string[]): OpenFile {
  try {
    return connect(path, migrations);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    if ((error as { code?: string }).code === 'SQLITE_BUSY') {
      throw new StoreError(
        `The file ${path} is locked by another program, such as one that looks into databases. Close that, and start Kutip again.`,
        { cause: error },
      );
    }
    const unwritable = unwritableBy(error, path);
    const readable = unwritable && connectToRead(path, migrations.length);
    if (readable) return { file: readable, isWhole: false };
    if (unwritable)
      throw new StoreError(`${unwritable.message} Nothing of it can be read either, so Kutip cannot start.`, {
        cause: error,
      });
    throw new StoreError(
      `Cannot open ${path} as Kutip’s store (${(error as Error).message}). Make sure its folder is writable, restore a backup of the file, or move it away to start afresh.`,
      { cause: error },
    );
  }
}

function connect(path: string, migrations: readonly string[]): OpenFile {
  const file = new Libsql(path, { timeout: 5000 });
  try {
    // A commit survives the death of the process; after a power cut the last ones may be gone, the file stays whole.
    file.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON',
    );
    // Before any statement, with which libsql would not let go of a file that cannot be written.
    file.exec(nothingNew);
    migrate(file, path, migrations);
    return { file, isWhole: true };
  } catch (error) {
    file.close();
    throw error;
  }
}

/**
 * A file that cannot be written, to be read: where a killed process has left something beside it, a copy in memory, since SQLite
 * would not let it be written later in this process; else itself.
 *
 * @returns `null` when it cannot be read, or is of another version
 */
function connectToRead(path: string, version: number): Libsql.Database | null {
  if (!existsSync(path)) return null;
  const isLeft = existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
  try {
    const file = isLeft ? copyInMemory(path) : new Libsql(`${pathToFileURL(path).href}?immutable=1`);
    file.exec('PRAGMA query_only = ON');
    return versionOf(file) === version ? file : null;
  } catch {
    // Why it cannot be opened has been told.
    return null;
  }
}

function copyInMemory(path: string): Libsql.Database {
  const name = `file:${randomUUID()}?mode=memory&cache=shared`;
  const copy = new Libsql(name);
  // Without a statement, so that it is closed at once.
  const file = new Libsql(path);
  file.exec(`VACUUM INTO '${name}'`);
  file.close();
  return copy;
}

/** Bytes of room below which a disk counts as full. */
const noRoom = 65_536;

/** What SQLite or the file system says, if it is that nothing can be written now. */
export function unwritableBy(error: unknown, path: string): Unwritable | null {
  const { code = '', message } = error as { readonly code?: string; readonly message: string };
  if (error instanceof Unwritable) return error;
  if (!/^(?:SQLITE_(?:FULL|READONLY|CANTOPEN|IOERR)|ENOSPC|EDQUOT|EROFS|EACCES|EPERM)/.test(code))
    return null;
  const isFull = /FULL|ENOSPC|EDQUOT/.test(code) || (code.startsWith('SQLITE_') && room(path) < noRoom);
  const problem = isFull
    ? `The disk that ${path} is on is full: make room on it.`
    : `${path} cannot be written (${message}): make its folder writable.`;
  return new Unwritable(`${problem} Until then, nothing is saved.`, { cause: error });
}

function room(path: string): number {
  const { bavail, bsize } = statfsSync(dirname(path), { bigint: false });
  return bavail * bsize;
}

/** The store version of a file, which is left as it is. */
export function versionAt(path: string): number {
  const file = new Libsql(path, { timeout: 5000 });
  try {
    return versionOf(file);
  } finally {
    file.close();
  }
}

/** Copies a file, which may be in use, as it is at one moment, to one that does not exist yet. Neither is migrated. */
export function copyDatabase(path: string, to: string): void {
  const file = new Libsql(path, { timeout: 5000 });
  try {
    copyTo(file, to);
  } finally {
    file.close();
  }
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
