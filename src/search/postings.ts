import { firstStage } from './constants.ts';
import { withRoom } from './with-room.ts';

/**
 * Which articles have a term, as bytes: for each article, in order, a number in groups of seven bits (the gap to the article
 * before × 4, + 2 if the title has the term, + 1 if another number follows: how often the text has it, if not once).
 */
export interface Postings {
  /** Where the list of each term starts, and at the end, where the last one ends. */
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}

export interface PostingsBuilder {
  /** A term of the article that is being added; once for each. */
  add(term: number, count: number, inTitle: boolean): void;
  endArticle(): void;
  /** @param terms all term numbers are below this */
  build(terms: number): Postings;
}

/** Postings that are collected in one array: one that grew to hold all would be there twice each time. */
const postingsInPart = 2 ** 16;

export function createPostingsBuilder(): PostingsBuilder {
  /** For each posting, its term, and how often the text has it × 2, + 1 if the title has it. */
  const parts: Uint32Array[] = [];
  let added = 0;
  const ends: number[] = [];

  /** Visits what is written for each article that has a term. */
  function each(visit: (term: number, gap: number, count: number) => void, ofTerms: number): void {
    const last = new Int32Array(ofTerms).fill(-1);
    let from = 0;
    for (const [article, end] of ends.entries()) {
      for (let posting = from; posting < end; posting++) {
        const part = parts[Math.floor(posting / postingsInPart)]!;
        const at = (posting % postingsInPart) * 2;
        const term = part[at]!;
        const [count, inTitle] = [part[at + 1]! >>> 1, part[at + 1]! & 1];
        visit(term, (article - last[term]! - 1) * 4 + inTitle * 2 + (count === 1 ? 0 : 1), count);
        last[term] = article;
      }
      from = end;
    }
  }

  return {
    add(term, count, inTitle) {
      const at = (added++ % postingsInPart) * 2;
      if (at === 0) parts.push(new Uint32Array(postingsInPart * 2));
      const part = parts.at(-1)!;
      part[at] = term;
      part[at + 1] = count * 2 + (inTitle ? 1 : 0);
    },
    endArticle: () => void ends.push(added),
    build(ofTerms) {
      const starts = new Uint32Array(ofTerms + 1);
      each((term, gap, count) => {
        starts[term + 1]! += sizeOf(gap) + (count === 1 ? 0 : sizeOf(count));
      }, ofTerms);
      for (let term = 0; term < ofTerms; term++) starts[term + 1]! += starts[term]!;
      const bytes = new Uint8Array(starts[ofTerms]!);
      const places = starts.slice();
      each((term, gap, count) => {
        places[term] = put(bytes, places[term]!, gap);
        if (count !== 1) places[term] = put(bytes, places[term], count);
      }, ofTerms);
      return { starts, bytes };
    },
  };
}

function sizeOf(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest >>>= 7) size++;
  return size;
}

function put(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  for (; rest >= 128; rest >>>= 7) bytes[at++] = (rest & 127) | 128;
  bytes[at++] = rest;
  return at;
}

/** Of the articles of one question, by their index; between two questions, all zeros. Fresh arrays would be much garbage. */
let scores = new Float64Array(0);
let counts = new Float64Array(0);
let touched = new Uint32Array(0);
let having = new Uint32Array(0);

/** Terms that count as one, with their weight. */
export interface WeightedTerms {
  readonly terms: readonly number[];
  readonly weight: number;
}

/**
 * The best articles by BM25+ over all terms, as `articleScore`.
 *
 * @param lengths of the articles, in tokens
 * @param boost multiplies the score of an article; at most 1 + `firstStage.recencyBoost`, and 0 leaves it out
 * @returns indices of articles with their scores, the best first
 */
export function bestIn(
  { starts, bytes }: Postings,
  lengths: Uint32Array,
  wanted: readonly WeightedTerms[],
  meanTokens: number,
  boost: (article: number) => number,
  most: number,
): { readonly article: number; readonly score: number }[] {
  const { k, b, d } = firstStage.bm25;
  const [flat, slope] = [k * (1 - b), (k * b) / meanTokens];
  scores = withRoom(scores, lengths.length);
  counts = withRoom(counts, lengths.length);
  touched = withRoom(touched, lengths.length);
  having = withRoom(having, lengths.length);
  let all = 0;
  for (const { terms, weight } of wanted) {
    let own = 0;
    for (const term of terms) {
      let article = -1;
      for (let at = starts[term]!; at < starts[term + 1]!;) {
        let value = 0;
        let shift = 0;
        let byte: number;
        do {
          byte = bytes[at++]!;
          value |= (byte & 127) << shift;
          shift += 7;
        } while (byte >= 128);
        article += (value >>> 2) + 1;
        let count = 1;
        if (value & 1) {
          count = 0;
          shift = 0;
          do {
            byte = bytes[at++]!;
            count |= (byte & 127) << shift;
            shift += 7;
          } while (byte >= 128);
        }
        if (counts[article] === 0) having[own++] = article;
        counts[article]! += count + (value & 2 ? firstStage.titleBoost : 0);
      }
    }
    for (let at = 0; at < own; at++) {
      const article = having[at]!;
      const count = counts[article]!;
      counts[article] = 0;
      if (scores[article] === 0) touched[all++] = article;
      scores[article]! += weight * (d + (count * (k + 1)) / (count + flat + slope * lengths[article]!));
    }
  }
  const best = highest(touched.subarray(0, all), boost, most);
  for (let at = 0; at < all; at++) scores[touched[at]!] = 0;
  return best;
}

/** A heap of the best, the lowest of them on top, so that few articles need their boost. */
function highest(
  articles: Uint32Array,
  boost: (article: number) => number,
  most: number,
): { readonly article: number; readonly score: number }[] {
  const heap: { readonly article: number; readonly score: number }[] = [];
  for (const article of articles) {
    const isFull = heap.length === most;
    if (isFull && scores[article]! * (1 + firstStage.recencyBoost) <= heap[0]!.score) continue;
    const score = scores[article]! * boost(article);
    if (score === 0 || (isFull && score <= heap[0]!.score)) continue;
    const added = { article, score };
    let at: number;
    if (isFull) {
      at = 0;
      for (let down = 1; down < most; down = 2 * at + 1) {
        if (down + 1 < most && heap[down + 1]!.score < heap[down]!.score) down++;
        if (heap[down]!.score >= score) break;
        heap[at] = heap[down]!;
        at = down;
      }
    } else {
      at = heap.length;
      for (let up = (at - 1) >> 1; at > 0 && heap[up]!.score > score; up = (at - 1) >> 1) {
        heap[at] = heap[up]!;
        at = up;
      }
    }
    heap[at] = added;
  }
  return heap.sort((one, other) => other.score - one.score || one.article - other.article);
}
