import type { KeptReply } from '../../store/store.ts';
import type { Reply } from './reply.ts';

/**
 * What became of a change of a reply: it is `done`, the reply is `gone`, or it stands where the platform lets us change it no
 * longer, so that the asker must be told in another way.
 */
export type EditOutcome = 'done' | 'gone' | 'out of reach';

/** What the bot says without being asked again, where a surface has lent it a voice. */
export interface Notifier {
  /** Puts a reply in the place of one that was kept. */
  edit(kept: KeptReply, reply: Reply): Promise<EditOutcome>;
  /** Says something in a channel; nothing happens where that is not allowed. */
  say(channel: string, reply: Reply): Promise<void>;
}
