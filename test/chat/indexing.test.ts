import { expect, it } from 'vitest';
import type { Answer, Indexing } from '../../src/answer/answer.ts';
import { answerReply } from '../../src/chat/presenters/answer-reply.ts';

const abstained = (indexing: Indexing | null): Answer => ({
  status: 'abstained',
  reason: { kind: 'weak evidence' },
  nearest: [],
  reading: { previous: null, corrections: [] },
  searched: { articles: 12, newest: null, indexing },
});

it.each([
  ['en', { done: 12, of: 80 }, 'searched: 12 articles · none of them dated · still indexing (12 of 80)'],
  ['en', { done: 12, of: null }, 'searched: 12 articles · none of them dated · still indexing (12 so far)'],
  ['en', null, 'searched: 12 articles · none of them dated'],
  ['id', { done: 12, of: 80 }, 'yang dicari: 12 artikel · tak satu pun bertanggal · pengindeksan masih berjalan (12 dari 80)'],
  ['id', { done: 12, of: null }, 'yang dicari: 12 artikel · tak satu pun bertanggal · pengindeksan masih berjalan (baru 12)'],
] as const)('the footer says in %s how far the indexing is: %o', (locale, indexing, footer) => {
  const { parts } = answerReply('?', abstained(indexing), { locale, now: new Date(), timeZone: null, private: false });
  expect(parts.at(-1)).toEqual({ kind: 'small', text: footer });
}); // prettier-ignore

it.each([
  ['en', { done: 0, of: 80 }, 'The articles are still being read. Please ask again in a moment.'],
  ['id', { done: 0, of: null }, 'Artikel-artikel masih dibaca. Silakan tanyakan lagi sebentar lagi.'],
  ['en', null, 'There is no article to search with these limits.'],
] as const)('who asks in %s before there is anything to search (%o) is told so', (locale, indexing, text) => {
  const nothing = { ...abstained(indexing), reason: { kind: 'nothing to search' } } as Answer;
  const { parts } = answerReply('?', nothing, { locale, now: new Date(), timeZone: null, private: false });
  expect(parts).toContainEqual({ kind: 'text', text });
});
