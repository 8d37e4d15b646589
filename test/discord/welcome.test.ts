import { MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDiscord as startBot } from '../../src/discord/bot.ts';
import type { LoopbackDiscord, Sent } from '../loopback/server.ts';
import type { MessageBody } from '../loopback/limits.ts';
import { connected, newChat, newDiscord, textOf } from './connected.ts';
import { buttonsOf } from './press.ts';

const { ViewChannel, SendMessages } = PermissionFlagsBits;

const isGreeting = ({ method, path }: Sent) =>
  method === 'POST' && path === '/channels/{channel_id}/messages';
const greetings = ({ requests }: LoopbackDiscord) => requests.items.filter(isGreeting);

/** Waits until the bot has seen everything that happened so far, and has done what it does about it. */
const caughtUp = (discord: LoopbackDiscord) => discord.interaction({ command: 'help' }).reply;

describe('on a server that invites it, the bot', () => {
  it('says hello, and how to ask, in the channel for system messages', async () => {
    const { discord } = await connected();
    const [channel] = discord.join('Another', { denied: [0n, 0n] });
    const { url, body } = await discord.requests.when(isGreeting, 'the greeting');
    expect(url).toContain(`/channels/${channel!.id}/messages`);
    expect(body).toMatchObject({
      flags: MessageFlags.IsComponentsV2 | MessageFlags.SuppressNotifications,
      allowed_mentions: { parse: [], replied_user: false },
    });
    expect(textOf(body as MessageBody)).toMatch(/Hi, I'm Kutip.*\/ask.*\/kutip settings/s);
  });

  it('says what can be quoted, with questions to press that are answered', async () => {
    const { discord } = await connected({ knowledge: '../../knowledge' });
    const [channel] = discord.join('Another');
    const { body } = await discord.requests.when(isGreeting, 'the greeting');
    expect(textOf(body as MessageBody)).toMatch(
      /I can quote 16 sample articles on Kazakhstan, 1 Jan 2022 – /,
    );
    const message = [...discord.world.messages.values()].find(
      ({ channel_id }) => channel_id === channel!.id,
    )!;
    const [question, ...others] = [...buttonsOf(message).keys()].filter((name) => name.endsWith('?'));
    expect(others).toHaveLength(2);
    const pressed = discord.interaction({
      button: buttonsOf(message).get(question!)!.custom_id!,
      message,
      channel: channel!,
    });
    expect(textOf(await pressed.reply)).toMatch(/^> /m);
  });

  it.each([
    ['see', ViewChannel],
    ['write in', SendMessages],
  ])('says it in the first channel where it may, when it may not %s that one', async (_, denied) => {
    const { discord } = await connected();
    const [, , third] = discord.join('Another', { denied: [denied, SendMessages, 0n, 0n] });
    const { url } = await discord.requests.when(isGreeting, 'the greeting');
    expect(url).toContain(`/channels/${third!.id}/messages`);
  });

  it('says nothing where it may write nowhere, and answers all the same', async () => {
    const { discord, logged } = await connected();
    discord.join('Another', { denied: [SendMessages] });
    await caughtUp(discord);
    expect(greetings(discord)).toEqual([]);
    expect(logged).toContainEqual(expect.objectContaining({ level: 40, msg: expect.stringContaining('joined a server') as string }));
  }); // prettier-ignore

  it('says it once, however often it starts or loses its session', async () => {
    const discord = await newDiscord();
    const { chat } = await newChat();
    const start = () => startBot(chat, { token: discord.token, api: discord.api });
    const first = await start();
    discord.join('Another');
    await discord.requests.when(isGreeting, 'the greeting');
    await first.stop();
    const second = await start();
    await caughtUp(discord);
    discord.gateway.invalidate(false);
    await discord.ready(3);
    await caughtUp(discord);
    expect(greetings(discord)).toHaveLength(1);
    await second.stop();
  });

  it('says it after its start, when it was invited while it was away', async () => {
    const discord = await newDiscord();
    const { chat } = await newChat();
    const [channel] = discord.join('Another');
    const bot = await startBot(chat, { token: discord.token, api: discord.api });
    const { url } = await discord.requests.when(isGreeting, 'the greeting');
    expect(url).toContain(`/channels/${channel!.id}/messages`);
    await bot.stop();
  });
});

it('on a server that it has been on for long, the bot says nothing at its start', async () => {
  const discord = await newDiscord();
  const { chat } = await newChat();
  discord.join('Another', { at: new Date('2022-01-01') });
  const bot = await startBot(chat, { token: discord.token, api: discord.api });
  onTestFinished(() => bot.stop());
  await caughtUp(discord);
  expect(greetings(discord)).toEqual([]);
});
