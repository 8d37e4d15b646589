import { expect, it, onTestFinished } from 'vitest';
import { createFetcher } from '../../src/ingest/fetch/fetcher.ts';
import { readAddress } from '../../src/ingest/read-address.ts';
import { startSourceReader } from '../../src/ingest/reading-thread.ts';
import { newSite, type Site } from '../site.ts';

const sentence = (page: number, at: number) =>
  `Pada halaman ${page} diceritakan bagian ke-${at} dari sejarah panjang pelabuhan kayu di Teluk Aru sejak tahun 1900.`;

/** A page of an article, with links to others. */
const page = (number: number, links: string) =>
  `<html lang="id"><head><title>Sejarah pelabuhan kayu di Teluk Aru</title></head><body><article><h1>Sejarah pelabuhan kayu di Teluk Aru</h1>
   ${[1, 2, 3].map((at) => `<p>${sentence(number, at)}</p>`).join('')}<div class="pages">${links}</div></article></body></html>`;

async function read(site: Site, path: string) {
  const reading = startSourceReader();
  const parts = { reading, fetcher: createFetcher({ loopbackPorts: [site.port], reading }) };
  onTestFinished(async () => {
    await Promise.all([parts.fetcher.close(), parts.reading.close()]);
  });
  return readAddress(`${site.url}${path}`, parts);
}
const numbers = (to: number) =>
  Array.from({ length: to }, (_, at) => `<a href="/kayu?page=${at + 1}">${at + 1}</a>`).join(' ');
const sentencesOf = (...pages: readonly number[]) =>
  pages.flatMap((number) => [1, 2, 3].map((at) => sentence(number, at))).join('\n\n');

it('all pages of an article are one, in their order, whichever was asked for', async () => {
  const site = await newSite();
  for (const number of [1, 2, 3]) site.pages.set(`/kayu?page=${number}`, { body: page(number, numbers(3)) });
  site.pages.set('/kayu', { body: page(1, numbers(3)) });
  const whole = { found: [{ text: sentencesOf(1, 2, 3) }], pages: null };
  expect(await read(site, '/kayu')).toMatchObject(whole);
  expect(await read(site, '/kayu?page=2')).toMatchObject(whole);
});

it('where a site has all of an article on one page, that is read', async () => {
  const site = await newSite();
  site.pages.set('/kayu', { body: page(1, `${numbers(3)} <a href="/kayu?page=all">Tampilkan semua</a>`) });
  const whole = [1, 2, 3].map((number) => page(number, '')).join('').replaceAll('</article></body></html><html', '<html'); // prettier-ignore
  site.pages.set('/kayu?page=all', {
    body: `<html><body><article>${whole.match(/<p>.*?<\/p>/g)!.join('')}</article></body></html>`,
  });
  expect(await read(site, '/kayu')).toMatchObject({ found: [{ text: sentencesOf(1, 2, 3) }], pages: null });
  expect(site.asked).toEqual(['/kayu', '/kayu?page=all']);
});

it('of an article whose pages cannot all be had, it is said how many were read', async () => {
  const site = await newSite();
  site.pages.set('/kayu', { body: page(1, numbers(3)) });
  site.pages.set('/kayu?page=2', { body: page(2, numbers(3)) });
  expect(await read(site, '/kayu')).toMatchObject({
    found: [{ text: sentencesOf(1, 2) }],
    pages: { read: 2, of: 3 },
  });
});

it('ten pages of an article are read at most', async () => {
  const site = await newSite();
  site.pages.set('/kayu', { body: page(1, '<a rel="next" href="/kayu?page=2">Selanjutnya</a>') });
  for (let number = 2; number <= 12; number++)
    site.pages.set(`/kayu?page=${number}`, {
      body: page(number, `<a rel="next" href="/kayu?page=${number + 1}">Selanjutnya</a>`),
    });
  expect(await read(site, '/kayu')).toMatchObject({ pages: { read: 10, of: 11 } });
  expect(site.asked).toHaveLength(10);
});

it('a page that leads on by itself is followed, but not for ever', async () => {
  const site = await newSite();
  const leads = (to: string) =>
    `<html><head><meta http-equiv="refresh" content="0; url=${to}"></head><body>Dialihkan.</body></html>`;
  site.pages.set('/lama', { body: leads('/kayu') });
  site.pages.set('/kayu', { body: page(1, '') });
  expect(await read(site, '/lama')).toMatchObject({ found: [{ text: sentencesOf(1) }] });
  site.pages.set('/a', { body: leads('/b') });
  site.pages.set('/b', { body: leads('/a') });
  expect(await read(site, '/a')).toMatchObject({ code: 'redirects' });
});
