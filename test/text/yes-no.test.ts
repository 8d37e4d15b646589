import { expect, it } from 'vitest';
import { isYesNo } from '../../src/text/yes-no.ts';

it.each([
  ['Benarkah ada tentara yang tewas?', true],
  ['Apakah jembatan itu sudah dibuka?', true],
  ['Did the mayor resign?', true],
  ['Apakah sudah jelas kapan jembatan itu dibuka?', false],
  ['Did the mayor say when the bridge opens?', false],
  ['Kapan jembatan itu dibuka?', false],
])('"%s" asks for a yes or a no: %s', (question, expected) => {
  expect(isYesNo(question)).toBe(expected);
});
