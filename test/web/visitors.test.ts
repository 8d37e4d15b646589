import { describe, expect, it } from 'vitest';
import type { InteractionRequest, InteractionResult, SentMessage } from '../../src/web/wire.ts';
import { createMemory, newVisitor, visitorCookie, visitorIn } from '../../src/web/visitors.ts';

const body = (content: string) => ({ content }) as unknown as SentMessage;
const added = (content: string, isPrivate = false): InteractionResult => ({
  do: 'add',
  message: body(content),
  private: isPrivate,
  about: { quotes: [] },
});
const somewhere = { channel: '11', locale: 'en' } as const;
const command = (id: string, name = 'ask'): InteractionRequest => ({
  ...somewhere,
  kind: 'command',
  id,
  replyTo: '',
  name,
  options: {},
  invoked: `/${name}`,
});
const control = (replyTo: string): InteractionRequest => ({
  ...somewhere,
  kind: 'control',
  id: 'further',
  replyTo,
  customId: 'a/b',
  chosen: [],
});
const now = new Date('2026-01-02T03:04:05Z');

describe('what is remembered of a visitor', () => {
  it('is what he wrote and what was answered, in that order', () => {
    const memory = createMemory();
    const written: InteractionRequest = {
      ...somewhere,
      kind: 'message',
      id: 'b',
      written: 'a',
      replyTo: '',
      text: 'Kapan?',
    };
    memory.keep('x', written, added('Besok.'), now);
    memory.keep('x', command('c'), added('Lusa.'), now);
    expect(memory.of('x')).toMatchObject([
      { id: 'a', by: 'you', text: 'Kapan?', at: now.toISOString() },
      { id: 'b', by: 'kutip', body: { content: 'Besok.' }, replyTo: 'a' },
      { id: 'c', by: 'kutip', body: { content: 'Lusa.' }, invoked: '/ask' },
    ]);
  });
  it.each<[string, InteractionResult, string[]]>([
    [
      'shows something else in place of it',
      { do: 'replace', message: body('new'), about: { quotes: [] } },
      ['c:new'],
    ],
    ['adds to it', added('more'), ['c:old', 'further:more']],
    ['adds what he alone sees', added('more', true), ['c:old']],
    ['opens a form', { do: 'form', form: { custom_id: 'a', title: 'a', components: [] } }, ['c:old']],
    ['deletes it', { do: 'delete' }, []],
  ])('is as he sees it after a control of a message %s', (_, outcome, expected) => {
    const memory = createMemory();
    memory.keep('x', command('c'), added('old'), now);
    memory.keep('x', control('c'), outcome, now);
    const shown = memory.of('x').map((one) => `${one.id}:${(one.body as { content?: string }).content}`);
    expect(shown).toEqual(expected);
  });
  it('is nothing after /forget-me, nothing for others, and nothing of who cannot be told apart', () => {
    const memory = createMemory();
    for (const visitor of ['x', 'y', '']) memory.keep(visitor, command('c'), added('old'), now);
    memory.keep('x', command('d', 'forget-me'), added('Done.', true), now);
    expect(['x', 'y', '', 'z'].map((visitor) => memory.of(visitor).length)).toEqual([0, 1, 0, 0]);
  });
  it('is bounded: the oldest messages and visitors make room', () => {
    const memory = createMemory();
    for (let at = 0; at < 150; at++) memory.keep('x', command(String(at)), added('a'), now);
    expect(memory.of('x').map(({ id }) => id)).toEqual(
      Array.from({ length: 100 }, (_, at) => String(at + 50)),
    );
    for (let at = 0; at < 49; at++) memory.keep(`v${at}`, command('c'), added('a'), now);
    memory.keep('x', command('last'), added('a'), now);
    memory.keep('newest', command('c'), added('a'), now);
    expect(['x', 'v0', 'v1', 'newest'].map((visitor) => memory.of(visitor).length)).toEqual([100, 0, 1, 1]);
  });
});

describe('the cookie of a visitor', () => {
  it('tells who he is, among others', () => {
    const visitor = newVisitor();
    const [pair] = visitorCookie(visitor).split(';');
    expect(visitorIn(`kutip=secret; ${pair}; other=1`)).toBe(visitor);
  });
  it.each([
    '',
    'kutip-visitor=',
    'kutip-visitor=short',
    `kutip-visitor=${'a'.repeat(23)}`,
    `x-kutip-visitor=${'a'.repeat(22)}`,
  ])('tells nothing where it is "%s"', (cookies) => {
    expect(visitorIn(cookies)).toBe('');
  });
});
