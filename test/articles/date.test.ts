import { expect, it } from 'vitest';
import { parseDate, zoneOf } from '../../src/articles/date.ts';

it.each([
  ['2022-01-13', Date.UTC(2022, 0, 13), null],
  ['2022-01-13T14:05+07:00', Date.UTC(2022, 0, 13, 7, 5), 420],
  ['2022-01-13T14:05:06.789Z', Date.UTC(2022, 0, 13, 14, 5, 6, 789), 0],
  ['2022-01-13 14:05:00-0330', Date.UTC(2022, 0, 13, 17, 35), -210],
  ['2024-02-29', Date.UTC(2024, 1, 29), null],
])('reads %s', (written, time, zone) => {
  expect(parseDate(written)).toBe(time);
  expect(zoneOf(written)).toBe(zone);
});

it.each([
  '',
  '2022',
  '2022-13-01',
  '2023-02-29',
  '2022-01-13T25:00Z',
  '2022-01-13T10:00',
  'yesterday',
  '2022-01-13x',
])('refuses "%s"', (written) => {
  expect(parseDate(written)).toBeNull();
});
