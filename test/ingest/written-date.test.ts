import { describe, expect, it } from 'vitest';
import { readWrittenDate } from '../../src/ingest/written-date.ts';

const cases: readonly (readonly [written: string, date: string | null])[] = [
  ['Kamis, 13 Jan 2022 14:05 WIB', '2022-01-13T14:05:00+07:00'],
  ['Sen, 21 Nov 2022 08.15 WITA', '2022-11-21T08:15:00+08:00'],
  ['Jumat, 5 Agustus 2022 | 19:30 WIT', '2022-08-05T19:30:00+09:00'],
  ['Kompas Contoh - 17/08/2021, 10:00 WIB', '2021-08-17T10:00:00+07:00'],
  ['Diterbitkan 3 Mei 2024 pukul 09.30 WIB', '2024-05-03T09:30:00+07:00'],
  ['09:30 WIB, 3 Okt 2023', '2023-10-03T09:30:00+07:00'],
  ['1 Desember 2021', '2021-12-01'],
  ['30 Nopember 2021', '2021-11-30'],
  ['Rabu (12/1/2022)', null],
  ['Rabu (13/1/2022)', '2022-01-13'],
  ['13-01-2022', '2022-01-13'],
  ['13.01.2022 14:05', '2022-01-13'],
  ['November 19, 2019 | 4:10pm', '2019-11-19'],
  ['Published 10:02 AM EST Nov 19, 2019', '2019-11-19T10:02:00-05:00'],
  ['Nov. 19, 2019, 11:05 p.m. ET', '2019-11-19T23:05:00-05:00'],
  ['the 3rd of March 2020', '2020-03-03'],
  ['12:15 am GMT, 2 January 2020', '2020-01-02T00:15:00+00:00'],
  ['Tue, 19 Nov 2019 11:05:00 +0700', '2019-11-19T11:05:00+07:00'],
  ['2019-11-19T23:00:00.000Z', '2019-11-19T23:00:00+00:00'],
  ['2019-11-19T06:55:00-0500', '2019-11-19T06:55:00-05:00'],
  ['2019-11-19T06:55:00', '2019-11-19'],
  ['2019-11-19 06:55 GMT+7', '2019-11-19T06:55:00+07:00'],
  ['2019/11/19', '2019-11-19'],
  ['20191119', '2019-11-19'],
  ['20191119T120000Z', '2019-11-19T12:00:00+00:00'],
  ['1574161200', '2019-11-19T11:00:00Z'],
  ['31 Februari 2022', null],
  ['2022-13-01', null],
  ['2 jam yang lalu', null],
  ['', null],
];

describe('written dates', () => {
  it.each(cases)('reads "%s" as %s', (written, date) => {
    expect(readWrittenDate(written)).toBe(date);
  });
  it('reads 12/1/2022 as its country writes it', () => {
    expect(readWrittenDate('Rabu (12/1/2022)', true)).toBe('2022-01-12');
    expect(readWrittenDate('12/1/2022', false)).toBe('2022-12-01');
  });
});
