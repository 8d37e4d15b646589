import { expect, it } from 'vitest';
import { readFollowUp, readTogether } from '../../src/search/follow-up.ts';
import { createQuery } from '../../src/search/query.ts';

const before = {
  id: createQuery('Berapa orang tewas dalam kerusuhan di Almaty?', 'id', []),
  en: createQuery('How many people died in the unrest in Almaty?', 'en', []),
};

const followUpOf = (question: string, language: 'id' | 'en') =>
  readFollowUp(question, createQuery(question, language, []), before[language]);

it.each([
  ['id', 'dan kapan?', 'certain'],
  ['id', 'Siapa yang menggantikannya?', 'certain'],
  ['id', 'Kapan itu terjadi?', 'certain'],
  ['id', 'Kapan Tokayev mencopotnya?', 'certain'],
  ['id', 'kalau di Astana?', 'certain'],
  ['id', 'berapa yang terluka?', 'possible'],
  ['id', 'Apa itu CSTO?', 'none'],
  ['id', 'Siapa Tokayev dan apa jabatannya?', 'none'],
  ['id', 'Siapa presiden Kenya saat ini?', 'none'],
  ['en', 'and when?', 'certain'],
  ['en', 'How many of them were children?', 'certain'],
  ['en', 'When did Tokayev dismiss him?', 'certain'],
  ['en', 'What about Astana?', 'certain'],
  ['en', 'how many were injured?', 'possible'],
  ['en', 'When did Masimov say he would resign?', 'none'],
  ['en', 'Are there troops in Nur-Sultan?', 'none'],
  ['en', 'Who leads the Security Council of Kazakhstan this week?', 'none'],
] as const)('in "%s", "%s" leans on the question before: %s', (language, question, leaning) => {
  expect(followUpOf(question, language).leaning).toBe(leaning);
});

it('keeps the terms of the question before, at less weight, and wants what the new one wants', () => {
  const together = readTogether(followUpOf('dan siapa yang memimpin?', 'id'), before.id);
  expect(together.wanted).toBe('person');
  expect(together.terms.map(({ written, weight }) => [written, weight])).toEqual([
    ['memimpin', 1],
    ['orang', 0.5],
    ['tewas', 0.5],
    ['kerusuhan', 0.5],
    ['Almaty', 0.7],
  ]);
});

it('wants what the question before wanted when only the place is another', () => {
  const together = readTogether(followUpOf('what about Astana?', 'en'), before.en);
  expect(together.wanted).toBe('number');
  expect(together.heads).toEqual([1]);
});
