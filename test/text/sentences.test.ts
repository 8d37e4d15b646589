import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentences } from '../../src/text/sentences.ts';

/** A case is its text with "¦" where one sentence ends and the next begins. */
type Case = readonly [name: string, text: string, language?: string];

const indonesian: readonly Case[] = [
  ['parts plain sentences', 'Hujan turun sejak pagi. ¦Jalan tergenang. ¦Warga mengungsi.'],
  ['parts after a question and a cry', 'Siapa yang menang? ¦Belum ada yang tahu! ¦Semua menunggu.'],
  [
    'keeps thousands together',
    'Harga beras naik Rp 1.000 menjadi Rp 13.500 per kilogram. ¦Pedagang mengeluh.',
  ],
  ['keeps millions together', 'Ia membayar Rp 1.000.000 tunai. ¦Sisanya menyusul.'],
  ['keeps Rp. with its amount', 'Denda Rp. 500.000 dikenakan. ¦Ia menolak.'],
  ['keeps a decimal point', 'Pertumbuhan mencapai 5.3 persen. ¦Angka itu naik.'],
  ['keeps a clock time', 'Gempa terjadi pukul 09.00 WIB. ¦Warga panik.'],
  ['ends after a clock time', 'Pesawat mendarat pukul 10.30. ¦Penumpang selamat.'],
  ['ends after a year', 'Ia lahir pada tahun 1998. ¦Ayahnya petani.'],
  ['joins a number that was torn', 'Luas ladang itu 3.327. 810 hektar menurut peta. ¦Sisanya rawa.'],
  ['keeps No. with its number', 'Menurut UU No. 5 Tahun 1999, itu dilarang. ¦Sanksinya berat.'],
  ['keeps No. with a code', 'Surat No. HK.02/7 sudah terbit. ¦Isinya singkat.'],
  ['keeps hlm. and tgl.', 'Lihat hlm. 12 dan surat tgl. 5 Mei. ¦Keduanya asli.'],
  ['keeps the titles of physicians', 'Pasien ditangani dr. Ratna dan Dr. Budi. ¦Keduanya ahli paru.'],
  ['keeps a row of titles', 'Prof. Dr. Ir. H. Slamet Riyadi hadir. ¦Ia memberi sambutan.'],
  ['keeps academic degrees', 'Rektor Siti Aminah, S.H., M.Si. membuka acara. ¦Tamu bertepuk tangan.'],
  ['ends after a degree before an opener', 'Sidang dipimpin Andi Wijaya, S.H. ¦Menurut dia, bukti cukup.'],
  ['keeps Jl. and Jend.', 'Kantor itu di Jl. Jend. Sudirman No. 5 Jakarta. ¦Gedungnya baru.'],
  ['keeps Tn., Ny. and Sdr.', 'Tn. Hadi, Ny. Hadi, dan Sdr. Agus diundang. ¦Mereka datang.'],
  ['keeps military ranks', 'Kol. Sutrisno dan Letjen. Wahyu bertemu Jend. Tono. ¦Rapat tertutup.'],
  ['keeps a.n.', 'Surat itu ditandatangani a.n. Gubernur Jawa Barat. ¦Isinya belum jelas.'],
  ['keeps PT.', 'Kontrak dimenangkan PT. Maju Jaya tahun lalu. ¦Nilainya rahasia.'],
  ['keeps Tbk. before a lower-case word', 'Saham Bank Contoh Tbk. turun tajam. ¦Investor menjual.'],
  ['ends after Tbk. before an opener', 'Ia bekerja di Bank Contoh Tbk. ¦Sebelumnya ia guru.'],
  ['keeps dll. before a lower-case word', 'Beras, gula, dll. naik harganya. ¦Warga cemas.'],
  ['ends after dll. before a capital', 'Mereka menjual beras, gula, dll. ¦Pembeli ramai.'],
  ['ends after dsb. before a capital', 'Ada meja, kursi, dsb. ¦Ruangan penuh.'],
  ['keeps initials', 'Buku itu karya H. M. Soeharto dan W.S. Rendra. ¦Edisinya langka.'],
  ['keeps an initial that opens the sentence', 'A. Rahman menang. ¦B. J. Habibie hadir.'],
  ['ends after a letter that completes a noun', 'Jeruk kaya vitamin C. ¦Buah lain juga.'],
  ['ends after a letter before an opener', 'Timnas ada di posisi B. ¦Namun, peluang masih terbuka.'],
  ['ends after an era', 'Bait itu hancur pada tahun 70 M. ¦Umat tercerai-berai.'],
  ['ends after a unit', 'Suhu tertinggi 34°C. ¦Kelembaban 80 persen.'],
  ['ends after an acronym', 'Ia ditahan KPK. ¦Pengacaranya protes.'],
  ['keeps an attribution after a closed quote', '“Ini hasil sebuah studi.” kata Putin. ¦Ia tersenyum.'],
  ['keeps an attribution after a comma', '“Kita telah selesai,” tambahnya. ¦Rapat bubar.'],
  ['keeps an attribution after a cry', '"Merdeka!" teriak mereka. ¦Massa bersorak.'],
  ['keeps an attribution after a question', '"Apa benar?" tanya hakim. ¦Saksi diam.'],
  ['parts the sentences of a quote', '“Kami lelah. ¦Kami ingin pulang,” ujarnya. ¦Ia menangis.'],
  ['keeps a closing quote with its sentence', 'Ia berkata, “Kami lelah.” ¦Lalu ia pergi.'],
  ['gives an opening quote to the next sentence', 'Ia marah. ¦"Saya tidak bersalah," katanya.'],
  ['keeps a closing quote that stands apart', 'Ia berkata, "Kami lelah. " ¦Lalu ia pergi.'],
  ['keeps a comma after a quoted cry', '"Ayo!", katanya sambil lari. ¦Semua ikut.'],
  ['keeps a dateline with a host name', 'JAKARTA, KOMPAS.com - Presiden tiba di Bogor. ¦Hujan turun.'],
  ['keeps a dateline with a colon', 'ALMATY: Bandara dibuka lagi hari ini. ¦Penerbangan normal.'],
  ['keeps an ellipsis inside', 'Kami akan ... menunggu saja. ¦Itu janji mereka.'],
  ['ends after an ellipsis before a capital', 'Ia terdiam… ¦Air matanya jatuh.'],
  ['keeps words left out in brackets', 'Kita harus [...] Bersatu untuk bangsa. ¦Itu pesannya.'],
  ['keeps a parenthesis in one piece', 'Ia (dulu guru. Sekarang camat.) hadir juga. ¦Acara usai.'],
  ['parts a parenthesis of its own', 'Acara usai. ¦(Foto diambil warga.) ¦Warga pulang.'],
  ['keeps a signature in lower case', 'Acara usai malam itu. (ant)'],
  ['keeps a list number', '1. Siapkan dokumen. ¦2. Datang ke kantor. ¦3. Ambil nomor.'],
  ['keeps a list number after a colon', 'Syaratnya: 1. Warga negara. ¦2. Dewasa.'],
  ['ends before a lost blank', 'Rapat selesai.¦Dia pulang.'],
  ['ends before a lost blank after a quote', 'Ia bilang “selesai.”¦Kita pulang.'],
  ['keeps a citation with its sentence', 'Kota itu tua.[1][2] ¦Penduduknya sedikit. [3] ¦Luasnya kecil.'],
  ['keeps an address', 'Baca di https://contoh.id/Berita.Utama?q=a.B. ¦Gratis.'],
  ['keeps a host name', 'Menurut contoh.co.id harga turun. ¦Detik.Com juga menulis.'],
];

