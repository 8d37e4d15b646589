import {
  ApplicationIntegrationType,
  PermissionFlagsBits,
  type BaseInteraction,
  type Channel,
  type Guild,
  type Message,
  type PermissionsBitField,
} from 'discord.js';
import type { Context, Permission } from '../chat/contract/context.ts';
import type { Services } from '../chat/contract/services.ts';
import { localeOf } from '../locales/words.ts';

/** The locale is the user's if supported, else the server's, else English. Needs no I/O. */
export function contextOf(
  interaction: BaseInteraction,
  { people, settings }: Pick<Services, 'people' | 'settings'>,
): Context {
  const may = interaction.memberPermissions;
  const { guildId, authorizingIntegrationOwners: owners } = interaction;
  const server = owners[ApplicationIntegrationType.GuildInstall] === guildId ? guildId : null;
  return {
    person: {
      id: people.pseudonymOf(interaction.user.id),
      account: interaction.user.id,
      mayManageServer: may?.has(PermissionFlagsBits.ManageGuild) ?? false,
      mayManageMessages: may?.has(PermissionFlagsBits.ManageMessages) ?? false,
      roles: rolesOf(interaction.member),
    },
    place: {
      server,
      channel: interaction.channelId ?? '',
      parent: parentOf(interaction.channel),
      lacks: server === null ? [] : lacking(interaction.appPermissions, interaction.channel),
      lacksIn: (id) => {
        const channel = interaction.guild?.channels.cache.get(id);
        return channel === undefined ? [] : lackingHere(interaction.guild, channel);
      },
    },
    locale:
      localeOf(interaction.locale) ??
      settings.of(server).language ??
      localeOf(interaction.guildLocale) ??
      'en',
    now: new Date(),
    timeZone: settings.of(server).timeZone,
  };
}

/** For a message, which does not say what its author may do; nothing they write needs it. */
export function authorAndPlace(
  { author, guild, guildId, channelId, channel }: Message,
  { people }: Pick<Services, 'people'>,
): Pick<Context, 'person' | 'place'> {
  return {
    person: {
      id: people.pseudonymOf(author.id),
      account: null,
      mayManageServer: false,
      mayManageMessages: false,
      roles: [],
    },
    place: {
      server: guildId,
      channel: channelId,
      parent: parentOf(channel),
      lacks: lackingHere(guild, channel),
    },
  };
}

/** The interaction of a member who is not cached only has role ids. */
function rolesOf(member: BaseInteraction['member']): readonly string[] {
  if (member === null) return [];
  return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
}

const parentOf = (channel: Channel | null) => (channel?.isThread() ? channel.parentId : null);

/** What the bot lacks now to answer in a channel. */
export function lackingHere(guild: Guild | null, channel: Channel): Permission[] {
  const me = guild?.members.me;
  return me && !channel.isDMBased() ? lacking(channel.permissionsFor(me), channel) : [];
}

/** What the bot needs to answer a message in a channel, and may not do. */
export function lacking(may: Readonly<PermissionsBitField> | null, channel: Channel | null): Permission[] {
  const send = channel?.isThread() ? 'SendMessagesInThreads' : 'SendMessages';
  const needed = ['ViewChannel', send, 'ReadMessageHistory'] as const;
  return needed.filter((permission) => !(may?.has(PermissionFlagsBits[permission]) ?? true));
}
