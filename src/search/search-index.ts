import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../articles/article.ts';
import type { Alternative } from '../text/bilingual-lexicon.ts';
import {
  deniedSpans,
  likelySpans,
  namedSpans,
  spansOf,
  type LikelyAnswer,
  type AnswerSpan,
} from './answer-spans.ts';
import { serverOf, visibleTo } from '../articles/scope.ts';
import { analyze } from '../text/analyzer.ts';
import { fold } from '../text/tokens.ts';
import { createArticleIndex, type ArticleIndex } from './article-index.ts';
import { bindQuery } from './bind-query.ts';
import { share, withMeant } from './bound-query.ts';
import { candidatesOf, groupsOf, recencyBoost, termsIn } from './candidate-sentences.ts';
import { createCatalogue, type Catalogue } from './catalogue.ts';
import { firstStage } from './constants.ts';
import type { ExpansionTerms } from './expansions.ts';
import { absentTerms, featureNames, judgeAll, missingTerms } from './features.ts';
import type { Features } from './features.ts';
import { addTo, countArticle, createFigures, type ArticleFigures } from './figures.ts';
import type { Allowed, FirstStage, RankedArticle } from './first-stage.ts';
import {
  createContentCache,
  freezeSegment,
  printAt,
  printOfText,
  type FrozenSegment,
  type SegmentSource,
} from './frozen-segment.ts';
import {
  createEntry,
  SearchedEntry,
  sentenceCount,
  tokensOf,
  type IndexedArticle,
} from './indexed-article.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import { together } from './newest-first.ts';
import type { Query, QueryTerm } from './query.ts';
import { ruled, type RulePoints } from './rules.ts';
import type { SegmentHead } from './segment-file.ts';
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
  /**
   * Possible answers in a sentence, most probable first; for a yes-or-no question, what it denies; for a word or two that ask
   * nothing, these.
   */
  answersIn(entry: IndexedArticle, sentence: number): LikelyAnswer[];
  /** All spans with their features, for training. */
  spansIn(entry: IndexedArticle, sentence: number): AnswerSpan[];
  /** The articles found, with their score by all terms; in no order. */
  readonly articles: readonly RankedArticle[];
}

/** Whose articles are kept together: everybody's, the samples', or a server's, by its id. */
export type ScopeName = 'shared' | 'samples' | (string & {});

export interface SearchIndex {
  /** Replaces the article with the same id. */
  put(article: Article): void;
  /** @returns whether there was one */
  remove(id: string): boolean;
  get(id: string): IndexedArticle | undefined;
  /** Of all servers. */
  entries(): Iterable<IndexedArticle>;
  /** Of all servers. */
  readonly size: number;
  /**
   * Takes up the articles of a segment, unless there are later ones with their ids.
   *
   * @param words the numbers of its words, where these are known
   */
  adopt(source: SegmentSource, words?: Uint32Array): void;
  /**
   * Has articles that are there already searched in a segment instead, where they cost little memory.
   *
   * @param isSame whether an article is the one with its id in the segment
   * @returns the ids of the others
   */
  move(source: SegmentSource, isSame: (entry: IndexedArticle, place: number) => boolean): string[];
  /** Has articles of a scope that are in segments in memory instead. */
  thaw(scope: ScopeName, ids: readonly string[]): void;
  /** The articles in memory, by scope. */
  hot(): ReadonlyMap<ScopeName, readonly IndexedArticle[]>;
  /** How many articles of each segment are still searched in it, by scope. */
  segments(): ReadonlyMap<
    ScopeName,
    readonly (Pick<FrozenSegment, 'path' | 'wordsKey' | 'words'> & {
      readonly entries: readonly IndexedArticle[];
    })[]
  >;
  /** The words of all articles. */
  readonly lexicon: Lexicon;
  scopeOf(article: { readonly id: string }): ScopeName;
  /** What lists show of the articles of one scope; `undefined` if it has none. */
  catalogueOf(scope: ScopeName): Catalogue | undefined;
  /** Gives away the orders of articles that others analyse. @returns the first of them */
  reserve(articles: number): number;
  /** Whether an article is seen on a server. */
  isSeen(entry: IndexedArticle, server: string | null): boolean;
  /** Changes whenever articles do. */
  readonly changes: number;
  /** The index as seen on a server: shared articles and its own; `null` is everywhere else. */
  seenOn(server: string | null): VisibleIndex;
  close(): Promise<void>;
}

