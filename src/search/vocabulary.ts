import { open, rename, rm } from 'node:fs/promises';
import { FrameError, nextFrame, readFrames, writeFrame } from './frames.ts';
import type { FrozenSegment } from './frozen-segment.ts';
import type { Lexicon, LexiconContent } from './lexicon.ts';

// A file of frames: what it is of; the forms of the words of some segments, each once, and the texts of their terms; what else is
// known of each word; and for each segment, which words it has. Without it, a start looks up each word once for every segment
// that has it.

interface VocabularyHead extends Pick<LexiconContent, 'languages'> {
  readonly version: string;
  /** Names of the words of each segment. */
  readonly keys: readonly string[];
  readonly words: number;
  readonly terms: number;
}

/** Texts of a frame, so that other work gets its turn between two. */
const textsInFrame = 20_000;

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
    // All at once: meanwhile, words are forgotten.
    const words = createNumbering(lexicon.words);
    const terms = createNumbering(lexicon.terms);
    const languages = new Map<string, number>();
    const wordsOf: Uint32Array[] = [];
    for (const segment of segments) wordsOf.push(segment.words.map((word) => words.of(word)));
    const termOfWord = Int32Array.from(words.all, (word) => terms.of(lexicon.termOf(word)));
    const classes = Uint32Array.from(words.all, (word) => lexicon.classOf(word));
    const languageOf = Uint16Array.from(words.all, (word) => {
      const { language } = lexicon.wordAt(word);
      if (!languages.has(language)) languages.set(language, languages.size);
      return languages.get(language)!;
    });
    const forms = words.all.map((word) => lexicon.formOf(word));
    const texts = terms.all.map((term) => lexicon.textOf(term));
    const head: VocabularyHead = {
      version,
      keys: segments.map(({ wordsKey }) => wordsKey),
      languages: [...languages.keys()],
      words: words.all.length,
      terms: terms.all.length,
    };
    await writeFrame(file, fromJson(head));
    for (const all of [forms, texts])
      for (let from = 0; from < all.length; from += textsInFrame) {
        await writeFrame(file, fromJson(all.slice(from, from + textsInFrame)));
        await pause();
      }
    for (const numbers of [termOfWord, classes, languageOf, ...wordsOf])
      await writeFrame(file, new Uint8Array(numbers.buffer));
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
  /** By the name of the words of a segment. */
  readonly bySegment: ReadonlyMap<string, Uint32Array>;
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
  try {
    const frames = readFrames(file, 0, (await file.stat()).size);
    const next = () => nextFrame(frames);
    const head = json(await next()) as VocabularyHead;
    if (head.version !== version) throw new FrameError('it was written by another version');
    const texts = async (many: number) => {
      const all: string[] = [];
      while (all.length < many) for (const text of json(await next()) as readonly string[]) all.push(text);
      return all;
    };
    const vocabulary = {
      languages: head.languages,
      forms: await texts(head.words),
      texts: await texts(head.terms),
      termOfWord: new Int32Array((await next()).buffer),
      classes: new Uint32Array((await next()).buffer),
      languageOf: new Uint16Array((await next()).buffer),
    };
    const known = new Map<string, Uint32Array>();
    for (const key of head.keys) known.set(key, new Uint32Array((await next()).buffer));
    lexicon.restore(vocabulary);
    const useAll = (by: number) => {
      for (let word = 0; word < head.words; word++) lexicon.use(word, by);
    };
    useAll(1);
    return {
      bySegment: known,
      release() {
        useAll(-1);
      },
    };
  } finally {
    await file.close();
  }
}

/** Gives numbers further ones, from 0 in the order in which they come. */
function createNumbering(most: number) {
  const places = new Int32Array(most).fill(-1);
  const all: number[] = [];
  return {
    all,
    of(number: number): number {
      if (places[number] === -1) places[number] = all.push(number) - 1;
      return places[number]!;
    },
  };
}

const fromJson = (value: unknown) => Buffer.from(JSON.stringify(value));
const json = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
