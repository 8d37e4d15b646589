import {
  ChannelType,
  MessageType,
  RESTJSONErrorCodes,
  Routes,
  type Message,
  type REST,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord.js';
import { follow } from '../chat/follow.ts';
import type { Chat } from '../chat/run.ts';
import { answerWritten } from '../chat/written.ts';
import { localeOf } from '../locales/words.ts';
import { authorAndPlace } from './circumstances.ts';
import { codeOf, loggable } from './errors.ts';
import { sendReply } from './send.ts';

/** From when on an answer takes long enough to show that the bot is typing; Discord shows it for 10 seconds. */
const typingAfterMs = 500;

/** Whether a person speaks to the bot: with a mention, in reply to it, or directly. */
export function isToBot(message: Message, botId: string): boolean {
  if (message.author.bot || message.system) return false;
  return isDirect(message) || mentionOf(botId).test(message.content) || isReplyTo(message, botId);
}

/** Answers a message that is to the bot, as a reply to it. */
export async function answerMessage(message: Message, botId: string, chat: Chat, rest: REST): Promise<void> {
  const text = message.content.replace(mentionOf(botId), ' ').replace(/\s+/g, ' ').trim();
  const typing = setTimeout(() => {
    rest.post(Routes.channelTyping(message.channelId)).catch((error: unknown) => {
      chat.log.debug(loggable(error), 'typing could not be shown');
    });
  }, typingAfterMs);
  const { person, place } = authorAndPlace(message, chat.services);
  const written = {
    text,
    isReadable: text !== '' || isDirect(message) || mentionOf(botId).test(message.content),
    placeLocale: localeOf(message.guild?.preferredLocale),
    person,
    place,
    title: forumTitle(message),
  };
  const send = (body: RESTPostAPIChannelMessageJSONBody) =>
    rest.post(Routes.channelMessages(message.channelId), { body: inReplyTo(message, body) });
  try {
    await follow(chat, { command: 'ask', through: 'message', person, place }, async (chat, time) => {
      const reply = await answerWritten(chat, written, new Date()).finally(() => {
        clearTimeout(typing);
      });
      if (reply === null) return 'unanswered';
      await time('send', sendReply(reply, send, chat));
      return reply;
    });
  } catch (error) {
    if (!missesPermission(error)) throw error;
    const where = { channel: message.channelId, guild: message.guildId };
    chat.log.warn(
      { ...where, ...loggable(error) },
      'may not answer in this channel: it needs View Channel, Send Messages (in Threads) and Read Message History',
    );
  }
}

/** With a nonce, so that a request which is repeated after a lost answer does not post twice. */
function inReplyTo(
  message: Message,
  body: RESTPostAPIChannelMessageJSONBody,
): RESTPostAPIChannelMessageJSONBody {
  return {
    ...body,
    message_reference: { message_id: message.id, fail_if_not_exists: false },
    nonce: message.id,
    enforce_nonce: true,
  };
}

const mentionOf = (botId: string) => new RegExp(`<@!?${botId}>`, 'g');

/** The title of the forum post that a message stands in. */
function forumTitle({ channel }: Message): string | undefined {
  const isPost =
    channel.isThread() &&
    (channel.parent?.type === ChannelType.GuildForum || channel.parent?.type === ChannelType.GuildMedia);
  return isPost ? channel.name : undefined;
}

const isDirect = (message: Message) => message.guildId === null;

const isReplyTo = (message: Message, botId: string) =>
  message.type === MessageType.Reply && message.mentions.repliedUser?.id === botId;

function missesPermission(error: unknown): boolean {
  const code = codeOf(error);
  return code === RESTJSONErrorCodes.MissingPermissions || code === RESTJSONErrorCodes.MissingAccess;
}
