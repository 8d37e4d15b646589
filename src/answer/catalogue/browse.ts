import type { ArticleFacts } from '../../articles/article.ts';
import { isSeenOn } from '../../articles/scope.ts';
import { sentenceCount, spanOf, type IndexedArticle } from '../../search/indexed-article.ts';
import type { Query } from '../../search/query.ts';
import type { Hit, SearchIndex } from '../../search/search-index.ts';
import { analyze } from '../../text/analyzer.ts';
import { fold } from '../../text/tokens.ts';
import type { Filter, Indexing, Quote, Range, QuestionReading } from '../answer.ts';
import { countedIn, endOfTime, isFrom, passes } from '../filter.ts';
import { contextOf, passagesOf, stretchQuote, type QuoteContext, type TextRange } from '../passages.ts';
import { quoteSentence, verbatim, versionOf } from '../quotes.ts';
import { readQuestion } from '../reading.ts';

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

/** What has become of a quote: its words are not in the article any more, or the article is not there any more. */
export type Standing = 'same' | 'changed' | 'gone';

/** Characters that the first sentence of an article has at least, so that it is no rubric and no place name. */
const shortLead = 30;

/** All ways of going through the articles that are no question; `indexing` as for the archive. */
export function createBrowsing(index: SearchIndex, indexing: () => Indexing | null) {
  const entryOf = (id: string) => [...index.entries()].find(({ facts }) => facts.id === id);
  const seenOn = (server: string | null) =>
    [...index.entries()].filter(({ facts }) => isSeenOn(facts.id, server));

  return {
    /** The articles that have the words, the best first, each with its best sentence. */
    search({
      words,
      askedAt,
      filter = {},
      skip,
      limit,
    }: Looked): Slice<Quote> & { reading: QuestionReading } {
      const allowed = (entry: IndexedArticle) => passes(entry, filter, askedAt);
      const { query, found, reading } = readQuestion(
        { text: words, askedAt, strictness: 'never' },
        index,
        allowed,
      );
      const best = bestOfEach(found.hits);
      return {
        items: best
          .slice(skip, skip + limit)
          .map((hit) => marked(quoteSentence(hit, found), hit.entry, query)),
        total: best.length,
        indexing: indexing(),
        reading,
      };
    },

    /** One sentence of each dated article about a topic, a tag or words that it has all of, the oldest first. */
    timeline({
      words,
      askedAt,
      filter = {},
      skip,
      limit,
    }: Looked): Slice<Quote> & { reading: QuestionReading } {
      const allowed = (entry: IndexedArticle) => entry.publishedAt !== null && passes(entry, filter, askedAt);
      const { query, found, reading } = readQuestion(
        { text: words, askedAt, strictness: 'never' },
        index,
        allowed,
      );
      const hits = new Map(bestOfEach(found.hits).map((hit) => [hit.entry, hit]));
      const tag = fold(words.trim());
      const tagged = [...index.entries()].filter(
        (entry) => allowed(entry) && entry.facts.tags.some((one) => fold(one) === tag),
      );
      const having = [...hits.values()].filter(({ features }) => features.articleCoverage > 0.999);
      const about = new Set([...tagged, ...having.map(({ entry }) => entry)]);
      const ordered = [...about].sort((a, b) => (a.publishedAt ?? 0) - (b.publishedAt ?? 0));
      return {
        items: ordered.slice(skip, skip + limit).map((entry) => {
          const hit = hits.get(entry);
          const quote = hit === undefined ? leadOf(entry) : quoteSentence(hit, found);
          return marked(quote, entry, query);
        }),
        total: ordered.length,
        indexing: indexing(),
        reading,
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
      const all = seenOn(server)
        .filter((entry) => isFrom(entry.facts, source) && passes(entry, { ...filter, server }, endOfTime))
        .filter(({ facts }) => {
          const about = [facts.title, ...facts.tags].map(fold).join(' ');
          return words.every((word) => about.includes(word));
        })
        .sort((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity));
      return {
        items: all.slice(skip, skip + limit).map(({ facts }) => facts),
        total: all.length,
        indexing: indexing(),
      };
    },

    /**
     * An article and one of its passages.
     *
     * @param wanted its id, its title, or words of its title; the newest of several
     * @param place of the passage, from 0
     */
    article({ wanted, place, server = null }: { wanted: string; place: number; server?: string | null }) {
      const seen = seenOn(server);
      const entry = seen.find(({ facts }) => facts.id === wanted) ?? titled(seen, wanted);
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
        const entry = entryOf(stretch.article);
        return entry === undefined ? null : contextOf(entry, stretch);
      });
    },

    /** Which of these articles have another text than that of a version, or are no longer there. */
    changed(seen: readonly { readonly article: string; readonly version: string }[]): string[] {
      const entries = new Map([...index.entries()].map((entry) => [entry.facts.id, entry]));
      const isChanged = ({ article, version }: (typeof seen)[number]) => {
        const entry = entries.get(article);
        return entry === undefined || (version !== '' && versionOf(entry.text) !== version);
      };
      return [...new Set(seen.filter(isChanged).map(({ article }) => article))];
    },

    /** What has become of quotes: whether their words still stand in their article, if only under another name of its file. */
    standing(quotes: readonly Quoted[]): Standing[] {
      const entries = [...index.entries()];
      return quotes.map(({ article, version, title, text }) => {
        const entry = entries.find(({ facts }) => facts.id === article);
        const has = (entry: IndexedArticle) => text !== null && entry.text.includes(text);
        if (entry !== undefined) return versionOf(entry.text) === version || has(entry) ? 'same' : 'changed';
        return entries.some((other) => other.facts.title === title && has(other)) ? 'same' : 'gone';
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

/** The best hit of every article, in the order of the hits. */
function bestOfEach(hits: readonly Hit[]): Hit[] {
  const best = new Map<IndexedArticle, Hit>();
  for (const hit of hits) if (!best.has(hit.entry)) best.set(hit.entry, hit);
  return [...best.values()];
}

/** The first sentence of an article that says something. */
function leadOf(entry: IndexedArticle): Quote {
  const spans = Array.from({ length: sentenceCount(entry) }, (_, sentence) => spanOf(entry, sentence));
  const [first] = passagesOf(entry);
  return stretchQuote(
    entry,
    spans.find(([start, end]) => end - start >= shortLead && end - start <= 350) ??
      first ?? [0, entry.text.length],
  );
}

/** With the words that were looked for as its highlights. */
function marked(quote: Quote, entry: IndexedArticle, query: Query): Quote {
  const wanted = new Set(query.terms.flatMap(({ term, elsewhere }) => [term, ...elsewhere]));
  const highlights = analyze(quote.text, entry.language)
    .filter(({ term }) => wanted.has(term))
    .map(({ start, end }): Range => [start, end]);
  return verbatim({ ...quote, highlights }, entry.text);
}

/** The newest article with this title; else the newest whose title has all the words. */
function titled(entries: Iterable<IndexedArticle>, written: string): IndexedArticle | undefined {
  const whole = fold(written).trim();
  const words = whole.split(/\s+/);
  const newest = [...entries].sort((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity));
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
