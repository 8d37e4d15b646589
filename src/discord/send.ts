import { DiscordAPIError, MessageFlags } from 'discord.js';
import type { Chat } from '../chat/contract/chat.ts';
import type { Reply } from '../chat/contract/reply.ts';
import { faultReply } from '../chat/presenters/error-reply.ts';
import { replyMessage, type ReplyMessage } from '../components/message.ts';
import { clickable } from './clickable.ts';
import { loggable } from './errors.ts';
import { withRetry } from './retry.ts';

/** How long a request may hang before it is repeated. */
export const timeoutMs = 5_000;

/** An answer that comes a minute late is better than none. */
const patience = { firstMs: 250, longestMs: 5_000, withinMs: 60_000, timeoutMs };

/** Does a request again while Discord fails, so that it must do no harm when it is done twice. */
export const patiently = <T>(request: () => Promise<T>) => withRetry(request, patience);

/**
 * A reply for a channel, without its picture: to attach one there takes a permission that the bot does not ask for. What it shows
 * stands beside it in words.
 */
export const withoutPicture = (reply: Reply): Reply => ({
  ...reply,
  parts: reply.parts.filter(({ kind }) => kind !== 'bars'),
});

/**
 * Sends a reply, and records which message shows it. If Discord rejects its content, the asker gets an error
 * instead, and the reply is kept no longer.
 *
 * @param send returns the id of the message where it is known
 */
export async function sendReply(
  reply: Reply,
  send: (message: ReplyMessage) => Promise<string | undefined>,
  {
    log,
    services: { replies },
    commandMentions = new Map(),
  }: Pick<Chat, 'log' | 'services' | 'commandMentions'>,
): Promise<void> {
  const { keptAs } = reply;
  try {
    const message = await send(clickable(replyMessage(reply), reply, commandMentions));
    if (keptAs !== undefined && message !== undefined) await replies.shown(keptAs, message);
  } catch (error) {
    if (!(error instanceof DiscordAPIError && error.status === 400)) throw error;
    log.error(loggable(error), 'Discord rejected the content of a reply');
    await send(replyMessage(faultReply(reply.locale)));
    if (keptAs !== undefined) await replies.remove(keptAs);
  }
}

/** A message that nobody asked for: it rings at nobody's. */
export const silent = (message: ReplyMessage): ReplyMessage => ({
  ...message,
  flags: message.flags | MessageFlags.SuppressNotifications,
});

/** The id of the message that Discord answers a request with. */
export async function idOf(request: Promise<unknown>): Promise<string | undefined> {
  return ((await request) as { readonly id?: string } | undefined)?.id;
}
