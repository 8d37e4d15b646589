import type { Article, ArticleFacts } from '../articles/article.ts';
import { tokensOf, type Entry } from '../search/entry.ts';
import { createSearchIndex, type Found, type Hit } from '../search/search-index.ts';
import { fold } from '../text/tokens.ts';
import { abstainReason } from './abstain.ts';
import type { Answer, Filter, Indexing, Question, Quote, Searched } from './answer.ts';
import { disagreement } from './disagreement.ts';
import { quoteOf } from './quotes.ts';
import { readQuestion } from './reading.ts';

const dayMs = 86_400_000;
/** Quotes of an answer at most. */
const maxQuotes = 3;
/** What a further quote of the same article counts less, in the score of the ranking. */
const sameArticle = 1.5;
/** Articles offered when there is no answer. */
const maxNearest = 3;
/** Articles published more than this after the question are not used. */
const futureMs = 7 * dayMs;
/** Days after which an article is old for a question about the present. */
const oldDays = 30;

/** A change of what can be searched. */
export type Change = { readonly put: Article } | { readonly remove: string };

/**
 * The articles with everything that is asked of them. One writer: every change goes through `apply`.
 *
 * @param indexing how far the indexing is, for the answers that are given meanwhile
 */
export function createArchive(index = createSearchIndex(), indexing: () => Indexing | null = () => null) {
  return {
    apply(change: Change): void {
      if ('put' in change && change.put.status !== 'withdrawn') index.put(change.put);
      else index.remove('put' in change ? change.put.id : change.remove);
    },

    /** Answers a question with verbatim quotes, or abstains. */
    ask(question: Question): Answer {
      const { askedAt, strictness, filter = {} } = question;
      const allowed = (entry: Entry) => passes(entry, filter, askedAt);
      const searched = { ...searchedIn(index.entries(), allowed), indexing: indexing() };
      const { query, found, reading } = readQuestion(question, index, allowed);
      const reason = abstainReason(query, found, searched, strictness);
      if (reason !== null) {
        return { status: 'abstained', reason, nearest: nearest(found.hits), reading, searched };
      }
      const differing = disagreement(query, found.hits);
      const quotes = chooseQuotes(found, differing ?? []);
      const newest = quotes[0]?.article.published;
      const age = newest ? (askedAt.getTime() - Date.parse(newest)) / dayMs : 0;
      const outdated = query.current && age > oldDays;
      return { status: 'answered', quotes, outdated, differing: differing !== null, reading, searched };
    },

    /** The newest articles first; undated ones last. */
    latest({ source, topic, limit }: { source?: string; topic?: string; limit: number }): ArticleFacts[] {
      const words = topic === undefined ? [] : fold(topic).split(/\s+/);
      return [...index.entries()]
        .filter(({ facts }) => isFrom(facts, source))
        .filter(({ facts }) => {
          const about = [facts.title, ...facts.tags].map(fold).join(' ');
          return words.every((word) => about.includes(word));
        })
        .sort((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity))
        .slice(0, limit)
        .map(({ facts }) => facts);
    },

    /** The publishers, those with most articles first. */
    sources() {
      const byPublisher = new Map<string | null, Entry[]>();
      for (const entry of index.entries()) {
        const { publisher } = entry.facts;
        byPublisher.set(publisher, [...(byPublisher.get(publisher) ?? []), entry]);
      }
      return [...byPublisher]
        .map(([publisher, entries]) => ({
          publisher,
          articles: entries.length,
          languages: frequent(
            entries.map(({ language }) => language).filter((language) => language !== 'und'),
          ),
          newest: searchedIn(entries, () => true).newest,
        }))
        .sort((a, b) => b.articles - a.articles);
    },
  };
}

function isFrom(facts: ArticleFacts, source: string | undefined): boolean {
  return source === undefined || fold(facts.publisher ?? '').includes(fold(source));
}

/** Whether an article may be quoted. It is asked of every article for every question, so it reads no more than it must. */
function passes(entry: Entry, { since, until, language, source }: Filter, askedAt: Date): boolean {
  const { publishedAt } = entry;
  if (publishedAt !== null && publishedAt > askedAt.getTime() + futureMs) return false;
  if (since !== undefined && (publishedAt === null || publishedAt < since)) return false;
  if (until !== undefined && (publishedAt === null || publishedAt > until)) return false;
  if (language !== undefined && entry.language.split('-')[0] !== language.split('-')[0]) return false;
  return source === undefined || isFrom(entry.facts, source);
}

function searchedIn(
  entries: Iterable<Entry>,
  allowed: (entry: Entry) => boolean,
): Omit<Searched, 'indexing'> {
  let articles = 0;
  let newest: Entry | undefined;
  for (const entry of entries) {
    if (!allowed(entry)) continue;
    articles++;
    if (entry.publishedAt !== null && entry.publishedAt > (newest?.publishedAt ?? -Infinity)) newest = entry;
  }
  return { articles, newest: newest?.facts.published ?? null };
}

/**
 * The best quotes, those of certain hits among them, rather from different articles than from one. A sentence that
 * several articles have is quoted once, from the earliest of them.
 */
function chooseQuotes(found: Found, needed: readonly Hit[]): Quote[] {
  const earliest = new Map<string, Hit>();
  for (const hit of found.hits) {
    const first = earliest.get(wordsOf(hit));
    if (first === undefined || publishedAt(hit) < publishedAt(first)) earliest.set(wordsOf(hit), hit);
  }
  const best = new Set([...found.hits.slice(0, 1), ...needed].map(wordsOf));
  const chosen: Quote[] = [];
  const rest = new Map(
    [...best, ...found.hits.map(wordsOf)].map((sentence) => [sentence, earliest.get(sentence)!] as const),
  );
  while (chosen.length < maxQuotes && rest.size > 0) {
    const worth = ([sentence, { score, entry }]: readonly [string, Hit]) =>
      (best.has(sentence) ? Infinity : score) -
      (chosen.some(({ article }) => article.id === entry.facts.id) ? sameArticle : 0);
    const [sentence, hit] = [...rest].reduce((most, next) => (worth(next) > worth(most) ? next : most));
    rest.delete(sentence);
    const quote = quoteOf(hit, found);
    const overlaps = chosen.some(
      ({ article, start, end }) => article.id === quote.article.id && start < quote.end && quote.start < end,
    );
    if (!overlaps) chosen.push(verbatim(quote, hit.entry.text));
  }
  return chosen;
}

const publishedAt = ({ entry }: Hit) => entry.publishedAt ?? Infinity;

/** The words of a sentence, without what copies of a story change: case, marks and white space. */
const wordsOf = ({ entry, sentence }: Hit) => entry.words.subarray(...tokensOf(entry, sentence)).join(' ');

/** The check that stands before everything that is shown. */
function verbatim(quote: Quote, text: string): Quote {
  if (quote.text === '' || quote.text !== text.slice(quote.start, quote.end)) {
    throw new Error(
      `A quote of "${quote.article.id}" is not in its text from ${quote.start} to ${quote.end}.`,
    );
  }
  return quote;
}

function nearest(hits: readonly Hit[]): ArticleFacts[] {
  return [...new Map(hits.map(({ entry }) => [entry.facts.id, entry.facts])).values()].slice(0, maxNearest);
}

/** The distinct values, most frequent first. */
function frequent(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
}
