import type { Article } from '../articles/article.ts';
import { createArticleIndex } from './article-index.ts';
import { firstStage, secondStage, termWeight } from './constants.ts';
import {
  createEntry,
  entryOf,
  sentenceCount,
  tokensOf,
  type IndexedArticle,
  type StoredArticle,
} from './indexed-article.ts';
import { createExpansions } from './expansions.ts';
import { featureNames, judgeAll, missingTerms, rankAnswers, statedAnswer } from './features.ts';
import type { Candidate, Features, RankedAnswer } from './features.ts';
import { createLexicon, type LexiconWord } from './lexicon.ts';
import { share, withMeant, type Equivalent, type BoundQuery } from './bound-query.ts';
import { maxTerms, type Query, type QueryTerm } from './query.ts';
import { createSpelling, type Correction } from './spelling.ts';
import { weightsFor } from './weights-for.ts';

/** A sentence with its score for a question. */
export interface Hit {
  readonly entry: IndexedArticle;
  readonly sentence: number;
  readonly score: number;
  readonly features: Features;
}

export interface SearchResult {
  /** The best first. */
  readonly hits: readonly Hit[];
  /** Terms of the query that no article has, as they were written. */
  readonly unknown: readonly string[];
  /** Their weight, as a share of the query's. */
  readonly unknownShare: number;
  /** Weight of each term of the query, in its order, as a share of all. */
  readonly termShares: readonly number[];
  /** Terms of the query that stand neither in the sentence of a hit nor beside it. */
  missingFrom(hit: Hit): readonly QueryTerm[];
  /** The candidate answers of a sentence, the best first. */
  answersIn(entry: IndexedArticle, sentence: number): RankedAnswer[];
  /** The tokens in which a sentence says what the thing asked for is, or why; `null` where it does not. */
  statedIn(entry: IndexedArticle, sentence: number): RankedAnswer['extent'] | null;
  /** The articles that were read, in MiniSearch's order, each with its score by all terms. */
  readonly articles: readonly { readonly entry: IndexedArticle; readonly score: number }[];
}

/** All articles, ready to be searched. */
export interface SearchIndex {
  /** Adds an article, in place of the one with its id. */
  put(article: Article): void;
  /** @returns whether there was one */
  remove(id: string): boolean;
  entries(): Iterable<IndexedArticle>;
  /** What `restore` takes to make the same index: entries never change, and a word keeps its number. */
  capture(): Capture;
  /** Fills an index that is empty. */
  restore(captured: Capture): void;
  /** Analyses of other languages than the question's that its names may be looked up in. */
  languages(): readonly string[];
  search(query: Query, askedAt: number, allowed: (entry: IndexedArticle) => boolean): SearchResult;
  /** All terms of an article and its title. */
  termsOf(entry: IndexedArticle): ReadonlySet<string>;
  /** What words of the question that no article has are probably meant to be. */
  corrections(query: Query): Correction[];
}

/** All that is in an index; the rest is made from it anew. */
export interface Capture {
  readonly words: readonly LexiconWord[];
  readonly entries: readonly StoredArticle[];
}

