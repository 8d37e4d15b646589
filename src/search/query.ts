import { analyze, type Term } from '../text/analyzer.ts';
import { alternativesOf, type Alternative } from '../text/bilingual-lexicon.ts';
import { isSaying } from '../text/concepts.ts';
import { isIndonesianWord } from '../text/languages/stem-indonesian.ts';
import { WordClass, classOf } from '../text/word-classes.ts';
import { isYesNo } from '../text/yes-no.ts';
import { asksWhatHappened, asksWhatWasSaid, asksWhoIs, wantedAnswer, wantedMeasure } from './wanted.ts';
import type { AnswerKind, Measure } from './wanted.ts';

/** A content term of a question. */
export interface QueryTerm {
  /** The surface form, folded. */
  readonly form: string;
  readonly term: string;
  /** As it was written. */
  readonly written: string;
  /** Whether it looks like a proper name: capitalised, or an acronym. */
  readonly name: boolean;
  readonly number: boolean;
  /** Weight, 0 to 1; below 1 if it comes from the question before. */
  readonly weight: number;
  /** The name as analysed for other languages, so that it is found in their articles too. */
  readonly elsewhere: readonly string[];
}

/** An analysed question. */
export interface Query {
  /** BCP 47. */
  readonly language: string;
  /** Distinct terms, in the order of the question. */
  readonly terms: readonly QueryTerm[];
  /** Adjacent pairs, as indices into `terms`: names and phrases. */
  readonly pairs: readonly (readonly [number, number])[];
  readonly wanted: AnswerKind;
  readonly measure: Measure | null;
  /** Indices into `terms` of the nouns next to the question word ("which *country*", "berapa *tentara*"). */
  readonly heads: readonly number[];
  /** Whether it is about the present ("hari ini", "this week", "siapa presiden"). */
  readonly current: boolean;
  /** Whether it asks for a yes or a no. */
  readonly yesNo: boolean;
  /** Whether it asks what happened rather than for a detail. */
  readonly happened: boolean;
  /** Whether it asks who somebody is, with nothing but a name. */
  readonly whoIs: boolean;
  /** Whether it is a word or two, without anything that asks. */
  readonly isBare: boolean;
  /** Index into `terms` of who said what is asked for; `null` if it asks something else. */
  readonly speaker: number | null;
  /** Other words its terms are searched as. */
  readonly alternatives: readonly Alternative[];
  /** Translations of its terms. */
  readonly translations: readonly Alternative[];
  /** Its foreign words, in its own language. */
  readonly ofBorrowed: readonly Alternative[];
  /** Its untranslated words as analysed for other languages, where many are spelled alike. */
  readonly spelledAlike: readonly Alternative[];
  /** Whether the translations are among the alternatives. */
  readonly isTranslated: boolean;
}

/** The query for articles in other languages, too. */
export const translated = (query: Query): Query => ({
  ...query,
  alternatives: [...query.alternatives, ...query.translations, ...query.ofBorrowed, ...query.spelledAlike],
  isTranslated: true,
});

/** Further terms are ignored; sets of terms are bits of a 32-bit number. */
export const maxTerms = 30;

const present =
  /\b(?:hari ini|terbaru|terkini|sekarang|saat ini|(?:minggu|pekan|bulan|tahun) ini|kini|today|tonight|now|current(?:ly)?|latest|(?:this|last) (?:week|month|year)|recent(?:ly)?|newest)\b/i;

