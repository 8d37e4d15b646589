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

/** Most candidates reported, and copies of each. */
const mostCandidates = 20;
const mostCopies = 5;
/** Most characters reported of a sentence. */
const longestSentence = 500;

export interface Explanation {
  /** BCP 47; "und" if unknown. */
  readonly language: string;
  /** "any" if the question does not say what kind of answer it wants. */
  readonly wanted: Query['wanted'];
  readonly measure: Query['measure'];
  /** Whether the question is about the present. */
  readonly current: boolean;
  readonly terms: readonly ExplainedTerm[];
  /** Best first; copies are merged into one. */
  readonly candidates: readonly ExplainedCandidate[];
  /** Total number of candidates. */
  readonly found: number;
  /** Confidence that the best candidate answers, 0 to 1, and the threshold for showing it. */
  readonly confidence: number;
  readonly needed: number;
  readonly answer: Answer;
}

export interface ExplainedTerm extends Pick<QueryTerm, 'written' | 'term' | 'elsewhere' | 'name' | 'number'> {
  /** Of the sum of all weights. */
  readonly share: number;
  /** Synonyms and translations that the articles have, also of phrases that contain the term. */
  readonly inOtherWords: readonly string[];
  /** Whether any article has the term. */
  readonly isKnown: boolean;
  /** Whether it is the noun next to the question word. */
  readonly isHead: boolean;
  /** Whether it comes from the question before. */
  readonly isTakenOver: boolean;
}

/** A sentence that may answer, with its copies. */
export interface ExplainedCandidate {
  readonly article: ArticleFacts;
  /** Offsets in the article's text; `text` is cut if it is very long. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly score: number;
  /** The summands of the score, largest first; zero summands are left out. */
  readonly features: readonly ExplainedFeature[];
  /** The points of rules for questions of its kind, which are in the score too. */
  readonly rules: RulePoints;
  /** Other articles with the sentence or a near copy; `article` is the earliest. */
  readonly copies: readonly ArticleFacts[];
  readonly moreCopies: number;
  /**
   * `quoted`; `within`: part of another candidate's quote; `left out`: others were better, or came from articles not quoted
   * yet; `refused`: the question was not answered.
   */
  readonly fate: 'quoted' | 'within' | 'left out' | 'refused';
}

export interface ExplainedFeature {
  readonly name: FeatureName;
  readonly value: number;
  readonly weight: number;
}

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
