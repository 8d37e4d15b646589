import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ComponentType,
  InteractionResponseType,
  PermissionFlagsBits,
  type APIMessage,
} from 'discord-api-types/v10';
import { expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { callOf } from '../../src/components/custom-id.ts';
import type { Asked } from '../loopback/exchange.ts';
import { ORDINARY, parts, type Channel, type Component } from '../loopback/payloads.ts';
import { articlePage, newSite, rss } from '../site.ts';
import { buttonsOf, isEphemeral } from './press.ts';
import { serving } from './serving.ts';

const knowledge = [fileURLToPath(new URL('knowledge', import.meta.url))];

/** Articles of a server, whose words are near to those of all and are nobody else's business. */
const own = (server: string) =>
  Array.from({ length: 25 }, (_, n) => ({
    path: `servers/${server}/rahasia/2022-01-13-rahasia-${n.toString(16).padStart(16, '0')}.md`,
    content: `---\ntitle: Pasukann CSTO Rahasia ${n}\nlanguage: id\npublished: 2022-01-${10 + (n % 20)}\npublisher: Rahasia\ntags: [rahasia, csto]\n---\n\nPasukann Cinta Sejati Tanpa Orang (CSTO) ditarik dari Kazakstan pada ${n + 1} Januari 2022 oleh Zubaidah. Presiden Tokayev berkata rahasia ${n}.\n`,
  })); // prettier-ignore

/** A way of using each command, those that change something too; what they leave behind, the next ones show. */
const uses = (
  site: string,
  channel: string,
): readonly (readonly [string, Record<string, string | boolean>])[] => [
  ['ask', { question: 'kapan penarikan pasukan CSTO selesai?' }],
  ['ask', { question: 'Siapa Zubaidah?' }],
  ['ask', { question: 'kapan pasukann CSTO ditarik dari Kazakstan?' }],
  ['ask', { question: 'Apa itu CSTO?', private: true }],
  ['search', { words: 'pasukan CSTO' }],
  ['search', { words: 'rahasia' }],
  ['latest', {}],
  ['latest', { topic: 'csto' }],
  ['timeline', { topic: 'CSTO' }],
  ['article', { title: 'rahasia' }],
  ['article', { title: 'pasukan' }],
  ['sources', {}],
  ['help', {}],
  ['kutip add', { url: `${site}/pasar` }],
  ['kutip add', { file: `${site}/kios.txt` }],
  ['kutip add', { file: `${site}/banyak.jsonl` }],
  ['kutip add', {}],
  ['search', { words: 'gedung' }],
  ['latest', { topic: 'gedung' }],
  ['timeline', { topic: 'gedung' }],
  ['article', { title: 'Gedung 1' }],
  ['kutip feed check', { url: `${site}/feed` }],
  ['kutip feed add', { url: `${site}/situs` }],
  ['kutip feed add', { url: `${site}/feed` }],
  ...Array.from({ length: 11 }, (_, at) => ['kutip feed add', { url: `${site}/feed${at}` }] as const),
  ['kutip feed list', {}],
  ['kutip feed export', {}],
  ['kutip articles', {}],
  ['kutip articles', { show: 'summaries' }],
  ['kutip edit', { article: 'Pasar Wanasari', publisher: 'Harian Wanasari' }],
  ['ask', { question: 'Siapa yang membuka Pasar Wanasari?' }],
  ['kutip remove', { article: 'Pasar Wanasari' }],
  ['kutip remove', { article: 'wanasari' }],
  ['kutip remove', { article: 'Kios Wanasari' }],
  ['kutip articles', { show: 'removed' }],
  ['kutip feed add', { url: `${site}/beranda` }],
  ['kutip feed export', {}],
  ['kutip feed remove', { feed: `${site}/feed` }],
  ['kutip audit', {}],
  ['kutip stats', {}],
  ...Array.from(
    { length: 11 },
    (_, at) => ['ask', { question: `Siapa Zubaidah ke-${at} dari Antah?` }] as const,
  ),
  ['kutip unanswered', {}],
  ['kutip settings', {}],
  ['follow topic', { topic: 'pasukan CSTO' }],
  ['follow topic', { topic: 'rahasia', channel }],
  ['digest', { every: 'daily' }],
  ['kutip announce', { channel }],
  ['follow list', {}],
  ['follow remove', { topic: 'pasukan CSTO' }],
  ['forget-me', {}],
];

/** What is typed wherever something is completed. */
const typed = ['', 'rah', 'pasuk', 'zub'];

/** What was said as JSON, without what is another each time. */
const same = (said: unknown) =>
  JSON.stringify(said)
    .replace(/\d{17,20}/g, '<snowflake>')
    .replace(/[0-9a-f]{16}/g, '<id>')
    .replace(/\/[\w-]{16}(?=")/g, '/<asker>')
    .replace(/[0-9a-f]{8}(?=")/g, '<feed>')
    .replace(/\d{1,2}[.:]\d\d(?=[^\d])/g, '<time>');

const drawn = ({ content, components, embeds }: Partial<APIMessage>) => same({ content, components, embeds });

/**
 * Uses every command on a server with every control that comes of it and every completion.
 *
 * @returns what came of each, by what was done; and the actions that were called
 */
async function all({ discord, kutip }: Awaited<ReturnType<typeof serving>>, channel: Channel, site: string, user = discord.users.moderator) {
  const seen: [string, unknown][] = [];
  const called = new Set<string>();
  const by = { channel, user, permissions: ORDINARY | PermissionFlagsBits.ManageGuild, locale: 'id' as const };

  async function take(name: string, asked: Asked, depth = 0): Promise<void> {
    const said = await asked.wait(({ reply, how, callback }) => reply !== undefined || how === 'deletion' || callback?.type === InteractionResponseType.Modal, 'something said after');
    if (said.callback?.type === InteractionResponseType.Modal) {
      const modal = said.callback.data;
      seen.push([`${name} (form)`, drawn({ components: modal.components as never })]);
      const { command, action } = callOf(modal.custom_id)!;
      called.add(`${command} ${action}`);
      const inputs = [...parts(modal.components as unknown as Component[])];
      const filled = { [ComponentType.TextInput]: 'kapan pasukan CSTO ditarik?', [ComponentType.FileUpload]: [`${site}/kios.txt`, `${site}/banyak.jsonl`] };
      const fields = Object.fromEntries(inputs.flatMap(({ type, custom_id }) => (type in filled ? [[custom_id!, filled[type as keyof typeof filled]]] : [])));
      return take(`${name} (sent)`, discord.interaction({ ...by, modal, fields, message: asked.interaction.message! }), depth);
    }
    if (said.how === 'deletion') return void seen.push([name, 'deleted']);
    await kutip.corrected();
    const shown = await asked.shown;
    seen.push([`${name}${isEphemeral(shown) ? ' (only for them)' : ''}`, drawn((await asked.reply) as never)]);
    if (depth < 3) await press(name, shown, depth + 1);
  }

  /** Uses every control of a message that was not used after the same before; those that take it away come last. */
  async function press(name: string, message: APIMessage, depth: number): Promise<void> {
    const controls = [...parts((message.components ?? []) as unknown as Component[])]
      .filter(({ custom_id, disabled }) => custom_id !== undefined && disabled !== true)
      .map((part) => ({ part, id: part.custom_id!, call: callOf(part.custom_id!)! }))
        // What takes the reply away comes last, and only after the first of a command.
      .filter(({ call }) => call.action !== 'delete' || !called.has(`${call.command} delete`))
      .sort((one, other) => Number(one.call.action === 'delete') - Number(other.call.action === 'delete'));
    for (const { part, id, call } of controls) {
      const action = `${call.command} ${call.action}`;
      if (called.has(action) && depth > 1) continue;
      called.add(action);
      const options = (part.options ?? []) as { readonly value: string }[];
      const values = part.type === ComponentType.ChannelSelect ? [channel.id] : part.type === ComponentType.RoleSelect ? [discord.world.guildOf(channel)!.id] : options.slice(0, 1).map(({ value }) => value);
      const shown = discord.world.messages.get(message.id);
      // Something before took it away.
      if (shown === undefined || !JSON.stringify(shown).includes(JSON.stringify(id))) continue;
      const used = part.type === ComponentType.Button ? { button: id } : { select: id, values };
      await take(`${name} > ${call.action} ${part.type === ComponentType.Button ? '' : String(part.placeholder)}`, discord.interaction({ ...by, ...used, message: structuredClone(shown) }), depth);
    }
  }

  for (const [command, options] of uses(site, channel.id)) {
    await take(`/${command} ${JSON.stringify(options)}`.replaceAll(site, '').replaceAll(channel.id, '#'), discord.interaction({ ...by, command, options }));
    called.add(command);
  }
  const welcome = [...discord.world.messages.values()].find((one) => one.channel_id === channel.id && JSON.stringify(one).includes('/try/'));
  if (welcome !== undefined) await press('the welcome', structuredClone(welcome), 1);
  const posted = discord.message({ channel, user: by.user, content: `${discord.mention} kapan penarikan pasukan CSTO selesai?` });
  seen.push(['a mention', drawn((await posted.reply) as never)]);
  await take('Find sources', discord.interaction({ ...by, messageCommand: 'Find sources', target: posted.message }));
  called.add('find-sources');
  for (const { name, options, onMessage } of commands) {
    if (onMessage === true) continue;
    for (const { name: focused } of options.filter(({ suggest }) => suggest !== undefined)) {
      for (const written of typed) {
        const required = Object.fromEntries(
          options.filter((one) => one.required).map((one) => [one.name, 'choices' in one ? one.choices[0]! : 'a']),
        );
        const asked = { ...by, autocomplete: name, options: { ...required, [focused]: written }, focused };
        seen.push([`/${name} ${focused}: ${written}…`, same(await discord.interaction(asked).choices)]);
      }
    }
  }
  return { seen, called };
} // prettier-ignore

it('on a server, nothing is seen, counted or felt of another: every command, control and completion gives the same as without it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kutip-two-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const site = await newSite();
  const sentences = [
    'Bupati Ratna Dewi membuka Pasar Wanasari pada hari Senin pagi bersama ratusan warga dan pedagang.',
    'Pasar itu memiliki 120 kios yang seluruhnya sudah ditempati pedagang lama sejak pekan lalu.',
  ];
  site.pages.set('/pasar', articlePage('Pasar Wanasari', sentences));
  site.pages.set('/kios.txt', { body: 'Kios Wanasari\n\nKios Wanasari disewakan mulai hari Selasa.', headers: { 'content-type': 'text/plain' } });
  const many = Array.from({ length: 30 }, (_, at) => ({ title: `Gedung ${at}`, publisher: 'Kabar Gedung', language: 'id', published: `2026-10-${at + 1 < 10 ? 0 : ''}${at + 1}`, text: `Gedung nomor ${at} diresmikan Camat ${'ABCDEFGHIJKLMNOP'[at % 16]}urhan di Jalan ${at * 7}.\n\n`.concat(at === 1 ? Array.from({ length: 60 }, (_, line) => `Lantai ${line} gedung itu dipakai kantor nomor ${line * 3} sejak bulan lalu oleh pegawai daerah.`).join('\n\n') : '') }));
  site.pages.set('/banyak.jsonl', { body: many.map((one) => JSON.stringify(one)).join('\n'), headers: { 'content-type': 'text/plain' } });
  for (let at = 0; at < 11; at++) site.pages.set(`/feed${at}`, rss(site.url, []));
  const alternates = ['/feed-a', '/feed-b'].map((path) => `<link rel="alternate" type="application/rss+xml" title="RSS ${path}" href="${path}">`).join('');
  site.pages.set('/situs', { body: `<html><head><title>Situs</title>${alternates}</head><body><p>Selamat datang.</p></body></html>` });
  for (const path of ['/feed-a', '/feed-b']) site.pages.set(path, rss(site.url, []));
  site.pages.set('/feed', rss(site.url, [{ path: '/hilang', title: 'Kebakaran di Sirnarasa', text: 'Kebakaran di Desa Sirnarasa menghanguskan empat rumah pada Rabu dini hari.' }]));
  const alternate = (path: string) => `<link rel="alternate" type="application/rss+xml" title="${path}" href="${path}">`;
  site.pages.set('/beranda', { body: `<html><head><title>Warta</title>${alternate('/feed1')}${alternate('/feed2')}</head><body><p>Selamat datang.</p></body></html>` });
  const alone = await serving({ loopbackPorts: [site.port], knowledge });
  // A welcome waits two seconds for its questions, which a busy machine may need for the first ones.
  await alone.kutip.chat.services.archive.examples({ server: null, askedAt: new Date() });
  const [quiet] = alone.discord.join('Tenang');
  const without = await all(alone, quiet!, site.url);
  await alone.stop();

  for (const { path, content } of own('424242424242424242')) {
    await mkdir(join(dataDir, 'articles', path, '..'), { recursive: true });
    await writeFile(join(dataDir, 'articles', path), content);
  }
  const beside = await serving({ loopbackPorts: [site.port], dataDir, knowledge });
  await beside.kutip.chat.services.archive.examples({ server: null, askedAt: new Date() });
  const [busy] = beside.discord.join('Ramai');
  const [quietAgain] = beside.discord.join('Tenang');
  await all(beside, busy!, site.url, beside.discord.users.asker);
  const { seen, called } = await all(beside, quietAgain!, site.url);
  for (const [at, one] of seen.entries()) expect(one).toEqual(without.seen[at]);
  expect(seen).toHaveLength(without.seen.length);

  // A reply that only one person sees has no button that takes it away.
  const known = commands.flatMap((command) => [command.name, ...Object.keys(command.actions ?? {}).filter((action) => action !== 'delete' || !command.isPrivate({})).map((action) => `${command.name} ${action}`)]);
  expect(known.filter((name) => !called.has(name))).toEqual([]);
}, 240_000); // prettier-ignore

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
