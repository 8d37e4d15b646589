import type { Term } from './analyzer.ts';
import { roomFor, vagueAmounts, valueOfWords } from './number-words.ts';
import { currencyBefore, singleUnit, unitAfter } from './units.ts';

/** An amount as a text states it, in the base unit of what it measures. */
export interface Amount {
  /** Token indices: from `from`, up to but not including `to`. */
  readonly from: number;
  readonly to: number;
  /** Two numbers for a range ("10–12"), otherwise one number twice. */
  readonly stated: readonly [least: number, most: number];
  /** The values it is compatible with: "hampir 10.000" is somewhat less, "2,5 juta" may be rounded. */
  readonly meant: readonly [least: number, most: number];
  /** Base unit or currency ("m", "IDR", "%"); empty for what is counted. */
  readonly unit: string;
}

/** Tokens before an amount that are searched for a qualifier. */
const qualifierTokens = 3;

type Qualifier = 'about' | 'below' | 'above' | 'exact';

const qualifiers: readonly (readonly [Qualifier, RegExp])[] = [
  ['above', /(?:lebih dari|lebih|sedikitnya|setidaknya|paling sedikit|minimal|more than|over|at least|upwards? of|above)$/],
  ['below', /(?:hampir|kurang dari|paling (?:lama|banyak)|di bawah|maksimal|nearly|almost|close to|less than|fewer than|under|up to|at most|just short of)$/],
  ['about', /(?:sekitar|kira kira|kurang lebih|diperkirakan|kisaran|lebih kurang|about|around|roughly|some|approximately|an estimated|circa)$/],
]; // prettier-ignore

/**
 * Finds amounts, but no dates or numbers that are part of one.
 *
 * @param terms the analysis of the text, in Indonesian or English
 */
export function amountsIn(text: string, terms: readonly Term[]): Amount[] {
  const amounts: Amount[] = [];
  for (let at = 0; at < terms.length; at++) {
    const amount = amountAt(text, terms, at);
    if (amount === null) continue;
    amounts.push(amount);
    at = amount.to - 1;
  }
  return amounts;
}

function amountAt(text: string, terms: readonly Term[], at: number): Amount | null {
  if (isOfDate(terms, at)) return null;
  const vague = vagueAmounts(terms, at);
  if (vague !== null) return { from: at, to: vague.to, stated: vague.range, meant: vague.range, unit: '' };
  const single = singleUnit(terms[at]!);
  if (single !== undefined) {
    const stated = [single.factor, single.factor] as const;
    return { from: at, to: at + 1, stated, meant: stated, unit: single.unit };
  }
  const read = valueOfWords(terms, at);
  if (read === null) return null;
  const upper = rangeEnd(text, terms, read.to);
  const { to } = upper ?? read;
  const before = text.slice(0, terms[at]!.start);
  const measure = unitAfter(text, terms, to);
  const unit = currencyBefore(before) ?? measure?.unit ?? '';
  const factor = measure?.factor ?? 1;
  const stated = [read.value * factor, (upper ?? read).value * factor] as const;
  const qualifier = qualifierBefore(text, terms, at);
  const room = (unit === '%' ? roomForShare(read.value) : roomFor(read, qualifier === 'above')) * factor;
  return { from: at, to: measure?.to ?? to, stated, meant: meantBy(stated, qualifier, room), unit };
}

/** The second number of a range ("10-12", "10 to 12", "10 hingga 12"). */
function rangeEnd(
  text: string,
  terms: readonly Term[],
  to: number,
): { value: number; to: number; isRounded: boolean } | null {
  const [last, next] = [terms[to - 1]!, terms[to]];
  if (next === undefined) return null;
  const joined = /^\s?[-–]\s?$/.test(text.slice(last.end, next.start));
  const place = joined ? to : ['to', 'hingga', 'sampai'].includes(next.form) ? to + 1 : null;
  return place === null || isOfDate(terms, place) ? null : valueOfWords(terms, place);
}

function qualifierBefore(text: string, terms: readonly Term[], at: number): Qualifier {
  const first = terms[Math.max(0, at - qualifierTokens)]!;
  const before = text
    .slice(first.start, terms[at]!.start)
    .toLowerCase()
    .replace(/(?:rp|us|s|rm)?[.$€£¥]*\s*$/, '')
    .replaceAll('-', ' ')
    .trim();
  return qualifiers.find(([, pattern]) => pattern.test(before))?.[0] ?? 'exact';
}

/** A whole percentage may be rounded, by up to 2 % of itself. */
const roomForShare = (value: number) => (Number.isInteger(value) ? Math.min(0.5, value / 50) : 0);

function meantBy(
  [least, most]: readonly [number, number],
  qualifier: Qualifier,
  room: number,
): [number, number] {
  switch (qualifier) {
    case 'about':
      return [least * 0.9, most * 1.1];
    case 'below':
      return [least * 0.9, most];
    case 'above':
      return [least, most + room];
    case 'exact':
      return [least - room, most + room];
  }
}

/** Whether a token is a day, a month, or a year after them. */
function isOfDate(terms: readonly Term[], at: number): boolean {
  const term = terms[at];
  if (term === undefined) return false;
  return term.date || (isYear(term) && (terms[at - 1]?.date ?? false));
}

/** Four digits without a separator. */
export const isYear = ({ form, kind }: Term) => kind === 'number' && /^(?:1[5-9]|20)\d\d$/.test(form);

/** Whether two amounts are compatible: what one states is something the other may mean. */
export function agree(a: Amount, b: Amount): boolean {
  const within = ([least, most]: Amount['stated'], { meant }: Amount) =>
    least <= meant[1] && most >= meant[0];
  return within(a.stated, b) || within(b.stated, a);
}
