import { describe, expect, it } from 'vitest';
import { cutAtWord, visible, visibleLine } from '../../src/components/visible.ts';

describe('visible', () => {
  it.each([
    ['keeps Indonesian', 'Rp2,5 triliun – “kata” Jum’at', 'Rp2,5 triliun – “kata” Jum’at'],
    ['shows an override by its number', 'safe\u202egnp.exe', 'safe[U+202E]gnp.exe'],
    ['shows isolates by their numbers', '\u2066a\u2069', '[U+2066]a[U+2069]'],
    ['drops zero-width spaces', 'pass\u200bword\ufeff', 'password'],
    ['drops soft hyphens', 'Kazakh\u00adstan', 'Kazakhstan'],
    ['drops invisible tags', 'a\u{e0041}\u{e0042}b', 'ab'],
    ['drops control characters', 'a\u0000\u001b[1mb', 'a[1mb'],
    ['drops a joiner between Latin letters', 'a\u200db', 'ab'],
    ['keeps the joiners of an emoji', '👩‍👩‍👧 ❤️‍🔥 1️⃣', '👩‍👩‍👧 ❤️‍🔥 1️⃣'],
    ['keeps the non-joiner of Persian', 'می‌خواهم', 'می‌خواهم'],
    ['makes all line breaks alike', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['replaces half a character', 'a\ud83d b', 'a\ufffd b'],
  ])('%s', (_, text, expected) => {
    expect(visible(text)).toBe(expected);
  });
});

describe('visibleLine', () => {
  it('joins lines', () => {
    expect(visibleLine(' a\n\n b ', 10)).toBe('a b');
  });
  it('cuts at a word and says so', () => {
    expect(visibleLine('tiga kata saja', 12)).toBe('tiga kata…');
  });
});

describe('cutAtWord', () => {
  it.each([
    ['a text that fits', 'anak-anak', 9, 'anak-anak'],
    ['before the word that does not fit', 'satu anak-anak', 12, 'satu'],
    ['words without blanks between them', '今日は良い天気です', 5, '今日は良い'],
    ['nothing of a word that is longer', 'antidisestablishmentarianism', 10, ''],
  ])('gives %s', (_, text, most, expected) => {
    expect(cutAtWord(text, most)).toBe(expected);
  });
});