/** The index as one asker sees it: invisible articles and their words affect nothing. */
export interface VisibleIndex {
  /** The newest first. */
  entries(): Iterable<IndexedArticle>;
  readonly size: number;
  /** What lists show, of each scope that is seen: the shared articles first. */
  readonly catalogues: readonly Catalogue[];
  /** Languages of the articles, most frequent first. */
  languages(): readonly string[];
  search(query: Query, askedAt: number, allowed: Allowed): SearchResult;
  /** Whether a form occurs in the visible articles. */
  readonly isKnown: (form: string) => boolean;
  /** Whether a word, or one that begins with it, occurs in an allowed article's text or title. */
  isMentioned(written: string, allowed: Allowed): boolean;
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

/** A term is a name if it is capitalised in at least this share of its occurrences within sentences. */
const leastCapitals = 0.7;

/** Articles in which a mentioned word is looked for. */
const mostMentions = 20;

export interface IndexOptions {
  /** Receives the id of the article being read, and `null` afterwards. */
  readonly at?: (article: string | null) => void;
  /** Recognises sample articles, visible only where there are no others. */
  readonly isSample?: (id: string) => boolean;
  /** Is told of an article that cannot be read from its segment; it is removed. */
  readonly damaged?: (id: string, error: Error) => void;
}

export function createSearchIndex({
  at = () => undefined,
  isSample = () => false,
  damaged = () => undefined,
}: IndexOptions = {}): SearchIndex {
  const lexicon = createLexicon();
  const spelling = createSpelling(lexicon);
  const cache = createContentCache();
  const byId = new Map<string, SearchedEntry>();
  const shared = createScope(lexicon);
  const samples = createScope(lexicon);
  const own = new Map<string, Scope>();
  const unreadable = new Set<SearchedEntry>();
  let next = 0;
  let changes = 0;

  const nameOf = ({ id }: { readonly id: string }): ScopeName =>
    serverOf(id) ?? (isSample(id) ? 'samples' : 'shared');

  function scopeNamed(name: ScopeName): Scope {
    if (name === 'shared') return shared;
    if (name === 'samples') return samples;
    const known = own.get(name) ?? createScope(lexicon);
    own.set(name, known);
    return known;
  }

  const scopes = (): [ScopeName, Scope][] => [['shared', shared], ['samples', samples], ...own];

  function count(scope: Scope, entry: SearchedEntry, by: 1 | -1): void {
    countArticle(scope.figures, entry, (word) => lexicon.termOf(word), by);
    // Last, since a word that nobody uses any more is forgotten.
    for (const words of [entry.words, entry.titleWords]) for (const word of words) lexicon.use(word, by);
  }

  /** Adds an article that has been counted. */
  function list(scope: Scope, entry: SearchedEntry): void {
    changes++;
    next = Math.max(next, entry.order + 1);
    byId.set(entry.facts.id, entry);
    scope.catalogue.add(entry);
  }

  function remove(entry: SearchedEntry): void {
    const name = nameOf(entry.facts);
    const scope = scopeNamed(name);
    // It takes back what was counted; if it cannot be read now, nothing has changed yet.
    void entry.words;
    changes++;
    if (byId.get(entry.facts.id) === entry) byId.delete(entry.facts.id);
    scope.catalogue.remove(entry);
    if (entry.home !== null) leaveSegment(entry);
    else scope.hot.remove(entry);
    count(scope, entry, -1);
    forgetEmpty(name, scope);
  }

  /** A server that has no article any more is one that has never had any. */
  function forgetEmpty(name: ScopeName, scope: Scope): void {
    if (scope.figures.articles > 0 || !own.delete(name)) return;
    for (const segment of scope.segments) void segment.close();
  }

  function leaveSegment(entry: SearchedEntry): void {
    (entry.home as FrozenSegment).entries[entry.place] = null;
  }

  /** Removes the articles that could not be read, once nobody reads. */
  function removeUnreadable(): void {
    for (const entry of unreadable) {
      unreadable.delete(entry);
      if (byId.get(entry.facts.id) === entry) remove(entry);
    }
  }

  const showsSamples = (server: string | null) =>
    shared.figures.articles === 0 && (server === null || !own.has(server));

  /** The statistics visible to askers on a server: shared and its own, added up. */
  function viewOf(server: string | null): VisibleFigures {
    const common = showsSamples(server) ? samples : shared;
    const other = server === null ? undefined : own.get(server);
    const sum = (of: (figures: ArticleFigures) => number) =>
      of(common.figures) + (other === undefined ? 0 : of(other.figures));
    return {
      frequencyOf: (term) => sum(({ blocksWith }) => blocksWith.of(term)),
      usesOf: (word) => sum(({ uses }) => uses.of(word)),
      blocks: sum(({ blocks }) => blocks),
      meanTokens: sum(({ tokens }) => tokens) / sum(({ articles }) => articles),
      expansionsOf: (query) => common.figures.expansions.of(query, other?.figures.expansions),
      insideOf: (term) => sum(({ inside }) => inside.of(term)),
      capitalsOf: (term) => sum(({ capitals }) => capitals.of(term)),
      scopes: other === undefined ? [common] : [common, other],
    };
  }

  const index: SearchIndex = {
    put(article) {
      at(article.id);
      try {
        const before = byId.get(article.id);
        if (before !== undefined) remove(before);
        const entry = createEntry(article, lexicon, next);
        const scope = scopeNamed(nameOf(article));
        count(scope, entry, 1);
        list(scope, entry);
        scope.hot.add(entry);
      } finally {
        at(null);
      }
    },
    remove(id) {
      const entry = byId.get(id);
      if (entry !== undefined) remove(entry);
      return entry !== undefined;
    },
    get: (id) => byId.get(id),
    entries: () => byId.values(),
    get size() {
      return byId.size;
    },
    adopt(source, words) {
      const scope = scopeNamed(source.scope);
      const entries = source.articles.map((article) => new SearchedEntry({ ...article, titleWords: [] }));
      const segment = addSegment(scope, source, entries, words);
      for (const [place, word] of segment.words.entries()) lexicon.use(word, source.counts.uses[place]!);
      countSegment(scope.figures, source, segment);
      for (const [place, entry] of entries.entries())
        entry.titleWords = Array.from(source.titleWordsOf(place), (word) => segment.words[word]!);
      for (const entry of entries) takeUp(scope, entry, segment);
      forgetEmpty(source.scope, scope);
      dropEmpty(scope);
    },
    move(source, isSame) {
      const scope = scopeNamed(source.scope);
      const others: string[] = [];
      const entries = source.articles.map(({ facts: { id } }, place) => {
        const known = byId.get(id);
        if (known !== undefined && isSame(known, place)) return known;
        others.push(id);
        return null;
      });
      const wasHot = entries.some((entry) => entry?.home === null);
      for (const entry of entries) if (entry !== null && entry.home !== null) leaveSegment(entry);
      addSegment(scope, source, entries);
      lexicon.forgetUnused();
      if (wasHot) scope.hot.keepOnly(scope.hot.entries().filter(({ home }) => home === null));
      dropEmpty(scope);
      return others;
    },
    thaw(name, ids) {
      const scope = scopeNamed(name);
      for (const id of ids) {
        const entry = byId.get(id);
        if (!entry?.home) continue;
        const { words, kinds, sentences, stored } = entry;
        leaveSegment(entry);
        // It would let go of the content later.
        cache.clear();
        entry.home = null;
        entry.content = { words, kinds, sentences, stored };
        scope.hot.add(entry);
      }
      dropEmpty(scope);
    },
    hot: () =>
      new Map(
        scopes()
          .map(([name, { hot }]) => [name, hot.entries()] as const)
          .filter(([, entries]) => entries.length > 0),
      ),
    segments: () =>
      new Map(
        scopes().map(([name, scope]) => [
          name,
          scope.segments.map(({ path, wordsKey, words, entries }) => ({
            path,
            wordsKey,
            words,
            entries: entries.filter((entry) => entry !== null),
          })),
        ]),
      ),
    lexicon,
    scopeOf: nameOf,
    catalogueOf: (name) => new Map(scopes()).get(name)?.catalogue,
    reserve(articles) {
      next += articles;
      return next - articles;
    },
    isSeen: (entry, server) =>
      visibleTo(entry, server) && (!isSample(entry.facts.id) || showsSamples(server)),
    get changes() {
      return changes;
    },
    seenOn,
    async close() {
      await Promise.all(scopes().flatMap(([, { segments }]) => segments.map((segment) => segment.close())));
    },
  };
  return index;

  function addSegment(
    scope: Scope,
    source: SegmentSource,
    entries: (SearchedEntry | null)[],
    words?: Uint32Array,
  ): FrozenSegment {
    // What was read before may be read on from a file that is closed now.
    cache.clear();
    const segment = freezeSegment(source, entries, lexicon, words, cache, (entry, error) => {
      unreadable.add(entry);
      damaged(entry.facts.id, error);
    });
    scope.segments.push(segment);
    changes++;
    return segment;
  }

  /** An article of a segment that was counted as a whole: it stays unless there is a later one with its id. */
  function takeUp(scope: Scope, entry: SearchedEntry, segment: FrozenSegment): void {
    const known = byId.get(entry.facts.id);
    if (known !== undefined && known.order > entry.order) {
      segment.entries[entry.place] = null;
      count(scope, entry, -1);
      return;
    }
    if (known !== undefined) remove(known);
    list(scope, entry);
  }

  function dropEmpty(scope: Scope): void {
    const [empty, used] = [
      scope.segments.filter(({ entries }) => entries.every((entry) => entry === null)),
      scope.segments.filter(({ entries }) => entries.some((entry) => entry !== null)),
    ];
    scope.segments.splice(0, scope.segments.length, ...used);
    for (const segment of empty) void segment.close();
  }

  function seenOn(server: string | null): VisibleIndex {
    removeUnreadable();
    cache.clear();
    const view = viewOf(server);
    const catalogues = view.scopes.map(({ catalogue }) => catalogue);
    const seen = () => together(catalogues.map(({ newest }) => newest.all()));
    const frozenStages = searchedTogether(view.scopes.flatMap(({ segments }) => segments));
    const stages = [...view.scopes.map(({ hot }) => hot), ...frozenStages];
    const counts = new Map<string, number>();
    for (const { figures } of view.scopes)
      for (const [language, articles] of figures.languages) addTo(counts, language, articles);
    const languages = [...counts].sort((a, b) => b[1] - a[1]).map(([language]) => language);
    return {
      entries: seen,
      size: view.scopes.reduce((sum, { figures }) => sum + figures.articles, 0),
      catalogues,
      languages: () => languages,
      isKnown: (form) =>
        languages.some((language) => {
          const [word] = analyze(form, language);
          const term = word && lexicon.term(word.term);
          return term !== undefined && view.frequencyOf(term) > 0;
        }),
      isMentioned(written, allowed) {
        const form = fold(written);
        const first = form.charCodeAt(0);
        const isOne = (word: number) => {
          const other = lexicon.formOf(word);
          if (other.charCodeAt(0) !== first) return false;
          return form.length < 4 ? other === form : other.startsWith(form);
        };
        const terms = new Set<number>();
        for (let word = 0; word < lexicon.words; word++)
          if (isOne(word) && view.usesOf(word) > 0) terms.add(lexicon.termOf(word));
        return [...terms].some((term) => {
          const text = lexicon.textOf(term);
          const wanted = { weight: 1, terms: [{ text, term, frequency: view.frequencyOf(term) }] };
          const found = stages.flatMap((stage) =>
            stage.best(
              { groups: [wanted], meanTokens: view.meanTokens, bounds: allowed.bounds },
              (entry) => (allowed(entry) ? 1 : 0),
              mostMentions,
            ),
          );
          return found.some(({ entry }) => entry.titleWords.some(isOne) || entry.words.some(isOne));
        });
      },
      reader(query) {
        const { probe } = bindQuery(query, 0, lexicon, view);
        const shareOf = (terms: number) => share(probe, terms);
        const bit = (word: number) => {
          const place = probe.placeOf[word]!;
          return place === -1 ? 0 : 1 << place;
        };
        return (entry) => {
          const { words } = entry;
          const sentences = new Int32Array(sentenceCount(entry));
          let title = 0;
          for (const word of entry.titleWords) title |= bit(word);
          let terms = title;
          for (let sentence = 0; sentence < sentences.length; sentence++) {
            const [from, to] = tokensOf(entry, sentence);
            let own = 0;
            for (let at = from; at < to; at++) own |= bit(words[at]!);
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
        const wanted = {
          groups: groupsOf(frequencies, probe, lexicon),
          meanTokens: view.meanTokens,
          bounds: allowed.bounds,
        };
        const boost = (entry: IndexedArticle) => (allowed(entry) ? recencyBoost(entry, askedAt) : 0);
        // Each scope by itself, since MiniSearch weighs words by all articles that it has.
        const hot = view.scopes.flatMap((scope) => scope.hot.best(wanted, boost, firstStage.found));
        const frozen = frozenStages
          .flatMap((stage) => stage.best(wanted, boost, firstStage.found))
          .sort((a, b) => b.score - a.score)
          .slice(0, firstStage.found);
        readAhead(
          frozen.slice(0, firstStage.frozen).map(({ entry }) => entry),
          'tokens',
        );
        const found = [...hot, ...frozen.slice(0, firstStage.frozen)].map(({ entry }) => {
          at(entry.facts.id);
          return termsIn(entry, probe, view.meanTokens);
        });
        // One that has only a part of what its words stand for together has nothing of the question.
        const readings = found
          .filter(({ score }) => score > 0)
          .sort((a, b) => b.score - a.score)
          .slice(0, firstStage.articles);
        const weightsOf = new Map<string, ReturnType<typeof weightsFor>>();
        const weightsIn = (language: string) => {
          let weights = weightsOf.get(language);
          if (weights === undefined) weightsOf.set(language, (weights = weightsFor(query, language)));
          return weights;
        };
        const judged = judgeAll(candidatesOf(readings, probe), probe, lexicon, at).map(
          ({ candidate, features }) => {
            const weights = weightsIn(candidate.entry.language);
            const score = featureNames.reduce((sum, name) => sum + weights[name] * features[name], 0);
            return { entry: candidate.entry, sentence: candidate.sentence, score, features };
          },
        );
        at(null);
        return {
          hits: withProbabilities(ruled(judged, query, askedAt, lexicon).sort((a, b) => b.score - a.score)),
          unknown,
          unknownShare,
          inOtherWords,
          termShares: query.terms.map((_, place) => probe.weights[place]! / probe.total),
          missingFrom: (hit) => missingTerms(hit.entry, hit.sentence, probe),
          absentFrom: (hit) => absentTerms(hit.entry, probe),
          answersIn: onceEach((entry, sentence) => {
            if (query.yesNo) return deniedSpans(entry, sentence, query, lexicon);
            if (query.isBare) return namedSpans(entry, sentence, probe);
            return likelySpans(entry, sentence, probe, lexicon);
          }),
          spansIn: (entry, sentence) => spansOf(entry, sentence, probe, lexicon),
          articles: [...found, ...frozen.slice(firstStage.frozen)],
        };
      },
    };
  }
}

/** The first stages of segments: those of an engine are searched by one question. */
function searchedTogether(segments: readonly FrozenSegment[]): FirstStage[] {
  const [engine] = segments.flatMap(({ engine }) => engine ?? []);
  if (engine === undefined) return [...segments];
  const remote = segments.filter((segment) => segment.engine === engine);
  const local = segments.filter((segment) => segment.engine !== engine);
  return [...local, { best: (...given) => engine.best(remote, ...given) }];
}

/** Has an engine read the contents of many articles at once, where they are to be read one after another. */
export function readAhead(entries: readonly IndexedArticle[], part: 'tokens' | 'all'): void {
  const remote = (entries as readonly SearchedEntry[]).filter(
    ({ content, home }) => (part === 'all' || content === null) && (home as FrozenSegment | null)?.engine,
  );
  const [first] = remote;
  if (first !== undefined) (first.home as FrozenSegment).engine!.readAhead(remote, part);
}

/** Whether an article is this, as it was read; the text of one in a segment is not read, but known by its print. */
export function isSameArticle(entry: IndexedArticle, { text, ...facts }: Article): boolean {
  if (!isDeepStrictEqual(entry.facts, facts)) return false;
  return (entry as SearchedEntry).home === null ? entry.text === text : printOf(entry) === printOfText(text);
}

/** Whether an article is the one at a place of a segment, as both were read. */
export const isSameAt = (entry: IndexedArticle, { articles, places }: SegmentSource, place: number) =>
  isDeepStrictEqual(entry.facts, articles[place]!.facts) && printOf(entry) === printAt(places.of(place));

/** The segment that an article is searched in; `null`: in memory. */
export const segmentOf = (entry: IndexedArticle): string | null =>
  ((entry as SearchedEntry).home as FrozenSegment | null)?.path ?? null;

function printOf(entry: IndexedArticle): string {
  const { home, place } = entry as SearchedEntry;
  return home === null ? printOfText(entry.text) : (home as FrozenSegment).printOf(place);
}

/** Finds out something about each sentence only once. */
function onceEach<Value>(find: (entry: IndexedArticle, sentence: number) => Value): typeof find {
  const known = new Map<string, Value>();
  return (entry, sentence) => {
    const key = `${entry.order} ${sentence}`;
    const value = known.get(key) ?? find(entry, sentence);
    known.set(key, value);
    return value;
  };
}

/** Articles that are visible together, the shared ones or one server's, with their word statistics. */
interface Scope {
  /** The articles in memory. */
  readonly hot: ArticleIndex;
  /** All others. */
  readonly segments: FrozenSegment[];
  readonly figures: ArticleFigures;
  readonly catalogue: Catalogue;
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

const createScope = (lexicon: Lexicon): Scope => ({
  hot: createArticleIndex(lexicon),
  segments: [],
  figures: createFigures(),
  catalogue: createCatalogue(),
});

/** Adds what was counted of the articles of a segment when it was written. */
function countSegment(figures: ArticleFigures, file: SegmentHead, { words, termAt }: FrozenSegment): void {
  const { blocksWith, inside, capitals, uses } = file.counts;
  figures.articles += file.articles.length;
  figures.blocks += file.blocks;
  figures.tokens += file.tokens;
  for (const [language, articles] of file.languages) addTo(figures.languages, language, articles);
  for (const [said, times] of file.expansions) figures.expansions.count([said], times);
  for (let word = 0; word < uses.length; word++) figures.uses.add(words[word]!, uses[word]!);
  for (let term = 0; term < blocksWith.length; term++) {
    figures.blocksWith.add(termAt(term), blocksWith[term]!);
    figures.inside.add(termAt(term), inside[term]!);
    figures.capitals.add(termAt(term), capitals[term]!);
  }
}

/** @param judged best first */
function withProbabilities(judged: readonly Omit<Hit, 'probability'>[]): Hit[] {
  const top = judged[0]?.score ?? 0;
  const all = judged.reduce((sum, { score }) => sum + Math.exp(score - top), 0);
  return judged.map((hit) => ({ ...hit, probability: Math.exp(hit.score - top) / all }));
}
