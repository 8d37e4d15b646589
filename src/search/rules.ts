import { fateConcept, countedConcept, isSaying, occasionConcept } from '../text/concepts.ts';
import { classOf, WordClass } from '../text/word-classes.ts';
import { isNegation } from '../text/yes-no.ts';
import { Kind, tokensOf, type IndexedArticle } from './indexed-article.ts';
import type { Features } from './features.ts';
import type { Lexicon } from './lexicon.ts';
import type { Query, QueryTerm } from './query.ts';

/**
 * Points for what no question set teaches: none has yes-or-no questions, and hardly any has articles that report the same at
 * different times. In units of the score; a lead of one point is 2.7 to 1.
 */
const points = {
  /** The sentence has everything asked for, in these or equivalent words. */
  told: 4,
  /** The sentence denies it. */
  denied: 2,
  /** The newest of the best, if the question is about the present; decays over newestDays. */
  newest: 1.5,
  /** A plan, when asked when something ended. */
  planned: -2,
  /** A report that it has ended, when asked for that. */
  ended: 1.5,
  /** The sentence itself has all words of a follow-up; those of the question before only say where to look. */
  own: 4,
  /** The first sentence of an article, when asked what happened; less if it has only some of the question's words. */
  begins: 2.5,
  /** The sentence says who or what somebody or something is, when asked for that. */
  introduced: 2.5,
  /** What a word or two alone are about: the first sentence of an article that has them in its title. */
  titled: 2.5,
  /** It tells of somebody else: "Nazarbayev mundur" of Tokayev, "Armenian Prime Minister" of Kazakhstan's. */
  another: -3,
  /** Somebody says something in it whose words are asked for; half where a detail of them is ("menurut Shoigu, kapan …"). */
  spoken: 3,
};
const newestDays = 30;
/** Age only decides among sentences within this distance of the best. */
const within = 3;
/** Most tokens between a negation and what it denies. */
const reach = 6;
/** Least share of the question that a denial must have. */
const leastDenied = 0.5;
const dayMs = 86_400_000;

const plans = new Set(
  'akan rencana rencananya berencana direncanakan dijadwalkan diperkirakan ditargetkan diharapkan will plan plans planned scheduled expected due'.split(
    ' ',
  ),
);

interface Scored {
  readonly entry: IndexedArticle;
  readonly sentence: number;
  readonly score: number;
  readonly features: Features;
}

export type RuleName = keyof typeof points;

/** The points that a sentence got, those of rules that say nothing about it left out. */
export type RulePoints = Readonly<Partial<Record<RuleName, number>>>;

/** Adds the points that apply to a question. */
export function ruled<Hit extends Scored>(
  hits: readonly Hit[],
  query: Query,
  askedAt: number,
  lexicon: Lexicon,
): (Hit & { readonly rules: RulePoints })[] {
  const asksForEnd =
    query.wanted === 'date' && query.terms.some((term) => occasionConcept(term) === 'selesai');
  const byAge = query.current || query.isBare || asksForEnd ? agePoints(hits, askedAt) : () => 0;
  const own = query.terms.filter(({ weight }) => weight === 1);
  const isFollowUp = own.length > 0 && own.length < query.terms.length;
  return hits.map((hit) => {
    const shareOf = (terms: Query['terms']) =>
      told(hit.entry, hit.sentence, { ...query, terms }, lexicon).share;
    const all: Record<RuleName, number> = {
      ...(query.yesNo ? tellingPoints(hit, query, lexicon) : { told: 0, denied: 0 }),
      newest: byAge(hit),
      planned: asksForEnd && isPlan(hit, lexicon) ? points.planned : 0,
      ended: asksForEnd && tellsOfEnd(hit, lexicon) ? points.ended : 0,
      own: isFollowUp ? points.own * shareOf(own) : 0,
      begins: query.happened && hit.sentence === 0 ? points.begins * shareOf(query.terms) : 0,
      introduced: query.wanted === 'definition' && introduces(hit, query, lexicon) ? points.introduced : 0,
      titled: query.isBare && hit.sentence === 0 ? points.titled * hit.features.titleCoverage : 0,
      another: isOfAnother(hit, query, lexicon) ? points.another : 0,
      spoken:
        query.speaker !== null && isSpokenBy(hit, query.terms[query.speaker]!, lexicon)
          ? points.spoken / (query.wanted === 'any' ? 1 : 2)
          : 0,
    };
    const given = Object.entries(all).filter(([, points]) => points !== 0);
    const sum = given.reduce((sum, [, points]) => sum + points, 0);
    return { ...hit, score: hit.score + sum, rules: Object.fromEntries(given) as RulePoints };
  });
}

