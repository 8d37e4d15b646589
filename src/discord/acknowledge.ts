import {
  InteractionResponseType,
  MessageFlags,
  RESTJSONErrorCodes,
  Routes,
  type APIInteractionResponse,
  type APIInteractionResponseDeferredChannelMessageWithSource,
  type BaseInteraction,
  type REST,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Reply } from '../chat/contract/reply.ts';
import { replyMessage } from '../components/message.ts';
import { codeOf, loggable } from './errors.ts';
import { persist } from './retry.ts';

/** Discord takes the first answer within 3 seconds. */
const patience = { firstMs: 100, withinMs: 2_500 };

/** How long it may hang before it is repeated: the third try must still be in time. */
const timeoutMs = 1_000;

/**
 * Gives an interaction its first answer, for which Discord waits for 3 seconds only.
 *
 * @returns whether the interaction can be answered further
 */
export async function acknowledge(
  interaction: BaseInteraction,
  body: APIInteractionResponse,
  log: Logger,
  rest: REST,
): Promise<boolean> {
  try {
    const route = Routes.interactionCallback(interaction.id, interaction.token);
    await persist(
      () => rest.post(route, { auth: false, body, signal: AbortSignal.timeout(timeoutMs) }),
      patience,
    );
    return true;
  } catch (error) {
    // The acknowledgement had arrived, and only Discord's answer to it was lost.
    if (codeOf(error) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) return true;
    const ageMs = Date.now() - interaction.createdTimestamp;
    log.error({ ageMs, ...loggable(error) }, 'an interaction could not be acknowledged');
    // Without Discord's answer nobody knows whether it arrived: answering is worth the try.
    return codeOf(error) !== RESTJSONErrorCodes.UnknownInteraction;
  }
}

/** A reply that is the acknowledgement itself, for the asker alone. */
export function whisper(reply: Reply): APIInteractionResponse {
  const message = replyMessage(reply);
  return {
    type: InteractionResponseType.ChannelMessageWithSource,
    data: { ...message, flags: message.flags | MessageFlags.Ephemeral },
  };
}

/** How a reply is announced that will take its place later. */
export function deferral(isPrivate: boolean): APIInteractionResponseDeferredChannelMessageWithSource {
  return {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    ...(isPrivate && { data: { flags: MessageFlags.Ephemeral } }),
  };
}
