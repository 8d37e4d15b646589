import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { idOfFile, type ArticleFile } from '../../articles/read.ts';

/** A file or article on which the archive's thread hung or ran out of memory. */
export interface Quarantined {
  /** `null` if only the article is known. */
  readonly file: string | null;
  /** `null` if the file itself could not be read to its end. */
  readonly article: string | null;
  /** Milliseconds since 1970; a file saved later is read again. */
  readonly at: number;
}

/** The reason given for refusing it. */
export const heldBack =
  'it is in quarantine, since the archive’s thread hung or ran out of memory when it read this; save the file anew to have it read again';

/** Empty if `path` is `null` or the file does not exist. */
export function readQuarantine(path: string | null): readonly Quarantined[] {
  if (path === null) return [];
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Quarantined[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Error(
      `The list of articles in quarantine, ${path}, cannot be read (${(error as Error).message}). Remove it to have them all read again.`,
      { cause: error },
    );
  }
}

/** Atomic. */
export function addToQuarantine(path: string, held: Quarantined): void {
  const unfinished = `${path}.new`;
  writeFileSync(unfinished, JSON.stringify([...readQuarantine(path), held], null, 1), { mode: 0o600 });
  renameSync(unfinished, path);
}

/** Whether a file is quarantined, or with an id, one of its articles. */
export function isHeldBack(
  held: readonly Quarantined[],
  { path, modifiedMs }: Pick<ArticleFile, 'path' | 'modifiedMs'>,
  id: string | null,
): boolean {
  return held.some(
    ({ file, article, at }) => modifiedMs <= at && article === id && (id !== null || file === path),
  );
}

export function idsHeldBack(held: readonly Quarantined[], files: readonly ArticleFile[]): string[] {
  const whole = files.filter((file) => isHeldBack(held, file, null)).map(({ name }) => idOfFile(name));
  return [...whole, ...held.flatMap(({ article }) => article ?? [])];
}
