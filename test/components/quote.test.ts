import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockQuote } from '../../src/components/quote.ts';
import { visible } from '../../src/components/visible.ts';
import { hostileText } from './hostile.ts';

const nothing = { before: false, after: false };
const quote = (text: string, highlights: [number, number][] = [], omitted = nothing) =>
  blockQuote({ text, highlights, omitted });

/** Reads a block quote as Discord does: its characters, and whether each is bold. */
function read(markdown: string) {
  let text = '';
  let bold = '';
  let isBold = false;
  for (const line of markdown.split('\n')) {
    expect(line.startsWith('> ')).toBe(true);
    const inside = line.slice(2);
    for (let place = 0; place < inside.length; place++) {
      if (inside.startsWith('**', place)) {
        expect(inside.startsWith('***', place), `three asterisks in ${markdown}`).toBe(false);
        isBold = !isBold;
        place++;
        continue;
      }
      if (inside[place] === '\\') place++;
      text += inside[place] ?? '';
      if (isBold) bold += inside[place] ?? '';
    }
    expect(isBold, `bold runs over the end of a line in ${markdown}`).toBe(false);
    text += '\n';
  }
  return { text: text.slice(0, -1), bold };
}

describe('a block quote', () => {
  it('marks what was left out', () => {
    expect(quote('Kata.', [], { before: true, after: true })).toBe('> […] Kata. […]');
  });
  it('marks every line', () => {
    expect(quote('Satu.\n\nDua.')).toBe('> Satu.\n> \n> Dua.');
  });
  it('is nothing for a quote of which nothing is visible', () => {
    expect(quote(' \u200b\n')).toBe('');
  });

  it.each<[string, string, [number, number][], string]>([
    ['a word', 'satu dua tiga', [[5, 8]], '> satu **dua** tiga'],
    ['a part of a word', 'memperbaiki', [[3, 8]], '> mem**perba**iki'],
    ['words that touch', 'satudua', [[0, 4], [4, 7]], '> **satudua**'],
    ['words with only a hidden character between them', 'satu\u200bdua', [[0, 4], [5, 8]], '> **satudua**'],
    ['overlapping ranges', 'satu dua', [[0, 6], [3, 8]], '> **satu dua**'],
    ['blanks at the ends outside', 'satu dua tiga', [[4, 9]], '> satu **dua** tiga'],
    ['both lines', 'satu\ndua', [[0, 8]], '> **satu**\n> **dua**'],
    ['punctuation between blanks', 'ia kata “ya” lagi', [[8, 12]], '> ia kata **“ya”** lagi'],
    ['marks that touch a letter outside', 'US$5 juta', [[2, 4]], '> US$**5** juta'],
    ['closing marks that touch a letter outside', '(ya)nya', [[0, 4]], '> **(ya**)nya'],
    ['nothing of marks between letters', 'a--b', [[1, 3]], '> a--b'],
    ['asterisks of the text', 'a *b* c', [[2, 5]], String.raw`> a **\*b\*** c`],
    ['a character with its accent', 'cafe\u0301s', [[0, 4]], '> **cafe\u0301**s'],
    ['an emoji in one piece', 'a 👩‍👧 b', [[2, 4]], '> a **👩‍👧** b'],
    ['what is within the text', 'satu', [[-3, 99]], '> **satu**'],
    ['nothing for an empty range', 'satu', [[2, 2]], '> satu'],
  ])('draws %s in bold', (_, text, highlights, expected) => {
    expect(quote(text, highlights)).toBe(expected);
  }); // prettier-ignore

  it('keeps every visible character of any text, wherever the highlights are', () => {
    const ranges = fc.array(fc.tuple(fc.nat(90), fc.nat(90)), { maxLength: 5 });
    fc.assert(
      fc.property(hostileText, ranges, (text, ends) => {
        const drawn = quote(text, ends.map(([one, other]) => [Math.min(one, other), Math.max(one, other)])); // prettier-ignore
        const expected = visible(text).trim() === '' ? '' : visible(text);
        expect(drawn === '' ? '' : read(drawn).text).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('makes every letter and digit of a highlight bold', () => {
    fc.assert(
      fc.property(hostileText, fc.nat(90), fc.nat(90), (text, start, length) => {
        const plain = (part: string) => visible(part).replace(/[^\p{L}\p{N}]/gu, '');
        const drawn = quote(text, [[start, start + length]]);
        const bold = drawn === '' ? '' : read(drawn).bold;
        expect(plain(bold)).toContain(plain(text.slice(start, start + length)));
      }),
      { numRuns: 1000 },
    );
  });
});
