import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrap } from '../../src/terminal/wrap.ts';
import { hostileText } from '../components/hostile.ts';

const linesOf = (text: string, width: number) =>
  wrap(text, width).map(({ start, end }) => text.slice(start, end));

describe('wrapping', () => {
  it.each([
    ['breaks after blanks', 'one two three', 8, ['one two ', 'three']],
    ['breaks inside a word that is too long', 'abcdefghij k', 4, ['abcd', 'efgh', 'ij k']],
    ['keeps line breaks', 'one\n\ntwo', 20, ['one\n', '\n', 'two']],
    ['counts wide characters twice', '今日は良い', 6, ['今日は', '良い']],
    ['keeps an emoji in one piece', '👩‍👧👩‍👧👩‍👧', 4, ['👩‍👧👩‍👧', '👩‍👧']],
    ['keeps a no-break space', 'a b\u00a0c', 4, ['a ', 'b\u00a0c']],
    ['gives one line for no text', '', 10, ['']],
    ['breaks at line breaks alone without a width', 'one two\nthree', Infinity, ['one two\n', 'three']],
  ])('%s', (_, text, width, expected) => {
    expect(linesOf(text, width)).toEqual(expected);
  });
  it('keeps all characters', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(linesOf(text, width).join('')).toBe(text);
      }),
    );
  });
  it('keeps to the width', () => {
    const ascii = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n') });
    fc.assert(
      fc.property(ascii, fc.integer({ min: 1, max: 40 }), (text, width) => {
        for (const line of linesOf(text, width))
          expect(line.replace('\n', '').length).toBeLessThanOrEqual(width);
      }),
    );
  });
});
