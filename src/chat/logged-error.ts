import { Unsearchable } from '../answer/unsearchable.ts';
import { StoreError } from '../store/store-error.ts';
import { NotOurs } from './contract/notifier.ts';

/** Why the articles cannot be searched now, where it is that; else `null`. */
export const whyUnsearchable = (error: unknown): string | null =>
  error instanceof Unsearchable ? error.message : null;

/** What the log has of an error: the sentence of one that passes, and all of a fault. */
export function loggedError(error: unknown): { readonly reason: string } | { readonly err: unknown } {
  const reason =
    error instanceof StoreError || error instanceof NotOurs ? error.message : whyUnsearchable(error);
  return reason === null ? { err: error } : { reason };
}
