import { isSameLanguage } from '../text/language.ts';
import { WordClass } from '../text/word-classes.ts';
import { candidateAnswers, type CandidateAnswer } from './candidate-answers.ts';
import { secondStage } from './constants.ts';
import { decay } from './decay.ts';
import { endsIn, Kind, sentenceCount, tokensOf, type IndexedArticle } from './indexed-article.ts';
import type { Lexicon } from './lexicon.ts';
import { matchesIn, share, type Match, type BoundQuery } from './bound-query.ts';
import type { QueryTerm } from './query.ts';

/**
 * Features of a sentence, 0 to 1 unless noted. Shares are of the question's total term weight; "around" means the sentence and
 * its neighbours.
 */
export const featureNames = [
  /** Score of the article in the first stage, relative to the best article's. */
  'article',
  /** BM25 of the sentences around, as a share of its maximum. */
  'bm25',
  /** Share of terms in the sentence. */
  'coverage',
  /** Share of terms around. */
  'around',
  /** Share of terms in the article and its title. */
  'articleCoverage',
  'titleCoverage',
  /** Share of terms whose surface form is in the sentence. */
  'surface',
  /** Share of terms around, counting a missing term by its letters (character 4-grams). */
  'letters',
  /** Share of the question's proper names (numbers) around; 1 if it has none. */
  'names',
  'numbers',
  /** Share around of the nouns next to the question word. */
  'heads',
  /** Share of adjacent pairs in the question that are adjacent around, too. */
  'phrases',
  /** Weight of the heaviest term that is missing around. */
  'missing',
  /** Best fit of a candidate in the measure asked for (a year, a percentage, a duration). */
  'measured',
  /** Density of the question's names and numbers around the best candidate, over 3.5 tokens. */
  'tightNames',
  /** Density of the terms around the best candidate, over 18 tokens. */
  'density',
  /** Density within the sentence, over 3.5 tokens. */
  'tight',
  /** Fit of the candidate that has the noun next to the question word within three tokens. */
  'head',
  /** Best fit of a candidate in the sentence. */
  'fit',
  /** Density of the terms around an equal candidate in other articles. */
  'votes',
  /** Density around an equal candidate in other sentences of the article: its subject is named again and again. */
  'ownVotes',
  /** Fit of the best candidate that is in the title too. */
  'titled',
  /** Whether it is the first sentence of its article. */
  'lead',
  /** 1 / (1 + number of sentences before it). */
  'position',
  /** Logarithm of the number of tokens, 0 to about 5. */
  'length',
  'question',
  /** Whether it ends without a mark, as headlines do. */
  'fragment',
  /** exp(−days/14) between publication and question; 0 if undated. */
  'recency',
  /** Recency, if the question is about the present. */
  'currentRecency',
  /** Whether it was published after the day of the question. */
  'future',
  /** How well its subject (the words before its "is") matches the question: share of the terms × share of the words. */
  'subject',
  /** The match of its first words, if it has no "is". */
  'opening',
  /** The match of its article's first sentence, for later sentences. */
  'articleSubject',
  /** Whether it is in another language than the question. */
  'foreign',
] as const;

export type FeatureName = (typeof featureNames)[number];
export type Features = Record<FeatureName, number>;

/** A sentence that shares terms with the question. */
export interface Candidate {
  readonly number: number;
  readonly entry: IndexedArticle;
  readonly sentence: number;
  /** First-stage score of its article, relative to the best. */
  readonly article: number;
  /** Terms in the article and in its title, as bits by their index in the query. */
  readonly articleTerms: number;
  readonly titleTerms: number;
}

/** A judged sentence with the candidates it votes for elsewhere. */
export interface Judged {
  readonly candidate: Candidate;
  readonly features: Features;
  /** Density by candidate. */
  readonly answers: ReadonlyMap<CandidateName, number>;
}

/**
 * Computes the features of all candidates.
 *
 * @param at receives the id of the article being judged
 */
export function judgeAll(
  candidates: readonly Candidate[],
  probe: BoundQuery,
  lexicon: Lexicon,
  at: (article: string) => void,
): Judged[] {
  const judged = new Map<Candidate, Judged>();
  // Article by article, whose text is decoded only once.
  for (const candidate of candidates.toSorted((a, b) => a.number - b.number)) {
    at(candidate.entry.facts.id);
    judged.set(candidate, judge(candidate, probe, lexicon));
  }
  const ordered = candidates.map((candidate) => judged.get(candidate)!);
  vote(ordered);
  return ordered;
}

