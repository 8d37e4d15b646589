import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FoundArticle } from '../../../src/ingest/found.ts';
import { readSource } from '../../../src/ingest/read-source.ts';
import expected from '../../fixtures/feeds/expected.json' with { type: 'json' };

interface Expected extends Partial<FoundArticle> {
  readonly entries: number;
}

const folder = join(import.meta.dirname, '../../fixtures/feeds');

describe('feeds', () => {
  it.each(Object.entries<Expected>(expected as Record<string, Expected>))(
    'reads %s',
    async (name, { entries, ...facts }) => {
      const bytes = await readFile(join(folder, name));
      const outcome = await readSource({ bytes, contentType: null, url: null });
      const found = 'found' in outcome ? outcome.found : [];
      expect(found).toHaveLength(entries);
      const wanted = facts.url === '' ? { ...facts, url: null } : facts;
      expect(found[0]).toMatchObject(wanted);
    },
  );
  it('is a feed without entries too', async () => {
    const bytes = Buffer.from('<rss><channel><title>Contoh</title></channel></rss>');
    expect(await readSource({ bytes, contentType: null, url: null })).toEqual({
      kind: 'feed',
      title: 'Contoh',
      found: [],
    });
  });
  it.each([
    ['in figures', '<pubDate>Thu, 13 Jan 2022 14:05:00 +0700</pubDate>', '2022-01-13T14:05:00+07:00'],
    ['of Indonesia', '<pubDate>Kamis, 13 Jan 2022 14:05 WITA</pubDate>', '2022-01-13T14:05:00+08:00'],
    ['by its name', '<pubDate>13 Jan 2022 14:05:00 EST</pubDate>', '2022-01-13T14:05:00-05:00'],
    ['of UTC', '<dc:date>2022-01-13T14:05:00Z</dc:date>', '2022-01-13T14:05:00+00:00'],
    ['that nobody names: the day alone, since no moment is known', '<pubDate>13 Jan 2022 23:59:00</pubDate>', '2022-01-13'],
    ['that nobody knows: the day alone', '<pubDate>13 Jan 2022 23:59:00 XYZ</pubDate>', '2022-01-13'],
  ])('keeps a date in the zone %s', async (_, date, published) => {
    const bytes = Buffer.from(`<rss><channel><item><title>Contoh</title>${date}</item></channel></rss>`);
    const outcome = await readSource({ bytes, contentType: null, url: null });
    expect('found' in outcome && outcome.found[0].published).toBe(published);
  }); // prettier-ignore
  it('reads the format of channels, where an entry has its address as an attribute', async () => {
    const item =
      '<ITEM HREF="https://news.example/1"><TITLE>Jembatan</TITLE><ABSTRACT>Dibuka.</ABSTRACT></ITEM>';
    const bytes = Buffer.from(`<CHANNEL HREF="https://news.example/">${item}</CHANNEL>`);
    const outcome = await readSource({ bytes, contentType: null, url: null });
    expect('found' in outcome && outcome.found).toMatchObject([
      { title: 'Jembatan', url: 'https://news.example/1', text: 'Dibuka.' },
    ]);
  });
  it('takes the encoding of the content type before that of the file', async () => {
    const bytes = Buffer.from(
      '<?xml version="1.0" encoding="utf-8"?><rss><item><title>Caf\u00e9</title></item></rss>',
      'latin1',
    );
    const outcome = await readSource({
      bytes,
      contentType: 'application/rss+xml; charset="iso-8859-1"',
      url: null,
    });
    expect('found' in outcome && outcome.found[0].title).toBe('Café');
  });

  it('ends where elements are nested without end, with the entries before', async () => {
    const source = `<rss><channel><item><title>Satu</title></item>${'<li>'.repeat(200_000)}`;
    const outcome = await readSource({
      bytes: Buffer.from(source),
      contentType: 'application/rss+xml',
      url: null,
    });
    expect(outcome).toMatchObject({ kind: 'feed', found: [{ title: 'Satu' }] });
  });
});
