import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { expect, it, vi } from 'vitest';
import type { LoopbackDiscord } from '../loopback/server.ts';
import type { Serving } from '../../src/compose.ts';
import { articlePage, newSite, rss, type Site } from '../site.ts';
import { textOf } from './connected.ts';
import { serving, sharedServing } from './serving.ts';

interface Told {
  readonly path: string;
  readonly title: string;
  readonly sentences: readonly string[];
}

const flood = (path: string, title: string, ...sentences: readonly string[]): Told => ({
  path,
  title,
  sentences,
});

const first = flood(
  '/banjir-1',
  'Banjir bandang melanda Kabupaten Suratama',
  'Banjir bandang melanda Kabupaten Suratama pada Senin malam setelah tanggul Sungai Cikolot jebol.',
  'Sebanyak 12 orang tewas akibat banjir bandang itu, kata Bupati Darmawan di posko pengungsian.',
  'Ratusan warga mengungsi ke balai desa dan menunggu bantuan makanan dari pemerintah provinsi.',
);
const second = flood(
  '/banjir-2',
  'Korban banjir bandang Kabupaten Suratama bertambah',
  'Jumlah korban banjir bandang di Kabupaten Suratama bertambah, kata Bupati Darmawan di posko pengungsian.',
  'Hingga Selasa sore, sebanyak 15 orang tewas akibat banjir bandang setelah tanggul Sungai Cikolot jebol.',
  'Ratusan warga masih mengungsi di balai desa dan membutuhkan bantuan makanan serta selimut.',
);
const other = flood(
  '/pasar',
  'Pasar baru diresmikan di Kota Lumbung',
  'Wali Kota Sartono meresmikan pasar baru di Kota Lumbung pada hari Rabu bersama ratusan pedagang.',
  'Pasar itu memiliki dua lantai dan seluruh kiosnya sudah ditempati pedagang lama.',
  'Jalan di depan pasar akan diperlebar mulai bulan depan oleh dinas pekerjaan umum.',
);

/** Articles are published when they appear. */
function publish(site: Site, ...told: readonly Told[]) {
  const at = new Date(Date.now() + 60_000 * (1 + site.pages.size)).toISOString();
  for (const { path, title, sentences } of told)
    if (!site.pages.has(path)) site.pages.set(path, articlePage(title, sentences, at));
  const feed = rss(site.url, told.map(({ path, title }) => ({ path, title })));
  site.pages.set('/feed', { ...feed, body: String(feed.body).replace(/<pubDate>.*?<\/pubDate>/g, `<pubDate>${new Date(at).toUTCString()}</pubDate>`) });
} // prettier-ignore

const later = () => new Date(Date.now() + 2 * 86_400_000);

async function moderate(discord: LoopbackDiscord, command: string, options: Record<string, string> = {}) {
  return textOf(await discord.interaction({ command, options, user: discord.users.moderator, locale: 'id' }).reply);
} // prettier-ignore

/** What was posted by itself in a channel, oldest first. */
const postsIn = (discord: LoopbackDiscord, channel: string) =>
  [...discord.world.messages.values()].filter((one) => one.channel_id === channel && one.author.id === discord.world.bot.id && one.interaction_metadata === undefined); // prettier-ignore

const shared = sharedServing(2, { knowledge: [] });

async function poll(kutip: Serving) {
  await kutip.polling.pollDue(later());
  await kutip.followed();
}

