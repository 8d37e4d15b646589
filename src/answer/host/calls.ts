import type { ArchiveEvent, Loaded, OpenArchive } from './open-archive.ts';

/** A call of the archive, as it crosses to its thread. Dates and `undefined` survive. */
export interface ArchiveCall {
  readonly id: number;
  readonly name: keyof OpenArchive;
  readonly given: readonly unknown[];
}

/** What comes back from the thread. */
export type ArchiveMessage =
  | {
      readonly kind: 'returned';
      readonly id: number;
      readonly value: unknown;
      readonly workMs: number | undefined;
    }
  | { readonly kind: 'threw'; readonly id: number; readonly error: unknown }
  | { readonly kind: 'loaded'; readonly loaded: Loaded }
  | { readonly kind: 'event'; readonly event: ArchiveEvent };
