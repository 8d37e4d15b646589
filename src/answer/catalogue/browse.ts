import type { ArticleFacts } from '../../articles/article.ts';
import { serverOf } from '../../articles/scope.ts';
import { addressOf, type Catalogue, type Publisher } from '../../search/catalogue.ts';
import { addTo } from '../../search/figures.ts';
import { sentenceCount, spanOf, type IndexedArticle } from '../../search/indexed-article.ts';
import { together } from '../../search/newest-first.ts';
import type { SearchIndex } from '../../search/search-index.ts';
import { sentences } from '../../text/sentences.ts';
import { fold } from '../../text/tokens.ts';
import type { Filter, Indexing, QuestionReading, Quote } from '../answer.ts';
import { countedIn, endOfTime, allowedBy, passing } from '../filter.ts';
import { contextOf, passagesOf, stretchQuote, type QuoteContext, type TextRange } from '../passages.ts';
import { versionOf } from '../quotes.ts';
import { titled } from './by-name.ts';
import { findArticles, type ArticleFound } from './find-articles.ts';
import { newestFirst, newsAbout } from './news.ts';
import { countsOf, type ArticleCounts } from './overview.ts';
import { developmentsOf, type Development } from './timeline.ts';
import { articlesAbout } from './topic.ts';

/** A page of a longer list. */
export interface Slice<Item> {
  readonly items: readonly Item[];
  /** Of the whole list. */
  readonly total: number;
  /** As in `Searched`. */
  readonly indexing: Indexing | null;
}

export interface Looked {
  readonly words: string;
  readonly askedAt: Date;
  /** BCP 47: the reader's language, for words that do not tell theirs. */
  readonly readIn?: string;
  readonly filter?: Filter;
  readonly skip: number;
  readonly limit: number;
}

/** A quote as it is stored. */
export interface Quoted {
  readonly article: string;
  /** Empty if the article was only named. */
  readonly version: string;
  readonly title: string | null;
  /** `null` if only its place was stored. */
  readonly text: string | null;
}

/** A quote as it was shown. */
export type ShownQuote = TextRange &
  Pick<Quoted, 'text'> &
  Pick<Quote, 'highlights'> & {
    /** Ids of the articles with a copy of it. */
    readonly copies: readonly string[];
  };

/**
 * Whether a stored quote still stands: `changed` if its article no longer has the words, `gone` if the article is no longer
 * there.
 */
export interface Standing {
  readonly state: 'same' | 'changed' | 'gone';
  /** The sentence that is no longer there, and the closest one that is there now. */
  readonly change?: { readonly before: string; readonly after: string | null };
}

/** A sentence as it was and as it is; `null` where there is none. */
export interface TextChange {
  readonly before: string | null;
  readonly after: string | null;
}

