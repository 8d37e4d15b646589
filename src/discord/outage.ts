import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { loggable } from './errors.ts';

/** The pause after the first try that failed, which doubles with each further one, and the longest; in milliseconds. */
const pauses = { first: 1_000, longest: 120_000 };

/** How often it is said that an outage goes on, in milliseconds. */
const sayEveryMs = 60_000;

/** A connection that ends sooner than this, in milliseconds, ends no outage: the pauses go on growing. */
const steadyMs = 10_000;

/** Stays as it is, for what must not go on. */
const never = new Promise<never>(() => undefined);

/** What keeps the bot from Discord for a while, and is waited out. */
export interface Outage {
  /**
   * Waits before the next try, longer after each that failed. When the signal is aborted, it waits for ever.
   *
   * @param reason why the last one failed
   * @param options.leastMs how long it would be in vain, in milliseconds
   * @param options.isQuiet whether it is not worth a line of the log
   */
  pause(reason: unknown, options?: { readonly leastMs?: number; readonly isQuiet?: boolean }): Promise<void>;
  /** A try has succeeded. */
  over(): void;
}

/** Says the first failure with its reason, once a minute that it goes on, and when it is over. */
export function createOutage(
  log: Logger,
  signal: AbortSignal,
  words: { readonly failing: string; readonly over: string },
): Outage {
  let failures = 0;
  let [since, saidAt, overAt] = [0, 0, -Infinity];
  return {
    async pause(reason, { leastMs = 0, isQuiet = false } = {}) {
      const now = performance.now();
      if (now - overAt > steadyMs) failures = 0;
      overAt = Infinity;
      if (since === 0 && !isQuiet) [since, saidAt] = [now, -Infinity];
      const longest = Math.min(pauses.longest, pauses.first * 2 ** failures++);
      // Uneven, so that not all bots of the world come back at once.
      const ms = Math.max(leastMs, longest * (0.75 + Math.random() / 4));
      if (!isQuiet && now - saidAt >= sayEveryMs) {
        saidAt = now;
        const next = { forSeconds: seconds(now - since), nextInSeconds: seconds(ms) };
        log.warn({ ...loggable(reason), ...next }, words.failing);
      }
      await sleep(ms, undefined, { signal }).catch(() => never);
    },
    over() {
      overAt = performance.now();
      if (since === 0) return;
      log.info(`${words.over} after ${seconds(overAt - since)} s`);
      since = 0;
    },
  };
}

const seconds = (ms: number) => Math.round(ms / 1000);
