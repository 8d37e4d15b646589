import { randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { primary } from '../catalogue.ts';
import { firstStage } from '../constants.ts';
import type { RankedArticle } from '../first-stage.ts';
import { FrameError } from '../frames.ts';
import {
  contentAt,
  textIn,
  tokensIn,
  type FrozenSegment,
  type SegmentEngine,
  type SegmentSource,
} from '../frozen-segment.ts';
import { Kind } from '../indexed-article.ts';
import type { LexiconWord } from '../lexicon.ts';
import { packWords, unpackWords, type PackedWords } from '../packed.ts';
import { framesOfPlaces, readPlaces, type SegmentFile, type SegmentHead } from '../segment-file.ts';
import {
  numberOf,
  placeOf,
  segmentOf,
  type ContentPart,
  type EngineArticle,
  type ReadContent,
} from './calls.ts';
import type { Engine } from './engine.ts';
import { featureOf, impactOf } from './impact.ts';
import { ProblemError } from './problem.ts';

/** Bytes of contents that are kept, the last that were needed. */
const mostKept = 32_000_000;
/** Articles that are written at a time, and their bytes: a node may have little memory. */
const mostAtOnce = 100;
const mostBytes = 1_000_000;
/** What a filter leaves of the articles found may be too few; as many as the engine returns at most are asked for then. */
const deeper = 8;
const deepest = 10_000;
/** Articles that are read at a time. */
const readAtOnce = 100;
/** For how long the end of a segment is tried again, in milliseconds: all of it would be written once more. */
const finishPatienceMs = 10_000;
const both = ['tokens', 'text'] as const;
/**
 * Segments are numbered by the time at which they are written, in tenths of a second, with room for as many: two processes may
 * write for a moment, of which one does not know yet that it should not.
 */
const firstTenth = Date.UTC(2024, 0) / 100;
const atOneTime = 32;
/** How long one may be written before it counts as given up, in milliseconds. */
const writingMs = 3_600_000;

const [deflated, inflated] = [promisify(deflateRaw), promisify(inflateRaw)];

/** The segments of an archive that are in OpenSearch. */
export interface EngineSegments extends SegmentEngine {
  /**
   * The segments that were not given yet, the oldest first.
   *
   * @param patienceMs for how long it is tried again
   * @throws {ProblemError}
   */
  unseen(patienceMs?: number): AsyncGenerator<SegmentSource, void>;
  /** Has a segment given once more. */
  forget(path: string): void;
  /** Writes what is in a segment's file. It is not read from it any more. @throws {ProblemError} */
  write(file: SegmentFile, pause: () => Promise<unknown>): Promise<SegmentSource>;
  /** @param articles how many it was written with. @throws {ProblemError} */
  remove(path: string, articles: number): Promise<void>;
  /** Removes articles of segments that were begun long ago and never finished. @throws {ProblemError} */
  removeUnfinished(): Promise<void>;
  /** Has the alias name this index, and removes those of versions before the last. @throws {ProblemError} */
  publish(): Promise<void>;
  /** The number of a segment, which is higher than those of earlier ones; 0 for one that is not here. */
  numberOf(path: string | null): number;
}

/** A head as it is written. */
interface PackedHead extends Omit<SegmentHead, 'readWords' | 'titleWordsOf' | 'places'> {
  readonly words: PackedWords;
  /** Of each article. */
  readonly titles: readonly Uint32Array[];
  readonly places: readonly Uint8Array[];
}

const scheme = 'opensearch:';
const numberNow = (laterMs = 0) => Math.floor((Date.now() + laterMs) / 100 - firstTenth) * atOneTime;
const pathOf = (segment: number) => `${scheme}${segment}`;
const numberIn = (path: string) => Number(path.slice(scheme.length));

export function createEngineSegments(engine: Engine): EngineSegments {
  let last = 0;
  const given = new Set<number>();
  /** How many articles the segments have that are searched, of all servers. */
  const searched = new Set<{ readonly articles: number }>();
  /** By the number of the article, in the order in which they were last needed. */
  const kept = new Map<number, ReadContent>();
  let keptBytes = 0;

  function keep({ number, tokens, text }: ReadContent): void {
    const known = kept.get(number);
    drop(number);
    const content = { number, tokens: tokens ?? known?.tokens ?? null, text: text ?? known?.text ?? null };
    kept.set(number, content);
    keptBytes += bytesOf(content);
    for (const number of kept.keys()) {
      if (keptBytes <= mostKept) return;
      drop(number);
    }
  }

  function drop(number: number): void {
    const content = kept.get(number);
    if (content === undefined) return;
    kept.delete(number);
    keptBytes -= bytesOf(content);
  }

  /** Has parts of articles kept, and reads only what is not. */
  function read(numbers: readonly number[], parts: readonly ContentPart[]): void {
    const missing = (number: number) => parts.filter((part) => (kept.get(number)?.[part] ?? null) === null);
    for (const wanted of [both, ['tokens'], ['text']] as const) {
      const some = numbers.filter((number) => String(missing(number)) === String(wanted));
      for (let from = 0; from < some.length; from += readAtOnce) {
        const given = { numbers: some.slice(from, from + readAtOnce), parts: wanted };
        for (const content of engine.wait('read', given)) keep(content);
      }
    }
  }

  function contentOf(number: number, part: ContentPart): Uint8Array<ArrayBuffer> {
    read([number], [part]);
    const content = kept.get(number)?.[part] ?? null;
    if (content !== null) return content;
    if (engine.wait('counts', segmentOf(number))) throw new FrameError('it is not in OpenSearch any more');
    throw new ProblemError({
      isPassing: true,
      message: 'An article was moved within OpenSearch; ask again.',
    });
  }

  function sourceOf(segment: number, head: SegmentHead): SegmentSource {
    const { places } = head;
    const size = { articles: head.articles.length };
    searched.add(size);
    return {
      ...head,
      path: pathOf(segment),
      engine: segments,
      best: (own, ...given) => segments.best([own], ...given),
      // Of its own, since its numbers are changed.
      tokensOf: (at) => tokensIn(contentOf(numberOf(segment, at), 'tokens').slice(), places.of(at)),
      textOf: (at) => textIn(contentOf(numberOf(segment, at), 'text'), places.of(at)),
      close() {
        searched.delete(size);
        return Promise.resolve();
      },
    };
  }

  const segments: EngineSegments = {
    best(among, { groups, bounds = {} }, boost, most) {
      const bySegment = new Map(among.map((segment) => [numberIn(segment.path), segment]));
      const numbersOf = [...bySegment.keys()];
      const wanted = groups.map(({ weight, terms }) => ({ weight, terms: terms.map(({ text }) => text) }));
      if (wanted.every(({ terms }) => terms.length === 0)) return [];
      const own = among.reduce((sum, { entries }) => sum + entries.length, 0);
      const all = [...searched].reduce((sum, { articles }) => sum + articles, 0);
      const isMost = 2 * own > all;
      const given = { segments: numbersOf, isMost, groups: wanted, bounds };
      for (let size = most; ; size = Math.min(size * deeper, deepest)) {
        const { numbers, scores } = engine.wait('find', { ...given, most: size });
        const entries = Array.from(
          numbers,
          (number) => bySegment.get(segmentOf(number))?.entries[placeOf(number)] ?? null,
        );
        if (bounds.isByContent === true)
          this.readAhead(
            entries.filter((entry) => entry !== null),
            'tokens',
          );
        const ranked: RankedArticle[] = [];
        for (const [at, entry] of entries.entries()) {
          const score = entry === null ? 0 : scores[at]! * boost(entry);
          if (entry !== null && score > 0) ranked.push({ entry, score });
        }
        const isEnough = ranked.length >= Math.min(most, firstStage.frozen);
        if (isEnough || numbers.length < size || size === deepest)
          return ranked.sort((one, other) => other.score - one.score).slice(0, most);
      }
    },

    readAhead(entries, part) {
      const numbers = entries.map(({ home, place }) =>
        numberOf(numberIn((home as FrozenSegment).path), place),
      );
      read(numbers, part === 'all' ? both : ['tokens']);
    },

    async *unseen(patienceMs = 0) {
      for (;;) {
        const heads = await engine.call('heads', [...given], patienceMs);
        if (heads.length === 0) return;
        for (const { segment, head } of heads) {
          given.add(segment);
          yield sourceOf(segment, await unpacked(deserialize(await inflated(head)) as PackedHead));
        }
      }
    },

    async write(file, pause) {
      const segment = (last = Math.max(last + 1, numberNow() + randomInt(atOneTime)));
      let waiting: EngineArticle[] = [];
      let bytes = 0;
      let sent: Promise<void> = Promise.resolve();
      /** One part is on its way while the next one is made. */
      const flush = async () => {
        await sent;
        sent = engine.call('write', waiting);
        sent.catch(() => undefined); // Whoever waits for it is told.
        [waiting, bytes] = [[], 0];
      };
      const words = file.readWords();
      for (const place of file.articles.keys()) {
        const written = articleOf(file, words, segment, place);
        waiting.push(written);
        bytes += written.tokens.length + written.text.length;
        if (waiting.length >= mostAtOnce || bytes >= mostBytes) await flush();
        await pause();
      }
      if (waiting.length > 0) await flush();
      await sent;
      const head = packed(file, words);
      const finished = { segment, head: await deflated(serialize(head)) };
      const isWritten = engine.call('finish', finished, finishPatienceMs);
      given.add(segment);
      isWritten.catch(() => given.delete(segment));
      await isWritten;
      return sourceOf(segment, await unpacked(head));
    },

    forget: (path) => void given.delete(numberIn(path)),
    async remove(path, articles) {
      await engine.call('remove', { segment: numberIn(path), articles });
      given.delete(numberIn(path));
    },
    async removeUnfinished() {
      await engine.call('removeUnfinished', { finished: [...given], before: numberNow(-writingMs) });
    },
    publish: () => engine.call('publish', undefined),
    numberOf: (path) => (path?.startsWith(scheme) === true ? numberIn(path) : 0),
  };
  return segments;
}

const bytesOf = ({ tokens, text }: ReadContent) => (tokens?.length ?? 0) + (text?.length ?? 0) + 200;

function packed(file: SegmentFile, words: readonly LexiconWord[]): PackedHead {
  const { scope, wordsKey, termOfWord, articles, blocks, tokens, languages, expansions, counts } = file;
  return {
    ...{ scope, wordsKey, termOfWord, articles, blocks, tokens, languages, expansions, counts },
    words: packWords(words),
    titles: articles.map((_, at) => file.titleWordsOf(at)),
    places: [...framesOfPlaces(articles.map((_, at) => file.places.of(at)))],
  };
}

async function unpacked({ words, titles, places, ...head }: PackedHead): Promise<SegmentHead> {
  const frames = places.values();
  const next = () => Promise.resolve(frames.next().value!.slice());
  return {
    ...head,
    readWords: () => unpackWords(words),
    titleWordsOf: (article) => titles[article]!,
    places: await readPlaces(next),
  };
}

function articleOf(
  file: SegmentFile,
  allWords: readonly LexiconWord[],
  segment: number,
  at: number,
): EngineArticle {
  const { facts, language, publishedAt } = file.articles[at]!;
  const place = file.places.of(at);
  const { tokens, text } = contentAt(file.file, place);
  const { words, kinds } = tokensIn(tokens, place);
  const counts = new Map<number, number>();
  const wordOf = new Map<number, number>();
  const count = (word: number, by: number) => {
    const term = file.termOfWord[word]!;
    counts.set(term, (counts.get(term) ?? 0) + by);
    wordOf.set(term, word);
  };
  for (let token = 0; token < words.length; token++)
    if ((kinds[token]! & Kind.stop) === 0) count(words[token]!, 1);
  const inTitle = new Map(Array.from(file.titleWordsOf(at), (word) => [file.termOfWord[word], word]));
  for (const word of inTitle.values()) count(word, firstStage.titleBoost);
  const length = (place.tokens * file.articles.length) / file.tokens;
  return {
    number: numberOf(segment, at),
    segment,
    terms: Object.fromEntries(
      Array.from(counts, ([term, times]) => [
        featureOf(allWords[wordOf.get(term)!]!.term),
        impactOf(times, length),
      ]),
    ),
    id: facts.id,
    title: facts.title,
    url: facts.url,
    publisher: facts.publisher,
    language: primary(language),
    published: publishedAt,
    tokens,
    text,
  };
}
