import { createHash } from 'node:crypto';
import type { Article } from '../../articles/article.ts';
import type { EntryIdentity, FoundArticle } from '../found.ts';

/** The longest part of a path that comes from an article, in characters. */
const longest = { publisher: 40, title: 60 };

/** What ends the name of a kept article and says which one it is, whatever its title and date have become. */
const mark = /-([0-9a-f]{16})\.md$/;

/** An article that is to be kept; the id is that of the file that it came from, where that has one. */
export type Incoming = FoundArticle & Partial<Article> & Partial<EntryIdentity>;

/**
 * What tells an article from all others: its address, with http and https the same; what its feed tells it by; without either, who
 * published what under which title and when. The first names it when it is new; by any of them it is known when it comes again.
 *
 * @returns each 16 hexadecimal digits
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

/** What names an article when it is new. */
export const identityOf = (found: Incoming) => identitiesOf(found)[0];

const hashed = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The identity that the name of a file ends with; `null` when it ends with none. */
export function identityIn(path: string): string | null {
  return mark.exec(path)?.[1] ?? null;
}

/** The day of publication with which the name of a file begins; `undated` where it is not known. */
export function dayIn(name: string): string {
  return /^\d{4}-\d\d-\d\d/.exec(name)?.[0] ?? 'undated';
}

/** Names that no folder can have on Windows. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** Where an article is kept: `<publisher>/<date>-<title>-<identity>.md`, in ASCII, with "/" between its parts. */
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
