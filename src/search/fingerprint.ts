import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** What decides which tokens an article has: how it is read, analysed and kept. */
const folders = ['articles', 'text', 'search'];

/**
 * A hash of everything that decides how an article is indexed: our own sources, the packages, and Node with its Unicode
 * data. It needs no version number that somebody could forget to raise.
 */
export function indexingFingerprint(): string {
  const hash = createHash('sha256').update(JSON.stringify([process.versions, process.arch]));
  const root = new URL('../../', import.meta.url);
  const sources = folders.flatMap((folder) => {
    const names = readdirSync(new URL(`../${folder}`, import.meta.url), {
      recursive: true,
      encoding: 'utf8',
    });
    return names.sort().map((name) => new URL(`../${folder}/${name}`, import.meta.url));
  });
  for (const file of [...sources, new URL('package-lock.json', root), new URL('package.json', root)]) {
    if (!existsSync(file)) continue;
    hash.update(file.pathname.slice(root.pathname.length));
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}
