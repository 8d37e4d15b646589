import { ChannelType, Events, Routes, type Client, type Guild, type GuildBasedChannel } from 'discord.js';
import type { Chat } from '../chat/contract/chat.ts';
import { welcomeFor } from '../chat/welcome.ts';
import { localeOf } from '../locales/words.ts';
import { lacking } from './context.ts';
import { loggable } from './errors.ts';
import { idOf, patiently, sendReply, silent } from './send.ts';

/** How long after it joined a server it still greets there, when it could not before, in milliseconds. */
const withinMs = 86_400_000;

/**
 * Posts the welcome message on every newly joined server, once. At each start, Discord announces known
 * servers in the same way as new ones; the time of joining and the store distinguish them.
 */
export function greetNewServers(client: Client, chat: Chat): void {
  const greetOn = (guild: Guild) => {
    greet(guild, chat).catch((error: unknown) => {
      chat.log.error({ guild: guild.id, ...loggable(error) }, 'could not post the welcome message');
    });
  };
  client.on(Events.GuildCreate, greetOn);
  client.on(Events.GuildAvailable, greetOn);
  client.once(Events.ClientReady, ({ guilds }) => {
    guilds.cache.forEach(greetOn);
  });
}

async function greet(guild: Guild, chat: Chat): Promise<void> {
  const now = new Date();
  if (!guild.available || now.getTime() - guild.joinedTimestamp > withinMs) return;
  const channel = [guild.systemChannel, ...inOrder(guild)].find(mayWriteIn(guild));
  if (!channel) {
    chat.log.warn({ guild: guild.id }, 'joined a server, but no channel there is writable');
    return;
  }
  if (!(await chat.services.welcomes.claim(guild.id, now))) return;
  const { language } = chat.services.settings.of(guild.id);
  const locale = language ?? localeOf(guild.preferredLocale) ?? 'en';
  const reply = await welcomeFor(guild.id, locale, chat.services);
  const nonce = { nonce: guild.id, enforce_nonce: true };
  await sendReply(
    reply,
    (body) =>
      patiently(() =>
        idOf(
          guild.client.rest.post(Routes.channelMessages(channel.id), { body: { ...silent(body), ...nonce } }),
        ),
      ),
    chat,
  );
  chat.log.info({ guild: guild.id, channel: channel.id }, 'joined a server and posted the welcome message');
}

/** The text channels as the members see them, from the top. */
function inOrder({ channels }: Guild): GuildBasedChannel[] {
  const texts = [...channels.cache.values()].filter(({ type }) => type === ChannelType.GuildText);
  return texts.sort((one, other) => placeOf(one) - placeOf(other));
}

const placeOf = (channel: GuildBasedChannel) => ('rawPosition' in channel ? channel.rawPosition : 0);

const mayWriteIn =
  ({ members }: Guild) =>
  (channel: GuildBasedChannel | null) =>
    channel !== null &&
    members.me !== null &&
    lacking(channel.permissionsFor(members.me), channel).length === 0;
