import { describe, expect, it } from 'vitest';
import { createArchive } from '../../src/answer/archive.ts';
import { articleOf } from './article.ts';

const flood = articleOf(
  'flood',
  'Banjir melanda Welang pada 3 Maret 2024 setelah hujan semalam suntuk. Bupati Ratna Suwandi meminta bantuan pada 4 Maret 2024. Sebanyak 2.000 warga Welang mengungsi ke sekolah.',
  {
    title: 'Banjir di Welang',
    published: '2024-03-05T08:00:00+07:00',
    language: 'id',
    url: 'https://www.kabar.example/banjir/',
  },
);
const harbour = articleOf(
  'harbour',
  'Pelabuhan baru di Sagara mulai melayani kapal. Pelabuhan itu lama ditunggu nelayan Sagara, kata Ratna Suwandi.',
  {
    title: 'Pelabuhan Sagara dibuka',
    published: '2024-03-10T08:00:00+07:00',
    language: 'id',
  },
);
const askedAt = new Date('2024-03-20T12:00:00Z');

function archive() {
  const archive = createArchive();
  for (const put of [flood, harbour]) archive.apply({ put });
  return archive;
}
const search = (words: string) => archive().search({ words, askedAt, skip: 0, limit: 5 });

describe('/search', () => {
  it.each(['Welang', 'welang', 'mengungsi', 'sekolah'])('every excerpt has "%s", highlighted', (words) => {
    const { items } = search(words);
    expect(items.map(({ article }) => article.id)).toEqual(['flood']);
    const { text, highlights } = items[0]!.excerpt!;
    const marked = highlights.map(([start, end]) => text.slice(start, end).toLowerCase());
    expect(marked).toContain(words.toLowerCase());
  });

  it('quotation marks mean the exact phrase', () => {
    expect(search('"warga Welang mengungsi"').items.map(({ article }) => article.id)).toEqual(['flood']);
    expect(search('"mengungsi warga Welang"').total).toBe(0);
  });

  it('-word leaves out the articles that have it', () => {
    expect(search('Ratna').total).toBe(2);
    expect(search('Ratna -nelayan').items.map(({ article }) => article.id)).toEqual(['flood']);
  });
});

it('/timeline tells each development by the day that its sentence names, of an article on the topic all of them', () => {
  const { items } = archive().timeline({ words: 'Welang', askedAt, skip: 0, limit: 5 });
  expect(items.map(({ date }) => date?.slice(0, 10))).toEqual(['2024-03-03', '2024-03-04']);
  expect(items[0]!.quote.text).toContain('melanda Welang pada 3 Maret');
});

it('/timeline of a period tells what happened in it, whenever it was published', () => {
  const since = Date.parse('2024-03-04');
  const { items } = archive().timeline({
    words: 'Welang',
    askedAt,
    filter: { since, until: since },
    skip: 0,
    limit: 5,
  });
  expect(items.map(({ date }) => date)).toEqual(['2024-03-04']);
});

it('/timeline tells first what was reported of a day, not what was planned for it', () => {
  const opened = archive();
  const planned = 'Jalan layang di Sagara akan dibuka untuk umum pada 9 Maret 2024, kata kepala dinas.';
  const reported = 'Jalan layang yang lama ditunggu warga Sagara dibuka pada 9 Maret 2024 tanpa upacara.';
  opened.apply({ put: articleOf('plan', planned, { title: 'Jalan layang Sagara', published: '2024-03-01', language: 'id' }) });
  opened.apply({ put: articleOf('report', reported, { title: 'Dibuka', published: '2024-03-10', language: 'id' }) });
  const { items } = opened.timeline({ words: 'jalan layang Sagara', askedAt, skip: 0, limit: 5 });
  expect(items.map(({ quote }) => quote.text)).toEqual([reported]);
}); // prettier-ignore

it('/timeline of undated articles tells what is most on the topic, in the order of the text', () => {
  const opened = createArchive();
  const text =
    'Pasar ikan Sagara terbakar semalam, kata seorang petugas yang berjaga di sana. Cuaca hari itu cerah sejak pagi di seluruh pesisir. Sebanyak 40 kios di pasar ikan Sagara habis dilalap api dalam satu jam.';
  opened.apply({ put: articleOf('fire', text, { title: 'Kebakaran', language: 'id' }) });
  const { items } = opened.timeline({ words: 'pasar ikan Sagara', askedAt, skip: 0, limit: 5 });
  expect(items.map(({ date, quote }) => [date, quote.text.slice(0, 12)])).toEqual([
    [null, 'Pasar ikan S'],
    [null, 'Sebanyak 40 '],
  ]);
});

