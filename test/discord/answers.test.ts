import { ButtonStyle, ComponentType, type APIMessage } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { callOf } from '../../src/components/custom-id.ts';
import { parts, type Component } from '../loopback/payloads.ts';
import { connected, textOf } from './connected.ts';
import { buttonsOf, isEphemeral, press } from './press.ts';

const question = 'kapan penarikan pasukan CSTO selesai?';

async function answered(options: Record<string, string | boolean> = {}, knowledge = 'knowledge') {
  const bot = await connected({ knowledge });
  const asked = bot.discord.interaction({ command: 'ask', options: { question, ...options }, locale: 'id' });
  await asked.reply;
  return { ...bot, asked, message: await asked.shown };
}

/** An answer with several quotes from longer articles. */
const dam = () => answered({ question: 'kapan Bendungan Jatimulyo mulai diisi air?' }, 'dam');

describe('the buttons of an answer', () => {
  it('stand in two rows below it', async () => {
    const { message } = await dam();
    expect([...buttonsOf(message).keys()]).toEqual([
      'Kutipan lain', 'Konteks', 'Sumber', 'Tanya lebih lanjut', 'up', 'down', 'Sitasi', 'delete',
    ]); // prettier-ignore
  });

  it('have the article of the first quote beside them, at its words', async () => {
    const { message } = await answered();
    const rows = [...parts(message.components as unknown as Component[])].filter(({ type }) => type === ComponentType.ActionRow);
    const links = rows.map(({ components = [] }) => components.filter(({ style }) => style === ButtonStyle.Link));
    expect(links).toMatchObject([[], [{ label: 'Baca di Kabar Contoh', url: expect.stringContaining('#:~:text=') as string }]]);
  }); // prettier-ignore

  it('show the sentences before and after the quotes in its place, and hide them again', async () => {
    const { discord, message } = await dam();
    const pressed = press(discord, message, 'Konteks');
    const text = textOf(await pressed.reply);
    expect(text).toMatch(/-# \[…\] Warga .*\n> .*4 Maret 2024.*\n-# Gubernur .* \[…\]\n/);
    expect(pressed.said.items.map(({ how }) => how).join()).toMatch(/^callback(?:,edit)?$/);
    const wide = discord.world.messages.get(message.id)!;
    const back = textOf(await press(discord, wide, 'Sembunyikan konteks').reply);
    expect(back).toBe(textOf(message as never));
  });

  it('show the next quotes, and go back to the first ones', async () => {
    const { discord, message } = await dam();
    const quotesOf = (body: Parameters<typeof textOf>[0]) =>
      [...textOf(body).matchAll(/^> .*/gm)].map(String);
    const first = quotesOf(message);
    const next = quotesOf(await press(discord, message, 'Kutipan lain').reply);
    expect(next).toHaveLength(3);
    expect(next.filter((quote) => first.includes(quote))).toEqual([]);
    const back = await press(discord, discord.world.messages.get(message.id)!, 'Kutipan pertama').reply;
    expect(quotesOf(back)).toEqual(first);
  });

  it('tell all facts of attribution to who asks for them alone', async () => {
    const { discord, message } = await answered();
    const pressed = press(discord, message, 'Sumber', discord.users.other);
    const text = textOf(await pressed.reply);
    expect(text).toContain('Sumber kutipan ini');
    expect(text).toContain('Bahasa: Indonesia');
    expect(text).toContain('ID arsip: kabar-contoh/2022-01-13-pasukan');
    expect(isEphemeral(await pressed.shown)).toBe(true);
  });

  it('take a question that leans on this one', async () => {
    const { discord, message } = await answered();
    const modal = await press(discord, message, 'Tanya lebih lanjut').modal;
    const sent = discord.interaction({
      modal,
      fields: { question: 'dan siapa yang mengumumkannya?' },
      message,
      locale: 'id',
    });
    const text = textOf(await sent.reply);
    expect(text).toContain(`Dianggap lanjutan dari: “${question}”`);
    expect(text).toMatch(/Presiden Tokayev\W+mengumumkannya/);
  });

  it('take a vote of each person, which can be changed, and the reason of a bad one', async () => {
    const { discord, message, chat } = await answered();
    const { reports } = chat.services;
    const server = discord.channels.text.guild_id!;
    const votes = async () => (await reports.statistics(server, new Date(0))).votes;
    const up = press(discord, message, 'up');
    expect(textOf(await up.reply)).toContain('membantu');
    expect(isEphemeral(await up.shown)).toBe(true);
    expect(await votes()).toEqual({ up: 1, down: 0 });
    const modal = await press(discord, message, 'down').modal;
    const fields = { problem: 'sentence', reason: 'bukan ini' };
    await discord.interaction({ modal, fields, message }).reply;
    expect(await votes()).toEqual({ up: 0, down: 1 });
    const { rows } = await reports.unanswered(server, { skip: 0, limit: 5 });
    const problems = new Map([['sentence', 1]]);
    expect(rows).toMatchObject([{ question, votedDown: true, problems, reasons: ['bukan ini'] }]);
    await press(discord, message, 'up', discord.users.other).reply;
    expect(await votes()).toEqual({ up: 1, down: 1 });
  });

  it.each(['Tanya lebih lanjut', 'down'])('show the question on top of a form: %s', async (name) => {
    const { discord, message, chat } = await answered();
    const { components } = await press(discord, message, name).modal;
    expect(components[0]).toEqual({ type: ComponentType.TextDisplay, content: `### ${question}` });
    await chat.services.people.forget(chat.services.people.pseudonymOf(discord.users.asker.id));
    expect(textOf(await press(discord, message, name).reply)).toContain('kedaluwarsa');
  });

  it.each([
    ['who asked', 'asker', true],
    ['somebody else', 'other', false],
  ] as const)('let %s delete it: %3$s', async (_, who, may) => {
    const { discord, message } = await answered();
    const pressed = press(discord, message, 'delete', discord.users[who]);
    if (may) {
      await pressed.wait(({ how }) => how === 'deletion', 'the deletion by');
      expect(discord.world.messages.has(message.id)).toBe(false);
    } else {
      expect(textOf(await pressed.reply)).toContain('Hanya penanya');
      expect(discord.world.messages.has(message.id)).toBe(true);
      expect(isEphemeral(await pressed.shown)).toBe(true);
    }
  });

  it('let a moderator who may manage messages delete it', async () => {
    const { discord, message } = await answered();
    const button = buttonsOf(message).get('delete')!.custom_id!;
    const pressed = discord.interaction({
      button,
      message,
      user: discord.users.other,
      permissions: 1n << 13n,
    });
    await pressed.wait(({ how }) => how === 'deletion', 'the deletion by');
    expect(discord.world.messages.has(message.id)).toBe(false);
  });

  it('share a private answer, for all to see', async () => {
    const { discord, message } = await answered({ private: true });
    expect(isEphemeral(message)).toBe(true);
    const shared = press(discord, message, 'Bagikan');
    expect(textOf(await shared.reply)).toContain('19 Januari');
    expect(isEphemeral(await shared.shown)).toBe(false);
  });
});

describe('a button that is too old', () => {
  it.each(['Sumber', 'up'])('("%s") says so to who pressed it alone', async (action) => {
    const { discord, message, chat } = await answered();
    const id = callOf(buttonsOf(message).get(action)!.custom_id!)!.args[0]!;
    await chat.services.replies.remove(id);
    const pressed = press(discord, message, action);
    expect(textOf(await pressed.reply)).toContain('sudah kedaluwarsa');
    const { reply } = pressed.said.items.find((said) => said.reply !== undefined)!;
    const message2 = reply as { flags?: number };
    expect(isEphemeral(message2) || isEphemeral(await pressed.shown)).toBe(true);
    expect(textOf(discord.world.messages.get(message.id)! as never)).toContain('19 Januari');
  });

  it.each([
    'ask/show',
    'ask/show/x/99999/zz',
    'ask/constructor/1',
    'ask/show/%zz/0/',
    'old',
    '////',
    'ask/delete',
  ])('and unreadable ("%s") breaks nothing', async (custom_id) => {
    const { discord, message, logged } = await answered();
    const button = { type: 2, style: ButtonStyle.Primary, label: 'a', custom_id };
    const forged = { ...message, components: [{ type: 1, components: [button] }] } as unknown as APIMessage;
    const pressed = discord.interaction({ button: custom_id, message: forged, locale: 'id' });
    expect(textOf(await pressed.reply)).toMatch(/sudah kedaluwarsa|Hanya penanya/);
    expect(logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});
