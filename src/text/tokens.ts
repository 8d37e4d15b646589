/** An occurrence of a word, number or acronym in a text. */
export interface Token {
  /** UTF-16 offsets: from `start`, up to but not including `end`. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'number' | 'acronym';
  /**
   * Normalised surface form: lower case, no diacritics, possessive 's or thousands separators. Acronyms keep their capitals, so
   * that "US" and "WHO" differ from "us" and "who".
   */
  readonly form: string;
  /** Whether it begins with a capital letter. */
  readonly capital: boolean;
}

// In this order: a date in figures or a number with its separators (and an English ordinal's ending), an acronym with points, a currency that
// touches its number, a word with its inner apostrophes and digits.
const pattern =
  /(\d{1,2}\/\d{1,2}(?:\/\d{2,4})?(?![\d/])|\d+(?:[.,:]\d+)*)(?:(?:st|nd|rd|th)(?![\p{L}\p{N}]))?|((?:\p{Lu}\.){2,}(?:\p{Lu}(?!\p{L}))?)|(?:Rp|RM)(?=\d)|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}]+)*/gu;

/**
 * Longest run of characters taken at once: segmenting scripts without spaces takes forever on the runs a hostile article may
 * contain. Not a quantifier of the pattern, since V8 would unroll it.
 */
const longestRun = 500;

const withoutSpaces = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/;
const notAscii = /[^\0-\x7f]/;
const isCapital = /^\p{Lu}/u;
const isAcronym = /^\p{Lu}[\p{Lu}\p{N}]{1,4}$/u;

const segmenters = new Map<string, Intl.Segmenter>();
function segmenter(language: string): Intl.Segmenter {
  let found = segmenters.get(language);
  if (found === undefined)
    segmenters.set(language, (found = new Intl.Segmenter(language, { granularity: 'word' })));
  return found;
}

/**
 * Splits a text into its tokens, in order. Hyphens part words ("Nur-Sultan" is two). Scripts without spaces are cut by the
 * word segmentation of the language.
 *
 * @param language BCP 47; matters only for scripts without spaces
 */
export function tokenize(text: string, language = 'und'): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    if (match[0].length > longestRun) {
      for (let at = 0; at < match[0].length; at += longestRun)
        take(match[0].slice(at, at + longestRun), undefined, undefined, match.index + at);
    } else take(match[0], match[1], match[2], match.index);
  }
  return tokens;

  function take(
    surface: string,
    number: string | undefined,
    points: string | undefined,
    start: number,
  ): void {
    const end = start + surface.length;
    if (number !== undefined) {
      tokens.push({ start, end, kind: 'number', form: comparableNumber(number), capital: false });
    } else if (points !== undefined) {
      tokens.push({ start, end, kind: 'acronym', form: surface.replaceAll('.', ''), capital: true });
    } else if (withoutSpaces.test(surface)) {
      for (const part of segmenter(language).segment(surface)) {
        if (part.isWordLike === false) continue;
        const at = start + part.index;
        tokens.push({
          start: at,
          end: at + part.segment.length,
          kind: 'word',
          form: fold(part.segment),
          capital: false,
        });
      }
    } else {
      const { kind, form, capital } = knownSurface(surface);
      tokens.push({ start, end, kind, form, capital });
    }
  }
}

/** Cache size: the spellings of a large archive. */
const mostSurfaces = 300_000;
const knownSurfaces = new Map<string, Pick<Token, 'kind' | 'form' | 'capital'>>();

/** Reads and caches the spelling of a word of a script with spaces. */
function knownSurface(surface: string): Pick<Token, 'kind' | 'form' | 'capital'> {
  let known = knownSurfaces.get(surface);
  if (known === undefined) {
    // A copy with its own memory: a string cut from an article keeps the whole article alive.
    const own = Buffer.from(surface).toString();
    known = isAcronym.test(own)
      ? { kind: 'acronym', form: own, capital: true }
      : { kind: 'word', form: fold(own), capital: isCapital.test(own) };
    if (knownSurfaces.size >= mostSurfaces) knownSurfaces.clear();
    knownSurfaces.set(own, known);
  }
  return known;
}

/** Lower case, without diacritics of Latin letters, inner apostrophes and the English possessive. */
export function fold(word: string): string {
  let form = word.toLowerCase();
  if (form.includes("'") || form.includes('’')) form = form.replace(/['’]s$/, '').replace(/['’]/g, '');
  if (notAscii.test(form))
    form = form
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC');
  return form;
}

/**
 * One way of writing for a number: "2.500" and "2,500" are 2500, "3,14" and "3.14" are 3.14, "09:00" is 09.00. Groups of
 * three digits after a separator are thousands in every language, since a question and an article may follow different habits.
 */
function comparableNumber(written: string): string {
  if (/^\d+$/.test(written)) return written;
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(written)) return written.replace(/[.,]/g, '');
  const mixed = /^(\d{1,3}(?:[.,]\d{3})+)[.,](\d+)$/.exec(written);
  if (mixed) return `${mixed[1]!.replace(/[.,]/g, '')}.${mixed[2]!}`;
  return written.replace(/[,:]/g, '.');
}
