import { expect, it } from 'vitest';
import { archiveOf } from './articles.ts';

const flood = {
  title: 'Banjir di Welang',
  text: 'Banjir di Welang menewaskan 12 orang. Hampir 2.000 warga mengungsi. Bupati Ratna Suwandi meminta bantuan.',
};
const rice = {
  title: 'Harga beras di Sagara',
  text: 'Harga beras di Sagara menjadi Rp 14.500 per kilogram.',
};
const previous = 'Berapa orang tewas dalam banjir di Welang?';

it.each([
  ['siapa bupatinya?', previous],
  ['berapa yang mengungsi?', previous],
  ['Berapa harga beras?', null],
  ['Berapa harga beras di Sagara?', null],
])('"%s" is read with "%s"', (question, expected) => {
  expect(archiveOf(flood, rice).ask(question, previous).reading.previous).toBe(expected);
});

it('says what it corrected', () => {
  const answer = archiveOf(flood, rice).ask('Siapa bupati Welangg?');
  expect(answer.reading.corrections).toEqual([{ written: 'Welangg', corrected: 'Welang' }]);
  expect(answer.status === 'answered' && answer.quotes[0]?.text).toContain('Ratna Suwandi');
});

it('corrects nothing that then stands beside no other word of the question', () => {
  const { corrections } = archiveOf(flood, rice).ask('How much does hargo insurance cost?').reading;
  expect(corrections).toEqual([]);
});

it.each(['siapa pelatihnya?', 'kapan konsernya dimulai?', 'berapa skor pertandingannya?'])(
  'abstains where a follow-up asks for what no article tells: %s',
  (text) => {
    const question = { text, previous, askedAt: new Date('2024-02-06T12:00:00Z') };
    expect(archiveOf(flood, rice).archive.ask({ ...question, strictness: 'normal' }).status).toBe(
      'abstained',
    );
  },
);
