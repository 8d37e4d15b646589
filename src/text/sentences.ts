/** A slice of a text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Longest run, in UTF-16 units, that a script without sentence marks (Thai, Lao, Khmer, Burmese) gets. */
const LONGEST_RUN_WITHOUT_MARKS = 200;
/** Longest parenthesis, in UTF-16 units, that is kept in one piece inside its sentence. */
const LONGEST_PARENTHESIS = 300;
/** Longest abbreviation or sentence opener that is looked up, in UTF-16 units. */
const LONGEST_WORD = 24;
/** A block of lines as wide as this is not taken for hard-wrapped text. */
const WIDEST_WRAPPED_LINE = 120;

// Lists of abbreviations are written without their final full stop; case counts.

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Always lead on to the next word, usually a name. */
const TITLES = words(`
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
const BEFORE_NUMBER = words(`
  No no Nos nos Nr nr NO Rp rp hlm hal Hlm Hal tgl Tgl thn Telp telp p pp vol Vol jil art Art sec Sec fig Fig Figs ch Ch
  Jan Feb Febr Mar Apr Jun Jul Aug Agt Ags Agu Sep Sept Okt Oct Nov Nop Des Dec Psl Ps
  c ca circa
`);

/** Close an enumeration, and the sentence too when a capital follows. */
const ENUMERATION_ENDS = words('dll dsb dst dkk etc tsb ybs');

/** May end a sentence: only a well-known opener after them says so ("… Apple Inc. The company …"). */
const ENDS_BEFORE_OPENER = words(`
  Bros Assn Assoc Dept Univ Jr Sr Esq Ave Blvd Rd St Hwy Ste Apt
  Jan Feb Febr Mar Apr Jun Jul Aug Agt Ags Agu Sept Okt Oct Nov Nop Des Dec Mon Tue Tues Wed Thu Thur Thurs Fri
  Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex
  Va Vt Wash Wis Wyo al Gr St EE
`);

/** As above; also before a lone capitalised word, which is hardly a name then ("… Apple Inc. Sistem operasi …"). */
const FIRMS = words('Tbk Inc Ltd Co Corp Bhd Pty Plc LLC');

/** Names that carry a mark of their own. */
const NAMES_WITH_MARK = words('Yahoo Jeopardy Yum Oklahoma Mamma Wham');

/** Follow a clock time without ending the sentence ("9 p.m. Eastern", "8 a.m. Monday"). */
const AFTER_CLOCK = words(`
  ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST IST JST AEST AEDT WIB WITA WIT Eastern Central
  Mountain Pacific Greenwich Moscow London Beijing Monday Tuesday Wednesday Thursday Friday Saturday Sunday
  January February March April May June July August September October November December
  Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Senin Selasa Rabu Kamis Jumat Sabtu Minggu
`);

/** Words that are capitalised because a sentence begins with them, hardly ever inside a name. */
const OPENERS = words(`
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
const LETTERED = words(`
  vitamin hepatitis influenza grup group golongan kelas class tipe type jenis blok block plan rencana serie liga seri
  appendix lampiran kategori category section terminal gedung rhesus war dunia generation generasi poin huruf letter
  peringkat grade nilai
`);

/** Ends of host names; "kompas.com" is a word, not an abbreviation. */
const HOST_ENDS = words('com net org id tv gov edu io uk info biz Com Net Org Id Tv co js Js');

/** Languages that write ordinals as "3." (am 3. Oktober). */
const DOTTED_ORDINALS = words('de da nb nn no fi cs sk hu hr sr bs sl et lv is tr');

/** Speech verbs: a name and one of these after a quoted question belong to it ('"Is it over?" Putin asked.'). */
const SAID = words(
  'said says asked asks added wrote writes told tells replied joked tweeted shouted wondered yelled quipped',
);

// What a UTF-16 unit means to the scan.
const PLAIN = 0;
/** Full stop or ellipsis. */
const STOP = 1;
/** Exclamation or question mark of a script with blanks between words. */
const MARK = 2;
/** Mark that ends a sentence without a blank after it (。！？।). */
const WIDE = 3;
const LINE = 4;
const COLON = 5;
const PARENTHESIS = 6;
const SEMICOLON = 7;
/** Letter of a script without sentence marks. */
const UNMARKED = 8;

const KIND = new Uint8Array(0x10000);
const setKind = (characters: string, kind: number): void => {
  for (const character of characters) KIND[character.charCodeAt(0)] = kind;
};
setKind('.…', STOP);
setKind('!?‼⁇⁈⁉', MARK);
setKind('。！？｡।॥؟۔։።។။', WIDE);
setKind('\n\r\u2028\u2029', LINE);
setKind(':', COLON);
setKind('(', PARENTHESIS);
setKind(';', SEMICOLON);
for (const [first, last] of [
  [0x0e01, 0x0e4e],
  [0x0e81, 0x0ecd],
  [0x1000, 0x103f],
  [0x1780, 0x17d3],
] as const) {
  for (let code = first; code <= last; code++) if (KIND[code] === PLAIN) KIND[code] = UNMARKED;
}

const codes = (characters: string): ReadonlySet<number> =>
  new Set(Array.from(characters, (c) => c.charCodeAt(0)));
const STRAIGHT_QUOTES = codes('"\'');
/** Closing right after a sentence mark, whatever they are elsewhere („Ja.“ is German, “Yes.” English). */
const CLOSING = codes('”’»›)]}」』】）〉》〕');
const OPENING_IN_SOME_LANGUAGES = codes('“«‘‹');
const OPENING = codes('“„«‹‘‚"\'([{¿¡「『【（〈《〔-–—•·*_#@$€£¥+…');
/** "[3]", "[a]", "[butuh rujukan]". */
const CITATION = /(?:\[[^\]\s][^\]\n]{0,24}\]){1,8}|(?: \[\d{1,3}\]){1,8}(?!\S)/y;
const LIST_MARKER = /(?:[a-z]|[ivx]{1,4}|\d{1,3})[.)]\s/y;
const ROMAN = /^[IVXLC]+$/;
const DIGITS = /^[\d.]+$/;
/** "S.H", "U.S", "M.Si", "a.n": short parts with full stops between them. */
const DOTTED = /^(?:\p{L}{1,2}\.)+\p{L}{1,4}$/u;
const CAPITAL_WITHOUT_VOWEL = /^[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,3}$/;
const HAN_OR_KANA = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/;
const JAPANESE_QUOTING_PARTICLE = /[とってなの]/;
const CHINESE_ATTRIBUTION = /[^。！？，,“「]{0,8}?(?:说|說|表示|称|稱|问|問|道)/y;

