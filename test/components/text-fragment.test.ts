import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atText } from '../../src/components/text-fragment.ts';

const url = 'https://news.example/a?b=1';

describe('the address of a page at some words', () => {
  it.each([
    ['a short sentence whole', 'Rp48 miliar, katanya.', '#:~:text=Rp48%20miliar%2C%20katanya.'],
    [
      'a long one by its ends',
      'Wali Kota Budi Hartono meresmikan Jembatan Sukamaju pada 2 Mei 2024 di depan ratusan warga.',
      '#:~:text=Wali%20Kota%20Budi%20Hartono%20meresmikan,2024%20di%20depan%20ratusan%20warga.',
    ],
    [
      'paragraphs by the ends of the first and the last',
      'Satu dua.\n\nTiga empat.',
      '#:~:text=Satu%20dua.,Tiga%20empat.',
    ],
    ['dashes and commas as parts of the text', 'anak-anak, ya', '#:~:text=anak%2Danak%2C%20ya'],
  ])('has %s', (_, text, expected) => {
    expect(atText(url, text)).toBe(url + expected);
  });
  it('leaves an anchor of the page as it is', () => {
    expect(atText('https://news.example/a#b', 'Satu')).toBe('https://news.example/a#b:~:text=Satu');
    expect(atText('https://news.example/a#', 'Satu')).toBe('https://news.example/a#:~:text=Satu');
  });
  it.each([
    ['what is no address', 'not a url', 'Satu'],
    ['an address without words', url, ' \n '],
    ['an address that the words would make too long', url, '字'.repeat(60)],
  ])('leaves %s as it is', (_, url, text) => {
    expect(atText(url, text)).toBe(url);
  });
  it('stays the same page, and has no character that means anything in Markdown, whatever the words are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const address = atText(url, text);
        expect(new URL(address).href.split('#')[0]).toBe(url);
        expect(address.slice(url.length)).toMatch(/^(?:#:~:text=[\w.%]+(?:,[\w.%]+)?)?$/);
      }),
    );
  });
});
