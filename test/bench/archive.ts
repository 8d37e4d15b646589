import { createArchive } from '../../src/answer/archive.ts';
import { readArticles } from '../../src/articles/read.ts';
import { createSearchIndex } from '../../src/search/search-index.ts';

/** Reads articles into an archive; one that is refused is a fault of the set. */
export async function archiveOf(...paths: readonly string[]) {
  return (await searchable(...paths)).archive;
}

/** An archive with the index that it asks. */
export async function searchable(...paths: readonly string[]) {
  const index = createSearchIndex();
  const archive = createArchive(index);
  for await (const read of readArticles(paths)) {
    if ('refusal' in read) throw new Error(`${read.refusal.path}: ${read.refusal.reason}`);
    archive.apply({ put: read.article });
  }
  return { index, archive };
}
