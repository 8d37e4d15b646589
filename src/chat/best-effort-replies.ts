import type { Logger } from 'pino';
import type { Replies } from '../store/store.ts';

/**
 * Replies for which an answer matters more than that it is kept: where the store cannot be written, as on a full disk, the log says
 * so, and the answer has the id `''` and no controls. What a later page quotes is then not known.
 */
export function bestEffortReplies(replies: Replies, log: Logger): Replies {
  const orElse =
    <T>(without: T) =>
    (error: unknown) => {
      log.error({ err: error }, 'the store cannot be written, so answers have no buttons: is the disk full?');
      return without;
    };
  return {
    ...replies,
    keep: (reply) => replies.keep(reply).catch(orElse('')),
    requote: (id, quotes, answer) => replies.requote(id, quotes, answer).catch(orElse(undefined)),
    takeOwed: (asker) => replies.takeOwed(asker).catch(orElse([])),
  };
}
