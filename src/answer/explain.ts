import type { ArticleFacts } from '../articles/article.ts';
import { spanOf } from '../search/indexed-article.ts';
import { featureNames, type FeatureName } from '../search/features.ts';
import type { Query, QueryTerm } from '../search/query.ts';
import type { RulePoints } from '../search/rules.ts';
import type { SearchResult, Hit } from '../search/search-index.ts';
import { weightsFor } from '../search/weights-for.ts';
import { neededConfidence } from './abstain.ts';
import type { Answer, Quote, Question } from './answer.ts';
import { confidence } from './confidence.ts';
import { copiesAmong, earliest } from './copies.ts';

/** Candidates that are told of, and copies of each. */
const mostCandidates = 20;
const mostCopies = 5;
/** Characters of a sentence that are told. */
const longestSentence = 500;

/** Why a question got the answer that it got. */
export interface Explanation {
  /** BCP 47; "und" where it could not be told. */
  readonly language: string;
  /** What kind of answer the question wants ("date", "person", …; "any" where nothing tells), in which measure. */
  readonly wanted: Query['wanted'];
  readonly measure: Query['measure'];
  /** Whether it is about the present. */
  readonly current: boolean;
  readonly terms: readonly ExplainedTerm[];
  /** The most telling sentences, the best first; copies are one candidate. */
  readonly candidates: readonly ExplainedCandidate[];
  /** How many there were in all. */
  readonly found: number;
  /** How sure it is that the best candidate answers, 0 to 1, and how sure it must be to be shown. */
  readonly confidence: number;
  readonly needed: number;
  readonly answer: Answer;
}

/** A term of the question after analysis. */
export interface ExplainedTerm extends Pick<QueryTerm, 'written' | 'term' | 'elsewhere' | 'name' | 'number'> {
  /** As a share of the weights of all. */
  readonly share: number;
  /** Other words for it that articles have: synonyms and translations, of phrases that it is a part of too. */
  readonly inOtherWords: readonly string[];
  /** Whether any article has it. */
  readonly isKnown: boolean;
  /** Whether it stands beside the question word. */
  readonly isHead: boolean;
  /** Whether it was taken over from the question before. */
  readonly isTakenOver: boolean;
}

/** A sentence that may answer, alone or for several articles that have copies of it. */
export interface ExplainedCandidate {
  readonly article: ArticleFacts;
  /** Where the sentence stands in the article's text, and its words, cut where there are very many. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Of the best of the copies. */
  readonly score: number;
  /** What the score is the sum of, the greatest share first; features that add nothing are left out. */
  readonly features: readonly ExplainedFeature[];
  /** The points of rules for questions of its kind, which are in the score too. */
  readonly rules: RulePoints;
  /** The other articles that have the sentence or a near copy of it; the article is the earliest of all. */
  readonly copies: readonly ArticleFacts[];
  readonly moreCopies: number;
  /**
   * `quoted`; `within`: its words stand in the quote of another candidate; `left out`: others are better, or their articles
   * were not quoted yet; `refused`: the question was not answered.
   */
  readonly fate: 'quoted' | 'within' | 'left out' | 'refused';
}

export interface ExplainedFeature {
  readonly name: FeatureName;
  readonly value: number;
  readonly weight: number;
}

/** Explains an answer by what was found for its question. */
export function explain(
  query: Query,
  found: SearchResult,
  answer: Answer,
  { strictness }: Pick<Question, 'strictness'>,
): Explanation {
  const groups = copiesAmong(found.hits);
  const quotes = answer.status === 'answered' ? answer.quotes : null;
  return {
    language: query.language,
    wanted: query.wanted,
    measure: query.measure,
    current: query.current,
    terms: query.terms.map(({ written, term, elsewhere, name, number, weight }, place) => ({
      written,
      term,
      elsewhere,
      name,
      number,
      inOtherWords: inOtherWords(term, found),
      share: rounded(found.termShares[place]!),
      isKnown: !found.unknown.includes(written),
      isHead: query.heads.includes(place),
      isTakenOver: weight < 1,
    })),
    candidates: groups.slice(0, mostCandidates).map(({ hits }) => candidateOf(hits, query, quotes)),
    found: groups.length,
    confidence: rounded(confidence(query, found, answer.searched.articles)),
    needed: neededConfidence(query, found, answer.searched.articles, strictness),
    answer,
  };
}

function inOtherWords(term: string, found: SearchResult): string[] {
  const words = found.inOtherWords.filter(({ of }) => of.includes(term)).map(({ words }) => words);
  return [...new Set(words)];
}

function candidateOf(
  hits: readonly [Hit, ...Hit[]],
  query: Query,
  quotes: readonly Quote[] | null,
): ExplainedCandidate {
  const [{ score, features, rules }] = hits;
  const first = earliest(hits);
  const { entry, sentence } = first;
  const [start, end] = spanOf(entry, sentence);
  const weights = weightsFor(query, entry.language);
  const copies = new Map(hits.map(({ entry }) => [entry.facts.id, entry.facts]));
  copies.delete(entry.facts.id);
  const explained = featureNames
    .map((name) => ({ name, value: rounded(features[name]), weight: rounded(weights[name]) }))
    .filter(({ value, weight }) => value * weight !== 0)
    .sort((a, b) => Math.abs(b.value * b.weight) - Math.abs(a.value * a.weight));
  return {
    article: entry.facts,
    start,
    end,
    text: entry.text.slice(start, Math.min(end, start + longestSentence)),
    score: rounded(score),
    features: explained,
    rules: Object.fromEntries(Object.entries(rules).map(([name, points]) => [name, rounded(points)])),
    copies: [...copies.values()].slice(0, mostCopies),
    moreCopies: Math.max(0, copies.size - mostCopies),
    fate: fateOf(first, quotes),
  };
}

function fateOf(
  { entry, sentence, score }: Hit,
  quotes: readonly Quote[] | null,
): ExplainedCandidate['fate'] {
  if (quotes === null) return 'refused';
  const [start, end] = spanOf(entry, sentence);
  const quote = quotes.find((one) => one.article.id === entry.facts.id && one.start < end && start < one.end);
  if (quote === undefined) return 'left out';
  return quote.score === score ? 'quoted' : 'within';
}

/** To a thousandth. */
const rounded = (value: number) => Math.round(value * 1000) / 1000;
