import type { Term } from './analyzer.ts';
import {
  belas,
  halves,
  hundred,
  multipliers,
  puluh,
  smallNumbers,
  tens,
  vagueNumbers,
  wholeNumbers,
} from './words/number-words.ts';

/** A number that was read from digits or words. */
export interface NumberRead {
  readonly value: number;
  /** Index of the token after it. */
  readonly to: number;
  /** Whether a word such as "million" suggests rounding. */
  readonly isRounded: boolean;
}

/** Values below a hundred, which are added to what comes before. */
const small = new Map<string, number>([...smallNumbers.id, ...smallNumbers.en, ...tens]);
const isHundred = (form: string) => form === hundred.id || form === hundred.en;
const large = new Map<string, number>([...multipliers.id, ...multipliers.en]);

/** "puluhan ribu", "tens of thousands", "dozens". */
export function vagueAmounts(
  terms: readonly Term[],
  at: number,
): { range: readonly [number, number]; to: number } | null {
  const range = vagueNumbers.get(terms[at]?.form ?? '');
  if (range === undefined) return null;
  const next = terms[at + 1]?.form === 'of' ? at + 2 : at + 1;
  const factor = large.get((terms[next]?.form ?? '').replace(/s$/, ''));
  return factor === undefined
    ? { range, to: at + 1 }
    : { range: [range[0] * factor, range[1] * factor], to: next + 1 };
}

/** Reads a number in digits, words or both ("2,5 juta", "dua ratus", "twenty-five"), beginning at a token. */
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
    const value = digitsOf(terms[to]!) ?? small.get(form) ?? wholeNumbers.get(form);
    const multiplier = large.get(form);
    if (to > at && value !== undefined && !continues(terms[to - 1]!, value)) break;
    if (value !== undefined) {
      below += digit ?? 0;
      digit = value;
    } else if (form === belas && digit !== null) {
      digit += 10;
    } else if (form === puluh && digit !== null) {
      digit *= 10;
    } else if (isHundred(form) && (to > at || isAfterArticle(terms, at))) {
      below += (digit ?? 1) * 100;
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

/** "Salah satu" and "one of" are not counts. */
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

/** Whether a number continues after one of its words: "twenty five", "dua ratus lima", "two thousand 500". */
function continues(before: Term, value: number): boolean {
  const valueBefore = small.get(before.form);
  if (valueBefore !== undefined && valueBefore >= 20) return value < 10;
  return endsInMultiplier(before) || before.form === puluh || before.form === 'a' || before.form === 'and';
}

/** "A hundred", "a million". */
const isAfterArticle = (terms: readonly Term[], at: number) => terms[at - 1]?.form === 'a';

const endsInMultiplier = ({ form }: Term) =>
  isHundred(form) || large.has(form) || halves.has(form) || form === 'seratus' || form === 'seribu';
const isNumberWord = (term: Term | undefined) =>
  term !== undefined && (small.has(term.form) || digitsOf(term) !== undefined || large.has(term.form));
const isFiller = (form: string) => form === 'and' || form === 'a';

/** Largest share of a number that rounding may have changed, for words and for digits. */
const roundedByWords = 0.05;
const roundedDigits = 0.02;

/**
 * How far a number may be from the true count: half a unit of its last non-zero digit if it looks rounded ("2,5 juta",
 * "10.000"), a whole unit if it is a minimum ("lebih dari 200").
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
