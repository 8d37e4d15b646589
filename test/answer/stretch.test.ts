import { expect, it } from 'vitest';
import { archiveOf } from './articles.ts';

function firstQuote(text: string, question: string): string {
  const answer = archiveOf({ title: 'Berita', text }).ask(question);
  return answer.status === 'answered' ? answer.quotes[0]!.text : '';
}

it('quotes the sentence that answers without what stands around it', () => {
  const answer = 'Bupati Welang Ratna Suwandi meresmikan pasar baru pada Senin, 5 Februari 2024.';
  const text = `Hujan turun di banyak daerah sejak pagi hari. ${answer} Harga beras di Sagara naik tajam sepekan terakhir.`;
  expect(firstQuote(text, 'Kapan pasar baru di Welang diresmikan?')).toBe(answer);
});

it.each([
  [
    'a pronoun',
    'Bupati Welang Ratna Suwandi datang ke lokasi banjir kemarin sore.',
    'Ia menjanjikan bantuan sebesar Rp 5 miliar bagi warga.',
    'Berapa bantuan yang dijanjikan bagi warga?',
  ],
  [
    'a noun that was named before',
    'Jembatan Rantau menghubungkan dua desa di hulu.',
    'Jembatan itu dibangun dengan biaya Rp 5 miliar oleh kontraktor daerah.',
    'Berapa biaya pembangunan oleh kontraktor daerah?',
  ],
  [
    'a connective',
    'Panitia menjual seribu tiket dalam sehari.',
    'Namun, konser akhirnya dibatalkan pada 7 Februari karena hujan.',
    'Kapan konser dibatalkan?',
  ],
])('takes the sentence before one that begins with %s', (_, before, answer, question) => {
  expect(firstQuote(`Cuaca cerah pekan ini. ${before} ${answer}`, question)).toBe(`${before} ${answer}`);
});

it.each([
  ['Kabar itu dibantah polisi.'],
  ['Namun, jumlah itu belum dapat dikonfirmasi.'],
  ['Polisi menyebut kabar tersebut hoaks.'],
])('never stops before "%s"', (denial) => {
  const claim = 'Sebanyak 40 orang tewas dalam kebakaran pabrik di Lumbir, kata akun di media sosial.';
  const text = `Warga ramai membicarakannya. ${claim} ${denial} Harga beras naik.`;
  expect(firstQuote(text, 'Berapa orang tewas dalam kebakaran pabrik di Lumbir?')).toContain(
    `${claim} ${denial}`,
  );
});

it('leaves out first clauses of a long sentence rather than the denial after it', () => {
  const start =
    'Menurut keterangan yang beredar luas di kalangan warga sejak kemarin malam dan dibagikan ribuan kali, ';
  const claim = `${start.repeat(2)}sebanyak 40 orang tewas dalam kebakaran pabrik di Lumbir pada Senin malam.`;
  const denial = 'Kabar itu dibantah oleh kepala kepolisian daerah yang datang ke lokasi kebakaran.';
  const quote = firstQuote(`${claim} ${denial}`, 'Berapa orang tewas dalam kebakaran pabrik di Lumbir?');
  expect(quote).toContain('40 orang');
  expect(quote.endsWith(denial)).toBe(true);
  expect(quote.length).toBeLessThanOrEqual(350);
});
