import { describe, expect, it } from 'vitest';
import { dateWords, endOfDay, readDay } from '../../src/chat/presenters/dates.ts';

const now = new Date('2026-11-23T09:00:00Z');
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe('a day that a person names', () => {
  it.each([
    ['2022-01-13', '2022-01-13'],
    ['13/01/2022', '2022-01-13'],
    ['1/2/2022', '2022-02-01'],
    ['1.13.2022', '2022-01-13'],
    ['2022-01', '2022-01-01'],
    ['2022', '2022-01-01'],
    ['hari ini', '2026-11-23'],
    ['Today', '2026-11-23'],
    ['kemarin', '2026-11-22'],
    ['yesterday', '2026-11-22'],
    ['3 hari lalu', '2026-11-20'],
    ['3  days ago', '2026-11-20'],
    ['minggu lalu', '2026-11-16'],
    ['last week', '2026-11-16'],
    ['a month ago', '2026-10-24'],
    ['2 tahun yang lalu', '2024-11-23'],
  ])('"%s" is %s', (written, read) => {
    expect(readDay(written, now)).toBe(day(read));
  });

  it.each(['', 'entah', '2022-02-30', '30/02/2022', 'next week', 'ago'])('"%s" cannot be read', (written) => {
    expect(readDay(written, now)).toBeNull();
  });

  it('ends with its last millisecond', () => {
    expect(new Date(endOfDay(day('2022-01-13'))).toISOString()).toBe('2022-01-13T23:59:59.999Z');
  });
});

describe('the date of an article', () => {
  it.each([
    ['2022-01-13T14:05:00+07:00', 'id', '13 Jan 2022, 14.05 WIB', '4 tahun lalu'],
    ['2022-01-13T14:05:00+09:00', 'id', '13 Jan 2022, 14.05 WIT', '4 tahun lalu'],
    ['2022-01-13T14:05:00+07:00', 'en', '13 Jan 2022, 14:05 UTC+7', '4 years ago'],
    ['2022-01-13T14:05:00-03:30', 'en', '13 Jan 2022, 14:05 UTC−3:30', '4 years ago'],
    ['2026-11-22', 'en', '22 Nov 2026, time unknown', 'yesterday'],
    ['2026-11-22T23:30:00Z', 'id', '22 Nov 2026, 23.30 UTC', 'hari ini'],
  ] as const)('%s in "%s" is "%s" (%s)', (written, locale, absolute, relative) => {
    expect(dateWords(written, { locale, now, timeZone: null })).toMatchObject({ absolute, relative });
  });

  it.each([
    ['2022-01-13T14:05:00+07:00', 'Asia/Jayapura', '13 Jan 2022, 16.05 WIT'],
    ['2022-01-13T23:05:00Z', 'Asia/Jakarta', '14 Jan 2022, 06.05 WIB'],
    ['2022-07-13T12:00:00Z', 'America/New_York', '13 Jul 2022, 08.00 UTC−4'],
    ['2022-01-13T12:00:00Z', 'America/New_York', '13 Jan 2022, 07.00 UTC−5'],
    ['2022-01-13T12:00:00+07:00', 'UTC', '13 Jan 2022, 05.00 UTC'],
    ['2022-01-13', 'Asia/Jakarta', '13 Jan 2022, jam tidak diketahui'],
  ])('%s is shown to a server in %s as "%s"', (written, timeZone, absolute) => {
    expect(dateWords(written, { locale: 'id', now, timeZone })).toMatchObject({ absolute });
  });

  it('that is unknown is said to be unknown', () => {
    expect(dateWords(null, { locale: 'id', now, timeZone: null })).toEqual({
      absolute: 'tanggal tidak diketahui',
      relative: null,
      at: null,
    });
  });
});