const english: readonly Case[] = [
  ['keeps Mr., Mrs. and St.', 'Mr. Hill and Mrs. Hill moved to St. Louis. ¦They like it.'],
  ['keeps U.S. inside a name', 'The U.S. President met U.K. Prime Minister Hill. ¦They shook hands.'],
  ['ends after U.S. before an opener', 'She moved to the U.S. ¦He stayed behind.'],
  ['keeps the initial of a president', 'George W. Bush spoke. ¦Nobody listened.'],
  ['keeps the titles of politicians', 'Sen. Ortiz, Rep. Lee and Gov. Shah agreed. ¦Gen. Hart did not.'],
  ['keeps Lt. Col.', 'Lt. Col. Anna Weber led them. ¦They returned.'],
  ['keeps months with their days', 'It opened on Jan. 5 and closed on Sept. 11. ¦It was cold.'],
  ['keeps p.m. with the time zone', 'It starts at 9 p.m. Eastern on Monday. ¦Doors open early.'],
  ['keeps p.m. with the day', 'Police came at 7 p.m. Monday and left. ¦No one was hurt.'],
  ['ends after p.m.', 'The shop closes at 9 p.m. ¦Police said nothing.'],
  ['takes A.M. for initials behind a name', 'The book by A.M. Homes sold well. ¦Critics liked it.'],
  ['keeps e.g. and i.e.', 'Big firms, e.g. Apple, i.e. the rich, paid. ¦Others did not.'],
  ['keeps vs.', 'The Roe v. Wade case and Ali vs. Frazier are famous. ¦Both are old.'],
  ['keeps Inc. inside a name', 'Apple Inc. Chief Executive Tim Hill resigned. ¦Shares fell.'],
  ['ends after Inc. before an opener', 'She works for Apple Inc. ¦The company is rich.'],
  ['ends after Inc. before a lone capital', 'He founded Apple Inc. ¦Shares rose at once.'],
  ['keeps Jr.', 'Martin Luther King Jr. Day is a holiday. ¦Banks close.'],
  ['ends after No. as an answer', 'Is it safe? ¦No. ¦We checked.'],
  ['keeps No. with its number in English', 'It is the No. 1 song. ¦Fans cheered.'],
  ['keeps a decimal number', 'Pi is about 3.14 and e is 2.72. ¦Both go on.'],
  ['keeps a question with its speaker', '"Is it over?" he asked. ¦No one spoke.'],
  ['keeps a question with a named speaker', '"Is it over?" Putin asked. ¦No one spoke.'],
  ['ends after a quoted question', '"Is it over?" ¦Putin left the room.'],
  ['ends after a quoted sentence', 'She said, “It is over.” ¦Then she left.'],
  ['ends after quotes within quotes', '“He said, ‘Go home.’” ¦They went.'],
  ['keeps a dateline with an agency', 'MOSCOW (Reuters) — Troops left on Friday. ¦It was calm.'],
  ['keeps a dateline with points', 'WASHINGTON, D.C. — The vote passed. ¦It was close.'],
  ['keeps a state before an agency', 'ALBANY, N.Y. (AP) — The vote passed. ¦It was close.'],
  ['keeps a street with its direction', 'Go to 604 S. 10th St. in the city. ¦It is free.'],
  ['keeps days joined by a dash', 'Open Mon.-Fri. and Sunday. ¦Closed on holidays.'],
  ['keeps a name with its own mark', 'Yahoo! News and Jeopardy! Masters grew. ¦Others shrank.'],
  ['ends at several marks at once', 'What?! ¦No way!!! ¦Yes...'],
  ['begins a sentence with a brand in lower case', 'Sales rose. ¦iPhones sold well. ¦eBay did not.'],
  ['ends before a price', 'Doors open late. ¦$25 at the gate.'],
  ['ends after etc. before a capital', 'They sell pens, ink, etc. ¦Prices are low.'],
  ['ends before a picture', 'We won! ¦🎉 Thanks to all.'],
  ['takes brackets of their own for text', 'It rained. ¦(We got wet. ¦We laughed.) ¦It stopped.'],
  ['ends after World War I', 'He died in World War I. ¦Berlin mourned.'],
];

