import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Serving } from '../../src/compose.ts';
import type { LoopbackDiscord } from '../loopback/server.ts';
import { articlePage, newSite, rss, type Site } from '../site.ts';
import { textOf } from './connected.ts';
import { callOf } from '../../src/components/custom-id.ts';
import { buttonsOf, press } from './press.ts';
import { serving, sharedServing } from './serving.ts';

const entry = (name: string) => ({ path: `/${name}`, title: `Berita ${name}` });
const page = (name: string) =>
  articlePage(`Berita ${name}`, [
    `Bupati Darmawan meresmikan pasar ${name} di tepi Sungai Cikolot pada hari Senin pagi bersama ratusan warga.`,
    `Pasar ${name} memiliki ${name.length * 10} kios yang seluruhnya sudah ditempati pedagang lama sejak pekan lalu.`,
    'Warga berharap jalan di depannya segera diperbaiki sebelum musim hujan tiba pada akhir tahun ini.',
  ]);

function publish(site: Site, ...names: string[]) {
  for (const name of names) site.pages.set(`/${name}`, page(name));
  const { body = '', headers = {} } = rss(site.url, names.map(entry));
  const etag = `"${names.join()}"`;
  site.pages.set('/feed', (request) =>
    request.headers['if-none-match'] === etag ? { status: 304 } : { body, headers: { ...headers, etag } },
  );
}

const shared = sharedServing(7, { knowledge: [] });

function withFeed() {
  const bot = shared();
  publish(bot.site, 'Lama');
  return bot;
}

/** Replies are corrected when everything else is done. */
const corrected = { timeout: 10_000, interval: 50 };

/** A time at which every feed is due. */
const later = () => new Date(Date.now() + 2 * 86_400_000);

const moderate = async (discord: LoopbackDiscord, command: string, options: Record<string, string> = {}) =>
  textOf(await discord.interaction({ command, options, user: discord.users.moderator, locale: 'id' }).reply);
/** Makes the pages of a feed's entries as old as they are in a day. */
async function aDayPasses(discord: LoopbackDiscord, kutip: Serving) {
  const { id, state } = (await kutip.chat.services.feeds.of(discord.channels.text.guild_id!))[0]!;
  const entries = Object.fromEntries(Object.entries(state.entries).map(([entry, text]) => [entry, text.replace(/\d{13}/, (at) => String(Number(at) - 86_400_000))]));
  await kutip.chat.services.feeds.update(id, new Date(), { ...state, entries });
} // prettier-ignore

const latest = async (discord: LoopbackDiscord) =>
  textOf(await discord.interaction({ command: 'latest', locale: 'id' }).reply);
const sources = async (discord: LoopbackDiscord) =>
  textOf(await discord.interaction({ command: 'sources', locale: 'id' }).reply);

it('a feed is read again and again: what is new is fetched whole, once, also after a restart, and nothing where nothing is new', async () => {
  const site = await newSite();
  publish(site, 'Lama');
  const { discord, kutip, dataDir, stop } = await serving({ loopbackPorts: [site.port], knowledge: [] });
  // An address is meant as https where it does not say, which nobody answers here.
  expect(await moderate(discord, 'kutip feed add', { url: `127.0.0.1:${site.port}/feed` })).toContain('robots.txt-nya tidak dapat dibaca');
  expect(await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` })).toContain('“Warta Uji” kini diikuti');
  expect(site.asked).toEqual(['/feed', '/Lama']);
  expect(await latest(discord)).toContain('Berita Lama');

  await kutip.polling.pollDue(later());
  expect(site.asked).toEqual(['/feed', '/Lama', '/feed']);
  await stop();

  publish(site, 'Baru', 'Lama');
  const again = await serving({ loopbackPorts: [site.port], knowledge: [], dataDir, discord });
  site.asked.length = 0;
  await again.kutip.polling.pollDue(later());
  expect(site.asked).toEqual(['/feed', '/Baru']);
  expect(await latest(discord)).toContain('Berita Baru');
  expect(await moderate(discord, 'kutip feed list')).toMatch(/Warta Uji · terakhir dibaca .* UTC · artikel baru terakhir .* · berikutnya/);

  expect(await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` })).toContain('sudah mengikuti feed itu');
  const [choice] = await discord.interaction({ autocomplete: 'kutip feed remove', options: { feed: 'warta' }, focused: 'feed', user: discord.users.moderator }).choices;
  expect(await moderate(discord, 'kutip feed remove', { feed: String(choice!.value) })).toContain('tidak diikuti lagi');
  site.asked.length = 0;
  await again.kutip.polling.pollDue(later());
  expect(site.asked).toEqual([]);
  expect(await latest(discord)).toContain('Berita Baru');
}); // prettier-ignore