it('a topic that is followed: what was there before is not posted; a new article is, as one quote; its sequel in a thread, with the figure that changed; a correction edits it', async () => {
  const { discord, kutip, site } = shared();
  publish(site, other);
  const channel = discord.channels.text;
  await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` });
  expect(await moderate(discord, 'follow topic', { topic: 'banjir', channel: channel.id })).toContain('Kini diikuti: “banjir”');
  expect(await moderate(discord, 'follow topic', { topic: 'Banjir', channel: channel.id, most: '1' })).toContain('Sudah diikuti di sini: “banjir”');
  expect(await moderate(discord, 'follow topic', { topic: 'the', channel: channel.id })).toContain('tidak dapat saya cari');
  await kutip.followed();
  expect(postsIn(discord, channel.id)).toEqual([]);

  publish(site, first, other);
  await poll(kutip);
  const [post, ...others] = postsIn(discord, channel.id);
  expect(others).toEqual([]);
  expect(textOf(post!)).toMatch(/Mengikuti: banjir\n> .*\*\*Banjir\*\* bandang.*\n\*\*Warta Uji\*\* · .*banjir-1/);

  publish(site, second, first, other);
  await poll(kutip);
  expect(postsIn(discord, channel.id)).toHaveLength(1);
  const [update] = postsIn(discord, post!.id);
  expect(textOf(update!)).toMatch(/perkembangan\n\*\*12 → 15 orang\*\*\n> .*\*\*15 orang\*\* tewas/);

  const { body } = articlePage(first.title, first.sentences.map((one) => one.replace(/Banjir bandang melanda/, 'Banjir besar melanda')), new Date(Date.now() + 60_000).toISOString());
  site.pages.set(first.path, { body: String(body) });
  publish(site, { ...first, title: `${first.title} (ralat)` }, second, other);
  await poll(kutip);
  await kutip.corrected();
  await vi.waitFor(() => {
    expect(textOf(discord.world.messages.get(post!.id)!)).toMatch(/Banjir bandang melanda.*\n.*Banjir besar melanda/);
  }, { timeout: 10_000 });
}); // prettier-ignore

const asks = (discord: LoopbackDiscord) =>
  discord.requests.items.filter(
    ({ method, path }) => method === 'POST' && path === '/channels/{channel_id}/messages',
  );

const news = (n: number): Told =>
  flood(`/gempa-${n}`, `Gempa guncang Desa ${village(n)}`, `Gempa mengguncang Desa ${village(n)} pada pukul ${n % 24}.15 waktu setempat menurut ${village(n + 50)}.`, `Warga ${village(n)} berhamburan keluar rumah ketika ${village(n + 100)} bergetar.`, `Kepala ${village(n + 150)} meminta warga tetap tenang sampai ${village(n + 200)} aman.`); // prettier-ignore
const village = (n: number) =>
  ['Ka', 'Ru', 'Mo', 'Ti', 'Sa', 'Be', 'Lu'][n % 7]! + ['ran', 'bel', 'sok', 'tun', 'gam'][n % 5]! + ['ja', 'wi', 'do', 'pe', 'lo', 'ma', 'ku', 'te', 'ri', 'no', 'su'][n % 11]!; // prettier-ignore

it('more than the limit of an hour comes as one list; nothing is posted twice after a crash, and nothing lost while Discord is down', async () => {
  const site = await newSite();
  publish(site, other);
  const running = await serving({ loopbackPorts: [site.port], knowledge: [] });
  const { discord, kutip, dataDir } = running;
  const channel = discord.channels.text;
  await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` });
  await moderate(discord, 'follow topic', { topic: 'gempa', channel: channel.id, most: '3' });
  // Where it is night now, by the time of Jakarta.
  const hour = new Date(Date.now() + 7 * 3_600_000).getUTCHours();
  const night = discord.channels.thread.id;
  expect(await moderate(discord, 'follow topic', { topic: 'gempa', channel: night, quiet: 'malam' })).toContain('tidak saya kenali sebagai jam');
  await moderate(discord, 'follow topic', { topic: 'gempa', channel: night, quiet: `${hour}-${(hour + 2) % 24}` });
  // The first is posted, but we do not hear of it; then Discord is gone.
  discord.fail('POST /channels/{channel_id}/messages', { status: 'close', done: true });
  publish(site, ...[5, 4, 3, 2, 1].map(news), other);
  await poll(kutip);
  expect(postsIn(discord, channel.id)).toHaveLength(1);
  await running.stop();

  const again = await serving({ loopbackPorts: [site.port], knowledge: [], dataDir, discord });
  await again.kutip.followed();
  const posts = postsIn(discord, channel.id).map((post) => textOf(post));
  expect(posts).toHaveLength(3);
  expect(posts[2]).toMatch(/3 artikel baru tentang “gempa”/);
  expect(asks(discord)).toHaveLength(3);
  const all = posts.join('\n');
  for (const n of [1, 2, 3, 4, 5]) expect(all.split(`[${news(n).title}](`)).toHaveLength(2);
  await again.kutip.followed();
  expect(postsIn(discord, channel.id)).toHaveLength(3);
  expect(postsIn(discord, night)).toEqual([]);
  expect(new Set((await again.kutip.chat.services.outbox.waiting()).map(({ key }) => key)).size).toBe(5);
}); // prettier-ignore

