import { readFileSync } from 'node:fs';
import { built } from '../built.ts';
import { analyze, type Term } from './analyzer.ts';
import { isIndonesianWord } from './languages/stem-indonesian.ts';

/** Another name for a run of tokens. */
export interface Alternative {
  /** The terms of the run that are searched for. */
  readonly of: readonly string[];
  readonly words: string;
  /** The terms of those words, including stop words if a phrase would otherwise have fewer than two. */
  readonly terms: readonly string[];
}

export interface Alternatives {
  /** In the text's own language. */
  readonly synonyms: readonly Alternative[];
  /** In the other language, most likely first. */
  readonly translations: readonly Alternative[];
  /** In the text's own language, for words borrowed from the other ("Berapa *budget* jembatan?"). */
  readonly ofBorrowed: readonly Alternative[];
}

export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];

const otherThan = { id: 'en', en: 'id' } as const;

/** Most tokens of one entry; hyphens separate tokens. */
const longestTerm = 6;
/** Shorter lower-case words are never taken for acronyms. */
const shortestAcronym = 3;

/** Entries by the key of their tokens. */
type Entries = Map<string, readonly string[][]>;

export interface BilingualLexicon {
  readonly translations: Readonly<Record<Language, Entries>>;
  readonly synonyms: Readonly<Record<Language, Entries>>;
  /** Indonesian by Malay; and by Indonesian, the Malay words that are not Indonesian as well. */
  readonly malay: Entries;
  readonly inMalay: Entries;
}

/** How it is written by the build: a list of entries in place of each map. */
type Written<Part> = Part extends Entries
  ? [string, string[][]][]
  : { readonly [Name in keyof Part]: Written<Part[Name]> };

let loaded: BilingualLexicon | undefined;

function bilingualLexicon(): BilingualLexicon {
  return (loaded ??= readLexicon());
}

function readLexicon(): BilingualLexicon {
  const file = readFileSync(built('bilingual-lexicon.json'), 'utf8');
  const { translations, synonyms, malay, inMalay } = JSON.parse(file) as Written<BilingualLexicon>;
  const ofBoth = ({ id, en }: Written<Record<Language, Entries>>) => ({ id: new Map(id), en: new Map(en) });
  return {
    translations: ofBoth(translations),
    synonyms: ofBoth(synonyms),
    malay: new Map(malay),
    inMalay: new Map(inMalay),
  };
}

/** Many Malay words mean something else in Indonesian (kereta: car, train). */
export const isIndonesian = (term: string) => term.toLowerCase().split(/[ -]/).every(isIndonesianWord);

/** Acronyms keep their capitals: "WHO" and "AIDS" are other words than "who" and "aids". */
export const keyOf = (tokens: readonly Term[]) =>
  tokens.map(({ kind, form, term }) => (kind === 'acronym' ? form : term)).join(' ');

/**
 * Finds other names for a question's words, longest entries first. Words unknown in its language are read as words of the
 * other.
 *
 * @param tokens the analysis of the question in its language
 */
export function alternativesOf(text: string, language: string, tokens: readonly Term[]): Alternatives {
  const own = languages.find((one) => one === language);
  if (own === undefined) return { synonyms: [], translations: [], ofBorrowed: [] };
  const lexicon = bilingualLexicon();
  const synonyms: Alternative[] = [];
  const translations: Alternative[] = [];
  const isRead = new Array<boolean>(tokens.length).fill(false);

  eachRun(tokens, (run, from) => {
    const of = contentOf(run);
    const same = find(lexicon.synonyms[own], run);
    const other = find(lexicon.translations[own], run);
    if (of.length === 0 || (same.length === 0 && other.length === 0)) return;
    isRead.fill(true, from, from + run.length);
    synonyms.push(...alternatives(of, same, own));
    translations.push(...alternatives(of, other, otherThan[own]));
  });

  if (own === 'id') addMalay(tokens, lexicon, synonyms, translations);

  const borrowed = analyze(text, otherThan[own]);
  const ofBorrowed: Alternative[] = [];
  if (borrowed.length === tokens.length)
    eachRun(borrowed, (run, from) => {
      const of = contentOf(tokens.slice(from, from + run.length));
      if (of.length === 0 || isRead.slice(from, from + run.length).some(Boolean)) return;
      ofBorrowed.push(...alternatives(of, find(lexicon.translations[otherThan[own]], run), own));
    });
  return { synonyms, translations, ofBorrowed };
}

/**
 * Adds Indonesian and English names for Malay words. A question is Malay if one of its words is not Indonesian; for other
 * questions, the Malay spelling of their words is added.
 */
function addMalay(
  tokens: readonly Term[],
  lexicon: BilingualLexicon,
  synonyms: Alternative[],
  translations: Alternative[],
): void {
  const isMalay = tokens.some(
    (token) =>
      find(lexicon.malay, [token]).length > 0 &&
      !isIndonesian(token.form) &&
      find(lexicon.translations.id, [token]).length === 0,
  );
  eachRun(tokens, (run) => {
    const of = contentOf(run);
    if (of.length === 0) return;
    const known = find(isMalay ? lexicon.malay : lexicon.inMalay, run);
    synonyms.push(...alternatives(of, known, 'id'));
    if (!isMalay) return;
    for (const indonesian of known.flat())
      translations.push(...alternatives(of, find(lexicon.translations.id, analyze(indonesian, 'id')), 'en'));
  });
}

/** Calls `visit` for every run that may be an entry, longest first. */
function eachRun(tokens: readonly Term[], visit: (run: readonly Term[], from: number) => void): void {
  for (let length = Math.min(longestTerm, tokens.length); length > 0; length--)
    for (let from = 0; from + length <= tokens.length; from++) visit(tokens.slice(from, from + length), from);
}

function find(entries: Entries, run: readonly Term[]): readonly string[][] {
  const found = entries.get(keyOf(run));
  const [token] = run;
  if (found !== undefined || run.length > 1 || token!.kind !== 'word') return found ?? [];
  return token!.form.length < shortestAcronym ? [] : (entries.get(token!.form.toUpperCase()) ?? []);
}

const contentOf = (tokens: readonly Term[]) => [
  ...new Set(tokens.filter(({ role }) => role === 'content').map(({ term }) => term)),
];

function alternatives(
  of: readonly string[],
  entries: readonly string[][],
  language: Language,
): Alternative[] {
  const words = new Set(entries.flat());
  return [...words].flatMap((words) => {
    const tokens = analyze(words, language);
    const content = contentOf(tokens);
    const isEnough = content.length > 1 || (content.length === 1 && tokens.length === 1);
    const terms = isEnough ? content : tokens.map(({ term }) => term);
    return terms.length === 0 || terms.join(' ') === of.join(' ') ? [] : [{ of, words, terms }];
  });
}
