import { DiscordAPIError } from 'discord.js';
import type { Logger } from 'pino';
import type { Reply } from '../chat/reply.ts';
import { faultReply } from '../chat/run.ts';
import { replyMessage, type ReplyMessage } from '../components/message.ts';
import { loggable } from './errors.ts';

/** Sends a reply; when Discord refuses what it holds, the asker is told that something went wrong. */
export async function sendReply(
  reply: Reply,
  send: (message: ReplyMessage) => Promise<unknown>,
  log: Logger,
): Promise<void> {
  try {
    await send(replyMessage(reply));
  } catch (error) {
    if (!(error instanceof DiscordAPIError && error.status === 400)) throw error;
    log.error(loggable(error), 'Discord refused what a reply holds');
    await send(replyMessage(faultReply(reply.locale)));
  }
}
