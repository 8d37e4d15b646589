import { analyze, type Term } from '../text/analyzer.ts';
import { maxTerms, type Query, type QueryTerm } from './query.ts';
import { wantedAnswer, wantedMeasure } from './wanted.ts';

/** Whether a question depends on the one before: `certain` if it cannot stand alone, `possible` if only the articles can tell. */
type Leaning = 'none' | 'possible' | 'certain';

/** A question as a possible follow-up. */
export interface FollowUp {
  readonly leaning: Leaning;
  /** The question without mere connectives ("what about"). */
  readonly query: Query;
  /** Whether it replaces the subject of the question before ("kalau di Almaty?"). */
  readonly replaces: boolean;
}

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Asks the previous question about something else. */
const replacing =
  /^(?:(?:dan|lalu|terus|trus|tapi|nah|and|but|so|ok(?:ay|e)?),?\s+)?(?:what about|how about|bagaimana (?:dengan|kalau)|gimana (?:dengan|kalau|sama)|kalau|kalo)\s+/i;
/** Phrases that continue a conversation. */
const goingOn =
  /^(?:dan|lalu|terus|trus|kemudian|selanjutnya|tapi|tetapi|nah|jadi|and|but|so|then|or|also)\b,?\s*/i;

/** Connectives that would otherwise be searched for. */
const tying = list('kalau kalo terus trus selanjutnya nah gimana sama ok okay oke');

/** Elliptical questions: "berapa yang tewas", "how many were killed", "siapa lagi". */
const elliptic =
  /\b(?:berapa (?:yang|di ?antara|dari)|yang mana|siapa (?:lagi|saja)|apa (?:lagi|saja)|(?:di|ke) ?mana (?:lagi|saja)|how (?:many|much) (?:of|were|was|are|is|did|have|had|more)|which (?:one|of)|(?:who|what|where|when) else)\b/i;

/** Pronouns and demonstratives of both languages. */
const subjects = list('dia ia beliau mereka keduanya he she it they');
const objects = list('him them her');
const possessives = list('his its their hers theirs her');
const pointers = list('itu ini tersebut tsb sana situ begitu gitu segitu this that these those there');
/** Before these, "ini" and "this" refer to time, not to what was said. */
const times = list(
  'hari minggu pekan bulan tahun saat pagi siang sore malam abad day week month year morning evening afternoon century time',
);
const beVerbs = list('is are was were be been');
const prepositions = list(
  'di ke dari pada oleh untuk dengan of in on at to by with from after before about for since until like',
);
/** Words that separate clauses. */
const borders = list(
  'dan yang bahwa ketika setelah sebelum karena saat lalu tetapi and who that which when after before because why where how siapa kapan mengapa kenapa bagaimana berapa',
);
/** Words in -nya without a referent. */
const notPossessed = list(`
  hanya tanya bertanya punya mempunyai kenya akhirnya biasanya sebenarnya khususnya misalnya umumnya tampaknya sepertinya
  rupanya seharusnya sebaiknya pastinya tentunya katanya sesungguhnya nyatanya setidaknya selamanya
`);

/** Tells from its wording whether a question depends on the one before. */
export function readFollowUp(written: string, whole: Query, previous: Query): FollowUp {
  const text = written.replace(replacing, '');
  const replaces = text !== written;
  const query = withoutTies(whole, replaces ? text : written.replace(goingOn, ''));
  const { terms } = query;
  const isNew = ({ term }: QueryTerm) => previous.terms.every((other) => other.term !== term);
  return { leaning: leaning(), query, replaces };

  function leaning(): Leaning {
    const tokens = analyze(text, query.language);
    const continues = replaces || goingOn.test(written);
    const named = terms.some((term) => term.name && isNew(term));
    if (terms.length === 0) return tokens.length === 0 ? 'none' : 'certain';
    if (replaces && terms.length <= 3) return 'certain';
    const pointing = tokens.filter((_, at) => pointsBack(tokens, at, query));
    // "It" often stands for nothing ("how long does it take to …").
    if (pointing.some(({ form }) => form !== 'it' || !named)) return 'certain';
    if (continues && terms.length === 1) return 'certain';
    if (pointing.length > 0 || continues || elliptic.test(written)) return 'possible';
    return terms.length <= 2 && !named ? 'possible' : 'none';
  }
}

/** The query without connectives; `text` is the question without them. */
function withoutTies(query: Query, text: string): Query {
  const places = query.terms.flatMap(({ form }, place) => (tying.has(form) ? [] : [place]));
  return {
    ...query,
    ...atPlaces(query, places),
    wanted: wantedAnswer(text.toLowerCase(), query.language),
    measure: wantedMeasure(text),
  };
}

