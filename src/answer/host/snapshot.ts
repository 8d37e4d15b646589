import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ArticleFile } from '../../articles/read.ts';
import { built } from '../../built.ts';
import type { SearchIndex } from '../../search/search-index.ts';
import { readSnapshot, writeSnapshot } from '../../search/snapshot.ts';
import { stillTrue, type ReadFile } from './read-file.ts';

/** Read at startup: sources may be replaced while the program runs. */
const version = indexingFingerprint();

interface Origin {
  readonly version: string;
  /** Absolute paths. */
  readonly knowledge: readonly string[];
  readonly files: readonly ReadFile[];
}

export interface Restored {
  /** Files whose articles are now indexed. */
  readonly files: readonly ReadFile[];
  /** Whether the snapshot contained nothing else. */
  readonly isWhole: boolean;
}

/**
 * Fills an empty index from a snapshot with the articles of unchanged files.
 *
 * @param mayUse whether a file's articles may still be used
 * @returns `null` if there is no snapshot
 * @throws when the snapshot is unusable; the index then stays empty
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
 * The content is fixed at the time of the call.
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
 * A hash of everything that affects indexing: our sources and packages at build time, and Node with its Unicode data. Unlike a
 * version number, nobody can forget to raise it.
 */
function indexingFingerprint(): string {
  const { indexing } = JSON.parse(readFileSync(built('sources.json'), 'utf8')) as {
    readonly indexing: string;
  };
  return createHash('sha256')
    .update(JSON.stringify([process.versions, process.arch, indexing]))
    .digest('hex');
}