/** Lets sentences vote for equal candidates in other sentences, separately for other articles and their own. */
function vote(judged: readonly Judged[]): void {
  /** By candidate and article: the highest density, and the sum over sentences. */
  const votes = new Map<CandidateName, Map<number, { most: number; sum: number }>>();
  for (const { candidate, answers } of judged) {
    for (const [answer, density] of answers) {
      let voters = votes.get(answer);
      if (voters === undefined)
        votes.set(answer, (voters = new Map<number, { most: number; sum: number }>()));
      const voter = voters.get(candidate.number) ?? { most: 0, sum: 0 };
      voters.set(candidate.number, { most: Math.max(voter.most, density), sum: voter.sum + density });
    }
  }
  for (const { candidate, answers, features } of judged) {
    for (const [answer, density] of answers) {
      let others = 0;
      let own = 0;
      for (const [voter, { most, sum }] of votes.get(answer)!) {
        if (voter === candidate.number) own = sum - density;
        else others += most;
      }
      features.votes = Math.max(features.votes, (1 - Math.exp(-others)) * density);
      features.ownVotes = Math.max(features.ownVotes, (1 - Math.exp(-own)) * density);
    }
  }
}

function judge(candidate: Candidate, probe: BoundQuery, lexicon: Lexicon): Judged {
  const { entry, sentence } = candidate;
  const { query } = probe;
  const [from, to] = tokensOf(entry, sentence);
  const [aroundFrom] = tokensOf(entry, Math.max(0, sentence - 1));
  const [, aroundTo] = tokensOf(entry, Math.min(sentenceCount(entry) - 1, sentence + 1));

  const matches = matchesIn(entry, [aroundFrom, aroundTo], probe);
  let inSentence = 0;
  let around = 0;
  let surface = 0;
  for (const { at, place } of matches) {
    around |= 1 << place;
    if (at < from || at >= to) continue;
    inSentence |= 1 << place;
    if (lexicon.formOf(entry.words[at]!) === query.terms[place]?.form) surface |= 1 << place;
  }

  let density = 0;
  let tight = 0;
  let head = 0;
  let fit = 0;
  let titled = 0;
  let measured = 0;
  let tightNames = 0;
  const answers = new Map<CandidateName, number>();
  const nearTo = nearness(matches, [from, to], probe);
  for (const answer of candidateAnswers(
    entry,
    [from, to],
    query.wanted,
    query.measure,
    lexicon,
    askedIn(probe),
  )) {
    const near = nearTo(answer);
    const key = nameOf(answer, entry, lexicon);
    if (entry.titleWords.includes(entry.words[answer.to - 1]!)) titled = Math.max(titled, answer.fit);
    answers.set(key, Math.max(answers.get(key) ?? 0, near.density * answer.fit));
    density = Math.max(density, near.density * answer.fit);
    tight = Math.max(tight, near.tight * answer.fit);
    head = Math.max(head, near.head * answer.fit);
    fit = Math.max(fit, answer.fit);
    if (answer.measured) measured = Math.max(measured, near.density * answer.fit);
    tightNames = Math.max(tightNames, near.tightNames * answer.fit);
  }

  const days = entry.publishedAt === null ? null : (probe.askedAt - entry.publishedAt) / 86_400_000;
  const recency = days === null ? 0 : Math.exp(-Math.max(0, days) / secondStage.recencyDays);
  const features: Features = {
    article: candidate.article,
    bm25: bm25(matches, aroundTo - aroundFrom, probe),
    coverage: share(probe, inSentence),
    around: share(probe, around),
    articleCoverage: share(probe, candidate.articleTerms | candidate.titleTerms),
    titleCoverage: share(probe, candidate.titleTerms),
    surface: share(probe, surface),
    letters: share(probe, around) + lettersOfMissing(entry, [aroundFrom, aroundTo], around, probe, lexicon),
    names: shareOf(probe, around, (place) => query.terms[place]!.name),
    numbers: shareOf(probe, around, (place) => query.terms[place]!.number),
    heads: shareOf(probe, around, (place) => query.heads.includes(place)),
    phrases: phrases(matches, probe),
    missing: heaviestMissing(around, probe),
    measured,
    tightNames,
    density,
    tight,
    head,
    fit,
    votes: 0,
    ownVotes: 0,
    titled,
    lead: sentence === 0 ? 1 : 0,
    position: 1 / (1 + sentence),
    length: Math.log(1 + to - from),
    question: endsIn(entry, sentence, 'question') ? 1 : 0,
    fragment: endsIn(entry, sentence, 'letterOrDigit') ? 1 : 0,
    recency,
    currentRecency: query.current ? recency : 0,
    future: days !== null && days < -1 ? 1 : 0,
    ...subjects(entry, sentence, probe, lexicon),
    foreign: isSameLanguage(entry.language, query.language) ? 0 : 1,
  };
  return { candidate, features, answers };
}

