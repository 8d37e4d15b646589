import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArticleFiles } from './article-files.ts';
import { writeWhole } from './write-whole.ts';
import type { EditedFacts } from '../contract.ts';

/** File with edited facts, `<identity> <JSON>` on each line; later lines of an identity replace facts of earlier ones. */
export const editsName = '.edits';

/** The file is rewritten without outdated lines once it has this many more than twice those that count. */
const mostOutdated = 100;

/** Edited facts by article identity. */
export interface Edits {
  of(identity: string): EditedFacts;
  add(identity: string, facts: EditedFacts): Promise<void>;
}

export async function openEdits(folder: string, files: Pick<ArticleFiles, 'append'>): Promise<Edits> {
  const path = join(folder, editsName);
  const content = await contentOf(path);
  const all = editsIn(content);
  let lines = content.split('\n').length - 1;
  return {
    of: (identity) => all.get(identity) ?? {},
    async add(identity, facts) {
      lines++;
      all.set(identity, { ...all.get(identity), ...facts });
      await files.append(path, [editLine(identity, all.get(identity)!)]);
      if (lines < mostOutdated + 2 * all.size) return;
      await writeWhole(
        folder,
        path,
        [...all].map(([identity, facts]) => `${editLine(identity, facts)}\n`).join(''),
      );
      lines = all.size;
    },
  };
}

export const editLine = (identity: string, facts: EditedFacts) => `${identity} ${JSON.stringify(facts)}`;

export function editsIn(content: string): Map<string, EditedFacts> {
  const all = new Map<string, EditedFacts>();
  for (const line of content.split('\n')) {
    const [, identity, json] = /^([0-9a-f]{16}) (\{.*\})$/.exec(line) ?? [];
    // A line that was being written when the machine stopped is none.
    if (identity === undefined || json === undefined) continue;
    all.set(identity, { ...all.get(identity), ...(JSON.parse(json) as EditedFacts) });
  }
  return all;
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
