/* oxlint-disable typescript/no-unsafe-enum-assignment -- flags are sums of bits: no member stands for "none" */
import {
  ChannelType,
  ForumLayoutType,
  GatewayIntentBits,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildVerificationLevel,
  InteractionType,
  Locale,
  MessageType,
  OverwriteType,
  PermissionFlagsBits,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';
import type {
  APIApplication,
  APIBaseInteraction,
  APIDMChannel,
  APIGuildForumChannel,
  APIGuildMemberNoUser,
  APIMessage,
  APIPublicThreadChannel,
  APIRole,
  APITextChannel,
  APIUser,
  ComponentType,
  GatewayGuildCreateDispatchData,
  Snowflake,
} from 'discord-api-types/v10';

/** Every kind of channel that the loopback knows. */
export type Channel = APITextChannel | APIPublicThreadChannel | APIGuildForumChannel | APIDMChannel;
/** One interaction as it goes over the gateway, whatever its kind. */
export type Interaction = APIBaseInteraction<InteractionType, unknown>;
/** A component seen loosely, so that one walk serves messages, modals and bodies that are still unchecked. */
export interface Component {
  type: ComponentType;
  components?: Component[];
  component?: Component;
  accessory?: Component;
  custom_id?: string;
  disabled?: boolean;
  [field: string]: unknown;
}

/** A number of flags together; without any, none. */
function bits(...members: readonly number[]): number {
  return members.reduce((sum, member) => sum | member, 0);
}

let counter = 0n;

/** A new id whose time is now, as Discord makes them. */
export function snowflake(): Snowflake {
  counter = (counter + 1n) & 0x3fffffn;
  return (((BigInt(Date.now()) - 1_420_070_400_000n) << 22n) | counter).toString();
}

/** A user (not a bot unless said). */
export function user(name: string, bot = false): APIUser {
  return { id: snowflake(), username: name, global_name: name, discriminator: '0', avatar: null, bot };
}

/** What READY and `/applications/@me` say about an application. */
export function application(
  bot: APIUser,
): Pick<APIApplication, 'id' | 'name' | 'description' | 'flags' | 'flags_new'> {
  return { id: bot.id, name: bot.username, description: '', flags: bits(), flags_new: '0' };
}

/** A member of a guild without roles, without the user's own fields. */
export function member(): APIGuildMemberNoUser {
  return {
    roles: [],
    joined_at: '2022-01-01T00:00:00.000Z',
    deaf: false,
    mute: false,
    flags: bits(),
    nick: null,
  };
}

/** What an ordinary user and the bot may do where nothing is forbidden. */
export const ORDINARY =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.UseApplicationCommands;

/** An ordinary text channel. */
export function textChannel(guild_id: Snowflake, name: string): APITextChannel {
  return {
    id: snowflake(),
    type: ChannelType.GuildText,
    guild_id,
    name,
    position: 0,
    permission_overwrites: [],
  };
}

/** A thread in a text channel, or a post in a forum, depending on the parent. */
export function thread(parent: APITextChannel | APIGuildForumChannel, name: string): APIPublicThreadChannel {
  return {
    id: snowflake(),
    type: ChannelType.PublicThread,
    guild_id: parent.guild_id!,
    parent_id: parent.id,
    name,
    applied_tags: [],
    thread_metadata: {
      archived: false,
      auto_archive_duration: ThreadAutoArchiveDuration.OneDay,
      archive_timestamp: new Date().toISOString(),
      locked: false,
    },
  };
}

/** A direct-message channel with one user. */
export function dmChannel(recipient: APIUser): APIDMChannel {
  return { id: snowflake(), type: ChannelType.DM, name: null, recipients: [recipient] };
}

/** A forum, whose threads are its posts. */
export function forumChannel(guild_id: Snowflake, name: string): APIGuildForumChannel {
  return {
    id: snowflake(),
    type: ChannelType.GuildForum,
    guild_id,
    name,
    position: 1,
    permission_overwrites: [],
    available_tags: [],
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: ForumLayoutType.NotSet,
  };
}

function everyone(guild_id: Snowflake): APIRole {
  return {
    id: guild_id,
    name: '@everyone',
    // oxlint-disable-next-line typescript/no-deprecated -- discord.js 14 still reads it
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position: 0,
    permissions: ORDINARY.toString(),
    managed: false,
    mentionable: false,
    flags: bits(),
  };
}

/** The role that a bot gets with its invitation, and that has its name. */
const roleOf = (bot: APIUser): APIRole => ({
  ...everyone(snowflake()),
  name: bot.username,
  position: 1,
  managed: true,
  tags: { bot_id: bot.id },
});

/** A guild of which the bot is a member, as GUILD_CREATE tells it. */
export function guild(
  id: Snowflake,
  name: string,
  inside: Pick<GatewayGuildCreateDispatchData, 'channels' | 'threads'>,
  bot: APIUser,
  owner: APIUser,
  locale: Locale,
): GatewayGuildCreateDispatchData {
  const role = roleOf(bot);
  return {
    id,
    name,
    owner_id: owner.id,
    preferred_locale: locale,
    roles: [everyone(id), role],
    ...inside,
    members: [{ ...member(), roles: [role.id], user: bot }],
    member_count: 4,
    joined_at: '2022-01-01T00:00:00.000Z',
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    vanity_url_code: null,
    features: [],
    emojis: [],
    stickers: [],
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    large: false,
    unavailable: false,
    afk_channel_id: null,
    afk_timeout: 300,
    application_id: null,
    system_channel_id: inside.channels[0]?.id ?? null,
    system_channel_flags: bits(),
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    verification_level: GuildVerificationLevel.None,
    default_message_notifications: GuildDefaultMessageNotifications.AllMessages,
    explicit_content_filter: GuildExplicitContentFilter.Disabled,
    mfa_level: GuildMFALevel.None,
    premium_tier: GuildPremiumTier.None,
    premium_progress_bar_enabled: false,
    nsfw_level: GuildNSFWLevel.Default,
    hub_type: null,
    incidents_data: null,
  };
}

/** Forbids the bot something in a channel, by an overwrite as a moderator would make. */
export function forbid(channel: Channel, bot: APIUser, permissions: bigint): void {
  if (channel.type === ChannelType.DM) throw new Error('A direct message has no permissions to forbid.');
  channel.permission_overwrites = [
    ...(channel.permission_overwrites ?? []).filter(({ id }) => id !== bot.id),
    { id: bot.id, type: OverwriteType.Member, allow: '0', deny: permissions.toString() },
  ];
}

/** What the bot may do in a channel; for a thread give its parent's overwrites through `parent`. */
export function permissionsIn(channel: Channel, bot: APIUser, parent: Channel = channel): bigint {
  if (parent.type === ChannelType.DM) return ORDINARY;
  const denied = parent.permission_overwrites?.find(({ id }) => id === bot.id)?.deny ?? '0';
  return ORDINARY & ~BigInt(denied);
}

/** A message with everything that Discord always sends; `fields` says what is not empty. */
export function message(fields: Pick<APIMessage, 'author' | 'channel_id'> & Partial<APIMessage>): APIMessage {
  return {
    id: snowflake(),
    type: MessageType.Default,
    content: '',
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
    flags: bits(),
    ...fields,
  };
}

/**
 * The message as an application with these intents gets it: without MessageContent everything a user wrote is
 * empty, unless it came by direct message, mentions the application, or is the application's own.
 * Source: https://discord.com/developers/docs/events/gateway#message-content-intent
 */
export function asSeen(whole: APIMessage, bot: APIUser, intents: number, direct: boolean): APIMessage {
  const may =
    direct ||
    (intents & GatewayIntentBits.MessageContent) !== 0 ||
    whole.author.id === bot.id ||
    whole.mentions.some(({ id }) => id === bot.id);
  const { poll, referenced_message: referenced, ...seen } = whole;
  if (!may) Object.assign(seen, { content: '', embeds: [], attachments: [], components: [] });
  return {
    ...seen,
    ...(may && poll ? { poll } : {}),
    ...(referenced === undefined
      ? {}
      : { referenced_message: referenced && asSeen(referenced, bot, intents, direct) }),
  };
}

/** All components, nested ones included, from the outside in. */
export function* parts(components: readonly Component[]): Generator<Component> {
  for (const component of components) {
    yield component;
    yield* parts(component.components ?? []);
    for (const inner of [component.component, component.accessory]) if (inner) yield* parts([inner]);
  }
}
