import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ArticleRow } from '../article-rows.ts';
import type { Row } from '../database.ts';
import { json } from '../storable.ts';
import { StoreError } from '../store-error.ts';
import { batch, quoted, type Table } from '../tables.ts';
import { connect, connectionTo } from './connect.ts';
import { newest, versionIn } from './migrations.ts';
import { placeOf, unwritableBy } from './problem.ts';

/** All of a store in PostgreSQL, in one transaction, while no Kutip uses it. */
export interface PgTables {
  rows(table: Table): AsyncGenerator<readonly Row[]>;
  add(table: Table, rows: readonly Row[]): Promise<void>;
  articles(): AsyncGenerator<readonly ArticleRow[]>;
  addArticles(rows: readonly ArticleRow[]): Promise<void>;
  isEmpty(tables: readonly Table[]): Promise<boolean>;
  /** Ends the transaction. */
  commit(): Promise<void>;
  /** What was not committed has not happened. */
  close(): Promise<void>;
}

/** A table without what only PostgreSQL has. */
const own = (name: string) => (name === 'keys' ? `keys WHERE name <> 'store'` : name);
/** How long PostgreSQL may take to notice that a Kutip has stopped, in milliseconds. */
const stoppingMs = 2000;
/** Tables that SQLite has in the order in which rows came. */
const ordered = ['feeds', 'audit', 'subscriptions'];

/**
 * @param isNew whether the tables are made
 * @throws {StoreError} when it cannot be used, has no store, or one of another version, or a Kutip uses it
 */
export async function openPgTables(url: string, isNew: boolean): Promise<PgTables> {
  if (isNew) await (await connect(url)).close();
  const place = placeOf(url);
  const client = new pg.Client({
    ...connectionTo(url),
    application_name: 'kutip migrate',
    statement_timeout: 0,
    query_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  });
  client.on('error', () => undefined);
  const query = async (sql: string, ...values: unknown[]): Promise<Row[]> => {
    try {
      return (await client.query<Row>(sql, values)).rows;
    } catch (error) {
      throw unwritableBy(error, place) ?? error;
    }
  };
  const requireUnused = async () => {
    const until = performance.now() + stoppingMs;
    for (;;) {
      const [others] = await query(
        `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'kutip'`,
      );
      if (Number(others?.n) === 0) return;
      if (performance.now() > until)
        throw new StoreError(`PostgreSQL at ${place} is in use by a running Kutip: stop it first.`);
      await sleep(200);
    }
  };
  async function* read(sql: string): AsyncGenerator<readonly Row[]> {
    await query(`DECLARE reading NO SCROLL CURSOR FOR ${sql}`);
    for (;;) {
      const rows = await query(`FETCH ${batch} FROM reading`);
      if (rows.length === 0) break;
      yield rows;
    }
    await query('CLOSE reading');
  }
  const add = (into: string, columns: readonly string[], rows: readonly Row[], further = ['', '']) =>
    query(
      `INSERT INTO ${into} (${quoted(columns)}${further[0]}) SELECT ${quoted(columns)}${further[1]}
       FROM json_populate_recordset(NULL::${into}, $1::json)`,
      json(rows),
    );
  try {
    await client.connect();
    await requireUnused();
    const version = await versionIn({ get: async (sql) => (await query(sql))[0] });
    if (version !== newest)
      throw new StoreError(
        version === 0
          ? `There is no store at ${place}: expected tables of a Kutip.`
          : `The store at ${place} is of version ${version}, and this Kutip's is ${newest}: start this Kutip with it once, and stop it.`,
      );
    await query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  } catch (error) {
    await client.end();
    throw unwritableBy(error, place) ?? error;
  }
  return {
    rows: ({ name, columns }) =>
      read(`SELECT ${quoted(columns)} FROM ${own(name)} ${ordered.includes(name) ? 'ORDER BY rowid' : ''}`),
    add: async ({ name, columns }, rows) => {
      // A new store has made a key of its own.
      if (name === 'keys') await query(`DELETE FROM ${own(name)}`);
      await add(name, columns, rows);
      if (name === 'posts')
        await query(`SELECT setval(pg_get_serial_sequence('posts', 'id'), (SELECT max(id) FROM posts))`);
    },
    async *articles() {
      for await (const rows of read(
        'SELECT path, line, at, content FROM article_rows WHERE content IS NOT NULL',
      ))
        yield rows.map((row) => ({
          path: row.path as string,
          line: row.line as string,
          at: new Date(row.at as number),
          content: row.content as string,
        }));
    },
    addArticles: async (rows) => {
      const given = rows.map((row) => ({ ...row, at: row.at.getTime() }));
      await add('article_rows', ['path', 'line', 'at', 'content'], given, [
        ', seq',
        `, nextval('article_seq')`,
      ]);
    },
    async isEmpty(tables) {
      for (const name of [...tables.map(({ name }) => name), 'article_rows'])
        if (name !== 'keys' && (await query(`SELECT 1 FROM ${name} LIMIT 1`)).length > 0) return false;
      return true;
    },
    commit: async () => void (await query('COMMIT')),
    close: () => client.end(),
  };
}
