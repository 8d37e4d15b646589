import { createHash } from 'node:crypto';
import type { Database, Row } from './database.ts';
import { json, storable } from './storable.ts';

/** A table that both stores have. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Rows that are moved at once. */
export const batch = 500;

/** The tables of a store in a file, each after those that it refers to. */
export function tablesIn(database: Database): readonly Table[] {
  return database
    .all(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid`)
    .map(({ name }) => ({
      name: String(name),
      columns: database.all(`PRAGMA table_info(${String(name)})`).map((column) => String(column.name)),
    }));
}

/** In the order in which they came, `batch` at a time. */
export function* rowsIn(database: Database, { name, columns }: Table): Generator<readonly Row[]> {
  let rows: Row[] = [];
  for (const row of database.each(`SELECT ${quoted(columns)} FROM ${name}`)) {
    rows.push(row);
    if (rows.length < batch) continue;
    yield rows;
    rows = [];
  }
  yield rows;
}

export function addRows(database: Database, { name, columns }: Table, rows: readonly Row[]): void {
  const places = columns.map(() => '?').join(', ');
  for (const row of rows)
    database.run(
      `INSERT INTO ${name} (${quoted(columns)}) VALUES (${places})`,
      ...columns.map((column) => row[column] as string | number | null),
    );
}

export const quoted = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(', ');

/** A row as both stores can hold it. */
export const movable = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' ? movableText(value) : value,
    ]),
  );

function movableText(text: string): string {
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return storable(text);
  try {
    return json(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return storable(text);
    throw error;
  }
}

/** Sums up rows in any order: two sums are equal if as many rows went into both, and the same. */
export interface Sum {
  readonly rows: number;
  add(values: readonly unknown[]): void;
  toString(): string;
}

export function createSum(): Sum {
  let [rows, sum] = [0, 0n];
  return {
    get rows() {
      return rows;
    },
    add(values) {
      rows++;
      const hash = createHash('sha256').update(JSON.stringify(values)).digest('hex');
      sum = BigInt.asUintN(256, sum + BigInt(`0x${hash}`));
    },
    toString: () => `${rows} ${sum.toString(16).padStart(64, '0')}`,
  };
}
