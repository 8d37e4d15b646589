import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { APIMessage } from 'discord-api-types/v10';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeServing } from '../../src/compose.ts';
import { startDiscord as startBot } from '../../src/discord/bot.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import type { Posted } from '../loopback/exchange.ts';
import { startDiscord, type LoopbackDiscord } from '../loopback/server.ts';
import { noLimits, textOf } from './connected.ts';
import { buttonsOf, isEphemeral, press } from './press.ts';

const question = 'kapan Bendungan Jatimulyo mulai diisi air?';
const knowledge = fileURLToPath(new URL('dam', import.meta.url));

let dataDir: string;
let discord: LoopbackDiscord;
let running: { stop(): Promise<void> };
/** What was shown before the restart, by what was asked for. */
const shown = new Map<string, APIMessage>();
/** What was written while nothing ran. */
let meanwhile: Posted;
const logged: string[] = [];

/** The whole program but for its settings, on the same data folder and the same Discord each time. */
async function start() {
  const kutip = await composeServing({
    knowledge: [knowledge],
    dataDir,
    retentionDays: 90,
    serverBytes: 50e6,
    metrics: createMetrics(),
    limits: noLimits,
    log: pino({ level: 'warn' }, { write: (line: string) => logged.push(line) }),
  });
  await kutip.loaded;
  const bot = await startBot(kutip.chat, { token: discord.token, api: discord.api });
  return {
    stop: async () => {
      await bot.stop();
      await kutip.close();
    },
  };
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'kutip-restart-'));
  discord = await startDiscord();
  running = await start();
  const ask = async (name: string, command: string, options: Record<string, string | boolean>, user = discord.users.asker) => {
    const asked = discord.interaction({ command, options, locale: 'id', user });
    await asked.reply;
    shown.set(name, await asked.shown);
  }; // prettier-ignore
  await ask('an answer', 'ask', { question });
  await ask('a private answer', 'ask', { question, private: true });
  await ask('an abstention', 'ask', { question: 'siapa presiden Atlantis?' });
  await ask('/search', 'search', { words: 'bendungan jatimulyo' }, discord.users.other);
  await ask('/timeline', 'timeline', { topic: 'bendungan jatimulyo' }, discord.users.other);
  await ask('/latest', 'latest', {}, discord.users.other);
  await ask('/article', 'article', { title: 'waduk' }, discord.users.other);
  await ask('/kutip settings', 'kutip settings', {}, discord.users.moderator);
  await running.stop();
  meanwhile = discord.message({ content: `${discord.mention} ${question}` });
  running = await start();
}, 60_000);

afterAll(async () => {
  await running.stop();
  await discord.close();
  rmSync(dataDir, { recursive: true });
});

const messageOf = (name: string) => shown.get(name)!;

describe('after a restart', () => {
  it.each([
    ['an answer', 'Konteks', /-# \[…\] Warga .*\n> .*4 Maret 2024/, false],
    ['an answer', 'Kutipan lain', /^> /m, false],
    ['an answer', 'Sumber', /Sumber kutipan ini[^]*ID arsip: dam-/, true],
    ['an answer', 'Sitasi', /Sitasi kutipan ini\n```\n“.*”\n.*diakses/, true],
    ['an answer', 'up', /Penilaian Anda: membantu/, true],
    ['a private answer', 'Konteks', /-# \[…\] Warga/, true],
    ['a private answer', 'Bagikan', /4 Maret 2024/, false],
    ['/search', 'CSV', /\d+ baris\. Kutipannya verbatim/, true],
    ['/timeline', 'JSON', /\d+ baris/, true],
    ['/search', 'Berikutnya', /halaman 2 dari 3/, false],
    ['/timeline', 'Berikutnya', /halaman 2 dari 2/, false],
    ['/latest', 'Berikutnya', /halaman 2 dari 2/, false],
    ['/article', 'Berikutnya', /halaman 2 dari 5/, false],
  ])('“%s” has a button “%s” that works', async (name, button, expected, isPrivate) => {
    const pressed = press(discord, messageOf(name), button);
    expect(textOf(await pressed.reply)).toMatch(expected);
    // On a busy machine the reply is announced first, and then takes the place of the announcement.
    expect(pressed.said.items.map((said) => said.how).join()).toMatch(/^callback(?:,edit)?$/);
    expect(isEphemeral(await pressed.shown)).toBe(isPrivate);
  });

  it('what was said meanwhile is answered, once', async () => {
    expect(textOf(await meanwhile.reply)).toContain('4 Maret 2024');
    await discord.interaction({ command: 'help' }).reply;
    expect(meanwhile.said.items).toHaveLength(1);
  });

  it.each(['an answer', 'an abstention'])('“%s” takes a question that leans on it', async (name) => {
    const message = messageOf(name);
    const { title, ...form } = await press(discord, message, 'Tanya lebih lanjut').modal;
    expect(title).toBe('Tanya lebih lanjut');
    const fields = { question: 'dan siapa yang meresmikannya?' };
    const sent = discord.interaction({ modal: { title, ...form }, fields, message, locale: 'id' });
    expect(textOf(await sent.reply)).toContain('Dianggap lanjutan dari');
  });

  it('a bad vote, with a reason, takes the place of a good one', async () => {
    const message = messageOf('an answer');
    const modal = await press(discord, message, 'down').modal;
    const sent = discord.interaction({ modal, fields: { reason: 'kurang tepat' }, message, locale: 'id' });
    expect(textOf(await sent.reply)).toContain('tidak membantu');
    const { moderator } = discord.users;
    const stats = discord.interaction({ command: 'kutip stats', user: moderator, locale: 'id' });
    expect(textOf(await stats.reply)).toMatch(/0 membantu, 1 tidak membantu/);
  });

  it('the panel of settings changes a setting, for answers that stand there too', async () => {
    const select = 'kutip settings/set/quotes';
    const message = messageOf('/kutip settings');
    const used = discord.interaction({ select, values: ['1'], message, user: discord.users.moderator });
    await used.reply;
    const again = textOf(await press(discord, messageOf('an answer'), 'Kutipan lain').reply);
    expect(again.match(/^> /gm)).toHaveLength(1);
  });

  it.each(['an answer', 'an abstention', '/search', '/article'])(
    '“%s” can be deleted by who asked, and by nobody else',
    async (name) => {
      const message = messageOf(name);
      const { asker, other } = discord.users;
      const [theirs, stranger] = name.startsWith('/') ? [other, asker] : [asker, other];
      const refused = press(discord, message, 'delete', stranger);
      expect(textOf(await refused.reply)).toContain('Hanya penanya');
      const pressed = press(discord, message, 'delete', theirs);
      await pressed.wait(({ how }) => how === 'deletion', 'the deletion by');
      expect(discord.world.messages.has(message.id)).toBe(false);
    },
  );

  it('nothing was complained about, in the log or by Discord', () => {
    expect(logged).toEqual([]);
    expect(discord.problems).toEqual([]);
  });

  it('no other button stands below what it says', () => {
    const names = [...shown.values()].flatMap((message) => [...buttonsOf(message).keys()]);
    expect(new Set(names)).toEqual(
      new Set([
        'Konteks', 'Kutipan lain', 'Sumber', 'Bagikan', 'Tanya lebih lanjut', 'up', 'down', 'delete',
        'Sebelumnya', 'Berikutnya', 'set', 'Sitasi', 'CSV', 'JSON',
      ]),
    ); // prettier-ignore
  });
});