/** @param at is told the id of the article that is being read, and `null` when that is over */
export function createSearchIndex(at: (article: string | null) => void = () => undefined): SearchIndex {
  const lexicon = createLexicon();
  const spelling = createSpelling(lexicon, (term) => blocksWith[term] ?? 0);
  const articles = createArticleIndex(lexicon);
  const expansions = createExpansions();
  const entries = new Map<number, IndexedArticle>();
  const numberOf = new Map<string, number>();
  const languages = new Map<string, number>();
  /** In how many blocks of 100 tokens each term is. */
  const blocksWith: number[] = [];
  /** The last block that each term was counted in. Blocks are numbered as they are counted. */
  const countedIn: number[] = [];
  let counted = 0;
  let blocks = 0;
  let tokens = 0;
  let next = 0;

  function count(entry: IndexedArticle, by: 1 | -1): void {
    for (let place = 0; place < entry.words.length; place++) {
      if (place % 100 === 0) {
        blocks += by;
        counted++;
      }
      const term = lexicon.termOf(entry.words[place]!);
      if (countedIn[term] === counted) continue;
      countedIn[term] = counted;
      blocksWith[term] = (blocksWith[term] ?? 0) + by;
    }
    tokens += by * entry.words.length;
    languages.set(entry.language, (languages.get(entry.language) ?? 0) + by);
    expansions.count(entry.expansions, by);
  }

  /** @returns the number of the entry */
  function take(entry: IndexedArticle): number {
    const number = next++;
    entries.set(number, entry);
    numberOf.set(entry.facts.id, number);
    count(entry, 1);
    return number;
  }

  /** Weight of a term: its idf (Robertson and Sparck Jones, as BM25 has it) in the archive and the imagined blocks. */
  function idf(term: number | undefined, name: boolean): number {
    const { imaginedBlocks, wordShare, nameShare } = termWeight;
    const df =
      (term === undefined ? 0 : (blocksWith[term] ?? 0)) + imaginedBlocks * (name ? nameShare : wordShare);
    return Math.log(1 + (blocks + imaginedBlocks - df + 0.5) / (df + 0.5));
  }

  function probeOf(
    query: Query,
    askedAt: number,
  ): { probe: BoundQuery; unknown: string[]; unknownShare: number; frequencies: Map<string, number> } {
    const placeOf = new Int8Array(lexicon.words).fill(-1);
    const termWeights: number[] = [];
    const unknown: string[] = [];
    let unknownWeight = 0;
    const frequencies = new Map<string, number>();
    for (const [place, queryTerm] of query.terms.entries()) {
      const known = [queryTerm.term, ...queryTerm.elsewhere].filter((text) => {
        const term = lexicon.term(text);
        return term !== undefined && (blocksWith[term] ?? 0) > 0;
      });
      for (const text of known) {
        for (const word of lexicon.wordsOf(lexicon.term(text)!)) placeOf[word] = place;
        frequencies.set(text, blocksWith[lexicon.term(text)!]!);
      }
      const rarest = [queryTerm.term, ...known].map((text) =>
        idf(lexicon.term(text), queryTerm.name || queryTerm.number),
      );
      const weight = Math.min(...rarest) * queryTerm.weight;
      termWeights.push(weight);
      if (known.length > 0) continue;
      unknown.push(queryTerm.written);
      unknownWeight += weight;
    }
    const total = termWeights.reduce((sum, weight) => sum + weight, 0) || 1;
    const { equivalents, places } = equivalentsOf(query, placeOf, frequencies);
    const weights = Array.from({ length: places }, (_, place) => termWeights[place] ?? 0);
    return {
      probe: { query, weights, total, placeOf, equivalents, askedAt },
      unknown,
      unknownShare: unknownWeight / total,
      frequencies,
    };
  }

  /**
   * The acronyms and expansions of a question, with places for their terms, and how many places there are then; the rarest
   * of each is looked up too.
   */
  function equivalentsOf(
    query: Query,
    placeOf: Int8Array,
    frequencies: Map<string, number>,
  ): { equivalents: Equivalent[]; places: number } {
    const places = new Map(query.terms.map(({ term }, place) => [term, place]));
    const equivalents: Equivalent[] = [];
    let next = query.terms.length;
    for (const { short, long } of expansions.of(query)) {
      const added = [...new Set([short, ...long])].filter((text) => !places.has(text));
      const terms = added.flatMap((text) => lexicon.term(text) ?? []);
      if (terms.length < added.length || next + added.length > maxTerms) continue;
      for (const [which, text] of added.entries()) {
        places.set(text, next++);
        for (const word of lexicon.wordsOf(terms[which]!))
          if (placeOf[word] === -1) placeOf[word] = places.get(text)!;
      }
      equivalents.push({ short: places.get(short)!, long: long.map((text) => places.get(text)!) });
      const frequencyOf = (text: string) => blocksWith[lexicon.term(text)!] ?? 0;
      const [rarest] = added.sort((a, b) => frequencyOf(a) - frequencyOf(b));
      if (rarest !== undefined) frequencies.set(rarest, frequencyOf(rarest));
    }
    return { equivalents, places: next };
  }

  /** Reads the tokens of an article: which terms are in each sentence, and how well all of it matches. */
  function read(number: number, probe: BoundQuery): ArticleTerms {
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
    const score = articleScore(counts, entry.words.length / (tokens / entries.size), probe);
    return { number, entry, bits, terms, titleTerms, score: score * recencyBoost(entry, probe.askedAt) };
  }

  return {
    put(article) {
      at(article.id);
      try {
        this.remove(article.id);
        const entry = createEntry(article, lexicon);
        articles.add(take(entry), entry);
      } finally {
        at(null);
      }
    },
    remove(id) {
      const number = numberOf.get(id);
      if (number === undefined) return false;
      const entry = entries.get(number)!;
      articles.remove(number, entry);
      count(entry, -1);
      entries.delete(number);
      numberOf.delete(id);
      return true;
    },
    entries: () => entries.values(),
    capture: () => ({ words: lexicon.list(), entries: [...entries.values()] }),
    restore(captured) {
      for (const { form, term, language } of captured.words) lexicon.word({ form, term }, language);
      for (const kept of captured.entries) take(entryOf(kept));
      articles.load(entries);
    },
    languages: () => [...languages].filter(([, articles]) => articles > 0).map(([language]) => language),
    termsOf({ words, titleWords }) {
      const numbers = new Set(Array.from([...titleWords, ...words], (word) => lexicon.termOf(word)));
      return new Set([...numbers].map((term) => lexicon.textOf(term)));
    },
    corrections: (query) => spelling.corrections(query),
    search(query, askedAt, allowed) {
      const { probe, unknown, unknownShare, frequencies } = probeOf(query, askedAt);
      const found = articles
        .search(frequencies, (number) => {
          const entry = entries.get(number)!;
          return allowed(entry) ? recencyBoost(entry, askedAt) : 0;
        })
        .map((number) => read(number, probe));
      const readings = found.toSorted((a, b) => b.score - a.score).slice(0, firstStage.articles);
      const top = readings[0]?.score ?? 1;
      const candidates = readings
        .flatMap((reading) => candidatesOf(reading, reading.score / top, probe))
        .sort((a, b) => b.first - a.first)
        .slice(0, secondStage.sentences);
      const weights = weightsFor(query);
      const judged = judgeAll(candidates, probe, lexicon, at).map(({ candidate, features }): Hit => {
        const score = featureNames.reduce((sum, name) => sum + weights[name] * features[name], 0);
        return { entry: candidate.entry, sentence: candidate.sentence, score, features };
      });
      at(null);
      return {
        hits: judged.sort((a, b) => b.score - a.score),
        unknown,
        unknownShare,
        termShares: query.terms.map((_, place) => probe.weights[place]! / probe.total),
        missingFrom: (hit) => missingTerms(hit.entry, hit.sentence, probe),
        answersIn: (entry, sentence) => rankAnswers(entry, sentence, probe, lexicon),
        statedIn: (entry, sentence) => statedAnswer(entry, sentence, probe, lexicon),
        articles: found,
      };
    },
  };
}

