import { MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { user } from '../loopback/payloads.ts';
import type { MessageBody } from '../loopback/limits.ts';
import type { LoopbackDiscord } from '../loopback/server.ts';
import { connected, gate, textOf } from './connected.ts';

const question = 'kapan penarikan pasukan CSTO selesai?';
const messages = 'POST /channels/{channel_id}/messages';

const posts = ({ requests }: LoopbackDiscord) =>
  requests.items.filter(({ method, path }) => `${method} ${path}` === messages).length;

/** Waits until the bot has seen everything that was written so far. */
const caughtUp = (discord: LoopbackDiscord) => discord.interaction({ command: 'help' }).reply;

describe('a message', () => {
  it.each([
    ['before the question', (bot: string) => `${bot} ${question}`],
    ['after it', (bot: string) => `${question} ${bot}`],
    ['within it', (bot: string) => `kapan penarikan ${bot} pasukan CSTO selesai?`],
    ['in the old form', (bot: string) => `${bot.replace('@', '@!')}${question}`],
  ])('that mentions the bot %s is answered as a question', async (_, content) => {
    const { discord } = await connected();
    const posted = discord.message({ content: content(discord.mention) });
    const reply = await posted.reply;
    expect(textOf(reply)).toMatch(/^> .*19 Januari/);
    expect(reply).toMatchObject({
      flags: MessageFlags.IsComponentsV2,
      message_reference: { message_id: posted.message.id, fail_if_not_exists: false },
      allowed_mentions: { parse: [], replied_user: false },
    });
  });

  it.each([
    ['another member', '<@123456789012345678> <@!123456789012345678>'],
    ['a role, a channel, everybody', '<@&123456789012345678> <#123456789012345678> @everyone @here'],
    ['an emoji of the server', '<:pepe:123456789012345678> <a:pepe:123456789012345678>'],
    ['a time, a command', '<t:1642057500:R> <t:1642057500> </kutip settings:123456789012345678> <id:guide>'],
    ['an address', 'https://contoh.id/csto?a=b <https://contoh.id/zq> http://contoh.id'],
  ])('is answered though it holds %s as well', async (_, noise) => {
    const { discord } = await connected();
    const posted = discord.message({ content: `${discord.mention} ${question} ${noise}` });
    expect(textOf(await posted.reply)).toMatch(/^> .*19 Januari/);
  });

  it.each(['text', 'thread', 'post', 'dm'] as const)('is answered in the channel "%s"', async (place) => {
    const { discord } = await connected();
    const channel = discord.channels[place];
    const posted = discord.message({ content: `${discord.mention} ${question}`, channel });
    expect(textOf(await posted.reply)).toContain('19 Januari');
    expect((await posted.shown).channel_id).toBe(channel.id);
  });

  it('needs no mention when it is direct', async () => {
    const { discord } = await connected();
    expect(textOf(await discord.message({ content: question, channel: discord.channels.dm }).reply)).toContain('19 Januari');
  }); // prettier-ignore

  it('that replies to the bot is answered', async () => {
    const { discord } = await connected();
    const first = discord.message({ content: `${discord.mention} ${question}` });
    await first.reply;
    const second = discord.message({
      content: 'mengapa kerusuhan di Zhanaozen?',
      replyTo: await first.shown,
    });
    expect(textOf(await second.reply)).toMatch(/^> .*Zhanaozen/);
  });

  it.each([
    ['replies without a ping', false, 'message'],
    ['replies to the answer of a command', true, 'command'],
  ] as const)('whose text Discord withholds since it %s gets an explanation', async (_, ping, to) => {
    const { discord } = await connected();
    const first =
      to === 'message'
        ? discord.message({ content: `${discord.mention} ${question}` })
        : discord.interaction({ command: 'ask', options: { question } });
    await first.reply;
    const second = discord.message({ content: 'dan mengapa?', replyTo: await first.shown, ping });
    expect(textOf(await second.reply)).toContain('tidak dapat melihat isi pesan ini');
  });

  it('that mentions the role of the bot in its place gets an explanation', async () => {
    const { discord } = await connected();
    const posted = discord.message({ content: `${discord.roleMention} ${question}` });
    expect(textOf(await posted.reply)).toContain('Mention saya (@Kutip), bukan role saya');
  });

  it.each(['text', 'dm'] as const)(
    'with nothing but a mention gets the help, in the channel "%s"',
    async (place) => {
      const { discord } = await connected();
      const posted = discord.message({ content: ` ${discord.mention} `, channel: discord.channels[place] });
      const heading =
        place === 'text' ? 'Kutip menjawab dengan kutipan verbatim' : 'Kutip answers with exact quotes';
      expect(textOf(await posted.reply)).toContain(heading);
    },
  );

  it.each([
    ['Indonesian', question, 'kutipan verbatim'],
    ['English', 'why did the unrest in Kazakhstan begin in Zhanaozen?', 'exact quotes'],
  ])('in %s is answered in that language', async (_, content, footer) => {
    const { discord } = await connected();
    expect(textOf(await discord.message({ content, channel: discord.channels.dm }).reply)).toContain(footer);
  });

  it('that comes twice is answered once', async () => {
    const { discord } = await connected();
    const posted = discord.message({ content: `${discord.mention} ${question}` });
    posted.repeat();
    await posted.reply;
    posted.repeat();
    await caughtUp(discord);
    expect(posts(discord)).toBe(1);
  });

  it('is answered once when Discord loses its own answer', async () => {
    const { discord } = await connected();
    discord.fail(messages, { status: 500, done: true });
    const posted = discord.message({ content: `${discord.mention} ${question}` });
    await posted.reply;
    await discord.requests.when(
      ({ path, status }) => path.endsWith('/messages') && status === 200,
      'the second try',
    );
    expect(posted.said.items).toHaveLength(1);
  });
});

describe('a question that is edited', () => {
  it('has its answer edited, once, and what was kept of the one before goes', async () => {
    const { discord, chat } = await connected();
    const posted = discord.message({ content: `${discord.mention} ${question}` });
    await posted.reply;
    discord.edit(posted, `${discord.mention} mengapa kerusuhan di Zhanaozen?`);
    discord.gateway.announce('MESSAGE_UPDATE', posted.message);
    const { reply } = await posted.wait(({ how }) => how === 'edit', 'the edit after');
    expect(textOf(reply!)).toMatch(/^> .*Zhanaozen/);
    await caughtUp(discord);
    expect(posted.said.items.map(({ how }) => how)).toEqual(['message', 'edit']);
    const quoted = await chat.services.replies.quoted();
    const all = await Promise.all(quoted.map(({ article }) => chat.services.replies.quoting(article)));
    expect(new Set(all.flat().map(({ options }) => options?.question))).toEqual(
      new Set(['mengapa kerusuhan di Zhanaozen?']),
    );
  });

  it('stays without an answer where it has none, as when its answer was deleted', async () => {
    const { discord } = await connected();
    const posted = discord.message({ content: question });
    discord.edit(posted, `${discord.mention} ${question}`);
    await caughtUp(discord);
    expect(posts(discord)).toBe(0);
  });

  it('is left alone when Discord only adds a preview', async () => {
    const { discord } = await connected();
    const posted = discord.message({ content: `${discord.mention} ${question}` });
    await posted.reply;
    discord.gateway.announce('MESSAGE_UPDATE', posted.message);
    await caughtUp(discord);
    expect(posted.said.items).toHaveLength(1);
  });
});

describe('nobody is answered', () => {
  it.each<[string, (discord: LoopbackDiscord) => void]>([
    ['who does not speak to the bot', (discord) => discord.message({ content: question })],
    ['who pings everybody', (discord) => discord.message({ content: `@everyone ${question}` })],
    ['who pings a role', (discord) => discord.message({ content: `<@&${discord.world.bot.id}> ${question}` })],
    ['who mentions somebody else', (discord) => discord.message({ content: `<@${discord.users.other.id}> ${question}` })],
    ['who replies to somebody else', (discord) => {
      const { message } = discord.message({ content: 'halo', user: discord.users.other });
      discord.message({ content: question, replyTo: message });
    }],
    ['who is a bot', (discord) => discord.message({ content: `${discord.mention} ${question}`, user: user('Other', true) })],
    ['who is the bot itself', (discord) => discord.message({ content: `${discord.mention} ${question}`, user: discord.world.bot })],
  ])('%s', async (_, speak) => {
    const { discord } = await connected();
    speak(discord);
    await caughtUp(discord);
    expect(posts(discord)).toBe(0);
  }); // prettier-ignore
});

describe.each([
  ['text', 'SendMessages', 'Send Messages', 'Kirim Pesan'],
  ['thread', 'SendMessagesInThreads', 'Send Messages in Threads', 'Kirim Pesan di Utas'],
  ['text', 'ReadMessageHistory', 'Read Message History', 'Baca Riwayat Pesan'],
] as const)('where the bot lacks a permission: in the %s channel, %s', (place, permission, en, id) => {
  it('nothing is searched; the log names it, and so does a direct message to the asker', async () => {
    const { archive, asked } = gate();
    const { discord, bot, logged } = await connected({ archive });
    discord.forbid(discord.channels.text, PermissionFlagsBits[permission]);
    discord.message({ content: `${discord.mention} ${question}`, channel: discord.channels[place] });
    const { body } = await discord.requests.when(
      ({ url, status }) => status === 200 && url.includes(`/channels/${discord.channels.dm.id}/messages`),
      'the direct message',
    );
    await bot.stop();
    expect(textOf(body as MessageBody)).toContain(`Izin yang belum saya miliki di sana: ${id}.`);
    expect(logged).toContainEqual(
      expect.objectContaining({
        channel: discord.channels[place].id,
        msg: `cannot answer in this channel; missing permissions: ${en}`,
      }),
    );
    expect(await Promise.race([asked, Promise.resolve('nothing')])).toBe('nothing');
    expect(posts(discord)).toBe(1);
  });
});

it('says to the asker why Discord refuses the answer, whatever the reason', async () => {
  const { discord, bot, logged } = await connected();
  discord.fail(messages, { status: 403, body: { code: 290_001, message: 'Nobody may speak now' } });
  discord.message({ content: `${discord.mention} ${question}` });
  const { body } = await discord.requests.when(
    ({ url, status }) => status === 200 && url.includes(`/channels/${discord.channels.dm.id}/messages`),
    'the direct message',
  );
  await bot.stop();
  expect(textOf(body as MessageBody)).toContain('“Nobody may speak now” (290001)');
  expect(logged).toContainEqual(
    expect.objectContaining({ code: 290_001, msg: 'Discord does not let Kutip answer in this channel' }),
  );
});

it('keeps no answer that Discord refuses', async () => {
  const { discord, bot, chat } = await connected();
  discord.fail(messages, { status: 400, body: { code: 200_000, message: 'Blocked' } });
  const posted = discord.message({ content: `${discord.mention} ${question}` });
  expect(textOf(await posted.reply)).toContain('Terjadi kesalahan');
  await bot.stop();
  expect(await chat.services.replies.quoted()).toEqual([]);
});

it('answers a direct message though Discord does not say of which type its channel is', async () => {
  const { discord } = await connected();
  const { message } = discord.message({ content: 'halo', user: discord.users.other });
  const direct = { ...message, id: `${message.id}1`, content: question, channel_id: discord.channels.dm.id };
  discord.gateway.dispatch('MESSAGE_CREATE', direct);
  const { body } = await discord.requests.when(
    ({ url, status }) => status === 200 && url.includes(`/channels/${discord.channels.dm.id}/messages`),
    'the answer',
  );
  expect(textOf(body as MessageBody)).toContain('19 Januari');
});

it('leaves in peace who does not let strangers write to him', async () => {
  const { discord, bot, logged } = await connected();
  discord.forbid(discord.channels.text, PermissionFlagsBits.SendMessages);
  const refused = { status: 403, body: { code: 50007, message: 'Cannot send messages to this user' } };
  discord.fail('POST /users/@me/channels', refused);
  discord.message({ content: `${discord.mention} ${question}` });
  await discord.requests.when(({ path }) => path === '/users/@me/channels', 'the try');
  await bot.stop();
  expect(logged.filter(({ level }) => Number(level) > 40)).toEqual([]);
});

it('shows that it is typing only when the answer takes long', async () => {
  const { archive, asked, open } = gate();
  const { discord } = await connected({ archive });
  const isTyping = ({ path }: { path: string }) => path.endsWith('/typing');
  const posted = discord.message({ content: `${discord.mention} ${question}` });
  await asked;
  expect(discord.requests.items.filter(isTyping)).toEqual([]);
  await discord.requests.when(isTyping, 'typing');
  open();
  expect(textOf(await posted.reply)).toContain('19 Januari');
});
