import pino from 'pino';
import { expect, it } from 'vitest';
import { archiveOf } from '../answer/articles.ts';
import type { Chat } from '../../src/chat/contract/chat.ts';
import type { QuotePart } from '../../src/chat/contract/reply.ts';
import { withTrueQuotes } from '../../src/chat/drawn-quotes.ts';
import { answerReply } from '../../src/chat/presenters/answer-reply.ts';
import { drawnQuote as onDiscord } from '../../src/components/message.ts';
import { drawnQuote as inTerminal } from '../../src/terminal/reply-text.ts';

const text =
  'Harga *beras* di_Sagara naik 1.000 rupiah [per kilogram].\n"Mahal sekali," kata Ratna \\ warga > lain: 50\u00a0% \u202elebih.';
const { archive, ask } = archiveOf({ title: 'Harga beras di Sagara', text });
const reader = {
  locale: 'id',
  now: new Date('2024-02-06T12:00:00Z'),
  timeZone: null,
  private: false,
} as const;
const reply = answerReply('Berapa harga beras?', ask('Berapa rupiah harga beras di Sagara naik?'), reader);
const quoteIn = (parts: typeof reply.parts) => parts.filter((part) => part.kind === 'quote');

function checking() {
  const logged: string[] = [];
  let counted = 0;
  const chat = {
    services: {
      archive: {
        holds: (given: Parameters<typeof archive.holds>[0]) => Promise.resolve(archive.holds(given)),
      },
    },
    log: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }),
    countFalse: () => counted++,
  } as unknown as Chat;
  return { chat, logged, counted: () => counted };
}

it.each([
  ['Discord and the page', onDiscord],
  ['the terminal', inTerminal],
])('shows what %s draws of a quote, whatever characters it has', async (_, drawn) => {
  const { chat, counted } = checking();
  expect(quoteIn((await withTrueQuotes(reply, drawn, chat)).parts)).toEqual(quoteIn(reply.parts));
  expect(counted()).toBe(0);
});

it.each<[string, (part: QuotePart) => QuotePart]>([
  ['a word was changed on the way', (part) => ({ ...part, text: part.text.replace('naik', 'turun') })],
  ['its offsets are those of another article', (part) => ({ ...part, text: 'Banjir di Welang.' })],
  ['its article is gone', (part) => ({ ...part, source: { article: 'gone', start: 0, end: 9 } })],
])('does not show a quote when %s, and logs and counts it', async (_, broken) => {
  const { chat, logged, counted } = checking();
  const parts = reply.parts.map((part) => (part.kind === 'quote' ? broken(part) : part));
  const shown = await withTrueQuotes({ ...reply, parts }, onDiscord, chat);
  expect(quoteIn(shown.parts)).toEqual([]);
  expect(shown.parts.some(({ kind }) => kind === 'separator')).toBe(false);
  expect(counted()).toBe(quoteIn(reply.parts).length);
  expect(logged.join()).toContain('not in its article');
});

it('does not show what a surface draws wrong, though the quote itself is true', async () => {
  const { chat } = checking();
  const careless = (part: QuotePart) => onDiscord(part).replace('1.000', '10.000');
  expect(quoteIn((await withTrueQuotes(reply, careless, chat)).parts)).toEqual([]);
});
