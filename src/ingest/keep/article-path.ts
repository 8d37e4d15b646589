import { createHash } from 'node:crypto';
import type { Article } from '../../articles/article.ts';
import type { EntryIdentity, FoundArticle } from '../found.ts';

/** Most characters of a path component taken from the article. */
const longest = { publisher: 40, title: 60 };

/** The end of a kept article's file name, which identifies it even if title and date change. */
const mark = /-([0-9a-f]{16})\.md$/;

/** An article to be kept, with the id of the file it came from, if any. */
export type Incoming = FoundArticle & Partial<Article> & Partial<EntryIdentity>;

/**
 * Identities of an article: its address, with http and https equal; its guid in the feed; or without either, publisher, date
 * and title. A new article is named by the first, and recognised by any.
 *
 * @returns 16 hexadecimal digits each
 */
export function identitiesOf(found: Incoming): readonly [string, ...string[]] {
  const { id, url, publisher, title, published, text, guid = null, part = null } = found;
  const site = url === null ? publisher : new URL(url).hostname.replace(/^www\./, '');
  const byGuid = guid === null ? [] : [hashed(JSON.stringify(['guid', site, guid]))];
  if (url !== null) {
    const address = url.replace(/^http:/, 'https:');
    if (part !== null) return [hashed(JSON.stringify([address.replace(/#.*$/s, ''), part])), ...byGuid];
    // Before http and https were the same, an address with http named its article.
    return [hashed(address), ...(address === url ? [] : [hashed(url)]), ...byGuid];
  }
  const [first] = byGuid;
  if (first !== undefined) return [first];
  return [hashed(JSON.stringify([id ?? null, publisher, title, published, title === '' ? text : null]))];
}

/** The identity that names a new article. */
export const identityOf = (found: Incoming) => identitiesOf(found)[0];

const hashed = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The identity in a file name; `null` without one. */
export function identityIn(path: string): string | null {
  return mark.exec(path)?.[1] ?? null;
}

/** The publication day in a file name, or `undated`. */
export function dayIn(name: string): string {
  return /^\d{4}-\d\d-\d\d/.exec(name)?.[0] ?? 'undated';
}

/** Names that Windows does not allow. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** `<publisher>/<date>-<title>-<identity>.md`, in ASCII, with "/" as separator. */
export function pathFor(found: Incoming): string {
  const publisher =
    slug(found.publisher ?? '', longest.publisher) ||
    slug(found.url === null ? '' : new URL(found.url).hostname, longest.publisher) ||
    'unknown';
  const title = slug(found.title, longest.title);
  const name = [found.published?.slice(0, 10) ?? 'undated', title, identityOf(found)];
  return `${reserved.test(publisher) ? `${publisher}-` : publisher}/${name.filter((part) => part !== '').join('-')}.md`;
}

function slug(words: string, longest: number): string {
  const ascii = words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return ascii.slice(0, longest).replace(/^-+|-+$/g, '');
}
