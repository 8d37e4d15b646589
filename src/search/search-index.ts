import type { Article } from '../articles/article.ts';
import type { Alternative } from '../text/bilingual-lexicon.ts';
import { deniedSpans, likelySpans, spansOf, type LikelyAnswer, type AnswerSpan } from './answer-spans.ts';
import { visibleTo } from '../articles/scope.ts';
import { analyze } from '../text/analyzer.ts';
import { fold } from '../text/tokens.ts';
import { createArticleIndex, type ArticleIndex } from './article-index.ts';
import { firstStage, secondStage } from './constants.ts';
import { createCounts } from './counts.ts';
import {
  Kind,
  createEntry,
  entryOf,
  sentenceCount,
  tokensOf,
  type IndexedArticle,
  type StoredArticle,
} from './indexed-article.ts';
import { createExpansions, type Expansions, type ExpansionTerms } from './expansions.ts';
import { absentTerms, featureNames, judgeAll, missingTerms } from './features.ts';
import type { Candidate, Features } from './features.ts';
import { createLexicon, type Lexicon, type LexiconWord } from './lexicon.ts';
import { bindQuery } from './bind-query.ts';
import { share, withMeant, type BoundQuery } from './bound-query.ts';
import type { Query, QueryTerm } from './query.ts';
import { ruled, type RulePoints } from './rules.ts';
import { createSpelling, type Correction, type VisibleWords } from './spelling.ts';
import { weightsFor } from './weights-for.ts';

/** A sentence with its score for a question. */
export interface Hit {
  readonly entry: IndexedArticle;
  readonly sentence: number;
  readonly score: number;
  /** The probability that this sentence answers, if one of those found does: the softmax of the scores. */
  readonly probability: number;
  readonly features: Features;
  /** What is in the score besides the features. */
  readonly rules: RulePoints;
}

export interface SearchResult {
  /** The best first. */
  readonly hits: readonly Hit[];
  /** Terms that no article has, as written. */
  readonly unknown: readonly string[];
  /** Their share of the query's weight. */
  readonly unknownShare: number;
  /** Each term's share of the query's weight. */
  readonly termShares: readonly number[];
  /** Alternatives searched for, in words the archive has. */
  readonly inOtherWords: readonly Alternative[];
  /** Terms missing from a hit's sentence and its neighbours. */
  missingFrom(hit: Hit): readonly QueryTerm[];
  /** Terms of the query that the article of a hit has nowhere. */
  absentFrom(hit: Hit): readonly QueryTerm[];
  /** Possible answers in a sentence, most probable first; for a yes-or-no question, what it denies. */
  answersIn(entry: IndexedArticle, sentence: number): LikelyAnswer[];
  /** All spans with their features, for training. */
  spansIn(entry: IndexedArticle, sentence: number): AnswerSpan[];
  /** The articles read, in MiniSearch's order, with their score by all terms. */
  readonly articles: readonly { readonly entry: IndexedArticle; readonly score: number }[];
}

/** A server; `null` for the shared articles; or the sample articles. */
export type ScopeName = string | null;

export interface SearchIndex {
  /** Replaces the article with the same id. */
  put(article: Article): void;
  /** @returns whether there was one */
  remove(id: string): boolean;
  get(id: string): IndexedArticle | undefined;
  /** Of all servers. */
  entries(): Iterable<IndexedArticle>;
  /** The input of `restore`: entries never change, and words keep their numbers. */
  capture(): Capture;
  /** The index must be empty. */
  restore(captured: Capture): void;
  /** Only the articles of one scope. */
  scope(whose: ScopeName): Iterable<IndexedArticle>;
  /** The scopes visible on a server. */
  scopesOn(server: string | null): readonly ScopeName[];
  /** Whether an article is seen on a server. */
  isSeen(entry: IndexedArticle, server: string | null): boolean;
  /** Changes whenever articles do. */
  readonly changes: number;
  /** The index as seen on a server: shared articles and its own; `null` is everywhere else. */
  seenOn(server: string | null): VisibleIndex;
}

