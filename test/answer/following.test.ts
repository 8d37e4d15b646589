import { describe, expect, it } from 'vitest';
import { createArchive } from '../../src/answer/archive.ts';
import type { Interest } from '../../src/answer/catalogue/following.ts';
import { articleOf } from './article.ts';

const now = new Date('2026-11-29T12:00:00Z');
const at = (hour: number) => `2026-11-29T${String(hour).padStart(2, '0')}:00:00Z`;
const told = (id: string, hour: number, text: string, more = {}) =>
  articleOf(id, text, { title: `Banjir di Suratama: ${id}`, publisher: 'Warta', published: at(hour), language: 'id', ...more }); // prettier-ignore
const begun = 'Banjir bandang melanda Kabupaten Suratama setelah tanggul Sungai Cikolot jebol, kata Bupati Darmawan. Sebanyak 12 orang tewas akibat banjir bandang itu.'; // prettier-ignore
const more = begun.replace('12 orang', '15 orang');
const interest: Interest = {
  topic: 'banjir',
  isQuestion: false,
  filter: {},
  since: Date.parse(at(0)),
  recent: [],
};
const archiveOf = (...articles: readonly ReturnType<typeof told>[]) => {
  const archive = createArchive();
  for (const put of articles) archive.apply({ put });
  return (ids: readonly string[], different: Partial<Interest> = {}) =>
    archive.arrived({ articles: ids, interests: [{ ...interest, ...different }], now }).news;
};

describe('new articles on a topic', () => {
  it.each([
    ['has its words in the title', told('a', 9, 'Warga Suratama mengungsi ke balai desa.'), true],
    ['has its words in the text alone, among others', articleOf('a', `${begun} Pasar tetap buka. Harga beras naik.`, { title: 'Beras', published: at(9), language: 'id' }), false],
    ['is tagged with it', articleOf('a', 'Warga mengungsi ke balai desa.', { title: 'Warga', tags: ['Banjir'], published: at(9) }), true],
    ['was published before the subscription', told('a', 9, begun, { published: '2026-11-28T23:00:00Z' }), false],
    ['states only the day of the subscription', told('a', 9, begun, { published: '2026-11-29' }), true],
    ['is about something else', articleOf('a', 'Gempa mengguncang Suratama.', { title: 'Gempa', published: at(9), language: 'id' }), false],
  ])('an article that %s: %#', (_, one, isWanted) => {
    const other = articleOf('other', 'Banjir surut.', { published: at(1) });
    expect(archiveOf(one, other)(['a'])).toHaveLength(isWanted ? 1 : 0);
  }); // prettier-ignore

  it('a publisher can be followed, and a source or a language narrows a topic', () => {
    const news = archiveOf(told('a', 9, begun));
    expect(news(['a'], { topic: 'warta' })).toHaveLength(1);
    expect(news(['a'], { filter: { source: 'kabar' } })).toEqual([]);
    expect(news(['a'], { filter: { language: 'en' } })).toEqual([]);
  });

  it('articles in another language are found by a topic’s translation, unless its language is fixed', () => {
    const news = archiveOf(articleOf('en', 'Floods hit the capital on Monday. Two people died.', { title: 'Floods hit Jakarta', published: at(9), language: 'en' }), articleOf('id', 'Pasar dibuka.', { published: at(1), language: 'id' })); // prettier-ignore
    expect(news(['en'])).toHaveLength(1);
    expect(news(['en'], { filter: { language: 'id' } })).toEqual([]);
  });

  it('a sequel says whose story it continues, and which figure has changed', () => {
    const [found] = archiveOf(told('a', 9, begun), told('b', 10, more))(['b'], { recent: ['a'] });
    expect(found).toMatchObject({ article: 'b', first: 'b', continues: 'a', figure: { before: '12', after: '15 orang' } }); // prettier-ignore
    expect(found!.quote!.text).toContain('15 orang tewas');
  });

  it('an earlier article that comes late does not take a figure back', () => {
    const [found] = archiveOf(told('a', 9, begun), told('b', 10, more))(['a'], { recent: ['b'] });
    expect(found).toMatchObject({ continues: 'b', figure: null });
  });

  it('a story elsewhere is another one, even in the same words', () => {
    const elsewhere = begun.replace('Suratama', 'Lumbung').replace('Cikolot', 'Citarum').replace('Darmawan', 'Sartono'); // prettier-ignore
    const [found] = archiveOf(told('a', 9, begun), told('b', 10, elsewhere, { title: 'Banjir di Lumbung' }))(['b'], { recent: ['a'] }); // prettier-ignore
    expect(found).toMatchObject({ continues: null, figure: null });
  });

  it.each([
    ['after the original', ['copy'], ['original']],
    ['before the original', ['original'], ['copy']],
  ])('a copy of one wire story that comes %s is not told again', (_, come, recent) => {
    const news = archiveOf(told('original', 9, begun), told('copy', 10, begun, { copyOf: 'original' }));
    expect(news(come, { recent })).toEqual([]);
  });

  it('a copy that is taken for one of the sequel is not told again', () => {
    const news = archiveOf(
      told('original', 9, begun),
      told('sequel', 10, `${more} Bantuan makanan tiba di Cikolot.`),
      told('copy', 11, begun, {
        title: 'Banjir di Suratama: original',
        publisher: 'Kabar',
        copyOf: 'sequel',
      }),
    );
    expect(news(['copy'], { recent: ['sequel', 'original'] })).toEqual([]);
  });

  it('a copy is not told again after a sequel', () => {
    const news = archiveOf(
      told('original', 9, begun),
      told('copy', 10, begun, { copyOf: 'original' }),
      told('sequel', 11, more, { copyOf: 'original' }),
    );
    expect(news(['original'], { recent: ['sequel', 'copy'] })).toEqual([]);
  });

  it('where all that is new is followed, copies are too', () => {
    const news = archiveOf(told('original', 9, begun), told('copy', 10, begun, { copyOf: 'original' }));
    expect(news(['original', 'copy'], { topic: null })).toHaveLength(2);
  });

  it('a copy with another figure is a sequel', () => {
    const news = archiveOf(told('original', 9, begun), told('copy', 10, more, { copyOf: 'original' }));
    expect(news(['copy'], { recent: ['original'] })).toMatchObject([
      { first: 'copy', continues: 'original' },
    ]);
  });
});
