import { expect, it } from 'vitest';
import { archiveOf } from './articles.ts';

const story =
  'Banjir di Welang menewaskan 12 orang pada Senin malam, kata Bupati Ratna Suwandi. Hampir 2.000 warga mengungsi.';
const flood = { title: 'Banjir di Welang', text: story, published: '2024-02-03' };
const copy = {
  title: 'Korban banjir Welang',
  text: `${story} Bantuan mulai datang.`,
  published: '2024-02-04',
};
const rice = {
  title: 'Harga beras di Sagara',
  text: 'Harga beras di Sagara menjadi Rp 14.500 per kilogram.',
};

const explain = (text: string, strictness: 'never' | 'normal' | 'strict' = 'normal', previous?: string) =>
  archiveOf(flood, copy, rice).archive.explain({
    text,
    askedAt: new Date('2024-02-06T12:00:00Z'),
    strictness,
    ...(previous !== undefined && { previous }),
  });

it('tells the terms of a question after analysis, with their shares', () => {
  const { terms, language, wanted } = explain('Siapa bupati Welang yang menyebut 12 korban?');
  expect({ language, wanted }).toEqual({ language: 'id', wanted: 'person' });
  expect(terms.map(({ written, isHead, name, number }) => [written, isHead, name, number])).toEqual([
    ['bupati', true, false, false],
    ['Welang', false, true, false],
    ['menyebut', false, false, false],
    ['12', false, false, true],
    ['korban', false, false, false],
  ]);
  expect(terms.map(({ term }) => term)).toContain('sebut');
  expect(terms.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 2);
});

it('tells which terms no article has', () => {
  const { terms } = explain('Berapa harga zamrud di Sagara?');
  expect(terms.filter(({ isKnown }) => !isKnown).map(({ written }) => written)).toEqual(['zamrud']);
});

it('tells of each candidate what its score is the sum of', () => {
  const { candidates } = explain('Berapa orang tewas dalam banjir di Welang?', 'never');
  expect(candidates.length).toBeGreaterThan(1);
  for (const { score, features } of candidates) {
    const sum = features.reduce((sum, { value, weight }) => sum + value * weight, 0);
    // Every factor is rounded to a thousandth.
    expect(Math.abs(sum - score)).toBeLessThan(0.1);
    expect(features.length).toBeGreaterThan(3);
  }
});

it('tells the points of rules too, which are in the score', () => {
  const { candidates } = explain('Benarkah banjir di Welang menewaskan 12 orang?', 'never');
  const [best] = candidates;
  expect(best!.rules.told).toBeGreaterThan(1);
  for (const { score, features, rules } of candidates) {
    const sum = features.reduce((sum, { value, weight }) => sum + value * weight, 0);
    const given = Object.values(rules).reduce((sum, points) => sum + points, 0);
    expect(Math.abs(sum + given - score)).toBeLessThan(0.1);
  }
});

it('tells by which translations the words of a question were looked for', () => {
  const { terms } = archiveOf({
    title: 'Flood in Welang',
    text: 'The flood in Welang displaced 2,000 residents.',
    language: 'en',
  }).archive.explain({
    text: 'Berapa warga yang mengungsi karena banjir di Welang?',
    askedAt: new Date('2024-02-06T12:00:00Z'),
    strictness: 'never',
  });
  const of = (written: string) => terms.find((term) => term.written === written)!.inOtherWords;
  expect(of('banjir')).toContain('flood');
  expect(of('warga')).toContain('resident');
});

it('makes copies one candidate, that of the earliest article', () => {
  const { candidates, found } = explain('Berapa orang tewas dalam banjir di Welang?', 'never');
  const [best] = candidates;
  expect(best!.article.title).toBe('Banjir di Welang');
  expect(best!.copies.map(({ title }) => title)).toEqual(['Korban banjir Welang']);
  expect(found).toBe(candidates.length);
  expect(best!.text).toBe(story.slice(best!.start, best!.end));
});

it('tells what became of each candidate', () => {
  const { answer, candidates } = explain('Berapa orang tewas dalam banjir di Welang?', 'never');
  expect(answer.status).toBe('answered');
  expect(candidates[0]!.fate).toBe('quoted');
  // One sentence of the article answers; the other is not shown with it, and there is no second answer.
  expect(candidates.find(({ text }) => text.startsWith('Hampir'))!.fate).toBe('left out');
  const bridge =
    'Jembatan Rantau dibangun pada 2019. Jembatan itu menelan biaya Rp 5 miliar dan rampung dalam setahun.';
  const why = archiveOf({ title: 'Jembatan Rantau', text: bridge }).archive.explain({
    text: 'Berapa biaya Jembatan Rantau?',
    askedAt: new Date('2024-02-06T12:00:00Z'),
    strictness: 'never',
  });
  // "Jembatan itu" is explained by the sentence before.
  expect(why.candidates.map(({ fate }) => fate)).toEqual(['quoted', 'within']);
});

it('tells why a question is refused: how sure it is, and how sure it would have to be', () => {
  const { answer, confidence, needed, candidates } = explain('Siapa presiden Welang tahun 1997?', 'strict');
  expect(answer.status).toBe('abstained');
  expect(confidence).toBeLessThan(needed);
  expect(new Set(candidates.map(({ fate }) => fate))).toEqual(new Set(['refused']));
});

it('tells of a question that nothing was found for', () => {
  const { answer, confidence, candidates, found } = explain('Zamrud?');
  expect(answer).toMatchObject({ status: 'abstained', reason: { kind: 'unknown words', words: ['Zamrud'] } });
  expect({ confidence, candidates, found }).toEqual({ confidence: 0, candidates: [], found: 0 });
});

it('tells which terms come from the question before', () => {
  const { terms, answer } = explain(
    'siapa bupatinya?',
    'never',
    'Berapa orang tewas dalam banjir di Welang?',
  );
  expect(answer.reading.previous).toBe('Berapa orang tewas dalam banjir di Welang?');
  expect(terms.filter(({ isTakenOver }) => isTakenOver).map(({ written }) => written)).toContain('Welang');
  expect(terms.find(({ written }) => written.startsWith('bupati'))!.isTakenOver).toBe(false);
});
