import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { FirstStage, RankedArticle } from './first-stage.ts';
import { FrameError } from './frames.ts';
import type { ArticleContent, ContentHome, SearchedEntry } from './indexed-article.ts';
import type { Lexicon } from './lexicon.ts';
import { bestIn } from './postings.ts';
import type { ContentPlace, SegmentFile, SegmentHead } from './segment-file.ts';
import { storeText, type StoredText } from './stored-text.ts';

/** Bytes of contents that are kept while a question is answered; beyond, it may have to read again. */
const mostHeld = 32_000_000;

/** Tokens of an article, in the numbers of its segment. */
export type SegmentTokens = Omit<ArticleContent, 'stored'>;

/** Where the articles of a segment are searched and read: its file, or an engine. */
export interface SegmentSource extends SegmentHead {
  readonly path: string;
  /** Searches and reads all of its segments at once; `null` for a file. */
  readonly engine: SegmentEngine | null;
  readonly best: (segment: FrozenSegment, ...given: Parameters<FirstStage['best']>) => RankedArticle[];
  /** @throws {FrameError} when they are damaged or gone */
  readonly tokensOf: (at: number) => SegmentTokens;
  /** @throws {FrameError} when it is damaged or gone */
  readonly textOf: (at: number) => StoredText;
  readonly close: () => Promise<void>;
}

/** What searches and reads many segments at once. */
export interface SegmentEngine {
  best(segments: readonly FrozenSegment[], ...given: Parameters<FirstStage['best']>): RankedArticle[];
  /** Reads what the sources of segments will be asked for next. */
  readAhead(entries: readonly SearchedEntry[], part: 'tokens' | 'all'): void;
}

/** Articles of which only what lists need is in memory; the rest is searched and read where the segment is. */
export interface FrozenSegment extends FirstStage, ContentHome {
  readonly path: string;
  readonly engine: SegmentEngine | null;
  readonly wordsKey: string;
  /** The numbers that its words have in the lexicon. */
  readonly words: Uint32Array;
  /** `null` in the place of one that has been removed, or is in another segment now. */
  readonly entries: (SearchedEntry | null)[];
  /** The number that a term of the segment has in the lexicon. */
  readonly termAt: (local: number) => number;
  /** The term of the segment that has a number in the lexicon. */
  readonly localTerm: (term: number) => number | undefined;
  /** The print of the text of an article, which is not read for it. */
  printOf(place: number): string;
  close(): Promise<void>;
}

/** Keeps contents that were read, whatever segment they are of. */
export interface ContentCache {
  set(entry: SearchedEntry, content: ArticleContent): void;
  /** Counts bytes of contents. */
  hold(bytes: number): void;
  /**
   * Lets go of all: between two questions, so that none is read twice for one. The system keeps the file in its own cache, and
   * what lives longer than a question costs the garbage collector more than reading it again.
   */
  clear(): void;
}

export function createContentCache(): ContentCache {
  let entries: SearchedEntry[] = [];
  let held = 0;
  return {
    set(entry, content) {
      if (held > mostHeld) this.clear();
      entry.content = content;
      entries.push(entry);
    },
    hold: (bytes) => void (held += bytes),
    clear() {
      for (const entry of entries) entry.content = null;
      [entries, held] = [[], 0];
    },
  };
}

/**
 * Gives the words of a segment their numbers in the lexicon.
 *
 * @param entries one for each article of the segment, or `null`; they are read from it from now on
 * @param known the numbers of its words, where these are known; else they are looked up
 * @param damaged is called with an article that cannot be read; it is empty from then on
 */
export function freezeSegment(
  source: SegmentSource,
  entries: (SearchedEntry | null)[],
  lexicon: Lexicon,
  known: Uint32Array | undefined,
  cache: ContentCache,
  damaged: (entry: SearchedEntry, error: FrameError) => void,
): FrozenSegment {
  const { path, engine, wordsKey, readWords, termOfWord, places } = source;
  // Nothing else of the source is needed from here on, and nothing that stays may hold it.
  const { best, tokensOf, textOf, close } = source;
  const wordNumbers = known ?? Uint32Array.from(readWords(), (word) => lexicon.word(word, word.language));
  const termNumbers = new Uint32Array(source.counts.blocksWith.length);
  for (let word = 0; word < termOfWord.length; word++)
    termNumbers[termOfWord[word]!] = lexicon.termOf(wordNumbers[word]!);
  // An engine looks up terms by their texts.
  const localTerm = engine === null ? placesIn(termNumbers, lexicon.terms) : () => undefined;

  function read(entry: SearchedEntry): ArticleContent {
    const place = places.of(entry.place);
    const { words, kinds, sentences } = orNothing(entry, () => tokensOf(entry.place), noTokens);
    for (let at = 0; at < words.length; at++) words[at] = wordNumbers[words[at]!]!;
    let stored: StoredText | undefined;
    const content: ArticleContent = {
      words,
      kinds,
      sentences,
      // Of most articles that a question finds, only the tokens are needed.
      get stored() {
        if (stored === undefined) {
          stored = orNothing(entry, () => textOf(entry.place), noText);
          cache.hold(place.bytes);
        }
        return stored;
      },
    };
    cache.set(entry, content);
    cache.hold(place.tokens * 5 + place.sentences * 4 + 1000);
    return content;
  }

  function orNothing<Part>(entry: SearchedEntry, part: () => Part, nothing: Part): Part {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      damaged(entry, error);
      return nothing;
    }
  }

  const segment: FrozenSegment = {
    path,
    engine,
    wordsKey,
    words: wordNumbers,
    entries,
    read,
    termAt: (local) => termNumbers[local]!,
    localTerm,
    best: (...given) => best(segment, ...given),
    printOf: (place) => printAt(places.of(place)),
    close,
  };
  for (const [at, entry] of entries.entries()) {
    if (entry === null) continue;
    entry.home = segment;
    entry.place = at;
    entry.content = null;
  }
  return segment;
}

