import type { Logger } from 'pino';
import type { Replies } from '../store/store.ts';

/** How often it is said, in milliseconds. */
const sayEveryMs = 60_000;

/**
 * Replies whose delivery matters more than storing them: if the store cannot be written, as on a full disk,
 * this is logged, and the answer has the id `''` and no controls. Quotes on later pages are then unknown.
 */
export function bestEffortReplies(replies: Replies, log: Logger): Replies {
  let saidAt = -Infinity;
  const orElse =
    <T>(without: T) =>
    (error: unknown) => {
      const { message } = error as Error;
      if (performance.now() - saidAt > sayEveryMs) {
        log.warn(`answers have no buttons, since they cannot be kept: ${message}`);
        saidAt = performance.now();
      }
      return without;
    };
  return {
    ...replies,
    keep: (reply) => replies.keep(reply).catch(orElse('')),
    requote: (id, quotes, answer) => replies.requote(id, quotes, answer).catch(orElse(undefined)),
    takeOwed: (asker) => replies.takeOwed(asker).catch(orElse([])),
  };
}
