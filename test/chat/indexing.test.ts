import { expect, it } from 'vitest';
import type { Answer, Indexing } from '../../src/answer/answer.ts';
import { answerReply } from '../../src/chat/answer-reply.ts';

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
