import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArticleFiles } from './article-files.ts';
import { writeWhole } from './write-whole.ts';
import type { EditedFacts } from '../contract.ts';

/** File with edited facts; one per line, `<identity> <JSON>`; the last line for an identity has them all. */
const editsName = '.edits';

/** The file is rewritten without outdated lines once it has this many more than twice those that count. */
const mostOutdated = 100;

/** Edited facts by article identity. */
export interface Edits {
  of(identity: string): EditedFacts;
  add(identity: string, facts: EditedFacts): Promise<void>;
}

export async function openEdits(folder: string, files: Pick<ArticleFiles, 'append'>): Promise<Edits> {
  const path = join(folder, editsName);
  const all = new Map<string, EditedFacts>();
  let lines = 0;
  const take = (identity: string, facts: EditedFacts) => {
    lines++;
    all.set(identity, { ...all.get(identity), ...facts });
  };
  const lineOf = (identity: string, facts: EditedFacts) => `${identity} ${JSON.stringify(facts)}`;
  for (const line of await linesOf(path)) {
    const [, identity, json] = /^([0-9a-f]{16}) (\{.*\})$/.exec(line) ?? [];
    // A line that was being written when the machine stopped is none.
    if (identity !== undefined && json !== undefined) take(identity, JSON.parse(json) as EditedFacts);
  }
  return {
    of: (identity) => all.get(identity) ?? {},
    async add(identity, facts) {
      take(identity, facts);
      await files.append(path, [lineOf(identity, all.get(identity)!)]);
      if (lines < mostOutdated + 2 * all.size) return;
      await writeWhole(
        folder,
        path,
        [...all].map(([identity, facts]) => `${lineOf(identity, facts)}\n`).join(''),
      );
      lines = all.size;
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
