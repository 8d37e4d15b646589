import { expect, it } from 'vitest';
import { archiveOf } from './articles.ts';

const question = 'Berapa orang tewas dalam banjir di Welang?';
const here = {
  title: 'Banjir di Welang',
  text: 'Banjir di Welang menewaskan 12 orang dan melukai 30 orang.',
};

function answerWith(text: string, more: object = {}, asked = question) {
  const answer = archiveOf(here, { title: 'Banjir Welang', text, ...more }).ask(asked);
  if (answer.status === 'abstained') throw new Error('abstained');
  return answer;
}

it('shows both articles, marked as differing, when they count differently', () => {
  const { differing, quotes } = answerWith('Sebanyak 15 orang tewas akibat banjir di Welang.');
  expect(differing).toBe(true);
  expect(new Set(quotes.map(({ article }) => article.id))).toEqual(new Set(['0', '1']));
});

it('brings in the article that differs when three better quotes leave no room for it', () => {
  const same = { title: here.title, text: here.text };
  const { ask } = archiveOf(here, same, same, same, {
    title: 'Bencana',
    text: 'Menurut petugas, korban tewas dalam banjir yang melanda daerah Welang pekan lalu menjadi 15 orang.',
  });
  const answer = ask(question);
  expect(answer).toMatchObject({ status: 'answered', differing: true });
  expect(answer.status === 'answered' && answer.quotes.some(({ text }) => text.includes('15'))).toBe(true);
});

it.each<[string, string, object?]>([
  ['write the same number otherwise', 'Dua belas orang tewas akibat banjir di Welang.'],
  ['round it', 'Sekitar 12 orang tewas akibat banjir di Welang.'],
  ['count something else', 'Banjir di Welang melukai 15 orang.'],
  ['tell of another place', 'Banjir di Sagara menewaskan 15 orang.', { title: 'Banjir Sagara' }],
  ['tell of a part', 'Korban tewas akibat banjir di Welang termasuk 3 anak.'],
  [
    'agree in another language',
    'Floods killed twelve people in Welang.',
    { title: 'Floods', language: 'en' },
  ],
])('does not mark articles that %s', (_, text, more) => {
  expect(answerWith(text, more).differing).toBe(false);
});

it('does not mark what comes from one origin', () => {
  const { ask } = archiveOf({ ...here, origin: 'Antara' }, { ...here, text: here.text.replace('12', '15'), origin: 'Antara' }); // prettier-ignore
  expect(ask(question)).toMatchObject({ differing: false });
});

it.each([
  ['Kapan jembatan Rantau diresmikan?', '17 Agustus 2023', '20 Agustus 2023', true],
  ['Kapan jembatan Rantau diresmikan?', '17 Agustus 2023', '17/8/2023', false],
  ['Berapa biaya jembatan Rantau?', 'Rp 2,5 triliun', 'Rp 3,1 triliun', true],
  ['Berapa biaya jembatan Rantau?', 'Rp 2,5 triliun', 'Rp 2.500 miliar', false],
])('"%s": "%s" and "%s" differ: %s', (asked, one, other, differing) => {
  const text = (value: string) =>
    asked.startsWith('Kapan')
      ? `Jembatan Rantau diresmikan pada ${value}.`
      : `Biaya pembangunan jembatan Rantau mencapai ${value}.`;
  const title = 'Jembatan Rantau';
  expect(archiveOf({ title, text: text(one) }, { title, text: text(other) }).ask(asked)).toMatchObject({ differing }); // prettier-ignore
});
