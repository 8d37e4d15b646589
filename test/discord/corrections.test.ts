import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIMessage } from 'discord-api-types/v10';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Channel } from '../loopback/payloads.ts';
import type { LoopbackDiscord } from '../loopback/server.ts';
import { buttonsOf, press } from './press.ts';
import { serving } from './serving.ts';
import { textOf } from './connected.ts';

const question = 'kapan penarikan seluruh pasukan selesai?';
const first = 'Penarikan seluruh pasukan itu akan selesai pada 19 Januari.';
const second = 'Penarikan seluruh pasukan itu akan selesai pada 23 Januari.';
const rest = 'Presiden Tokayev mengumumkannya di Almaty setelah bertemu para menteri.';

/** A folder of knowledge with one article, which `say` writes anew. */
function newKnowledge() {
  const folder = mkdtempSync(join(tmpdir(), 'kutip-corrected-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const path = join(folder, 'pasukan.md');
  const say = (text: string) => {
    const facts =
      'title: Pasukan CSTO ditarik\npublisher: Kabar Contoh\npublished: 2022-01-13T14:05:00+07:00';
    writeFileSync(path, `---\n${facts}\nlanguage: id\n---\n\n${text}\n`);
  };
  say(`${first} ${rest}`);
  return { folder, say, remove: () => { rmSync(path); } }; // prettier-ignore
}

const ask = async (discord: LoopbackDiscord, where: { channel?: Channel; private?: boolean } = {}) => {
  const options = { question, private: where.private ?? false };
  const asked = discord.interaction({ command: 'ask', options, locale: 'id', ...(where.channel && { channel: where.channel }) });
  expect(textOf(await asked.reply)).toContain('19 Januari');
  return asked.shown;
}; // prettier-ignore

const now = (discord: LoopbackDiscord, { id }: APIMessage) => textOf(discord.world.messages.get(id) as never);
/** What it quotes, without what the notice says of before. */
const quoted = (discord: LoopbackDiscord, message: APIMessage) =>
  now(discord, message).replace(/^- Sebelumnya: .*$/gm, '');

it('replies that quoted a changed or deleted sentence are edited, each in the way that Discord allows', async () => {
  const { folder, say, remove } = newKnowledge();
  const { discord } = await serving({ loopbackPorts: [], knowledge: [folder] });
  const { channels } = discord;
  const asked = {
    command: await ask(discord),
    alone: await ask(discord, { private: true }),
    direct: await ask(discord, { channel: channels.dm }),
    'where only the user has it': await ask(discord, { channel: channels.foreign }),
    mention: await (async () => {
      const posted = discord.message({ content: `${discord.mention} ${question}` });
      await posted.reply;
      return posted.shown;
    })(),
  };
  const shared = press(discord, asked.alone, 'Bagikan');
  await shared.reply;
  const all = { ...asked, shared: await shared.shown };

  say(`${rest} Pembicaraan berlangsung dua jam.\n\n${second}`);
  for (const [how, message] of Object.entries(all)) {
    await expect.poll(() => now(discord, message), { timeout: 20_000, message: how }).toContain('Dikoreksi');
    expect(now(discord, message), how).toMatch(/Dikoreksi \d+ \w+ \d{4}, \d\d\.\d\d UTC: Kabar Contoh mengubah “Pasukan CSTO ditarik”/);
    expect(quoted(discord, message), how).not.toContain('19 Januari');
    expect(now(discord, message), how).toContain(`Sebelumnya: “${first}”\n- Sekarang: “${second}”`);
    expect(now(discord, message).match(/mengubah/g), how).toHaveLength(1);
    expect(now(discord, message), how).toContain('23 Januari');
    expect(buttonsOf(discord.world.messages.get(message.id)!).size, how).toBeGreaterThan(2);
  }

  say(`${rest} Pembicaraan berlangsung tiga jam.\n\n${second}`);
  await expect.poll(async () => textOf(await discord.interaction({ command: 'article', options: { title: 'Pasukan' } }).reply), { timeout: 20_000 }).toContain('tiga jam');
  expect(now(discord, all.command)).toContain('mengubah');

  remove();
  for (const [how, message] of Object.entries(all)) {
    await expect.poll(() => now(discord, message), { timeout: 20_000, message: how }).toContain('ditarik oleh medianya atau tidak ada lagi di arsip');
    expect(now(discord, message), how).not.toContain('23 Januari');
  }
}); // prettier-ignore

it('lists and articles that showed a changed sentence are edited too, and each that named a deleted article', async () => {
  const { folder, say, remove } = newKnowledge();
  const { discord } = await serving({ loopbackPorts: [], knowledge: [folder] });
  const show = async (command: string, options: Record<string, string>) => {
    const shown = await (async () => { const asked = discord.interaction({ command, options, locale: 'id' }); await asked.reply; return asked.shown; })();
    expect(now(discord, shown)).toContain(command === 'latest' ? 'Pasukan CSTO ditarik' : '19 Januari');
    return shown;
  };
  const sentences = {
    search: await show('search', { words: 'penarikan seluruh pasukan' }),
    timeline: await show('timeline', { topic: 'penarikan seluruh pasukan' }),
    article: await show('article', { title: 'Pasukan' }),
  };
  const named = await show('latest', {});

  say(`${rest} ${second}`);
  for (const [command, message] of Object.entries(sentences)) {
    await expect.poll(() => now(discord, message), { timeout: 20_000, message: command }).toMatch(/Dikoreksi .* UTC: Kabar Contoh mengubah/);
    expect(quoted(discord, message), command).not.toContain('19 Januari');
    expect(now(discord, message), command).toContain('23 Januari');
  }
  expect(now(discord, named)).not.toContain('Dikoreksi');
  await press(discord, discord.world.messages.get(sentences.search.id)!, 'delete').wait(({ how }) => how === 'deletion', 'the deletion by');

  remove();
  for (const [command, message] of Object.entries({ ...sentences, latest: named })) {
    if (command === 'search') continue;
    await expect.poll(() => now(discord, message), { timeout: 20_000, message: command }).toContain('ditarik oleh medianya atau tidak ada lagi di arsip');
    expect(now(discord, message), command).not.toMatch(/23 Januari|\[Pasukan CSTO/);
  }
}); // prettier-ignore

it('the page to which a list was turned is the one that is corrected', async () => {
  const { folder, say } = newKnowledge();
  const filler = Array.from({ length: 40 }, (_, place) => `Kalimat nomor ${place} hanya mengisi halaman pertama naskah.`).join(' ');
  say(`${filler}\n\n${first}`);
  const { discord } = await serving({ loopbackPorts: [], knowledge: [folder] });
  const asked = discord.interaction({ command: 'article', options: { title: 'Pasukan' }, locale: 'id' });
  await asked.reply;
  const shown = await asked.shown;
  for (let turns = 0; turns < 5 && !now(discord, shown).includes('19 Januari'); turns++)
    await press(discord, discord.world.messages.get(shown.id)!, 'Berikutnya').reply;
  expect(now(discord, shown)).toContain('19 Januari');
  say(`${filler}\n\n${second}`);
  await expect.poll(() => now(discord, shown), { timeout: 20_000 }).toContain('Dikoreksi');
  expect(quoted(discord, shown)).not.toContain('19 Januari');
}); // prettier-ignore

it.each([
  [14, 'is edited'],
  [16, 'is left, and the asker told at his next question'],
])('what one person alone sees, %i minutes after it was answered, %s', async (minutes) => {
  const { folder, say } = newKnowledge();
  const { discord } = await serving({ loopbackPorts: [], knowledge: [folder] });
  const alone = await ask(discord, { private: true });
  const inPublic = await ask(discord);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });
  onTestFinished(() => { vi.useRealTimers(); });
  say(`${second} ${rest}`);
  await expect.poll(() => now(discord, inPublic), { timeout: 20_000 }).toContain('Dikoreksi');
  if (minutes < 15) await expect.poll(() => now(discord, alone), { timeout: 20_000 }).toContain('Dikoreksi');
  const again = async (user = discord.users.asker) =>
    textOf(await discord.interaction({ command: 'ask', options: { question, private: true }, locale: 'id', user }).reply);
  expect(quoted(discord, alone).includes('19 Januari')).toBe(minutes > 15);
  const told = 'Tentang jawaban sebelumnya:';
  // What one asker is owed, nobody else is told.
  expect(await again(discord.users.moderator)).not.toContain(told);
  if (minutes > 15) await expect.poll(() => again(), { timeout: 20_000 }).toContain(told);
  expect(await again()).not.toContain(told);
}); // prettier-ignore

it('a change while the bot was away is seen at the start; who cannot be shown it is told at the next question', async () => {
  const { folder, say } = newKnowledge();
  const before = await serving({ loopbackPorts: [], knowledge: [folder] });
  const { discord, dataDir } = before;
  const inPublic = await ask(discord);
  const alone = await ask(discord, { private: true });
  await before.stop();
  say(`${second} ${rest}`);
  await serving({ loopbackPorts: [], knowledge: [folder], discord, dataDir });
  await expect.poll(() => now(discord, inPublic), { timeout: 20_000 }).toContain('Dikoreksi');
  // After the restart nobody has the token with which what one person sees could be changed.
  expect(now(discord, alone)).toContain('19 Januari');
  const again = (isPrivate: boolean) =>
    discord.interaction({ command: 'ask', options: { question: 'siapa yang mengumumkannya di Almaty?', private: isPrivate }, locale: 'id' }).reply.then(textOf);
  await expect.poll(() => again(true), { timeout: 20_000 }).toContain('Tentang jawaban sebelumnya:');
  expect(await again(true)).not.toContain('jawaban sebelumnya');
}); // prettier-ignore

it('what an article says of its own correction stands beside the quote', async () => {
  const { folder, say } = newKnowledge();
  say(`${second} ${rest}\n\nRalat: tanggal penarikan dalam berita ini telah diperbaiki.`);
  const { discord } = await serving({ loopbackPorts: [], knowledge: [folder] });
  const text = textOf(
    await discord.interaction({ command: 'ask', options: { question }, locale: 'id' }).reply,
  );
  expect(text).toContain('23 Januari');
  expect(text).toContain('Ralat: tanggal penarikan dalam berita ini telah diperbaiki.');
});
