import type { ArticleFacts } from '../articles/article.ts';
import { visibleTo } from '../articles/scope.ts';
import type { IndexedArticle } from '../search/indexed-article.ts';
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
  if (language !== undefined && entry.language.split('-')[0] !== language.split('-')[0]) return false;
  return source === undefined || isFrom(entry.facts, source);
}

export function isFrom(facts: ArticleFacts, source: string | undefined): boolean {
  return source === undefined || fold(facts.publisher ?? '').includes(fold(source));
}

/** How many articles are allowed, and the newest publication date among them, as stated. */
export function countedIn(
  entries: Iterable<IndexedArticle>,
  allowed: (entry: IndexedArticle) => boolean,
): { readonly articles: number; readonly newest: string | null } {
  let articles = 0;
  let newest: IndexedArticle | undefined;
  for (const entry of entries) {
    if (!allowed(entry)) continue;
    articles++;
    if (entry.publishedAt !== null && entry.publishedAt > (newest?.publishedAt ?? -Infinity)) newest = entry;
  }
  return { articles, newest: newest?.facts.published ?? null };
}
