import { english } from './languages/english.ts';
import { indonesian } from './languages/indonesian.ts';
import { knownWord } from './known-words.ts';
import type { LanguageData } from './languages/language-data.ts';
import { otherLanguages, unknownLanguage } from './languages/other-languages.ts';
import { tokenize, type Token } from './tokens.ts';

const languages: ReadonlyMap<string, LanguageData> = new Map([
  ['id', indonesian],
  ['ms', indonesian],
  ['en', english],
  ...otherLanguages,
]);

/** The data of a language (BCP 47); for an unknown one, words are left as they are. */
function languageData(language: string): LanguageData {
  return languages.get(language.split('-')[0]!.toLowerCase()) ?? unknownLanguage;
}

/** A token after analysis. */
export interface Term extends Token {
  /** What is compared: a stem, a normalised number, or a date. */
  readonly term: string;
  readonly role: 'content' | 'stop' | 'question';
  readonly date: boolean;
}

/**
 * Analyses a text, article or question. Every token yields one term, so positions are preserved. A day next to its month
 * becomes one term ("13 Januari", "Jan. 13" and "January 13" are `13@1`, also "13/1"), the month another (`@1`); a number
 * before "million" becomes its value ("2,5 juta" is 2500000).
 *
 * @param language BCP 47
 */
export function analyze(text: string, language: string): Term[] {
  const data = languageData(language);
  const tokens = tokenize(text, language);
  const terms = tokens.map((token) => analyzeToken(token, data));
  for (const [at, token] of tokens.entries()) {
    const month = data.months.get(token.form.toLowerCase());
    if (month !== undefined && (token.capital || isDay(terms[at - 1]) || isOnlyMonth(token.form)))
      joinDate(terms, at, month);
    const factor = data.multipliers.get(token.form);
    const before = terms[at - 1];
    if (factor !== undefined && before?.kind === 'number') {
      terms[at - 1] = { ...before, term: String(Math.round(Number(before.term) * factor)) };
    }
  }
  return terms;
}

function analyzeToken({ start, end, kind, capital, form: surface }: Token, data: LanguageData): Term {
  const word = knownWord(kind === 'acronym' ? surface.toLowerCase() : surface, data);
  const { form, role } = word;
  if (word.number !== undefined) {
    return { start, end, kind: 'number', capital, form, role, term: word.number, date: false };
  }
  if (kind === 'number') return { start, end, kind, capital, form, role, ...dateInFigures(form, data) };
  // "US" and "WHO" are not "us" and "who": an acronym that looks like a stop word keeps its capitals.
  if (kind === 'acronym' && role !== 'content') {
    return { start, end, kind, capital, form, role: 'content', term: surface, date: false };
  }
  const date = capital && data.weekdays.has(form);
  return { start, end, kind, capital, form, role, term: word.stem, date };
}

/** For "12/9" the day and month, otherwise the number itself. */
function dateInFigures(form: string, { monthFirst }: LanguageData): { term: string; date: boolean } {
  const [first = 0, second = 0] = form.includes('/') ? form.split('/').map(Number) : [];
  const [day, month] = monthFirst ? [second, first] : [first, second];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
    ? { term: `${day}@${month}`, date: true }
    : { term: form, date: false };
}

/** In lower case, "may" and "mar" are months only after a day. */
const isOnlyMonth = (form: string) => form.length > 3 && form !== 'march' && form !== 'sept';

const isDay = (term: Term | undefined) => /^(?:0?[1-9]|[12]\d|3[01])$/.test(term?.term ?? '');

function joinDate(terms: Term[], at: number, month: number): void {
  terms[at] = { ...terms[at]!, term: `@${month}`, role: 'content', date: true };
  // The day stands before the month in Indonesian and most of the world, after it in American English.
  const day = [at - 1, at + 1].find((near) => isDay(terms[near]));
  if (day !== undefined)
    terms[day] = { ...terms[day]!, term: `${Number(terms[day]!.term)}@${month}`, date: true };
}
