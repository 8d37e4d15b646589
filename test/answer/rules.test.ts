import { expect, it } from 'vitest';
import { archiveOf } from './articles.ts';

function first(
  asked: string,
  ...written: readonly { text: string; published?: string; title?: string; language?: string }[]
) {
  const answer = archiveOf(...written.map((one) => ({ title: 'Berita', ...one }))).ask(asked);
  if (answer.status === 'abstained') throw new Error('abstained');
  const quote = answer.quotes[0]!;
  return {
    ...answer,
    text: quote.text,
    marked: quote.highlights.map(([start, end]) => quote.text.slice(start, end)),
  };
}

it.each([
  [
    'Benarkah ada tentara CSTO yang tewas?',
    'Menurut CSTO, tidak ada prajurit CSTO yang gugur selama operasi.',
    'Sebanyak 225 orang tewas dalam kerusuhan, kata CSTO.',
  ],
  [
    'Apakah jembatan Rantau sudah dibuka?',
    'Jembatan Rantau belum dibuka karena hujan.',
    'Jembatan Rantau dibangun dengan biaya Rp 5 miliar.',
  ],
  [
    'Did the army fire on protesters in Welang?',
    'The army did not fire on protesters in Welang, the general said.',
    'Protesters in Welang counted 40 army trucks.',
  ],
])('answers "%s" with the sentence that denies it, and marks the denial', (asked, denial, other) => {
  const language = asked.startsWith('Did') ? { language: 'en' } : {};
  const { text, marked } = first(asked, { text: other, ...language }, { text: denial, ...language });
  expect(text).toBe(denial);
  expect(marked.join()).toMatch(/tidak|belum|not/);
});

it('answers with the sentence that says so where none denies it', () => {
  const said = 'Bandara Sagara sudah dibuka kembali, kata pengelola.';
  expect(
    first(
      'Apakah bandara Sagara sudah dibuka?',
      { text: 'Bandara Sagara melayani 40 penerbangan.' },
      { text: said },
    ).text,
  ).toBe(said);
});

it('prefers the newest statement about the present', () => {
  const old = { text: 'Presiden Ruritania Amir Hasan membuka rapat itu.', published: '2019-03-01' };
  const recent = { text: 'Presiden Ruritania Sita Dewi membuka rapat itu.', published: '2023-11-01' };
  expect(first('Siapa presiden Ruritania?', old, recent).text).toBe(recent.text);
  expect(first('Siapa presiden Ruritania?', recent, old).text).toBe(recent.text);
});

it('says that the newest statement about the present is old when it is more than a month old', () => {
  const text = 'Presiden Ruritania Amir Hasan membuka rapat itu.';
  const at = (published: string) => first('Siapa presiden Ruritania sekarang?', { text, published }).outdated;
  // Asked on 6 February.
  expect([at('2024-01-10'), at('2024-01-01')]).toEqual([false, true]);
});

it('prefers the report that something has ended to the plan', () => {
  const plan = {
    text: 'Penarikan pasukan dari Ruritania akan selesai pada 19 Januari 2023.',
    published: '2023-01-10',
  };
  const report = {
    text: 'Penarikan pasukan dari Ruritania selesai pada 20 Januari 2023.',
    published: '2023-01-20',
  };
  expect(first('Kapan penarikan pasukan dari Ruritania selesai?', plan, report).text).toBe(report.text);
});

it('takes a plan for no report that it has ended, where no date tells which is newer', () => {
  const undated = (text: string) => ({ text, published: null }) as never;
  const plan = undated('Penarikan pasukan dari Ruritania akan selesai pada 19 Januari 2023.');
  const report = undated(
    'Penarikan pasukan dari Ruritania telah selesai pada 17 Januari 2023, kata juru bicara.',
  );
  expect(first('Kapan penarikan pasukan dari Ruritania selesai?', plan, report).text).toContain('17 Januari');
});

it('answers a yes-or-no question with the sentence that has all of it, in a longer sentence too', () => {
  const part = { title: 'Bandara Sagara', text: 'Bandara Sagara sudah lama ditunggu.' };
  const all = {
    text: 'Setelah hujan lebat dan angin kencang yang berlangsung tiga hari, warga mengatakan bandara yang berada di tepi kota Sagara itu pada akhirnya dibuka.',
  };
  expect(first('Apakah bandara Sagara sudah dibuka?', part, all).text).toBe(all.text);
});

