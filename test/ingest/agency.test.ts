import { describe, expect, it } from 'vitest';
import { agencyOf } from '../../src/ingest/agency.ts';

describe('the agency that a story came from', () => {
  it.each([
    ['Jakarta (ANTARA) - Presiden meresmikan jembatan itu.', 'ANTARA'],
    ['JAKARTA (Antara) — Presiden meresmikan jembatan itu.', 'ANTARA'],
    ['MOSCOW, January 13. /TASS/. The bridge was opened.', 'TASS'],
    ['LONDON (Reuters) - The bridge was opened.', 'Reuters'],
    ['WASHINGTON (AP) — The bridge was opened.', 'AP'],
    ['PARIS, 3 May (AFP) - The bridge was opened.', 'AFP'],
    ['TOKYO (Kyodo News) -- The bridge was opened.', 'Kyodo'],
    ['SINGAPURA, Reuters – Jembatan itu dibuka.', 'Reuters'],
    ['BEIJING, 13 Jan (Xinhua/Antara) - Jembatan itu dibuka.', 'Xinhua'],
    ['Jembatan itu dibuka.\n\nKata wali kota, biayanya besar. (ANTARA)', 'ANTARA'],
    ['The bridge was opened.\n\nIt cost a lot. — Reuters', 'Reuters'],
    ['МОСКВА, 13 января. /ТАСС/. Мост открыт.', 'TASS'],
  ])('is read from the text "%s"', (text, agency) => {
    expect(agencyOf({ byline: null, text })).toBe(agency);
  });

  it.each([
    ['Reuters', 'Reuters'],
    ['ANTARA', 'ANTARA'],
    ['Sari Puspita, ANTARA', 'ANTARA'],
    ['By The Associated Press', 'AP'],
    ['Melissa Grant and Agence France-Presse', 'AFP'],
    ['Melissa Grant / AP', 'AP'],
    ['Reuters staff', 'Reuters'],
  ])('is read from the byline "%s"', (byline, agency) => {
    expect(agencyOf({ byline, text: 'Satu kalimat.' })).toBe(agency);
  });

  it.each([
    [null, 'Wartawan Reuters ditahan di kota itu, kata polisi pada Senin.'],
    [null, 'JAKARTA, Harian Contoh - Hubungan antara kedua kota membaik.'],
    [null, 'SUKAMAJU (Harian Contoh) - Harga saham PT Antara naik.'],
    [null, 'The AP exam was hard (said Reuters on Monday, before the vote) - and long.'],
    ['Antara Nugroho', 'Satu kalimat.'],
    ['Sari Puspita, Ani', 'Satu kalimat.'],
    ['Ani Sari', 'Satu kalimat.'],
    ['Aan AP Putra', 'Satu kalimat.'],
  ])('is not known of byline "%s" and text "%s"', (byline, text) => {
    expect(agencyOf({ byline, text })).toBeNull();
  });
});
