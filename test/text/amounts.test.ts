import { describe, expect, it } from 'vitest';
import { agree, amountsIn } from '../../src/text/amounts.ts';
import { analyze } from '../../src/text/analyzer.ts';

function amount(text: string, language: 'id' | 'en') {
  const [first] = amountsIn(text, analyze(text, language));
  if (first === undefined) throw new Error(`no amount in "${text}"`);
  return first;
}

describe('an amount', () => {
  it.each([
    ['id', '2.500 tentara', 2500, ''],
    ['id', 'dua puluh lima rumah', 25, ''],
    ['id', 'seratus dua belas orang', 112, ''],
    ['id', 'Rp 2,5 juta', 2_500_000, 'IDR'],
    ['id', 'setengah juta warga', 500_000, ''],
    ['id', '1,2 kilometer', 1200, 'm'],
    ['id', 'seminggu', 604_800, 's'],
    ['id', '77,18 persen', 77.18, '%'],
    ['en', 'twenty-five people', 25, ''],
    ['en', 'two hundred and fifty houses', 250, ''],
    ['en', 'half a million', 500_000, ''],
    ['en', '$4 million', 4_000_000, 'USD'],
    ['en', '5 per cent', 5, '%'],
  ] as const)('in "%s", "%s" is %d %s', (language, text, value, unit) => {
    const { stated, unit: read } = amount(text, language);
    expect([stated, read]).toEqual([[value, value], unit]);
  });

  it.each([
    ['id', 'salah satu korban'],
    ['id', 'pada 13 Januari 2022'],
    ['en', 'one of the men'],
    ['en', 'on January 13, 2022'],
  ] as const)('in "%s", "%s" is none', (language, text) => {
    expect(amountsIn(text, analyze(text, language))).toEqual([]);
  });

  it.each([
    ['2,5 juta orang', '2.500.000 people', true],
    ['dua orang', 'two people', true],
    ['hampir 10.000 orang', 'about 10,000 people', true],
    ['lebih dari 200 rumah', '238 houses', true],
    ['puluhan rumah', '48 houses', true],
    ['1,2 juta ton', '1.22 million tonnes', true],
    ['10-12 hari', '11 days', true],
    ['225 orang', '238 people', false],
    ['sekitar 2.500 orang', 'about 3,000 people', false],
    ['lebih dari 200 rumah', '150 houses', false],
    ['Rp 15.000', 'Rp 15.500', false],
    ['71 persen', '67 percent', false],
  ])('"%s" agrees with "%s": %s', (indonesian, english, expected) => {
    expect(agree(amount(indonesian, 'id'), amount(english, 'en'))).toBe(expected);
  });
});