it('answers with the denial where another sentence is nearer to the words of the question', () => {
  const said = { title: 'Jembatan Rantau', text: 'Jembatan Rantau dibuka untuk pejalan kaki oleh panitia.' };
  const denied = {
    text: 'Kepala dinas mengatakan karena hujan jembatan di tepi kota Rantau itu belum dibuka.',
  };
  expect(first('Apakah jembatan Rantau sudah dibuka?', said, denied).text).toBe(denied.text);
});

it('puts newer figures before older ones, and tells all of them with publisher and date', () => {
  const { text, figures } = first(
    'Berapa orang tewas dalam banjir di Welang?',
    { title: 'Banjir di Welang', text: 'Banjir di Welang menewaskan 12 orang.', published: '2024-02-01' },
    {
      title: 'Banjir di Welang',
      text: 'Sebanyak 15 orang tewas akibat banjir di Welang.',
      published: '2024-02-04',
    },
  );
  expect(text).toContain('15 orang');
  expect(figures.map(({ text, article: { publisher, published } }) => [text, publisher, published])).toEqual([
    ['15 orang', 'Publisher 1', '2024-02-04'],
    ['12 orang', 'Publisher 0', '2024-02-01'],
  ]);
});

it.each([
  [
    'Negara mana yang membeli kapal Sagara?',
    'Menurut Amir Hasan, kapal Sagara dari Maju Jaya dibeli Arab Saudi tahun lalu.',
    'Arab Saudi',
  ],
  [
    'Negara mana yang menjadi tuan rumah Piala Sagara?',
    'Piala Sagara yang dimenangi Persatuan Rantau digelar Timor Leste bersama Liga Nusantara.',
    'Timor Leste',
  ],
])('marks the country of two words that "%s" asks for', (asked, text, country) => {
  expect(first(asked, { text }).marked).toEqual([country]);
});

it('tells who somebody is by the sentence that introduces them, though it has no word of the question but the name', () => {
  const introduced = 'Rahmat Wijaya, mantan bupati Sagara, tiba di ibu kota pada Senin.';
  const other = 'Menurut warga, Rahmat Wijaya dan Rahmat Wijaya lagi yang membayar.';
  expect(first('siapa sih Rahmat Wijaya itu?', { text: other }, { text: introduced }).text).toBe(introduced);
});

it('tells what happened by how an article about it begins', () => {
  const story = {
    text: 'Pasar Sagara terbakar pada Senin malam. Di Sagara tinggal banyak pedagang. Pedagang Sagara menunggu.',
  };
  expect(first('apa yang terjadi di Sagara?', story).text).toContain('terbakar');
});

it('takes a nationality for the country that is asked for', () => {
  const asked = 'Which country had the biggest contingent?';
  const said = 'The Ukrainian contingent was the biggest in Marenga.';
  const other = 'In the town of Marenga, the contingent walked to the biggest hall.';
  expect(first(asked, { text: other, language: 'en' }, { text: said, language: 'en' }).text).toBe(said);
}); // prettier-ignore

it('takes an age for no duration', () => {
  const said = 'Hakim menjatuhkan hukuman 18 tahun penjara kepada Masimov.';
  const { text, marked } = first(
    'Masimov divonis berapa tahun?',
    { text: 'Masimov berusia 57 tahun ketika vonis dibacakan.' },
    { text: said },
  );
  expect(text).toBe(said);
  expect(marked.join()).toContain('18');
});

it('marks a reason where one is asked for, not a date', () => {
  const { marked } = first('Mengapa warga Sagara berunjuk rasa?', {
    text: 'Warga Sagara berunjuk rasa pada 3 Maret 2024 karena kenaikan harga beras.',
  });
  expect(marked.join()).toContain('kenaikan harga beras');
});

it.each([
  ['Apa kata Blinken soal Rusia?', 'id'],
  ['What did Blinken say about Russia?', 'en'],
])(
  'answers "%s" with what the one who is named said, not with what others said of them',
  (asked, language) => {
    const [said, other] =
      language === 'id'
        ? [
            'Menteri Luar Negeri AS Antony Blinken berkomentar bahwa tentara Rusia yang dipersilakan masuk sulit disuruh pulang.',
            'Kementerian Luar Negeri Rusia menganggap ucapan Blinken soal Rusia menyinggung.',
          ]
        : [
            'US Secretary of State Antony Blinken said that troops of Russia who have been let in are hard to send home.',
            'The Russian foreign ministry called the remark of Blinken about Russia offensive.',
          ];
    expect(first(asked, { text: other, language }, { text: said, language }).text).toBe(said);
  },
);

