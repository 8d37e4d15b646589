import { createArchive } from '../../src/answer/archive.ts';
import { readArticles } from '../../src/articles/read.ts';

/** Reads articles into an archive; one that is refused is a fault of the set. */
export async function archiveOf(...paths: readonly string[]) {
  const archive = createArchive();
  for await (const read of readArticles(paths)) {
    if ('refusal' in read) throw new Error(`${read.refusal.path}: ${read.refusal.reason}`);
    archive.apply({ put: read.article });
  }
  return archive;
}
