import { sentenceCount, spanOf } from '../search/indexed-article.ts';
import type { Query, QueryTerm } from '../search/query.ts';
import type { Hit } from '../search/search-index.ts';
import { amountsIn, isYear, type Amount } from '../text/amounts.ts';
import { analyze, type Term } from '../text/analyzer.ts';
import {
  countedConcept,
  fateConcept,
  isAnyone,
  isPerson,
  isSaying,
  occasionConcept,
  victim,
} from '../text/concepts.ts';
import { daysIn, type Day } from '../text/days.ts';
import { currencies } from '../text/units.ts';

/** A question for an amount or date. */
export interface ValueQuestion {
  readonly query: Query;
  readonly wantsDate: boolean;
  /** Whether an amount in this unit would answer. */
  readonly fits: (unit: string) => boolean;
  /** The event a word names; only fates distinguish one count from another. */
  readonly eventOf: (word: Pick<Term, 'form' | 'term'>) => string | undefined;
  readonly events: ReadonlySet<string>;
  readonly counted: ReadonlySet<string>;
}

export type StatedValue = Amount | Day;

/** The amount or date that a sentence gives in answer. */
export interface Statement {
  readonly hit: Hit;
  /** All values the sentence gives, nearest to the question's words first. */
  readonly values: readonly StatedValue[];
  /** `null` if the sentence does not name a known event. */
  readonly event: string | null;
  /** The counted noun. */
  readonly counted: string | null;
  readonly years: ReadonlySet<string>;
}

/** Share of the question's words that the sentence itself must have. */
const leastTold = 0.5;
/** Decay of nearness, in tokens. */
const nearTokens = 5;
/** Words that separate statements; each counts as this many tokens of distance. */
const parting = new Set('dan and bahwa that sedangkan while'.split(' '));
const borderTokens = 4;
/** Words before whoever said something, as opposed to whom it is about. */
const beforeSources = new Set('menurut kata oleh to by said'.split(' '));

/** Words that make an amount part of another. */
const partAfter =
  /(?:di antara(?:nya| mereka)?|termasuk|dari jumlah (?:itu|tersebut)|masing masing|including|among them|of (?:them|whom|these|those)|each)$/;
const partBefore = /^(?:\S+ )?(?:of (?:the|them|those|these|whom)|di antara|dari (?:mereka|jumlah))/;
/** A former value: "dari 60 menjadi 120". */
const formerly = /(?:from|dari)$/;
const becoming = /^(?:\S+\s+){0,3}?(?:menjadi|ke|to)\s/;

/** @returns `null` unless the question wants an amount or a date */
export function askedOf(query: Query): ValueQuestion | null {
  const { wanted, terms } = query;
  if (wanted !== 'number' && wanted !== 'money' && wanted !== 'date') return null;
  const concepts = (conceptOf: ValueQuestion['eventOf']) =>
    new Set(terms.flatMap((term) => conceptOf(term) ?? []));
  const counted = concepts(countedConcept);
  const eventOf = wanted === 'date' ? occasionConcept : fateConcept;
  const asksForShare = terms.some(({ form }) => /^(?:percent|persen)/.test(form));
  return {
    query,
    wantsDate: wanted === 'date',
    fits: (unit) =>
      wanted === 'money'
        ? currencies.has(unit)
        : asksForShare
          ? unit === '%'
          : counted.size === 0 || unit === '',
    eventOf,
    events: concepts(eventOf),
    counted,
  };
}

