/**
 * Words that tell whether a full stop ends a sentence, of Indonesian and English. Written for this project from general
 * knowledge: titles, ranks, units and legal forms as Indonesian newsrooms (EYD) and American ones abbreviate them. Abbreviations
 * stand without their final full stop; case counts.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Always lead on to the next word, usually a name. */
export const TITLES = words(`
  Dr dr drg drh Prof Ir Drs Dra Hj KH Kh Tn Ny Nn Sdr Sdri Bpk Bp Yth Jl Jln Gg Kab Kec Kel PT CV UD Fa
  Jend Letjen Mayjen Brigjen Kol Letkol May Kapt Lettu Letda Serma Serka Sertu Serda Kopka Koptu Kopda Pratu Prada
  Komjen Irjen Kombes Kompol Iptu Ipda Aiptu Aipda Bripka Briptu Bripda Laksda Laksma Marsda Marsma Inf Kav Pol Purn
  Pdt Ust Tgk Mgr Pj Pjs Plt Plh Br Rd Moh Muh Moch Abd Kms Kep a.l A.l
  Mr Mrs Ms Mx Messrs Mme Mlle Gen Lt Col Maj Capt Cmdr Cpl Sgt Pvt Adm Brig Sen Rep Reps Sens Gov Rev Fr Hon Pres
  Supt Det Insp Amb Atty Ald Ft Mt Gens Govs Profs
  vs Vs e.g i.e E.g I.e a.n A.n u.p u.b d.a d/a s.d c.q cf Cf viz approx
  Sra Srta Ud Uds bzw Nr Str
`);

/** Lead on to a number; before anything else they are words that end the sentence ("No. We will not."). */
export const BEFORE_NUMBER = words(`
  No no Nos nos Nr nr NO Rp rp hlm hal Hlm Hal tgl Tgl thn Telp telp p pp vol Vol jil art Art sec Sec fig Fig Figs ch Ch
  Jan Feb Febr Mar Apr Jun Jul Aug Agt Ags Agu Sep Sept Okt Oct Nov Nop Des Dec Psl Ps
  c ca circa
`);

/** Close an enumeration, and the sentence too when a capital follows. */
export const ENUMERATION_ENDS = words('dll dsb dst dkk etc tsb ybs');

/** May end a sentence: only a well-known opener after them says so ("… Apple Inc. The company …"). */
export const ENDS_BEFORE_OPENER = words(`
  Bros Assn Assoc Dept Univ Jr Sr Esq Ave Blvd Rd St Hwy Ste Apt
  Jan Feb Febr Mar Apr Jun Jul Aug Agt Ags Agu Sept Okt Oct Nov Nop Des Dec Mon Tue Tues Wed Thu Thur Thurs Fri
  Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex
  Va Vt Wash Wis Wyo al Gr St EE
`);

/** As above; also before a lone capitalised word, which is hardly a name then ("… Apple Inc. Sistem operasi …"). */
export const FIRMS = words('Tbk Inc Ltd Co Corp Bhd Pty Plc LLC');

/** Names that carry a mark of their own. */
export const NAMES_WITH_MARK = words('Yahoo Jeopardy Yum Oklahoma Mamma Wham');

/** Follow a clock time without ending the sentence ("9 p.m. Eastern", "8 a.m. Monday"). */
export const AFTER_CLOCK = words(`
  ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST IST JST AEST AEDT WIB WITA WIT Eastern Central
  Mountain Pacific Greenwich Moscow London Beijing Monday Tuesday Wednesday Thursday Friday Saturday Sunday
  January February March April May June July August September October November December
  Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Senin Selasa Rabu Kamis Jumat Sabtu Minggu
`);

/** Words that are capitalised because a sentence begins with them, hardly ever inside a name. */
export const OPENERS = words(`
  The This That These Those There Then Thus Their They He She His Her Hers It Its We Our You Your I My If In On At As
  An And But Or So Yet For From With Without Within When Where While Who What Why How Which Whether After Before
  During Since Until Although Though Because Despite However Moreover Meanwhile Instead Also Another Other Others Some
  Many Most Much Few Several Both Each Every All Any No Not Now Here To Of By Under Over About Between Among Through
  Is Are Was Were Has Have Had Do Does Did Can Could Will Would Should May Might Let Please Even Just Only Still
  Once Later Earlier Last Next According Asked Based Officials Critics Experts It's He's She's That's There's They're
  We're I'm You're Don't It’s He’s She’s That’s There’s They’re We’re I’m You’re Don’t
  Ini Itu Ia Dia Beliau Mereka Kami Kita Saya Aku Anda Kamu Namun Tetapi Tapi Akan Sedangkan Sementara Selain
  Setelah Sebelum Sebelumnya Selanjutnya Kemudian Lalu Ketika Saat Sejak Sampai Hingga Sesudah Selama Pada Di Dari Ke
  Dalam Dengan Untuk Bagi Oleh Karena Sebab Jika Kalau Bila Apabila Meski Meskipun Walau Walaupun Menurut Menurutnya
  Hal Bahkan Bukan Tidak Tak Tiada Belum Sudah Telah Masih Hanya Juga Jadi Maka Apakah Apa Siapa Bagaimana Mengapa
  Kenapa Kapan Berapa Semua Seluruh Para Sejumlah Banyak Beberapa Setiap Tiap Salah Sebuah Seorang Suatu Adapun
  Demikian Begitu Sebagai Seperti Sebaliknya Akibatnya Akhirnya Artinya Padahal Agar Supaya Serta Atau Ada Yang
`);

/** Nouns that a single letter completes ("vitamin C.", "World War I."): the letter is then no initial. */
export const LETTERED = words(`
  vitamin hepatitis influenza grup group golongan kelas class tipe type jenis blok block plan rencana serie liga seri
  appendix lampiran kategori category section terminal gedung rhesus war dunia generation generasi poin huruf letter
  peringkat grade nilai
`);

/** Ends of host names; "kompas.com" is a word, not an abbreviation. */
export const HOST_ENDS = words('com net org id tv gov edu io uk info biz Com Net Org Id Tv co js Js');

/** Languages that write ordinals as "3." (am 3. Oktober). */
export const DOTTED_ORDINALS = words('de da nb nn no fi cs sk hu hr sr bs sl et lv is tr');

/** Speech verbs: a name and one of these after a quoted question belong to it ('"Is it over?" Putin asked.'). */
export const SAID = words(
  'said says asked asks added wrote writes told tells replied joked tweeted shouted wondered yelled quipped',
);
