import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIXED, ROOTS, SAME } from '../../src/text/words/roots-indonesian.ts';
import { stemIndonesian } from '../../src/text/languages/stem-indonesian.ts';

/** Words of one line share a stem, and the first of them is that stem. */
const families = `
  abadi keabadian mengabadikan diabadikan
  adil keadilan seadil diadili mengadili
  ajar mengajar pengajar ajaran pengajaran diajarkan mengajari
  akui diakui mengakui mengaku pengakuan
  aman keamanan mengamankan pengamanan diamankan
  ambil mengambil diambil pengambilan diambilnya pengambil
  anak anak-anak anaknya anak-anaknya peranakan
  atur mengatur diatur aturan peraturan pengaturan teratur pengatur
  baca membaca dibaca pembaca bacaan membacakan pembacaan terbaca bacalah
  baik terbaik perbaikan memperbaiki diperbaiki kebaikan sebaiknya
  bakar kebakaran membakar terbakar dibakar pembakaran
  bangun pembangunan membangun dibangun bangunan
  bantu membantu bantuan dibantu pembantu
  batas berbatasan perbatasan terbatas membatasi keterbatasan
  belajar pelajar pelajaran mempelajari dipelajari pembelajaran
  berangkat keberangkatan memberangkatkan diberangkatkan
  beri memberi memberikan diberikan pemberian pemberi berikan
  berita pemberitaan memberitakan diberitakan
  berlaku memberlakukan diberlakukan pemberlakuan
  bertemu pertemuan menemui ditemui mempertemukan
  berdiri mendirikan didirikan pendiri pendirian
  bom mengebom pengeboman dibom pengebom
  buku bukunya bukuku buku-buku membukukan
  cari mencari dicari pencarian pencari
  cat mengecat pengecatan
  curi mencuri pencuri pencurian dicuri
  dagang perdagangan pedagang berdagang diperdagangkan
  didik pendidikan mendidik pendidik berpendidikan terdidik
  duduk menduduki diduduki kedudukan pendudukan
  dukung mendukung dukungan pendukung didukung
  emban mengemban diemban
  ganti menggantikan pengganti pergantian digantikan
  guna menggunakan digunakan penggunaan pengguna kegunaan
  hadap menghadapi berhadapan dihadapi
  hasil berhasil menghasilkan keberhasilan penghasilan
  himpun himpunan menghimpun perhimpunan
  hitung menghitung penghitungan perhitungan memperhitungkan
  ingat mengingat peringatan memperingati mengingatkan
  isi berisi mengisi diisi pengisian berisikan
  izin mengizinkan diizinkan perizinan ijin
  jabat menjabat jabatan pejabat dijabat
  jadwal menjadwalkan dijadwalkan jadual
  jalan perjalanan berjalan menjalankan dijalankan
  jawab jawaban menjawab terjawab
  kampanye mengampanyekan kampanyenya berkampanye
  karang mengarang pengarang karangan dikarang
  kata mengatakan dikatakan katanya berkata perkataan
  kategori mengategorikan mengkategorikan dikategorikan
  kawal mengawal pengawal pengawalan dikawal
  keluar mengeluarkan pengeluaran dikeluarkan
  kembali mengembalikan pengembalian dikembalikan kembalinya
  kenal mengenal dikenal terkenal memperkenalkan pengenalan
  kerja bekerja pekerja pekerjaan mengerjakan mempekerjakan
  kirim mengirim pengiriman dikirim mengirimkan pengirim
  konsumsi mengonsumsi mengkonsumsi dikonsumsi
  kuasa menguasai kekuasaan penguasa berkuasa penguasaan
  kunjung mengunjungi berkunjung pengunjung kunjungan
  kutip mengutip kutipan dikutip pengutipan
  lahir dilahirkan kelahiran melahirkan terlahir
  laku melakukan dilakukan pelaku dilakukannya lakukanlah
  lari berlari berlari-lari pelari melarikan
  latih pelatih latihan berlatih pelatihan melatih
  lihat melihat terlihat memperlihatkan penglihatan
  main bermain permainan pemain memainkan dimainkan
  makan makanan memakan dimakan
  masak memasak masakan dimasak
  menang kemenangan memenangkan pemenang dimenangkan
  menanti dinantikan menantikan penantian
  menteri kementerian menterinya
  miskin kemiskinan termiskin
  mulai dimulai memulai permulaan bermula
  nikah menikah pernikahan menikahi dinikahi
  nilai menilai penilaian bernilai dinilai
  nyanyi menyanyi penyanyi bernyanyi menyanyikan nyanyian
  nyata menyatakan pernyataan dinyatakan
  olah mengolah pengolahan diolah olahan
  paksa memaksa terpaksa dipaksa pemaksaan
  pakai memakai dipakai pemakaian pemakai
  panggil memanggil dipanggil panggilan
  pemerintah pemerintahan pemerintahnya
  penduduk kependudukan berpenduduk penduduknya
  pengaruh mempengaruhi memengaruhi dipengaruhi berpengaruh
  percaya kepercayaan dipercaya mempercayai tepercaya
  perintah memerintah memerintahkan diperintahkan
  pikir berpikir pikiran pemikiran memikirkan
  pilih memilih pemilihan terpilih dipilih pilihan pemilih
  pimpin memimpin pemimpin kepemimpinan dipimpin pimpinan
  polisi kepolisian polisinya
  presiden kepresidenan presidennya
  pukul memukul dipukul pemukulan pukulan terpukul
  putus keputusan memutuskan diputuskan putusan
  rasa merasa merasakan perasaan terasa dirasakan
  rencana berencana merencanakan perencanaan direncanakan
  rusak kerusakan merusak dirusak perusakan
  sampai menyampaikan disampaikan penyampaian
  sapu menyapu disapu
  satu kesatuan persatuan bersatu menyatukan mempersatukan
  sebab menyebabkan disebabkan penyebab penyebabnya
  sebut menyebut disebut menyebutkan sebutan penyebutan
  selamat menyelamatkan diselamatkan penyelamatan keselamatan
  selesai menyelesaikan penyelesaian diselesaikan
  serang menyerang serangan penyerang penyerangan diserang
  setuju menyetujui persetujuan disetujui
  siap persiapan mempersiapkan menyiapkan disiapkan
  tahan menahan ditahan tahanan penahanan
  bertahan mempertahankan dipertahankan
  tahu mengetahui diketahui pengetahuan ketahui
  tambah menambah bertambah tambahan penambahan
  tanding pertandingan bertanding dipertandingkan
  tanggungjawab mempertanggungjawabkan pertanggungjawaban
  tani petani pertanian bertani
  tarik menarik tertarik penarikan ketertarikan
  teliti penelitian peneliti meneliti diteliti
  tembak menembak penembakan ditembak tertembak menembaki
  terang menerangkan keterangan penerangan
  terbang penerbangan menerbangkan diterbangkan
  terbit menerbitkan penerbit diterbitkan terbitan
  terima menerima diterima penerimaan penerima
  tetap menetapkan ditetapkan penetapan ketetapan
  tolong menolong tolong-menolong pertolongan
  tuduh menuduh tuduhan dituduh
  tugas bertugas petugas menugaskan penugasan
  tulis menulis penulis tulisan ditulis penulisan tertulis
  tunjuk menunjuk menunjukkan menunjukan pertunjukan petunjuk
  turun menurun menurunkan penurunan diturunkan
  ubah mengubah perubahan berubah diubah merubah
  undangan mengundang diundang
  ungsi mengungsi pengungsi pengungsian diungsikan
  usaha berusaha pengusaha mengusahakan
  warna berwarna warna-warni pewarnaan
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(' '));

/** Words that keep all their letters. */
const kept = `
  menteri polisi korupsi organisasi televisi universitas presiden partai pantai sungai nilai ramai
  beruang berlian berita bersih berat berani beras pertama permata perdana persen
  perempuan serangga selatan sekolah semua sekarang masalah jumlah langkah nikah berkah
  ampun rumpun hanya punya buku laku ilmu tamu maluku hari kaki padi janji bumi
  bahkan ikan bukan hutan hujan jembatan makan lawan zaman korban dewan dinas diskusi direktur diplomat
  terminal teroris terapi teori tetapi penting pensiun pendek pesawat
  kazakhstan afganistan iran vatikan kenya abdullah mekkah hizbullah jakarta bekasi teheran putin biden
  nasionalisme teroris otonomi ekonomi demokrasi kopi
