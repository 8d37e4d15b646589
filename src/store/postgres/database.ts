import type { Row } from '../database.ts';

/** Arrays are for `ANY`. */
export type PgValue = string | number | null | readonly PgValue[];

/** The few calls used here; values stand for `$1`, `$2`, … All reject with an `Unwritable` while PostgreSQL is away. */
export interface PgDatabase {
  /** @returns how many rows were changed */
  run(sql: string, ...values: readonly PgValue[]): Promise<number>;
  get(sql: string, ...values: readonly PgValue[]): Promise<Row | undefined>;
  all(sql: string, ...values: readonly PgValue[]): Promise<readonly Row[]>;
}

export interface PgConnections extends PgDatabase {
  /** A transaction: all or nothing. */
  whole<T>(work: (database: PgDatabase) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Rows by the value of a column, in their order. */
export function grouped(rows: readonly Row[], column: string): ReadonlyMap<unknown, readonly Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[column]) ?? [];
    groups.set(row[column], group);
    group.push(row);
  }
  return groups;
}
