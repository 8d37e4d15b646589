import { setTimeout as sleep } from 'node:timers/promises';
import { HTTPError } from 'discord.js';

/**
 * How long a request is repeated, in milliseconds: the first wait, which doubles each time up to the longest, and all of it.
 * `timeoutMs` is how long a try may hang; what it takes beyond that, it waited its turn in the queue of a rate limit, which
 * takes none of the patience.
 */
export interface Patience {
  readonly firstMs: number;
  readonly longestMs?: number;
  readonly withinMs: number;
  readonly timeoutMs: number;
}

/**
 * Retries a request while Discord, or the connection to it, fails. The only place that retries: discord.js
 * is told not to. The request must be safe to repeat.
 *
 * @returns what the try that succeeded returned
 * @throws what the last try threw
 */
export async function withRetry<T>(
  request: () => Promise<T>,
  { firstMs, longestMs = Infinity, withinMs, timeoutMs }: Patience,
): Promise<T> {
  let spentMs = 0;
  for (let waitMs = firstMs; ; waitMs = Math.min(longestMs, waitMs * 2)) {
    const triedAt = performance.now();
    try {
      return await request();
    } catch (error) {
      spentMs += Math.min(performance.now() - triedAt, timeoutMs) + waitMs;
      if (spentMs > withinMs || !isPassing(error)) throw error;
    }
    await sleep(waitMs);
  }
}

/** Whether the same request may succeed later: an answer 5xx, none in time, or none at all. */
export function isPassing(error: unknown): boolean {
  if (error instanceof HTTPError) return error.status >= 500;
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && isOfTheNetwork(error.code));
}

const isOfTheNetwork = (code: unknown) =>
  typeof code === 'string' &&
  /^(?:E[A-Z]+|EAI_AGAIN|UND_ERR_(?:[A-Z]+_TIMEOUT|SOCKET|DESTROYED|CLOSED))$/.test(code);
