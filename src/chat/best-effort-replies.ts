import type { Logger } from 'pino';
import type { Replies } from '../store/store.ts';

/**
 * Replies whose delivery matters more than storing them: if the store cannot be written, as on a full disk,
 * this is logged, and the answer has the id `''` and no controls. Quotes on later pages are then unknown.
 */
export function bestEffortReplies(replies: Replies, log: Logger): Replies {
  const orElse =
    <T>(without: T) =>
    (error: unknown) => {
      log.error({ err: error }, 'cannot write to the store, so answers have no buttons; is the disk full?');
      return without;
    };
  return {
    ...replies,
    keep: (reply) => replies.keep(reply).catch(orElse('')),
    requote: (id, quotes, answer) => replies.requote(id, quotes, answer).catch(orElse(undefined)),
    takeOwed: (asker) => replies.takeOwed(asker).catch(orElse([])),
  };
}
