import type { Reply } from './reply.ts';

/** What the bot says without being asked again, where a surface has lent it a voice. */
export interface Voice {
  /** Says something in a channel; nothing happens where that is not allowed. */
  say(channel: string, reply: Reply): Promise<void>;
}
