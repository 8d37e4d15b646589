import { describe, expect, it } from 'vitest';
import { createArchive } from '../../src/answer/archive.ts';
import type { Article } from '../../src/articles/article.ts';
import { createSearchIndex } from '../../src/search/search-index.ts';
import { articleOf } from '../answer/article.ts';

const shared = [
  articleOf('bridge', 'Wali Kota Budi Hartono meresmikan Jembatan Sukamaju pada 2 Mei 2024.', { title: 'Jembatan Sukamaju dibuka', language: 'id', published: '2024-05-03' }),
  articleOf('csto', 'Pasukan Organisasi Perjanjian Keamanan Kolektif (CSTO) ditarik dari Kazakhstan pada 13 Januari 2022.', { title: 'CSTO ditarik', language: 'id', published: '2022-01-13' }),
]; // prettier-ignore

/** What a server adds to be a nuisance to others: their words, misspelt and spelt, acronyms with other meanings, and much of it. */
const hostile = (server: string): Article[] =>
  Array.from({ length: 30 }, (_, n) =>
    articleOf(
      `servers/${server}/${n}`,
      `Jembatann Sukamajuu dan Kazakstan dibangun Zubaidah ${n}. Cinta Sejati Tanpa Orang (CSTO) berkata Jembatan Sukamaju Hartono pada ${n + 1} Mei 2024. Der Brückenbau in Sukamaju.`,
      { title: `Jembatann Sukamajuu ${n}`, language: n % 2 === 0 ? 'id' : 'de', published: '2024-05-03', publisher: `Rahasia ${n}`, tags: ['zubaidah'] },
    ),
  ); // prettier-ignore

const questions = [
  'Siapa yang meresmikan Jembatann Sukamaju?',
  'Kapan pasukan CSTO ditarik dari Kazakstan?',
  'Kapan Sukamajuu dibuka?',
  'Siapa Zubaidah?',
  'Apa itu CSTO?',
  'When was Jembatan Sukamaju opened?',
];

const asked = (archive: ReturnType<typeof createArchive>, server: string | null) =>
  questions.map((text) => {
    const question = { text, askedAt: new Date('2024-05-10'), strictness: 'normal' as const, filter: { server } };
    return [
      archive.ask(question),
      archive.explain(question),
      archive.search({ words: text, askedAt: question.askedAt, filter: { server }, skip: 0, limit: 10 }),
      archive.timeline({ words: text, askedAt: question.askedAt, filter: { server }, skip: 0, limit: 10 }),
    ];
  }); // prettier-ignore

function filled(articles: readonly Article[]) {
  const archive = createArchive();
  for (const put of articles) archive.apply({ put });
  return archive;
}

describe('what a server has added', () => {
  const own = articleOf('servers/1/own', 'Bupati Ratna membuka Pasar Wanasari pada 4 Mei 2024.', {
    title: 'Pasar Wanasari',
    language: 'id',
  });
  it('changes no answer, correction, acronym or weight of another, nor of those that have added nothing', () => {
    const alone = filled([...shared, own]);
    const beside = filled([...hostile('2'), ...shared, own, ...hostile('3')]);
    for (const server of [null, '1', '4']) expect(asked(beside, server)).toEqual(asked(alone, server));
  });

  it('tells nobody else which words it has', () => {
    const archive = filled([...shared, ...hostile('2')]);
    const words = (text: string) =>
      archive.explain({ text, askedAt: new Date('2024-05-10'), strictness: 'normal' }).terms;
    expect(words('Siapa Zubaidah?')).toMatchObject([{ written: 'Zubaidah', isKnown: false }]);
  });
});

it('words that no article uses any more are forgotten, and what they were made room for is found', () => {
  const index = createSearchIndex();
  const archive = createArchive(index);
  for (const put of shared) archive.apply({ put });
  const used = () => Array.from({ length: index.lexicon.words }, (_, word) => index.lexicon.formOf(word)).filter((form) => form !== '').length;
  const [before, { words }] = [used(), index.lexicon];
  for (let round = 0; round < 5; round++) {
    for (const put of hostile('2')) archive.apply({ put });
    for (const { id } of hostile('2')) archive.apply({ remove: id });
    const many = Array.from({ length: 50 }, (_, n) => `kata${'abcdefghij'[round]}${String.fromCharCode(97 + (n % 26))}${n}`);
    archive.apply({ put: articleOf('other', `${many.join(' ')}.`, { language: 'id' }) });
  }
  archive.apply({ remove: 'other' });
  expect(used()).toBe(before);
  expect(index.lexicon.words).toBeLessThan(words + 250);
  expect(asked(archive, null)).toEqual(asked(filled(shared), null));
}); // prettier-ignore
