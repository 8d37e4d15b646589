import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { APIMessage } from 'discord-api-types/v10';
import { expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../loopback/payloads.ts';
import { buttonsOf } from './press.ts';
import { serving } from './serving.ts';

const knowledge = [fileURLToPath(new URL('knowledge', import.meta.url))];

/** Articles of a server, whose words are near to those of all and are nobody else's business. */
const own = (server: string) =>
  Array.from({ length: 25 }, (_, n) => ({
    path: `servers/${server}/rahasia/2022-01-13-rahasia-${n.toString(16).padStart(16, '0')}.md`,
    content: `---\ntitle: Pasukann CSTO Rahasia ${n}\nlanguage: id\npublished: 2022-01-${10 + (n % 20)}\npublisher: Rahasia\ntags: [rahasia, csto]\n---\n\nPasukann Cinta Sejati Tanpa Orang (CSTO) ditarik dari Kazakstan pada ${n + 1} Januari 2022 oleh Zubaidah. Presiden Tokayev berkata rahasia ${n}.\n`,
  })); // prettier-ignore

/** Every command that only reads, and every completion. */
const commands: readonly [string, Record<string, string>][] = [
  ['ask', { question: 'kapan penarikan pasukan CSTO selesai?' }],
  ['ask', { question: 'Siapa Zubaidah?' }],
  ['ask', { question: 'kapan pasukann CSTO ditarik dari Kazakstan?' }],
  ['ask', { question: 'Apa itu CSTO?' }],
  ['search', { words: 'pasukan CSTO' }],
  ['search', { words: 'rahasia' }],
  ['latest', {}],
  ['latest', { topic: 'csto' }],
  ['timeline', { topic: 'CSTO' }],
  ['article', { title: 'rahasia' }],
  ['article', { title: 'pasukan' }],
  ['sources', {}],
  ['help', {}],
  ['kutip feed list', {}],
  ['kutip stats', {}],
  ['kutip unanswered', {}],
];
const completions: readonly [string, string, string][] = [
  ['article', 'title', 'pasuk'],
  ['article', 'title', 'rahasia'],
  ['ask', 'source', ''],
  ['search', 'source', 'rah'],
  ['latest', 'topic', ''],
  ['timeline', 'topic', 'cs'],
  ['kutip remove', 'article', ''],
];

/** What is drawn, without what is another each time it is kept. */
const drawn = ({ content, components, embeds }: APIMessage) =>
  JSON.stringify({ content, components, embeds })
    .replace(/[0-9a-f]{16}/g, '<id>')
    .replace(/\/[\w-]{16}(?=")/g, '/<asker>')
    .replace(/\d{1,2}[.:]\d\d(?=[^\d])/g, '<time>');

async function all(
  { discord }: Awaited<ReturnType<typeof serving>>,
  channel: Channel,
): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  const user = discord.users.moderator;
  for (const [command, options] of commands) {
    const name = `${command} ${JSON.stringify(options)}`;
    const reply = (await discord.interaction({ command, options, channel, user, locale: 'id' }).reply) as unknown as APIMessage;
    seen[name] = drawn(reply);
  }
  for (const [autocomplete, focused, written] of completions) {
    const asked = { autocomplete, options: { [focused]: written }, focused, channel, user, locale: 'id' as const };
    seen[`${autocomplete} ${focused}:${written}`] = await discord.interaction(asked).choices;
  }
  return seen;
} // prettier-ignore

it('on a server, nothing is seen, counted or suggested of another: every answer is the same as without it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kutip-two-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const alone = await serving({ loopbackPorts: [], knowledge });
  const [quiet] = alone.discord.join('Tenang');
  const without = await all(alone, quiet!);
  await alone.stop();

  for (const { path, content } of own('424242424242424242')) {
    await mkdir(join(dataDir, 'articles', path, '..'), { recursive: true });
    await writeFile(join(dataDir, 'articles', path), content);
  }
  const beside = await serving({ loopbackPorts: [], dataDir, knowledge });
  const [same] = beside.discord.join('Tenang');
  expect(await all(beside, same!)).toEqual(without);
}, 120_000);

it('a control opens a reply only on the server where it was shown', async () => {
  const { discord } = await serving({ loopbackPorts: [], knowledge });
  const [other] = discord.join('Lain');
  const options = { question: 'kapan penarikan pasukan CSTO selesai?' };
  const { asker } = discord.users;
  const shown = (await discord.interaction({ command: 'ask', options, user: asker }).reply) as unknown as APIMessage;
  for (const [name, button] of buttonsOf(shown)) {
    const custom = String(button.custom_id);
    if (!/^ask\/(?:show|context|sources|share|up)\//.test(custom)) continue;
    const used = discord.interaction({ button: custom, message: shown, channel: other!, user: asker, locale: 'en-US' });
    expect(JSON.stringify(await used.reply), name).toContain('This button has expired');
  }
}, 60_000); // prettier-ignore
