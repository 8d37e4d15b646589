import { readFileSync, writeFileSync } from 'node:fs';
import type { Scores } from './score.ts';

const file = new URL('accepted.json', import.meta.url);

/** The measures of a set and split that were last accepted, by how it was asked ("never abstaining"). */
export interface Accepted {
  readonly date: string;
  readonly measures: Readonly<Record<string, Scores>>;
}

/** Times are the machine's and not the program's. */
const isKept = ([name, value]: readonly [string, number | null]) => !name.startsWith('ms') && value !== null;

const readAll = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, Accepted>;

/** @param name of set and split */
export const lastAccepted = (name: string): Accepted | undefined => readAll()[name];

/** Puts measures in the place of those that were accepted before. */
export function accept(name: string, measures: Accepted['measures']): void {
  const rounded = Object.entries(measures).map(([asked, scores]) => [
    asked,
    Object.fromEntries(
      Object.entries(scores)
        .filter(isKept)
        .map(([measure, value]) => [measure, Number(value!.toFixed(4))]),
    ),
  ]);
  const entry = { date: new Date().toISOString().slice(0, 10), measures: Object.fromEntries(rounded) as Accepted['measures'] }; // prettier-ignore
  const all = Object.entries({ ...readAll(), [name]: entry }).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

/** How a measure differs from the accepted one; `null` when there is none. */
export function difference(value: number | null, accepted: number | null | undefined): string | null {
  if (value === null || accepted === null || accepted === undefined) return null;
  const by = Number(value.toFixed(4)) - accepted;
  return Math.abs(by) < 0.00005 ? '=' : `${by > 0 ? '+' : '−'}${Math.abs(by).toFixed(4)}`;
}
