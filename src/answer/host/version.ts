import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { built } from '../../built.ts';

/**
 * A hash of everything that affects indexing: our sources and packages at build time, and Node with its Unicode data. Unlike a
 * version number, nobody can forget to raise it. Read at startup: sources may be replaced while the program runs.
 */
export const indexingVersion = (() => {
  const { indexing } = JSON.parse(readFileSync(built('sources.json'), 'utf8')) as {
    readonly indexing: string;
  };
  return createHash('sha256')
    .update(JSON.stringify([process.versions, process.arch, indexing]))
    .digest('hex');
})();
