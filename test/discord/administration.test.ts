import { InteractionResponseType, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/answer/answer.ts';
import type { Archive } from '../../src/chat/contract/services.ts';
import { parts, type Component } from '../loopback/payloads.ts';
import type { LoopbackDiscord } from '../loopback/server.ts';
import { connected, textOf } from './connected.ts';
import { isEphemeral } from './press.ts';

const question = 'kapan penarikan pasukan CSTO selesai?';
const unknown = 'siapa presiden Atlantis?';

const ask = (discord: LoopbackDiscord, question: string, isPrivate = false) =>
  discord.interaction({ command: 'ask', options: { question, private: isPrivate } }).reply;

/** Uses a command as the moderator, in Indonesian. */
const moderate = (discord: LoopbackDiscord, command: string) =>
  discord.interaction({ command, user: discord.users.moderator, locale: 'id' });

const selects = (body: { components?: unknown }) =>
  [...parts((body.components ?? []) as Component[])].filter(
    ({ options, default_values }) => options ?? default_values,
  );

describe('administration', () => {
  it.each(['kutip settings', 'kutip stats', 'kutip unanswered'])(
    '/%s is refused to who may not manage the server, as the acknowledgement, and alone',
    async (command) => {
      const { discord } = await connected();
      const asked = discord.interaction({ command });
      expect(await asked.acknowledged).toMatchObject({
        type: InteractionResponseType.ChannelMessageWithSource,
        data: { flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2 },
      });
      expect(textOf(await asked.reply)).toContain('Manage Server');
    },
  );

  it('is hidden by Discord from who may not manage the server, and not offered elsewhere', async () => {
    const { discord } = await connected();
    expect(discord.commands.find(({ name }) => name === 'kutip')).toMatchObject({
      default_member_permissions: Number(PermissionFlagsBits.ManageGuild),
      contexts: [0],
      integration_types: [0],
    });
  });

  it('does not obey a select of the panel when somebody else uses it', async () => {
    const { discord, chat } = await connected();
    const panel = moderate(discord, 'kutip settings');
    await panel.reply;
    const used = discord.interaction({
      select: 'kutip settings/set/quotes',
      values: ['1'],
      message: await panel.shown,
    });
    expect(textOf(await used.reply)).toContain('Manage Server');
    expect(chat.services.settings.of(discord.channels.text.guild_id!).quotes).toBe(3);
  });
});

describe('the panel of settings', () => {
  it('shows every setting with its value, for the moderator alone', async () => {
    const { discord } = await connected();
    const panel = moderate(discord, 'kutip settings');
    const reply = await panel.reply;
    expect(isEphemeral(await panel.shown)).toBe(true);
    expect(textOf(reply)).toContain('Pengaturan server ini');
    const shown = selects(reply).map(
      ({ options, placeholder }) =>
        (options as { label: string; default: boolean }[] | undefined)?.find((option) => option.default)
          ?.label ?? placeholder,
    );
    expect(shown).toEqual([
      'Kanal: semua',
      'Menambah artikel: hanya pemegang izin Kelola Server',
      'Bahasa: ikuti server',
      'Zona waktu: sesuai artikel',
      'Mention (@Kutip): dijawab',
      'Kutipan: maksimal tiga',
      'Ambang bukti: normal',
    ]);
  });

  it.each([
    ['language', 'en', { language: 'en' }],
    ['language', 'auto', { language: null }],
    ['timeZone', 'Asia/Jayapura', { timeZone: 'Asia/Jayapura' }],
    ['mentions', 'off', { mentions: false }],
    ['quotes', '1', { quotes: 1 }],
    ['strictness', 'strict', { strictness: 'strict' }],
  ] as const)('changes "%s" to "%s" in place', async (setting, value, change) => {
    const { discord, chat } = await connected();
    const panel = moderate(discord, 'kutip settings');
    await panel.reply;
    const select = `kutip settings/set/${setting}`;
    const used = discord.interaction({
      select,
      values: [value],
      message: await panel.shown,
      user: discord.users.moderator,
      locale: 'id',
    });
    const changed = selects(await used.reply).find(({ custom_id }) => custom_id === select);
    expect(
      (changed!.options as { value: string; default: boolean }[]).find((option) => option.default)?.value,
    ).toBe(value);
    expect(chat.services.settings.of(discord.channels.text.guild_id!)).toMatchObject(change);
  });

  it('warns of chosen channels in which the bot may not write', async () => {
    const { discord } = await connected();
    const { moderator: user } = discord.users;
    const panel = discord.interaction({ command: 'kutip settings', user, locale: 'id' });
    await panel.reply;
    discord.forbid(discord.channels.text, PermissionFlagsBits.SendMessages);
    const values = [discord.channels.text.id];
    const chosen = discord.interaction({ select: 'kutip settings/set/channels', values, message: await panel.shown, user, channel: discord.channels.thread, locale: 'id' });
    const said = textOf(await chosen.reply);
    expect(said).toContain('Di sebagian kanal yang dipilih saya tidak dapat menjawab mention, karena belum memiliki izin: Kirim Pesan.');
    expect(said).toContain(`<#${discord.channels.text.id}>`);
  }); // prettier-ignore

  it('names the permissions that the bot lacks in the channel', async () => {
    const { discord } = await connected();
    discord.forbid(
      discord.channels.text,
      PermissionFlagsBits.SendMessages | PermissionFlagsBits.ReadMessageHistory,
    );
    expect(textOf(await moderate(discord, 'kutip settings').reply)).toContain(
      'Kirim Pesan dan Baca Riwayat Pesan',
    );
  });
});

describe('the settings of a server', () => {
  it('limit the quotes of an answer, and say how sure the evidence must be', async () => {
    const asked: Question[] = [];
    const archive = (real: Archive): Partial<Archive> => ({
      ask(question) {
        asked.push(question);
        return real.ask(question);
      },
    });
    const { discord, chat } = await connected({ archive });
    await ask(discord, question);
    await chat.services.settings.change(discord.channels.text.guild_id!, { quotes: 1, strictness: 'strict' });
    await ask(discord, question);
    expect(asked).toMatchObject([
      { most: 3, strictness: 'normal' },
      { most: 1, strictness: 'strict' },
    ]);
  });

  it('set the zone in which dates are shown', async () => {
    const { discord, chat } = await connected();
    await chat.services.settings.change(discord.channels.text.guild_id!, { timeZone: 'Asia/Jayapura' });
    const text = textOf(
      await discord.interaction({ command: 'ask', options: { question, until: '2022-01-13' }, locale: 'id' })
        .reply,
    );
    expect(text).toContain('13 Jan 2022, 16.05 WIT');
    expect(text).toContain('terbaru: 13 Jan 2022, 16.05 WIT');
  });
});

describe('statistics', () => {
  it('count the questions of the server, and name the publishers quoted most', async () => {
    const { discord } = await connected();
    await ask(discord, question);
    await ask(discord, question, true);
    await ask(discord, unknown);
    await discord.interaction({ command: 'ask', options: { question }, channel: discord.channels.dm }).reply;
    const text = textOf(await moderate(discord, 'kutip stats').reply);
    expect(text).toContain('3 pertanyaan');
    expect(text).toContain('2 terjawab');
    expect(text).toContain('1 tanpa jawaban');
    expect(text).toMatch(/Kabar Contoh: \d+ kutipan/);
  });
});

describe('the unanswered questions', () => {
  it('are those of this server that were asked for all to see', async () => {
    const { discord } = await connected();
    await ask(discord, unknown);
    await ask(discord, unknown);
    await ask(discord, question);
    await ask(discord, 'siapa raja Wakanda?', true);
    const text = textOf(await moderate(discord, 'kutip unanswered').reply);
    expect(text).toContain('1 pertanyaan belum terjawab dengan baik');
    expect(text).toContain(`“${unknown}” · tidak ada artikel yang menjawab · ditanyakan 2 kali`);
    expect(text).not.toContain('Wakanda');
  });

  it('have pages', async () => {
    const { discord } = await connected();
    for (let count = 0; count < 12; count++)
      await ask(discord, `siapa presiden Atlantis ${'x'.repeat(count + 1)}?`);
    const first = moderate(discord, 'kutip unanswered');
    const next = [...parts(((await first.reply).components ?? []) as unknown as Component[])].find(
      ({ custom_id }) => custom_id?.endsWith('/1'),
    );
    const turned = discord.interaction({
      button: next!.custom_id!,
      message: await first.shown,
      user: discord.users.moderator,
    });
    expect(textOf(await turned.reply).match(/Atlantis/g)).toHaveLength(2);
  });
});

describe('/forget-me', () => {
  it('deletes questions and votes, so that nothing leads to the person any more', async () => {
    const { discord, chat } = await connected();
    await ask(discord, unknown);
    const reply = discord.interaction({ command: 'forget-me', locale: 'id' });
    expect(textOf(await reply.reply)).toContain('Dihapus: 1 pertanyaan dan 0 penilaian.');
    expect(isEphemeral(await reply.shown)).toBe(true);
    const { rows } = await chat.services.reports.unanswered(discord.channels.text.guild_id!, {
      skip: 0,
      limit: 9,
    });
    expect(rows).toEqual([]);
    expect(textOf(await discord.interaction({ command: 'forget-me' }).reply)).toContain(
      'Nothing was stored about you.',
    );
  });

  it('makes the bot forget the question before, too', async () => {
    const { discord } = await connected();
    await discord.message({ content: `${discord.mention} ${question}` }).reply;
    await discord.interaction({ command: 'forget-me' }).reply;
    const text = textOf(
      await discord.message({ content: `${discord.mention} dan siapa yang mengumumkannya?` }).reply,
    );
    expect(text).not.toContain('Dibaca bersama');
  });
});