/** The terms at some places of a query, with everything indexed by place. */
function atPlaces(
  { terms, pairs, heads }: Query,
  places: readonly number[],
): Pick<Query, 'terms' | 'pairs' | 'heads'> {
  const placeOf = new Map(places.map((old, place) => [old, place]));
  return {
    terms: places.map((place) => terms[place]!),
    pairs: pairs.flatMap(([first, second]) => {
      const [from, to] = [placeOf.get(first), placeOf.get(second)];
      return from === undefined || to === undefined ? [] : [[from, to] as const];
    }),
    heads: heads.flatMap((head) => placeOf.get(head) ?? []),
  };
}

/** Whether a token refers to something that the question does not name before it. */
function pointsBack(tokens: readonly Term[], at: number, query: Query): boolean {
  const { form } = tokens[at]!;
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  if (pointers.has(form)) {
    return isPointer(form, before, next) && !isName(before, query);
  }
  if (form === 'it' && beVerbs.has(before?.form ?? '') && tokens.length > at + 3) return false;
  const isPossessed = possessesSomething(tokens[at]!, query);
  const isObject =
    (objects.has(form) && next?.role !== 'content') || (isPossessed && /^(?:me|di)/.test(form));
  if (isObject) return !isNamedBefore(tokens, lastBorder(tokens, at), query);
  if (subjects.has(form) || possessives.has(form)) return !isNamedBefore(tokens, at, query);
  if (!isPossessed) return false;
  return !isNamedBefore(tokens, at, query) && !isName(next, query);
}

function isPointer(form: string, before: Term | undefined, next: Term | undefined): boolean {
  switch (form) {
    case 'itu':
      // "Apa itu CSTO?" asks for a definition.
      return !((before?.form === 'apa' || before?.form === 'siapa') && next !== undefined);
    case 'ini':
      return before !== undefined && !times.has(before.form);
    case 'this':
      return next !== undefined && !times.has(next.form);
    case 'there':
      return next === undefined || !(before !== undefined && beVerbs.has(before.form));
    case 'that':
      return (
        next === undefined ||
        (before !== undefined && (prepositions.has(before.form) || beVerbs.has(before.form)))
      );
    case 'those':
      return next?.form !== 'who';
    default:
      return true;
  }
}

/** Whether it has the possessive -nya; names like "Kenya" do not count. */
function possessesSomething(token: Term, query: Query): boolean {
  return (
    query.language === 'id' &&
    token.form.length > 5 &&
    token.form.endsWith('nya') &&
    !notPossessed.has(token.form) &&
    !isName(token, query)
  );
}

function isName(token: Term | undefined, query: Query): boolean {
  return query.terms.some(({ name, term }) => name && term === token?.term);
}

/** Whether a possible referent comes before: a name, or a noun of an earlier clause. */
function isNamedBefore(tokens: readonly Term[], at: number, query: Query): boolean {
  const before = tokens.slice(0, Math.max(at, 0));
  if (before.some((token, place) => isName(token, query) && !prepositions.has(tokens[place - 1]?.form ?? '')))
    return true;
  const border = lastBorder(tokens, at);
  return before.slice(0, Math.max(border, 0)).filter(({ role }) => role === 'content').length >= 2;
}

/** Start of the clause that contains a token. */
function lastBorder(tokens: readonly Term[], at: number): number {
  return tokens.findLastIndex(({ form }, place) => place > 0 && place < at && borders.has(form));
}

/** Weights of the previous question's terms; those of the new one weigh 1. */
const carried = { name: 0.7, word: 0.5, replaced: 0.2 };

/** Merges a question with the one before. The new question decides the kind of answer, unless it leaves it open. */
export function readTogether({ query, replaces }: FollowUp, previous: Query): Query {
  const isReplaced = (term: QueryTerm) =>
    replaces && query.terms.some((own) => (own.name && term.name) || (own.number && term.number));
  const weightOf = (term: QueryTerm) =>
    isReplaced(term) ? carried.replaced : term.name ? carried.name : carried.word;
  const places = previous.terms.flatMap(({ term }, place) =>
    query.terms.some((own) => own.term === term) ? [] : [place],
  );
  const taken = atPlaces(previous, places.slice(0, Math.max(0, maxTerms - query.terms.length)));
  const moved = (place: number) => place + query.terms.length;
  const wanted = query.wanted === 'any' ? previous.wanted : query.wanted;
  const keepsHeads = query.heads.length === 0 && wanted === previous.wanted;
  return {
    ...query,
    terms: [...query.terms, ...taken.terms.map((term) => ({ ...term, weight: weightOf(term) }))],
    pairs: [...query.pairs, ...taken.pairs.map(([first, second]) => [moved(first), moved(second)] as const)],
    wanted,
    heads: keepsHeads ? taken.heads.map(moved) : query.heads,
    isBare: false,
    current: query.current || (query.wanted === 'any' && previous.current),
    alternatives: [...query.alternatives, ...previous.alternatives],
    translations: [...query.translations, ...previous.translations],
    ofBorrowed: [...query.ofBorrowed, ...previous.ofBorrowed],
    spelledAlike: [...query.spelledAlike, ...previous.spelledAlike],
  };
}
