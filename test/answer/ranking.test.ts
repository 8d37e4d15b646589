import { expect, it } from 'vitest';
import type { FeatureName } from '../../src/search/features.ts';
import { archiveOf, type Written } from './articles.ts';

/** What the best sentence of each article is judged by, the articles in the order in which they were written. */
function judged(text: string, ...written: Written[]) {
  const { candidates } = archiveOf(...written).archive.explain({
    text,
    askedAt: new Date('2024-02-20T00:00:00Z'),
    strictness: 'never',
  });
  return written.map((_, place) => {
    const { score, features } = candidates.find(({ article }) => article.id === String(place))!;
    const value = (name: FeatureName) => features.find((one) => one.name === name)?.value ?? 0;
    return { score, value };
  });
}

it('an article that speaks of a thing comes before one that only has it in its title', () => {
  const [titled, telling] = judged(
    'Bagaimana Rantau?',
    { title: 'Rantau', text: 'Rantau ramai. Pasar buka setiap hari, juga pada hari besar.' },
    { title: 'Pasar', text: 'Rantau ramai. Pasar Rantau buka setiap hari, di Rantau juga pada hari besar.' },
  );
  expect(telling!.value('article')).toBe(1);
  expect(titled!.value('article')).toBeLessThan(1);
});

it('a long article that has what is asked keeps more than half of the score of a short one', () => {
  const rest = Array.from({ length: 80 }, (_, n) => `Warga${n} membawa barang${n} ke rumah${n}.`);
  const [short, long] = judged(
    'Bagaimana Rantau?',
    { title: 'Pasar', text: 'Rantau ramai menjelang hari raya.' },
    { title: 'Pasar', text: `Rantau sepi setelah hari raya. ${rest.join(' ')}` },
  );
  expect(short!.value('article')).toBe(1);
  expect(long!.value('article')).toBeGreaterThan(0.5);
});

it('of sentences with the same words, one that has the answer beside the words of the question comes first', () => {
  const [near, far] = judged(
    'Siapa bupati Welang?',
    { title: 'Berita', text: 'Bupati Welang Ratna Suwandi membuka pasar yang lama ditunggu orang banyak di kota itu.' },
    { title: 'Berita', text: 'Bupati Welang membuka pelabuhan yang sudah dinanti para nelayan di teluk itu bersama Budi Santosa.' },
  ); // prettier-ignore
  // A term that stands n tokens away counts exp(−n / 18).
  expect(near!.value('density')).toBeGreaterThan(0.8);
  expect(far!.value('density')).toBeLessThan(0.6);
  expect(near!.score).toBeGreaterThan(far!.score);
});

it('news comes before what is older, and what is dated before what is not', () => {
  const text = (name: string) => `Bupati Welang ${name} Suwandi membuka pasar.`;
  const [now, before, undated] = judged(
    'Siapa bupati Welang?',
    { title: 'Berita', text: text('Ratna'), published: '2024-02-20T00:00:00Z' },
    { title: 'Berita', text: text('Sita'), published: '2024-02-06T00:00:00Z' },
    { title: 'Berita', text: text('Budi'), published: null },
  );
  // Fourteen days are exp(−1); in the first stage, an article of today counts a quarter more than one without a date.
  expect([now, before, undated].map((one) => one!.value('recency'))).toEqual([1, 0.368, 0]);
  expect([now, undated].map((one) => one!.value('article'))).toEqual([1, 0.8]);
  expect(now!.score).toBeGreaterThan(before!.score);
  expect(before!.score).toBeGreaterThan(undated!.score);
});

it('an answer that another article gives too comes before one that stands alone', () => {
  const [confirmed, , alone] = judged(
    'Who is the mayor of Welang?',
    { language: 'en', title: 'News', text: 'The mayor of Welang, Ratna Suwandi, opened a market.' },
    {
      language: 'en',
      title: 'News',
      text: 'Rain fell while mayor Ratna Suwandi of Welang spoke to traders.',
    },
    { language: 'en', title: 'News', text: 'The mayor of Welang, Budi Santosa, closed a school.' },
  );
  expect(confirmed!.value('votes')).toBeGreaterThan(0.2);
  expect(alone!.value('votes')).toBe(0);
  expect(confirmed!.score).toBeGreaterThan(alone!.score);
});
