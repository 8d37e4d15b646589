import { open, rename, rm } from 'node:fs/promises';
import { FrameError, nextFrame, readFrames, writeFrame } from './frames.ts';
import type { FrozenSegment } from './frozen-segment.ts';
import type { Lexicon } from './lexicon.ts';
import { packWords, unpackWords, type PackedWords } from './packed.ts';

// A file of frames: what it is of; the words of some segments, each once; and for each segment, where among these its own are.
// Without it, a start looks up each word once for every segment that has it.

interface Head {
  readonly version: string;
  /** Names of the words of each segment. */
  readonly keys: readonly string[];
  readonly words: number;
}

/** Words of a frame, so that other work gets its turn between two. */
const wordsInFrame = 10_000;

/**
 * Writes the words of segments, atomically.
 *
 * @param version what a reader must be to read it
 * @param pause awaited between parts, so that other work gets its turn
 */
export async function writeVocabulary(
  path: string,
  version: string,
  segments: readonly Pick<FrozenSegment, 'wordsKey' | 'words'>[],
  lexicon: Lexicon,
  pause: () => Promise<unknown>,
): Promise<void> {
  const unfinished = `${path}.new`;
  const file = await open(unfinished, 'w');
  try {
    const places = new Int32Array(lexicon.words).fill(-1);
    const all: number[] = [];
    const placesOf: Uint32Array[] = [];
    for (const { words } of segments) {
      placesOf.push(
        words.map((word) => (places[word] === -1 ? (places[word] = all.push(word) - 1) : places[word]!)),
      );
      await pause();
    }
    const keys = segments.map(({ wordsKey }) => wordsKey);
    await writeFrame(file, fromJson({ version, keys, words: all.length } satisfies Head));
    for (let from = 0; from < all.length; from += wordsInFrame) {
      const some = all.slice(from, from + wordsInFrame).map((word) => lexicon.wordAt(word));
      await writeFrame(file, fromJson(packWords(some)));
      await pause();
    }
    for (const { buffer } of placesOf) await writeFrame(file, new Uint8Array(buffer));
    await file.sync();
    await file.close();
    await rename(unfinished, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** The numbers that the words of segments have in a lexicon. */
export interface KnownWords {
  /** By the name of the words of a segment; `undefined` if they must be looked up. */
  of(wordsKey: string): Uint32Array | undefined;
  /** Until then, no word is forgotten, although no article has it yet. */
  release(): void;
}

/**
 * Gives words that were written their numbers in the lexicon.
 *
 * @throws {FrameError} when the file is damaged, or another version wrote it
 */
export async function readVocabulary(path: string, version: string, lexicon: Lexicon): Promise<KnownWords> {
  const file = await open(path, 'r');
  const held: number[] = [];
  const release = () => {
    for (const word of held.splice(0)) lexicon.use(word, -1);
  };
  try {
    const frames = readFrames(file, 0, (await file.stat()).size);
    const head = json(await nextFrame(frames)) as Head;
    if (head.version !== version) throw new FrameError('it was written by another version');
    while (held.length < head.words)
      for (const word of unpackWords(json(await nextFrame(frames)) as PackedWords)) {
        const number = lexicon.word(word, word.language);
        lexicon.use(number, 1);
        held.push(number);
      }
    const known = new Map<string, Uint32Array>();
    for (const key of head.keys) {
      const places = new Uint32Array((await nextFrame(frames)).buffer);
      known.set(
        key,
        places.map((place) => held[place]!),
      );
    }
    return { of: (key) => known.get(key), release };
  } catch (error) {
    release();
    throw error;
  } finally {
    await file.close();
  }
}

const fromJson = (value: unknown) => Buffer.from(JSON.stringify(value));
const json = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
