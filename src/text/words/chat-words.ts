/**
 * How people write in chat, in Indonesian and English. Written for this project from general knowledge: usual abbreviations,
 * colloquial spellings, particles and forms of address.
 */

interface ChatWords {
  /** Plain spelling of a word written as in chat; folded. */
  readonly spelling: ReadonlyMap<string, string>;
  /** What short names, Malay words and borrowed ones stand for, where the archive does not use them itself. */
  readonly short: ReadonlyMap<string, string>;
  /** Words that say nothing, wherever they stand. */
  readonly particles: ReadonlySet<string>;
  /** Whom one speaks to, where that is said before or after the question, or between commas. */
  readonly address: ReadonlySet<string>;
}

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** @param rows each a plain spelling, a colon and what is written for it */
function table(rows: string): ReadonlyMap<string, string> {
  return new Map(
    rows
      .trim()
      .split(/\s*[;\n]\s*/)
      .flatMap((row) => {
        const [plain = '', chat = ''] = row.split(': ');
        return chat.split(' ').map((word) => [word, plain] as const);
      }),
  );
}

const indonesian: ChatWords = {
  spelling: table(`
    kapan: kpn kapn kpan; berapa: brp brapa brpa brapaan seberapa; bagaimana: gmn gmna gimana gmana gimn bgmn bgaimana bagaimna
    kenapa: knp knpa knapa napa ngapa; mengapa: mngp mngapa; di mana: dmn dmna dimn; ke mana: kmn kmna; dari mana: drmn darimn
    siapa: sp sapa spp; apa: ap paan; apa itu: apaan; apakah: apkh apakh; mana: mn; yang mana: ygmn
    yang: yg yng yngg iang; dengan: dgn dg dngn; dan: sm; untuk: utk untk tuk bwt buat; dari: dr dri drpd; karena: krn karna krna soale soalnya
    gara-gara: gara2; tidak: tdk gak ga gk nggak ngga enggak engga kagak kaga kgk tida ndak; tidak ada: gaada; belum: blm blom belom
    sudah: sdh udh udah dah udeh; juga: jg jga; orang: org orng orgnya; jadi: jd jdi jadinya; terus: trs trus; sekarang: skrg skrng skg skrang
    kemarin: kmrn kmren kmarin kemaren; hari: hr; tahun: thn th taun; bulan: bln; minggu: mgg mggu; tanggal: tgl tggl; jumlah: jml jmlh jlh
    pada: pd; dalam: dlm; terhadap: thd; sebelum: sblm sblum seblm sebelom; setelah: stlh stlah abis; saat: pas wkt ktika
    kalau: kalo klo klu; tentang: ttg tntg; tersebut: tsb; sampai: sampe smp smpe smpai nyampe; lagi: lg lgi; bisa: bs bsa; harus: hrs kudu
    dapat: dpt; mendapat: dapet ngedapetin dapetin; kembali: balik; banyak: bnyk byk bnyak; dulu: dl dlu; tapi: tp tpi; saja: aja aj doang doank ajah; bersama: bareng brg
    mengatakan: bilang ngomong ngmg; dikatakan: dibilang; memang: emang emg mmg emangnya; ke sana: kesana; ke sini: kesini; di sana: disana
    di sini: disini; di dalam: didalam; di luar: diluar; seperti: kayak kyk; perempuan: cewek cewe; laki-laki: cowok cowo
    uang: duit duid; besar: gede; memberi: ngasih; diberi: dikasih; membuat: bikin ngebikin; dibuat: dibikin; mencari: nyari; dengan: ama
    memakai: make pake; dipakai: dipake; melihat: liat ngeliat; dilihat: diliat; mau: mo mw; akan: bakal bakalan; meninggal: meninggoy meningal
    tewas: tewass; baru: br bru; begini: gini; begitu: gitu; sangat: bgt banget bngt bgtt; sekali: skali
    kepala: kpla; korban: krbn; kecelakaan: kclkaan; pemerintah: pmrintah pemrintah pemerinth; presiden: presidn prsiden
    terakhir: trakhir terakir; pertama: prtama; tempat: tmpt tmpat; nama: nm nma; kota: kta; negara: ngara; pukul: pkl; sebesar: sbesar
    supaya: biar spy; memperoleh: meroleh; rakyat: rkyt; mereka: mrk
    beberapa: bbrp; selesai: kelar slesai; sebagai: sbg; sehingga: shg; menjadi: mnjd; oleh: olh; adalah: adlh adl; seorang: seorg; antara: antr; bagian: bgian
    berita: brita; kejadian: kejadiannya; sebenarnya: sebenernya sbnrnya sbenernya; pengin: pengen pgn pingin
  `),
  short: table(`
    menteri luar negeri: menlu; menteri pertahanan: menhan; menteri dalam negeri: mendagri; menteri keuangan: menkeu menku
    menteri kesehatan: menkes; menteri pendidikan: mendikbud mendikdasmen mendik; menteri perdagangan: mendag; direktur utama: dirut
    menteri perhubungan: menhub; menteri pertanian: mentan; menteri agama: menag; direktur jenderal: dirjen; sekretaris jenderal: sekjen
    rumah sakit: rs; pemerintah daerah: pemda; pemerintah provinsi: pemprov; pemerintah kota: pemkot; pemerintah kabupaten: pemkab
    wali kota: walkot wakot walikota; wakil presiden: wapres; gubernur: gub; kabupaten: kab; provinsi: prov; kecamatan: kec
    kecelakaan lalu lintas: laka lakalantas; kepala polisi: kapolri kapolda; indonesia: indo; jakarta: jkt; bandung: bdg
    surabaya: sby; yogyakarta: jogja yogya jogjakarta; amerika: amrik; amerika serikat: as; sekolah: skolah skul; lalu lintas: lalin
    jembatan: jambatan; biaya: kos; pembangunan: pembinaan; polisi: polis; tentara: tentera; uang: wang; perusahaan: syarikat; rumah sakit: hospital
    pemadam kebakaran: bomba; kereta api: keretapi; jalan tol: lebuhraya; pengacara: peguam; pemilu: pilihanraya; dokter: doktor
    kecelakaan: kemalangan; stasiun: stesen; televisi: televisyen; universitas: universiti; komunitas: komuniti; kualitas: kualiti
    senin: isnin; kamis: khamis; jumat: jumaat; agustus: ogos; desember: disember; november: nopember; anggaran: budget bajet
    listrik: elektrik letrik; pabrik: kilang; bandara: airport; rapat: meeting; acara: event; tenggat: deadline; harga: price; tiket: ticket
  `),
  particles: list(`
    sih sihh dong donk dongg deh dehh kok koq nih nihh tuh tuhh loh lho lohh ya yaa yah yaaa yakan yuk yuks kan mah ah eh oh lah wah duh aduh
    hmm hm wkwk wkwkwk wkwkwkwk haha hahaha hehe hehehe hihi xixi lol lmao btw ngomong-ngomong omg anjir anjay buset plis pliss pls please
    kak kaka kakk min mimin gan agan juragan bro broh guys gaes gais gays cuy coy bray ngab ges sis sist
  `),
  address: list(`
    bang abang bng mas mbak mba pak bu bos boss om tante admin bot kutip kawan teman temen teman-teman temen-temen semua semuanya all rekan
    sahabat saudara kakak bapak ibu puh sob
  `),
};

