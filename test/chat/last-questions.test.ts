import { expect, it } from 'vitest';
import { createLastQuestions } from '../../src/chat/last-questions.ts';

const at = (minutes: number) => new Date(Date.UTC(2024, 0, 1, 12, minutes));

it('remembers the last question of a conversation for ten minutes', () => {
  const memory = createLastQuestions();
  memory.keep('a', 'Siapa Tokayev?', null, at(0));
  expect(memory.of('a', at(10))).toBe('Siapa Tokayev?');
  expect(memory.of('a', at(11))).toBeUndefined();
  expect(memory.of('b', at(1))).toBeUndefined();
});

it('keeps the question that a follow-up leant on, so that a third can lean on both', () => {
  const memory = createLastQuestions();
  memory.keep('a', 'siapa penggantinya?', 'Kapan Masimov ditahan?', at(0));
  expect(memory.of('a', at(1))).toBe('Kapan Masimov ditahan? siapa penggantinya?');
  memory.keep('a', 'kapan?', 'x'.repeat(600), at(1));
  expect(memory.of('a', at(1))).toBe('kapan?');
});

it('forgets the oldest conversations when there are too many', () => {
  const memory = createLastQuestions();
  for (let n = 0; n <= 10_000; n++) memory.keep(String(n), 'Siapa?', null, at(0));
  expect(memory.of('0', at(0))).toBeUndefined();
  expect(memory.of('1', at(0))).toBe('Siapa?');
});
