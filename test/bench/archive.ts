import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArchive } from '../../src/answer/archive.ts';
import { readArticles } from '../../src/articles/read.ts';
import { createSearchIndex, type SearchIndex } from '../../src/search/search-index.ts';
import { onDisk } from '../../src/search/frozen-segment.ts';
import { openSegment, writeSegment } from '../../src/search/segment-file.ts';

/** Reads articles into an archive; one that is refused is a fault of the set. */
export async function archiveOf(...paths: readonly string[]) {
  return (await searchable(paths)).archive;
}

/**
 * An archive with the index that it asks.
 *
 * @param hot how many articles MiniSearch holds at most; all others are in segments
 */
export async function searchable(paths: readonly string[], hot = Infinity) {
  const index = createSearchIndex();
  const archive = createArchive(index);
  for await (const read of readArticles(paths)) {
    if ('refusal' in read) throw new Error(`${read.refusal.path}: ${read.refusal.reason}`);
    archive.apply({ put: read.article });
    if ((index.hot().get('shared')?.length ?? 0) >= hot) await freeze(index);
  }
  return { index, archive };
}

async function freeze(index: SearchIndex): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kutip-segments-'));
  const path = join(folder, 'bench.segment');
  const pause = () => Promise.resolve();
  await writeSegment(path, { version: '', scope: 'shared' }, index.hot().get('shared')!, index.lexicon, () => true, pause);
  index.move(onDisk(await openSegment(path, '')), () => true);
  // It is read on through the file that is open.
  await rm(folder, { recursive: true });
} // prettier-ignore