/** By which a text is known without being read: length and checksum of how it is stored. */
export const printAt = ({ encoding, bytes, textCrc }: ContentPlace) => `${encoding} ${bytes} ${textCrc}`;

export function printOfText(text: string): string {
  const { encoding, bytes } = storeText(text);
  return `${encoding} ${bytes.length} ${crc32(bytes)}`;
}

/**
 * Finds the place of a number among others: in an array of all that there are, unless that would be mostly empty, as for a server
 * with few articles.
 *
 * @param all every number is below this
 */
function placesIn(numbers: Uint32Array, all: number): (number: number) => number | undefined {
  if (numbers.length * 8 < all) {
    const places = new Map(Array.from(numbers, (number, place) => [number, place]));
    return (number) => places.get(number);
  }
  const places = new Int32Array(all).fill(-1);
  for (let place = 0; place < numbers.length; place++) places[numbers[place]!] = place;
  return (number) => {
    const place = places[number];
    return place === -1 ? undefined : place;
  };
}

const noTokens = { words: new Uint32Array(0), kinds: new Uint8Array(0), sentences: new Uint32Array(0) };
const noText: StoredText = { bytes: new Uint8Array(0), encoding: 'utf8' };

/** A segment that is searched and read in its file. */
export function onDisk(segment: SegmentFile): SegmentSource {
  const { file, postings, places } = segment;
  return {
    ...segment,
    engine: null,
    /** It looks up all terms. */
    best({ entries, localTerm }, { groups, meanTokens }, boost, most) {
      const wanted = groups.map(({ terms, weight }) => ({
        weight,
        terms: terms.flatMap(({ term }) => localTerm(term) ?? []),
      }));
      const boostAt = (at: number) => {
        const entry = entries[at] ?? null;
        return entry === null ? 0 : boost(entry);
      };
      return bestIn(postings, places.lengths, wanted, meanTokens, boostAt, most).map(
        ({ article, score }) => ({
          entry: entries[article]!,
          score,
        }),
      );
    },
    tokensOf: (at) => tokensAt(file.fd, places.of(at)),
    textOf: (at) => textAt(file.fd, places.of(at)),
    close: () => file.close(),
  };
}

/** @throws {FrameError} when they are damaged */
function tokensAt(fd: number, place: ContentPlace): SegmentTokens {
  return tokensIn(bytesAt(fd, place.at, tokenBytes(place)), place);
}

/** @throws {FrameError} when it is damaged */
function textAt(fd: number, place: ContentPlace): StoredText {
  return textIn(bytesAt(fd, place.at + tokenBytes(place), place.bytes), place);
}

/** An article as it is in a segment's file. @throws {FrameError} when it is damaged */
export function contentAt({ fd }: { readonly fd: number }, place: ContentPlace) {
  const tokens = bytesAt(fd, place.at, tokenBytes(place));
  const text = bytesAt(fd, place.at + tokens.length, place.bytes);
  return { tokens: checked(tokens, place.crc), text: checked(text, place.textCrc) };
}

const tokenBytes = ({ tokens, sentences }: ContentPlace) => tokens * 5 + sentences * 4;

/** @throws {FrameError} when they are damaged */
export function tokensIn(
  bytes: Uint8Array<ArrayBuffer>,
  { crc, tokens, sentences }: ContentPlace,
): SegmentTokens {
  const { buffer } = checked(bytes, crc);
  return {
    words: new Uint32Array(buffer, 0, tokens),
    sentences: new Uint32Array(buffer, tokens * 4, sentences),
    kinds: new Uint8Array(buffer, tokens * 4 + sentences * 4, tokens),
  };
}

/** @throws {FrameError} when it is damaged */
export const textIn = (bytes: Uint8Array, { textCrc, encoding }: ContentPlace): StoredText => ({
  bytes: checked(bytes, textCrc),
  encoding,
});

function checked<Bytes extends Uint8Array>(bytes: Bytes, crc: number): Bytes {
  if (crc32(bytes) !== crc) throw new FrameError('a checksum does not match');
  return bytes;
}

function bytesAt(fd: number, at: number, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let done = 0; done < size;) {
    const read = readSync(fd, bytes, done, size - done, at + done);
    if (read === 0) throw new FrameError('it ends within an article');
    done += read;
  }
  return bytes;
}
