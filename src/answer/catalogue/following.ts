import type { ArticleFacts } from '../../articles/article.ts';
import { sentenceCount, spanOf, type IndexedArticle } from '../../search/indexed-article.ts';
import type { Query } from '../../search/query.ts';
import { readAhead, type SearchIndex, type VisibleIndex } from '../../search/search-index.ts';
import { analyze } from '../../text/analyzer.ts';
import { fold } from '../../text/tokens.ts';
import type { Filter, Quote } from '../answer.ts';
import { passes, passing } from '../filter.ts';
import { stretchQuote } from '../passages.ts';
import { cut, excerpt } from './excerpt.ts';
import { changedFigure, type ChangedFigure } from './figures.ts';
import { leadOf } from './news.ts';
import { isTagged, topicQuery } from './topic.ts';

const dayMs = 86_400_000;
/** Share of a topic's words that the title must have, unless one sentence has them all. */
const leastInTitle = 0.5;
/** Share of a question's words that an article must have to be worth asking. */
const leastOfQuestion = 0.5;
/** Sentences at the beginning of an article that say what it is about. */
const openingSentences = 3;
/** Shares of the words and of the names of the shorter opening from which on two articles tell one story. */
const sameStory = 0.4;
const sameNames = 0.6;
/** Share of the words of both openings from which on they are one text. */
const sameText = 0.95;
/** Articles published further apart than this tell different stories. */
const storyMs = 4 * dayMs;
/** Articles of a period that are grouped into stories, the newest. */
const mostGrouped = 600;
/** Openings that are kept, since they are compared again and again. */
const mostOpenings = 5000;

/** What a subscription is interested in. */
export interface Interest {
  /** Words, a tag, a publisher or a question; `null` for everything. */
  readonly topic: string | null;
  readonly isQuestion: boolean;
  readonly filter: Filter;
  /** Milliseconds since 1970; what was published before is old. */
  readonly since: number;
  /** Ids of articles that were posted lately, newest first. */
  readonly recent: readonly string[];
}

/** An article that an interest is in. */
export interface FoundNews {
  /** Index of the interest. */
  readonly interest: number;
  readonly article: string;
  /** The article that had the story first: copies share it. */
  readonly first: string;
  /** The sentence to show; `null` where a question has to be asked first. */
  readonly quote: Quote | null;
  /** The article posted lately whose story this one continues. */
  readonly continues: string | null;
  /** A figure that has changed since that one. */
  readonly figure: ChangedFigure | null;
}

/** A story of a period. */
export interface Story {
  readonly quote: Quote;
  readonly articles: number;
  /** Different publishers. */
  readonly publishers: number;
  /** The story before that this one continues, as an index. */
  readonly continues: number | null;
  readonly figure: ChangedFigure | null;
}

