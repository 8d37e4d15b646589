import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Row } from '../database.ts';
import { StoreError, Unwritable } from '../store-error.ts';
import { storable } from '../storable.ts';
import type { PgConnections, PgDatabase, PgValue } from './database.ts';
import { migrate, oldestServer } from './migrations.ts';
import { placeOf, unwritableBy } from './problem.ts';

/** Milliseconds after which the way there, a statement, or an answer to it counts as lost. */
const limits = { connect: 3000, statement: 10_000, answer: 12_000, lock: 5000, idle: 60_000 };
/**
 * A PostgreSQL that has not answered for so long is not asked again for a while: one question waits for it, not each. Milliseconds.
 */
const silence = { from: 1000, pause: 2000 };
/** Milliseconds that closing waits for connections that may be lost. */
const closingMs = 500;
/** Connections of a process: a statement takes about a millisecond. */
const mostConnections = 8;

/** How each connection is made. */
export const connectionTo = (url: string): pg.ClientConfig => ({
  connectionString: url,
  application_name: 'kutip',
  connectionTimeoutMillis: limits.connect,
  statement_timeout: limits.statement,
  query_timeout: limits.answer,
  lock_timeout: limits.lock,
  idle_in_transaction_session_timeout: limits.statement,
  keepAlive: true,
  keepAliveInitialDelayMillis: 5000,
  types: { getTypeParser },
});

/** Connections to a PostgreSQL, whose tables are made or brought to this version; other processes wait meanwhile. */
export async function connect(url: string): Promise<PgConnections> {
  const place = placeOf(url);
  const pool = new pg.Pool({
    ...connectionTo(url),
    max: mostConnections,
    idleTimeoutMillis: limits.idle,
  });
  // A connection is lost while it waits: whoever uses the next is told.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  let silent: { readonly until: number; readonly problem: Unwritable } | null = null;
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    if (silent !== null && begun < silent.until) throw silent.problem;
    try {
      return await work();
    } catch (error) {
      const problem = unwritableBy(error, place);
      if (problem === null) throw error;
      const ended = performance.now();
      // What the work itself refuses says nothing of the server.
      if (ended - begun > silence.from && !isAnswered(error) && !(error instanceof StoreError))
        silent = { until: ended + silence.pause, problem };
      throw problem;
    }
  };
  const connections: PgConnections = {
    ...databaseOf((statement) => told(() => pool.query<Row>(statement))),
    whole: (work) =>
      told(async () => {
        const client = await pool.connect();
        try {
          await client.query('BEGIN');
          const done = await work(databaseOf((statement) => client.query<Row>(statement)));
          await client.query('COMMIT');
          client.release();
          return done;
        } catch (error) {
          // Closing it rolls back, also where it cannot be told to any more.
          client.release(true);
          throw error;
        }
      }),
    async close() {
      await Promise.race([pool.end(), sleep(closingMs, undefined, { ref: false })]);
    },
  };
  try {
    await requireServer(connections, place);
    await migrate(connections, place);
    return connections;
  } catch (error) {
    await pool.end();
    if (!(error instanceof Unwritable)) throw error;
    throw new StoreError(error.message.replace('nothing is saved', 'Kutip cannot start'), {
      cause: error.cause,
    });
  }
}

/** Whether PostgreSQL itself has said it, with a code of its own. */
const isAnswered = (error: unknown) => error instanceof pg.DatabaseError;

type RunQuery = (statement: pg.QueryConfig) => Promise<{ rowCount: number | null; rows: Row[] }>;

const databaseOf = (query: RunQuery): PgDatabase => ({
  run: async (sql, ...values) => (await query(statementOf(sql, values))).rowCount ?? 0,
  get: async (sql, ...values) => (await query(statementOf(sql, values))).rows[0],
  all: async (sql, ...values) => (await query(statementOf(sql, values))).rows,
});

/** Each connection plans a statement once; those without values may be several in one, which cannot be planned. */
const statementOf = (sql: string, values: readonly PgValue[]): pg.QueryConfig =>
  values.length === 0 ? { text: sql } : { name: nameOf(sql), text: sql, values: values.map(valueFor) };

const names = new Map<string, string>();

function nameOf(sql: string): string {
  const known = names.get(sql) ?? `kutip-${names.size}`;
  names.set(sql, known);
  return known;
}

const valueFor = (value: PgValue): unknown =>
  typeof value === 'string' ? storable(value) : Array.isArray(value) ? value.map(valueFor) : value;

/** The type of counts and times, in PostgreSQL's catalogue. */
const bigint = 20;

/** Counts and times, in milliseconds since 1970, are whole numbers that JavaScript holds. */
const getTypeParser = ((oid: number, format?: 'text'): unknown =>
  oid === bigint ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser;

async function requireServer(database: PgDatabase, place: string): Promise<void> {
  const server = await database.get(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  );
  if (Number(server?.version) < oldestServer * 10_000)
    throw new StoreError(
      `PostgreSQL at ${place} is too old (${Math.floor(Number(server?.version) / 10_000)}): expected ${oldestServer} or newer; upgrade it.`,
    );
  if (server?.encoding !== 'UTF8')
    throw new StoreError(
      `The database ${place} holds text as ${String(server?.encoding)}: expected UTF8; create it with "createdb --encoding=UTF8 --template=template0".`,
    );
}
