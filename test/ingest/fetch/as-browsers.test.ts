import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { createFetcher } from '../../../src/ingest/fetch/fetcher.ts';
import { readAddress } from '../../../src/ingest/read-address.ts';
import { startSourceReader } from '../../../src/ingest/reading-thread.ts';
import { newSite, type Answer, type Site } from '../../site.ts';

const feed =
  '<?xml version="1.0"?><rss version="2.0"><channel><title>Warta</title><item><title>Pasar dibuka</title><link>https://warta.example/1</link></item></channel></rss>';

function parts(site: Site, resolve?: (host: string) => Promise<readonly string[]>) {
  const reading = startSourceReader();
  const fetcher = createFetcher({ loopbackPorts: [site.port, 1], reading, ...(resolve && { resolve }) });
  onTestFinished(async () => {
    await Promise.all([fetcher.close(), reading.close()]);
  });
  return { fetcher, reading };
}

/** The titles at an address, or why there are none. */
async function titlesAt(url: string, given: ReturnType<typeof parts>) {
  const read = await readAddress(url, given);
  return 'reason' in read ? read.reason : read.found.map(({ title }) => title);
}

it('a feed is read under whatever name its server sends it', async () => {
  const site = await newSite();
  const given = parts(site);
  const types = ['application/rss+xml', 'text/rss+xml', 'application/rss', 'application/rdf', 'text/x-xml', 'application/x-xml', 'binary/octet-stream', 'application/force-download', 'text/javascript', 'html', 'application/x-unknown'];
  for (const type of types) {
    site.pages.set('/feed', { body: feed, headers: { 'content-type': type } });
    expect([type, await titlesAt(`${site.url}/feed`, given)]).toEqual([type, ['Pasar dibuka']]);
  }
  site.pages.set('/feed', { body: 'GIF89a', headers: { 'content-type': 'image/gif' } });
  expect(await titlesAt(`${site.url}/feed`, given)).toMatch(/it is not a page, feed or PDF/);
}); // prettier-ignore

it('a feed is read however it is compressed, and whatever its server says of that', async () => {
  const site = await newSite();
  const given = parts(site);
  const bodies: readonly (readonly [encoding: string, body: Buffer])[] = [
    ['gzip', gzipSync(feed)],
    ['gzip', Buffer.concat([gzipSync(feed), Buffer.from('bytes behind the end')])],
    ['gzip', Buffer.from(feed)],
    ['deflate', deflateSync(feed)],
    ['deflate', deflateRawSync(feed)],
    ['br', brotliCompressSync(feed)],
    ['none', Buffer.from(feed)],
    ['UTF-8', Buffer.from(feed)],
    ['gzip, aws-chunked', gzipSync(feed)],
  ];
  for (const [encoding, body] of bodies) {
    site.pages.set('/feed', { body, headers: { 'content-encoding': encoding } });
    expect([encoding, await titlesAt(`${site.url}/feed`, given)]).toEqual([encoding, ['Pasar dibuka']]);
  }
});

it('a cookie that is set on the way is given back, and to no other server', async () => {
  const site = await newSite();
  const given = parts(site, () => Promise.resolve(['127.0.0.1']));
  const seen: (string | undefined)[] = [];
  const toOther: Answer = { status: 302, headers: { location: `http://other.example:${site.port}/feed` } };
  site.pages.set('/start', ({ headers }) =>
    headers.cookie === 'seen=1'
      ? toOther
      : { status: 302, headers: { location: '/start', 'set-cookie': 'seen=1; Path=/; HttpOnly' } },
  );
  site.pages.set('/feed', ({ headers }) => {
    seen.push(headers.cookie);
    return { body: feed };
  });
  expect(await titlesAt(`http://warta.example:${site.port}/start`, given)).toEqual(['Pasar dibuka']);
  expect(seen).toEqual([undefined]);
});

it('every address of a name is tried, until one answers', async () => {
  const site = await newSite();
  const given = parts(site, () => Promise.resolve(['::1', '127.0.0.1']));
  site.pages.set('/feed', { body: feed });
  expect(await titlesAt(`http://warta.example:${site.port}/feed`, given)).toEqual(['Pasar dibuka']);
});

it('a robots.txt that leads on for ever forbids nothing', async () => {
  const site = await newSite();
  const given = parts(site);
  site.pages.set('/robots.txt', { status: 302, headers: { location: '/robots.txt' } });
  site.pages.set('/feed', { body: feed });
  expect(await titlesAt(`${site.url}/feed`, given)).toEqual(['Pasar dibuka']);
});

it('that nothing has changed is believed only where that was asked', async () => {
  const site = await newSite();
  const { fetcher } = parts(site);
  site.pages.set('/feed', { status: 304 });
  const url = `${site.url}/feed`;
  expect(await fetcher.fetchChanged(url, { etag: null, modified: null })).toMatchObject({ code: 'status' });
  expect(await fetcher.fetchChanged(url, { etag: '"1"', modified: null })).toEqual({ isUnchanged: true });
});

it('what nobody waits for has more time', async () => {
  const site = await newSite();
  const reading = startSourceReader();
  const fetcher = createFetcher({ loopbackPorts: [site.port], reading, timeMs: 300 });
  onTestFinished(async () => {
    await Promise.all([fetcher.close(), reading.close()]);
  });
  site.pages.set('/feed', { body: feed, afterMs: 900 });
  expect(await fetcher.fetch(`${site.url}/feed`)).toMatchObject({ code: 'slow' });
  expect(await fetcher.unhurried.fetch(`${site.url}/feed`)).toHaveProperty('source');
});
