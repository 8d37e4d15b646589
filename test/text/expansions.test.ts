import { describe, expect, it } from 'vitest';
import { expansionsIn } from '../../src/text/expansions.ts';

describe('what a text says that acronyms stand for', () => {
  it.each([
    [
      'by the letters of the name',
      'The World Health Organization (WHO) said so.',
      [['WHO', 'World Health Organization']],
    ],
    [
      'with small words inside',
      'It joined the Association of Southeast Asian Nations (ASEAN).',
      [['ASEAN', 'Association of Southeast Asian Nations']],
    ],
    [
      'with the name in brackets',
      'NATO (North Atlantic Treaty Organization) agreed.',
      [['NATO', 'North Atlantic Treaty Organization']],
    ],
    [
      'in another language than the name',
      'Pasukan Organisasi Perjanjian Keamanan Kolektif (CSTO) pergi.',
      [['CSTO', 'Organisasi Perjanjian Keamanan Kolektif']],
    ],
    ['not from a bracket after ordinary words', 'Harganya naik tajam (IHSG).', []],
    ['not across the end of a sentence', 'Ia pergi ke Jakarta. Bandung (ITB) menang.', []],
  ] as const)('%s', (_, text, expected) => {
    expect(expansionsIn(text).map(({ short, long }) => [short, long])).toEqual(expected);
  });
});
