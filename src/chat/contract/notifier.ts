import type { KeptReply } from '../../store/store.ts';
import type { Reply } from './reply.ts';

/**
 * What became of a change of a reply: it is `done`, the reply is `gone`, or it stands where the platform lets us change it no
 * longer, so that the asker must be told in another way.
 */
export type EditOutcome = 'done' | 'gone' | 'out of reach';

/** How a surface lets the bot speak unasked. */
export interface Notifier {
  /** Replaces a stored reply. */
  edit(kept: KeptReply, reply: Reply): Promise<EditOutcome>;
  /** Posts in a channel; does nothing if that is not allowed. */
  say(channel: string, reply: Reply): Promise<void>;
}
