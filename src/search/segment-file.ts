import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { ExpansionTerms } from './expansions.ts';
import { countArticle, createFigures, type ArticleFigures } from './figures.ts';
import { FrameError, nextFrame, readBytes, readFrames, writeFrame } from './frames.ts';
import { Kind, type ArticleContent, type Heading, type IndexedArticle } from './indexed-article.ts';
import type { Lexicon, LexiconWord } from './lexicon.ts';
import { packWords, unpackWords, type PackedWords } from './packed.ts';
import { createPostingsBuilder, type Postings } from './postings.ts';

// A segment is a file that is written once: the contents of its articles, one after another; then frames with all that is held
// in memory; then where the frames start, and a mark. Words and terms have numbers of their own in it, from 0.

const mark = Buffer.from('kutipseg');
const footerBytes = 8 + mark.length;

interface FirstFrame {
  readonly version: string;
  readonly scope: string;
  readonly blocks: number;
  readonly tokens: number;
  readonly languages: readonly (readonly [string, number])[];
  readonly expansions: readonly (readonly [ExpansionTerms, number])[];
}

/** Where the content of an article is in the file, and what it should be. */
export interface ContentPlace {
  readonly at: number;
  /** Of the tokens, and of the text after them. */
  readonly crc: number;
  readonly textCrc: number;
  readonly tokens: number;
  readonly sentences: number;
  readonly bytes: number;
  readonly encoding: ArticleContent['stored']['encoding'];
}

/** The places of all contents, in arrays: a large archive has as many. */
export interface ContentPlaces {
  /** Of the articles, in tokens. */
  readonly lengths: Uint32Array;
  of(article: number): ContentPlace;
}

/** What is held in memory of the articles of a segment, wherever it is. */
export interface SegmentHead {
  readonly scope: string;
  /** Names the words and their order: two segments with the same name have the same. */
  readonly wordsKey: string;
  readonly readWords: () => readonly LexiconWord[];
  /** The term of each word. */
  readonly termOfWord: Uint32Array;
  readonly articles: readonly Omit<Heading, 'titleWords'>[];
  /** The title words of an article, in numbers of the segment. */
  titleWordsOf(article: number): Uint32Array;
  readonly places: ContentPlaces;
  readonly blocks: number;
  readonly tokens: number;
  readonly languages: readonly (readonly [string, number])[];
  readonly expansions: readonly (readonly [ExpansionTerms, number])[];
  /** By term, except `uses`, by word; as in `ArticleFigures`. */
  readonly counts: Record<'blocksWith' | 'inside' | 'capitals' | 'uses', Uint32Array>;
}

/** A segment that is a file. */
export interface SegmentFile extends SegmentHead {
  readonly path: string;
  readonly file: FileHandle;
  readonly postings: Postings;
}

/**
 * Writes articles to a file of their own, atomically.
 *
 * @param version what a reader must be to read it
 * @param scope whose articles they are
 * @param isWanted asked when it is the turn of an article; what has been removed meanwhile is left out
 * @param pause awaited between articles, so that other work gets its turn
 * @returns the size in bytes
 */