/** Who holds an office: the present is meant unless another time is given. */
const holder =
  /\bsiapa(?:kah)?(?: nama)? (?:wakil )?(?:presiden|perdana menteri|menteri|gubernur|bupati|wali ?kota|ketua|raja|ratu|kapolri|panglima|pelatih|direktur)\b|\bwho(?:['’]s| is)(?: the)? (?:vice )?(?:president|prime minister|minister|governor|mayor|chair\w*|king|queen|pope|chief|coach|head|ceo|director)\b/i;
const past =
  /\b(?:pertama|kedua|ke-\d+|mantan|bekas|dulu|(?:saat|waktu|ketika) itu|tahun|\d{4}|first|former|then)\b/i;

/** Articles hardly ever use these words themselves. */
const happening = /^(?:happen|terjadi$)/;
/** And of what is confirmed none says that it is true. */
const confirming = /^(?:(?:benar|bener|betul)(?:kah)?|true)$/;

/** URLs find no articles. */
const address = /\bhttps?:\/\/\S+/gi;

/**
 * Analyses a question.
 *
 * @param others languages of the archive, in which its names are searched too
 * @param isSure whether the question's language is certain; otherwise all its words are searched in the others
 * @param isName whether the archive writes a term as a name; `undefined` if it does not occur
 */
export function createQuery(
  text: string,
  language: string,
  others: readonly string[],
  isSure = true,
  isName: (term: string) => boolean | undefined = () => undefined,
): Query {
  // A question in capitals throughout would be all acronyms.
  const words = text.replace(address, ' ');
  const written = /\p{Ll}/u.test(words) ? words : words.toLowerCase();
  const analyzed = analyze(written, language);
  const isCased = analyzed.slice(1).some(({ capital, kind }) => capital && kind === 'word');
  const happened = asksWhatHappened(written);
  const yesNo = isYesNo(written) || asksOfName(analyzed, isName);
  const asksForWords = asksWhatWasSaid(written);
  const terms: QueryTerm[] = [];
  const placeOf = new Map<string, number>();
  for (const [at, token] of analyzed.entries()) {
    if (token.role !== 'content' || placeOf.has(token.term) || terms.length === maxTerms) continue;
    if ((happened && happening.test(token.form)) || (yesNo && confirming.test(token.form))) continue;
    if (asksForWords && isSaying(token)) continue;
    placeOf.set(token.term, terms.length);
    const capital = token.capital && (at > 0 || token.kind === 'acronym' || (analyzed[1]?.capital ?? false));
    // Who writes one name with its capital writes all of them so; a title has a capital before a name alone.
    const isPlain = !token.capital && (isCased || isOrdinary(token.form, language));
    const name = (isPlain ? undefined : isName(token.term)) ?? capital;
    terms.push({
      form: token.form,
      term: token.term,
      written: written.slice(token.start, token.end),
      name,
      number: token.kind === 'number' || token.date,
      weight: 1,
      elsewhere: !isSure || name || token.kind === 'number' ? termsElsewhere(token, language, others) : [],
    });
  }
  // "Siapa gubernur Papua?" asks for the name of somebody.
  const isOfNobody = ({ form }: QueryTerm) =>
    (classOf(form) & (WordClass.personMark | WordClass.country)) !== 0;
  const whoIs =
    terms.length > 0 && terms.every((term) => term.name && !isOfNobody(term)) && asksWhoIs(written);
  const wanted = whoIs ? 'definition' : wantedAnswer(written, language);
  const { synonyms, translations, ofBorrowed } = alternativesOf(written, language, analyzed);
  return {
    language,
    terms,
    pairs: pairsOf(analyzed, placeOf),
    wanted,
    measure: wantedMeasure(written),
    heads: headsOf(analyzed, placeOf),
    current: present.test(written) || (holder.test(written) && !past.test(written)),
    yesNo,
    happened,
    whoIs,
    isBare: analyzed.length <= 2 && analyzed.every(({ role }) => role === 'content'),
    speaker: asksForWords
      ? speakerAmong(terms)
      : asksWhetherSaid.test(written)
        ? null
        : sayerIn(analyzed, placeOf, terms),
    alternatives: synonyms,
    translations,
    ofBorrowed,
    spelledAlike: spelledAlike(analyzed, translations, language, others),
    isTranslated: false,
  };
}

/** "Apakah Tokayev mundur?": of a name and what it did, "apakah" asks for a yes or a no, and for nothing else. */
function asksOfName([first, name, ...rest]: readonly Term[], isName: (term: string) => boolean | undefined) {
  return (
    first?.form === 'apakah' &&
    name?.role === 'content' &&
    (isName(name.term) ?? name.capital) &&
    rest.some(({ role, term, capital }) => role === 'content' && !(isName(term) ?? capital)) &&
    rest.every(({ role }) => role !== 'question')
  );
}

/** A name beside a word of saying: "did Shoigu say", "menurut Shoigu". */
function sayerIn(
  analyzed: readonly Term[],
  placeOf: ReadonlyMap<string, number>,
  terms: readonly QueryTerm[],
): number | null {
  const says = (token: Term | undefined) =>
    token !== undefined && (isSaying(token) || /^(?:menurut|according)$/.test(token.form));
  const at = analyzed.findIndex(({ term }, at) => {
    const place = placeOf.get(term);
    return place !== undefined && terms[place]!.name && (says(analyzed[at - 1]) || says(analyzed[at + 1]));
  });
  return at === -1 ? null : placeOf.get(analyzed[at]!.term)!;
}

/** "Did Tokayev say who they were?" is answered where it says that he did not. */
const asksWhetherSaid = /^\s*(?:did|does|do|has|have|had|apakah)\s/i;

/** The first name, a country's only where there is no other. */
function speakerAmong(terms: readonly QueryTerm[]): number | null {
  const isCountry = ({ form }: QueryTerm) => (classOf(form) & WordClass.country) !== 0;
  const place = terms.findIndex((term) => term.name && !isCountry(term));
  const named = place === -1 ? terms.findIndex(({ name }) => name) : place;
  return named === -1 ? null : named;
}

function spelledAlike(
  analyzed: readonly Term[],
  translations: readonly Alternative[],
  language: string,
  others: readonly string[],
): Alternative[] {
  const isTranslated = new Set(translations.flatMap(({ of }) => of));
  return analyzed
    .filter(({ role, term }) => role === 'content' && !isTranslated.has(term))
    .flatMap((token) =>
      termsElsewhere(token, language, others).map((term) => ({ of: [token.term], words: token.form, terms: [term] })),
    );
} // prettier-ignore
/** Whether a word is an ordinary word of the language or a title, as opposed to a name. */
const isOrdinary = (form: string, language: string) =>
  (classOf(form.replace(/nya$/, '')) & WordClass.personMark) !== 0 ||
  (language === 'id' && isIndonesianWord(form));

function termsElsewhere(token: Term, language: string, others: readonly string[]): string[] {
  // The words of a language that is not known are terms as they stand.
  const found = [...others, 'und']
    .filter((other) => other !== language)
    .flatMap((other) => analyze(token.form, other).slice(0, 1))
    .filter(({ role, term }) => role === 'content' && term !== token.term)
    .map(({ term }) => term);
  return [...new Set(found)];
}

/** Content terms next to the question words, on either side: Indonesian puts the noun before, English after. */
function headsOf(analyzed: readonly Term[], placeOf: ReadonlyMap<string, number>): number[] {
  const heads = new Set<number>();
  for (const [at, token] of analyzed.entries()) {
    if (token.role !== 'question') continue;
    for (const near of [analyzed[at - 1], analyzed[at + 1]]) {
      const place = near?.role === 'content' ? placeOf.get(near.term) : undefined;
      if (place !== undefined) heads.add(place);
    }
  }
  return [...heads];
}

function pairsOf(
  analyzed: readonly Term[],
  placeOf: ReadonlyMap<string, number>,
): (readonly [number, number])[] {
  return analyzed.slice(1).flatMap((token, at) => {
    const [first, second] = [placeOf.get(analyzed[at]!.term), placeOf.get(token.term)];
    return first === undefined || second === undefined || first === second ? [] : [[first, second] as const];
  });
}