/** White space between a sentence mark and what follows. */
type Gap = 'none' | 'blank' | 'line' | 'paragraph';

/**
 * Finds the sentences of a text.
 *
 * Every line is a unit of its own, except that a line without a sentence mark goes on in the next one when that begins in
 * lower case, or when both stand in a block of hard-wrapped lines. Within a unit, a sentence ends at a sentence mark with
 * the closing quotes and brackets after it, unless the mark belongs to an abbreviation, an initial, a number, a host name,
 * an ellipsis or a list marker, or the next word says that the sentence goes on (it begins in lower case). Where both
 * readings are possible the sentence goes on: two sentences make a better quote than half of one. Takes linear time.
 *
 * @param language BCP 47; decides whether "3." may be an ordinal, and ";" a Greek question mark
 * @returns spans in order, without overlap, without surrounding white space; together they hold every character of the
 *   text that is not white space
 */
export function sentences(text: string, language = 'und'): Span[] {
  return new Splitter(text, language.split('-')[0]!.toLowerCase()).split();
}

class Splitter {
  readonly #text: string;
  readonly #length: number;
  readonly #ordinals: boolean;
  readonly #greek: boolean;
  readonly #spans: Span[] = [];
  /** Where the sentence at hand begins. */
  #start = 0;
  /** Where it begins behind its opening quotes and brackets. */
  #bodyStart = 0;
  #lineStart = 0;
  #unmarked = false;
  /** Straight double quotes from the start of the line up to `#countedTo`. */
  #quotes = 0;
  #countedTo = 0;
  /** No "(" before this offset has its ")" near. */
  #unclosedUntil = 0;
  #addressEnd = -1;
  #block = { end: 0, width: 0, wrapped: false };