const others: readonly Case[] = [
  ['parts Chinese without blanks', '他来了。¦她走了！¦真的吗？¦是的。', 'zh'],
  ['keeps closing brackets in Chinese', '他说：“我累了。”¦然后走了。', 'zh'],
  ['keeps a Chinese attribution', '“你好！”他说。¦她笑了。', 'zh'],
  ['keeps the Japanese quoting particle', '「終わった。」と彼は言った。¦雨が降った。', 'ja'],
  ['parts Hindi at the danda', 'वह आया। ¦वह गई।', 'hi'],
  ['parts Arabic', 'هل انتهى الأمر؟ ¦نعم. ¦غادر الجميع.', 'ar'],
  ['keeps a German ordinal', 'Am 3. Oktober ist Feiertag. ¦Alle ruhen.', 'de'],
  ['keeps a German closing quote', 'Er rief „Ja.“ ¦Dann ging er.', 'de'],
  ['ends at a Greek question mark', 'Τι έγινε; ¦Τίποτα.', 'el'],
  ['keeps Russian initials', 'А. С. Пушкин родился в Москве. ¦Он писал стихи.', 'ru'],
  ['keeps Thai blanks', 'เขามาที่นี่ เมื่อวานนี้ แล้วกลับไป', 'th'],
];

const lines: readonly Case[] = [
  ['ends at a blank line', 'Judul tanpa titik\n\n¦Isi berita dimulai.'],
  ['takes a headline on its own line for a unit', 'Judul Tanpa Titik\n¦Isi berita dimulai.'],
  ['takes list items for units', '- Beras\n¦- Gula\n¦- Kopi'],
  ['takes lettered items for units', 'a. beras\n¦b. gula\n¦c. kopi'],
  ['joins a line that goes on in lower case', 'Presiden tiba di\nistana pagi ini. ¦Ia lelah.'],
  ['does not join over a full stop', 'Presiden tiba.\n¦Ia lelah.'],
  ['joins Windows line ends', 'Presiden tiba di\r\nistana. ¦Ia lelah.'],
  ['ends at a blank line of blanks', 'Presiden tiba di\n  \n¦istana.'],
  [
    'joins hard-wrapped lines that begin with a name',
    'Rombongan pejabat itu disambut oleh Gubernur\nJawa Tengah dan sejumlah warga yang sudah lama\nmenunggu di tepi jalan. ¦Mereka lalu menuju ke\nbalai kota untuk makan siang.',
  ],
  [
    'joins an abbreviation wrapped from its name',
    'Acara itu dihadiri oleh rombongan Dr.\nbudi utomo. ¦Lalu bubar.',
  ],
];

