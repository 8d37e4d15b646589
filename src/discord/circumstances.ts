import { PermissionFlagsBits, type BaseInteraction, type Message } from 'discord.js';
import type { Circumstances } from '../chat/circumstances.ts';
import { localeOf } from '../locales/words.ts';

/** Who does something where, in the user's language where we speak it, else in the server's, else in English. */
export function circumstancesOf(interaction: BaseInteraction): Circumstances {
  const may = interaction.memberPermissions;
  return {
    person: {
      id: interaction.user.id,
      mayManageServer: may?.has(PermissionFlagsBits.ManageGuild) ?? false,
      mayManageMessages: may?.has(PermissionFlagsBits.ManageMessages) ?? false,
    },
    place: { server: interaction.guildId, channel: interaction.channelId ?? '' },
    locale: localeOf(interaction.locale) ?? localeOf(interaction.guildLocale) ?? 'en',
    now: new Date(),
  };
}

/** The same for a message. What its author may do is not told with it, and nothing that he writes needs it. */
export function authorAndPlace({
  author,
  guildId,
  channelId,
}: Message): Pick<Circumstances, 'person' | 'place'> {
  return {
    person: { id: author.id, mayManageServer: false, mayManageMessages: false },
    place: { server: guildId, channel: channelId },
  };
}
