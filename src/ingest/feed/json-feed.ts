import { detectLanguage } from '../../text/language.ts';
import { canonicalUrl } from '../canonical-url.ts';
import type { FoundArticle } from '../found.ts';
import { textOfMarkup } from '../page/markup-text.ts';
import { readWrittenDate } from '../written-date.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const string = (value: unknown) => (typeof value === 'string' ? value.trim() || null : null);
const list = (value: unknown) => (Array.isArray(value) ? (value as readonly unknown[]) : []);

/** Reads JSON Feed (version 1 and 1.1); `null` when the text is something else. */
export function readJsonFeed(source: string, url: string | null): FoundArticle[] | null {
  if (!source.trimStart().startsWith('{')) return null;
  let feed: unknown;
  try {
    feed = JSON.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isFields(feed) || !Array.isArray(feed.items)) return null;
  const head = feed;
  return list(feed.items)
    .filter(isFields)
    .map((item) => entryOf(item, head, url));
}

function entryOf(item: Fields, feed: Fields, url: string | null): FoundArticle {
  const html = string(item.content_html);
  const text = html === null ? (string(item.content_text) ?? string(item.summary) ?? '') : textOfMarkup(html);
  const authors = [item.authors, item.author, feed.authors, feed.author].find((value) => value !== undefined);
  const names = (Array.isArray(authors) ? list(authors) : [authors]).map((one) =>
    isFields(one) ? string(one.name) : null,
  );
  const published = readWrittenDate(string(item.date_published) ?? '');
  const updated = readWrittenDate(string(item.date_modified) ?? '');
  const address = string(item.url) ?? string(item.external_url) ?? string(item.id);
  return {
    title: (string(item.title) ?? '').replace(/\s+/g, ' '),
    url: address === null ? null : canonicalUrl(address, string(feed.home_page_url) ?? url ?? undefined),
    publisher: string(feed.title),
    byline: names.filter((name) => name !== null).join(', ') || null,
    published: published ?? updated,
    updated:
      published !== null && updated !== null && Date.parse(updated) > Date.parse(published) ? updated : null,
    language: string(item.language) ?? string(feed.language) ?? (text === '' ? null : detectLanguage(text)),
    tags: list(item.tags)
      .filter((tag) => typeof tag === 'string')
      .slice(0, 10),
    text,
  };
}
