import type { Term } from './analyzer.ts';

/** A number that was read from digits or words. */
export interface NumberRead {
  readonly value: number;
  /** The token after it. */
  readonly to: number;
  /** Whether words such as "million" say that small digits were left out. */
  readonly isRounded: boolean;
}

const numbered = (words: string, first: number) =>
  words.split(' ').map((word, n) => [word, n + first] as const);

/** Words of both languages with a value below a hundred that are added to what stands before them. */
const small = new Map<string, number>([
  ...numbered('nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas', 0),
  ...numbered('zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen', 0),
  ...numbered('sixteen seventeen eighteen nineteen', 16),
  ...['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map((word, n) => [word, (n + 2) * 10] as const),
]); // prettier-ignore

/** Words that multiply the digit before them ("dua belas" is 10 more). */
const belas = 'belas';
const puluh = 'puluh';
const hundreds = new Map([['ratus', 100], ['hundred', 100]]); // prettier-ignore
const large = new Map([
  ['ribu', 1e3], ['thousand', 1e3], ['juta', 1e6], ['million', 1e6], ['miliar', 1e9], ['milyar', 1e9], ['billion', 1e9],
  ['triliun', 1e12], ['trillion', 1e12],
]); // prettier-ignore
/** Words that are a number on their own. */
const whole = new Map([['seratus', 100], ['seribu', 1e3], ['sejuta', 1e6], ['selusin', 12], ['sepasang', 2], ['dozen', 12]]); // prettier-ignore
const halves = new Set(['setengah', 'half']);

/** Amounts that are named by their size alone, least and most. */
const vague = new Map<string, readonly [number, number]>([
  ['belasan', [11, 19]], ['puluhan', [20, 99]], ['ratusan', [100, 999]], ['ribuan', [1000, 9999]], ['jutaan', [1e6, 9.99e6]],
  ['tens', [20, 99]], ['dozens', [24, 99]], ['hundreds', [100, 999]], ['thousands', [1000, 9999]], ['millions', [1e6, 9.99e6]],
]); // prettier-ignore

/** "puluhan ribu", "tens of thousands", "dozens". */
export function vagueAmounts(
  terms: readonly Term[],
  at: number,
): { range: readonly [number, number]; to: number } | null {
  const range = vague.get(terms[at]?.form ?? '');
  if (range === undefined) return null;
  const next = terms[at + 1]?.form === 'of' ? at + 2 : at + 1;
  const factor = large.get((terms[next]?.form ?? '').replace(/s$/, ''));
  return factor === undefined
    ? { range, to: at + 1 }
    : { range: [range[0] * factor, range[1] * factor], to: next + 1 };
}

/** Reads the number that begins at a token, in digits or words or both ("2,5 juta", "dua ratus", "twenty-five"). */
export function valueOfWords(terms: readonly Term[], at: number): NumberRead | null {
  const first = terms[at];
  if (first === undefined || isPronoun(terms, at)) return null;
  let total = 0;
  let below = 0; // of the thousand that is being read
  let digit: number | null = null;
  let isRounded = false;
  let to = at;
  for (; to < terms.length; to++) {
    const { form, start } = terms[to]!;
    // A blank or a hyphen parts the words of one number, a comma and a blank two numbers.
    if (to > at && start - terms[to - 1]!.end > 1) break;
    const value = digitsOf(terms[to]!) ?? small.get(form) ?? whole.get(form);
    const multiplier = large.get(form);
    if (to > at && value !== undefined && !continues(terms[to - 1]!, value)) break;
    if (value !== undefined) {
      below += digit ?? 0;
      digit = value;
    } else if (form === belas && digit !== null) {
      digit += 10;
    } else if (form === puluh && digit !== null) {
      digit *= 10;
    } else if (hundreds.has(form) && (to > at || isAfterArticle(terms, at))) {
      below += (digit ?? 1) * hundreds.get(form)!;
      digit = null;
    } else if (multiplier !== undefined && (to > at || isAfterArticle(terms, at))) {
      total += (to > at ? below + (digit ?? 0) : 1) * multiplier;
      below = 0;
      digit = null;
      isRounded = true;
    } else if (halves.has(form)) {
      digit = (digit ?? 0) + 0.5;
    } else if (!(
      isFiller(form) &&
      to > at &&
      isNumberWord(terms[to + 1]) &&
      endsInMultiplier(terms[to - 1]!)
    )) {
      break;
    }
  }
  return to === at ? null : { value: total + below + (digit ?? 0), to, isRounded };
}

/** "Salah satu" and "one of" count nothing. */
function isPronoun(terms: readonly Term[], at: number): boolean {
  const { form } = terms[at]!;
  if (form === 'satu') return ['salah', 'pada'].includes(terms[at - 1]?.form ?? '');
  return (
    form === 'one' &&
    (terms[at + 1]?.form === 'of' || ['no', 'any', 'every', 'the'].includes(terms[at - 1]?.form ?? ''))
  );
}

function digitsOf({ kind, form }: Term): number | undefined {
  return kind === 'number' && /^\d+(?:\.\d+)?$/.test(form) ? Number(form) : undefined;
}

/** Whether a number goes on after a word of it: "twenty five", "dua ratus lima", "two thousand 500". */
function continues(before: Term, value: number): boolean {
  const tens = small.get(before.form);
  if (tens !== undefined && tens >= 20) return value < 10;
  return endsInMultiplier(before) || before.form === puluh || before.form === 'a' || before.form === 'and';
}

/** "A hundred", "a million". */
const isAfterArticle = (terms: readonly Term[], at: number) => terms[at - 1]?.form === 'a';

const endsInMultiplier = ({ form }: Term) =>
  hundreds.has(form) || large.has(form) || halves.has(form) || form === 'seratus' || form === 'seribu';
const isNumberWord = (term: Term | undefined) =>
  term !== undefined && (small.has(term.form) || digitsOf(term) !== undefined || large.has(term.form));
const isFiller = (form: string) => form === 'and' || form === 'a';

/** Greatest share of a number by which rounding may have changed it, where words or only digits say it. */
const roundedByWords = 0.05;
const roundedDigits = 0.02;

/**
 * How far a number may be from what was counted: half a unit of its last digit that is not 0 where it looks rounded ("2,5 juta",
 * "10.000"); a whole unit where it is only the least ("lebih dari 200").
 */
export function roomFor({ value, isRounded }: NumberRead, isLeast: boolean): number {
  if (value === 0) return 0;
  let unit = 1;
  while (value % (unit * 10) === 0) unit *= 10;
  if (!Number.isInteger(value)) return 0;
  if (isLeast) return unit;
  if (!isRounded && value < 1000) return 0;
  return unit === 1 ? 0 : Math.min(unit / 2, value * (isRounded ? roundedByWords : roundedDigits));
}
