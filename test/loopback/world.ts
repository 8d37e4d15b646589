import { ChannelType, Locale, PermissionFlagsBits } from 'discord-api-types/v10';
import type {
  APIApplicationCommand,
  APIDMChannel,
  APIMessage,
  APIUser,
  GatewayGuildCreateDispatchData,
  Snowflake,
} from 'discord-api-types/v10';
import type { Asked, Exchange, Posted } from './exchange.ts';
import { Shelf } from './log.ts';
import {
  application,
  dmChannel,
  forumChannel,
  guild,
  permissionsIn,
  snowflake,
  textChannel,
  thread,
  user,
} from './payloads.ts';
import type { Channel } from './payloads.ts';

/** What exists on this Discord: an application with its bot, users, guilds, channels, messages. */
export class World {
  readonly token: string;
  readonly bot = user('Kutip', true);
  readonly application = application(this.bot);
  /** An ordinary reader, another one, and the guild's owner with Manage Server. */
  readonly users = { asker: user('asker'), other: user('other'), moderator: user('moderator') };
  readonly channels;
  readonly guilds: GatewayGuildCreateDispatchData[];
  commands: APIApplicationCommand[] = [];
  /** Users who are on no guild any more. */
  readonly left = new Set<Snowflake>();

  readonly channelById = new Map<Snowflake, Channel>();
  /** Everything Discord shows, ephemeral replies included. */
  readonly messages: Shelf<APIMessage>;
  readonly askedByToken: Shelf<Asked>;
  /** To which exchange a message belongs, be it the question or the bot's reply. */
  readonly exchangeByMessage: Shelf<Exchange>;
  /** The last that a person wrote in a channel, for a reply that points at no message. */
  readonly lastPosted = new Map<Snowflake, Posted>();

  /** `keep`: how many of the latest messages and interactions are remembered. */
  constructor(token: string, keep: number) {
    this.token = token;
    this.messages = new Shelf(keep);
    this.askedByToken = new Shelf(keep);
    this.exchangeByMessage = new Shelf(keep);
    const id = snowflake();
    const text = textChannel(id, 'general');
    const forum = forumChannel(id, 'questions');
    this.channels = {
      text,
      thread: thread(text, 'a thread'),
      forum,
      post: thread(forum, 'Who won the match?'),
      dm: dmChannel(this.users.asker),
      /** In a guild where the bot is not: only a user who installed it for himself can use it there. */
      foreign: textChannel(snowflake(), 'elsewhere'),
    };
    const { thread: first, post } = this.channels;
    const inside = { channels: [text, forum], threads: [first, post] };
    this.guilds = [guild(id, 'Loopback', inside, this.bot, this.users.moderator, Locale.Indonesian)];
    for (const channel of Object.values(this.channels)) this.channelById.set(channel.id, channel);
  }

  /** The guild of a channel, if the bot is a member of it. */
  guildOf(channel: Channel): GatewayGuildCreateDispatchData | undefined {
    return channel.type === ChannelType.DM
      ? undefined
      : this.guilds.find(({ id }) => id === channel.guild_id);
  }

  /** What the bot may do in a channel. */
  permissions(channel: Channel): bigint {
    const parent =
      channel.type === ChannelType.PublicThread ? this.channelById.get(channel.parent_id!) : undefined;
    return permissionsIn(channel, this.bot, parent);
  }

  /** Whether the bot may see a channel. */
  sees(channel: Channel): boolean {
    const there = channel.type === ChannelType.DM || this.guildOf(channel) !== undefined;
    return there && (this.permissions(channel) & PermissionFlagsBits.ViewChannel) !== 0n;
  }

  /** The direct-message channel with a user, opened if need be. */
  direct(recipient: APIUser): APIDMChannel {
    const isWith = (channel: Channel): channel is APIDMChannel =>
      channel.type === ChannelType.DM && channel.recipients?.[0]?.id === recipient.id;
    const found = [...this.channelById.values()].find(isWith) ?? dmChannel(recipient);
    this.channelById.set(found.id, found);
    return found;
  }

  userById(id: Snowflake): APIUser | undefined {
    return [this.bot, ...Object.values(this.users)].find((one) => one.id === id);
  }
}
