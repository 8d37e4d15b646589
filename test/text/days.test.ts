import { expect, it } from 'vitest';
import { analyze } from '../../src/text/analyzer.ts';
import { areFarApart, canBeSame, daysIn } from '../../src/text/days.ts';

function day(text: string, language: 'id' | 'en') {
  const [first] = daysIn(text, analyze(text, language));
  if (first === undefined) throw new Error(`no date in "${text}"`);
  return first;
}

it.each([
  ['id', 'pada Kamis (13/1/2022)', [13, 13], 1, 2022],
  ['id', '12–14 Januari 2022', [12, 14], 1, 2022],
  ['id', 'pada Maret 2019', null, 3, 2019],
  ['id', 'sejak 1967', null, null, 1967],
  ['en', 'Thursday, 13 January 2022', [13, 13], 1, 2022],
  ['en', 'on January 14, the troops', [14, 14], 1, null],
  ['en', 'founded in 1968', null, null, 1968],
] as const)('in "%s", "%s" is a date', (language, text, days, month, year) => {
  expect(day(text, language)).toMatchObject({ days, month, year });
});

it.each([
  ['13 Januari', 'Thursday 13 January 2022', true],
  ['Maret 2019', '15 March 2019', true],
  ['12–14 Januari', '13 January', true],
  ['19 Januari 2022', '23 January 2022', false],
  ['pada 1967', 'in 1968', false],
])('"%s" can be "%s": %s', (indonesian, english, expected) => {
  expect(canBeSame(day(indonesian, 'id'), day(english, 'en'))).toBe(expected);
});

it('tells the days of two elections from two days of one', () => {
  expect(areFarApart(day('17 April 2019', 'id'), day('14 February 2024', 'en'))).toBe(true);
  expect(areFarApart(day('17 April 2019', 'id'), day('18 April 2019', 'en'))).toBe(false);
});
