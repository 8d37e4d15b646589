import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { canonicalUrl, typedUrl } from '../../../src/ingest/canonical-url.ts';
import { openArticleFolder as openFolder } from '../../../src/ingest/keep/article-folder.ts';
import type { Incoming } from '../../../src/ingest/keep/article-path.ts';
import { startSourceReader } from '../../../src/ingest/reading-thread.ts';

const reading = startSourceReader();
afterAll(() => reading.close());
const openArticleFolder = (dataDir: string, server: string | null = null, isDry = false) =>
  openFolder(dataDir, reading, server, isDry);

async function newFolder(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kutip-identity-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}
const entry: Incoming = {
  title: 'Gempa di Sibayu: 14 rumah rusak',
  url: 'https://sibayu.example/gempa-14-rumah-rusak',
  publisher: 'Warta Sibayu',
  byline: null,
  published: '2025-02-11T08:00:00+07:00',
  updated: null,
  language: 'id',
  tags: [],
  text: 'Gempa di Sibayu merusak 14 rumah, kata kepala desa pada Selasa pagi.',
  guid: 'sibayu-4711',
  part: null,
};
const corrected: Incoming = {
  ...entry,
  title: 'Gempa di Sibayu: 4 rumah rusak',
  url: 'https://sibayu.example/gempa-4-rumah-rusak',
  text: 'Gempa di Sibayu merusak 4 rumah, kata kepala desa pada Selasa pagi.',
};

it('an entry whose address and text have changed is the same article, corrected; its guid tells, after a restart too', async () => {
  const dataDir = await newFolder();
  const first = await (await openArticleFolder(dataDir)).keep(entry);
  const again = await openArticleFolder(dataDir);
  expect(await again.keep(corrected)).toEqual({ ...first, outcome: 'changed' });
  expect(again.count()).toBe(1);
  // By its new address alone, as one finds it who adds the page by hand.
  const byHand = await (await openArticleFolder(dataDir)).keep({ ...corrected, guid: null });
  expect(byHand).toEqual({ outcome: 'duplicate', id: (first as { id: string }).id });
});

it('another story under a guid that was used before is an article of its own', async () => {
  const folder = await openArticleFolder(await newFolder());
  await folder.keep(entry);
  const other = { ...entry, title: 'Harga kopi naik', url: 'https://sibayu.example/kopi', published: '2025-03-01T08:00:00+07:00', text: 'Petani kopi di lereng utara menjual panennya dengan harga tertinggi tahun ini.' }; // prettier-ignore
  expect(await folder.keep(other)).toMatchObject({ outcome: 'added' });
  expect(folder.count()).toBe(2);
});

it('entries that share an address are kept apart', async () => {
  const folder = await openArticleFolder(await newFolder());
  for (const part of ['pukul-9', 'pukul-7'])
    expect(await folder.keep({ ...entry, guid: null, part, text: `${entry.text} ${part}` })).toMatchObject({
      outcome: 'added',
    });
});

it('an address with http is the same as with https', async () => {
  const folder = await openArticleFolder(await newFolder());
  await folder.keep({ ...entry, guid: null });
  const plain = { ...entry, guid: null, url: entry.url!.replace('https:', 'http:') };
  expect(folder.holds(plain)).not.toBeNull();
  await folder.keep(plain);
  expect(folder.count()).toBe(1);
});

it('what would be kept is told without writing anything', async () => {
  const dataDir = await newFolder();
  const dry = await openArticleFolder(dataDir, null, true);
  expect(await dry.keep(entry)).toMatchObject({ outcome: 'added' });
  expect(await dry.keep(entry)).toMatchObject({ outcome: 'duplicate' });
  expect(await dry.keep(corrected)).toMatchObject({ outcome: 'changed' });
  expect(await readdir(dataDir)).toEqual([]);
});

it('fields of any length are bounded, and a text that is too long is refused', async () => {
  const folder = await openArticleFolder(await newFolder());
  const paragraph = 'Satu kalimat yang diulang terus. '.repeat(30).trim();
  const long: Incoming = {
    ...entry,
    title: 'Judul '.repeat(200),
    publisher: 'Penerbit '.repeat(50),
    byline: 'Nama '.repeat(100),
    tags: Array.from({ length: 60 }, (_, at) => `tag ${at} ${'x'.repeat(80)}`),
    text: paragraph,
  };
  await folder.keep(long);
  const kept = (await folder.held(long))!;
  expect([kept.title.length <= 300, kept.publisher!.length <= 100, kept.byline!.length <= 200]).toEqual([true, true, true]); // prettier-ignore
  expect([kept.tags.length, Math.max(...kept.tags.map((tag) => tag.length))]).toEqual([30, 50]);
  const endless = { ...long, url: 'https://sibayu.example/panjang', text: 'x'.repeat(300_001) };
  expect(await folder.keep(endless)).toMatchObject({ outcome: 'refused', code: 'long' });
});

it.each([
  ['utm_source=rss&utm_medium=x', ''],
  ['at_medium=RSS&at_campaign=KABAR', ''],
  ['traffic_source=rss&CMP=share_btn&smid=tw-share&emc=rss&partner=rss', ''],
  ['fbclid=1&gclid=2&mc_cid=3&igsh=4&_ga=5&xtor=RSS-1&spm=6', ''],
  ['id=7&page=2&utm_content=a', '?id=7&page=2'],
  ['ref=rss', ''],
  ['ref=9821&source=arsip', '?ref=9821&source=arsip'],
])('an address loses the parameters that tell where a reader came from: %s', (query, left) => {
  expect(canonicalUrl(`https://sibayu.example/a?${query}`)).toBe(`https://sibayu.example/a${left}`);
});

it.each([
  ['sibayu.example', 'https://sibayu.example/'],
  ['www.sibayu.example/berita?id=3', 'https://www.sibayu.example/berita?id=3'],
  ['http://sibayu.example/', 'http://sibayu.example/'],
  ['berita gempa', null],
  ['file:///etc/passwd', null],
])('the address "%s", as a person types it, is %s', (written, expected) => {
  expect(typedUrl(written)).toBe(expected);
});
