import { spanOf, type IndexedArticle } from '../search/indexed-article.ts';
import type { Query, QueryTerm } from '../search/query.ts';
import { readAhead, type Hit } from '../search/search-index.ts';
import { agree } from '../text/amounts.ts';
import { analyze } from '../text/analyzer.ts';
import { countedConcept, isPerson } from '../text/concepts.ts';
import { areFarApart, canBeSame } from '../text/days.ts';
import type { Figure } from './answer.ts';
import { askedOf, canBeSameCounted, contextOf, isHeld, statementOf } from './statements.ts';
import type { ValueQuestion, Statement, StatedValue } from './statements.ts';

/** Hits searched for the answer, and hits that may contradict it. */
const leading = 5;
const compared = 25;
/** Share of the question's words near one statement that the other's article must have. */
const leastShared = 0.5;

const mostFigures = 4;

export interface Disagreement {
  /** The better hit and the one that contradicts it. */
  readonly hits: readonly [Hit, Hit];
  /** What all of them state, newest first. */
  readonly figures: readonly Figure[];
}

/**
 * Finds two articles that give different amounts or dates for what the question asks. It only says that they differ, never
 * which is right.
 *
 * @param hits best first
 */
export function disagreement(query: Query, hits: readonly Hit[]): Disagreement | null {
  const asked = askedOf(query);
  if (asked === null) return null;
  // What articles in another language state counts as much, though they come after all others.
  const near = [0, 1].flatMap((foreign) =>
    hits.filter(({ features }) => features.foreign === foreign).slice(0, compared),
  );
  const leads = hits.slice(0, leading);
  readAhead(
    [...leads, ...near].map(({ entry }) => entry),
    'all',
  );
  for (const lead of leads) {
    const statement = statementOf(lead, asked);
    if (statement === null) continue;
    const others = near.flatMap((hit) => {
      const found = isOtherStory(hit.entry, lead.entry) ? statementOf(hit, asked) : null;
      return found !== null && isSameThing(statement, found, asked) ? [found] : [];
    });
    const other = others.find((found) => differ(statement, found));
    if (other === undefined) return null;
    return { hits: [lead, other.hit], figures: figuresOf([statement, other, ...others]) };
  }
  return null;
}

/** One figure per article, newest first. */
function figuresOf(statements: readonly Statement[]): Figure[] {
  const byArticle = new Map<string, Statement>();
  for (const statement of statements) {
    const { id } = statement.hit.entry.facts;
    if (!byArticle.has(id) && byArticle.size < mostFigures) byArticle.set(id, statement);
  }
  return [...byArticle.values()]
    .sort((one, other) => publishedAt(other.hit) - publishedAt(one.hit))
    .map((statement) => ({ text: wordsOf(statement), article: statement.hit.entry.facts }));
}

const publishedAt = ({ entry }: Hit) => entry.publishedAt ?? -Infinity;

/** The value in the article's words, with the noun that is counted. */
function wordsOf({ hit: { entry, sentence }, values: [value], counted }: Statement): string {
  const text = entry.text.slice(...spanOf(entry, sentence));
  const terms = analyze(text, entry.language);
  const isCounted = counted !== null && terms[value!.to] !== undefined;
  return text.slice(terms[value!.from]!.start, terms[isCounted ? value!.to : value!.to - 1]!.end);
}

function isOtherStory({ facts: a }: IndexedArticle, { facts: b }: IndexedArticle): boolean {
  return a.id !== b.id && (a.origin === null || a.origin !== b.origin);
}

/** Whether two statements are about one thing: same event, same counted noun, same names. */
function isSameThing(
  a: Statement,
  b: Statement,
  { query, wantsDate, eventOf, counted }: ValueQuestion,
): boolean {
  if (unitOf(a) !== unitOf(b)) return false;
  if (a.event !== b.event || !canBeSameCounted(a.counted, b.counted, a.event)) return false;
  const haveYears = a.years.size > 0 && b.years.size > 0;
  if (!wantsDate && haveYears && [...a.years].every((year) => !b.years.has(year))) return false;

  const [around, aroundOther] = [contextOf(a.hit), contextOf(b.hit)];
  // Words that stand for the event or for what is counted were compared already.
  const isCompared = (term: QueryTerm) => {
    const [event, thing] = [eventOf(term), countedConcept(term)];
    if (event !== undefined) return event === b.event;
    return thing !== undefined && canBeSameCounted(thing, b.counted, b.event);
  };
  const there = query.terms.filter((term) => !isCompared(term) && isHeld(term, around));
  const isFixed = ({ name, number }: QueryTerm) => name || number;
  if (there.some((term) => isFixed(term) && !isHeld(term, aroundOther))) return false;
  // "Got 12,450 votes" and "received 12,450 votes": what is counted tells enough, unless it is people.
  if (a.counted !== null && a.counted === b.counted && counted.has(a.counted) && !isPerson(a.counted))
    return true;
  const words = there.filter((term) => !isFixed(term));
  const { language } = b.hit.entry;
  // A count is told by its fate in any language; much begins and ends on one day or another.
  if (a.hit.entry.language !== language) return words.length === 0 || (a.event !== null && !wantsDate);
  return (
    words.filter((term) => isHeld(term, aroundOther) || isInText(term, b.hit)).length >=
    leastShared * words.length
  );
}

/** Checks the surface form: analysing the whole article would take too long. */
function isInText({ form }: QueryTerm, { entry }: Hit): boolean {
  return entry.text.toLowerCase().includes(form);
}

const unitOf = ({ values: [value] }: Statement) =>
  value !== undefined && 'unit' in value ? value.unit : null;

/** Whether no value of one statement is compatible with any of the other. */
function differ(a: Statement, b: Statement): boolean {
  return a.values.every((one) => b.values.every((other) => cannotAgree(one, other)));
}

function cannotAgree(a: StatedValue, b: StatedValue): boolean {
  if ('unit' in a) return 'unit' in b && !agree(a, b);
  return !('unit' in b) && !canBeSame(a, b) && !areFarApart(a, b);
}