/** How much of a yes-or-no question a sentence has, or denies, 0 to 1; names and numbers weigh twice. */
export const shareTold = ({ told = 0 }: RulePoints) => told / points.told;

/** Points by age relative to the newest of the best; none while the news is new, since the ranking covers that. */
function agePoints(hits: readonly Scored[], askedAt: number): (hit: Scored) => number {
  const top = Math.max(...hits.map(({ score }) => score));
  const newest = Math.max(
    ...hits.filter(({ score }) => score >= top - within).map(({ entry }) => entry.publishedAt ?? -Infinity),
  );
  if (!Number.isFinite(newest) || askedAt - newest < newestDays * dayMs) return () => 0;
  return ({ entry: { publishedAt } }) =>
    publishedAt === null
      ? 0
      : points.newest * Math.exp(-Math.max(0, newest - publishedAt) / dayMs / newestDays);
}

function tellsOfEnd({ entry, sentence }: Scored, lexicon: Lexicon): boolean {
  const [from, to] = tokensOf(entry, sentence);
  return entry.words
    .subarray(from, to)
    .some(
      (word) =>
        occasionConcept({ form: lexicon.formOf(word), term: lexicon.textOf(lexicon.termOf(word)) }) ===
        'selesai',
    );
}

/** Whether the name asked for comes with a title, or before a comma or an "is" and words that are not a name. */
function introduces({ entry, sentence }: Scored, query: Query, lexicon: Lexicon): boolean {
  const [from, to] = tokensOf(entry, sentence);
  const asked = new Set(query.terms.flatMap(({ term, elsewhere }) => [term, ...elsewhere]));
  const isAsked = (at: number) => asked.has(lexicon.textOf(lexicon.termOf(entry.words[at]!)));
  const isName = (at: number) => (entry.kinds[at]! & Kind.capital) !== 0;
  const classAt = (at: number) => (at >= from && at < to ? lexicon.classOf(entry.words[at]!) : 0);
  for (let at = from; at < to; at++) {
    if (!isAsked(at)) continue;
    let [first, next] = [at, at + 1];
    while (first > from && isName(first - 1) && !(classAt(first - 1) & WordClass.personMark)) first--;
    while (next < to && (isName(next) || isAsked(next)) && !(entry.kinds[next]! & Kind.apart)) next++;
    if (classAt(first - 1) & WordClass.personMark || classAt(next) & WordClass.copula) return true;
    if (next < to && entry.kinds[next]! & Kind.apart && !isName(next)) return true;
  }
  return false;
}

/**
 * Whether all that a sentence has of what is asked stands beside another name than the one it stands beside in the question: what
 * somebody did in a yes-or-no question, or the office that they hold in a country.
 */
function isOfAnother({ entry, sentence }: Scored, query: Query, lexicon: Lexicon): boolean {
  const { terms, pairs } = query;
  const isCountry = (form: string) => (classOf(form) & ofCountry) !== 0;
  const deeds = query.yesNo
    ? pairs.filter(([one, other]) => terms[one]!.name && !terms[other]!.name && !terms[other]!.number)
    : [];
  const offices = terms.some(({ form }) => isCountry(form))
    ? terms.filter(({ form }) => classOf(form) & WordClass.personMark)
    : [];
  const told = textsOf([...deeds.map(([, deed]) => terms[deed]!), ...offices], query);
  if (told.size === 0) return false;
  const asked = textsOf(terms, query);
  const [from, to] = tokensOf(entry, sentence);
  const textAt = (at: number) => lexicon.textOf(lexicon.termOf(entry.words[at]!));
  const isOther = (at: number) =>
    at >= from &&
    at < to &&
    !asked.has(textAt(at)) &&
    (offices.length > 0
      ? (lexicon.classOf(entry.words[at]!) & ofCountry) !== 0
      : (entry.kinds[at]! & (Kind.capital | Kind.first)) === Kind.capital);
  const places = Array.from({ length: to - from }, (_, at) => from + at).filter((at) => told.has(textAt(at)));
  return (
    places.length > 0 &&
    places.every((place) => {
      let [before, after] = [place - 1, place + 1];
      while (offices.length > 0 && before >= from && asked.has(textAt(before))) before--;
      while (offices.length > 0 && after < to && entry.kinds[after]! & Kind.stop) after++;
      return isOther(before) || (offices.length > 0 && isOther(after));
    })
  );
}

