import { RESTJSONErrorCodes, Routes, type REST } from 'discord.js';
import type { Chat } from '../chat/contract/chat.ts';
import { withTrueQuotes } from '../chat/drawn-quotes.ts';
import type { Destination, EditOutcome, Notifier } from '../chat/contract/notifier.ts';
import type { Reply } from '../chat/contract/reply.ts';
import { drawnQuote, replyMessage } from '../components/message.ts';
import { visibleLine } from '../components/visible.ts';
import type { EditableReplies } from './editable-replies.ts';
import { codeOf, isForbidden, loggable } from './errors.ts';
import { idOf, patiently, sendReply, withoutPicture, silent } from './send.ts';

/** Whether Discord says that we have no business in a channel, or none any more. */
const isShut = (error: unknown) => isForbidden(error) || codeOf(error) === RESTJSONErrorCodes.UnknownChannel;

/** How it says that an interaction is too long ago. */
const over: readonly unknown[] = [
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownInteraction,
];

/** How it says, besides forbidding it, that we may not post there, now or ever. */
const closed: readonly unknown[] = [
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.InvalidRecipients,
  RESTJSONErrorCodes.UnknownUser,
  RESTJSONErrorCodes.UnknownMember,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel,
  RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType,
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
];

/** Messages of a channel that are looked through for one that may have been posted. */
const mostLookedThrough = 50;
/** Characters of the name of a thread. */
const longestName = 100;

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
      const body = replyMessage(await withTrueQuotes(withoutPicture(reply), drawnQuote, chat));
      const message = kept.message ?? '';
      const answerable = await editable.of(kept.id);
      if (answerable !== undefined) {
        const route = Routes.webhookMessage(answerable.applicationId, answerable.token, message);
        const edited = await editing(() => interactionRest.patch(route, { auth: false, body }));
        if (edited !== 'out of reach') return edited;
      }
      if (kept.private) return 'out of reach';
      return editing(() => rest.patch(Routes.channelMessage(kept.place.channel, message), { body }));
    },
    async post(to, reply, wasTried) {
      const shown = await withTrueQuotes(reply, drawnQuote, chat);
      const places = 'account' in to || to.below === undefined ? [to] : [to, { channel: to.channel }];
      for (const place of places) {
        try {
          const channel = await channelOf(place, nameOf(shown), rest);
          return { channel, message: await postOnce(channel, shown, wasTried, rest) };
        } catch (error) {
          if (codeOf(error) === RESTJSONErrorCodes.InvalidFormBodyOrContentType) {
            chat.log.error(loggable(error), 'Discord rejected the content of a post');
            return 'invalid';
          }
          if (!isShut(error) && !closed.includes(codeOf(error))) throw error;
          chat.log.warn({ ...('channel' in place && place), ...loggable(error) }, 'not allowed to post here');
        }
      }
      return 'refused';
    },
    async say(channel, reply) {
      try {
        await sendReply(
          await withTrueQuotes(reply, drawnQuote, chat),
          (body) => patiently(() => idOf(rest.post(Routes.channelMessages(channel), { body: silent(body) }))),
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

/** The channel to post in: that of direct messages with somebody, or the thread below a message, opened if need be. */
async function channelOf(to: Destination, name: string, rest: REST): Promise<string> {
  if ('account' in to) {
    if (to.memberOf !== null) await mustBeMember(to.memberOf, to.account, rest);
    return (await idOf(rest.post(Routes.userChannels(), { body: { recipient_id: to.account } }))) ?? '';
  }
  const { channel, below } = to;
  if (below === undefined) return channel;
  try {
    await rest.post(Routes.threads(channel, below), { body: { name } });
  } catch (error) {
    if (codeOf(error) !== RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage) throw error;
  }
  // A thread at a message has its id.
  return below;
}

/** Who has left a server is not told what only its members may read. */
async function mustBeMember(server: string, account: string, rest: REST): Promise<void> {
  try {
    await rest.get(Routes.guildMember(server, account));
  } catch (error) {
    // Where only they installed the bot, it cannot see the server, which then has nothing of its own here.
    if (!isForbidden(error) && codeOf(error) !== RESTJSONErrorCodes.UnknownGuild) throw error;
  }
}

/** @returns the id of the message */
async function postOnce(channel: string, reply: Reply, wasTried: boolean, rest: REST): Promise<string> {
  const { keptAs = '' } = reply;
  const known = wasTried ? await postedIn(channel, keptAs, rest) : undefined;
  // Discord takes the same nonce for the same message for some minutes.
  const body = { ...replyMessage(reply), nonce: keptAs, enforce_nonce: true };
  return known ?? (await idOf(rest.post(Routes.channelMessages(channel), { body }))) ?? '';
}

/** The name of a thread: what it is about. */
function nameOf({ parts }: Reply): string {
  const quote = parts.find((part) => part.kind === 'quote');
  return visibleLine(quote?.attribution.title ?? '…', longestName) || '…';
}

/** The message that shows a stored reply, whose id stands in its controls, if it is among the last of a channel. */
async function postedIn(channel: string, keptAs: string, rest: REST): Promise<string | undefined> {
  const query = new URLSearchParams({ limit: String(mostLookedThrough) });
  const last = (await rest.get(Routes.channelMessages(channel), { query })) as readonly {
    readonly id: string;
    readonly components?: unknown;
  }[];
  return last.find(({ components }) => JSON.stringify(components ?? []).includes(`/${keptAs}/`))?.id;
}
