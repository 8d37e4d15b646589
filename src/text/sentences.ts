import {
  COLON,
  KIND,
  LINE,
  MARK,
  PARENTHESIS,
  PLAIN,
  SEMICOLON,
  STOP,
  UNMARKED,
  WIDE,
  beginsInLowerCase,
  canBegin,
  isBlank,
  isDash,
  isDigit,
  isLetter,
  isLower,
  isMark,
  isUpper,
} from './characters.ts';
import {
  AFTER_CLOCK,
  BEFORE_NUMBER,
  DOTTED_ORDINALS,
  ENDS_BEFORE_OPENER,
  ENUMERATION_ENDS,
  FIRMS,
  HOST_ENDS,
  LETTERED,
  NAMES_WITH_MARK,
  OPENERS,
  SAID,
  TITLES,
} from './words/sentence-words.ts';

/** A slice of a text: UTF-16 offsets, `end` exclusive. */
export interface TextSpan {
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

const codes = (characters: string): ReadonlySet<number> =>
  new Set(Array.from(characters, (c) => c.charCodeAt(0)));
const STRAIGHT_QUOTES = codes('"\'');
/** Closing when right after a sentence mark, whatever they are elsewhere („Ja.“ is German, “Yes.” English). */
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
type Spacing = 'none' | 'blank' | 'line' | 'paragraph';

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
export function sentences(text: string, language = 'und'): TextSpan[] {
  return new Splitter(text, language.split('-')[0]!.toLowerCase()).split();
}

class Splitter {
  readonly #text: string;
  readonly #length: number;
  readonly #ordinals: boolean;
  readonly #greek: boolean;
  readonly #spans: TextSpan[] = [];
  /** Start of the current sentence. */
  #start = 0;
  /** Its start without opening quotes and brackets. */
  #bodyStart = 0;
  #lineStart = 0;
  #unmarked = false;
  /** Straight double quotes between the start of the line and `#countedTo`. */
  #quotes = 0;
  #countedTo = 0;
  /** Before this offset, no "(" has a matching ")" within reach. */
  #unclosedUntil = 0;
  #addressEnd = -1;
  #block = { end: 0, width: 0, wrapped: false };

  constructor(text: string, language: string) {
    this.#text = text;
    this.#length = text.length;
    this.#ordinals = DOTTED_ORDINALS.has(language);
    this.#greek = language === 'el';
  }

  split(): TextSpan[] {
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

  /** Ends the current sentence; white space before `end` is trimmed. */
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

  /**
   * Thai and similar scripts have no marks, only spaces between sentences and clauses: long runs are cut at the last space
   * within reach.
   */
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

  /**
   * A line break after which no sentence has ended.
   *
   * @returns where to continue
   */
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

  /**
   * One or more sentence marks from `at` on.
   *
   * @returns where to continue
   */
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

  /**
   * Whether the sentence ends with the marks from `at` to `after` and closing quotes up to `end`, before a gap and the text at
   * `next`.
   */
  #isEnd(at: number, after: number, end: number, next: number, gap: Spacing): boolean {
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

  /** The space is missing: "selesai.Dia", "studi.”Kita". Not "kompas.com", "2.500", "Node.Js" or "U.S.A". */
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

  /** Words omitted inside the sentence: "We will ... not" and "[…]". */
  #isSpacedEllipsis(at: number, after: number): boolean {
    const code = this.#text.charCodeAt(at);
    if (after - at < 2 && code !== 0x2026) return false;
    if (KIND[code] !== STOP) return false;
    const before = this.#text.charCodeAt(at - 1);
    return at === this.#start || isBlank(before) || before === 0x28 || before === 0x5b;
  }

  /** Whether a name and a verb of speech follow. */
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
   * Whether the full stop at `at` belongs to an abbreviation within the sentence. `next` is the text after it, `begin` the same
   * without opening quotes and brackets.
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

  /** A space within a number: "Rp 913.179. 000". */
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

  /** Start of the letters, digits and full stops before `at`; -1 if there are none or too many. */
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

  /** The word at `from`, cut to the length of the longest listed word. */
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

  /** Skips closing quotes, brackets and citations after the sentence mark, and a lone quote after a space. */
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

  /** A closing quote set apart: "… selesai. ” kata". */
  #skipLooseQuote(at: number): number {
    const text = this.#text;
    if (!isBlank(text.charCodeAt(at)) || KIND[text.charCodeAt(at)] === LINE) return at;
    const quote = text.charCodeAt(at + 1);
    const next = text.charCodeAt(at + 2);
    if (isLetter(next) || isDigit(next)) return at;
    const closes = quote === 0x201d || quote === 0xbb || (quote === 0x22 && !this.#isOutsideQuotes(at + 1));
    return closes ? at + 2 : at;
  }

  /** Whether the number of straight quotes before `at` in the line is even. Counting resumes where it stopped. */
  #isOutsideQuotes(at: number): boolean {
    for (; this.#countedTo < at; this.#countedTo++) {
      if (this.#text.charCodeAt(this.#countedTo) === 0x22) this.#quotes++;
    }
    return this.#quotes % 2 === 0;
  }

  /** Skips a URL, but not the marks that may end its sentence. */
  #skipAddress(from: number): number {
    const text = this.#text;
    let end = from;
    while (end < this.#length && !isBlank(text.charCodeAt(end))) end++;
    const least = Math.max(from, end - LONGEST_WORD);
    while (end > least && !isLetter(text.charCodeAt(end - 1)) && !isDigit(text.charCodeAt(end - 1))) end--;
    this.#addressEnd = end;
    return end;
  }

  /** A parenthesis within a sentence is kept in one piece; one that begins a sentence is treated as text. */
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

  #gap(from: number, to: number): Spacing {
    if (from === to) return 'none';
    let lines = 0;
    for (let at = from; at < to; at++) {
      const code = this.#text.charCodeAt(at);
      if (KIND[code] === LINE && !(code === 0x0a && this.#text.charCodeAt(at - 1) === 0x0d)) lines++;
    }
    return lines === 0 ? 'blank' : lines === 1 ? 'line' : 'paragraph';
  }

  /** Whether the line ending at `end` continues at `next`. */
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

  /** Measures the block of lines from the one before `next` to the next blank line. */
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
