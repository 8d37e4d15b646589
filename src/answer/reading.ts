import type { Allowed } from '../search/first-stage.ts';
import { sentenceCount, spanOf } from '../search/indexed-article.ts';
import { readFollowUp, readTogether } from '../search/follow-up.ts';
import { createQuery, type Query, type QueryTerm } from '../search/query.ts';
import type { SearchResult, Hit, VisibleIndex } from '../search/search-index.ts';
import type { Correction } from '../search/spelling.ts';
import { analyze } from '../text/analyzer.ts';
import { sentences } from '../text/sentences.ts';
import { plainQuestion, withoutInvisible } from '../text/plain-question.ts';
import { languageFor } from '../text/question-language.ts';
import type { Question, QuestionReading } from './answer.ts';

/** A question as understood, with its search result. */
export interface ReadQuestion {
  readonly query: Query;
  readonly found: SearchResult;
  readonly reading: QuestionReading;
}

/** Number of top sentences of which one must contain a corrected word next to others of the question. */
const witnesses = 5;
/** Share of the other words that must stand next to a corrected one. */
const besideCorrected = 0.5;
/** Number of top sentences of which one must have a follow-up's words as well as any other sentence. */
const onTopic = 10;
/** Share of the previous question that an article must have to be on its topic. */
const sameTopic = 0.5;

/** Questions with more content words are messages that contain a claim. */
const longestQuestion = 24;

/** Read literally. */
export const asWritten: QuestionReading = { previous: null, corrections: [] };

/** Analyses a question: corrects misspellings, and adds the question before if this one is a follow-up. */
export function readQuestion(
  { text, previous, askedAt, readIn }: Question,
  index: VisibleIndex,
  allowed: Allowed,
): ReadQuestion {
  const search = (query: Query) => index.search(query, askedAt.getTime(), allowed);
  const { plain, query, corrections } = spelt(text, readIn, index, search);
  const together = previous === undefined ? null : withPrevious(previous);
  return together === null
    ? { query, found: search(query), reading: { previous: null, corrections } }
    : { ...together, reading: { previous: previous!, corrections } };

  function withPrevious(before: string): { query: Query; found: SearchResult } | null {
    const previousQuery = spelt(before, readIn, index, search).query;
    const followUp = readFollowUp(plain, query, previousQuery);
    if (followUp.leaning === 'none') return null;
    const joined = readTogether(followUp, previousQuery);
    const found = search(joined);
    const staysOnTopic =
      followUp.leaning === 'certain' ||
      isAboutBoth(found.hits, search(query).hits[0], followUp.query.terms, previousQuery.terms, index);
    return staysOnTopic ? { query: joined, found } : null;
  }
}

/** Whether articles on the previous question match the new one as well as any others do. If not, it is a new topic. */
function isAboutBoth(
  joined: readonly Hit[],
  alone: Hit | undefined,
  own: readonly QueryTerm[],
  previous: readonly QueryTerm[],
  index: VisibleIndex,
): boolean {
  if (alone === undefined) return false;
  const needed = shareIn(termsAround(alone), own);
  return joined.slice(0, onTopic).some((hit) => {
    const held = shareIn(termsAround(hit), own);
    return held > 0 && held >= needed && shareIn(index.termsOf(hit.entry), previous) >= sameTopic;
  });
}

/** Normalises chat spelling, and corrects misspellings whose correction stands next to the other words in some article. */
function spelt(
  text: string,
  readIn: string | undefined,
  index: VisibleIndex,
  search: (query: Query) => SearchResult,
): { plain: string; query: Query; corrections: readonly Correction[] } {
  const languages = index.languages();
  const visible = withoutInvisible(text);
  const { language, isSure } = languageFor(visible, languages, readIn);
  const plain = claimOf(plainQuestion(visible, language, index.isKnown), language, index);
  const queryOf = (corrections: readonly Correction[]) =>
    createQuery(corrections.reduce(correct, plain), language, languages, isSure, index.isName);
  const query = queryOf([]);
  const proposed = index.corrections(query);
  if (proposed.length === 0) return { plain, query, corrections: [] };
  const corrected = queryOf(proposed);
  const { hits, unknown } = search(corrected);
  const known = corrected.terms.filter(({ written }) => !unknown.includes(written));
  const corrections = proposed.filter((correction) => {
    const isCorrected = ({ written }: QueryTerm) => written === correction.corrected;
    const others = known.filter((term) => !isCorrected(term));
    const isName = /^\p{Lu}/u.test(correction.written);
    // Nothing speaks for a word of which the archive knows no other of the question.
    if (!isName && others.length === 0 && corrected.terms.length > 1) return false;
    return hits.slice(0, witnesses).some((hit) => {
      // A name is found where the article tells of the rest, a word where the sentence does.
      const around = isName ? index.termsOf(hit.entry) : termsAround(hit);
      return (
        shareIn(around, known.filter(isCorrected)) === 1 &&
        (others.length === 0 || shareIn(around, others) >= besideCorrected)
      );
    });
  });
  return {
    plain,
    query: corrections.length === proposed.length ? corrected : queryOf(corrections),
    corrections,
  };
}

function correct(text: string, { written, corrected }: Correction): string {
  return text.replace(new RegExp(`(?<!\\p{L})${written}(?!\\p{L})`, 'gu'), corrected);
}

/**
 * The question or claim in a long message (a chain message, a forwarded post): the question in it, else the sentence with most
 * names and numbers the archive knows, and those after it while there is room.
 */
function claimOf(text: string, language: string, index: VisibleIndex): string {
  const termsOf = (part: string) => analyze(part, language).filter(({ role }) => role === 'content');
  if (termsOf(text).length <= longestQuestion) return text;
  const parts = sentences(text, language).map(({ start, end }) => text.slice(start, end));
  const worth = (part: string) =>
    (part.includes('?') ? 5 : 0) +
    termsOf(part).reduce((sum, { form, kind, capital }) => {
      if (!index.isKnown(form)) return sum - 0.2;
      return sum + (capital || kind === 'number' ? 2 : 1);
    }, 0) / Math.sqrt(Math.max(8, termsOf(part).length)); // prettier-ignore
  const best = parts.reduce((most, next) => (worth(next) > worth(most) ? next : most));
  const chosen = [best];
  for (const part of parts.slice(parts.indexOf(best) + 1)) {
    if (best.includes('?') || termsOf([...chosen, part].join(' ')).length > longestQuestion) break;
    chosen.push(part);
  }
  return chosen.join(' ');
}

function termsAround({ entry, sentence }: Hit): ReadonlySet<string> {
  const [start] = spanOf(entry, Math.max(0, sentence - 1));
  const [, end] = spanOf(entry, Math.min(sentenceCount(entry) - 1, sentence + 1));
  return termsIn(entry.text.slice(start, end), entry.language);
}

const termsIn = (text: string, language: string) => new Set(analyze(text, language).map(({ term }) => term));

function shareIn(found: ReadonlySet<string>, terms: readonly QueryTerm[]): number {
  const there = terms.filter(({ term, elsewhere }) => [term, ...elsewhere].some((text) => found.has(text)));
  return terms.length === 0 ? 0 : there.length / terms.length;
}