/** The index as one asker sees it: invisible articles and their words affect nothing. */
export interface VisibleIndex {
  /** Shared articles first. */
  entries(): Iterable<IndexedArticle>;
  /** Languages of the articles, most frequent first. */
  languages(): readonly string[];
  search(query: Query, askedAt: number, allowed: (entry: IndexedArticle) => boolean): SearchResult;
  /** Whether a form occurs in the visible articles. */
  readonly isKnown: (form: string) => boolean;
  /** Whether a word, or one that begins with it, occurs in an allowed article's text or title. */
  isMentioned(written: string, allowed: (entry: IndexedArticle) => boolean): boolean;
  /** Whether the articles capitalise a term within sentences; `undefined` if it never occurs there. */
  readonly isName: (term: string) => boolean | undefined;
  /** Prepares a query for reading single articles. */
  reader(query: Query): (entry: IndexedArticle) => TermsRead;
  /** All terms of an article and its title. */
  termsOf(entry: IndexedArticle): ReadonlySet<string>;
  /** Likely intended words for unknown words of a question. */
  corrections(query: Query): Correction[];
}

/** The terms of a query in an article, as bits by their index. */
export interface TermsRead {
  /** Per sentence. */
  readonly sentences: Int32Array;
  readonly title: number;
  readonly terms: number;
  /** Their share of the query's weight. */
  readonly share: number;
  readonly shareOf: (terms: number) => number;
}

/** What cannot be recomputed; everything else is rebuilt from it. */
export interface Capture {
  readonly words: readonly LexiconWord[];
  readonly entries: readonly StoredArticle[];
}

/** Tokens of a block, the unit in which the frequency of a term is counted. */
const blockTokens = 100;

/** A term is a name if it is capitalised in at least this share of its occurrences within sentences. */
const leastCapitals = 0.7;

/**
 * @param at receives the id of the article being read, and `null` afterwards
 *
 * @param isSample recognises sample articles, visible only where there are no others
 */