/** Identity of a candidate: the term of the last word of a name ("Joe Biden", "Biden"), all terms of anything else. */
type CandidateName = number | string;

function nameOf(
  { from, to }: CandidateAnswer,
  { words, kinds }: IndexedArticle,
  lexicon: Lexicon,
): CandidateName {
  const isOne = to - from === 1 || (kinds[from]! & Kind.capital) !== 0;
  if (isOne) return lexicon.termOf(words[to - 1]!);
  return Array.from(words.subarray(from, to), (word) => lexicon.termOf(word)).join(' ');
}

/** Okapi BM25 (Robertson and Zaragoza 2009) over a range of tokens, as a share of its maximum. */
function bm25(matches: readonly Match[], tokens: number, { weights, total }: BoundQuery): number {
  const counts = new Float64Array(weights.length);
  for (const { place } of matches) counts[place]!++;
  const { k, b, meanTokens } = secondStage.bm25;
  const saturation = k * (1 - b + (b * tokens) / meanTokens);
  let sum = 0;
  for (let place = 0; place < counts.length; place++)
    sum += (weights[place]! * counts[place]!) / (counts[place]! + saturation);
  return sum / total;
}

const askedIn =
  ({ placeOf, asked }: BoundQuery) =>
  (word: number) =>
    placeOf[word]! !== -1 && placeOf[word]! < asked;

export function missingTerms(entry: IndexedArticle, sentence: number, probe: BoundQuery): QueryTerm[] {
  const [from] = tokensOf(entry, Math.max(0, sentence - 1));
  const [, to] = tokensOf(entry, Math.min(sentenceCount(entry) - 1, sentence + 1));
  const found = new Set(matchesIn(entry, [from, to], probe).map(({ place }) => place));
  return probe.query.terms.filter((_, place) => !found.has(place));
}

/** The terms of the question that an article has nowhere, its title included. */
export function absentTerms(entry: IndexedArticle, probe: BoundQuery): QueryTerm[] {
  const found = new Set(matchesIn(entry, [0, entry.words.length], probe).map(({ place }) => place));
  for (const word of entry.titleWords) found.add(probe.placeOf[word]!);
  return probe.query.terms.filter((_, place) => !found.has(place));
}

const densityAt = decay(secondStage.densityTokens);
const tightAt = decay(secondStage.tightTokens);

interface Nearness {
  readonly density: number;
  readonly tight: number;
  /** Whether the head noun is next to it. */
  readonly head: number;
  readonly tightNames: number;
}

/**
 * Density of the question's terms around candidates, which must be given in order: for each term, only the matches on either
 * side of the candidate count.
 *
 * @param matches in the sentence and its neighbours, in order
 * @param range the tokens of the sentence
 */
function nearness(
  matches: readonly Match[],
  [from, to]: readonly [number, number],
  { query, weights, total }: BoundQuery,
): (answer: CandidateAnswer) => Nearness {
  /** By term: the tokens of its matches in the sentence, and how many of them come before the last candidate. */
  const inside = weights.map((): number[] => []);
  const passed = new Uint32Array(weights.length);
  const before = new Float64Array(weights.length).fill(-Infinity);
  const after = new Float64Array(weights.length).fill(Infinity);
  for (const { at, place } of matches) {
    if (at < from) before[place] = at;
    else if (at < to) inside[place]!.push(at);
    else after[place] = Math.min(after[place]!, at);
  }
  return (answer) => {
    let [density, tight, tightNames, head] = [0, 0, 0, 0];
    for (let place = 0; place < weights.length; place++) {
      const weight = weights[place]!;
      const own = inside[place]!;
      while (passed[place]! < own.length && own[passed[place]!]! < answer.from) passed[place]!++;
      const left = answer.from - (own[passed[place]! - 1] ?? -Infinity);
      const right = (own[passed[place]!] ?? Infinity) - answer.to + 1;
      const distance = Math.min(left, right);
      const outside = Math.min(answer.from - before[place]!, after[place]! - answer.to + 1);
      density += weight * Math.max(densityAt(distance), 0.5 * densityAt(outside));
      const near = weight * tightAt(distance);
      tight += near;
      const term = query.terms[place];
      if (term !== undefined && (term.name || term.number)) tightNames += near;
      if (distance <= 3 && query.heads.includes(place)) head = 1;
    }
    return { density: density / total, tight: tight / total, head, tightNames: tightNames / total };
  };
}

