import { createHash } from 'node:crypto';
import { canonicalUrl } from '../canonical-url.ts';
import type { EntryIdentity } from '../found.ts';

/** What may distinguish an entry from others. */
export interface WrittenIdentity {
  readonly guid: string | null;
  readonly url: string | null;
  /** The fragment of its address. */
  readonly fragment: string;
  readonly title: string;
  readonly published: string | null;
}

/**
 * Distinguishes a feed's entries: by guid, if each has its own; entries with one address also by guid or fragment, else by
 * title and date.
 */
export function entryIdentities(entries: readonly WrittenIdentity[]): EntryIdentity[] {
  const guids = counted(entries.map(({ guid }) => guid));
  const urls = counted(entries.map(({ url }) => url));
  return entries.map(({ guid, url, fragment, title, published }) => {
    const isOwn = guid !== null && guids.get(guid) === 1 && !isPlace(guid);
    const own = isOwn ? guid : null;
    const shares = url !== null && urls.get(url)! > 1;
    return {
      // A guid that is the address says no more than the address.
      guid: own !== null && url !== null && canonicalUrl(own) === url ? null : own,
      part: shares ? (own ?? (fragment || JSON.stringify([title, published]))) : null,
    };
  });
}

function counted(values: readonly (string | null)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Some programs use the position in the feed as guid; tomorrow another entry will have it. */
const isPlace = (guid: string) => /^\d{1,3}$/.test(guid);

/** A hash of an entry's content as written in its feed. */
export const saidBy = (...parts: readonly (string | null)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 12);
