import { detectLanguage } from '../../text/language.ts';
import { canonicalUrl, fragmentOf } from '../canonical-url.ts';
import type { Entry } from '../found.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { readWrittenDate } from '../written-date.ts';
import { entryIdentities, saidBy } from './entry-identities.ts';
import { entryText, plainEntryText } from './entry-text.ts';

const string = (value: unknown) => (typeof value === 'string' ? value.trim() || null : null);
const list = (value: unknown) => (Array.isArray(value) ? (value as readonly unknown[]) : []);

/** Reads JSON Feed 1 and 1.1, as `readXmlFeed` does; `null` for anything else. */
export function readJsonFeed(
  source: string,
  url: string | null,
  isWanted: (place: number) => boolean,
): { readonly title: string | null; readonly entries: readonly Entry[] } | null {
  if (!source.trimStart().startsWith('{')) return null;
  let feed: unknown;
  try {
    feed = JSON.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isJsonObject(feed) || !Array.isArray(feed.items)) return null;
  const head = feed;
  const read = list(feed.items)
    .filter(isJsonObject)
    .map((item, place) => entryOf(item, head, url, isWanted(place)));
  const identities = entryIdentities(read);
  return {
    title: string(feed.title),
    entries: read.map(({ fragment, ...entry }, at) => {
      const { part } = identities[at]!;
      const url = part !== null && fragment !== '' ? `${entry.url}#${fragment}` : entry.url;
      return { ...entry, ...identities[at]!, url };
    }),
  };
}

function entryOf(
  item: JsonObject,
  feed: JsonObject,
  url: string | null,
  isWanted: boolean,
): Omit<Entry, 'part'> & { readonly fragment: string } {
  const html = string(item.content_html);
  const plain = string(item.content_text) ?? string(item.summary) ?? '';
  const text = !isWanted ? '' : html === null ? plainEntryText(plain) : entryText(html);
  const authors = [item.authors, item.author, feed.authors, feed.author].find((value) => value !== undefined);
  const names = (Array.isArray(authors) ? list(authors) : [authors]).map((one) =>
    isJsonObject(one) ? string(one.name) : null,
  );
  const published = readWrittenDate(string(item.date_published) ?? '');
  const updated = readWrittenDate(string(item.date_modified) ?? '');
  const address = string(item.url) ?? string(item.external_url) ?? string(item.id) ?? '';
  const base = string(feed.home_page_url) ?? url ?? undefined;
  const title = (string(item.title) ?? '').replace(/\s+/g, ' ');
  const id = typeof item.id === 'number' ? String(item.id) : string(item.id);
  return {
    title,
    url: canonicalUrl(address, base),
    fragment: fragmentOf(address, base),
    guid: id?.slice(0, 1000) ?? null,
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
    said: saidBy(title, published, updated, address, html ?? plain),
    isRead: isWanted,
  };
}