  constructor(text: string, language: string) {
    this.#text = text;
    this.#length = text.length;
    this.#ordinals = DOTTED_ORDINALS.has(language);
    this.#greek = language === 'el';
  }

  split(): Span[] {
    const text = this.#text;
    this.#beginAt(this.#skipBlanks(0), true);
    let at = this.#start;
    while (at < this.#length) {
      const kind = KIND[text.charCodeAt(at)]!;
      if (kind === PLAIN) {
        at++;
        continue;
      }
      switch (kind) {
        case STOP:
        case MARK:
        case WIDE:
          at = this.#atMark(at);
          break;
        case LINE:
          at = this.#atLine(at);
          break;
        case COLON:
          at = text.startsWith('//', at + 1) ? this.#skipAddress(at + 3) : at + 1;
          break;
        case PARENTHESIS:
          at = this.#skipParenthesis(at);
          break;
        case SEMICOLON:
          at = this.#greek ? this.#atMark(at) : at + 1;
          break;
        default:
          this.#unmarked = true;
          at++;
      }
    }
    if (this.#start < this.#length) this.#endAt(this.#length);
    return this.#spans;
  }

  /** Closes the sentence at hand; `end` may have white space before it. */
  #endAt(end: number): void {
    const text = this.#text;
    while (end > this.#start && isBlank(text.charCodeAt(end - 1))) end--;
    const isLong = this.#unmarked && end - this.#start > LONGEST_RUN_WITHOUT_MARKS;
    if (isLong && this.#isMostlyUnmarked(end)) this.#cutAtBlanks(end);
    if (end > this.#start) this.#spans.push({ start: this.#start, end });
    this.#unmarked = false;
  }

  #beginAt(start: number, newLine: boolean): void {
    this.#start = start;
    this.#bodyStart = this.#skipOpening(start);
    if (!newLine) return;
    this.#lineStart = this.#countedTo = start;
    this.#quotes = 0;
  }

  #isMostlyUnmarked(end: number): boolean {
    let count = 0;
    for (let at = this.#start; at < end; at++) if (KIND[this.#text.charCodeAt(at)] === UNMARKED) count++;
    return count * 2 > end - this.#start;
  }

  /** Thai and its like have blanks between sentences and clauses and no marks: long runs are cut at the last blank in reach. */
  #cutAtBlanks(end: number): void {
    const text = this.#text;
    let blank = -1;
    for (let at = this.#start; at < end; at++) {
      if (at - this.#start > LONGEST_RUN_WITHOUT_MARKS && blank > 0) {
        this.#spans.push({ start: this.#start, end: blank });
        at = this.#start = this.#skipBlanks(blank);
        blank = -1;
      }
      if (at === this.#start || !isBlank(text.charCodeAt(at)) || isBlank(text.charCodeAt(at - 1))) continue;
      // Not the blanks inside foreign names.
      if (KIND[text.charCodeAt(at - 1)] === UNMARKED || KIND[text.charCodeAt(at + 1)] === UNMARKED)
        blank = at;
    }
  }

  /** A line break that follows no sentence mark. Returns where to go on. */
  #atLine(at: number): number {
    const next = this.#skipBlanks(at);
    if (next < this.#length && this.#gap(at, next) === 'line' && this.#isWrapped(at, next)) {
      this.#lineStart = next;
      return next;
    }
    this.#endAt(at);
    this.#beginAt(next, true);
    return next;
  }

  /** One or more sentence marks beginning at `at`. Returns where to go on. */
  #atMark(at: number): number {
    let after = at + 1;
    while (after < this.#length && isMark(this.#text.charCodeAt(after))) after++;
    const end = this.#skipClosing(after);
    const next = this.#skipBlanks(end);
    const gap = this.#gap(end, next);
    if (next < this.#length && !this.#isEnd(at, after, end, next, gap)) {
      if (gap === 'line') this.#lineStart = next;
      return after;
    }
    this.#endAt(end);
    this.#beginAt(next, gap === 'line' || gap === 'paragraph');
    return next;
  }

  /** Whether the sentence ends: marks at `at` to `after`, closing quotes to `end`, then a gap, then something at `next`. */
  #isEnd(at: number, after: number, end: number, next: number, gap: Gap): boolean {
    const text = this.#text;
    if (gap === 'paragraph') return true;
    if (gap === 'line') {
      // The last word of a line is a whole sentence's end, unless an abbreviation was wrapped away from its name.
      const begin = this.#skipOpening(next);
      return !(this.#isAbbreviation(at, after, begin, next) && this.#isWrapped(end, next));
    }
    if (KIND[text.charCodeAt(after - 1)] === WIDE) return this.#isEndAfterWideMark(after, end, next);
    if (gap === 'none') return this.#isEndWithoutBlank(at, after, end);

    const begin = this.#skipOpening(next);
    const dashed = isDash(text.charCodeAt(next)) && isBlank(text.charCodeAt(next + 1));
    if (dashed || !canBegin(text, begin)) return false;
    if (this.#isSpacedEllipsis(at, after)) return false;
    if (this.#isAbbreviation(at, after, begin, next)) return false;
    return !(end > after && KIND[text.charCodeAt(after - 1)] === MARK && this.#isAttribution(next));
  }

  #isEndAfterWideMark(after: number, end: number, next: number): boolean {
    const text = this.#text;
    if (end > after) {
      if (JAPANESE_QUOTING_PARTICLE.test(text.charAt(next))) return false;
      CHINESE_ATTRIBUTION.lastIndex = next;
      if (HAN_OR_KANA.test(text.charAt(next)) && CHINESE_ATTRIBUTION.test(text)) return false;
    }
    return canBegin(text, this.#skipOpening(next)) || isLower(text.charCodeAt(next));
  }

  /** "selesai.Dia", "studi.”Kita": the blank was lost. Not "kompas.com", "2.500", "Node.Js" or "U.S.A". */
  #isEndWithoutBlank(at: number, after: number, end: number): boolean {
    const text = this.#text;
    const isQuestion = KIND[text.charCodeAt(after - 1)] !== STOP;
    if (isQuestion && HAN_OR_KANA.test(text.charAt(end))) return true;
    if (isDash(text.charCodeAt(end))) return false;
    const begin = this.#skipOpening(end);
    if (begin - end > 1 || !isUpper(text.charCodeAt(begin))) return false;
    if (!isLower(text.charCodeAt(begin + 1)) && !isBlank(text.charCodeAt(begin + 1))) return false;
    if (HOST_ENDS.has(this.#wordAt(begin))) return false;
    let from = at;
    while (at - from < LONGEST_WORD && isLower(text.charCodeAt(from - 1))) from--;
    if (at - from < 2) return false;
    if (isUpper(text.charCodeAt(from - 1))) from--;
    const before = text.charCodeAt(from - 1);
    return from === 0 || isBlank(before) || isDash(before) || OPENING.has(before) || end > after;
  }

  /** "We will ... not" and "[…]": words were left out inside the sentence. */
  #isSpacedEllipsis(at: number, after: number): boolean {
    const code = this.#text.charCodeAt(at);
    if (after - at < 2 && code !== 0x2026) return false;
    if (KIND[code] !== STOP) return false;
    const before = this.#text.charCodeAt(at - 1);
    return at === this.#start || isBlank(before) || before === 0x28 || before === 0x5b;
  }

  /** Whether a name and a verb of speech follow the quote. */
  #isAttribution(next: number): boolean {
    let at = next;
    for (let words = 0; words < 5; words++) {
      const word = this.#wordAt(at);
      if (words > 0 && SAID.has(word)) return true;
      if (word === '' || !isUpper(word.charCodeAt(0))) return false;
      at += word.length;
      if (this.#text.charCodeAt(at) === 0x2e) at++;
      if (this.#text.charCodeAt(at) !== 0x20) return false;
      at++;
    }
    return false;
  }

  /**
   * Whether the full stop at `at` belongs to the word before it and the sentence goes on. `next` is what follows,
   * `begin` the same without opening quotes and brackets.
   */
  #isAbbreviation(at: number, after: number, begin: number, next: number): boolean {
    const text = this.#text;
    const from = this.#abbreviationStart(at);
    if (from < 0 || at === this.#addressEnd) return false;
    const word = text.slice(from, at);
    if (text.charCodeAt(at) === 0x21) return NAMES_WITH_MARK.has(word) && !this.#isOpener(begin);
    if (after - at > 1 || text.charCodeAt(at) !== 0x2e) return false;

    if (KIND[text.charCodeAt(at - 1)] === UNMARKED) return true;
    if (DIGITS.test(word)) return this.#isListNumber(from, word) || this.#isTornNumber(word, begin);
    if (word.length === 1) return this.#isInitial(from, word, begin);
    if (TITLES.has(word)) return true;
    if (isUpper(word.charCodeAt(1)) && TITLES.has(word.charAt(0) + word.slice(1).toLowerCase())) return true;
    if (BEFORE_NUMBER.has(word) && this.#isNumber(begin)) return true;
    if (ENUMERATION_ENDS.has(word)) return !isUpper(text.charCodeAt(begin)) || text.charCodeAt(next) === 0x28;
    if (word.includes('.')) return this.#isDotted(from, word, begin);
    if (FIRMS.has(word)) return !this.#isOpener(begin) && !this.#isLoneCapital(begin);
    if (ENDS_BEFORE_OPENER.has(word) || CAPITAL_WITHOUT_VOWEL.test(word)) return !this.#isOpener(begin);
    if (this.#ordinals && ROMAN.test(word)) return true;
    return false;
  }

  #isDotted(from: number, word: string, begin: number): boolean {
    const isClock =
      word === 'a.m' ||
      word === 'p.m' ||
      (/^[AP]\.M$/.test(word) && isDigit(this.#text.charCodeAt(from - 2)));
    if (isClock) return AFTER_CLOCK.has(this.#wordAt(begin));
    if (!DOTTED.test(word) || HOST_ENDS.has(word.slice(word.lastIndexOf('.') + 1))) return false;
    return !this.#isOpener(begin);
  }

  /** "1. Persiapan", "2.1. Tujuan"; "am 3. Oktober" where ordinals are written so. */
  #isListNumber(from: number, word: string): boolean {
    if (from === this.#start && word.length <= 6 && /^\d{1,2}(?:\.\d{1,2})*$/.test(word)) return true;
    if (word.length > 2 || !isBlank(this.#text.charCodeAt(from - 1))) return false;
    const before = this.#text.charCodeAt(from - 2);
    return this.#ordinals || before === 0x3a || before === 0x3b;
  }

  /** "5", "IV", "HK.02.01". */
  #isNumber(begin: number): boolean {
    if (isDigit(this.#text.charCodeAt(begin))) return true;
    const word = this.#wordAt(begin);
    if (ROMAN.test(word)) return true;
    const after = this.#text.charCodeAt(begin + word.length);
    return (
      /^\p{Lu}+$/u.test(word) &&
      (isDigit(after) ||
        ((after === 0x2e || after === 0x2f || after === 0x2d) &&
          !isBlank(this.#text.charCodeAt(begin + word.length + 1))))
    );
  }

  /** Whether the word at `begin` is followed by one in lower case. */
  #isLoneCapital(begin: number): boolean {
    const end = begin + this.#wordAt(begin).length;
    return this.#text.charCodeAt(end) === 0x20 && isLower(this.#text.charCodeAt(end + 1));
  }

  /** "Rp 913.179. 000": a blank fell between the groups of a number. */
  #isTornNumber(word: string, begin: number): boolean {
    const group = this.#text.slice(begin, begin + 4);
    return /\d\.\d{3}$/.test(word) && /^\d{3}(?!\d)/.test(group);
  }

  /** "George W. Bush", "H. M. Soeharto"; not "vitamin C. Dia". */
  #isInitial(from: number, letter: string, begin: number): boolean {
    if (from === this.#start) return true;
    if (isLower(letter.charCodeAt(0))) {
      const another = isLetter(this.#text.charCodeAt(begin)) && this.#text.charCodeAt(begin + 1) === 0x2e;
      return (
        letter === 'v' || another || (BEFORE_NUMBER.has(letter) && isDigit(this.#text.charCodeAt(begin)))
      );
    }
    if (this.#isOpener(begin)) return false;
    let before = from - 1;
    const touching = this.#text.charCodeAt(before);
    // "34°C." and "tahun 70 M." are units, "604 S. 10th St." is a street.
    if (!isBlank(touching)) return OPENING.has(touching);
    if (isDigit(this.#text.charCodeAt(before - 1))) return 'NSEW'.includes(letter);
    while (from - before < LONGEST_WORD && isLetter(this.#text.charCodeAt(before - 1))) before--;
    return !LETTERED.has(this.#text.slice(before, from - 1).toLowerCase());
  }

  /** Start of the letters, digits and full stops that touch `at` from the left; -1 when there are none or too many. */
  #abbreviationStart(at: number): number {
    const text = this.#text;
    let from = at;
    while (from > this.#start) {
      const code = text.charCodeAt(from - 1);
      if (!isLetter(code) && !isDigit(code) && code !== 0x2e) break;
      if (at - from >= LONGEST_WORD) return -1;
      from--;
    }
    return from === at ? -1 : from;
  }

  #isOpener(begin: number): boolean {
    return OPENERS.has(this.#wordAt(begin));
  }

  /** The word that begins at `from`, cut at a length that no listed word has. */
  #wordAt(from: number): string {
    const text = this.#text;
    let end = from;
    while (end - from < LONGEST_WORD) {
      const code = text.charCodeAt(end);
      const inside =
        isLetter(code) ||
        (end > from && (code === 0x27 || code === 0x2019) && isLetter(text.charCodeAt(end + 1)));
      if (!inside) break;
      end++;
    }
    return text.slice(from, end);
  }

  /** Past closing quotes, brackets and citations that touch the sentence mark, and a lone quote after a blank. */
  #skipClosing(from: number): number {
    const text = this.#text;
    let at = from;
    for (; at < this.#length; at++) {
      const code = text.charCodeAt(at);
      if (CLOSING.has(code)) continue;
      const next = text.charCodeAt(at + 1);
      const inWord = isLetter(next) || isDigit(next);
      if (STRAIGHT_QUOTES.has(code)) {
        if (inWord && (code === 0x27 || this.#isOutsideQuotes(at))) break;
      } else if (inWord || !OPENING_IN_SOME_LANGUAGES.has(code)) break;
    }
    CITATION.lastIndex = at;
    if ((text.charCodeAt(at) === 0x5b || text.charCodeAt(at + 1) === 0x5b) && CITATION.test(text))
      return CITATION.lastIndex;
    return this.#skipLooseQuote(at);
  }

  /** "… selesai. ” kata": a closing quote that stands apart. */
  #skipLooseQuote(at: number): number {
    const text = this.#text;
    if (!isBlank(text.charCodeAt(at)) || KIND[text.charCodeAt(at)] === LINE) return at;
    const quote = text.charCodeAt(at + 1);
    const next = text.charCodeAt(at + 2);
    if (isLetter(next) || isDigit(next)) return at;
    const closes = quote === 0x201d || quote === 0xbb || (quote === 0x22 && !this.#isOutsideQuotes(at + 1));
    return closes ? at + 2 : at;
  }

  /** Whether an even number of straight quotes stands before `at` in the line. Counts on from where it stopped. */
  #isOutsideQuotes(at: number): boolean {
    for (; this.#countedTo < at; this.#countedTo++) {
      if (this.#text.charCodeAt(this.#countedTo) === 0x22) this.#quotes++;
    }
    return this.#quotes % 2 === 0;
  }

  /** Past an internet address, up to the marks that may end its sentence. */
  #skipAddress(from: number): number {
    const text = this.#text;
    let end = from;
    while (end < this.#length && !isBlank(text.charCodeAt(end))) end++;
    const least = Math.max(from, end - LONGEST_WORD);
    while (end > least && !isLetter(text.charCodeAt(end - 1)) && !isDigit(text.charCodeAt(end - 1))) end--;
    this.#addressEnd = end;
    return end;
  }

  /** A parenthesis inside a sentence stays in one piece; one that begins a sentence is text like any other. */
  #skipParenthesis(from: number): number {
    if (from < this.#unclosedUntil || from < this.#bodyStart) return from + 1;
    const text = this.#text;
    const limit = Math.min(this.#length, from + LONGEST_PARENTHESIS);
    let depth = 0;
    let at = from;
    for (; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x28) depth++;
      else if (code === 0x29 && --depth === 0) return at + 1;
      else if (KIND[code] === LINE) break;
      else if (KIND[code] === UNMARKED) this.#unmarked = true;
    }
    this.#unclosedUntil = at;
    return from + 1;
  }

  #skipBlanks(from: number): number {
    while (from < this.#length && isBlank(this.#text.charCodeAt(from))) from++;
    return from;
  }

  #skipOpening(from: number): number {
    while (from < this.#length && OPENING.has(this.#text.charCodeAt(from))) from++;
    return from;
  }

  #gap(from: number, to: number): Gap {
    if (from === to) return 'none';
    let lines = 0;
    for (let at = from; at < to; at++) {
      const code = this.#text.charCodeAt(at);
      if (KIND[code] === LINE && !(code === 0x0a && this.#text.charCodeAt(at - 1) === 0x0d)) lines++;
    }
    return lines === 0 ? 'blank' : lines === 1 ? 'line' : 'paragraph';
  }

  /** Whether the line that ends at `end` goes on in the line that begins at `next`. */
  #isWrapped(end: number, next: number): boolean {
    LIST_MARKER.lastIndex = next;
    if (LIST_MARKER.test(this.#text)) return false;
    if (beginsInLowerCase(this.#text, next)) return true;
    if (next > this.#block.end) this.#measureBlock(next);
    if (!this.#block.wrapped || !canBegin(this.#text, this.#skipOpening(next))) return false;
    let word = next;
    while (word < this.#length && word - next < LONGEST_WORD && !isBlank(this.#text.charCodeAt(word))) word++;
    // Hard-wrapped text breaks a line only where the next word would not fit.
    return end - this.#lineStart + 1 + (word - next) > this.#block.width;
  }

  /** Measures the lines from the one before `next` up to the next blank line. */
  #measureBlock(next: number): void {
    const text = this.#text;
    let width = next - this.#lineStart - 1;
    let breaks = 0;
    let goOn = 0;
    let from = next;
    for (;;) {
      breaks++;
      if (beginsInLowerCase(text, from)) goOn++;
      let end = text.indexOf('\n', from);
      if (end < 0) end = this.#length;
      width = Math.max(width, end - from);
      from = end + 1;
      if (from >= this.#length || isBlank(text.charCodeAt(from))) break;
    }
    const wrapped = breaks >= 2 && goOn * 2 >= breaks && width <= WIDEST_WRAPPED_LINE;
    this.#block = { end: from, width, wrapped };
  }
}

function isBlank(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x1680) return code === 0xa0;
  return (
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x1680 ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

function isMark(code: number): boolean {
  const kind = KIND[code]!;
  return kind >= STOP && kind <= WIDE;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isDash = (code: number): boolean => code === 0x2d || code === 0x2013 || code === 0x2014;

function isUpper(code: number): boolean {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a;
  const character = String.fromCharCode(code);
  return character.toLowerCase() !== character;
}

function isLower(code: number): boolean {
  if (code < 0x80) return code >= 0x61 && code <= 0x7a;
  const character = String.fromCharCode(code);
  return character.toUpperCase() !== character;
}

const LETTER = /[\p{L}\p{M}]/u;
function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
  return LETTER.test(String.fromCharCode(code));
}

/** "kata", "al-Qaeda"; not "iPhone". */
function beginsInLowerCase(text: string, at: number): boolean {
  return isLower(text.charCodeAt(at)) && !isUpper(text.charCodeAt(at + 1));
}

/** Whether a sentence may begin with the character at `at`: a letter that is not lower case, a digit, a picture. */
function canBegin(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (isDigit(code)) return true;
  if (isLetter(code)) return !beginsInLowerCase(text, at);
  return code >= 0x2600 && (code <= 0x27bf || (code >= 0xd800 && code <= 0xdbff));
}
