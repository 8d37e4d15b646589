import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sources } from './answer/host/open-archive.ts';

/** Where imported articles are kept in a data folder. */
export const fetchedIn = (dataDir: string) => join(dataDir, 'articles');

export const storeIn = (dataDir: string) => join(dataDir, 'kutip.db');

/** Removes what earlier versions kept, and nobody reads any more. */
export function removeOutdated(dataDir: string): void {
  rmSync(join(dataDir, 'archive.snapshot'), { force: true });
}

/**
 * What an archive is filled from.
 *
 * @param hasSamples whether the knowledge is the articles that Kutip comes with
 * @param dataDir `null`: without segments and quarantine
 * @param write whether segments are written
 */
export function sourcesOf(
  knowledge: readonly string[],
  hasSamples: boolean,
  dataDir: string | null,
  write: boolean,
): Sources {
  return {
    knowledge,
    hasSamples,
    segments: dataDir === null ? null : { folder: join(dataDir, 'index'), write },
    quarantine: dataDir === null ? null : join(dataDir, 'quarantine.json'),
  };
}
