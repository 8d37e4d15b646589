import {
  ChannelType,
  MessageType,
  RESTJSONErrorCodes,
  Routes,
  type Message,
  type REST,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord.js';
import type { Chat } from '../chat/contract/chat.ts';
import type { Surface } from '../chat/contract/surface.ts';
import { dispatch } from '../chat/dispatch.ts';
import { errorReply } from '../chat/presenters/error-reply.ts';
import { drawnQuote, replyMessage, type ReplyMessage } from '../components/message.ts';
import { localeOf, words } from '../locales/words.ts';
import { authorAndPlace, lacking } from './context.ts';
import { codeOf, loggable } from './errors.ts';
import { broughtText, linksIn, messageText, wordsOf } from './message-text.ts';
import { idOf, patiently, sendReply, withoutPicture } from './send.ts';

/** From when on an answer takes long enough to show that the bot is typing; Discord shows it for 10 seconds. */
const typingAfterMs = 500;

/** Whether a person speaks to the bot: with a mention, of its role perhaps, in reply to it, or directly. */
export function isToBot(message: Message, botId: string): boolean {
  if (message.author.bot || message.system) return false;
  return (
    isDirect(message) ||
    mentionOf(botId).test(message.content) ||
    isReplyTo(message, botId) ||
    mentionsRole(message, botId)
  );
}

/** Answers a message that is to the bot, as a reply to it. */
export async function answerMessage(message: Message, chat: Chat, rest: REST): Promise<void> {
  const beside = await besideText(message, message.client.user.id);
  const written = {
    text: wordsOf(message.content),
    links: linksIn(message.content),
    beside,
    isReadable: message.content !== '' || beside !== '' || isDirect(message),
    placeLocale: localeOf(message.guild?.preferredLocale),
    ...authorAndPlace(message, chat.services),
    title: forumTitle(message),
  };
  try {
    await dispatch(chat, { kind: 'message', written, now: new Date() }, messageSurface(message, chat, rest));
  } catch (error) {
    if (!missesPermission(error)) throw error;
    await tellWhatLacks(message, error, chat, rest);
  }
}

/** A message as a surface: all see what is said, and there is nothing that could be changed. */
function messageSurface(message: Message, chat: Chat, rest: REST): Surface {
  const { channelId } = message;
  /** The message in which progress is shown, which the reply then takes. */
  let shown: Promise<string | undefined> = Promise.resolve(undefined);
  const post = (body: ReplyMessage, nonce: string) =>
    idOf(rest.post(Routes.channelMessages(channelId), { body: inReplyTo(message, body, nonce) }));
  return {
    through: 'message',
    hasPersonalLimit: true,
    drawn: drawnQuote,
    canChange: false,
    firstWithinMs: typingAfterMs,
    acknowledge() {
      rest.post(Routes.channelTyping(channelId)).catch((error: unknown) => {
        chat.log.debug(loggable(error), 'could not show the typing indicator');
      });
      return Promise.resolve(true);
    },
    async show(reply) {
      const before = await shown;
      const send =
        before === undefined
          ? (body: ReplyMessage) => post(body, message.id)
          : (body: ReplyMessage) => idOf(rest.patch(Routes.channelMessage(channelId, before), { body }));
      await sendReply(withoutPicture(reply), (body) => patiently(() => send(body)), chat);
      return true;
    },
    replace: () => Promise.resolve(false),
    remove: () => Promise.resolve(false),
    openForm: () => Promise.resolve(null),
    progress(reply) {
      shown = post(replyMessage(reply), `wait ${message.id}`).catch((error: unknown) => {
        chat.log.debug(loggable(error), 'could not show progress');
        return undefined;
      });
    },
  };
}

/** Names the permissions that kept a question from being answered: in the log, and to the asker, since here nobody can see it. */
async function tellWhatLacks(message: Message, error: unknown, chat: Chat, rest: REST): Promise<void> {
  const { channel, guild, author } = message;
  const me = guild?.members.me;
  const lacks = me && !channel.isDMBased() ? lacking(channel.permissionsFor(me), channel) : [];
  const t = words('en');
  const permissions = lacks.length > 0 ? lacks.map((one) => t(`permissions.${one}`)).join(', ') : 'unknown';
  chat.log.warn(
    { channel: channel.id, guild: message.guildId, lacks, ...loggable(error) },
    `cannot answer in this channel; missing permissions: ${permissions}`,
  );
  if (lacks.length === 0) return;
  const locale =
    chat.services.settings.of(message.guildId).language ?? localeOf(guild?.preferredLocale) ?? 'en';
  const own = words(locale);
  const reply = errorReply(
    locale,
    own('error.mayNotWrite', { permissions: lacks.map((one) => own(`permissions.${one}`)) }),
    'elsewhere',
  );
  try {
    const body = { recipient_id: author.id };
    const direct = (await patiently(() => rest.post(Routes.userChannels(), { body }))) as {
      readonly id: string;
    };
    const send = (body: ReplyMessage) => idOf(rest.post(Routes.channelMessages(direct.id), { body }));
    await sendReply(reply, (body) => patiently(() => send(body)), chat);
  } catch (refusal) {
    // Many do not let strangers write to them.
    if (codeOf(refusal) !== RESTJSONErrorCodes.CannotSendMessagesToThisUser) throw refusal;
  }
}

/** With a nonce, so that a request which is repeated after a lost answer does not post twice. */
function inReplyTo(
  { id }: Message,
  body: RESTPostAPIChannelMessageJSONBody,
  nonce: string,
): RESTPostAPIChannelMessageJSONBody {
  return {
    ...body,
    message_reference: { message_id: id, fail_if_not_exists: false },
    nonce,
    enforce_nonce: true,
  };
}

/** What a message brings besides its own words: what it forwards, a preview, or the message of somebody else that it replies to. */
async function besideText(message: Message, botId: string): Promise<string> {
  const own = broughtText(message);
  if (own !== '' || message.reference === null || isReplyTo(message, botId)) return own;
  try {
    const replied = await message.fetchReference();
    return replied.author.id === botId ? '' : messageText(replied);
  } catch {
    return ''; // It is deleted, or may not be read here: the words of the message itself have to do.
  }
}

const mentionOf = (botId: string) => new RegExp(`<@!?${botId}>`);

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

/** Whether it names the role that the bot got with its invitation, which is called like the bot. Discord then withholds the text. */
function mentionsRole({ guild, mentions }: Message, botId: string): boolean {
  const role = guild?.roles.botRoleFor(botId);
  return role !== undefined && role !== null && mentions.roles.has(role.id);
}

/** How Discord says that a permission is missing. */
const missing: readonly unknown[] = [
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory,
];

const missesPermission = (error: unknown) => missing.includes(codeOf(error));
