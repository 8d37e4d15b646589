import { expect, it } from 'vitest';
import { correctAllReplies } from '../../src/chat/corrections.ts';
import type { Pseudonym } from '../../src/store/store.ts';
import { newChat } from '../discord/connected.ts';

const asker = 'somebody' as Pseudonym;
const at = new Date('2026-01-02T00:00:00Z');

it.each([
  ['of an answer that was shown, its asker is told', 'shown', 1],
  ['of an answer that could not be delivered, nobody is told', null, 0],
])('when an article is gone: %s', async (_, message, told) => {
  const { chat } = await newChat();
  const { replies } = chat.services;
  const gone = {
    article: 'gone',
    publisher: null,
    title: null,
    text: 'Gone.',
    start: 0,
    end: 5,
    version: '1',
  };
  const id = await replies.keep({
    command: 'ask',
    options: { question: 'what?' },
    previous: null,
    askedAt: at,
    asker,
    place: { server: null, channel: '1' },
    locale: 'en',
    private: false,
    status: 'answered',
    quotes: [gone],
    answer: null,
  });
  if (message !== null) await replies.shown(id, message);
  const turns = { add: <T>(_lane: string, work: () => Promise<T>) => work() };
  const notifier = {
    edit: () => Promise.resolve('out of reach' as const),
    say: () => Promise.resolve(),
    post: () => Promise.resolve('refused' as const),
  };
  await correctAllReplies(chat, notifier, at, turns);
  expect(await replies.takeOwed(asker)).toHaveLength(told);
});
