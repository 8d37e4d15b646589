import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fetchedIn, requireFinished, storeIn, unfinishedStoreIn } from './data-folder.ts';
import { hasArticles, rowsOf, writeRows } from './ingest/keep/shared-files.ts';
import type { ArticleRow } from './store/article-rows.ts';
import { openDatabase, versionAt, type Database, type Row } from './store/database.ts';
import { lockDataDir } from './store/lock.ts';
import { migrations } from './store/migrations.ts';
import { openStore } from './store/open.ts';
import type { PgTables } from './store/postgres/tables.ts';
import { StoreError } from './store/store-error.ts';
import {
  addRows,
  batch,
  createSum,
  movable,
  rowsIn,
  tablesIn,
  type Sum,
  type Table,
} from './store/tables.ts';

/** What was moved, after both sides were found to be equal. */
export interface Moved {
  readonly rows: number;
  readonly files: number;
}

/** Where a store and its articles are. */
interface Side {
  rows(table: Table): AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
  add(table: Table, rows: readonly Row[]): Promise<void>;
  articles(): AsyncIterable<readonly ArticleRow[]>;
  addArticles(rows: readonly ArticleRow[]): Promise<void>;
  /** Everything is there, and equal. */
  commit(): Promise<void>;
}

export const isPostgres = (place: string) => /^postgres(?:ql)?:/.test(place);

/**
 * Moves a store with all imported articles from a data folder to an empty PostgreSQL, or back, while no Kutip uses either. The
 * source stays as it is.
 *
 * @throws {StoreError} when a side cannot be used, or they are not equal afterwards; then nothing was moved
 */
export async function migrate(from: string, to: string): Promise<Moved> {
  const isToFolder = isPostgres(from);
  const [dataDir, url] = isToFolder ? [to, from] : [from, to];
  if (isToFolder) await requireEmpty(dataDir);
  else await requireSource(dataDir);
  const release = lockDataDir(dataDir);
  try {
    // Articles were imported before Kutip was ever started.
    if (!isToFolder && !existsSync(storeIn(dataDir))) await openStore(storeIn(dataDir)).close();
    if (isToFolder && existsSync(unfinishedStoreIn(dataDir))) clear(dataDir);
    const { openPgTables } = await import('./store/postgres/tables.ts');
    const postgres = await openPgTables(url, !isToFolder);
    try {
      const database = openDatabase(isToFolder ? unfinishedStoreIn(dataDir) : storeIn(dataDir));
      let isMoved = false;
      try {
        const tables = tablesIn(database);
        const folder = sideIn(dataDir, database);
        const moved = isToFolder
          ? await move(postgres, folder, tables)
          : await fill(postgres, folder, tables);
        isMoved = true;
        return moved;
      } finally {
        database.close();
        if (isToFolder && isMoved) finish(dataDir);
        else if (isToFolder) clear(dataDir);
      }
    } finally {
      await postgres.close();
    }
  } finally {
    release();
  }
}

async function fill(postgres: PgTables, folder: Side, tables: readonly Table[]): Promise<Moved> {
  if (await postgres.isEmpty(tables)) return move(folder, postgres, tables);
  throw new StoreError(
    'This PostgreSQL has data of a Kutip already: name a database that has none, or a schema (?options=-csearch_path%3DNAME).',
  );
}

async function move(from: Side, to: Side, tables: readonly Table[]): Promise<Moved> {
  // What cannot be moved is most likely one of these, and then nobody has waited for the rest.
  const [sent, came] = [createSum(), createSum()];
  const files = new Set<string>();
  for await (const rows of from.articles()) {
    const movableRows = rows.map((row) => ({ ...row, content: row.content ?? '' }));
    for (const { path, line, content } of movableRows) {
      files.add(path);
      sent.add([path, line, content]);
    }
    await to.addArticles(movableRows);
  }
  for await (const rows of to.articles())
    for (const { path, line, content } of rows) came.add([path, line, content]);
  requireEqual('articles', sent, came);
  let moved = 0;
  for (const table of tables) {
    const [sent, came] = [createSum(), createSum()];
    const valuesOf = (row: Row) => table.columns.map((column) => row[column]);
    for await (const rows of from.rows(table)) {
      const movableRows = rows.map(movable);
      for (const row of movableRows) sent.add(valuesOf(row));
      await to.add(table, movableRows);
    }
    for await (const rows of to.rows(table)) for (const row of rows) came.add(valuesOf(row));
    requireEqual(table.name, sent, came);
    moved += sent.rows;
  }
  await to.commit();
  return { rows: moved, files: files.size };
}

function requireEqual(what: string, sent: Sum, came: Sum): void {
  if (String(sent) !== String(came))
    throw new StoreError(
      `${what}: ${sent.rows} rows were sent, and ${came.rows} came, or they are not the same. Nothing was moved; please report this.`,
    );
}

function sideIn(dataDir: string, database: Database): Side {
  return {
    rows: (table) => rowsIn(database, table),
    add(table, rows) {
      database.whole(() => {
        // A new store has made a key of its own.
        if (table.name === 'keys') database.run('DELETE FROM keys');
        addRows(database, table, rows);
      });
      return Promise.resolve();
    },
    async *articles() {
      let rows: ArticleRow[] = [];
      for await (const row of rowsOf(dataDir)) {
        rows.push(row);
        if (rows.length < batch) continue;
        yield rows;
        rows = [];
      }
      yield rows;
    },
    addArticles: (rows) => writeRows(dataDir, rows),
    commit: () => Promise.resolve(),
  };
}

async function requireSource(dataDir: string): Promise<void> {
  requireFinished(dataDir);
  if (!existsSync(storeIn(dataDir))) {
    if (await hasArticles(dataDir)) return;
    throw new StoreError(
      `There is no store in ${dataDir}: expected a data folder, with kutip.db or articles in it.`,
    );
  }
  const version = versionAt(storeIn(dataDir));
  if (version !== migrations.length)
    throw new StoreError(
      `The store in ${dataDir} is of version ${version}, and this Kutip's is ${migrations.length}: start this Kutip with it once, and stop it.`,
    );
}

async function requireEmpty(dataDir: string): Promise<void> {
  // All that is there besides is what was not finished.
  if (existsSync(unfinishedStoreIn(dataDir))) return;
  if (existsSync(storeIn(dataDir)) || (await hasArticles(dataDir)))
    throw new StoreError(`The data folder ${dataDir} is not empty: name one that is, or does not exist yet.`);
}

/** Until then, a process that is killed leaves what is not taken for a store. */
function finish(dataDir: string): void {
  const store = unfinishedStoreIn(dataDir);
  renameSync(store, storeIn(dataDir));
  for (const beside of ['-wal', '-shm']) rmSync(`${store}${beside}`, { force: true });
}

function clear(dataDir: string): void {
  const store = unfinishedStoreIn(dataDir);
  // The store is last: it says what the rest is.
  for (const path of [fetchedIn(dataDir), join(dataDir, 'versions'), `${store}-wal`, `${store}-shm`, store])
    rmSync(path, { recursive: true, force: true });
}