/** `null` if the sentence states nothing of what is asked. */
export function statementOf(hit: Hit, asked: ValueQuestion): Statement | null {
  const { entry, sentence } = hit;
  const text = entry.text.slice(...spanOf(entry, sentence));
  const terms = analyze(text, entry.language);
  const values: StatedValue[] = asked.wantsDate
    ? daysIn(text, terms)
    : amountsIn(text, terms).filter((amount) => isStated(text, terms, amount, asked));
  const fitting = values
    .filter((value) => !isOfQuestion(value, terms, asked))
    .map((value) => ({
      value,
      event: eventNear(value, terms, asked),
      counted: 'unit' in value && value.unit === '' ? countedAt(value, terms, asked) : null,
      nearness: nearnessOf(value, terms, asked),
    }))
    .filter(({ event }) => fitsEvent(event, asked))
    .filter(({ value, event, counted }) => fitsCounted(counted, event, terms.slice(0, value.from), asked))
    .sort((one, other) => other.nearness - one.nearness);
  const [best] = fitting;
  if (best === undefined || !isToldThere(best.value, best.event, terms, asked)) return null;
  return {
    hit,
    values: fitting
      .filter(({ event, counted }) => event === best.event && counted === best.counted)
      .map(({ value }) => value),
    event: best.event,
    counted: best.counted,
    years: new Set(terms.filter(isYear).map(({ form }) => form)),
  };
}

/** Terms of the sentence and its neighbours, the title, and the article's first sentence. */
export function contextOf({ entry, sentence }: Hit): ReadonlySet<string> {
  const { facts, language, text } = entry;
  const [start] = spanOf(entry, Math.max(0, sentence - 1));
  const [, end] = spanOf(entry, Math.min(sentenceCount(entry) - 1, sentence + 1));
  const beside = [facts.title, text.slice(...spanOf(entry, 0)), text.slice(start, end)].join('\n');
  return new Set(analyze(beside, language).map(({ term }) => term));
}

/** Whether a term, or its form in another language, is among the terms of a text. */
export const isHeld = ({ term, elsewhere }: QueryTerm, there: ReadonlySet<string>) =>
  [term, ...elsewhere].some((text) => there.has(text));

/** Whether two counted nouns are compatible; victims may be called anything. */
export function canBeSameCounted(a: string | null, b: string | null, event: string | null): boolean {
  if (a === null || b === null || a === b) return true;
  const mayBe = (one: string, other: string) => isAnyone(one) && (isPerson(other) || event !== null);
  return mayBe(a, b) || mayBe(b, a);
}

