import type { KeptReply } from '../../store/store.ts';
import type { Reply } from './reply.ts';

/**
 * `done`; the reply is `gone`; or it can no longer be changed on this platform, so the asker must be told in
 * another way.
 */
export type EditOutcome = 'done' | 'gone' | 'out of reach';

/** How a surface lets the bot speak unasked. */
export interface Notifier {
  /** Replaces a stored reply. */
  edit(kept: KeptReply, reply: Reply): Promise<EditOutcome>;
  /** Posts in a channel; does nothing if that is not allowed. */
  say(channel: string, reply: Reply): Promise<void>;
}