/** Everything that lists articles rather than answering. */
export function createBrowsing(
  index: SearchIndex,
  indexing: () => Indexing | null,
  hasForgotten: (id: string) => boolean,
) {
  return {
    /** Best first. */
    search({
      words,
      askedAt,
      filter = {},
      skip,
      limit,
    }: Looked): Slice<ArticleFound> & { reading: QuestionReading } {
      const seen = index.seenOn(filter.server ?? null);
      const { found, reading } = findArticles(words, seen, askedAt, allowedBy(filter, askedAt, seen));
      const items = found.slice(skip, skip + limit).map((make) => make());
      return { items, total: found.length, indexing: indexing(), reading };
    },

    /** Oldest first. */
    timeline({
      words,
      askedAt,
      readIn,
      filter = {},
      skip,
      limit,
    }: Looked): Slice<Development> & { reading: QuestionReading; counts: ArticleCounts } {
      // What happened in a period is told later, too.
      const { since, until, ...rest } = filter;
      const seen = index.seenOn(filter.server ?? null);
      const topic = articlesAbout(words, seen, { askedAt, allowed: allowedBy(rest, askedAt, seen), readIn });
      const developments = developmentsOf(topic, { since, until });
      return {
        items: developments.slice(skip, skip + limit).map((make) => make()),
        total: developments.length,
        indexing: indexing(),
        reading: topic.reading,
        counts: countsOf(topic.entries),
      };
    },

    /** Undated articles last. */
    latest({
      source,
      server = null,
      filter = {},
      skip = 0,
      limit,
    }: {
      source?: string;
      server?: string | null;
      filter?: Filter;
      skip?: number;
      limit: number;
    }): Slice<ArticleFacts> {
      const seen = index.seenOn(server);
      const wanted = { ...filter, server, ...(source !== undefined && { source }) };
      const items: ArticleFacts[] = [];
      let at = 0;
      for (const { facts } of passing(seen, wanted, endOfTime)) {
        if (at >= skip + limit) break;
        if (at++ >= skip) items.push(facts);
      }
      return { items, total: countedIn(seen, wanted, endOfTime).articles, indexing: indexing() };
    },

    /** What the newest articles say about a topic, a sentence each. */
    news({ words, askedAt, readIn, filter = {}, skip, limit }: Looked): Slice<Quote> {
      const seen = index.seenOn(filter.server ?? null);
      const quotes = newsAbout(words, seen, { askedAt, allowed: allowedBy(filter, askedAt, seen), readIn });
      return {
        items: quotes.slice(skip, skip + limit).map((make) => make()),
        total: quotes.length,
        indexing: indexing(),
      };
    },

    /**
     * One article and one of its passages.
     *
     * @param wanted its id, its address, its title, or words of its title (the newest match)
     * @param place index of the passage
     */
    article({ wanted, place, server = null }: { wanted: string; place: number; server?: string | null }) {
      const named = index.get(wanted);
      const address = addressOf(wanted);
      const { catalogues } = index.seenOn(server);
      const entry =
        named !== undefined && index.isSeen(named, server)
          ? named
          : address === null
            ? newestTitled(catalogues, wanted)
            : catalogues.flatMap((catalogue) => catalogue.at(wanted))[0];
      if (entry === undefined) return null;
      const passages = passagesOf(entry);
      const range = passages[place];
      return {
        facts: entry.facts,
        passages: passages.length,
        passage: range === undefined ? null : stretchQuote(entry, range),
      };
    },

    /** `null` for an article that is no longer there. */
    context(stretches: readonly TextRange[]): (QuoteContext | null)[] {
      return stretches.map((stretch) => {
        const entry = index.get(stretch.article);
        return entry === undefined ? null : contextOf(entry, stretch);
      });
    },

    /**
     * Re-creates quotes that were shown earlier; `null` if their words are no longer in the article. Copies that are gone are
     * left out.
     */
    requote(shown: readonly ShownQuote[]): (Quote | null)[] {
      return shown.map(({ article, start, end, text, highlights, copies }) => {
        const entry = index.get(article);
        if (entry === undefined || text === null) return null;
        const from = entry.text.startsWith(text, start) ? start : entry.text.indexOf(text);
        if (from < 0 || text === '' || end <= start) return null;
        const others = copies.flatMap((id) => index.get(id)?.facts ?? []);
        return { ...stretchQuote(entry, [from, from + text.length]), highlights, copies: others };
      });
    },

    /** The ids of articles whose text differs from the given version, or that are gone. */
    changed(seen: readonly { readonly article: string; readonly version: string }[]): string[] {
      const isChanged = ({ article, version }: (typeof seen)[number]) => {
        const entry = index.get(article);
        if (entry === undefined) return !hasForgotten(article);
        return version !== '' && versionOf(entry.text) !== version;
      };
      return [...new Set(seen.filter(isChanged).map(({ article }) => article))];
    },

    /** A quote stands if its words are still in its article, even if the article's file was renamed. */
    standing(quotes: readonly Quoted[]): Standing[] {
      return quotes.map(({ article, version, title, text }) => {
        const entry = index.get(article);
        const has = (entry: IndexedArticle) => text !== null && entry.text.includes(text);
        const isChanged = entry !== undefined && versionOf(entry.text) !== version && !has(entry);
        if (isChanged)
          return { state: 'changed', ...(text !== null && text !== '' && { change: changeOf(entry, text) }) };
        if (entry !== undefined || hasForgotten(article)) return { state: 'same' };
        const isTheSame = (other: IndexedArticle) => other.facts.title === title && has(other);
        const { catalogues } = index.seenOn(serverOf(article));
        return { state: titled(catalogues, title ?? '').some(isTheSame) ? 'same' : 'gone' };
      });
    },

    /** What changed from each text to the next, sentence by sentence; the last of them became the article as it is now. */
    changesOf({ article, texts }: { readonly article: string; readonly texts: readonly string[] }) {
      const entry = index.get(article);
      const all = entry === undefined ? texts : [...texts, entry.text];
      const language = entry?.language ?? 'und';
      return all.slice(1).map((text, place) => changesBetween(all[place]!, text, language));
    },

    /** Whether each drawn quote can be read in its article as it is now. */
    holds(drawn: readonly { readonly article: string; readonly text: string }[]): boolean[] {
      return drawn.map(({ article, text }) => {
        const entry = index.get(article);
        const shown = readable(text);
        return entry !== undefined && shown !== '' && readable(entry.text).includes(shown);
      });
    },

    /** Publishers, those with most articles first. */
    sources({ server = null }: { server?: string | null } = {}) {
      const byPublisher = new Map<string | null, Publisher[]>();
      for (const { publishers } of index.seenOn(server).catalogues)
        for (const [publisher, one] of publishers)
          byPublisher.set(publisher, [...(byPublisher.get(publisher) ?? []), one]);
      return [...byPublisher]
        .map(([publisher, all]) => {
          const languages = new Map<string, number>();
          for (const one of all)
            for (const [language, articles] of one.languages) addTo(languages, language, articles);
          languages.delete('und');
          const [newest] = together(all.map(({ articles }) => articles.all().slice(0, 1)));
          return {
            publisher,
            articles: all.reduce((sum, { articles }) => sum + articles.size, 0),
            languages: [...languages].sort((a, b) => b[1] - a[1]).map(([language]) => language),
            newest: newest?.facts.published ?? null,
          };
        })
        .sort((a, b) => b.articles - a.articles);
    },
  };
}

