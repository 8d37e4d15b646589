import type { Bounds } from '../first-stage.ts';

/** Terms that count as one, with their weight. */
export interface IndexTerms {
  readonly weight: number;
  readonly terms: readonly string[];
}

/** An article as it is written. */
export interface EngineArticle {
  /** Of the article; see `numberOf`. */
  readonly number: number;
  readonly segment: number;
  /** What each term counts in it. */
  readonly terms: Readonly<Record<string, number>>;
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly language: string;
  readonly published: number | null;
  readonly tokens: Uint8Array<ArrayBuffer>;
  readonly text: Uint8Array;
}

/** What is read of an article; `null`: it was not asked for. */
export interface ReadContent {
  readonly number: number;
  readonly tokens: Uint8Array<ArrayBuffer> | null;
  readonly text: Uint8Array<ArrayBuffer> | null;
}

export type ContentPart = 'tokens' | 'text';

/** What can be asked of OpenSearch; each runs in a thread of its own. */
export interface EngineCalls {
  /**
   * Makes sure that it can be used, and that there is an index for a version of the analysis.
   *
   * @param given.owner who may write to the index: who has made it; `null` only reads
   */
  open(given: { readonly version: string; readonly owner: string | null }): Promise<void>;
  /** @throws {ProblemError} unless articles can be found and written */
  check(): Promise<void>;
  /**
   * Numbers of the best articles of some segments, with their scores; the best first.
   *
   * @param given.isMost whether these have most of all articles
   */
  find(given: {
    readonly segments: readonly number[];
    readonly isMost: boolean;
    readonly groups: readonly IndexTerms[];
    readonly bounds: Bounds;
    readonly most: number;
  }): Promise<{ readonly numbers: Float64Array; readonly scores: Float64Array }>;
  read(given: {
    readonly numbers: readonly number[];
    readonly parts: readonly ContentPart[];
  }): Promise<ReadContent[]>;
  write(articles: readonly EngineArticle[]): Promise<void>;
  /** Makes a segment whose articles are written count, and all of it found from now on. */
  finish(given: { readonly segment: number; readonly head: Uint8Array }): Promise<void>;
  /** Whether a segment counts; not before it is finished, and not once it is removed. */
  counts(segment: number): Promise<boolean>;
  /** The heads of segments other than the known ones, few at a time, the oldest first; none after the last. */
  heads(known: readonly number[]): Promise<{ readonly segment: number; readonly head: Uint8Array }[]>;
  /** @param articles how many it has */
  remove(given: { readonly segment: number; readonly articles: number }): Promise<void>;
  /** Removes the articles of segments that were never finished, of those that were begun before one. @returns how many */
  removeUnfinished(given: { readonly finished: readonly number[]; readonly before: number }): Promise<number>;
  /** Has the alias name this version's index, and removes those of versions before the last. */
  publish(): Promise<void>;
}

export type EngineCallName = keyof EngineCalls;

export interface EngineCall {
  readonly id: number;
  readonly name: EngineCallName;
  readonly given: unknown;
  /** For how long it is tried again, while it fails by what passes, in milliseconds. */
  readonly patienceMs: number;
}

export type EngineResult =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly problem: EngineProblem };

/** Why OpenSearch does not do what it is asked. */
export interface EngineProblem {
  /** Whether it passes without anybody changing how Kutip is set up. */
  readonly isPassing: boolean;
  /** One sentence: what was expected, what came, what to do. */
  readonly message: string;
}

/** Segments have at most so many articles, so that a number tells segment and place. */
const mostInEngineSegment = 65_536;
export const numberOf = (segment: number, place: number) => segment * mostInEngineSegment + place;
export const segmentOf = (number: number) => Math.floor(number / mostInEngineSegment);
export const placeOf = (number: number) => number % mostInEngineSegment;