const ofCountry = WordClass.country | WordClass.countryFirst | WordClass.demonym;

/** What terms may be called in an article. */
const textsOf = (terms: readonly QueryTerm[], { alternatives }: Query): ReadonlySet<string> =>
  new Set(
    terms.flatMap(({ term, elsewhere }) => [
      term,
      ...elsewhere,
      ...alternatives.filter(({ of }) => of.includes(term)).flatMap(({ terms }) => terms),
    ]),
  );

/** Whether a word of saying stands beside a name, which may be long: "komentar Menteri Luar Negeri AS Antony Blinken". */
function isSpokenBy({ entry, sentence }: Scored, { term, elsewhere }: QueryTerm, lexicon: Lexicon): boolean {
  const [from, to] = tokensOf(entry, sentence);
  const termAt = (at: number) => lexicon.textOf(lexicon.termOf(entry.words[at]!));
  const isName = (at: number) => at >= from && at < to && (entry.kinds[at]! & Kind.capital) !== 0;
  const says = (at: number) => at >= from && at < to && isSaying({ term: termAt(at) });
  for (let at = from; at < to; at++) {
    if (termAt(at) !== term && !elsewhere.includes(termAt(at))) continue;
    let [first, last] = [at, at];
    while (isName(first - 1)) first--;
    while (isName(last + 1)) last++;
    if ([first - 1, last + 1, last + 2].some(says)) return true;
  }
  return false;
}

function isPlan({ entry, sentence }: Scored, lexicon: Lexicon): boolean {
  const [from, to] = tokensOf(entry, sentence);
  return entry.words.subarray(from, to).some((word) => plans.has(lexicon.formOf(word)));
}

function tellingPoints(
  { entry, sentence }: Scored,
  query: Query,
  lexicon: Lexicon,
): Record<'told' | 'denied', number> {
  const { share, denial } = told(entry, sentence, query, lexicon);
  return {
    told: points.told * share,
    denied: denial !== null && share >= leastDenied ? points.denied : 0,
  };
}

/** The denied tokens of a sentence; `null` if it denies nothing asked for. */
export const deniedIn = (entry: IndexedArticle, sentence: number, query: Query, lexicon: Lexicon) =>
  told(entry, sentence, query, lexicon).denial;

/** The share of a question that a sentence has, in these or equivalent words, and what of it is denied. */
function told(
  entry: IndexedArticle,
  sentence: number,
  { terms, alternatives }: Pick<Query, 'terms' | 'alternatives'>,
  lexicon: Lexicon,
): { readonly share: number; readonly denial: readonly [from: number, to: number] | null } {
  const meanings = terms.map((term) => [
    term.term,
    ...term.elsewhere,
    ...conceptsOf(term),
    ...alternatives.flatMap(({ of, terms: [word = '', ...more] }) =>
      of.length === 1 && of[0] === term.term && more.length === 0 ? [word] : [],
    ),
  ]);
  const [first, end] = tokensOf(entry, sentence);
  const held = new Set<number>();
  let negation = -1;
  let denial: [number, number] | null = null;
  for (let at = first; at < end; at++) {
    const word = entry.words[at]!;
    const form = lexicon.formOf(word);
    if (entry.kinds[at]! & Kind.apart) negation = -1;
    if (isNegation(form)) negation = at;
    const term = lexicon.textOf(lexicon.termOf(word));
    const own = [term, ...conceptsOf({ form, term })];
    const place = meanings.findIndex((meaning) => own.some((one) => meaning.includes(one)));
    if (place === -1 || entry.kinds[at]! & Kind.stop) continue;
    held.add(place);
    if (negation !== -1 && at - negation <= reach) denial = [negation, at + 1];
  }
  const weightOf = (place: number) => (terms[place]!.name || terms[place]!.number ? 2 : 1);
  const sum = (places: Iterable<number>) => [...places].reduce((all, place) => all + weightOf(place), 0);
  return { share: held.size === 0 ? 0 : sum(held) / sum(terms.keys()), denial };
}

const conceptsOf = (word: { readonly form: string; readonly term: string }) =>
  [fateConcept(word), countedConcept(word)].flatMap((concept) =>
    concept === undefined ? [] : [`= ${concept}`],
  );
