import { expect, it } from 'vitest';
import { archiveOf } from './articles.ts';

const question = 'Siapa bupati Welang?';
const answered = (...texts: readonly string[]) => {
  const { archive } = archiveOf(...texts.map((text) => ({ title: 'Berita', text })));
  const ask = (skip: number) => {
    const answer = archive.ask({
      text: question,
      askedAt: new Date('2024-02-06T12:00:00Z'),
      strictness: 'never',
      skip,
    });
    if (answer.status === 'abstained') throw new Error('abstained');
    return answer;
  };
  return ask;
};
const sure = 'Bupati Welang Ratna Suwandi meresmikan pasar itu.';
const aside = 'Pasar Welang buka setiap hari, juga pada hari Minggu dan hari besar.';

it('shows one quote where one is enough, and keeps the rest for who asks for more', () => {
  const ask = answered(sure, aside);
  expect(ask(0).quotes.map(({ text }) => text)).toEqual([sure]);
  expect(ask(0).more).toBe(true);
  expect(ask(1).quotes.map(({ text }) => text)).toEqual([aside]);
});

it('shows two where both may be the answer', () => {
  const ask = answered(sure, 'Bupati Welang Budi Santosa meresmikan jembatan itu.');
  expect(ask(0).quotes.length).toBe(2);
});

it('tells of each quote how probable it is that it answers, the first the most', () => {
  const [first, second] = answered(sure, 'Bupati Welang Budi Santosa meresmikan jembatan itu.')(0).quotes;
  expect(first!.probability).toBeGreaterThanOrEqual(second!.probability);
  expect(first!.probability + second!.probability).toBeLessThanOrEqual(1.000001);
});

it.each([
  ['Siapa bupati Welang?', 'Ratna Suwandi'],
  ['Kapan pasar Welang diresmikan?', '5 Februari 2024'],
  ['Berapa biaya pasar Welang?', 'Rp 18 miliar'],
])('marks the answer alone: %s', (asked, marked) => {
  const text =
    'Bupati Welang Ratna Suwandi meresmikan pasar Welang pada 5 Februari 2024 dengan biaya Rp 18 miliar.';
  const answer = archiveOf({ title: 'Pasar Welang', text }).ask(asked);
  const [quote] = answer.status === 'answered' ? answer.quotes : [];
  expect(quote!.highlights.map(([start, end]) => quote!.text.slice(start, end))).toEqual([marked]);
});

it('quotes another article before the next sentence of the same one', () => {
  const aside = 'Pasar itu buka setiap hari. Hujan turun sejak pagi. Jalan sepi pada hari Minggu.';
  const ask = answered(
    `Bupati Welang Ratna Suwandi meresmikan pasar. ${aside} Bupati Welang Ratna Suwandi membuka jalan.`,
    `Bupati Welang Budi Santosa menutup jembatan. ${aside}`,
  );
  expect(new Set([0, 1].map((skip) => ask(skip).quotes[0]!.article.id)).size).toBe(2);
});

it('takes sentences that only begin alike for two, not for copies', () => {
  const ask = answered(
    'Bupati Welang Ratna Suwandi meresmikan pasar baru di tepi sungai.',
    'Bupati Welang Ratna Suwandi mengunjungi sekolah lama di dekat terminal.',
  );
  expect(ask(1).quotes).toHaveLength(1);
});