export async function writeSegment(
  path: string,
  { version, scope }: { readonly version: string; readonly scope: string },
  entries: Iterable<IndexedArticle>,
  lexicon: Lexicon,
  isWanted: (entry: IndexedArticle) => boolean,
  pause: () => Promise<unknown>,
): Promise<number> {
  const unfinished = `${path}.new`;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(unfinished, 'w');
  try {
    const writer = createWriter(lexicon);
    let at = 0;
    let waiting: Uint8Array[] = [];
    let waitingBytes = 0;
    const flush = async () => {
      for (const part of waiting) await file.writeFile(part);
      [waiting, waitingBytes] = [[], 0];
    };
    for (const entry of entries) {
      if (!isWanted(entry)) continue;
      const content = writer.add(entry, at);
      at += content.length;
      waiting.push(content);
      waitingBytes += content.length;
      if (waitingBytes > 1_000_000) await flush();
      await pause();
    }
    await flush();
    let size = at;
    for (const frame of writer.frames({ version, scope })) {
      size += await writeFrame(file, frame);
      await pause();
    }
    const footer = Buffer.alloc(8);
    footer.writeDoubleLE(at);
    await file.writeFile(Buffer.concat([footer, mark]));
    await file.sync();
    await file.close();
    await rename(unfinished, path);
    return size + footerBytes;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

function createWriter(lexicon: Lexicon) {
  const localWords = new Int32Array(lexicon.words).fill(-1);
  const localTerms = new Int32Array(lexicon.terms).fill(-1);
  const words: LexiconWord[] = [];
  const termOfWord: number[] = [];
  const figures = createFigures();
  const postings = createPostingsBuilder();
  const articles: SegmentFile['articles'][number][] = [];
  const places: ContentPlace[] = [];
  const titles: number[] = [];
  const titleEnds: number[] = [];
  const expansions = new Map<string, [ExpansionTerms, number]>();
  let terms = 0;
  const termOf = (word: number) => termOfWord[word]!;

  function wordOf(word: number): number {
    const known = localWords[word]!;
    if (known !== -1) return known;
    const term = lexicon.termOf(word);
    if (localTerms[term] === -1) localTerms[term] = terms++;
    termOfWord.push(localTerms[term]!);
    return (localWords[word] = words.push(lexicon.wordAt(word)) - 1);
  }

  return {
    /** @returns its content as bytes */
    add(entry: IndexedArticle, at: number): Uint8Array {
      const { facts, language, publishedAt, order, sentences, kinds, stored } = entry;
      const own = entry.words.map(wordOf);
      const titleWords = entry.titleWords.map(wordOf);
      countArticle(
        figures,
        { words: own, kinds, titleWords, language, expansions: entry.expansions },
        termOf,
        1,
      );
      for (const said of entry.expansions) {
        const key = JSON.stringify(said);
        expansions.set(key, [said, (expansions.get(key)?.[1] ?? 0) + 1]);
      }
      addPostings(own, kinds, titleWords);
      const content = Buffer.concat([bytesOf(own), bytesOf(sentences), kinds]);
      articles.push({ facts, language, publishedAt, order, expansions: entry.expansions });
      titles.push(...titleWords);
      titleEnds.push(titles.length);
      places.push({
        at,
        crc: crc32(content),
        textCrc: crc32(stored.bytes),
        tokens: own.length,
        sentences: sentences.length,
        bytes: stored.bytes.length,
        encoding: stored.encoding,
      });
      return Buffer.concat([content, stored.bytes]);
    },

    *frames({ version, scope }: Pick<FirstFrame, 'version' | 'scope'>): Generator<Uint8Array> {
      const { blocks, tokens, languages } = figures;
      const head: FirstFrame = {
        version,
        scope,
        blocks,
        tokens,
        languages: [...languages],
        expansions: [...expansions.values()],
      };
      yield fromJson(head);
      yield fromJson(packWords(words));
      yield bytesOf(Uint32Array.from(termOfWord));
      const { starts, bytes } = postings.build(terms);
      yield bytesOf(starts);
      yield bytes;
      for (const name of ['blocksWith', 'inside', 'capitals'] as const)
        yield bytesOf(countsTo(terms, figures[name]));
      yield bytesOf(countsTo(words.length, figures.uses));
      yield fromJson(articles);
      yield bytesOf(Uint32Array.from(titleEnds));
      yield bytesOf(Uint32Array.from(titles));
      yield* framesOfPlaces(places);
    },
  };

  function addPostings(own: Uint32Array, kinds: Uint8Array, titleWords: readonly number[]): void {
    const counts = new Map<number, number>();
    for (let at = 0; at < own.length; at++) {
      if (kinds[at]! & Kind.stop) continue;
      const term = termOf(own[at]!);
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    const inTitle = new Set(titleWords.map(termOf));
    for (const term of inTitle) if (!counts.has(term)) counts.set(term, 0);
    for (const [term, count] of counts) postings.add(term, count, inTitle.has(term));
    postings.endArticle();
  }
}

const countsTo = (length: number, counts: ArticleFigures['uses']) =>
  Uint32Array.from({ length }, (_, number) => counts.of(number));

/** As frames; see `readPlaces`. */
export function* framesOfPlaces(places: readonly ContentPlace[]): Generator<Uint8Array> {
  yield bytesOf(Float64Array.from(places, ({ at }) => at));
  for (const name of ['crc', 'textCrc', 'tokens', 'sentences', 'bytes'] as const)
    yield bytesOf(Uint32Array.from(places, (place) => place[name]));
  yield Uint8Array.from(places, ({ encoding }) => (encoding === 'utf8' ? 0 : 1));
}

/** @param next gives one frame after another, each in memory of its own */
export async function readPlaces(next: () => Promise<Uint8Array<ArrayBuffer>>): Promise<ContentPlaces> {
  const numbers = async () => new Uint32Array((await next()).buffer);
  const starts = new Float64Array((await next()).buffer);
  const crcs = await numbers();
  const textCrcs = await numbers();
  const tokens = await numbers();
  const sentences = await numbers();
  const bytes = await numbers();
  const isUtf16 = await next();
  return {
    lengths: tokens,
    of: (article) => ({
      at: starts[article]!,
      crc: crcs[article]!,
      textCrc: textCrcs[article]!,
      tokens: tokens[article]!,
      sentences: sentences[article]!,
      bytes: bytes[article]!,
      encoding: isUtf16[article] === 0 ? 'utf8' : 'utf16le',
    }),
  };
}

/**
 * Reads and verifies what is held in memory of a segment. Its file stays open.
 *
 * @throws {FrameError} when it is damaged, or another version wrote it
 */
export async function openSegment(path: string, version: string): Promise<SegmentFile> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size < footerBytes) throw new FrameError('it is too short');
    const footer = Buffer.from(await readBytes(file, footerBytes, size - footerBytes));
    if (!footer.subarray(8).equals(mark)) throw new FrameError('it does not end as a segment does');
    const start = footer.readDoubleLE();
    if (!Number.isInteger(start) || start < 0 || start >= size)
      throw new FrameError('its frames are missing');
    const frames = readFrames(file, start, size - footerBytes);
    const head = json(await nextFrame(frames)) as FirstFrame;
    if (head.version !== version) throw new FrameError('it was written by another version');
    const words = await nextFrame(frames);
    const wordsKey = createHash('sha256').update(words).digest('base64');
    const readWords = () => unpackWords(json(words) as PackedWords);
    const next = () => nextFrame(frames);
    const numbers = async () => new Uint32Array((await next()).buffer);
    const termOfWord = await numbers();
    const postings = { starts: await numbers(), bytes: await nextFrame(frames) };
    const counts = {
      blocksWith: await numbers(),
      inside: await numbers(),
      capitals: await numbers(),
      uses: await numbers(),
    };
    const articles = json(await next()) as SegmentFile['articles'];
    const titleEnds = await numbers();
    const titles = await numbers();
    return {
      ...head,
      path,
      file,
      wordsKey,
      readWords,
      termOfWord,
      postings,
      counts,
      articles,
      titleWordsOf: (article) => titles.subarray(titleEnds[article - 1] ?? 0, titleEnds[article]),
      places: await readPlaces(next),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | Float64Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);
const fromJson = (value: unknown) => Buffer.from(JSON.stringify(value));
const json = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
