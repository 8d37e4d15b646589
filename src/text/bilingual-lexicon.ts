import { readFileSync } from 'node:fs';
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

const languages = ['id', 'en'] as const;
type Language = (typeof languages)[number];

const otherThan = { id: 'en', en: 'id' } as const;

/** Most tokens of one entry; hyphens separate tokens. */
const longestTerm = 6;
/** Shorter lower-case words are never taken for acronyms. */
const shortestAcronym = 3;

/** Entries by the key of their tokens. */
type Entries = Map<string, readonly string[][]>;

interface BilingualLexicon {
  readonly translations: Readonly<Record<Language, Entries>>;
  readonly synonyms: Readonly<Record<Language, Entries>>;
  /** Indonesian by Malay; and by Indonesian, the Malay words that are not Indonesian as well. */
  readonly malay: Entries;
  readonly inMalay: Entries;
}

let loaded: BilingualLexicon | undefined;

/** Loads the lexicon once; the first call takes some tenths of a second. */
function bilingualLexicon(): BilingualLexicon {
  return (loaded ??= readLexicon());
}

function readLexicon(): BilingualLexicon {
  const translations = { id: new Map(), en: new Map() } as Record<Language, Map<string, string[][]>>;
  const synonyms = { id: new Map(), en: new Map() } as Record<Language, Map<string, string[][]>>;
  const malay = new Map<string, string[][]>();
  const inMalay = new Map<string, string[][]>();
  const add = (entries: Map<string, string[][]>, terms: readonly string[], language: Language, given: string[]) => {
    for (const key of keysOf(terms, language)) {
      const known = entries.get(key);
      if (known === undefined) entries.set(key, [given]);
      else known.push(given);
    }
  }; // prettier-ignore
  const file = readFileSync(new URL('bilingual-lexicon.tsv', import.meta.url), 'utf8');
  for (const line of [...file.trimEnd().split('\n'), ...namesByIntl()]) {
    const [id, en] = line.split('\t').map((side) => side.split(', '));
    if (line.startsWith('#')) continue;
    if (id !== undefined && en !== undefined) {
      add(translations.id, id, 'id', en);
      add(translations.en, en, 'en', id);
      continue;
    }
    const terms = line.slice('id: '.length).split(', ');
    if (line.startsWith('id: ')) add(synonyms.id, terms, 'id', terms);
    else if (line.startsWith('en: ')) add(synonyms.en, terms, 'en', terms);
    else {
      const [term = '', indonesian = ''] = line.slice('ms: '.length).split(' = ');
      add(malay, [term], 'id', indonesian.split(', '));
      if (!isIndonesian(term)) add(inMalay, indonesian.split(', '), 'id', [term]);
    }
  }
  return { translations, synonyms, malay, inMalay };
}

/** Many Malay words mean something else in Indonesian (kereta: car, train). */
const isIndonesian = (term: string) => term.toLowerCase().split(/[ -]/).every(isIndonesianWord);

/** Countries, languages and weekdays from Intl (CLDR), as lines of the lexicon. */
function* namesByIntl(): Generator<string> {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const [id, en] = languages.map((language) => ({
    region: new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
    language: new Intl.DisplayNames(language, { type: 'language', fallback: 'none' }),
    weekday: new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }),
  })) as [NamesByIntl, NamesByIntl];
  const sunday = Date.UTC(2023, 0, 1);
  const pairs = [
    ...codes.map((code) => [id.region.of(code), en.region.of(code)]),
    ...codes.map((code) => [id.language.of(code.toLowerCase()), en.language.of(code.toLowerCase())]),
    ...[0, 1, 2, 3, 4, 5, 6].map((day) => [id, en].map(({ weekday }) => weekday.format(sunday + day * 86_400_000))),
  ]; // prettier-ignore
  for (const [indonesian, english] of pairs)
    if (indonesian !== undefined && english !== undefined && indonesian !== english)
      yield `${indonesian}\t${english}`.replace(/ \(.*?\)/g, '');
}

interface NamesByIntl {
  readonly region: Intl.DisplayNames;
  readonly language: Intl.DisplayNames;
  readonly weekday: Intl.DateTimeFormat;
}

/** Analyses all terms at once, which is faster than one by one. */
function keysOf(terms: readonly string[], language: Language): string[] {
  const tokens = analyze(terms.join(', '), language);
  let [start, at] = [0, 0];
  return terms.map((term) => {
    const from = at;
    const end = start + term.length;
    while (at < tokens.length && tokens[at]!.end <= end) at++;
    start = end + 2;
    return keyOf(tokens.slice(from, at));
  });
}

/** Acronyms keep their capitals: "WHO" and "AIDS" are other words than "who" and "aids". */
const keyOf = (tokens: readonly Term[]) =>
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
