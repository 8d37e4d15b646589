import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineUse } from './answer/host/engine-part.ts';
import type { Sources } from './answer/host/open-archive.ts';
import { StoreError } from './store/store-error.ts';

/** Where imported articles are kept in a data folder. */
export const fetchedIn = (dataDir: string) => join(dataDir, 'articles');

export const storeIn = (dataDir: string) => join(dataDir, 'kutip.db');

/** Where a store is as long as it is being moved there. */
export const unfinishedStoreIn = (dataDir: string) => join(dataDir, 'kutip.db.unfinished');

/** @throws {StoreError} when something is being moved there, or was when it was interrupted */
export function requireFinished(dataDir: string): void {
  if (existsSync(unfinishedStoreIn(dataDir)))
    throw new StoreError(
      `"npm run migrate" to ${dataDir} was not finished: run it again, which begins anew there, or move the folder away.`,
    );
}

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
 * @param engine where they are searched; default in the data folder
 */
export function sourcesOf(
  knowledge: readonly string[],
  hasSamples: boolean,
  dataDir: string | null,
  write: boolean,
  engine: EngineUse | null = null,
): Sources {
  return {
    knowledge,
    hasSamples,
    segments: dataDir === null ? null : { folder: join(dataDir, 'index'), write, engine },
    quarantine: dataDir === null ? null : join(dataDir, 'quarantine.json'),
  };
}
