import { spanOf } from '../search/indexed-article.ts';
import type { SearchResult, Hit } from '../search/search-index.ts';
import { fold } from '../text/tokens.ts';
import type { Quote } from './answer.ts';
import { copiesAmong, earliest, type Copies } from './copies.ts';
import type { TextRange } from './passages.ts';
import { quoteOf, verbatim } from './quotes.ts';

/** What a further quote of the same article counts less, in the score of the ranking. */
const sameArticle = 1.5;

/**
 * How probable a further quote must be, by the language of the question. Chosen on questions left out: of facqa's quotes
 * shown at .07, .65 answer, and one that does is among those of .87 of the questions.
 */
const leastProbability = { id: 0.07, other: 0.12 };
/** From here on the first quote is sure enough that the same answer by the same publisher adds nothing. */
const sure = 0.5;

/**
 * The best quotes, those of certain hits among them, rather from different articles than from one. A sentence of which several
 * articles have copies is quoted once, from the earliest of them.
 */
export function chooseQuotes(found: SearchResult, needed: readonly Hit[], most: number): Quote[] {
  const best = new Set([...found.hits.slice(0, 1), ...needed]);
  const rest = copiesAmong(found.hits);
  const chosen: Quote[] = [];
  /** Where the words of the chosen quotes stand, in copies too: another quote may not bring them again. */
  const shown: TextRange[] = [];
  while (chosen.length < most && rest.length > 0) {
    const worth = ({ hits }: Copies) =>
      (hits.some((hit) => best.has(hit)) ? Infinity : hits[0].score) -
      (chosen.some(({ article }) => article.id === earliest(hits).entry.facts.id) ? sameArticle : 0);
    const next = rest.reduce((most, next) => (worth(next) > worth(most) ? next : most));
    rest.splice(rest.indexOf(next), 1);
    const hit = earliest(next.hits);
    const { id } = hit.entry.facts;
    const taken = shown
      .filter(({ article }) => article === id)
      .map(({ start, end }) => [start, end] as const);
    const [from, to] = spanOf(hit.entry, hit.sentence);
    if (taken.some(([start, end]) => start < to && from < end)) continue;
    const quote = quoteOf(hit, found, taken);
    shown.push({ article: id, start: quote.start, end: quote.end });
    for (const { entry, sentence } of next.hits) {
      const [start, end] = spanOf(entry, sentence);
      shown.push({ article: entry.facts.id, start, end });
    }
    const others = new Map(next.hits.map(({ entry }) => [entry.facts.id, entry.facts]));
    others.delete(id);
    const probability = quote.probability + probabilityOf(next.hits.filter((one) => one !== hit));
    chosen.push(verbatim({ ...quote, probability, copies: [...others.values()] }, hit.entry.text));
  }
  return chosen;
}

const probabilityOf = (hits: readonly Hit[]) => hits.reduce((sum, { probability }) => sum + probability, 0);

/**
 * The first quote and those after it that probably add something: another answer, a confirmation by another publisher, or a
 * disagreement.
 *
 * @param differing hits that give different answers
 */
export function addingSomething(
  quotes: readonly Quote[],
  language: string,
  differing: readonly Hit[],
): Quote[] {
  const least = leastProbability[language === 'id' ? 'id' : 'other'];
  const kept: Quote[] = [];
  for (const quote of quotes) {
    const isNeeded = differing.some(
      ({ entry, sentence }) =>
        entry.facts.id === quote.article.id && isWithin(spanOf(entry, sentence), quote),
    );
    if (
      kept.length === 0 ||
      isNeeded ||
      (quote.probability >= least && !kept.some((one) => isRepeated(one, quote)))
    )
      kept.push(quote);
  }
  return kept;
}

const isWithin = ([from, to]: readonly [number, number], { start, end }: Quote) => from < end && start < to;

function isRepeated(before: Quote, quote: Quote): boolean {
  return (
    before.probability >= sure &&
    before.article.publisher === quote.article.publisher &&
    answerOf(before) !== '' &&
    answerOf(before) === answerOf(quote)
  );
}

const answerOf = ({ text, highlights }: Quote) =>
  fold(highlights.map(([start, end]) => text.slice(start, end)).join(' '));