const english: ChatWords = {
  spelling: table(`
    you: u; are: r; your: ur; you are: youre; what: wat wht wut wot; what is: whats wats; who is: whos; where is: wheres; when is: whens
    how is: hows; why is: whys; that is: thats; did not: didnt; does not: doesnt; do not: dont; is not: isnt; was not: wasnt
    were not: werent; are not: arent; will not: wont; cannot: cant; could not: couldnt; has not: hasnt; have not: havent; who: hoo
    because: cuz coz bc cus becuz bcoz; going to: gonna gunna; want to: wanna; got to: gotta; people: ppl peeps; government: govt gov
    president: prez; year: yr; years: yrs; about: abt; before: b4; with: wit; without: wo; to: 2day; right now: rn; how: hw; through: thru
    tonight: 2nite tonite; tomorrow: tmrw tmr; yesterday: ystrday yday; minutes: mins; seconds: secs; hours: hrs; month: mth; months: mths
    police officers: cops; though: tho; them: em; between: btwn btw2
  `),
  short: table(`
    president: prez pres potus; government: govt gov; department: dept; information: info; united states: usa; prime minister: pm; minutes: min
  `),
  particles: list(`
    lol lmao lmfao rofl haha hahaha hehe btw tbh imo imho fyi omg omfg wtf ngl smh idk pls plz please plss pleaseee guys folks yall dude bro bruh
    buddy mate fam hey heyy yo hmm hm um uh uhh er eh oh ah wow damn gosh ok okay okey kinda sorta thx thanks ty tysm cheers anyway anyways
    actually basically literally seriously exactly
  `),
  address: list('bot kutip everyone everybody all there friend friends sir man admin mods'),
};

export const chatWords: Readonly<Record<'id' | 'en', ChatWords>> = { id: indonesian, en: english };

/** Phrases around a question that say only that it is one. */
export const wrappings: Readonly<Record<'id' | 'en', RegExp>> = {
  id: /(?<![\p{L}\p{N}])(?:(?:ada(?: yang)?|siapa) (?:yang )?(?:tau|tahu) (?:gak|ga|nggak|tidak|ngga)?|(?:(?:aku|gue|gw|gua|saya|ane|kita) )?(?:(?:mau|pengen|pgn|pengin|pingin|ingin|numpang|izin|ijin|boleh|bole|cuma mau|sekadar|mo) )+(?:tau|tahu|tanya|nanya|bertanya)(?: (?:tentang|soal))?|(?:tolong |coba |bisa )?(?:kasih ?tau|kasi ?tau|kasitau|beri ?tau|beri ?tahu|jelasin|jelaskan|ceritain|sebutin|sebutkan|cariin)(?: (?:aku|gue|saya|dong))?|penasaran|kepo|kira-kira|kira2|(?:(?:aku|gue|saya) )?(?:lupa|(?:gak|ga|nggak|ngga|tidak) (?:hafal|hapal|inget|ingat|tau|tahu|ngerti|paham))|(?<=^\s*)(?:konon katanya|katanya|konon|kabarnya|(?:dengar|denger)-(?:dengar|denger)))(?![\p{L}\p{N}])/giu,
  en: /(?<![\p{L}\p{N}])(?:(?:does |do )?(?:any(?: ?one| ?body)|some(?: ?one| ?body)|(?:u|you)) (?:here )?(?:happen to )?know(?: if)?|(?:can|could|would) (?:u|you|any ?one|some ?one) (?:please |pls |plz )?(?:tell|remind|explain to|inform) (?:me|us)|(?:please |pls |plz )?(?:tell me|remind me|let me know)|i(?:'m| am)? (?:just )?(?:want(?:ed)?|wanna|would like|need|trying|curious) (?:to )?(?:know|find out|understand)?|(?:just )?(?:curious|wondering)|i (?:wonder|was wondering|forgot|forget)|any idea|quick question|out of curiosity|so much|by the way|(?<=^\s*)(?:apparently|allegedly|reportedly|supposedly|i (?:have )?heard|they say|people say)(?: that)?)(?![\p{L}\p{N}])/giu,
};
