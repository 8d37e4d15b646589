import type { ArticleFacts } from '../../articles/article.ts';
import { serverOf, visibleTo } from '../../articles/scope.ts';
import { sentenceCount, spanOf, type IndexedArticle } from '../../search/indexed-article.ts';
import type { SearchIndex } from '../../search/search-index.ts';
import { sentences } from '../../text/sentences.ts';
import { fold } from '../../text/tokens.ts';
import type { Filter, Indexing, QuestionReading, Quote } from '../answer.ts';
import { countedIn, endOfTime, isFrom, passes } from '../filter.ts';
import { contextOf, passagesOf, stretchQuote, type QuoteContext, type TextRange } from '../passages.ts';
import { versionOf } from '../quotes.ts';
import { findArticles, type ArticleFound } from './find-articles.ts';
import { newestFirst } from './news.ts';
import { developmentsOf, type Development } from './timeline.ts';
import { articlesAbout } from './topic.ts';

/** A stretch of a long list. */
export interface Slice<Item> {
  readonly items: readonly Item[];
  /** Items of the whole list. */
  readonly total: number;
  /** How far the indexing is, while articles are still missing. */
  readonly indexing: Indexing | null;
}

/** What is looked for among the articles, as seen from a day, and which stretch of it is wanted. */
export interface Looked {
  readonly words: string;
  readonly askedAt: Date;
  readonly filter?: Filter;
  readonly skip: number;
  readonly limit: number;
}

/** A quote as it is remembered. */
export interface Quoted {
  /** The id of its article. */
  readonly article: string;
  /** Empty where the article was only named. */
  readonly version: string;
  readonly title: string | null;
  /** `null` where only its place was kept. */
  readonly text: string | null;
}

/** A quote as it was shown; `text` as in `Quoted`. */
export type ShownQuote = TextRange &
  Pick<Quoted, 'text'> &
  Pick<Quote, 'highlights'> & {
    /** The ids of articles with a copy of it. */
    readonly copies: readonly string[];
  };

/** What has become of a quote: its words are not in the article any more, or the article is not there any more. */
export interface Standing {
  readonly state: 'same' | 'changed' | 'gone';
  /** Of words that were changed: the sentence that is no longer there, and the one that says nearly the same now, if there is one. */
  readonly change?: { readonly before: string; readonly after: string | null };
}

/** All ways of going through the articles that are no question; `indexing` as for the archive. */
export function createBrowsing(index: SearchIndex, indexing: () => Indexing | null) {
  const seenOn = (server: string | null) => [...index.seenOn(server).entries()];

  return {
    /** The articles that have the words, the best first. */
    search({
      words,
      askedAt,
      filter = {},
      skip,
      limit,
    }: Looked): Slice<ArticleFound> & { reading: QuestionReading } {
      const allowed = (entry: IndexedArticle) => passes(entry, filter, askedAt);
      const { found, reading } = findArticles(words, index.seenOn(filter.server ?? null), askedAt, allowed);
      const items = found.slice(skip, skip + limit).map((make) => make());
      return { items, total: found.length, indexing: indexing(), reading };
    },

    /** How a topic developed, the oldest first. */
    timeline({
      words,
      askedAt,
      filter = {},
      skip,
      limit,
    }: Looked): Slice<Development> & { reading: QuestionReading } {
      const allowed = (entry: IndexedArticle) => passes(entry, filter, askedAt);
      const topic = articlesAbout(words, index.seenOn(filter.server ?? null), { askedAt, allowed });
      const developments = developmentsOf(topic);
      return {
        items: developments.slice(skip, skip + limit).map((make) => make()),
        total: developments.length,
        indexing: indexing(),
        reading: topic.reading,
      };
    },

    /** The newest articles first; undated ones last. */
    latest({
      source,
      topic,
      server = null,
      filter = {},
      skip = 0,
      limit,
    }: {
      source?: string;
      topic?: string;
      server?: string | null;
      filter?: Filter;
      skip?: number;
      limit: number;
    }): Slice<ArticleFacts> {
      const words = topic === undefined ? [] : fold(topic).split(/\s+/);
      const seen = seenOn(server).filter(
        (entry) => isFrom(entry.facts, source) && passes(entry, { ...filter, server }, endOfTime),
      );
      const titled = seen.filter(({ facts }) => {
        const about = [facts.title, ...facts.tags].map(fold).join(' ');
        return words.every((word) => about.includes(word));
      });
      const allowed = new Set(seen);
      const all = newestFirst(
        titled.length > 0 || topic === undefined
          ? titled
          : articlesAbout(topic, index.seenOn(server), {
              askedAt: endOfTime,
              allowed: (entry) => allowed.has(entry),
            }).entries,
      );
      return {
        items: all.slice(skip, skip + limit).map(({ facts }) => facts),
        total: all.length,
        indexing: indexing(),
      };
    },

    /**
     * An article and one of its passages.
     *
     * @param wanted its id, its address, its title, or words of its title; the newest of several
     * @param place of the passage, from 0
     */
    article({ wanted, place, server = null }: { wanted: string; place: number; server?: string | null }) {
      const named = index.get(wanted);
      const address = addressOf(wanted);
      const seen = seenOn(server);
      const byAddress = () =>
        seen.find(({ facts }) => facts.url !== null && addressOf(facts.url) === address);
      const entry =
        named !== undefined && index.isSeen(named, server)
          ? named
          : address === null
            ? titled(seen, wanted)
            : byAddress();
      if (entry === undefined) return null;
      const passages = passagesOf(entry);
      const range = passages[place];
      return {
        facts: entry.facts,
        passages: passages.length,
        passage: range === undefined ? null : stretchQuote(entry, range),
      };
    },

    /** The sentences before and after each stretch; `null` where the article is no longer there. */
    context(stretches: readonly TextRange[]): (QuoteContext | null)[] {
      return stretches.map((stretch) => {
        const entry = index.get(stretch.article);
        return entry === undefined ? null : contextOf(entry, stretch);
      });
    },

    /**
     * Quotes that were shown before, as they stand now; `null` where the words are no longer in their article. Copies that
     * are no longer there are left out.
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

    /** Which of these articles have another text than that of a version, or are no longer there. */
    changed(seen: readonly { readonly article: string; readonly version: string }[]): string[] {
      const isChanged = ({ article, version }: (typeof seen)[number]) => {
        const entry = index.get(article);
        return entry === undefined || (version !== '' && versionOf(entry.text) !== version);
      };
      return [...new Set(seen.filter(isChanged).map(({ article }) => article))];
    },

    /** What has become of quotes: whether their words still stand in their article, if only under another name of its file. */
    standing(quotes: readonly Quoted[]): Standing[] {
      return quotes.map(({ article, version, title, text }) => {
        const entry = index.get(article);
        const has = (entry: IndexedArticle) => text !== null && entry.text.includes(text);
        const isChanged = entry !== undefined && versionOf(entry.text) !== version && !has(entry);
        if (isChanged)
          return { state: 'changed', ...(text !== null && text !== '' && { change: changeOf(entry, text) }) };
        if (entry !== undefined) return { state: 'same' };
        const isTheSame = (other: IndexedArticle) =>
          visibleTo(other, serverOf(article)) && other.facts.title === title && has(other);
        return { state: [...index.entries()].some(isTheSame) ? 'same' : 'gone' };
      });
    },

    /** Whether what was drawn as a quote can be read in its article as it is now. */
    holds(drawn: readonly { readonly article: string; readonly text: string }[]): boolean[] {
      return drawn.map(({ article, text }) => {
        const entry = index.get(article);
        const shown = readable(text);
        return entry !== undefined && shown !== '' && readable(entry.text).includes(shown);
      });
    },

    /** The publishers, those with most articles first. */
    sources({ server = null }: { server?: string | null } = {}) {
      const byPublisher = new Map<string | null, IndexedArticle[]>();
      for (const entry of seenOn(server)) {
        const { publisher } = entry.facts;
        const known = byPublisher.get(publisher);
        if (known === undefined) byPublisher.set(publisher, [entry]);
        else known.push(entry);
      }
      return [...byPublisher]
        .map(([publisher, entries]) => ({
          publisher,
          articles: entries.length,
          languages: frequent(
            entries.map(({ language }) => language).filter((language) => language !== 'und'),
          ),
          newest: countedIn(entries, () => true).newest,
        }))
        .sort((a, b) => b.articles - a.articles);
    },
  };
}

