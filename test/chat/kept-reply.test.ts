import { expect, it, onTestFinished } from 'vitest';
import { usableReply } from '../../src/chat/kept-reply.ts';
import { openStore } from '../../src/store/open.ts';

const inServer = { server: 's1', channel: 'c1' };
const direct = { server: null, channel: 'd1' };

it.each([
  ['its asker', { private: true, place: inServer }, 'rina', inServer, true],
  ['somebody else, when only its asker sees it', { private: true, place: inServer }, 'budi', inServer, false],
  [
    'everybody in its server',
    { private: false, place: inServer },
    'budi',
    { ...inServer, channel: 'c2' },
    true,
  ],
  ['another server', { private: false, place: inServer }, 'rina', { ...inServer, server: 's2' }, false],
  ['another private channel', { private: false, place: direct }, 'rina', { ...direct, channel: 'd2' }, false],
] as const)('who may open a reply by a control: %s', async (_, kept, who, place, isOpened) => {
  const store = openStore(':memory:');
  const { people, replies } = store;
  onTestFinished(() => store.close());
  const id = await replies.keep({
    command: 'ask',
    options: { question: 'Siapa bupati Welang?' },
    previous: null,
    askedAt: new Date('2024-02-06'),
    asker: people.pseudonymOf('rina'),
    locale: 'id',
    status: 'answered',
    answer: null,
    quotes: [],
    ...kept,
  });
  const used = await usableReply(id, { person: { id: people.pseudonymOf(who) }, place }, { replies });
  expect(used !== undefined).toBe(isOpened);
});