it('a feed that fails says so in /sources and once where it was added, and is well again by itself', async () => {
  const { discord, kutip, logged, site } = withFeed();
  await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` });
  site.pages.set('/feed', { status: 503, headers: { 'retry-after': '7200' } });
  for (let time = 0; time < 5; time++) await kutip.polling.pollDue(later());
  const said = discord.requests.items.filter(({ method, path, url }) => method === 'POST' && path.endsWith('/messages') && url.includes(discord.channels.text.id));
  expect(said.map(({ body }) => textOf(body as never))).toEqual([expect.stringMatching(/Feed “Warta Uji”.*gagal dibaca sejak.*menjawab dengan status HTTP 503/s)]);
  expect(await sources(discord)).toMatch(/Feed bermasalah:.*Warta Uji · gagal sejak .* · .*503/s);
  const fails = logged.filter(({ msg }) => msg === 'a feed failed');
  const waits = fails.map(({ nextAt, time }) => (Date.parse(String(nextAt)) - Number(time)) / 60_000);
  // As long as the server asks, though a tenth less is possible.
  expect(waits).toHaveLength(5);
  expect(Math.min(...waits)).toBeGreaterThan(107);

  publish(site, 'Baru', 'Lama');
  await kutip.polling.pollDue(later());
  expect(await sources(discord)).not.toContain('Feed bermasalah');
  expect(await latest(discord)).toContain('Berita Baru');
}); // prettier-ignore

it('a page that is too slow or down now is fetched the next time, and takes the place of the summary', async () => {
  const { discord, kutip, site } = withFeed();
  site.pages.set('/Lama', { status: 503 });
  await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` });
  site.pages.set('/Lama', page('Lama'));
  await kutip.polling.pollDue(later());
  const shown = await discord.interaction({ command: 'article', options: { title: 'Berita Lama' }, locale: 'id' }).reply;
  expect(textOf(shown)).toContain('40 kios');
}); // prettier-ignore

