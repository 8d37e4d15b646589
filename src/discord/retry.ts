import { setTimeout as sleep } from 'node:timers/promises';
import { HTTPError } from 'discord.js';

/** How long a request is repeated, in milliseconds: the first wait, which doubles each time up to the longest, and all of it. */
export interface Patience {
  readonly firstMs: number;
  readonly longestMs?: number;
  readonly withinMs: number;
}

/**
 * Repeats a request while Discord, or the way to it, fails. It is the only one that does: discord.js is told not to. The
 * request must do no harm when it is done twice.
 *
 * @returns what the try that succeeded returned
 * @throws what the last try threw
 */
export async function withRetry<T>(
  request: () => Promise<T>,
  { firstMs, longestMs = Infinity, withinMs }: Patience,
): Promise<T> {
  const startedAt = performance.now();
  for (let waitMs = firstMs; ; waitMs = Math.min(longestMs, waitMs * 2)) {
    try {
      return await request();
    } catch (error) {
      const isLast = performance.now() - startedAt + waitMs > withinMs;
      if (isLast || !isPassing(error)) throw error;
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
