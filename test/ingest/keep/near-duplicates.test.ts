import { describe, expect, it } from 'vitest';
import type { Article } from '../../../src/articles/article.ts';
import { isCopy, isSame, outlineOf } from '../../../src/ingest/keep/near-duplicates.ts';

const story =
  'Harga beras medium di pasar induk tercatat Rp13.200 per kilogram pada Senin pagi, sedangkan cabai rawit dijual Rp61.000. ' +
  'Pedagang menyebut pasokan dari daerah penghasil masih lancar, dan pemerintah kota berjanji menggelar pasar murah pekan depan di lima kecamatan. ' +
  'Warga berharap harga tidak naik lagi menjelang hari raya, karena ongkos angkut pun sudah lebih mahal daripada bulan lalu.';

const article = (different: Partial<Article>): Article => ({
  id: 'a',
  title: 'Harga beras',
  url: null,
  publisher: 'Kabar Contoh',
  byline: null,
  published: '2024-03-04T07:00:00+07:00',
  updated: null,
  language: 'id',
  tags: [],
  origin: null,
  translation: null,
  status: 'current',
  basedOn: [],
  copyOf: null,
  text: story,
  ...(different as object),
}); // prettier-ignore

const outline = (different: Partial<Article> = {}) => outlineOf(article(different));

describe('an article of the same publisher', () => {
  it('with the same words is the same article at another address', () => {
    expect(isSame(outline(), outline({ id: 'b' }))).toBe(true);
  });

  it('with the same words and other figures is another one: the table of the next day', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
    const rest = letters.map(
      (one) => `Kios blok ${one} buka seperti biasa, dan pedagang ${one}${one} menambah stok.`,
    );
    const table = `${story} ${rest.join(' ')} ${rest.toReversed().join(' ')}`;
    const changed = (from: string, to: string) => outline({ id: 'b', text: table.replace(from, to) });
    expect(isSame(outline({ text: table }), changed('lancar', 'tersendat'))).toBe(true);
    expect(isSame(outline({ text: table }), changed('13.200', '13.350'))).toBe(false);
  });

  it('that says it was corrected is another one', () => {
    expect(isSame(outline(), outline({ id: 'b', status: 'corrected' }))).toBe(false);
  });

  it('is no copy', () => {
    expect(isCopy(outline(), outline({ id: 'b' }))).toBe(false);
  });
});

describe('an article of another publisher', () => {
  it('with the same words and a sentence of its own is a copy', () => {
    const text = `${story} Laporan ini dibuat oleh kontributor di daerah.`;
    expect(isCopy(outline(), outline({ id: 'b', publisher: 'Harian Contoh', text }))).toBe(true);
  });

  it('that shares the topic alone is none', () => {
    const text = `${story.slice(0, 120)} ${'Di tempat lain, panen raya justru menekan harga gabah di tingkat petani sehingga Bulog diminta membeli lebih banyak. '.repeat(4)}`;
    expect(isCopy(outline(), outline({ id: 'b', publisher: 'Harian Contoh', text }))).toBe(false);
  });
});
