import { analyze } from './analyzer.ts';
import { isIndonesian, keyOf, languages, type BilingualLexicon, type Language } from './bilingual-lexicon.ts';

/** Analyses `bilingual-lexicon.tsv`, whose head tells its form. The build does it, since it takes some tenths of a second. */
export function lexiconEntries(tsv: string): BilingualLexicon {
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
  for (const line of [...tsv.trimEnd().split('\n'), ...namesByIntl()]) {
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
