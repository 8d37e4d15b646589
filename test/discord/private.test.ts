import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'discord.js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { words } from '../../src/locales/words.ts';
import { connected, textOf } from './connected.ts';
import { serving } from './serving.ts';

const question = 'Kapan pasukan CSTO selesai ditarik dari Kazakhstan?';
const followUp = 'Dan kapan selesai?';

describe('what somebody asked in private', () => {
  it('is no context of what they ask in public', async () => {
    const { discord } = await connected();
    await discord.interaction({ command: 'ask', options: { question, private: true }, locale: 'id' }).reply;
    const public_ = await discord.interaction({ command: 'ask', options: { question: followUp }, locale: 'id' }).reply;
    expect(textOf(public_)).not.toContain('CSTO selesai');
  }); // prettier-ignore

  it('is the context of what they ask in public, once it was asked in public', async () => {
    const { discord } = await connected();
    await discord.interaction({ command: 'ask', options: { question }, locale: 'id' }).reply;
    const public_ = await discord.interaction({ command: 'ask', options: { question: followUp }, locale: 'id' }).reply;
    expect(textOf(public_)).toContain('CSTO selesai');
  }); // prettier-ignore

  it('is not named in public when it has to be corrected', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kutip-private-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    const write = (name: string, title: string, text: string) => {
      writeFileSync(
        join(folder, `${name}.md`),
        `---\ntitle: ${title}\npublisher: Kabar Contoh\npublished: 2022-01-13\nlanguage: id\n---\n\n${text}\n`,
      );
    };
    write('bendungan', 'Bendungan Sukamaju', 'Bendungan Sukamaju diresmikan pada 3 Maret oleh gubernur provinsi.');
    write('pasukan', 'Pasukan ditarik', 'Penarikan seluruh pasukan dari Kazakhstan akan selesai pada 19 Januari.');
    const { discord } = await serving({ loopbackPorts: [], knowledge: [folder] });
    const ask = (text: string, isPrivate: boolean) =>
      discord.interaction({ command: 'ask', options: { question: text, private: isPrivate }, locale: 'id' });
    const alone = ask('Kapan Bendungan Sukamaju diresmikan?', true);
    expect(textOf(await alone.reply)).toContain('3 Maret');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16 * 60_000 });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    write('bendungan', 'Bendungan Sukamaju', 'Bendungan Sukamaju diresmikan pada 9 Maret oleh gubernur provinsi.');
    const hidden = words('id')('correction.hidden', { count: 1 });
    const asked = async () => textOf(await ask('Kapan penarikan seluruh pasukan selesai?', false).reply);
    await vi.waitFor(async () => {
      const text = await asked();
      expect(text).toContain(hidden);
      expect(text).not.toContain('Bendungan');
    }, 20_000);
  }); // prettier-ignore
});

it('an error that only shows after a public deferral is shown to the asker alone', async () => {
  const { discord } = await connected();
  const asked = discord.interaction({ command: 'ask', options: { question, since: 'entah kapan' }, locale: 'id' });
  const shown = await asked.reply;
  expect(textOf(shown)).toContain('entah kapan');
  const visible = [...discord.world.messages.values()].filter((message) => ((message.flags ?? 0) & 64) === 0);
  expect(visible.map((message) => textOf(message as never)).join('\n')).not.toContain('entah kapan');
}); // prettier-ignore

it('what discord.js itself would send pings nobody either', async () => {
  const login = vi.spyOn(Client.prototype, 'login');
  onTestFinished(() => {
    login.mockRestore();
  });
  const { discord } = await connected();
  const client = login.mock.contexts[0] as Client;
  const channel = await client.channels.fetch(discord.channels.text.id);
  if (!channel?.isSendable()) throw new Error('The channel of the test takes no messages.');
  await channel.send(`@everyone <@${discord.users.asker.id}>`);
  expect(discord.problems).toEqual([]);
});
