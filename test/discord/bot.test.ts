import { GatewayIntentBits, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { startDiscord as startBot } from '../../src/discord/bot.ts';
import { connected, gate, newChat, newDiscord, textOf } from './connected.ts';

describe('starting', () => {
  it('registers the commands, with their Indonesian names', async () => {
    const { discord } = await connected();
    expect(discord.commands.map(({ name, name_localizations }) => [name, name_localizations?.id])).toEqual([
      ['ask', 'tanya'],
      ['search', 'cari'],
      ['latest', 'terbaru'],
      ['timeline', 'linimasa'],
      ['article', 'artikel'],
      ['sources', 'sumber'],
      ['follow', 'ikuti'],
      ['digest', 'ringkasan'],
      ['help', 'bantuan'],
      ['forget-me', 'lupakan-saya'],
      ['kutip', 'kutip'],
      ['Find sources', 'Cari sumber'],
    ]);
  });

  it('asks for no privileged intent', async () => {
    const { discord } = await connected();
    const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
    expect(discord.identified.intents).toBe(Guilds | GuildMessages | DirectMessages);
  });

  it.each(['id', 'en-US'] as const)('names commands so that they can be clicked, in %s', async (locale) => {
    const { discord } = await connected();
    const id = (name: string) => discord.commands.find((command) => command.name === name)!.id;
    const help = textOf(await discord.interaction({ command: 'help', locale }).reply);
    expect(help).toContain(`</sources:${id('sources')}>`);
    expect(help).toContain(`</timeline:${id('timeline')}>`);
    expect(help).not.toMatch(/(?<!<)\/(?:search|cari|forget-me|lupakan-saya)\b/);
    const user = discord.users.asker;
    const refused = textOf(await discord.interaction({ command: 'kutip add', user, locale }).reply);
    expect(refused).toContain(`</kutip settings:${id('kutip')}>`);
  }); // prettier-ignore

  it('shows how much it holds and up to when, in the language of most servers', async () => {
    const { discord } = await connected();
    const { activities } = await discord.gateway.presences.when(() => true, 'what it says of itself');
    expect(activities[0]).toMatchObject({
      type: 4,
      state: expect.stringMatching(/^\d+ artikel, terbaru \d+ \w+ \d{4}$/) as string,
    });
  });

  it('says how to invite it', async () => {
    const { discord, bot } = await connected();
    const url = new URL(bot.invitation);
    expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize');
    expect(url.searchParams.get('client_id')).toBe(discord.world.application.id);
    expect(url.searchParams.get('scope')).toBe('bot applications.commands');
    const { ViewChannel, SendMessages, SendMessagesInThreads, CreatePublicThreads, ReadMessageHistory } =
      PermissionFlagsBits;
    expect(BigInt(url.searchParams.get('permissions')!)).toBe(
      ViewChannel | SendMessages | SendMessagesInThreads | CreatePublicThreads | ReadMessageHistory,
    );
  });

  it('says how to add it to one’s own account', async () => {
    const { discord, bot } = await connected();
    const { searchParams } = new URL(bot.installation);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: discord.world.application.id,
      scope: 'applications.commands',
      integration_type: '1',
    });
  });

  it('goes on when the commands cannot be registered, and registers them later', async () => {
    const discord = await newDiscord();
    const { chat, logged } = await newChat();
    discord.fail('PUT /applications/{application_id}/commands', { status: 500 }, { status: 'close' });
    const bot = await startBot(chat, { token: discord.token, api: discord.api });
    expect(logged).toContainEqual(expect.objectContaining({ status: 500, msg: expect.stringContaining('registered') as string }));
    expect(textOf(await discord.message({ content: `${discord.mention} kapan penarikan pasukan selesai?` }).reply)).toContain('19 Januari');
    await discord.registered();
    await expect.poll(() => logged.map(({ msg }) => msg)).toContainEqual(expect.stringMatching(/^registered the commands after \d s$/));
    await bot.stop();
  }); // prettier-ignore
});

describe('a login that is refused', () => {
  const token = 'wrong.token.of-somebody';
  const remedy =
    /^Discord refused the token: open .*developers\/applications.*Reset Token.*DISCORD_TOKEN to the new token\.$/;

  it('says what to do about a wrong token', async () => {
    const discord = await newDiscord();
    const { chat, logged } = await newChat();
    await expect(startBot(chat, { token, api: discord.api })).rejects.toThrow(remedy);
    expect(JSON.stringify(logged)).not.toContain(token);
  });

  it('says so too when only the gateway refuses the token', async () => {
    const discord = await newDiscord();
    const { chat, logged } = await newChat();
    const url = discord.api.replace('http', 'ws').replace('/api', '');
    const session_start_limit = { total: 1, remaining: 1, reset_after: 0, max_concurrency: 1 };
    discord.fail('GET /gateway/bot', { status: 200, body: { url, shards: 1, session_start_limit } });
    await expect(startBot(chat, { token, api: discord.api })).rejects.toThrow(remedy);
    expect(JSON.stringify(logged)).not.toContain(token);
  });

  it('keeps a token out of the message even when it cannot be sent', async () => {
    const discord = await newDiscord();
    const { chat } = await newChat();
    const odd = 'tökén—🔑';
    const refused: unknown = await startBot(chat, { token: odd, api: discord.api }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(Error);
    expect((refused as Error).message).toMatch(remedy);
    expect((refused as Error).cause).toBeUndefined();
  });
});

describe('stopping', () => {
  it('answers what is in flight first, and takes nothing new', async () => {
    const { archive, asked, open } = gate();
    const { discord, bot, logged } = await connected({ archive });
    const inFlight = discord.interaction({
      command: 'ask',
      options: { question: 'kapan penarikan pasukan selesai?' },
    });
    await asked;
    const stopped = bot.stop();
    discord.message({ content: `${discord.mention} siapa yang mengumumkannya?` });
    await new Promise((resolve) => setTimeout(resolve, 50));
    open();
    await stopped;
    expect(textOf(await inFlight.reply)).toContain('19 Januari');
    expect(discord.requests.items.filter(({ path }) => path === '/channels/{channel_id}/messages')).toEqual(
      [],
    );
    expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});
