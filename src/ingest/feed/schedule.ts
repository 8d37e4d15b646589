import type { FeedState } from '../../store/store.ts';
import type { ImportFailure } from '../failure.ts';

const minuteMs = 60_000;

/** Polling intervals in milliseconds: the shortest, the longest, and the longest for a failing feed. */
const shortestMs = 5 * minuteMs;
const longestMs = 6 * 60 * minuteMs;
const longestFailingMs = 24 * 60 * minuteMs;

/** Factors of the interval after a reading with, and without, news. */
const sooner = 0.5;
const later = 1.5;

/** Random variation, so that feeds added together do not stay in step. */
const variation = 0.1;

/** Milliseconds until the next reading. */
export function intervalAfterReading({ everyMs }: Pick<FeedState, 'everyMs'>, hadNews: boolean): number {
  return Math.min(Math.max(everyMs * (hadNews ? sooner : later), shortestMs), longestMs);
}

/**
 * Milliseconds until a failed feed is tried again: doubles each time, up to a day, and at least what its server asks for.
 *
 * @param failures in a row, including this one
 */
export function waitAfterFailure(
  { everyMs }: Pick<FeedState, 'everyMs'>,
  failures: number,
  { retryAfterMs = 0 }: ImportFailure & { readonly retryAfterMs?: number },
): number {
  return Math.min(Math.max(everyMs * 2 ** Math.min(failures - 1, 20), retryAfterMs), longestFailingMs);
}

/** Adds the random variation. */
export const varied = (ms: number) => ms * (1 + variation * (2 * Math.random() - 1));
