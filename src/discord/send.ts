import {
  DiscordAPIError,
  MessageFlags,
  RESTJSONErrorCodes,
  Routes,
  type BaseInteraction,
  type REST,
} from 'discord.js';
import type { Reply } from '../chat/contract/reply.ts';
import { faultReply, type Chat } from '../chat/run.ts';
import { replyMessage, type ReplyMessage } from '../components/message.ts';
import { codeOf, loggable } from './errors.ts';
import { persist } from './retry.ts';

/** An answer that comes a minute late is better than none. */
const patience = { firstMs: 500, withinMs: 60_000 };

/**
 * Sends a reply, again while Discord fails, so that `send` must do no harm when it is done twice, and keeps in which message
 * it stands; when Discord refuses what it holds, the asker is told that something went wrong.
 */
export async function sendReply(
  reply: Reply,
  send: (message: ReplyMessage) => Promise<unknown>,
  { log, services: { replies } }: Chat,
): Promise<void> {
  try {
    const sent = (await persist(() => send(replyMessage(reply)), patience)) as
      { readonly id?: string } | undefined;
    if (reply.keptAs !== undefined && sent?.id !== undefined) await replies.shown(reply.keptAs, sent.id);
  } catch (error) {
    if (!(error instanceof DiscordAPIError && error.status === 400)) throw error;
    log.error(loggable(error), 'Discord refused what a reply holds');
    await send(replyMessage(faultReply(reply.locale)));
  }
}

/**
 * Sends a reply that was announced to come later. One that turned out to be for the asker alone, such as that a date could
 * not be read, does not stay where all could see it.
 *
 * @param announcedPrivate how it was announced, which cannot be changed
 */
export async function sendDeferred(
  reply: Reply,
  announcedPrivate: boolean,
  interaction: BaseInteraction,
  chat: Chat,
  rest: REST,
): Promise<void> {
  const original = Routes.webhookMessage(interaction.applicationId, interaction.token);
  if (reply.private && !announcedPrivate) {
    // Before anything else is sent: the first message after an announcement takes its place, for all to see.
    await deleteOriginal(interaction, rest);
    await sendWhisper(reply, interaction, chat, rest);
  } else await sendReply(reply, (body) => rest.patch(original, { auth: false, body }), chat);
}

/** Deletes what an interaction was answered with, or the message with the control that was used; again while Discord fails. */
export async function deleteOriginal({ applicationId, token }: BaseInteraction, rest: REST): Promise<void> {
  try {
    await persist(() => rest.delete(Routes.webhookMessage(applicationId, token), { auth: false }), patience);
  } catch (error) {
    // It is gone: somebody else was faster, or Discord's answer to an earlier try was lost.
    if (codeOf(error) !== RESTJSONErrorCodes.UnknownMessage) throw error;
  }
}

/** Sends a reply to the asker alone, beside what has been answered. */
export async function sendWhisper(
  reply: Reply,
  { applicationId, token }: BaseInteraction,
  chat: Chat,
  rest: REST,
): Promise<void> {
  await sendReply(
    reply,
    (message) =>
      rest.post(Routes.webhook(applicationId, token), {
        auth: false,
        body: { ...message, flags: message.flags | MessageFlags.Ephemeral },
      }),
    chat,
  );
}
