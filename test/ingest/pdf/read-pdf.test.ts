import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/ingest/read-source.ts';
import { writtenPdf, type WrittenLine } from './written-pdf.ts';

async function read(bytes: Uint8Array) {
  const outcome = await readSource({ bytes, contentType: 'application/pdf', url: null });
  if ('reason' in outcome) return outcome.reason;
  return 'found' in outcome ? outcome.found[0] : outcome.leadsTo;
}

/** Lines of ordinary size below each other, from a height down. */
const below = (y: number, ...texts: readonly string[]): WrittenLine[] =>
  texts.map((text, at) => [text, 72, y - 14 * at, 11]);

const heading: WrittenLine = ['Jembatan Sukamaju dibuka untuk umum', 72, 760, 20];
const first = below(
  720,
  'Oleh Sari Puspita',
  'Wali Kota Budi Hartono meresmikan Jembatan Sukamaju pada Kamis pagi di hadapan',
  'ratusan warga. Pembangunannya menelan biaya Rp48 miliar dan memakan waktu dua tahun,',
  'kata kepala dinas pekerjaan umum.',
);
const second = below(
  640,
  'Warga menyambutnya dengan pesta rakyat dan pasar malam di kedua tepi sungai. Anak-',
  'anak bermain sampai larut malam, dan para peda-',
  'gang berjualan.',
);