/** Share of common words from which on two sentences say nearly the same. */
const nearlyFrom = 0.4;

/** The first sentence of a quote that its article no longer has, with what replaced it. */
function changeOf(entry: IndexedArticle, quote: string): NonNullable<Standing['change']> {
  const gone = sentences(quote, entry.language)
    .map(({ start, end }) => quote.slice(start, end))
    .find((sentence) => !entry.text.includes(sentence));
  const before = gone ?? quote;
  return { before, after: nearestSentence(entry, before) };
}

/** Sentences of a change that are told at most. */
const mostChanges = 3;

/** The sentences that a text has no longer, each with the closest new one; and those that are new beside. */
function changesBetween(before: string, after: string, language: string): TextChange[] {
  const split = (text: string) => sentences(text, language).map(({ start, end }) => text.slice(start, end));
  const [old, now] = [split(before), split(after)];
  const fresh = now.filter((sentence) => !old.includes(sentence));
  const gone = old.filter((sentence) => !now.includes(sentence));
  const changed = gone.map((sentence): TextChange => ({
    before: sentence,
    after: nearest(fresh, sentence),
  }));
  const told = new Set(changed.map((one) => one.after));
  const added = fresh.filter((sentence) => !told.has(sentence));
  return [...changed, ...added.map((sentence) => ({ before: null, after: sentence }))].slice(0, mostChanges);
}

/** `null` if no sentence of the article is close. */
function nearestSentence(entry: IndexedArticle, quote: string): string | null {
  const all = Array.from({ length: sentenceCount(entry) }, (_, sentence) =>
    entry.text.slice(...spanOf(entry, sentence)),
  );
  return nearest(all, quote);
}

function nearest(among: readonly string[], quote: string): string | null {
  const wordsIn = (text: string) => new Set(fold(text).match(/[\p{L}\p{N}]+/gu) ?? []);
  const quoted = wordsIn(quote);
  let best: { readonly text: string; readonly share: number } | null = null;
  for (const text of among) {
    const words = wordsIn(text);
    const common = [...words].filter((word) => quoted.has(word)).length;
    const share = common / (words.size + quoted.size - common);
    if (share >= nearlyFrom && share > (best?.share ?? 0)) best = { text, share };
  }
  return best?.text ?? null;
}

/** The newest article with this title; else the newest whose title has all the words. */
function newestTitled(catalogues: readonly Catalogue[], written: string): IndexedArticle | undefined {
  const whole = fold(written).trim();
  const newest = newestFirst(titled(catalogues, written));
  return newest.find(({ facts }) => fold(facts.title).trim() === whole) ?? newest[0];
}

/** How a surface shows a control character that reorders text. */
const shownControl = /\[U\+(?:202[A-E]|206[6-9])\]/gi;
/** Characters without a glyph; white space counts as having one. */
const formless = /[^\P{Cc}\s]|[\p{Cf}\p{DI}\ufff9-\ufffb]/gu;

/**
 * What a reader can see of a text, to compare drawn quotes with articles: runs of white space become one space, and characters
 * without a glyph, and what surfaces show in their place, are removed.
 */
function readable(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(shownControl, '')
    .replace(formless, '')
    .replace(/\s+/g, ' ')
    .trim();
}
