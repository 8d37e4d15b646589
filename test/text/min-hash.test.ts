import { describe, expect, it } from 'vitest';
import { resemblance, signatureOf } from '../../src/text/min-hash.ts';

/** Texts of invented words, so that no run of four is there twice by chance. */
const wordsFrom = (start: number, count: number) =>
  Array.from({ length: count }, (_, at) => `kata${start + at}`);
const alike = (one: string, other: string) => resemblance(signatureOf(one), signatureOf(other));

describe('how alike two texts are', () => {
  it('is told without case, marks and white space', () => {
    const text = wordsFrom(0, 40).join(' ');
    expect(alike(text, `"${text.toUpperCase().replaceAll(' ', ',\n')}"!`)).toBe(1);
  });

  it.each([0, 20, 100, 150, 190])('is near the share of runs that both have: %i of 200 words', (common) => {
    const one = wordsFrom(0, 200);
    const other = [...one.slice(0, common), ...wordsFrom(1000, 200 - common)];
    const runs = Math.max(0, common - 3);
    // Three standard errors.
    expect(Math.abs(alike(one.join(' '), other.join(' ')) - runs / (2 * 197 - runs))).toBeLessThan(0.19);
  });

  it('is nothing for the same words in another order', () => {
    const words = wordsFrom(0, 60);
    expect(alike(words.join(' '), words.toReversed().join(' '))).toBe(0);
  });

  it.each(['', 'satu', 'satu dua'])('is complete for a short text and itself: "%s"', (text) => {
    expect(alike(text, text)).toBe(1);
  });
});
