import { isYear } from './amounts.ts';
import type { Term } from './analyzer.ts';

/** A date as stated; what it leaves open is `null`. */
export interface Day {
  /** Token indices: from `from`, up to but not including `to`. */
  readonly from: number;
  readonly to: number;
  /** First and last day of the month; the same number twice for a single day. */
  readonly days: readonly [first: number, last: number] | null;
  /** 1 to 12. */
  readonly month: number | null;
  readonly year: number | null;
}

/** Words that mark a four-digit number after them as a year. */
const yearMarks = new Set(
  'pada tahun in since sejak year by until hingga sampai of during mulai from'.split(' '),
);

/**
 * Finds days with their month, months, and years.
 *
 * @param terms the analysis of the text, in Indonesian or English
 */
export function daysIn(text: string, terms: readonly Term[]): Day[] {
  const found: Day[] = [];
  for (let at = 0; at < terms.length; at++) {
    const day = dayAt(text, terms, at);
    if (day === null) continue;
    found.push(day);
    at = day.to - 1;
  }
  return found;
}

function dayAt(text: string, terms: readonly Term[], at: number): Day | null {
  const term = terms[at]!;
  if (!term.date) {
    const isMarked = yearMarks.has(terms[at - 1]?.form ?? '') || text[term.start - 1] === '(';
    return isYear(term) && isMarked
      ? { from: at, to: at + 1, days: null, month: null, year: Number(term.form) }
      : null;
  }
  let days: readonly [number, number] | null = null;
  let month: number | null = null;
  let year: number | null = null;
  let named = false;
  let to = at;
  for (; to < terms.length; to++) {
    const next = terms[to]!;
    const { form, term: value } = next;
    if (!next.date && !(to > at && isYear(next))) break;
    const [dayOf, monthOf] = value.split('@');
    // Another day or another name of a month is another date.
    if ((dayOf && monthOf && days !== null) || (monthOf && !dayOf && named)) break;
    named ||= value.startsWith('@');
    if (isYear(next)) year = Number(form);
    if (dayOf && monthOf) days = [Number(dayOf), Number(dayOf)];
    if (monthOf) month = Number(monthOf);
    if (/\/\d{4}$/.test(form)) year = Number(form.slice(-4));
    if (year !== null) {
      to++;
      break;
    }
  }
  if (month === null) return null; // a weekday
  if (days !== null) days = [firstDay(text, terms, at) ?? days[0], days[1]];
  return { from: at, to, days, month, year };
}

/** The first day of "12–14 Januari" or "12 to 14 January", given the token of the last one. */
function firstDay(text: string, terms: readonly Term[], at: number): number | null {
  const between = ['to', 'hingga', 'sampai', 'dan', 'and'].includes(terms[at - 1]?.form ?? '');
  const first = terms[between ? at - 2 : at - 1];
  if (first === undefined || first.date || !/^(?:[1-9]|[12]\d|3[01])$/.test(first.form)) return null;
  return between || /^\s?[-–]\s?$/.test(text.slice(first.end, terms[at]!.start)) ? Number(first.form) : null;
}

/** Yearly events are about this far apart. */
const yearMs = 366 * 86_400_000;

/** Whether two dates are compatible, as far as both are specified. */
export function canBeSame(a: Day, b: Day): boolean {
  const isSame = (one: number | null, other: number | null) =>
    one === null || other === null || one === other;
  const shareDay = a.days === null || b.days === null || (a.days[0] <= b.days[1] && b.days[0] <= a.days[1]);
  return isSame(a.year, b.year) && isSame(a.month, b.month) && shareDay;
}

/** Whether two dates are too far apart to belong to one event. */
export function areFarApart(a: Day, b: Day): boolean {
  const at = ({ days, month, year }: Day) =>
    days === null || month === null || year === null ? null : Date.UTC(year, month - 1, days[0]);
  const [first, second] = [at(a), at(b)];
  return first !== null && second !== null && Math.abs(first - second) > yearMs;
}