export function createSearchIndex(
  at: (article: string | null) => void = () => undefined,
  isSample: (id: string) => boolean = () => false,
): SearchIndex {
  const lexicon = createLexicon();
  const spelling = createSpelling(lexicon);
  const entries = new Map<number, IndexedArticle>();
  const numberOf = new Map<string, number>();
  const shared = createScope(lexicon);
  const samples = createScope(lexicon);
  const own = new Map<string, Scope>();
  let next = 0;
  let changes = 0;

  function scopeOf({ server, facts }: Pick<IndexedArticle, 'server' | 'facts'>): Scope {
    if (server === null) return isSample(facts.id) ? samples : shared;
    const known = own.get(server) ?? createScope(lexicon);
    own.set(server, known);
    return known;
  }

  /** @returns the number of the entry */
  function take(entry: IndexedArticle): number {
    const number = next++;
    changes++;
    entries.set(number, entry);
    numberOf.set(entry.facts.id, number);
    scopeOf(entry).count(number, entry, 1);
    return number;
  }

  const showsSamples = (server: string | null) =>
    shared.entries.size === 0 && (server === null || !own.has(server));

  /** The statistics visible to askers on a server: shared and its own, added up. */
  function viewOf(server: string | null): VisibleFigures {
    const common = showsSamples(server) ? samples : shared;
    const other = server === null ? undefined : own.get(server);
    const sum = (of: (scope: Scope) => number) => of(common) + (other === undefined ? 0 : of(other));
    return {
      frequencyOf: (term) => sum(({ blocksWith }) => blocksWith(term)),
      usesOf: (word) => sum(({ usesOf }) => usesOf(word)),
      blocks: sum(({ totals }) => totals.blocks),
      meanTokens: sum(({ totals }) => totals.tokens) / sum((scope) => scope.entries.size),
      expansionsOf: (query) => common.expansions.of(query, other?.expansions),
      insideOf: (term) => sum(({ insideOf }) => insideOf(term)),
      capitalsOf: (term) => sum(({ capitalsOf }) => capitalsOf(term)),
      scopes: other === undefined ? [common] : [common, other],
    };
  }

  /** Reads an article's tokens: the terms of each sentence, and the article's score. */
  function read(number: number, probe: BoundQuery, meanTokens: number): ArticleTerms {
    const entry = entries.get(number)!;
    at(entry.facts.id);
    const { words } = entry;
    const { placeOf } = probe;
    const bits = new Int32Array(sentenceCount(entry));
    const counts = new Float64Array(probe.weights.length);
    let terms = 0;
    for (let sentence = 0; sentence < bits.length; sentence++) {
      const [from, to] = tokensOf(entry, sentence);
      let own = 0;
      for (let token = from; token < to; token++) {
        const place = placeOf[words[token]!]!;
        if (place === -1) continue;
        own |= 1 << place;
        counts[place]!++;
      }
      const meant = withMeant(probe, own);
      for (let place = 0, rest = meant & ~own; rest !== 0; place++, rest >>>= 1)
        if (rest & 1) counts[place]!++;
      bits[sentence] = meant;
      terms |= meant;
    }
    let titleTerms = 0;
    for (const word of entry.titleWords) {
      const place = placeOf[word]!;
      if (place === -1) continue;
      titleTerms |= 1 << place;
      counts[place]! += firstStage.titleBoost;
    }
    titleTerms = withMeant(probe, titleTerms);
    const score = articleScore(counts, entry.words.length / meanTokens, probe);
    return { number, entry, bits, terms, titleTerms, score: score * recencyBoost(entry, probe.askedAt) };
  }

  return {
    put(article) {
      at(article.id);
      try {
        this.remove(article.id);
        const entry = createEntry(article, lexicon);
        scopeOf(entry).articles.add(take(entry), entry);
      } finally {
        at(null);
      }
    },
    remove(id) {
      const number = numberOf.get(id);
      if (number === undefined) return false;
      const entry = entries.get(number)!;
      const scope = scopeOf(entry);
      scope.articles.remove(number, entry);
      scope.count(number, entry, -1);
      if (entry.server !== null && scope.entries.size === 0) own.delete(entry.server);
      changes++;
      entries.delete(number);
      numberOf.delete(id);
      return true;
    },
    get(id) {
      const number = numberOf.get(id);
      return number === undefined ? undefined : entries.get(number);
    },
    entries: () => entries.values(),
    scope(whose) {
      if (whose === 'samples') return samples.entries.values();
      return (whose === null ? shared : own.get(whose))?.entries.values() ?? [];
    },
    scopesOn(server) {
      const common = showsSamples(server) ? 'samples' : null;
      return server === null ? [common] : [common, server];
    },
    isSeen: (entry, server) =>
      visibleTo(entry, server) && (!isSample(entry.facts.id) || showsSamples(server)),
    get changes() {
      return changes;
    },
    capture: () => ({ words: lexicon.list(), entries: [...entries.values()] }),
    restore(captured) {
      for (const { form, term, language } of captured.words) lexicon.word({ form, term }, language);
      for (const kept of captured.entries) take(entryOf(kept));
      for (const scope of [shared, samples, ...own.values()]) scope.articles.load(scope.entries);
      lexicon.forgetUnused();
    },
    seenOn,
  };

  function seenOn(server: string | null): VisibleIndex {
    const view = viewOf(server);
    const seen = function* () {
      for (const scope of view.scopes) yield* scope.entries.values();
    };
    const counts = new Map<string, number>();
    for (const scope of view.scopes)
      for (const [language, articles] of scope.languages)
        counts.set(language, (counts.get(language) ?? 0) + articles);
    const languages = [...counts].sort((a, b) => b[1] - a[1]).map(([language]) => language);
    return {
      entries: seen,
      languages: () => languages,
      isKnown: (form) =>
        languages.some((language) => {
          const [word] = analyze(form, language);
          const term = word && lexicon.term(word.term);
          return term !== undefined && view.frequencyOf(term) > 0;
        }),
      isMentioned(written, allowed) {
        const form = fold(written);
        const is = (other: string) => (form.length < 4 ? other === form : other.startsWith(form));
        const words = new Uint8Array(lexicon.words);
        for (let word = 0; word < words.length; word++)
          words[word] = is(lexicon.formOf(word).toLowerCase()) ? 1 : 0;
        const isOne = (word: number) => words[word] === 1;
        return [...seen()].some(
          (entry) => (entry.titleWords.some(isOne) || entry.words.some(isOne)) && allowed(entry),
        );
      },
      reader(query) {
        const { probe } = bindQuery(query, 0, lexicon, view);
        const shareOf = (terms: number) => share(probe, terms);
        const bit = (word: number) => {
          const place = probe.placeOf[word]!;
          return place === -1 ? 0 : 1 << place;
        };
        return (entry) => {
          const sentences = new Int32Array(sentenceCount(entry));
          let title = 0;
          for (const word of entry.titleWords) title |= bit(word);
          let terms = title;
          for (let sentence = 0; sentence < sentences.length; sentence++) {
            const [from, to] = tokensOf(entry, sentence);
            let own = 0;
            for (let at = from; at < to; at++) own |= bit(entry.words[at]!);
            sentences[sentence] = withMeant(probe, own);
            terms |= sentences[sentence]!;
          }
          return { sentences, title, terms, share: shareOf(terms), shareOf };
        };
      },
      isName(term) {
        const number = lexicon.term(term);
        const seen = number === undefined ? 0 : view.insideOf(number);
        return number === undefined || seen === 0
          ? undefined
          : view.capitalsOf(number) > leastCapitals * seen;
      },
      termsOf({ words, titleWords }) {
        const numbers = new Set(Array.from([...titleWords, ...words], (word) => lexicon.termOf(word)));
        return new Set([...numbers].map((term) => lexicon.textOf(term)));
      },
      corrections: (query) => spelling.corrections(query, view),
      search(query, askedAt, allowed) {
        const { probe, unknown, unknownShare, frequencies, inOtherWords } = bindQuery(
          query,
          askedAt,
          lexicon,
          view,
        );
        // Each scope by itself, since MiniSearch weighs words by all articles that it has.
        const found = view.scopes
          .flatMap(({ articles }) =>
            articles.search(frequencies, (number) => {
              const entry = entries.get(number)!;
              return allowed(entry) ? recencyBoost(entry, askedAt) : 0;
            }),
          )
          .map((number) => read(number, probe, view.meanTokens));
        // One that has only a part of what its words stand for together has nothing of the question.
        const readings = found
          .filter(({ score }) => score > 0)
          .sort((a, b) => b.score - a.score)
          .slice(0, firstStage.articles);
        const top = readings[0]?.score ?? 1;
        const candidates = readings
          .flatMap((reading) => candidatesOf(reading, reading.score / top, probe))
          .sort((a, b) => b.first - a.first)
          .slice(0, secondStage.sentences);
        const weightsOf = new Map<string, ReturnType<typeof weightsFor>>();
        const weightsIn = (language: string) => {
          let weights = weightsOf.get(language);
          if (weights === undefined) weightsOf.set(language, (weights = weightsFor(query, language)));
          return weights;
        };
        const judged = judgeAll(candidates, probe, lexicon, at).map(({ candidate, features }) => {
          const weights = weightsIn(candidate.entry.language);
          const score = featureNames.reduce((sum, name) => sum + weights[name] * features[name], 0);
          return { entry: candidate.entry, sentence: candidate.sentence, score, features };
        });
        at(null);
        return {
          hits: withProbabilities(ruled(judged, query, askedAt, lexicon).sort((a, b) => b.score - a.score)),
          unknown,
          unknownShare,
          inOtherWords,
          termShares: query.terms.map((_, place) => probe.weights[place]! / probe.total),
          missingFrom: (hit) => missingTerms(hit.entry, hit.sentence, probe),
          absentFrom: (hit) => absentTerms(hit.entry, probe),
          answersIn: (entry, sentence) =>
            query.yesNo
              ? deniedSpans(entry, sentence, query, lexicon)
              : likelySpans(entry, sentence, probe, lexicon),
          spansIn: (entry, sentence) => spansOf(entry, sentence, probe, lexicon),
          articles: found,
        };
      },
    };
  }
}

