import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { ordinaryLimits } from '../../src/chat/cooldowns.ts';
import { user } from '../loopback/payloads.ts';
import type { LoopbackDiscord } from '../loopback/server.ts';
import { connected, textOf } from './connected.ts';

const question = 'kapan penarikan pasukan CSTO selesai?';
const ask = { command: 'ask', options: { question } };

/** Asks until the bot has seen everything that was written so far, as somebody who may always ask. */
const caughtUp = (discord: LoopbackDiscord) => {
  const somebody = user('somebody');
  return discord.interaction({ command: 'help', user: somebody, channel: discord.world.direct(somebody) })
    .reply;
};

/** Of which everybody can ask five questions at once, and one more every second. */
const limits = { ...ordinaryLimits, person: { burst: 20, everyMs: 250 }, longestWaitMs: 2_000 };

describe('somebody who asks too much', () => {
  it('sees when their turn comes and gets the answer then; others are answered meanwhile', async () => {
    const { discord } = await connected({ limits });
    const asked = Array.from({ length: 7 }, () => discord.interaction(ask));
    const other = discord.interaction({ ...ask, user: discord.users.other });
    expect(textOf(await other.reply)).toContain('19 Januari');
    const last = asked[6]!;
    expect(textOf(await last.reply)).toMatch(/^You're asking very fast\. Your answer arrives <t:\d+:R>$/);
    await last.wait(
      ({ reply }) => reply !== undefined && textOf(reply).includes('19 Januari'),
      'the answer to',
    );
    for (const { shown } of asked) expect(textOf(await shown)).toContain('19 Januari');
    expect(last.said.items.map(({ how }) => how)).toEqual(['callback', 'edit', 'edit']);
  });

  it('sees so by mentions too, in the message that becomes the answer', async () => {
    const { discord } = await connected({ limits });
    const content = `${discord.mention} ${question}`;
    const posted = Array.from({ length: 6 }, () => discord.message({ content }));
    const last = posted[5]!;
    await last.wait(({ how }) => how === 'edit', 'the answer to');
    expect(last.said.items.map(({ how, reply }) => [how, textOf(reply!).includes('<t:')])).toEqual([
      ['message', true],
      ['edit', true], // of the article's date
    ]);
    expect(textOf(await last.reply)).toContain('Agak terlalu cepat');
    expect(textOf(await last.shown)).toContain('19 Januari');
  });

  it('is told how long to wait when it would be too long, at once and alone; others are answered', async () => {
    const { discord, bot, logged } = await connected({ limits: { ...ordinaryLimits, longestWaitMs: 0 } });
    const asked = Array.from({ length: 8 }, () => discord.interaction(ask));
    const other = discord.interaction({ ...ask, user: discord.users.other });
    const texts = await Promise.all(asked.map(async ({ reply }) => textOf(await reply)));
    expect(texts.map((text) => text.includes('19 Januari'))).toEqual([
      ...Array<boolean>(5).fill(true),
      false,
      false,
      false,
    ]);
    expect(texts[7]).toMatch(/Please wait [1-4] seconds?, then ask again\./);
    expect(await asked[7]!.acknowledged).toMatchObject({
      type: InteractionResponseType.ChannelMessageWithSource,
      data: { flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2 },
    });
    expect(asked[7]!.said.items).toHaveLength(1);
    expect(textOf(await other.reply)).toContain('19 Januari');
    await bot.stop();
    expect(logged.filter(({ msg }) => msg === 'answered')).toHaveLength(6);
    expect(logged.filter(({ msg }) => msg === 'refused')).toHaveLength(3);
  });

  it('is told so once when it is by mentions', async () => {
    const { discord } = await connected({ limits: { ...ordinaryLimits, longestWaitMs: 0 } });
    const content = `${discord.mention} ${question}`;
    const posted = Array.from({ length: 9 }, () => discord.message({ content }));
    await Promise.all(posted.slice(0, 6).map(({ reply }) => reply));
    await caughtUp(discord);
    expect(textOf(await posted[5]!.reply)).toContain('Tunggu');
    expect(posted.slice(6).map(({ said }) => said.items.length)).toEqual([0, 0, 0]);
  });

  it('hears of the channel when many ask there at once', async () => {
    const limits = { ...ordinaryLimits, channel: { burst: 8, everyMs: 1_000 }, longestWaitMs: 0 };
    const { discord } = await connected({ limits });
    const asked = ['a', 'b', 'c'].map((name) =>
      discord.interaction({ ...ask, user: user(name), locale: 'id' }),
    );
    expect(textOf(await asked[2]!.reply)).toContain('Kanal ini sedang ramai pertanyaan');
    expect(
      textOf(await discord.interaction({ ...ask, user: user('d'), channel: discord.channels.thread }).reply),
    ).toContain('19 Januari');
  });

  it('is charged nothing for what is refused in a channel, and is not told again and again', async () => {
    const { discord, chat } = await connected({ limits: { ...ordinaryLimits, longestWaitMs: 0 } });
    const { text, forum, post } = discord.channels;
    await chat.services.settings.change(text.guild_id!, { channels: [forum.id] });
    const content = `${discord.mention} ${question}`;
    const posted = Array.from({ length: 7 }, () => discord.message({ content }));
    for (const { reply } of posted.slice(0, 5)) expect(textOf(await reply)).toContain(`<#${forum.id}>`);
    expect(textOf(await discord.interaction({ ...ask, channel: post }).reply)).toContain('19 Januari');
    expect(posted.slice(5).map(({ said }) => said.items.length)).toEqual([0, 0]);
  });
});

describe('the settings of a server', () => {
  it.each([
    ['text', false],
    ['thread', false],
    ['forum post', true],
    ['direct message', true],
  ] as const)(
    'with the forum as the only channel: the %s gets an answer for all: %s',
    async (where, isAnswered) => {
      const { discord, chat } = await connected();
      const { text, thread, post, dm, forum } = discord.channels;
      await chat.services.settings.change(text.guild_id!, { channels: [forum.id] });
      const channel = { text, thread, 'forum post': post, 'direct message': dm }[where];
      const asked = discord.interaction({ ...ask, channel });
      const posted = discord.message({ content: `${discord.mention} ${question}`, channel });
      for (const reply of [await asked.reply, await posted.reply]) {
        const words = textOf(reply);
        expect(words.includes('19 Januari')).toBe(isAnswered);
        if (!isAnswered) expect(words).toContain(`<#${forum.id}>`);
      }
      if (!isAnswered)
        expect((await asked.acknowledged).type).toBe(InteractionResponseType.ChannelMessageWithSource);
      expect(
        textOf(
          await discord.interaction({ command: 'ask', options: { question, private: true }, channel }).reply,
        ),
      ).toContain('19 Januari');
    },
  );

  it('with mentions off: a mention gets no answer, a command and a direct message do', async () => {
    const { discord, chat } = await connected();
    await chat.services.settings.change(discord.channels.text.guild_id!, { mentions: false });
    const content = `${discord.mention} ${question}`;
    const posted = discord.message({ content });
    const direct = discord.message({ content, channel: discord.channels.dm });
    expect(textOf(await discord.interaction(ask).reply)).toContain('19 Januari');
    expect(textOf(await direct.reply)).toContain('19 Januari');
    expect(posted.said.items).toEqual([]);
  });

  it.each([
    ['id', 'fr', 'Artikel terbaru'],
    ['en', 'fr', 'Latest articles'],
    ['en', 'id', 'Artikel terbaru'],
    ['id', 'en-US', 'Latest articles'],
  ] as const)(
    'with the language "%s": a user with locale %s reads "%s"',
    async (language, locale, heading) => {
      const { discord, chat } = await connected();
      await chat.services.settings.change(discord.channels.text.guild_id!, { language });
      expect(textOf(await discord.interaction({ command: 'latest', locale }).reply)).toContain(
        `### ${heading}`,
      );
    },
  );

  it('with a language: a message in another one is answered in it', async () => {
    const { discord, chat } = await connected();
    await chat.services.settings.change(discord.channels.text.guild_id!, { language: 'en' });
    const content = `${discord.mention} ${question}`;
    expect(textOf(await discord.message({ content }).reply)).toContain('exact quotes');
    expect(textOf(await discord.message({ content, channel: discord.channels.dm }).reply)).toContain(
      'kutipan verbatim',
    );
  });

  it('hold only there, not where users have installed the bot for themselves', async () => {
    const { discord, chat } = await connected();
    await chat.services.settings.change(discord.channels.foreign.guild_id!, {
      channels: ['1'],
      language: 'id',
    });
    const asked = discord.interaction({ command: 'latest', locale: 'de', channel: discord.channels.foreign });
    expect(textOf(await asked.reply)).toContain('### Latest articles');
  });
});