describe('a PDF', () => {
  it('is an article: the heading is the title, lines are joined to paragraphs, parted words are whole', async () => {
    expect(await read(writtenPdf([[heading, ...first, ...second]]))).toEqual({
      title: 'Jembatan Sukamaju dibuka untuk umum',
      url: null,
      publisher: null,
      byline: null,
      published: null,
      updated: null,
      language: 'id',
      tags: [],
      text: [
        'Oleh Sari Puspita Wali Kota Budi Hartono meresmikan Jembatan Sukamaju pada Kamis pagi di hadapan ratusan warga. Pembangunannya menelan biaya Rp48 miliar dan memakan waktu dua tahun, kata kepala dinas pekerjaan umum.',
        'Warga menyambutnya dengan pesta rakyat dan pasar malam di kedua tepi sungai. Anak-anak bermain sampai larut malam, dan para pedagang berjualan.',
      ].join('\n\n'),
    });
  });

  it('goes on over the pages, without their numbers and what runs at their heads', async () => {
    const running = (page: number): WrittenLine[] => [
      ['Harian Contoh, 3 Mei 2024', 72, 800, 9],
      [String(page), 300, 30, 9],
    ];
    const pdf = writtenPdf([
      [...running(1), heading, ...below(700, 'Pekerjaan itu selesai dua bulan lebih cepat dari yang')],
      [...running(2), ...below(700, 'direncanakan, kata pemerintah kota.')],
    ]);
    expect(await read(pdf)).toMatchObject({
      text: 'Pekerjaan itu selesai dua bulan lebih cepat dari yang direncanakan, kata pemerintah kota.',
    });
  });

  it.each([
    [
      'the title that the file states, if the text has it',
      { Title: 'Oleh Sari Puspita' },
      { title: 'Oleh Sari Puspita' },
    ],
    ['no title that is the name of a file', { Title: 'Microsoft Word - siaran.docx' }, { title: heading[0] }],
    ['the author, if the text names him', { Author: 'Sari Puspita' }, { byline: 'Sari Puspita' }],
    ['no author whom the text does not name', { Author: 'user' }, { byline: null }],
    [
      'no date of publication from when the file was made',
      { CreationDate: "D:20240503093000+07'00'" },
      { published: null },
    ],
  ])('has %s', async (_, info, expected) => {
    const lines = [heading, ['Oleh Sari Puspita', 72, 735, 12] as const, ...first.slice(1), ...second];
    expect(await read(writtenPdf([lines], { info }))).toMatchObject(expected);
  });

  it('has the publisher and the date that its publisher states in XMP', async () => {
    const xmp =
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><dc:publisher><rdf:Bag><rdf:li>Harian Contoh</rdf:li></rdf:Bag></dc:publisher><prism:publicationDate>2024-05-03</prism:publicationDate></rdf:Description></rdf:RDF></x:xmpmeta>';
    expect(await read(writtenPdf([[heading, ...first]], { xmp }))).toMatchObject({
      publisher: 'Harian Contoh',
      published: '2024-05-03',
    });
  });

  it('has its columns one after the other, and a sentence that goes on in the second', async () => {
    const pdf = writtenPdf([
      [
        heading,
        ['Pemerintah kota menutup', 72, 700, 11],
        ['jalan lama mulai pekan', 72, 686, 11],
        ['depan untuk perbaikan yang', 300, 700, 11],
        ['memakan waktu sebulan.', 300, 686, 11],
      ],
    ]);
    expect(await read(pdf)).toMatchObject({
      text: 'Pemerintah kota menutup jalan lama mulai pekan depan untuk perbaikan yang memakan waktu sebulan.',
    });
  });

  describe('in two columns', () => {
    const left = ['Wali kota Budi Hartono mengatakan', 'pada Senin pagi bahwa pasar lama akan', 'dibongkar mulai pekan depan.'];
    const right = ['Para pedagang meminta waktu dua', 'bulan lagi untuk memindahkan barang', 'mereka ke pasar yang baru.'];
    const column = (texts: readonly string[], x: number): WrittenLine[] => texts.map((text, at) => [text, x, 700 - 14 * at, 11]);
    const rows = left.flatMap((text, at): WrittenLine[] => [[text, 72, 700 - 14 * at, 11], [right[at]!, 320, 700 - 14 * at, 11]]);
    const text = [left.join(' '), right.join(' ')].join('\n\n');
    it.each([
      ['that the file has one after the other', [...column(left, 72), ...column(right, 320)]],
      ['that the file has row by row, on the same heights: no sentence is made of two', rows],
      ['that the file has in any order', [rows[3]!, rows[0]!, rows[5]!, rows[1]!, rows[4]!, rows[2]!]],
      ['below a heading and above a line that go from side to side', [heading, ...rows, ['Laporan ini disusun dari keterangan kedua pihak yang bertemu pada hari Senin di balai kota itu.', 72, 640, 11]]],
    ] as [string, WrittenLine[]][])('%s', async (_, lines) => {
      const found = await read(writtenPdf([lines]));
      expect(typeof found === 'string' ? found : found.text.split('\n\n').slice(0, 2).join('\n\n')).toBe(text);
    });
  }); // prettier-ignore
  it('keeps the cells of a table beside each other', async () => {
    const table: WrittenLine[] = [['Beras', 12], ['Cabai', 80], ['Gula', 17]].flatMap(([what, price], at) => [[String(what), 72, 600 - 14 * at, 11], [`Rp${price}.000`, 300, 600 - 14 * at, 11]]);
    expect(await read(writtenPdf([[heading, ...first, ...table]]))).toMatchObject({ text: expect.stringContaining('Beras Rp12.000 Cabai Rp80.000') as string });
  }); // prettier-ignore

  const good = writtenPdf([[heading, ...first]]);
  it.each([
    ['without text', writtenPdf([[]]), /^the PDF has no text: its pages are scanned images/],
    [
      'of too many pages',
      writtenPdf(Array.from({ length: 301 }, () => [])),
      /^the PDF has more than 300 pages$/,
    ],
    ['that is only said to be one', Buffer.from('%PDF-1.7\nnothing'), /^the PDF is damaged: /],
    ['that is cut off', good.subarray(0, 300), /^the PDF (?:is damaged|has no text)/],
  ])('%s is refused with a reason', async (_, bytes, reason) => {
    expect(await read(bytes)).toMatch(reason);
  });
});