export function createFollowing(index: SearchIndex) {
  const openingOf = keptOpenings();
  return {
    /** Compares new articles with interests. Unknown articles are left out. */
    arrived({
      articles,
      interests,
      now,
    }: {
      readonly articles: readonly string[];
      readonly interests: readonly Interest[];
      readonly now: Date;
    }): { readonly known: readonly string[]; readonly news: readonly FoundNews[] } {
      const entries = articles.flatMap((id) => index.get(id) ?? []);
      const views = new Map<string | null, VisibleIndex>();
      const topics = new Map<string, TopicReader>();
      const news = interests.flatMap((interest, place) => {
        const server = interest.filter.server ?? null;
        const seen = views.get(server) ?? index.seenOn(server);
        views.set(server, seen);
        const isWanted = (entry: IndexedArticle) =>
          index.isSeen(entry, server) && isNew(entry, interest.since) && passes(entry, interest.filter, now);
        const wanted = entries.filter(isWanted);
        if (wanted.length === 0) return [];
        const key = JSON.stringify([server, interest.topic]);
        const topic = interest.topic === null ? null : (topics.get(key) ?? readerOf(interest.topic, seen));
        if (topic !== null) topics.set(key, topic);
        const recent = interest.recent.flatMap((id) => index.get(id) ?? []);
        readAhead(recent, 'all');
        return wanted.flatMap((entry): FoundNews[] => {
          const found = {
            interest: place,
            article: entry.facts.id,
            first: firstOf(entry),
          };
          if (interest.isQuestion)
            return topic !== null && topic.read(entry).share >= leastOfQuestion
              ? [{ ...found, quote: null, continues: null, figure: null }]
              : [];
          if (topic !== null && !topic.isAbout(entry)) return [];
          // A copy of it is posted already.
          const isTold = (other: IndexedArticle) =>
            (rootOf(other) === rootOf(entry) || areSameText(openingOf(other), openingOf(entry))) &&
            changedFigure(other, entry) === null;
          if (topic !== null && recent.some(isTold)) return [];
          const before =
            topic === null
              ? undefined
              : recent.find((other) => isSameStory(other, entry, openingOf, topic.query));
          const isLater = before !== undefined && (entry.publishedAt ?? 0) >= (before.publishedAt ?? 0);
          const figure = isLater ? changedFigure(before, entry) : null;
          const quote = figure === null ? quoteAbout(entry, topic) : figureQuote(entry, figure);
          const continues = before?.facts.id ?? null;
          if (before !== undefined) recent.unshift(entry);
          else recent.push(entry);
          return [{ ...found, quote, continues, figure: figure?.changed ?? null }];
        });
      });
      return { known: entries.map(({ facts }) => facts.id), news };
    },

    /** What articles say of a topic now, or first of all; `null` for those that are gone. */
    about({
      articles,
      topic,
      server,
    }: {
      readonly articles: readonly string[];
      readonly topic: string | null;
      readonly server: string | null;
    }): (Quote | null)[] {
      const seen = index.seenOn(server);
      const reader = topic === null ? null : readerOf(topic, seen);
      return articles.map((id) => {
        const entry = index.get(id);
        return entry === undefined || !index.isSeen(entry, server) ? null : quoteAbout(entry, reader);
      });
    },

    /** The stories of a period, those that most publishers covered first. */
    stories({
      filter,
      now,
      most,
      before,
    }: {
      readonly filter: Filter;
      readonly now: Date;
      readonly most: number;
      /** The stories before: an article of each. */
      readonly before: readonly string[];
    }): { readonly stories: readonly Story[]; readonly articles: number; readonly total: number } {
      const newest = newestDated(passing(index.seenOn(filter.server ?? null), filter, now), mostGrouped);
      const entries = newest.sort((a, b) => a.publishedAt! - b.publishedAt!);
      const groups = grouped(entries, openingOf);
      const told = before.map((id) => index.get(id));
      const stories = groups
        .map((group) => ({ group, publishers: new Set(group.map(({ facts }) => facts.publisher)).size }))
        .sort((a, b) => b.publishers - a.publishers || b.group.length - a.group.length)
        .slice(0, most)
        .map(({ group, publishers }): Story => {
          const last = group.at(-1)!;
          const place = told.findIndex((one) => one !== undefined && isSameStory(one, last, openingOf));
          const known = told[place];
          const figure = known === undefined ? null : changedFigure(known, last);
          return {
            quote: figure === null ? leadQuote(last) : figureQuote(last, figure),
            articles: group.length,
            publishers,
            continues: known === undefined ? null : place,
            figure: figure?.changed ?? null,
          };
        });
      return { stories, articles: entries.length, total: groups.length };
    },
  };

  /** Copies share the article that had the story first; with another figure, it is a story of its own that continues it. */
  function firstOf(entry: IndexedArticle): string {
    const { id, copyOf } = entry.facts;
    const first = copyOf === null ? undefined : index.get(copyOf);
    return first === undefined || changedFigure(first, entry) !== null ? id : first.facts.id;
  }
}

/** The first few of articles that come the newest first, without the undated ones, which come last. */
function newestDated(entries: Iterable<IndexedArticle>, most: number): IndexedArticle[] {
  const first: IndexedArticle[] = [];
  for (const entry of entries) {
    if (entry.publishedAt === null || first.length === most) break;
    first.push(entry);
  }
  return first;
}

/** The sentence that states a figure, with the figure highlighted. */
function figureQuote(
  entry: IndexedArticle,
  { sentence, changed }: NonNullable<ReturnType<typeof changedFigure>>,
): Quote {
  const [start, end] = spanOf(entry, sentence);
  const at = entry.text.indexOf(changed.after, start);
  const quote = stretchQuote(entry, cut(entry.text, [start, end], [at, at + changed.after.length]));
  return { ...quote, highlights: [[at - quote.start, at - quote.start + changed.after.length]] };
}

/** A day without a time is not over before its last hour, wherever that is. */
const isNew = ({ publishedAt, facts }: IndexedArticle, since: number) =>
  publishedAt === null || publishedAt + (isDay(facts) ? dayMs : 0) >= since;

const isDay = ({ published }: ArticleFacts) => published !== null && /^\d{4}-\d\d-\d\d$/.test(published);

interface TopicReader {
  readonly words: string;
  readonly query: Query;
  readonly read: ReturnType<VisibleIndex['reader']>;
  /** Whether an article is about it: tagged with it, by that publisher, or all its words in the title or one sentence. */
  isAbout(entry: IndexedArticle): boolean;
}

function readerOf(topic: string, seen: VisibleIndex): TopicReader {
  const query = topicQuery(topic, seen);
  const read = seen.reader(query);
  const name = fold(topic.trim());
  return {
    words: topic,
    query,
    read,
    isAbout(entry) {
      if (fold(entry.facts.publisher ?? '') === name || isTagged(entry, topic)) return true;
      const { share, shareOf, title, sentences } = read(entry);
      if (query.terms.length === 0 || share <= 0.999) return false;
      return (
        shareOf(title) >= leastInTitle ||
        (query.terms.length > 1 && sentences.some((bits) => shareOf(bits) > 0.999))
      );
    },
  };
}