/** Share of their words from which on a sentence says nearly what another said. */
const nearlyFrom = 0.4;

/** The first sentence of a quote that an article no longer has, and what stands in its place. */
function changeOf(entry: IndexedArticle, quote: string): NonNullable<Standing['change']> {
  const gone = sentences(quote, entry.language)
    .map(({ start, end }) => quote.slice(start, end))
    .find((sentence) => !entry.text.includes(sentence));
  const before = gone ?? quote;
  return { before, after: nearestSentence(entry, before) };
}

/** The sentence of an article that says nearly what a quote said; `null` where there is none. */
function nearestSentence(entry: IndexedArticle, quote: string): string | null {
  const wordsIn = (text: string) => new Set(fold(text).match(/[\p{L}\p{N}]+/gu) ?? []);
  const quoted = wordsIn(quote);
  let best: { readonly text: string; readonly share: number } | null = null;
  for (let sentence = 0; sentence < sentenceCount(entry); sentence++) {
    const text = entry.text.slice(...spanOf(entry, sentence));
    const words = wordsIn(text);
    const common = [...words].filter((word) => quoted.has(word)).length;
    const share = common / (words.size + quoted.size - common);
    if (share >= nearlyFrom && share > (best?.share ?? 0)) best = { text, share };
  }
  return best?.text ?? null;
}

/** The newest article with this title; else the newest whose title has all the words. */
function titled(entries: Iterable<IndexedArticle>, written: string): IndexedArticle | undefined {
  const whole = fold(written).trim();
  const words = whole.split(/\s+/);
  const newest = newestFirst([...entries]);
  return (
    newest.find(({ facts }) => fold(facts.title).trim() === whole) ??
    newest.find(({ facts }) => words.every((word) => fold(facts.title).includes(word)))
  );
}

/** The distinct values, most frequent first. */
function frequent(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
}

/** What tells one web address from another: not how it is reached, nor where it was found; `null` for other words. */
function addressOf(written: string): string | null {
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return null;
  const { hostname, pathname, searchParams } = new URL(written);
  const kept = [...searchParams].filter(([name]) => !/^(?:utm_|fbclid|gclid|ref$|source$|share)/i.test(name));
  return JSON.stringify([hostname.replace(/^(?:www|m|amp)\./, ''), pathname.replace(/\/+$/, ''), kept]);
}

/** What a surface writes in place of a control that reorders text. */
const shownControl = /\[U\+(?:202[A-E]|206[6-9])\]/gi;
/** What has no form of its own. White space has one. */
const formless = /[^\P{Cc}\s]|[\p{Cf}\p{DI}\ufff9-\ufffb]/gu;

/**
 * What a reader can read of a text, to compare what was drawn with what is written: runs of white space are one space, and
 * characters without a form are gone, as those that the surfaces draw in their place.
 */
function readable(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(shownControl, '')
    .replace(formless, '')
    .replace(/\s+/g, ' ')
    .trim();
}