/** Articles that are visible together, the shared ones or one server's, with their word statistics. */
interface Scope {
  readonly entries: ReadonlyMap<number, IndexedArticle>;
  readonly articles: ArticleIndex;
  readonly expansions: Expansions;
  readonly totals: { readonly blocks: number; readonly tokens: number };
  /** Number of blocks with a term. */
  readonly blocksWith: (term: number) => number;
  readonly usesOf: (word: number) => number;
  readonly insideOf: (term: number) => number;
  readonly capitalsOf: (term: number) => number;
  /** Number of articles by language. */
  readonly languages: ReadonlyMap<string, number>;
  count(number: number, entry: IndexedArticle, by: 1 | -1): void;
}

/** Statistics for one question. */
interface VisibleFigures extends VisibleWords {
  readonly blocks: number;
  /** Mean article length in tokens. */
  readonly meanTokens: number;
  readonly expansionsOf: (query: Query) => ExpansionTerms[];
  /** How often a term occurs within sentences, and how often capitalised. */
  readonly insideOf: (term: number) => number;
  readonly capitalsOf: (term: number) => number;
  readonly scopes: readonly Scope[];
}

function createScope(lexicon: Lexicon): Scope {
  const entries = new Map<number, IndexedArticle>();
  const expansions = createExpansions();
  const languages = new Map<string, number>();
  const blocksWith = createCounts();
  const uses = createCounts();
  const inside = createCounts();
  const capitals = createCounts();
  const totals = { blocks: 0, tokens: 0 };
  return {
    entries,
    articles: createArticleIndex(lexicon),
    expansions,
    totals,
    blocksWith: blocksWith.of,
    usesOf: uses.of,
    insideOf: inside.of,
    capitalsOf: capitals.of,
    languages,
    count(number, entry, by) {
      if (by === 1) entries.set(number, entry);
      else entries.delete(number);
      const { words, kinds, language, titleWords } = entry;
      for (let from = 0; from < words.length; from += blockTokens) {
        totals.blocks += by;
        const terms = new Set<number>();
        for (const word of words.subarray(from, from + blockTokens)) terms.add(lexicon.termOf(word));
        for (const term of terms) blocksWith.add(term, by);
      }
      totals.tokens += by * words.length;
      const articles = (languages.get(language) ?? 0) + by;
      if (articles === 0) languages.delete(language);
      else languages.set(language, articles);
      for (let at = 0; at < words.length; at++) {
        const kind = kinds[at]!;
        if (kind & Kind.first) continue;
        inside.add(lexicon.termOf(words[at]!), by);
        if (kind & Kind.capital) capitals.add(lexicon.termOf(words[at]!), by);
      }
      expansions.count(entry.expansions, by);
      // Last, since a word that nobody uses any more is forgotten.
      for (const all of [words, titleWords]) {
        for (const word of all) {
          uses.add(word, by);
          lexicon.use(word, by);
        }
      }
    },
  };
}

