import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readArticles } from '../../../src/articles/read.ts';
import { startPolling } from '../../../src/ingest/feed/polling.ts';
import { createFetcher } from '../../../src/ingest/fetch/fetcher.ts';
import { createImporter } from '../../../src/ingest/importer.ts';
import { startSourceReader } from '../../../src/ingest/reading-thread.ts';
import { openStore } from '../../../src/store/open.ts';
import { newSite, type Site } from '../../site.ts';

async function reader(site: Pick<Site, 'url' | 'port'>, otherPorts: readonly number[] = []) {
  const dataDir = await mkdtemp(join(tmpdir(), 'kutip-polling-'));
  const store = openStore(':memory:');
  const reading = startSourceReader();
  const parts = {
    dataDir,
    reading,
    fetcher: createFetcher({ loopbackPorts: [site.port, ...otherPorts], reading }),
  };
  const importer = createImporter({ ...parts, quota: { articles: 2000, bytes: 50e6 } });
  const polling = startPolling({
    ...parts,
    importer,
    feeds: store.feeds,
    pages: store.pages,
    mayWrite: () => true,
    outbox: store.outbox,
    refresh: () => Promise.resolve([]),
    tell: () => Promise.resolve(),
    log: pino({ level: 'silent' }),
  });
  onTestFinished(async () => {
    await polling.close();
    await Promise.all([parts.fetcher.close(), parts.reading.close()]);
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    moved: async () => (await store.feeds.of(null)).map(({ url }) => url),
    /** Makes what is remembered of entries older by so many hours, and reads all feeds. */
    pollAfter: async (hours: number) => {
      for (const { id, state } of await store.feeds.of(null)) {
        const older = (text: string) =>
          text.replace(/\d{13}/, (at) => String(Number(at) - hours * 3_600_000));
        const entries = Object.fromEntries(
          Object.entries(state.entries).map(([entry, text]) => [entry, older(text)]),
        );
        await store.feeds.update(id, new Date(0), { ...state, entries });
      }
      await polling.pollDue(new Date());
    },
    follow: (path: string, server: string | null = null) =>
      polling.subscribe(
        { server, url: site.url + path, channel: null, locale: 'id', addedAt: new Date() },
        () => undefined,
      ),
    /** Follows a feed that is still to be read for the first time. */
    add: (server: string, url: string) =>
      store.feeds.add({ server, url, title: null, channel: null, locale: 'id', addedAt: new Date(0) }),
    /** Reads all feeds that are due. */
    pollDue: () => polling.pollDue(new Date()),
    /** Reads all feeds that are shared, as if they were due. */
    poll: async () => {
      for (const feed of await store.feeds.of(null))
        await store.feeds.update(feed.id, new Date(0), feed.state);
      await polling.pollDue(new Date());
    },
    feeds: (server: string | null = null) => store.feeds.of(server),
    /** What has arrived for somebody who follows everything. */
    arrivals: async () => {
      const everything = {
        kind: 'announce',
        server: null,
        channel: '1',
        person: null,
        account: null,
        locale: 'id',
        since: new Date(0),
        nextAt: null,
        wanted: {},
      } as const;
      if ((await store.subscriptions.all()).length === 0) await store.subscriptions.add(everything, 1);
      return (await store.outbox.arrivals()).length;
    },
    texts: async () => {
      const texts: string[] = [];
      for await (const read of readArticles([join(dataDir, 'articles')]))
        if ('article' in read) texts.push(read.article.text);
      return texts.sort();
    },
  };
}

const site = async () => {
  const made = await newSite();
  const alternate = (...paths: readonly string[]) =>
    paths.map((path) => `<link rel="alternate" type="application/rss+xml" title="RSS ${path}" href="${path}">`).join(''); // prettier-ignore
  const front = (...paths: readonly string[]) =>
    `<html><head><title>Warta Teluk</title>${alternate(...paths)}</head><body><p>Selamat datang.</p></body></html>`;
  const feed = (...items: readonly string[]) =>
    `<rss version="2.0"><channel><title>Warta Teluk</title>${items.join('')}</channel></rss>`;
  return { made, front, feed };
};
const item = (guid: string, slug: string, title: string, text: string, at = '08') =>
  `<item><guid isPermaLink="false">${guid}</guid><link>/${slug}</link><title>${title}</title><description>${text}</description><pubDate>Tue, 11 Feb 2025 ${at}:00:00 +0700</pubDate></item>`;

it('the address of a site is enough, where it names one feed', async () => {
  const { made, front, feed } = await site();
  made.pages.set('/', { body: front('/rss', '/komentar/rss') });
  made.pages.set('/rss', { body: feed(item('a-1', 'satu', 'Satu', 'Kapal berlayar lagi.')) });
  const { follow, feeds } = await reader(made);
  expect(await follow('/')).toMatchObject({ outcome: 'subscribed', feed: { url: `${made.url}/rss` } });
  expect(await feeds()).toMatchObject([
    { title: 'Warta Teluk', state: { articles: 1, newest: { title: 'Satu' } } },
  ]);
});

it('what a first reading leaves to the next ones has not arrived; what the feed adds later has', async () => {
  const { made, feed } = await site();
  const { follow, poll, texts, arrivals } = await reader(made);
  const items = Array.from({ length: 60 }, (_, n) => item(`a-${n}`, `kapal-${n}`, `Kapal ${n} berlayar`, `Kapal nomor ${n} berlayar lagi dari Teluk ${n}.`)); // prettier-ignore
  expect(await arrivals()).toBe(0);
  made.pages.set('/rss', { body: feed(...items) });
  await follow('/rss');
  await poll();
  expect(await texts()).toHaveLength(60);
  expect(await arrivals()).toBe(0);
  made.pages.set('/rss', {
    body: feed(item('b-1', 'pasar', 'Pasar buka', 'Pasar Aru buka lagi.'), ...items),
  });
  await poll();
  expect(await arrivals()).toBe(1);
});

it('several feeds of a site are a choice, and nothing is followed yet', async () => {
  const { made, front } = await site();
  made.pages.set('/', { body: front('/rss', '/olahraga/rss') });
  const { follow, feeds } = await reader(made);
  expect(await follow('/')).toMatchObject({
    outcome: 'choice',
    feeds: [{ url: `${made.url}/rss`, title: 'RSS /rss' }, { url: `${made.url}/olahraga/rss` }],
  });
  expect(await feeds()).toEqual([]);
});

it('a page that names no feed is none, and a feed without entries is one', async () => {
  const { made, front, feed } = await site();
  made.pages.set('/', { body: front() });
  made.pages.set('/rss', { body: feed() });
  const { follow } = await reader(made);
  expect(await follow('/')).toEqual({ outcome: 'refused', code: 'no feed' });
  expect(await follow('/rss')).toMatchObject({ outcome: 'subscribed', imported: [] });
});

it('a feed is followed through new, corrected, renamed and removed entries, a day when it is down, and a move', async () => {
  const { made, feed } = await site();
  const { follow, poll, texts, feeds } = await reader(made);
  const two = item('a-2', 'dua', 'Pasar Aru tutup', 'Pasar Aru tutup pada hari Rabu.', '07');
  made.pages.set('/rss', { body: feed(item('a-1', '12-tewas', 'Banjir Aru: 12 tewas', 'Banjir di Aru menewaskan 12 orang.'), two) }); // prettier-ignore
  await follow('/rss');
  expect(await texts()).toEqual(['Banjir di Aru menewaskan 12 orang.', 'Pasar Aru tutup pada hari Rabu.']);

  // The same entry under another address, with another number of dead: a correction, not a second article.
  const corrected = item('a-1', '3-tewas', 'Banjir Aru: 3 tewas', 'Banjir di Aru menewaskan 3 orang.');
  made.pages.set('/rss', { body: feed(corrected, two) });
  await poll();
  expect(await texts()).toEqual(['Banjir di Aru menewaskan 3 orang.', 'Pasar Aru tutup pada hari Rabu.']);

  made.pages.set('/rss', { status: 503 });
  await poll();
  expect((await feeds())[0]?.state).toMatchObject({ failures: 1, problem: { code: 'status', status: 503 } });

  made.pages.set('/rss', { status: 301, headers: { location: '/feed/' } });
  const three = item('a-3', 'tiga', 'Jembatan Aru dibuka', 'Jembatan Aru dibuka pada hari Kamis.', '09');
  made.pages.set('/feed/', { body: feed(three, corrected) });
  await poll();
  await poll();
  expect(await texts()).toEqual(['Banjir di Aru menewaskan 3 orang.', 'Jembatan Aru dibuka pada hari Kamis.', 'Pasar Aru tutup pada hari Rabu.']); // prettier-ignore
  expect((await feeds())[0]?.state).toMatchObject({
    failures: 0,
    articles: 3,
    newest: { title: 'Jembatan Aru dibuka' },
  });
});

it('entries that share an address are articles of their own', async () => {
  const { made, feed } = await site();
  const { follow, texts, poll } = await reader(made);
  const entries = ['Ombak mereda.', 'Kapal bersandar.', 'Dermaga dibuka.'].map((text, at) => item(`k-${at}x`, 'kilat', `Kilat ${at}`, text)); // prettier-ignore
  made.pages.set('/rss', { body: feed(...entries) });
  await follow('/rss');
  await poll();
  expect(await texts()).toEqual(['Dermaga dibuka.', 'Kapal bersandar.', 'Ombak mereda.']);
});

it('one article in several feeds, with and without parameters of the way there, is one', async () => {
  const { made, feed } = await site();
  const { follow, texts } = await reader(made);
  const ways = ['', '?at_medium=RSS', '?traffic_source=rss', '?CMP=x', '?utm_source=y'];
  for (const [at, way] of ways.entries()) {
    made.pages.set(`/rss${at}`, {
      body: feed(item(`f${at}-1`, `satu${way}`, 'Satu', 'Kapal berlayar lagi.')),
    });
    await follow(`/rss${at}`);
  }
  expect(await texts()).toEqual(['Kapal berlayar lagi.']);
});

it('25 feeds of one server that do not answer keep neither the feed of another nor one that is added from being read', async () => {
  const held: ServerResponse[] = [];
  let isHeld = true;
  const slow = createServer((request, response) => {
    if (isHeld && request.url !== '/robots.txt') held.push(response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void slow.close());
  const { port } = slow.address() as AddressInfo;
  const { made, feed } = await site();
  made.pages.set('/rss', { body: feed(item('a-1', 'satu', 'Satu', 'Kapal berlayar lagi.')) });
  made.pages.set('/baru', { body: feed(item('b-1', 'dua', 'Dua', 'Pasar dibuka.')) });
  const { add, follow, pollDue, feeds } = await reader(made, [port]);
  for (let at = 0; at < 25; at++) await add('1', `http://127.0.0.1:${port}/${at}`);
  await add('2', `${made.url}/rss`);
  const polled = pollDue();
  await vi.waitFor(async () => {
    expect(await feeds('2')).toMatchObject([{ state: { failures: 0, articles: 1 } }]);
    expect(held.length).toBeGreaterThan(0);
  }, 15_000);
  expect(await follow('/baru', '3')).toMatchObject({ outcome: 'subscribed' });
  // Those of the slow one wait for each other, and for nobody else.
  expect(held.length).toBeLessThanOrEqual(2);
  expect((await feeds('1')).filter(({ state }) => state.failures > 0)).toEqual([]);
  isHeld = false;
  for (const response of held) response.writeHead(404).end();
  await polled;
  expect((await feeds('1')).filter(({ state }) => state.failures === 0)).toEqual([]);
}, 60_000);

it('a feed that moves for good is read at its new address, one that is lent to another is not', async () => {
  const { made, feed } = await site();
  const { follow, poll, moved, texts } = await reader(made);
  made.pages.set('/rss', { body: feed(item('a-1', 'satu', 'Satu', 'Kapal berlayar lagi.')) });
  await follow('/rss');
  made.pages.set('/baru', { body: feed(item('a-2', 'dua', 'Dua', 'Pasar dibuka.')) });
  made.pages.set('/rss', { status: 302, headers: { location: '/baru' } });
  await poll();
  expect(await moved()).toEqual([`${made.url}/rss`]);
  made.pages.set('/rss', { status: 301, headers: { location: '/baru' } });
  await poll();
  expect(await moved()).toEqual([`${made.url}/baru`]);
  made.pages.delete('/rss');
  made.pages.set('/baru', { body: feed(item('a-3', 'tiga', 'Tiga', 'Banjir surut.')) });
  await poll();
  expect(await texts()).toEqual(['Banjir surut.', 'Kapal berlayar lagi.', 'Pasar dibuka.']);
});

it('an article that is taken out of its feed and its site is withdrawn, one that only left the feed is not', async () => {
  const { made, feed } = await site();
  const { follow, pollAfter, texts } = await reader(made);
  const body = (name: string) => ({
    body: `<html><body><article><h1>${name}</h1><p>Kapal ${name} kembali berlayar setelah diperbaiki selama dua bulan di galangan.</p></article></body></html>`,
  });
  for (const name of ['satu', 'dua']) made.pages.set(`/${name}`, body(name));
  made.pages.set('/rss', {
    body: feed(item('a-1', 'satu', 'Satu', 'Kapal.'), item('a-2', 'dua', 'Dua', 'Kapal.')),
  });
  await follow('/rss');
  expect(await texts()).toHaveLength(2);
  made.pages.set('/rss', { body: feed() });
  made.pages.delete('/satu');
  await pollAfter(2);
  expect(await texts()).toHaveLength(2);
  await pollAfter(7);
  expect(await texts()).toEqual([expect.stringContaining('Kapal dua')]);
});