it('the news of a topic is what its newest articles say, those in the reader’s language first', () => {
  const opened = archive();
  const text = 'The district of Welang was flooded last week, and 2,000 people left their homes.';
  const facts = { title: 'Welang under water', published: '2024-03-12T08:00:00Z', language: 'en' };
  opened.apply({ put: articleOf('english', text, facts) });
  const idsIn = (readIn: string) =>
    opened
      .news({ words: 'Welang', askedAt, readIn, skip: 0, limit: 5 })
      .items.map(({ article }) => article.id);
  expect(idsIn('id')).toEqual(['flood', 'english']);
  expect(idsIn('en')).toEqual(['english', 'flood']);
});

it('/timeline tells what was corrected on the day of its correction', () => {
  const opened = createArchive();
  const facts = { title: 'Pelabuhan Sagara dibuka', published: '2024-03-10T08:00:00+07:00', language: 'id' };
  const text = 'Pelabuhan baru di Sagara mulai melayani 40 kapal dalam sehari, kata kepala pelabuhan itu.';
  const updated = '2024-03-12T09:00:00+07:00';
  const dates = () =>
    opened.timeline({ words: 'Sagara', askedAt, skip: 0, limit: 5 }).items.map(({ date }) => date);
  opened.apply({ put: articleOf('harbour', text, { ...facts, updated }) });
  expect(dates()).toEqual([facts.published]);
  opened.apply({ put: articleOf('harbour', text, { ...facts, updated, status: 'corrected' }) });
  expect(dates()).toEqual([updated]);
});

it('/timeline leaves out sentences that share only a word with the topic', () => {
  const opened = archive();
  const text =
    'Banjir di Welang sudah surut, kata Bupati Ratna Suwandi kepada warga. Latihan menghadapi banjir diadakan pada 1 Maret 2024 di kota lain.';
  opened.apply({ put: articleOf('aside', text, { published: '2024-03-07', language: 'id' }) });
  const { items } = opened.timeline({ words: 'banjir Welang', askedAt, skip: 0, limit: 5 });
  expect(items.map(({ quote }) => quote.text).join()).not.toContain('Latihan');
});

it('"berita terbaru" is answered with the newest articles', () => {
  const answer = archive().ask({ text: 'berita terbaru', askedAt, strictness: 'normal' });
  expect(answer.status === 'answered' && answer.quotes.map(({ article }) => article.id)).toEqual([
    'harbour',
    'flood',
  ]);
});

it('a greeting is met with questions that the archive answers', () => {
  const answer = archive().ask({ text: 'halo', askedAt, strictness: 'normal' });
  expect(answer).toMatchObject({ status: 'abstained', reason: { kind: 'small talk', talk: 'greeting' } });
});

it('says that no article has a word only where none has it', () => {
  const opened = archive();
  const reasonOf = (text: string) => {
    const answer = opened.ask({ text, askedAt, strictness: 'strict' });
    return answer.status === 'abstained' ? answer.reason : null;
  };
  expect(reasonOf('Siapa gubernur Zamrud?')).toMatchObject({
    kind: 'unknown words',
    words: expect.arrayContaining(['Zamrud']) as unknown,
  });
});

it('an article is found by its address, however it was reached', () => {
  const at = (wanted: string) => archive().article({ wanted, place: 0 })?.facts.id;
  expect(at('http://kabar.example/banjir?utm_source=chat')).toBe('flood');
  expect(at('https://kabar.example/lain')).toBeUndefined();
});

it('quotes that were shown are shown again as they are, and not where they are gone', () => {
  const opened = archive();
  const text = 'Pelabuhan baru di Sagara mulai melayani kapal.';
  const shown = {
    article: 'harbour',
    start: 0,
    end: text.length,
    text,
    highlights: [[0, 9]] as const,
    copies: ['flood', 'gone'],
  };
  expect(opened.requote([shown, { ...shown, article: 'gone' }, { ...shown, text: 'Lain.' }])).toEqual([
    expect.objectContaining({
      text,
      highlights: [[0, 9]],
      copies: [expect.objectContaining({ id: 'flood' })],
    }),
    null,
    null,
  ]);
});
