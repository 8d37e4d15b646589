import { describe, expect, it } from 'vitest';
import { startDiscord as startBot } from '../../src/discord/bot.ts';
import { connected, newChat, newDiscord } from './connected.ts';

describe('a close of the gateway that no new try can mend', () => {
  const closes: [number, RegExp][] = [
    [4004, /then Bot, Reset Token, and put the new token into DISCORD_TOKEN\.$/],
    [4010, /start Kutip again.*let no other program use the token/],
    [4011, /too many servers.*start Kutip again/],
    [4012, /install a newer Kutip/],
    [4013, /install a newer Kutip/],
    [4014, /Bot, and switch on what is missing under Privileged Gateway Intents\.$/],
  ];

  it.each(closes)('%i while running tells in one sentence what to do', async (code, remedy) => {
    const { discord, bot, logged } = await connected();
    discord.gateway.close(code);
    const { message } = await bot.closed;
    expect(message).toMatch(remedy);
    expect(message.match(/[.!?](?:\s|$)/g)).toEqual(['.']);
    expect(message).toContain('https://discord.com/developers/applications');
    expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  it.each(closes)('%i in answer to the login tells in one sentence what to do', async (code, remedy) => {
    const discord = await newDiscord({ refuseWith: code });
    const { chat, logged } = await newChat();
    await expect(startBot(chat, { token: discord.token, api: discord.api })).rejects.toThrow(remedy);
    expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});
