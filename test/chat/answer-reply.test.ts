import { expect, it } from 'vitest';
import { answerReply } from '../../src/chat/presenters/answer-reply.ts';
import { archiveOf } from '../answer/articles.ts';

const two = [
  { title: 'Banjir di Welang', text: 'Banjir di Welang menewaskan 12 orang.' },
  { title: 'Banjir Welang', text: 'Sebanyak 15 orang tewas akibat banjir di Welang.' },
];

it.each([
  ['id', 'Artikel-artikel ini berbeda'],
  ['en', 'These articles differ'],
] as const)('in "%s", warns that articles differ', (locale, words) => {
  const question = 'Berapa orang tewas dalam banjir di Welang?';
  const reply = answerReply(question, archiveOf(...two).ask(question), {
    locale,
    now: new Date(),
    timeZone: null,
    private: false,
  });
  expect(reply.parts).toContainEqual({ kind: 'notice', text: expect.stringContaining(words) as string });
});
