import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { built } from '../built.ts';

/**
 * A hash of everything that decides how an article is indexed: our own sources and the packages, as they were when this
 * program was built, and Node with its Unicode data. It needs no version number that somebody could forget to raise.
 */
export function indexingFingerprint(): string {
  const { indexing } = JSON.parse(readFileSync(built('sources.json'), 'utf8')) as {
    readonly indexing: string;
  };
  return createHash('sha256')
    .update(JSON.stringify([process.versions, process.arch, indexing]))
    .digest('hex');
}