it('a page is looked at again after it was taken, so that a correction reaches those who were answered with it', async () => {
  const { discord, kutip, site } = withFeed();
  await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` });
  const question = 'berapa kios yang dimiliki pasar Lama?';
  const asked = discord.interaction({ command: 'ask', options: { question }, locale: 'id' });
  expect(textOf(await asked.reply)).toContain('40 kios');
  const kept = async () => (await kutip.chat.services.replies.find(callOf(buttonsOf(await asked.shown).get('Sumber')!.custom_id!)!.args[0]!))!;
  const before = await kept();
  const { id, server, state } = (await kutip.chat.services.feeds.of(discord.channels.text.guild_id!))[0]!;
  expect(server).not.toBeNull();
  // Two hours later.
  const entries = Object.fromEntries(Object.entries(state.entries).map(([entry, text]) => [entry, text.replace(/\d{13}/, (at) => String(Number(at) - 7_200_000))]));
  await kutip.chat.services.feeds.update(id, new Date(), { ...state, entries });
  const { body } = page('Lama');
  site.pages.set('/Lama', { body: String(body).replace('40 kios', '55 kios') });
  await kutip.polling.pollDue(later());
  await vi.waitFor(async () => {
    const now = textOf((await asked.shown));
    expect(now).toContain('Warta Uji mengubah “Berita Lama”');
    expect(now).toContain('55 kios');
  }, corrected);
  await kutip.corrected();
  // As in the moment in which the correction is drawn and not kept yet, and afterwards.
  const after = await kept();
  for (const { quotes, answer } of [before, after]) {
    await kutip.chat.services.replies.requote(before.id, quotes, answer);
    const sources = press(discord, await asked.shown, 'Sumber');
    expect(textOf(await sources.reply)).toMatch(/\*\*Diubah .* WIB:\*\*\n- Sebelumnya: “Pasar Lama memiliki 40 kios.*”\n- .*: “Pasar Lama memiliki 55 kios.*”/);
  }
  site.asked.length = 0;
  await kutip.polling.pollDue(later());
  expect(site.asked).toEqual(['/feed']);
}); // prettier-ignore

it.each([
  ['gone for good (410), at once', 410, 1],
  ['not there (404), at the second look, since once may be a fault of the site,', 404, 2],
] as const)('what was taken from a page that is %s is withdrawn, and those who were answered with it are told', async (_, status, looks) => {
  const { discord, kutip, dataDir, site } = withFeed();
  await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` });
  const asked = discord.interaction({ command: 'ask', options: { question: 'berapa kios yang dimiliki pasar Lama?' }, locale: 'id' });
  expect(textOf(await asked.reply)).toContain('40 kios');
  site.pages.set('/Lama', { status });
  for (let look = 1; look <= looks; look++) {
    expect(await latest(discord)).toContain('Berita Lama');
    await aDayPasses(discord, kutip);
    await kutip.polling.pollDue(later());
  }
  expect(await latest(discord)).not.toContain('Berita Lama');
  await vi.waitFor(async () => {
    expect(textOf((await asked.shown) as never)).toContain('“Berita Lama”');
    expect(textOf((await asked.shown) as never)).not.toContain('40 kios');
  }, corrected);
  const own = join(dataDir, 'articles/servers', discord.channels.text.guild_id!);
  const kept = readdirSync(own, { recursive: true }).map(String);
  expect(kept.filter((name) => /lama-[0-9a-f]{16}\.withdrawn$/.test(name))).toHaveLength(1);
  await kutip.polling.pollDue(later());
  expect(await latest(discord)).not.toContain('Berita Lama');
}); // prettier-ignore

it('a page that was missing once and is there again stays', async () => {
  const { discord, kutip, site } = withFeed();
  await moderate(discord, 'kutip feed add', { url: `${site.url}/feed` });
  for (const answer of [{ status: 404 }, page('Lama'), { status: 404 }]) {
    site.pages.set('/Lama', answer);
    await aDayPasses(discord, kutip);
    await kutip.polling.pollDue(later());
  }
  expect(await latest(discord)).toContain('Berita Lama');
}); // prettier-ignore

it('the feeds that all share are those of feeds.txt in the data folder, as it is now', async () => {
  const site = await newSite();
  publish(site, 'Lama');
  const { discord, kutip, dataDir, logged } = await serving({ loopbackPorts: [site.port], knowledge: [] });
  const file = join(dataDir, 'feeds.txt');
  writeFileSync(file, `# feeds\n${site.url}/feed # of the town\nftp://not.example/\n`);
  await kutip.polling.pollDue(later());
  const inPrivate = async () =>
    textOf(
      await discord.interaction({ command: 'latest', channel: discord.channels.dm, locale: 'id' }).reply,
    );
  expect(await inPrivate()).toContain('Berita Lama');
  expect(logged).toContainEqual(expect.objectContaining({ line: 'ftp://not.example/' }));
  writeFileSync(file, '');
  site.asked.length = 0;
  await kutip.polling.pollDue(later());
  expect(site.asked).toEqual([]);
  expect(await inPrivate()).toContain('Berita Lama');
});

it('what is not a feed is not followed, and the reason is given', async () => {
  const { discord, kutip, site } = withFeed();
  expect(await moderate(discord, 'kutip feed add', { url: `${site.url}/Lama` })).toContain('Ini bukan feed');
  expect(await kutip.chat.services.feeds.of(discord.channels.text.guild_id!)).toEqual([]);
});
