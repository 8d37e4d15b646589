import { describe, expect, it } from 'vitest';
import { correctionNotice } from '../../src/text/correction.ts';

describe('a correction inside a text', () => {
  it.each([
    'Koreksi: Biaya jembatan itu Rp48 miliar, bukan Rp84 miliar.',
    'RALAT: nama wali kota ditulis keliru.',
    '*Ralat (4 Mei 2024): nama wali kota ditulis keliru.',
    'Catatan redaksi: judul berita ini dikoreksi pada Jumat.',
    'Artikel ini telah diralat pada bagian biaya.',
    'Versi sebelumnya dari artikel ini menyebut angka lain.',
    'Correction: The bridge cost 48 billion.',
    'CORRECTION, May 4: The bridge cost 48 billion.',
    'Clarification — the mayor spoke on Monday.',
    "Editor's note: this story was corrected to fix the cost.",
    'An earlier version of this article misstated the cost.',
    'This story has been corrected to show the right cost.',
  ])('is recognised: %s', (line) => {
    expect(correctionNotice(`Jembatan itu dibuka.\n\n${line}\n\nSelesai.`)).toBe(line.trim());
  });

  it.each([
    'Polisi meminta koreksi atas laporan itu.',
    'The stock market correction: what comes next for investors, said the bank.',
    'A previous version of this story was originally published in February 2022.',
    'Koreksi harga saham: investor diminta tenang.',
    'Koreksi harga saham berlanjut pada Senin.',
    "Editor's note: this is the first part of a series.",
    'The company said that the law was corrected in 2020.',
    'Artikel ini pertama kali terbit pada Mei.',
  ])('is not seen in: %s', (line) => {
    expect(correctionNotice(`Jembatan itu dibuka.\n\n${line}\n\nSelesai.`)).toBeNull();
  });
});
