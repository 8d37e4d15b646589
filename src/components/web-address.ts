import { cutAtWord, visibleLine } from './visible.ts';

/**
 * Only http and https addresses may be followed; `null` for everything else. The `href` is ASCII without spaces or
 * control characters.
 */
export function webAddress(url: string): URL | null {
  const address = URL.canParse(url) ? new URL(url) : null;
  return address !== null && /^https?:$/.test(address.protocol) ? address : null;
}

/** A web address as RFC 3986 has it, which allows less than browsers do; without the name of a user. */
export function strictAddress({ origin, pathname, search, hash }: URL): string {
  const strict = (part: string) =>
    part.replace(/[[\]^|{}\\`"<>]|%(?![\da-f]{2})|(?!^)#/gi, (one) => encodeURIComponent(one));
  return origin + strict(pathname) + strict(search) + strict(hash);
}

/** Characters of a link's name. */
const longestName = 70;

/**
 * Where a web address leads, in words: "Wikipedia: 2022 Kazakh unrest", or the host alone where the path says nothing; `null` for
 * anything else.
 */
export function linkName(url: string): string | null {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '';
  if (host === '') return null;
  const site = /(?:^|\.)wikipedia\.org$/.test(host) ? 'Wikipedia' : host;
  const last = new URL(url).pathname.split('/').findLast((part) => part !== '') ?? '';
  const words = decoded(last)
    .replace(/\.\w{2,5}$/, '')
    .replace(/[-_+\s]+/g, ' ')
    .trim();
  const saysSomething = /\p{L}{3}/u.test(words) && !/^(?:index|home|default|article|view|read)$/i.test(words);
  return saysSomething ? cutAtWord(`${site}: ${visibleLine(words, longestName)}`, longestName) : site;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a sign of percent that is none
  }
}