it('marks the country alone where one is asked for, though a name follows', () => {
  const text = 'Presiden Kazakhstan Kassym-Jomart Tokayev membuka rapat dewan keamanan.';
  expect(first('Tokayev presiden mana?', { text }).marked).toEqual(['Kazakhstan']);
});

it.each([
  [
    'CSTO itu apa?',
    'Tokayev meminta bantuan dari Organisasi Perjanjian Keamanan Kolektif (CSTO) pekan lalu.',
    'Organisasi Perjanjian Keamanan Kolektif',
  ],
  [
    'CSTO itu apa?',
    'CSTO, singkatan bahasa Inggris, adalah aliansi militer enam negara.',
    'aliansi militer enam negara',
  ],
])('marks what something is: "%s" "%s"', (asked, text, meaning) => {
  expect(first(asked, { text }).marked).toEqual([meaning]);
});

it('marks what something is now, not what it was before', () => {
  const text = 'Nama ibu kota Ruritania dikembalikan dari Nur-Sultan menjadi Astana pada 17 September 2022.';
  expect(first('Apa nama ibu kota Ruritania sekarang?', { text }).marked).toEqual(['Astana']);
});

it('refuses a yes-or-no question of which the articles have nothing but the names', () => {
  const text =
    'Western leaders criticised the Russian troops in Kazakhstan because of the build-up near Ukraine.';
  const { archive } = archiveOf({ title: 'Western doubts', text, language: 'en' });
  const askedAt = new Date('2024-02-06T12:00:00Z');
  const answer = archive.ask({ text: 'Did Russia invade Kazakhstan?', askedAt, strictness: 'normal' });
  expect(answer.status).toBe('abstained');
});

it('refuses to say whether any died with a sentence that does not tell of it', () => {
  const text = 'The soldiers of the CSTO left Kazakhstan on Thursday, and the mission lasted a week.';
  const { archive } = archiveOf({ title: 'The soldiers leave', text, language: 'en' });
  const askedAt = new Date('2024-02-06T12:00:00Z');
  const answer = archive.ask({ text: 'Did any CSTO soldiers die?', askedAt, strictness: 'normal' });
  expect(answer.status).toBe('abstained');
});

it.each([
  [
    'Siapa perdana menteri Kazakhstan?',
    'Perdana Menteri Armenia Amir Hasan menelepon Kazakhstan.',
    'Sita Dewi menjadi perdana menteri Kazakhstan pada 2021.',
  ],
  [
    'Who is the prime minister of Kazakhstan?',
    'Armenian Prime Minister Amir Hasan spoke in Kazakhstan.',
    'Sita Dewi became prime minister of Kazakhstan in 2021.',
  ],
])('answers "%s" with who holds that office in that country, not in another', (asked, other, right) => {
  const language = asked.startsWith('Who') ? { language: 'en' } : {};
  expect(first(asked, { text: other, ...language }, { text: right, ...language }).text).toBe(right);
});

it('does not tell of one person what another one did', () => {
  const { archive } = archiveOf({ title: 'Berita', text: 'Setelah Amir Hasan mundur, Sita Dewi menggantikannya.' });
  const statusOf = (text: string) => archive.ask({ text, askedAt: new Date(), strictness: 'normal' }).status;
  expect(statusOf('Apakah Amir Hasan mundur?')).toBe('answered');
  expect(statusOf('Apakah Sita Dewi mundur?')).toBe('abstained');
}); // prettier-ignore

it('does not take a small word of another language for an acronym', () => {
  const { archive } = archiveOf(
    { title: 'AS', text: 'Kedutaan AS di Ruritania dibuka kembali pada bulan Maret.' },
    {
      title: 'Chair',
      text: 'President Sita Dewi took over as chair of the council in March.',
      language: 'en',
    },
  );
  const answer = archive.ask({ text: 'Siapa presiden Amerika?', askedAt: new Date(), strictness: 'normal' });
  expect(answer.status).toBe('abstained');
});