it('a channel that is closed to the bot ends its subscription with a word to who made it; who follows something for themselves gets it directly', async () => {
  const site = await newSite();
  publish(site, other);
  const { discord, kutip } = await serving({ loopbackPorts: [site.port], knowledge: [] });
  const { asker, moderator } = discord.users;
  await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` });
  await moderate(discord, 'kutip announce', { channel: discord.channels.thread.id });
  const own = discord.interaction({ command: 'follow topic', options: { topic: 'banjir' }, user: asker });
  expect(textOf(await own.reply)).toContain('direct message');
  const refused = discord.interaction({ command: 'follow topic', options: { topic: 'banjir', channel: discord.channels.text.id }, user: asker });
  expect(textOf(await refused.reply)).toContain('Only members with Manage Server');
  discord.forbid(discord.channels.text, PermissionFlagsBits.SendMessagesInThreads);
  publish(site, first, other);
  await poll(kutip);
  expect(postsIn(discord, discord.world.direct(asker).id).map((one) => textOf(one))).toEqual([expect.stringMatching(/Following: banjir\n> /)]);
  expect(postsIn(discord, discord.world.direct(moderator).id).map((one) => textOf(one))).toEqual([expect.stringContaining('Kiriman berikut saya hentikan: semua artikel baru.')]);
  expect(await moderate(discord, 'follow list')).toContain('Belum ada yang diikuti');

  // Who has left the server no longer gets what only its members may read.
  discord.world.left.add(asker.id);
  await discord.interaction({ command: 'follow topic', options: { topic: 'longsor' }, user: asker }).reply;
  publish(site, flood('/longsor', 'Longsor menimpa Desa Karang', 'Longsor menimpa Desa Karang pada Rabu dini hari setelah hujan deras.', 'Jalan desa tertutup tanah sepanjang dua kilometer.', 'Petugas membersihkan jalan itu dengan alat berat.'), first, other);
  await poll(kutip);
  expect(postsIn(discord, discord.world.direct(asker).id)).toHaveLength(1);

  const list = discord.interaction({ command: 'follow list', user: asker });
  expect(textOf(await list.reply)).toMatch(/“banjir” · at most 5 posts an hour/);
  const [choice] = await discord.interaction({ autocomplete: 'follow remove', options: { topic: 'ban' }, focused: 'topic', user: asker }).choices;
  const removed = discord.interaction({ command: 'follow remove', options: { topic: String(choice!.value) }, user: asker });
  expect(textOf(await removed.reply)).toContain('No longer following: “banjir”');
}); // prettier-ignore

it('a question that is followed is answered when an article first answers it, and again when the answer changes', async () => {
  const { discord, kutip, site } = shared();
  publish(site, other);
  const channel = discord.channels.text;
  await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` });
  expect(await moderate(discord, 'follow topic', { topic: 'Berapa orang tewas akibat banjir bandang Suratama?', channel: channel.id })).toContain('Belum ada artikel yang menjawabnya');
  publish(site, first, other);
  await poll(kutip);
  expect(postsIn(discord, channel.id).map((one) => textOf(one))).toEqual([expect.stringMatching(/Berapa orang tewas.*\n.*sudah ada jawabannya.*\n> .*\*\*12/)]);
  publish(site, second, first, other);
  await poll(kutip);
  expect(textOf(postsIn(discord, channel.id)[1]!)).toMatch(/jawaban.*berubah.*\n.*12.*→.*15.*\n> .*15/i);
  // It changes back, and forth again, though the old answers are still there.
  for (const [place, deaths] of [12, 15].entries()) {
    const again = flood(`/banjir-${place + 3}`, `Data korban banjir bandang Suratama diperbarui (${place})`, 'Pemerintah memperbarui data korban banjir bandang Kabupaten Suratama setelah pemeriksaan ulang.', `Sebanyak ${deaths} orang tewas akibat banjir bandang itu, kata ${['Gubernur Rahman', 'Kepala Badan Sutomo'][place]}.`, 'Pengungsi mulai pulang ke rumah masing-masing.');
    publish(site, again, second, first, other);
    await poll(kutip);
    expect(textOf(postsIn(discord, channel.id)[place + 2]!)).toMatch(new RegExp(`→.*${deaths}`));
  }
}); // prettier-ignore

it('a digest tells the stories of a day, those that most publishers covered first, and once; articles put into the folder are announced', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kutip-digest-'));
  const write = (name: string, publisher: string, { title, sentences }: Told, copyOf = '') => {
    const published = new Date(Date.now() + (name === 'lama' ? -86_400_000 : 1000)).toISOString();
    writeFileSync(join(folder, `${name}.md`), `---\ntitle: ${title}\npublisher: ${publisher}\npublished: ${published}\nlanguage: id\n${copyOf}---\n${sentences.join(' ')}\n`);
  };
  write('lama', 'Warta Lama', { ...news(9), title: 'Sudah ada' });
  const { discord, kutip } = await serving({ loopbackPorts: [], knowledge: [folder] });
  const channel = discord.channels.text;
  expect(await moderate(discord, 'kutip announce', { channel: channel.id })).toContain('Kini diikuti: semua artikel baru');
  expect(await moderate(discord, 'digest', { every: 'daily', time: '7', channel: discord.channels.thread.id })).toMatch(/Kini diikuti: ringkasan harian, pukul 07\.00[^]*berikutnya: .* 07\.00 WIB/);
  write('pasar', 'Warta Satu', other);
  write('banjir-1', 'Warta Satu', first);
  write('banjir-2', 'Warta Dua', second);
  write('banjir-salinan', 'Warta Tiga', second, 'copy_of: banjir-2\n');
  await vi.waitFor(() => {
    expect(postsIn(discord, channel.id)).toHaveLength(4);
  }, { timeout: 10_000 });
  const { subscriptions, outbox } = kutip.chat.services;
  const digest = (await subscriptions.all()).find(({ kind }) => kind === 'digest')!;
  await outbox.put({ posts: [], states: [{ subscription: digest.id, state: null, nextAt: new Date() }] });
  await sleep(1100);
  await kutip.followed();
  await kutip.followed();
  const [post, ...others] = postsIn(discord, discord.channels.thread.id);
  expect(others).toEqual([]);
  const text = textOf(post!);
  expect(text).toMatch(/### Ringkasan: .*\n> .*banjir bandang[^]*3 artikel · 3 media\n> .*pasar baru[^]*1 artikel · 1 media\n-# kutipan verbatim · 4 artikel dalam periode ini, 2 berita/i);
  expect((await subscriptions.get(digest.id))!.nextAt!.getTime()).toBeGreaterThan(Date.now());
}); // prettier-ignore