/** @param judged best first */
function withProbabilities(judged: readonly Omit<Hit, 'probability'>[]): Hit[] {
  const top = judged[0]?.score ?? 0;
  const all = judged.reduce((sum, { score }) => sum + Math.exp(score - top), 0);
  return judged.map((hit) => ({ ...hit, probability: Math.exp(hit.score - top) / all }));
}

/** A question's terms in an article, as bits by their index in the query. */
interface ArticleTerms {
  readonly number: number;
  readonly entry: IndexedArticle;
  /** Per sentence. */
  readonly bits: Int32Array;
  readonly terms: number;
  readonly titleTerms: number;
  readonly score: number;
}

/** BM25+ (Lv and Zhai 2011), MiniSearch's formula, over all terms of the question. */
function articleScore(counts: Float64Array, relativeLength: number, { weights }: BoundQuery): number {
  const { k, b, d } = firstStage.bm25;
  let score = 0;
  for (const [place, count] of counts.entries()) {
    if (count > 0)
      score += weights[place]! * (d + (count * (k + 1)) / (count + k * (1 - b + b * relativeLength)));
  }
  return score;
}

/** Factor for new articles; 1 for old or undated ones. */
function recencyBoost({ publishedAt }: IndexedArticle, askedAt: number): number {
  if (publishedAt === null) return 1;
  const days = Math.max(0, askedAt - publishedAt) / 86_400_000;
  return 1 + firstStage.recencyBoost * Math.exp(-days / firstStage.recencyDays);
}

/** Too short to say anything: a section name, byline or one-word heading. */
function isTooShort(entry: IndexedArticle, sentence: number): boolean {
  const [from, to] = tokensOf(entry, sentence);
  return to - from < secondStage.leastTokens;
}

/** The sentences that share terms with the question, or are next to one, with a cheap preliminary score. */
function candidatesOf(
  reading: ArticleTerms,
  article: number,
  probe: BoundQuery,
): (Candidate & { readonly first: number })[] {
  const { number, entry, bits, terms: articleTerms, titleTerms } = reading;
  const whole = 0.5 * share(probe, articleTerms | titleTerms) + article;
  const candidates = [];
  for (let sentence = 0; sentence < bits.length; sentence++) {
    const own = bits[sentence]!;
    const around = own | (bits[sentence - 1] ?? 0) | (bits[sentence + 1] ?? 0);
    if (around === 0 || isTooShort(entry, sentence)) continue;
    const first = share(probe, own) + share(probe, around) + whole;
    candidates.push({ number, entry, sentence, article, articleTerms, titleTerms, first });
  }
  return candidates;
}
