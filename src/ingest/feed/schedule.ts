import type { FeedState } from '../../store/store.ts';
import type { ImportFailure } from '../failure.ts';

const minuteMs = 60_000;

/** How long a feed is left alone: a busy one, a quiet one, and one that fails, in milliseconds. */
const shortestMs = 5 * minuteMs;
const longestMs = 6 * 60 * minuteMs;
const longestFailingMs = 24 * 60 * minuteMs;

/** How much sooner a feed is read again that had something new, and how much later one that had not. */
const sooner = 0.5;
const later = 1.5;

/** Share of the time by which it varies, so that feeds that were added together are not read together for ever. */
const variation = 0.1;

/** How long to leave a feed alone that was read. */
export function intervalAfterReading({ everyMs }: Pick<FeedState, 'everyMs'>, hadNews: boolean): number {
  return Math.min(Math.max(everyMs * (hadNews ? sooner : later), shortestMs), longestMs);
}

/**
 * How long to leave a feed alone that failed: twice as long each time, up to a day, and as long as its server asks.
 *
 * @param failures in a row, this one included
 */
export function waitAfterFailure(
  { everyMs }: Pick<FeedState, 'everyMs'>,
  failures: number,
  { retryAfterMs = 0 }: ImportFailure & { readonly retryAfterMs?: number },
): number {
  return Math.min(Math.max(everyMs * 2 ** Math.min(failures - 1, 20), retryAfterMs), longestFailingMs);
}

/** A time a little before or after another. */
export const varied = (ms: number) => ms * (1 + variation * (2 * Math.random() - 1));