`
  .trim()
  .split(/\s+/);

/** Words of one line are kept apart. */
const strangers = `
  pemerintah perintah
  menteri teri
  beruang uang ruang
  belajar ajar
  pelajar pengajar
  polisi polis
  perusahaan usaha
  pengadilan keadilan
  penyakit sakit
  pengacara acara
  penumpang tumpang
  pemuda muda
  penduduk duduk
  lapangan lapang
  bagian bagi
  meninggal tinggal
  pengalaman alam
  pendapat dapat pendapatan
  berlaku laku
  pertemuan penemuan
  undangan undang-undang
  tumbuhan tumbuh
  angkatan angkat
  perhatian hati
  penghargaan harga
  kerajinan rajin
  berusia rusia usia
  mendirikan diri
  mengatasi atas
  mengawal mengawali
  katak kata
  selatan selat
  sekarang karang
  tetapi tetap
  jurusan jurus
  maluku malu
  otonomi otonom
  prosesi proses
  peralatan ralat
  keretakan kereta
  bikini bikin
  durian duri
  senyawa nyawa
  permata mata
  perdata data
  mentari tari
  beringin ingin
  ketiga tiga
  kesebelasan sebelas
  memadukan madu
  pencari pencar
  mengerikan keri
  ketidakadilan keadilan
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(' '));

