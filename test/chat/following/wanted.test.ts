import { describe, expect, it } from 'vitest';
import { isQuiet, nextDigest, readMinute, readQuietHours } from '../../../src/chat/following/wanted.ts';

describe('quiet hours', () => {
  it.each([
    ['22-6', [22, 6]],
    ['22.00 – 06.00', [22, 6]],
    ['23:00 sampai 24', [23, 0]],
    ['22', null],
    ['25-6', null],
    ['6-6', null],
    ['malam', null],
  ] as const)('“%s” is read as %j', (written, hours) => {
    expect(readQuietHours(written)).toEqual(hours);
  });

  it.each([
    ['2026-11-29T22:00+07:00', true],
    ['2026-11-29T05:59+07:00', true],
    ['2026-11-29T06:00+07:00', false],
    ['2026-11-29T21:59+07:00', false],
  ])('from 22 to 6 in Jakarta, %s is quiet: %s', (at, expected) => {
    expect(isQuiet([22, 6], new Date(at), 'Asia/Jakarta')).toBe(expected);
  });
});

describe('a digest', () => {
  it.each([
    ['7', 420],
    ['18.30', 1110],
    ['00:05', 5],
    ['24', null],
    ['7.60', null],
    ['pagi', null],
  ])('“%s” is the minute %s of the day', (written, minute) => {
    expect(readMinute(written)).toBe(minute);
  });

  // 29 November 2026 is a Sunday; in Berlin, summer time begins on 28 March 2027.
  it.each([
    ['daily', 420, '2026-11-29T06:59+07:00', 'Asia/Jakarta', '2026-11-29T07:00+07:00'],
    ['daily', 420, '2026-11-29T07:00+07:00', 'Asia/Jakarta', '2026-11-30T07:00+07:00'],
    ['weekly', 420, '2026-11-29T07:00+07:00', 'Asia/Jakarta', '2026-11-30T07:00+07:00'],
    ['weekly', 420, '2026-11-30T07:00+07:00', 'Asia/Jakarta', '2026-12-07T07:00+07:00'],
    ['daily', 420, '2027-03-27T07:00+01:00', 'Europe/Berlin', '2027-03-28T07:00+02:00'],
    ['daily', 420, '2027-10-30T07:00+02:00', 'Europe/Berlin', '2027-10-31T07:00+01:00'],
    // 02:30 is skipped that day; it is made up for, once.
    ['daily', 150, '2027-03-27T02:30+01:00', 'Europe/Berlin', '2027-03-28T03:30+02:00'],
    ['daily', 150, '2027-03-28T03:30+02:00', 'Europe/Berlin', '2027-03-29T02:30+02:00'],
    ['daily', 420, '2026-11-29T07:00+05:45', 'Asia/Kathmandu', '2026-11-30T07:00+05:45'],
  ] as const)('%s at minute %i, after %s in %s, is due at %s', (every, minute, after, zone, due) => {
    expect(nextDigest({ every, minute }, new Date(after), zone)).toEqual(new Date(due));
  });
});
