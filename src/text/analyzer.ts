import { english } from './english.ts';
import { indonesian } from './indonesian.ts';
import type { LanguageData } from './language-data.ts';
import { tokenize, type Token } from './tokens.ts';

const byUnicodeWords: LanguageData = {
  stem: (word) => word,
  stopWords: new Set(),
  questionWords: new Set(),
  months: new Map(),
  multipliers: new Map(),
  numberWords: new Map(),
};

const languages: ReadonlyMap<string, LanguageData> = new Map([
  ['id', indonesian],
  ['ms', indonesian],
  ['en', english],
]);

/** The data of a language (BCP 47); words as they are for one that we know nothing of. */
function languageData(language: string): LanguageData {
  return languages.get(language.split('-')[0]!.toLowerCase()) ?? byUnicodeWords;
}

/** A token after analysis. */
export interface Term extends Token {
  /** What is compared: a stem, a number in one way of writing, or a date. */
  readonly term: string;
  readonly role: 'content' | 'stop' | 'question';
  readonly date: boolean;
}

/**
 * Analyses a text: the same for articles and questions. Every token gives one term, so that positions stay true.
 *
 * A day beside its month becomes one term ("13 Januari", "Jan. 13" and "January 13" are `13@1`), the month another (`@1`);
 * a number before "million" becomes its value ("2,5 juta" is 2500000).
 *
 * @param language BCP 47
 */
export function analyze(text: string, language: string): Term[] {
  const data = languageData(language);
  const tokens = tokenize(text, language);
  const terms = tokens.map((token) => analyzeToken(token, data));
  for (const [at, token] of tokens.entries()) {
    const month = token.capital ? data.months.get(token.form.toLowerCase()) : undefined;
    if (month !== undefined) joinDate(terms, at, month);
    const factor = data.multipliers.get(token.form);
    const before = terms[at - 1];
    if (factor !== undefined && before?.kind === 'number') {
      terms[at - 1] = { ...before, term: String(Math.round(Number(before.term) * factor)) };
    }
  }
  return terms;
}

function analyzeToken(token: Token, data: LanguageData): Term {
  const { start, end, kind, capital } = token;
  const form = kind === 'acronym' ? token.form.toLowerCase() : token.form;
  const role = data.questionWords.has(form) ? 'question' : data.stopWords.has(form) ? 'stop' : 'content';
  // "US" and "WHO" are not "us" and "who": an acronym that looks like a stop word keeps its capitals.
  const apart = kind === 'acronym' && role !== 'content';
  const number = data.numberWords.get(form);
  const term = apart
    ? token.form
    : number !== undefined
      ? String(number)
      : kind === 'number'
        ? form
        : data.stem(form);
  return { start, end, kind, capital, form, term, role: apart ? 'content' : role, date: false };
}

function joinDate(terms: Term[], at: number, month: number): void {
  terms[at] = { ...terms[at]!, term: `@${month}`, role: 'content', date: true };
  // The day stands before the month in Indonesian and most of the world, after it in American English.
  const day = [at - 1, at + 1].find((near) =>
    /^(?:[1-9]|0[1-9]|[12]\d|3[01])$/.test(terms[near]?.term ?? ''),
  );
  if (day !== undefined)
    terms[day] = { ...terms[day]!, term: `${Number(terms[day]!.term)}@${month}`, date: true };
}
