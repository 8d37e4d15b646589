import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/ingest/read-source.ts';

async function entriesOf(feed: string, entries?: readonly number[]) {
  const outcome = await readSource({ bytes: Buffer.from(feed), contentType: null, url: null, ...(entries && { entries }) });
  if ('reason' in outcome || outcome.kind !== 'feed') throw new Error('It is no feed.');
  return outcome.found;
} // prettier-ignore
const rss = (items: string, attributes = '') =>
  `<rss version="2.0" ${attributes}><channel><title>Kabar Teluk</title><link>https://teluk.example/</link>${items}</channel></rss>`;
const item = (fields: string) => `<item><title>Perahu wisata berlayar lagi</title>${fields}</item>`;
const described = (html: string) =>
  item(`<description>${html.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</description>`);

const one = 'Perahu wisata di Teluk Aru berlayar lagi sejak Minggu setelah ombak mereda, kata syahbandar.';
const two = 'Tiketnya dijual di dermaga timur seharga lima belas ribu rupiah untuk orang dewasa.';

describe('the text of an entry', () => {
  it.each([
    ['where the post appeared first', `<p>${one}</p><p>${two}</p><p>The post <a href="x">Perahu</a> appeared first on <a href="y">Kabar Teluk</a>.</p>`, `${one}\n\n${two}`],
    ['the same behind its last sentence', `<p>${one}</p><p>${two} Artikel Perahu wisata pertama kali tampil pada Kabar Teluk.</p>`, `${one}\n\n${two}`],
    ['pointers to other articles', `<p>${one}</p><p><strong>Baca juga: <a href="x">Dermaga timur diperbaiki</a></strong></p><p>${two}</p>`, `${one}\n\n${two}`],
    ['the way to the rest', `${one} <a href="x">Read more &raquo;</a>`, one],
    ['a sentence that is cut off behind a whole one', `${one} Tiketnya dijual di dermaga [&hellip;]`, one],
    ['who submitted it', `<p>${one}</p> submitted by <a href="x">/u/nelayan</a> <a href="l">[link]</a> <a href="c">[comments]</a>`, one],
  ])('is freed of %s', async (_, html, text) => {
    expect((await entriesOf(rss(described(html))))[0]?.text).toBe(text);
  });
  it('stays what it is where it is short and begins like a pointer', async () => {
    expect((await entriesOf(rss(described('Simak juga suara ombak di Teluk Aru.'))))[0]?.text).toBe('Simak juga suara ombak di Teluk Aru.');
  });
  it.each([
    ['media', 'xmlns:media="http://search.yahoo.com/mrss/"', `<media:group><media:title>x</media:title><media:description>${one}\n${two}</media:description></media:group>`],
    ['itunes', 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"', `<description></description><itunes:summary>${one}\n${two}</itunes:summary>`],
  ])('is what is said of a film or a sound in the vocabulary "%s", where there is nothing else', async (_, attributes, fields) => {
    expect((await entriesOf(rss(item(fields), attributes)))[0]?.text).toBe(`${one}\n\n${two}`);
  });
  it('is read for the first 200 entries, and for others that are asked for: a feed of 5,000 is read in time', async () => {
    const feed = rss(Array.from({ length: 5000 }, (_, at) => item(`<guid isPermaLink="false">teluk-${at}</guid><link>https://teluk.example/${at}</link><description>&lt;p&gt;Berita ke-${at}.&lt;/p&gt;</description>`)).join(''));
    const all = await entriesOf(feed);
    expect([all.length, all[199]?.text, all[200]?.text]).toEqual([5000, 'Berita ke-199.', '']);
    const [later] = (await entriesOf(feed, [4321])).slice(4321);
    expect(later).toMatchObject({ text: 'Berita ke-4321.', said: all[4321]?.said });
  });
}); // prettier-ignore

describe('an entry is told from others', () => {
  const identities = async (...items: readonly string[]) => (await entriesOf(rss(items.map(item).join('')))).map(({ guid, url, part }) => ({ guid, url, part }));
  const link = (at = '') => `<link>https://teluk.example/kilat${at}</link>`;
  const guid = (text: string) => `<guid isPermaLink="false">${text}</guid>`;
  it('by its guid, and by its address', async () => {
    expect(await identities(guid('post-17') + link('/1'))).toEqual([{ guid: 'post-17', url: 'https://teluk.example/kilat/1', part: null }]);
  });
  it('by its guid, where others have its address', async () => {
    expect(await identities(link() + guid('a17'), link() + guid('a18'))).toMatchObject([{ guid: 'a17', part: 'a17' }, { guid: 'a18', part: 'a18' }]);
  });
  it('by what follows # in its address', async () => {
    expect(await identities(link('#pukul-9'), link('#pukul-7'))).toMatchObject([{ part: 'pukul-9', url: 'https://teluk.example/kilat#pukul-9' }, { part: 'pukul-7' }]);
  });
  it.each([
    ['that others have too', ['sama', 'sama']],
    ['that is its place in the feed', ['1', '2']],
  ])('by its address alone where its guid is one %s', async (_, [first, second]) => {
    expect(await identities(guid(first!) + link('/1'), guid(second!) + link('/2'))).toMatchObject([{ guid: null, part: null }, { guid: null, part: null }]);
  });
  it('by an id of Atom, which may be its only address', async () => {
    const feed = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>https://teluk.example/perahu</id><title>Perahu</title></entry></feed>';
    expect(await entriesOf(feed)).toMatchObject([{ url: 'https://teluk.example/perahu', guid: null }]);
  });
}); // prettier-ignore

it('an entry has the name of its publisher in its title no more, where a feed of many publishers adds it', async () => {
  const entry = '<item><title>Perahu wisata berlayar lagi - Harian Aru</title><source url="https://aru.example">Harian Aru</source></item>';
  expect(await entriesOf(rss(entry))).toMatchObject([{ title: 'Perahu wisata berlayar lagi', publisher: 'Harian Aru' }]);
}); // prettier-ignore
