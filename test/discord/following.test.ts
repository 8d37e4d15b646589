import { expect, it, vi } from 'vitest';
import type { LoopbackDiscord } from '../loopback/server.ts';
import type { Serving } from '../../src/compose.ts';
import { articlePage, newSite, rss, type Site } from '../site.ts';
import { textOf } from './connected.ts';
import { serving } from './serving.ts';

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
  const at = new Date(Date.now() + 60_000).toISOString();
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

async function poll(kutip: Serving) {
  await kutip.polling.pollDue(later());
  await kutip.followed();
}

it('a topic that is followed: what was there before is not posted; a new article is, as one quote; its sequel in a thread, with the figure that changed; a correction edits it', async () => {
  const site = await newSite();
  publish(site, other);
  const { discord, kutip } = await serving({ loopbackPorts: [site.port], knowledge: [] });
  const channel = discord.channels.text;
  await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` });
  expect(await moderate(discord, 'follow topic', { topic: 'banjir', channel: channel.id })).toContain('“banjir” kini diikuti');
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
  expect(textOf(update!)).toMatch(/perkembangan\n\*\*Berubah: 12 → 15 orang\*\*\n> .*\*\*15 orang\*\* tewas/);

  const { body } = articlePage(first.title, first.sentences.map((one) => one.replace(/Banjir bandang melanda/, 'Banjir besar melanda')), new Date(Date.now() + 60_000).toISOString());
  site.pages.set(first.path, { body: String(body) });
  publish(site, { ...first, title: `${first.title} (ralat)` }, second, other);
  await poll(kutip);
  await kutip.corrected();
  await vi.waitFor(() => {
    expect(textOf(discord.world.messages.get(post!.id)!)).toMatch(/Banjir bandang melanda.*\n.*Banjir besar melanda/);
  }, { timeout: 10_000 });
}); // prettier-ignore
