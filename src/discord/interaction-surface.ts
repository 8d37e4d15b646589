import {
  InteractionResponseType,
  MessageFlags,
  RESTJSONErrorCodes,
  Routes,
  type APIInteractionResponse,
  type BaseInteraction,
  type REST,
} from 'discord.js';
import type { Chat } from '../chat/contract/chat.ts';
import type { Reply } from '../chat/contract/reply.ts';
import type { Announcement, Surface } from '../chat/contract/surface.ts';
import { modalOf } from '../components/form.ts';
import { drawnQuote, replyMessage, type ReplyMessage } from '../components/message.ts';
import { codeOf, loggable } from './errors.ts';
import { respond } from './respond.ts';
import { messageRequest, withFile } from './with-file.ts';
import { idOf, patiently, sendReply } from './send.ts';

/** How old an interaction may become before it is acknowledged, in milliseconds: a reply that is ready by then is the first response. */
const firstWithinMs = 1_000;

/**
 * An interaction as a surface. Discord waits 3 seconds for the first response, which decides for good
 * whether the reply is public; the reply can be that response, or replace it within 15 minutes.
 *
 * @param rest for the interaction's own requests, which are neither authorized nor counted like the bot's
 */
export function interactionSurface(
  interaction: BaseInteraction,
  options: Required<Pick<Surface, 'through' | 'canChange' | 'onCrowded'>>,
  chat: Chat,
  rest: REST,
): Surface {
  const { log } = chat;
  const { applicationId, token, createdTimestamp } = interaction;
  // The clock of Discord may be another one: what it says counts as far as it can be true.
  const ageMs = Math.min(Math.max(Date.now() - createdTimestamp, 0), firstWithinMs);
  const sinceMs = performance.now();
  const original = Routes.webhookMessage(applicationId, token);
  let announced: Announcement | null = null;
  let progressing: Promise<unknown> = Promise.resolve();

  const first = (body: APIInteractionResponse, file?: ReplyMessage['file']) =>
    respond(interaction, withFile(body, file), { log, rest, sinceMs });
  const edit = (message: ReplyMessage) =>
    patiently(() => idOf(rest.patch(original, { auth: false, ...messageRequest(message) })));
  const whisper = (message: ReplyMessage) =>
    patiently(() =>
      idOf(
        rest.post(Routes.webhook(applicationId, token), {
          auth: false,
          ...messageRequest(ephemeral(message)),
        }),
      ),
    );
  /** Sends a message as the first response. @returns its id where it is known, and whether it was in time */
  const firstMessage = async (
    body: APIInteractionResponse,
    message: ReplyMessage,
    file: ReplyMessage['file'],
  ) => {
    const response = await first(body, file);
    if (response.outcome === 'too late') return { isInTime: false, id: undefined };
    // Without Discord's word nobody knows whether it arrived; writing it again does no harm.
    if (response.outcome === 'unknown') return { isInTime: true, id: await edit(message) };
    const id = response.message ?? (await patiently(() => idOf(rest.get(original, { auth: false }))));
    return { isInTime: true, id };
  };
  const sendFirst = async (reply: Reply, bodyOf: (message: ReplyMessage) => APIInteractionResponse) => {
    let isSeen = false;
    const send = async (message: ReplyMessage) => {
      const { file, ...body } = message;
      const { isInTime, id } = await firstMessage(bodyOf(body), message, file);
      isSeen = isInTime;
      return id;
    };
    await sendReply(reply, send, chat);
    return isSeen;
  };
  const removeOriginal = async () => {
    try {
      await patiently(() => rest.delete(original, { auth: false }));
    } catch (error) {
      // It is gone: somebody else was faster, or Discord's answer to an earlier try was lost.
      if (codeOf(error) !== RESTJSONErrorCodes.UnknownMessage) throw error;
    }
  };

  return {
    ...options,
    hasPersonalLimit: true,
    drawn: drawnQuote,
    firstWithinMs: firstWithinMs - ageMs,
    async acknowledge(announcement) {
      const { outcome } = await first(
        announcement === 'change'
          ? { type: InteractionResponseType.DeferredMessageUpdate }
          : {
              type: InteractionResponseType.DeferredChannelMessageWithSource,
              ...(announcement === 'private' && { data: { flags: MessageFlags.Ephemeral } }),
            },
      );
      announced = announcement;
      return outcome !== 'too late';
    },
    async show(reply, isPrivate) {
      if (announced === null) {
        return sendFirst(reply, (message) => ({
          type: InteractionResponseType.ChannelMessageWithSource,
          data: isPrivate ? ephemeral(message) : message,
        }));
      }
      // Nothing may be on its way any more that could take its place.
      await progressing;
      if (announced === 'private' || (announced === 'public' && !isPrivate))
        await sendReply(reply, edit, chat);
      else {
        // Before anything else is sent: the first message after an announcement takes its place, for all to see.
        if (announced === 'public') await removeOriginal();
        await sendReply(reply, whisper, chat);
      }
      return true;
    },
    async replace(reply) {
      if (announced === null)
        return sendFirst(reply, (data) => ({ type: InteractionResponseType.UpdateMessage, data }));
      await sendReply(reply, edit, chat);
      return true;
    },
    async remove() {
      if (announced === null) {
        const { outcome } = await first({ type: InteractionResponseType.DeferredMessageUpdate });
        if (outcome === 'too late') return false;
      }
      await removeOriginal();
      return true;
    },
    async openForm(form, call) {
      await first({ type: InteractionResponseType.Modal, data: modalOf(form, call) });
      return null;
    },
    progress(reply) {
      progressing = rest
        .patch(original, { auth: false, body: replyMessage(reply) })
        .catch((error: unknown) => {
          log.debug(loggable(error), 'could not show progress');
        });
    },
  };
}

const ephemeral = (message: ReplyMessage) => ({
  ...message,

  flags: (message.flags | MessageFlags.Ephemeral) as MessageFlags.Ephemeral,
});