/** What a question finds in an article. Terms are bits by their place in the query. */
interface ArticleTerms {
  readonly number: number;
  readonly entry: IndexedArticle;
  /** The terms of every sentence. */
  readonly bits: Int32Array;
  readonly terms: number;
  readonly titleTerms: number;
  readonly score: number;
}

/** BM25+ (Lv and Zhai 2011), the formula of MiniSearch, over all terms of the question. */
function articleScore(counts: Float64Array, relativeLength: number, { weights }: BoundQuery): number {
  const { k, b, d } = firstStage.bm25;
  let score = 0;
  for (const [place, count] of counts.entries()) {
    if (count > 0)
      score += weights[place]! * (d + (count * (k + 1)) / (count + k * (1 - b + b * relativeLength)));
  }
  return score;
}

/** What an article counts more for being new on the day of the question; 1 for an old or undated one. */
function recencyBoost({ publishedAt }: IndexedArticle, askedAt: number): number {
  if (publishedAt === null) return 1;
  const days = Math.max(0, askedAt - publishedAt) / 86_400_000;
  return 1 + firstStage.recencyBoost * Math.exp(-days / firstStage.recencyDays);
}

/** Whether a sentence can hardly say anything: a rubric, a byline, a heading of one word. */
function isTooShort(entry: IndexedArticle, sentence: number): boolean {
  const [from, to] = tokensOf(entry, sentence);
  return to - from < secondStage.leastTokens;
}

/** The sentences of an article that share terms with the question, or stand beside one, each with a first, cheap score. */
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