/** The first sentence; of an article that only mentions the topic, the one with most of its words. */
function quoteAbout(entry: IndexedArticle, topic: TopicReader | null): Quote {
  if (topic === null) return leadQuote(entry);
  const { title, sentences, shareOf } = topic.read(entry);
  const shares = Array.from(sentences, shareOf);
  const best = Math.max(...shares);
  const isAbout = shareOf(title) > 0.999 || isTagged(entry, topic.words);
  return excerpt(entry, best > 0 && !isAbout ? shares.indexOf(best) : leadOf(entry), topic.query);
}

const leadQuote = (entry: IndexedArticle) =>
  stretchQuote(entry, cut(entry.text, spanOf(entry, leadOf(entry))));

/** Articles about one event share most words of their openings; the words of the topic, which all have, do not count. */
function isSameStory(
  one: IndexedArticle,
  other: IndexedArticle,
  openingOf: OpeningOf,
  topic?: Query,
): boolean {
  if (rootOf(one) === rootOf(other)) return true;
  if (Math.abs((one.publishedAt ?? 0) - (other.publishedAt ?? 0)) > storyMs) return false;
  const common = new Set(topic?.terms.map(({ term }) => term));
  return areAlike(openingOf(one), openingOf(other), common);
}

const rootOf = ({ facts }: IndexedArticle) => facts.copyOf ?? facts.id;

/** How an article begins: its words without stop words, numbers and dates; and which of them are names. */
interface Opening {
  readonly words: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

type OpeningOf = (entry: IndexedArticle) => Opening;

/** Reads openings, and keeps the latest of them with the length of the text that they are of. */
function keptOpenings(): OpeningOf {
  const known = new Map<string, Opening & { readonly length: number }>();
  return (entry) => {
    const { id } = entry.facts;
    const { length } = entry.text;
    const kept = known.get(id);
    if (kept?.length === length) return kept;
    const opening = { ...readOpening(entry), length };
    known.delete(id);
    known.set(id, opening);
    const [oldest] = known.keys();
    if (known.size > mostOpenings) known.delete(oldest!);
    return opening;
  };
}

function readOpening(entry: IndexedArticle): Opening {
  const { text, language, facts } = entry;
  const count = Math.min(openingSentences, sentenceCount(entry));
  const starts = Array.from({ length: count }, (_, sentence) => text.slice(...spanOf(entry, sentence)));
  const words = new Set<string>();
  const names = new Set<string>();
  for (const [place, start] of [facts.title, ...starts].entries())
    for (const [at, { term, role, kind, date, capital }] of analyze(start, language).entries()) {
      if (role !== 'content' || kind === 'number' || date) continue;
      words.add(term);
      // Titles have capitals of their own.
      if (capital && place > 0 && at > 0) names.add(term);
    }
  return { words, names };
}

/** Whether two openings have most words and names in common. */
function areAlike(one: Opening, other: Opening, without: ReadonlySet<string> = new Set()): boolean {
  const left = (words: ReadonlySet<string>) => new Set([...words].filter((word) => !without.has(word)));
  const share = (a: ReadonlySet<string>, b: ReadonlySet<string>) => {
    const least = Math.min(a.size, b.size);
    return least === 0 ? null : [...a].filter((word) => b.has(word)).length / least;
  };
  const words = [left(one.words), left(other.words)] as const;
  if (Math.min(words[0].size, words[1].size) < fewestWords) return false;
  return (share(...words) ?? 0) >= sameStory && (share(left(one.names), left(other.names)) ?? 1) >= sameNames;
}

/** Whether two openings have nearly all words in common: a copy may be taken for one of the sequel. */
function areSameText({ words: one }: Opening, { words: other }: Opening): boolean {
  const common = [...one].filter((word) => other.has(word)).length;
  return common >= fewestWords && common / (one.size + other.size - common) >= sameText;
}

/** Openings with fewer words say too little to be compared. */
const fewestWords = 4;

/** Oldest first in each group, and the groups by their oldest. */
function grouped(entries: readonly IndexedArticle[], openingOf: OpeningOf): IndexedArticle[][] {
  const groups: { readonly entries: IndexedArticle[]; readonly opening: Opening }[] = [];
  const byWord = new Map<string, Set<number>>();
  const byRoot = new Map<string, number>();
  for (const entry of entries) {
    const opening = openingOf(entry);
    const near = new Set([...opening.words].flatMap((word) => [...(byWord.get(word) ?? [])]));
    const place =
      byRoot.get(rootOf(entry)) ??
      [...near].find(
        (at) =>
          entry.publishedAt! - groups[at]!.entries.at(-1)!.publishedAt! <= storyMs &&
          areAlike(groups[at]!.opening, opening),
      );
    const at = place ?? groups.length;
    if (place === undefined) {
      groups.push({ entries: [entry], opening });
      for (const word of opening.words) byWord.set(word, (byWord.get(word) ?? new Set()).add(at));
    } else groups[place]!.entries.push(entry);
    byRoot.set(rootOf(entry), at);
  }
  return groups.map((group) => group.entries);
}
