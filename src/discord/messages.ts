import {
  ChannelType,
  MessageType,
  Routes,
  type APIMessage,
  type DiscordAPIError,
  type Message,
  type REST,
  type RESTPostAPIChannelMessageJSONBody,
  type User,
} from 'discord.js';
import type { Chat } from '../chat/contract/chat.ts';
import type { Permission } from '../chat/contract/context.ts';
import type { Reply } from '../chat/contract/reply.ts';
import type { Surface } from '../chat/contract/surface.ts';
import { dispatch } from '../chat/dispatch.ts';
import { errorReply, mayNotWriteReply } from '../chat/presenters/error-reply.ts';
import { drawnQuote, replyMessage, type ReplyMessage } from '../components/message.ts';
import { localeOf, words } from '../locales/words.ts';
import { authorAndPlace, lackingHere } from './context.ts';
import { isForbidden, loggable } from './errors.ts';
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

/**
 * Answers a message that is to the bot, as a reply to it; who wrote where the bot may not is told directly.
 *
 * @param answer the message that answers it already, which is changed
 */
export async function answerMessage(
  message: Message,
  chat: Chat,
  rest: REST,
  answer?: string,
): Promise<void> {
  const { person, place } = authorAndPlace(message, chat.services);
  const written = {
    text: wordsOf(message.content),
    links: linksIn(message.content),
    beside: '',
    isReadable: true,
    placeLocale: localeOf(message.guild?.preferredLocale),
    person,
    place,
    title: forumTitle(message),
  };
  const act = (read: typeof written, surface: Surface) =>
    dispatch(chat, { kind: 'message', written: read, now: new Date() }, surface);
  if (place.lacks.length > 0) {
    await act(written, directSurface(message, place.lacks, chat, rest));
    return;
  }
  const beside = await besideText(message, message.client.user.id);
  const isReadable = message.content !== '' || beside !== '' || isDirect(message);
  try {
    await act({ ...written, beside, isReadable }, messageSurface(message, chat, rest, answer));
  } catch (error) {
    if (!isForbidden(error)) throw error;
    await tellWhatForbids(message, error, chat, rest);
  }
}

/** How many messages after a question its answer is looked for. */
const lookedThrough = 100;

/** The message by which the bot has answered another, or has begun to; `undefined` when there is none. */
export async function answerTo(message: Message, rest: REST): Promise<string | undefined> {
  const query = new URLSearchParams({ after: message.id, limit: String(lookedThrough) });
  const after = (await patiently(() =>
    rest.get(Routes.channelMessages(message.channelId), { query }).catch(noneIfForbidden),
  )) as readonly APIMessage[];
  const isAnswer = ({ author, message_reference: reference }: APIMessage) =>
    author.id === message.client.user.id && reference?.message_id === message.id;
  return after.findLast(isAnswer)?.id;
}

const noneIfForbidden = (error: unknown): readonly APIMessage[] => {
  if (isForbidden(error)) return [];
  throw error;
};

/** A message as a surface: all see what is said, and there is nothing that could be changed. */
function messageSurface(message: Message, chat: Chat, rest: REST, answer?: string): Surface {
  const { channelId } = message;
  /** The message in which progress is shown, which the reply then takes. */
  let shown: Promise<string | undefined> = Promise.resolve(answer);
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
      if (answer !== undefined) return;
      shown = post(replyMessage(reply), `wait ${message.id}`).catch((error: unknown) => {
        chat.log.debug(loggable(error), 'could not show progress');
        return undefined;
      });
    },
  };
}

/** A message that cannot be answered where it stands, as a surface: its author alone sees what is said. */
function directSurface(message: Message, lacks: readonly Permission[], chat: Chat, rest: REST): Surface {
  return {
    ...messageSurface(message, chat, rest),
    show(reply) {
      chat.log.warn(whereOf(message, lacks), cannotAnswer(lacks));
      return writeTo(message.author, reply, chat, rest);
    },
  };
}

/** Says why Discord did not let a question be answered: in the log, and to the asker, since here nobody can see it. */
async function tellWhatForbids(
  message: Message,
  error: DiscordAPIError,
  chat: Chat,
  rest: REST,
): Promise<void> {
  const { channel, guild } = message;
  const lacks = lackingHere(guild, channel);
  chat.log.warn({ ...whereOf(message, lacks), ...loggable(error) }, cannotAnswer(lacks));
  if (isDirect(message)) return;
  const locale =
    chat.services.settings.of(message.guildId).language ?? localeOf(guild?.preferredLocale) ?? 'en';
  const { message: reason, code } = error;
  const reply =
    lacks.length > 0
      ? mayNotWriteReply(lacks, locale)
      : errorReply(locale, words(locale)('error.mayNotAnswer', { reason, code }), 'elsewhere');
  await writeTo(message.author, reply, chat, rest);
}

const whereOf = ({ channelId, guildId }: Message, lacks: readonly Permission[]) => ({
  channel: channelId,
  guild: guildId,
  lacks,
});

function cannotAnswer(lacks: readonly Permission[]): string {
  const permissions = lacks.map((one) => words('en')(`permissions.${one}`)).join(', ');
  return lacks.length > 0
    ? `cannot answer in this channel; missing permissions: ${permissions}`
    : 'Discord does not let Kutip answer in this channel';
}

/** Writes somebody a direct message. @returns whether they let it */
async function writeTo({ id }: User, reply: Reply, chat: Chat, rest: REST): Promise<boolean> {
  try {
    const body = { recipient_id: id };
    const direct = (await patiently(() => rest.post(Routes.userChannels(), { body }))) as {
      readonly id: string;
    };
    const send = (body: ReplyMessage) => idOf(rest.post(Routes.channelMessages(direct.id), { body }));
    await sendReply(reply, (body) => patiently(() => send(body)), chat);
    return true;
  } catch (error) {
    // Many do not let strangers write to them.
    if (!isForbidden(error)) throw error;
    return false;
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
