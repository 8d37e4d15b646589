import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEntry, sentenceCount, spanOf, tokensOf } from '../../src/search/indexed-article.ts';
import { createLexicon } from '../../src/search/lexicon.ts';
import { analyze } from '../../src/text/analyzer.ts';
import { articleOf } from '../answer/article.ts';

/** Tokens of a sentence at most; a run that is cut is segmented anew, into a few more at times. */
const most = 320;

const pieces = fc.constantFrom(
  'カタカナ漢字', '中华人民共和国', 'ภาษาไทย', 'ab', 'Presiden ', '12,5 juta ', '13 Januari ', 'U.S.A. ', "d'Ivoire ", ', ', '. ', '\n', ' ', '😀',
); // prettier-ignore
const texts = fc
  .array(fc.tuple(pieces, fc.integer({ min: 1, max: 900 })), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.map(([piece, times]) => piece.repeat(times)).join(''))
  .filter((text) => text.trim() !== '');

describe('the sentences of an article', () => {
  it.each([
    ['kana', 'カタカナ漢字'.repeat(40_000)],
    ['Thai', 'ภาษาไทย'.repeat(20_000)],
    ['one letter', 'a'.repeat(250_000)],
    ['words without a mark', 'Presiden pergi ke Jakarta dan '.repeat(8_000)],
  ])('have a most, whatever the text: %s', (_, text) => {
    const entry = createEntry(articleOf('a', text), createLexicon(), 0);
    const lengths = Array.from({ length: sentenceCount(entry) }, (_, sentence) => {
      const [from, to] = tokensOf(entry, sentence);
      return to - from;
    });
    expect(Math.max(...lengths)).toBeLessThanOrEqual(most);
    expect(entry.words.length).toBeGreaterThanOrEqual(500);
  });

  it('have the same tokens when they are analysed by themselves, and stand in the text one after another', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const entry = createEntry(articleOf('a', text), createLexicon(), 0);
        let before = 0;
        for (let sentence = 0; sentence < sentenceCount(entry); sentence++) {
          const [start, end] = spanOf(entry, sentence);
          const [from, to] = tokensOf(entry, sentence);
          expect(start).toBeGreaterThanOrEqual(before);
          expect(text.slice(start, end).trim()).not.toBe('');
          expect(analyze(text.slice(start, end), entry.language)).toHaveLength(to - from);
          before = end;
        }
        expect(text.slice(before).trim()).toBe('');
      }),
      { numRuns: 40, plugins: [fc.interruptAfterTimeLimit(8_000)] },
    );
  }, 60_000);
});