/** Whether an amount in a fitting unit is a statement: not a year, not part of another amount, not a former value. */
function isStated(text: string, terms: readonly Term[], amount: Amount, asked: ValueQuestion): boolean {
  const [first, last] = [terms[amount.from]!, terms[amount.to - 1]!];
  const counted = countedConcept(terms[amount.to] ?? { term: '' });
  if (!asked.fits(amount.unit) || (amount.unit === '' && isYear(first) && counted === undefined))
    return false;
  const before = text.slice(0, first.start).toLowerCase().replaceAll('-', ' ').replace(/[\s(]+$/, ''); // prettier-ignore
  const after = text.slice(last.end).toLowerCase().trimStart();
  const isPartAsked = counted !== undefined && asked.counted.has(counted) && !isAnyone(counted);
  if (!isPartAsked && (partAfter.test(before) || partBefore.test(after))) return false;
  return !(formerly.test(before) && becoming.test(after));
}

function isOfQuestion({ from, to }: StatedValue, terms: readonly Term[], { query }: ValueQuestion): boolean {
  return terms.slice(from, to).every(({ term }) => query.terms.some((asked) => asked.term === term));
}

function fitsEvent(event: string | null, { events, counted, wantsDate }: ValueQuestion): boolean {
  if (events.size > 0) return event !== null && events.has(event);
  return event === null || wantsDate || counted.has(victim);
}

function fitsCounted(
  counted: string | null,
  event: string | null,
  before: readonly Term[],
  asked: ValueQuestion,
): boolean {
  if (counted === null || asked.counted.size === 0 || asked.counted.has(counted)) return true;
  // "Jumlah siswa yang sakit mencapai 56 orang."
  if (isAnyone(counted) && before.some((term) => asked.counted.has(countedConcept(term) ?? ''))) return true;
  return [...asked.counted].some((one) => isAnyone(one) && canBeSameCounted(one, counted, event));
}

/**
 * Whether the sentence itself, not just the article, is about what is asked: it has half of the question's words or the fate
 * asked for. A value after somebody else's name is about them.
 */
function isToldThere(
  value: StatedValue,
  event: string | null,
  terms: readonly Term[],
  asked: ValueQuestion,
): boolean {
  const { query, events, wantsDate, eventOf } = asked;
  const there = new Set(terms.map(({ term }) => term));
  const countedThere = new Set(terms.map(countedConcept));
  const told = query.terms.filter((term) => {
    const [own, counted] = [eventOf(term), countedConcept(term)];
    return (
      isHeld(term, there) ||
      (own !== undefined && own === event) ||
      (counted !== undefined && countedThere.has(counted))
    );
  });
  const isOnlyNamed = query.terms.some(isPlain) && !told.some(isPlain);
  if (wantsDate && isOnlyNamed) return false;
  const isFateAsked = !wantsDate && event !== null && events.has(event);
  if (told.length < leastTold * query.terms.length && !isFateAsked) return false;
  const names = query.terms.filter(({ name }) => name);
  if (names.length === 0 || names.some((name) => isHeld(name, there))) return true;
  return !terms.slice(0, value.from).some((_, at) => isName(terms, at));
}

const isPlain = ({ name, number }: QueryTerm) => !name && !number;

/** Whether a name other than a source's begins at a token. */
function isName(terms: readonly Term[], at: number): boolean {
  const [before, term, next] = [terms[at - 1], terms[at]!, terms[at + 1]];
  if (!term.capital || term.date || term.role !== 'content' || before?.capital === true) return false;
  const after = terms.slice(at).find(({ capital }) => !capital);
  if (after !== undefined && isSaying(after)) return false;
  return before === undefined ? next?.capital === true : !beforeSources.has(before.form);
}

/** The event nearest to a value. */
function eventNear(value: StatedValue, terms: readonly Term[], { eventOf }: ValueQuestion): string | null {
  let nearest: { event: string; distance: number } | null = null;
  for (const [at, term] of terms.entries()) {
    const event = eventOf(term);
    if (event === undefined || (at >= value.from && at < value.to)) continue;
    const distance = distanceTo(value, at, terms);
    if (nearest === null || distance < nearest.distance) nearest = { event, distance };
  }
  return nearest?.event ?? null;
}

/** The counted noun: the first known one after the amount, else the word after it. */
function countedAt({ to }: Amount, terms: readonly Term[], { eventOf }: ValueQuestion): string | null {
  const after = terms.slice(to, to + 3);
  const known = after.flatMap((term) => countedConcept(term) ?? [])[0];
  if (known !== undefined) return known;
  const next = after[0];
  return next?.role === 'content' && eventOf(next) === undefined ? next.term : null;
}

/** Nearness of the question's words to a value; the event weighs most. */
function nearnessOf(
  value: StatedValue,
  terms: readonly Term[],
  { query, events, eventOf }: ValueQuestion,
): number {
  const words = new Set(query.terms.flatMap(({ term, elsewhere }) => [term, ...elsewhere]));
  let sum = 0;
  for (const [at, term] of terms.entries()) {
    if (at >= value.from && at < value.to) continue;
    const weight = (words.has(term.term) ? 1 : 0) + (events.has(eventOf(term) ?? '') ? 2 : 0);
    if (weight > 0) sum += weight * Math.exp(-distanceTo(value, at, terms) / nearTokens);
  }
  return sum;
}

/** Distance in tokens; commas and words like "and" add to it. */
function distanceTo({ from, to }: StatedValue, at: number, terms: readonly Term[]): number {
  const [first, last] = at < from ? [at, from] : [to - 1, at];
  let distance = last - first;
  for (let place = first + 1; place <= last; place++) {
    const hasComma = terms[place]!.start - terms[place - 1]!.end > 1;
    const parts = place < last && parting.has(terms[place]!.form);
    distance += (hasComma ? borderTokens : 0) + (parts ? borderTokens : 0);
  }
  return distance;
}
