import { expect, it } from 'vitest';
import { requestIn } from '../../src/text/request.ts';
import { smallTalk } from '../../src/text/small-talk.ts';

it.each([
  ['halo kak', 'greeting'],
  ['good morning everyone!', 'greeting'],
  ['makasih banyak ya', 'thanks'],
  ['thanks a lot', 'thanks'],
  ['kamu siapa sih', 'self'],
  ['are you a bot?', 'self'],
  ['bisa apa aja?', 'abilities'],
  ['what can you do', 'abilities'],
  ['dasar bot bego', 'abuse'],
  ['you are useless', 'abuse'],
  ['gabut nih, ngobrol yuk', 'chat'],
  ['wkwkwk', 'chat'],
  ['Siapa bupati Sukamaju?', null],
  ['halo, siapa bupati Sukamaju?', null],
  ['Who called the senator stupid?', null],
  ['apa?', null],
])('"%s" is small talk: %s', (text, talk) => {
  expect(smallTalk(text)).toBe(talk);
});

it('a word of the articles is a search for it, though it may scold', () => {
  expect(smallTalk('sampah')).toBe('abuse');
  expect(smallTalk('sampah', (form) => form === 'sampah')).toBeNull();
});

it.each([
  ['berita terbaru', 'latest', ''],
  ['ada berita apa hari ini?', 'latest', ''],
  ['kabar terbaru soal banjir Welang dong', 'latest', 'banjir Welang'],
  ["what's new with the harbour?", 'latest', 'harbour'],
  ['latest on the harbour', 'latest', 'harbour'],
  ['tolong ringkas banjir Welang', 'timeline', 'banjir Welang'],
  ['gmn kronologi banjir Welang', 'timeline', 'banjir Welang'],
  ['summarise the flood pls', 'timeline', 'flood'],
  ['tldr', 'timeline', ''],
])('"%s" asks for the command %s, about "%s"', (text, kind, topic) => {
  expect(requestIn(text)).toEqual({ kind, topic });
});

it.each(['Apa yang terjadi di Welang?', 'What happened in Welang?', 'Siapa yang membawa berita itu?'])(
  '"%s" is a question',
  (text) => {
    expect(requestIn(text)).toBeNull();
  },
);

it.each([
  ['what happened in Kazakhstan in January 2022?', 'Kazakhstan', '2022-01-01', '2022-01-31'],
  ['apa yang terjadi di Almaty pada Februari 2024', 'Almaty', '2024-02-01', '2024-02-29'],
  ['apa saja yang terjadi di Kazakhstan tahun 2022', 'Kazakhstan', '2022-01-01', '2022-12-31'],
])('"%s" asks for the timeline of that period', (text, topic, since, until) => {
  expect(requestIn(text)).toEqual({ kind: 'timeline', topic, period: { since, until } });
});
