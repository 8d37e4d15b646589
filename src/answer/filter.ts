import type { ArticleFacts } from '../articles/article.ts';
import { visibleTo } from '../articles/scope.ts';
import { primary } from '../search/catalogue.ts';
import type { Allowed, Bounds } from '../search/first-stage.ts';
import type { IndexedArticle } from '../search/indexed-article.ts';
import { together } from '../search/newest-first.ts';
import type { VisibleIndex } from '../search/search-index.ts';
import { fold } from '../text/tokens.ts';
import type { Filter } from './answer.ts';

/** Articles published later than this after the question are not used. */
const futureMs = 7 * 86_400_000;

/** The largest ECMAScript date, for listings that are not tied to a day. */
export const endOfTime = new Date(8.64e15);

/** Whether an article may be quoted. Called for every article and question, so it reads as little as possible. */
export function passes(
  entry: IndexedArticle,
  { since, until, language, source, server = null }: Filter,
  askedAt: Date,
): boolean {
  if (!visibleTo(entry, server)) return false;
  const { publishedAt } = entry;
  if (publishedAt !== null && publishedAt > askedAt.getTime() + futureMs) return false;
  if (since !== undefined && (publishedAt === null || publishedAt < since)) return false;
  if (until !== undefined && (publishedAt === null || publishedAt > until)) return false;
  if (language !== undefined && primary(entry.language) !== primary(language)) return false;
  return source === undefined || isFrom(entry.facts, source);
}

/** Most publishers that an engine is asked to look for. */
const mostPublishers = 1000;

/** Which articles may be quoted, as `passes`. @param index as seen on the server of the filter */
export function allowedBy(filter: Filter, askedAt: Date, index: VisibleIndex): Allowed {
  const { since, until, language, source } = filter;
  const publishers =
    source === undefined
      ? undefined
      : index.catalogues.flatMap(({ publishers }) =>
          [...publishers.keys()].filter((name) => name !== null).filter((name) => isNamed(name, source)),
        );
  const bounds: Bounds = {
    since,
    until,
    before: askedAt.getTime() + futureMs,
    language: language === undefined ? undefined : primary(language),
    publishers: publishers !== undefined && publishers.length <= mostPublishers ? publishers : undefined,
  };
  return Object.assign((entry: IndexedArticle) => passes(entry, filter, askedAt), { bounds });
}

const isFrom = ({ publisher }: ArticleFacts, source: string) => isNamed(publisher, source);

const isNamed = (publisher: string | null, source: string) => fold(publisher ?? '').includes(fold(source));

/**
 * The articles that pass a filter, the newest first, in the part of the prepared orders that may hold any.
 *
 * @param index as seen on the server of the filter
 */
export function passing(index: VisibleIndex, filter: Filter, askedAt: Date): Iterable<IndexedArticle> {
  const orders = ordersFor(index, filter, askedAt);
  const all = together(orders.map(({ order, from, to }) => order.all().slice(from, to)));
  return isPrepared(filter) ? all : filtered(all, (entry) => passes(entry, filter, askedAt));
}

/** How many articles pass a filter, and the newest publication date among them, as stated. */
export function countedIn(
  index: VisibleIndex,
  filter: Filter,
  askedAt: Date,
): { readonly articles: number; readonly newest: string | null } {
  if (!isPrepared(filter)) {
    const all = [...passing(index, filter, askedAt)];
    return { articles: all.length, newest: all[0]?.facts.published ?? null };
  }
  const orders = ordersFor(index, filter, askedAt);
  const [newest] = together(
    orders.map(({ order, from, to }) => order.all().slice(from, Math.min(to, from + 1))),
  );
  return {
    articles: orders.reduce((sum, { from, to }) => sum + to - from, 0),
    newest: newest?.facts.published ?? null,
  };
}

/** Whether prepared orders hold just the articles that pass. */
const isPrepared = ({ language, source }: Filter) => language === undefined || source === undefined;

/** The orders of the publishers or the language that a filter lets through, or of all, and where the articles of its period are in them. */
function ordersFor(index: VisibleIndex, { since, until, source, language }: Filter, askedAt: Date) {
  const orders = index.catalogues.flatMap((catalogue) => {
    if (source !== undefined)
      return [...catalogue.publishers].flatMap(([publisher, { articles }]) =>
        isNamed(publisher, source) ? [articles] : [],
      );
    return language === undefined ? [catalogue.newest] : (catalogue.languages.get(primary(language)) ?? []);
  });
  return orders.map((order) => {
    const last = Math.min(until ?? Infinity, askedAt.getTime() + futureMs);
    const [from, to] = order.between(since ?? (until === undefined ? undefined : -Infinity), last);
    return { order, from, to };
  });
}

function* filtered<Item>(items: Iterable<Item>, isWanted: (item: Item) => boolean): Generator<Item, void> {
  for (const item of items) if (isWanted(item)) yield item;
}