/** Tokens searched for the "is", and length of the opening if there is none. */
const longestSubject = 25;
const openingTokens = 6;

function subjects(
  entry: IndexedArticle,
  sentence: number,
  probe: BoundQuery,
  lexicon: Lexicon,
): Pick<Features, 'subject' | 'opening' | 'articleSubject'> {
  const own = subjectOf(entry, sentence, probe, lexicon);
  return {
    subject: own.isStated ? own.asked : 0,
    opening: own.isStated ? 0 : own.asked,
    articleSubject: sentence === 0 ? 0 : subjectOf(entry, 0, probe, lexicon).asked,
  };
}

/** Whether a sentence has an "is", and how well the words before it, or its opening, match the question. */
function subjectOf(
  entry: IndexedArticle,
  sentence: number,
  probe: BoundQuery,
  lexicon: Lexicon,
): { readonly isStated: boolean; readonly asked: number } {
  const { words, kinds } = entry;
  const [from, to] = tokensOf(entry, sentence);
  let is = from + 1;
  const last = Math.min(to, from + longestSubject);
  while (is < last && !(lexicon.classOf(words[is]!) & WordClass.copula)) is++;
  const isStated = is < last;
  const end = isStated ? is : Math.min(to, from + openingTokens);
  let terms = 0;
  let content = 0;
  let matched = 0;
  for (let at = from; at < end; at++) {
    if (kinds[at]! & Kind.stop) continue;
    content++;
    const place = probe.placeOf[words[at]!]!;
    if (place === -1) continue;
    matched++;
    terms |= 1 << place;
  }
  return { isStated, asked: content === 0 ? 0 : (share(probe, terms) * matched) / content };
}

function shareOf({ query, weights }: BoundQuery, bits: number, which: (place: number) => boolean): number {
  let all = 0;
  let there = 0;
  for (const place of query.terms.keys()) {
    if (!which(place)) continue;
    all += weights[place]!;
    if (bits & (1 << place)) there += weights[place]!;
  }
  return all === 0 ? 1 : there / all;
}

/** Weight of the question's adjacent pairs that are adjacent in the text, as a share of all pairs. */
function phrases(matches: readonly Match[], { query, weights }: BoundQuery): number {
  let all = 0;
  let there = 0;
  for (const [first, second] of query.pairs) {
    const weight = weights[first]! + weights[second]!;
    all += weight;
    const together = matches.some(
      ({ at, place }, index) =>
        place === first &&
        matches.slice(index + 1, index + 3).some((next) => next.place === second && next.at - at <= 2),
    );
    if (together) there += weight;
  }
  return all === 0 ? 0 : there / all;
}

/** As a share of the total weight. */
function heaviestMissing(found: number, { weights, total }: BoundQuery): number {
  let most = 0;
  for (let place = 0; place < weights.length; place++)
    if (!(found & (1 << place))) most = Math.max(most, weights[place]!);
  return most / total;
}

/** Credit for missing terms by shared letters: spelling variants and inflections. */
function lettersOfMissing(
  { words }: IndexedArticle,
  [from, to]: readonly [number, number],
  found: number,
  { query, weights, total }: BoundQuery,
  lexicon: Lexicon,
): number {
  let sum = 0;
  for (const [place, { form, number }] of query.terms.entries()) {
    if (found & (1 << place) || number || form.length < 5) continue;
    let best = 0;
    for (let at = from; at < to; at++) {
      const other = lexicon.formOf(words[at]!);
      if (other.length >= 4 && other.charCodeAt(0) === form.charCodeAt(0))
        best = Math.max(best, sharedGrams(form, other));
    }
    sum += weights[place]! * best;
  }
  return sum / total;
}

/** Share of a form's character 4-grams that another form has. */
function sharedGrams(form: string, other: string): number {
  let shared = 0;
  for (let at = 0; at + 4 <= form.length; at++) if (other.includes(form.slice(at, at + 4))) shared++;
  return shared / (form.length - 3);
}