const split = (text: string, language?: string) =>
  sentences(text, language).map(({ start, end }) => text.slice(start, end));

describe.each([
  ['Indonesian', indonesian],
  ['English', english],
  ['other languages', others],
  ['lines', lines],
])('sentences: %s', (_, cases) => {
  for (const [name, marked, language] of cases) {
    test(name, () => {
      const expected = marked.split('¦').map((part) => part.trim());
      expect(split(marked.replaceAll('¦', ''), language)).toEqual(expected);
    });
  }
});

describe('sentences', () => {
  test.each([
    ['an empty text', ''],
    ['white space', ' \n\t\u00a0\u3000 \n'],
  ])('finds none in %s', (_, text) => {
    expect(sentences(text)).toEqual([]);
  });

  test('gives offsets without the surrounding white space', () => {
    expect(sentences('  Satu.\n\n Dua. ')).toEqual([
      { start: 2, end: 7 },
      { start: 10, end: 14 },
    ]);
  });

  test('cuts long Thai at a blank, at most 200 units long', () => {
    const parts = split('คำไทยยาวพอสมควร '.repeat(60), 'th');
    expect(parts.length).toBeGreaterThan(4);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(200);
  });

  const alphabet = [
    'a', 'Dr', 'Ia', 'kata', 'U.S', 'p.m', '1', '2.500', '.', '. ', '...', '…', '!', '? ', '。', '"', '” ', '“', "'", '(', ')', '[1]',
    ' ', '\n', '\r\n', '\n\n', '\u2028', ':', '://', '-', '— ', ';', '」', 'と', '好', 'ไทย', '🎉', '\ud83d', '\u00a0', '\u200b', 'é', 'İ',
  ]; // prettier-ignore
  const text = fc.oneof(
    fc.array(fc.constantFrom(...alphabet), { maxLength: 60 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );

  test('covers every character but white space, in order, once, trimmed', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('id', 'en', 'de', 'el', 'th'), (text, language) => {
        let last = 0;
        for (const { start, end } of sentences(text, language)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
          expect(text.slice(last, start).trim()).toBe('');
          last = end;
        }
        expect(text.slice(last).trim()).toBe('');
      }),
      { numRuns: 3000 },
    );
  });

  test.each(
    ['.', '. ', '.\n', '…', '! ', '"', '."', '.)', '.[a]', '[.]', '(', '((\n', '(.', 'A.', 'A. ', 'a.B ', 'Dr.\n', '://', 'x\n', 'X\n', ' ', '\n', '. " ', '¿', 'ไ', 'ไ ', '。と', '。好'].map(
      (unit) => [JSON.stringify(unit), unit] as const,
    ), // prettier-ignore
  )('reads 300,000 characters of %s, which would take minutes if the time were not linear', (_, unit) => {
    const hostile = unit.repeat(3e5 / unit.length);
    expect(sentences(hostile).map(({ start, end }) => hostile.slice(start, end).trim())).not.toContain('');
  });
});
