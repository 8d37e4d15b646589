import { RESTJSONErrorCodes, Routes, type BaseInteraction, type REST } from 'discord.js';
import type { Chat } from '../chat/contract/chat.ts';
import { withTrueQuotes } from '../chat/drawn-quotes.ts';
import type { EditOutcome, Notifier } from '../chat/contract/notifier.ts';
import { drawnQuote, replyMessage } from '../components/message.ts';
import { codeOf, isForbidden, loggable } from './errors.ts';
import { idOf, patiently, sendReply } from './send.ts';

/** How long Discord lets an answer to an interaction be changed, in milliseconds. */
const changeableMs = 15 * 60_000;

/** Whether Discord says that we have no business in a channel, or none any more. */
const isShut = (error: unknown) => isForbidden(error) || codeOf(error) === RESTJSONErrorCodes.UnknownChannel;

/** How it says that an interaction is too long ago. */
const over: readonly unknown[] = [
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownInteraction,
];

/** What changing the answer to an interaction takes; the interaction itself holds a person and far more. */
type Answerable = Pick<BaseInteraction, 'applicationId' | 'token'>;

/** The answers to interactions that can still be changed, by the id of the kept reply. What only one person sees has no other way. */
export interface EditableReplies {
  /** A chat that remembers the replies of an interaction. */
  remembering(chat: Chat, interaction: BaseInteraction): Chat;
  of(reply: string): Answerable | undefined;
}

export function createEditableReplies(): EditableReplies {
  // In the order in which they were answered.
  const known = new Map<string, Answerable & { readonly until: number }>();
  return {
    remembering(chat, { applicationId, token, createdTimestamp }) {
      const { replies } = chat.services;
      const shown = (reply: string, message: string) => {
        for (const [oldest, { until }] of known) {
          if (until > Date.now()) break;
          known.delete(oldest);
        }
        known.set(reply, { applicationId, token, until: createdTimestamp + changeableMs });
        return replies.shown(reply, message);
      };
      return { ...chat, services: { ...chat.services, replies: { ...replies, shown } } };
    },
    of: (reply) => known.get(reply),
  };
}

/**
 * Says unasked things as the bot.
 *
 * @param interactionRest for answers to interactions
 */
export function createNotifier(
  chat: Chat,
  rest: REST,
  interactionRest: REST,
  editable: EditableReplies,
): Notifier {
  return {
    async edit(kept, reply) {
      // A message of the page beside Discord is none of ours.
      if (!/^\d+$/.test(kept.message ?? '')) return 'out of reach';
      const body = replyMessage(await withTrueQuotes(reply, drawnQuote, chat));
      const message = kept.message ?? '';
      const answerable = editable.of(kept.id);
      if (answerable !== undefined) {
        const route = Routes.webhookMessage(answerable.applicationId, answerable.token, message);
        const edited = await editing(() => interactionRest.patch(route, { auth: false, body }));
        if (edited !== 'out of reach') return edited;
      }
      if (kept.private) return 'out of reach';
      return editing(() => rest.patch(Routes.channelMessage(kept.place.channel, message), { body }));
    },
    async say(channel, reply) {
      try {
        await sendReply(
          await withTrueQuotes(reply, drawnQuote, chat),
          (body) => patiently(() => idOf(rest.post(Routes.channelMessages(channel), { body }))),
          chat,
        );
      } catch (error) {
        if (!isShut(error)) throw error;
        chat.log.warn({ channel, ...loggable(error) }, 'not allowed to post a notice in this channel');
      }
    },
  };
}

async function editing(request: () => Promise<unknown>): Promise<EditOutcome> {
  try {
    await patiently(request);
    return 'done';
  } catch (error) {
    const code = codeOf(error);
    if (code === RESTJSONErrorCodes.UnknownMessage) return 'gone';
    if (isShut(error) || over.includes(code)) return 'out of reach';
    throw error;
  }
}
