import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ArticleFile } from '../../articles/read.ts';
import { built } from '../../built.ts';
import type { SearchIndex } from '../../search/search-index.ts';
import { readSnapshot, writeSnapshot } from '../../search/snapshot.ts';
import { stillTrue, type ReadFile } from './read-file.ts';

/** Taken when the program starts: the sources may be changed below a program that runs. */
const version = indexingFingerprint();

/** What a snapshot was made from, and by which version of the program. */
interface Origin {
  readonly version: string;
  /** Absolute. */
  readonly knowledge: readonly string[];
  readonly files: readonly ReadFile[];
}

/** What a snapshot gave. */
export interface Restored {
  /** The files whose articles are in the index now. */
  readonly files: readonly ReadFile[];
  /** Whether the snapshot holds nothing else. */
  readonly isWhole: boolean;
}

/**
 * Fills an empty index from a snapshot, with the articles of the files that have not changed since.
 *
 * @param mayUse whether what was read from a file then may still be used
 * @returns `null` when there is no snapshot
 * @throws when the snapshot is of no use; the index is then still empty
 */
export async function restoreSnapshot(
  index: SearchIndex,
  path: string,
  knowledge: readonly string[],
  files: readonly ArticleFile[],
  mayUse: (file: ReadFile) => boolean,
): Promise<Restored | null> {
  const snapshot = await readSnapshot(path, (origin) => {
    const { version: written, knowledge: of } = origin as Partial<Origin>;
    if (written !== version) throw new Error('it was written by another version');
    if (JSON.stringify(of) !== JSON.stringify(absolute(knowledge)))
      throw new Error('it was made from other knowledge folders');
  });
  if (snapshot === null) return null;
  const held = (snapshot.origin as Origin).files;
  const unchanged = stillTrue(held, files).filter(mayUse);
  const ids = new Set(unchanged.flatMap((file) => file.ids));
  const { words, entries } = snapshot.captured;
  index.restore({ words, entries: entries.filter(({ facts }) => ids.has(facts.id)) });
  return { files: unchanged, isWhole: unchanged.length === held.length };
}

/**
 * Writes a snapshot of the articles of these files. What is in the index is fixed when this is called.
 *
 * @returns the size in bytes
 */
export function keepSnapshot(
  index: SearchIndex,
  path: string,
  knowledge: readonly string[],
  files: readonly ReadFile[],
  pause: () => Promise<unknown>,
): Promise<number> {
  const origin: Origin = { version, knowledge: absolute(knowledge), files };
  const ids = new Set(files.flatMap((file) => file.ids));
  const { words, entries } = index.capture();
  return writeSnapshot(
    path,
    origin,
    { words, entries: entries.filter(({ facts }) => ids.has(facts.id)) },
    pause,
  );
}

const absolute = (paths: readonly string[]) => paths.map((path) => resolve(path));

/**
 * A hash of everything that decides how an article is indexed: our own sources and the packages, as they were when this
 * program was built, and Node with its Unicode data. It needs no version number that somebody could forget to raise.
 */
function indexingFingerprint(): string {
  const { indexing } = JSON.parse(readFileSync(built('sources.json'), 'utf8')) as {
    readonly indexing: string;
  };
  return createHash('sha256')
    .update(JSON.stringify([process.versions, process.arch, indexing]))
    .digest('hex');
}
