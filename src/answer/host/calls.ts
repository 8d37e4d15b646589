import { AsyncLocalStorage } from 'node:async_hooks';
import type { createArchive } from '../archive.ts';
import type { RefusedFile } from '../../articles/article.ts';
import type { Indexing } from '../answer.ts';

type LocalArchive = ReturnType<typeof createArchive>;

/** All that an archive can be asked, in its thread or in this one. */
export const archiveCalls = [
  'apply',
  'reread',
  'ask',
  'explain',
  'search',
  'timeline',
  'latest',
  'article',
  'context',
  'requote',
  'changed',
  'standing',
  'holds',
  'sources',
  'counts',
  'passages',
  'suggestArticles',
  'suggestSources',
  'suggestTopics',
] as const satisfies readonly (keyof LocalArchive | 'reread')[];

export type ArchiveCallName = (typeof archiveCalls)[number];

/** The archive with promises for answers, so that it is the same from another thread. */
export type OpenArchive = {
  readonly [Name in keyof LocalArchive]: (
    ...given: Parameters<LocalArchive[Name]>
  ) => Promise<ReturnType<LocalArchive[Name]>>;
} & {
  /** Reads again the files that have changed since they were read, when all are loaded. One call at a time. */
  readonly reread: (turn?: RereadTurn) => Promise<Reread>;
};

/** How much is read again at a time; default everything. */
export interface RereadTurn {
  /** Only the articles of this server; default those of all. */
  readonly server?: string | null;
  /** Milliseconds after which no further file is begun. */
  readonly withinMs?: number;
}

/** What has become of the articles whose files have changed. */
export interface Reread {
  /** The ids of articles that are new or were read again. */
  readonly put: readonly string[];
  /** The ids of articles whose files are gone or hold them no longer. */
  readonly removed: readonly string[];
  readonly refusals: readonly RefusedFile[];
  /** The ids of all articles that are in quarantine. */
  readonly quarantined: readonly string[];
  /** All that there are now. */
  readonly articles: number;
  /** Whether nothing that has changed is left to be read. */
  readonly isWhole: boolean;
}

export interface Loaded {
  readonly articles: number;
  /** How many of them are samples, which are seen only where there is nothing else. */
  readonly samples: number;
  readonly refusals: readonly RefusedFile[];
  /** How many of the articles came from the snapshot. */
  readonly fromSnapshot: number;
}

/** What happens while an archive is filled and kept. */
export type ArchiveEvent =
  | { readonly kind: 'indexing'; readonly indexing: Indexing }
  | { readonly kind: 'snapshot useless'; readonly reason: string }
  | { readonly kind: 'snapshot written'; readonly bytes: number; readonly ms: number }
  | { readonly kind: 'snapshot not written'; readonly reason: string };

/** What a call returned, and how long was worked on it, in milliseconds. */
export interface CallResult {
  readonly value: unknown;
  readonly workMs: number;
}

export type CallArchive = (name: ArchiveCallName, given: readonly unknown[]) => Promise<CallResult>;

/** A call of the archive, as it crosses to its thread. Dates and `undefined` survive. */
export interface ArchiveCall {
  readonly id: number;
  readonly name: ArchiveCallName;
  readonly given: readonly unknown[];
}

/** What comes back from the thread. */
export type ArchiveMessage =
  | { readonly kind: 'returned'; readonly id: number; readonly result: CallResult }
  | { readonly kind: 'threw'; readonly id: number; readonly error: unknown }
  | { readonly kind: 'loaded'; readonly loaded: Loaded }
  | { readonly kind: 'event'; readonly event: ArchiveEvent };

/** Adds up the work on the calls of whoever waits for them. */
const workOf = new AsyncLocalStorage<{ ms: number | null }>();

/** An archive whose every call goes through `call`. */
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
 * Does something that calls an archive.
 *
 * @returns what it returned, and how long the archive worked on it, in milliseconds; `null` where it was not called
 */
export async function withWork<T>(
  run: () => Promise<T>,
): Promise<{ readonly value: T; readonly workMs: number | null }> {
  const work: { ms: number | null } = { ms: null };
  const value = await workOf.run(work, run);
  return { value, workMs: work.ms };
}
