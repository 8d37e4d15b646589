import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EditedFacts } from '../contract.ts';

/** File with edited facts; one per line, `<identity> <JSON>`; the last line for a fact counts. */
const editsName = '.edits';

/** Edited facts by article identity. */
export interface Edits {
  of(identity: string): EditedFacts;
  add(identity: string, facts: EditedFacts): Promise<void>;
}

export async function openEdits(folder: string): Promise<Edits> {
  const path = join(folder, editsName);
  const all = new Map<string, EditedFacts>();
  const take = (identity: string, facts: EditedFacts) =>
    all.set(identity, { ...all.get(identity), ...facts });
  for (const line of await linesOf(path)) {
    const [, identity, json] = /^([0-9a-f]{16}) (\{.*\})$/.exec(line) ?? [];
    // A line that was being written when the machine stopped is none.
    if (identity !== undefined && json !== undefined) take(identity, JSON.parse(json) as EditedFacts);
  }
  return {
    of: (identity) => all.get(identity) ?? {},
    async add(identity, facts) {
      await appendFile(path, `${identity} ${JSON.stringify(facts)}\n`);
      take(identity, facts);
    },
  };
}

async function linesOf(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
