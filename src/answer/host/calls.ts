import { AsyncLocalStorage } from 'node:async_hooks';
import type { createArchive } from '../archive.ts';
import type { RefusedFile } from '../../articles/article.ts';
import type { Indexing } from '../answer.ts';

type LocalArchive = ReturnType<typeof createArchive>;

/** Everything the archive can be asked, in its own thread or in this one. */
export const archiveCalls = [
  'apply',
  'reread',
  'ask',
  'explain',
  'search',
  'timeline',
  'latest',
  'news',
  'article',
  'context',
  'requote',
  'changed',
  'standing',
  'changesOf',
  'holds',
  'sources',
  'counts',
  'passages',
  'suggestArticles',
  'suggestSources',
  'suggestTopics',
  'languageOf',
  'arrived',
  'about',
  'stories',
  'examples',
] as const satisfies readonly (keyof LocalArchive | 'reread')[];

export type ArchiveCallName = (typeof archiveCalls)[number];

/** An archive whose methods return promises, whichever thread it runs in. */
export type OpenArchive = {
  readonly [Name in keyof LocalArchive]: (
    ...given: Parameters<LocalArchive[Name]>
  ) => Promise<ReturnType<LocalArchive[Name]>>;
} & {
  /** Re-reads changed files once loading has finished. One call at a time. */
  readonly reread: (turn?: RereadTurn) => Promise<Reread>;
};

/** How much to re-read in one call; default everything. */
export interface RereadTurn {
  /** Only these files, and what is in these folders: nothing else has changed. */
  readonly paths?: readonly string[];
  /** Only this server's articles; default all. */
  readonly server?: string | null;
  /** After this many milliseconds, no further file is started. */
  readonly withinMs?: number;
}

export interface Reread {
  /** Ids of new and re-read articles. */
  readonly put: readonly string[];
  /** New articles and the files that they are in; none where files are gone, since those may have been renamed. */
  readonly added: readonly { readonly id: string; readonly path: string }[];
  /** Ids of articles whose files are gone or no longer contain them. */
  readonly removed: readonly string[];
  readonly refusals: readonly RefusedFile[];
  /** Ids of all quarantined articles. */
  readonly quarantined: readonly string[];
  /** Total number of articles. */
  readonly articles: number;
  /** Whether no changed file is left. */
  readonly isWhole: boolean;
}

export interface Loaded {
  readonly articles: number;
  /** How many are sample articles, visible only where there are no others. */
  readonly samples: number;
  readonly refusals: readonly RefusedFile[];
  /** How many did not have to be analysed again. */
  readonly fromDisk: number;
}

export type ArchiveEvent =
  | { readonly kind: 'indexing'; readonly indexing: Indexing }
  | { readonly kind: 'segment useless'; readonly reason: string }
  | {
      readonly kind: 'segment written';
      readonly articles: number;
      readonly bytes: number;
      readonly ms: number;
    }
  | { readonly kind: 'segment not written'; readonly reason: string }
  /** What is wrong with the engine that has the segments, in one sentence; `null`: it works, again. */
  | { readonly kind: 'engine'; readonly problem: string | null }
  | { readonly kind: 'engine written'; readonly articles: number; readonly ms: number }
  /** All that was loaded is on the disk. */
  | { readonly kind: 'kept' };

/** `workMs` is the time spent on the call, without waiting. */
export interface CallResult {
  readonly value: unknown;
  readonly workMs: number;
}

export type CallArchive = (name: ArchiveCallName, given: readonly unknown[]) => Promise<CallResult>;

/** A call as it is posted to the thread (structured clone keeps dates and `undefined`). */
export interface ArchiveCall {
  readonly id: number;
  readonly name: ArchiveCallName;
  readonly given: readonly unknown[];
}

export type ArchiveMessage =
  | { readonly kind: 'returned'; readonly id: number; readonly result: CallResult }
  | { readonly kind: 'threw'; readonly id: number; readonly error: unknown; readonly isUnsearchable: boolean }
  | { readonly kind: 'loaded'; readonly loaded: Loaded }
  | { readonly kind: 'event'; readonly event: ArchiveEvent };

/** Sums the work done on behalf of each caller. */
const workOf = new AsyncLocalStorage<{ ms: number | null }>();

/** An archive that forwards every method to `call`. */
export function archiveOf(call: CallArchive): OpenArchive {
  const methods = archiveCalls.map((name) => [
    name,
    async (...given: readonly unknown[]) => {
      const { value, workMs } = await call(name, given);
      const work = workOf.getStore();
      if (work !== undefined) work.ms = (work.ms ?? 0) + workMs;
      return value;
    },
  ]);
  return Object.fromEntries(methods) as OpenArchive;
}

/**
 * Runs something that calls an archive.
 *
 * @returns its result, and the archive's work on it in milliseconds; `null` if it was not called
 */
export async function withWork<T>(
  run: () => Promise<T>,
): Promise<{ readonly value: T; readonly workMs: number | null }> {
  const work: { ms: number | null } = { ms: null };
  const value = await workOf.run(work, run);
  return { value, workMs: work.ms };
}
