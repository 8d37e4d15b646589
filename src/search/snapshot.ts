import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StoredArticle } from './indexed-article.ts';
import { FrameError, nextFrame, readFrames, writeFrame } from './frames.ts';
import type { LexiconWord } from './lexicon.ts';
import {
  columnsOf,
  packEntry,
  packWords,
  unpackEntries,
  unpackWords,
  type Columns,
  type PackedEntry,
  type PackedWords,
} from './packed.ts';
import type { Capture } from './search-index.ts';

// A snapshot is a file of frames: its head, the words of the lexicon, then the entries in groups, each its packed entries and
// their four columns. Columns are written as they are in memory, everything else as JSON.

/** Text bytes per group of entries: small enough to write between two questions. */
const groupBytes = 4_000_000;

interface SnapshotHead {
  readonly origin: unknown;
  readonly entries: number;
}

/**
 * Replaces the snapshot atomically.
 *
 * @param origin JSON that describes what the entries were made from
 * @param pause awaited between frames, so that other work gets its turn
 * @returns the size in bytes
 */
export async function writeSnapshot(
  path: string,
  origin: unknown,
  { words, entries }: Capture,
  pause: () => Promise<unknown>,
): Promise<number> {
  const unfinished = `${path}.new`;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(unfinished, 'w');
  let size = 0;
  try {
    for (const content of contents({ origin, entries: entries.length }, words, entries)) {
      size += await writeFrame(file, content);
      await pause();
    }
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(unfinished, { force: true });
    throw error;
  }
  await file.close();
  await rename(unfinished, path);
  return size;
}

/**
 * Reads and verifies a snapshot.
 *
 * @param accept called with the origin first; throws if the snapshot is unwanted
 * @returns `null` if there is none
 * @throws {FrameError} when it is damaged
 */
export async function readSnapshot(
  path: string,
  accept: (origin: unknown) => void,
): Promise<{ readonly origin: unknown; readonly captured: Capture } | null> {
  let file;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    // What a frame holds is what was written there: its checksum says so.
    const frames = readFrames(file);
    const { origin, entries: total } = json(await nextFrame(frames)) as SnapshotHead;
    accept(origin);
    const words = unpackWords(json(await nextFrame(frames)) as PackedWords);
    const entries: StoredArticle[] = [];
    while (entries.length < total) {
      const group = json(await nextFrame(frames)) as readonly PackedEntry[];
      const columns: Columns = {
        words: new Uint32Array((await nextFrame(frames)).buffer),
        kinds: await nextFrame(frames),
        sentences: new Uint32Array((await nextFrame(frames)).buffer),
        bytes: await nextFrame(frames),
      };
      entries.push(...unpackEntries(group, columns));
    }
    if ((await frames.next()).done !== true) throw new FrameError('it goes on after its end');
    return { origin, captured: { words, entries } };
  } finally {
    await file.close();
  }
}

function* contents(
  head: SnapshotHead,
  words: readonly LexiconWord[],
  entries: readonly StoredArticle[],
): Generator<Uint8Array> {
  yield fromJson(head);
  yield fromJson(packWords(words));
  for (const group of groups(entries)) {
    yield fromJson(group.map(packEntry));
    const { words, kinds, sentences, bytes } = columnsOf(group);
    for (const { buffer } of [words, kinds, sentences, bytes]) yield new Uint8Array(buffer);
  }
}

const fromJson = (value: unknown) => Buffer.from(JSON.stringify(value));
const json = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

function* groups(entries: readonly StoredArticle[]): Generator<readonly StoredArticle[]> {
  let group: StoredArticle[] = [];
  let bytes = 0;
  for (const entry of entries) {
    group.push(entry);
    bytes += entry.stored.bytes.length;
    if (bytes < groupBytes) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield group;
}