/** Words that the stemmer does not know by heart. Each line shares a stem. */
const unknown = `
  mengunggulkannya diunggulkan
  menggaet digaet
  mentransmisikan ditransmisikan transmisi
  mengonversikan dikonversikan konversi
  menyublim disublimkan
  membubuhkan dibubuhkan
  mengalkilasi dialkilasi alkilasi
  ketidakpastian ketidakpastiannya
  kesultanan kesultanannya sultan
  keuskupan uskup
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(' '));

describe('stemIndonesian', () => {
  const forms = families.flatMap(([stem, ...words]) => words.map((word) => [word, stem!] as const));
  test.each(forms)('takes "%s" to "%s"', (word, stem) => {
    expect(stemIndonesian(word)).toBe(stem);
    expect(stemIndonesian(stem)).toBe(stem);
  });

  test.each(kept)('keeps "%s"', (word) => {
    expect(stemIndonesian(word)).toBe(word);
  });

  test.each(strangers.map((words) => [words.join(', '), words] as const))('keeps apart %s', (_, words) => {
    expect(new Set(words.map(stemIndonesian)).size).toBe(words.length);
  });

  test.each(unknown.map((words) => [words.join(', '), words] as const))('joins by rule %s', (_, words) => {
    expect(new Set(words.map(stemIndonesian)).size).toBe(1);
  });

  test.each([
    ['bukankah', 'bukan'],
    ['pergilah', 'pergi'],
    ['siapapun', 'siapa'],
    ['temannyalah', 'teman'],
    ['hidupku', 'hidup'],
    ['pendapatmu', 'pendapat'],
  ])('cuts particles and possessives: "%s"', (word, stem) => {
    expect(stemIndonesian(word)).toBe(stem);
  });

  test.each([
    ['sebesar-besarnya', 'besar'],
    ['kupu-kupu', 'kupu'],
    ['sayur-mayur', 'sayur'],
    ['bolak-balik', 'balik'],
    ['kekanak-kanakan', 'kanak'],
    ['se-indonesia', 'indonesia'],
    ['rusia-ukraina', 'rusia-ukraina'],
  ])('reads words with hyphens: "%s"', (word, stem) => {
    expect(stemIndonesian(word)).toBe(stem);
  });

  test.each([
    ['obyek', 'objek'],
    ['propinsi', 'provinsi'],
    ['resiko', 'risiko'],
    ['mempraktekkan', 'praktik'],
    ['penasehat', 'nasihat'],
    ['perancis', 'prancis'],
  ])('joins spellings: "%s"', (word, stem) => {
    expect(stemIndonesian(word)).toBe(stem);
  });

  test.each(['', 'a', 'di', 'me', '-', '--', 'se-', 'ber', 'nya', 'covid19', 'меня', '日本'])(
    'leaves "%s" as it is',
    (word) => {
      expect(stemIndonesian(word)).toBe(word);
    },
  );

  test('gives a stem for any word, the same each time, never longer by more than a letter', () => {
    const part = fc.constantFrom(
      ...'me mem meng menge di ber ter per ke se a i u ng ny k t s lari kan an i nya lah x'.split(' '),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 9 }), (parts) => {
        const word = parts.join('');
        const stem = stemIndonesian(word);
        expect(stem).not.toBe('');
        expect(stem.length).toBeLessThanOrEqual(word.length + 1);
        expect(stemIndonesian(word)).toBe(stem);
      }),
    );
  });
});

describe('the words that the stemmer knows', () => {
  const list = (text: string) => text.trim().split(/\s+/);
  const lines = SAME.trim().split('\n');

  test('are each listed once', () => {
    const all = [...list(ROOTS), ...list(FIXED), ...list(SAME.replaceAll(':', ''))];
    expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([]);
  });

  test('are lower-case words, forms behind their stem', () => {
    for (const word of [...list(ROOTS), ...list(FIXED)]) expect(word).toMatch(/^[a-z]{2,}$/);
    for (const line of lines) expect(line).toMatch(/^[a-z]+:(?: [a-z]+)+$/);
  });

  test('are their own stems', () => {
    for (const word of [...list(ROOTS), ...list(FIXED), ...lines.map((line) => line.split(':')[0]!)]) {
      expect(stemIndonesian(word)).toBe(word);
    }
  });
});
