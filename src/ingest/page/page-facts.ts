import { decodeHTML } from 'entities';
import { canonicalUrl } from '../canonical-url.ts';
import { fold, textOf, type Page } from './dom.ts';
import { namesIn, stringIn, type Linked } from './json-ld.ts';
import type { Meta } from './meta.ts';
import { pageDates } from './page-dates.ts';

/** What a page says about its article; `null` if it does not. */
export interface PageFacts {
  readonly title: string;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly byline: string | null;
  readonly published: string | null;
  readonly updated: string | null;
  /** As declared; not always correct. */
  readonly language: string | null;
  readonly tags: readonly string[];
}

/**
 * Facts from JSON-LD, then OpenGraph and other meta elements, then `<time>` and microdata, then the visible heading.
 *
 * @param url of the page; `null` if unknown
 */
export function pageFacts(page: Page, linked: Linked | null, meta: Meta, url: string | null): PageFacts {
  const language = languageOf(page, linked, meta);
  const publisher =
    [...namesIn(linked?.publisher), meta('og:site_name'), meta('publisher'), meta('dc.publisher')]
      .map(clean)
      .find((name) => name !== null && !/^https?:|^www\./i.test(name)) ?? null;
  return {
    title: titleOf(page, linked, meta, publisher),
    url: addressOf(page, linked, meta, url),
    publisher,
    byline: bylineOf(page, linked, meta, publisher),
    ...pageDates(page, linked, meta, { language, url }),
    language,
    tags: tagsOf(linked, meta),
  };
}

/** One line, without doubly escaped entities. */
function clean(text: string | null | undefined): string | null {
  return text ? decodeHTML(text).replace(/\s+/g, ' ').trim() || null : null;
}

function titleOf(page: Page, linked: Linked | null, meta: Meta, publisher: string | null): string {
  const heading = clean(
    [...page.querySelectorAll('h1')].find((one) => (one.textContent ?? '').trim().length > 10)?.textContent,
  );
  const name = clean(page.querySelector('title')?.textContent);
  // Templates that were never filled in give every article the name of the site.
  const isSite = (title: string) =>
    publisher !== null && fold(title) === fold(publisher) && (heading ?? name ?? title) !== title;
  const stated =
    [stringIn(linked?.headline), meta('og:title'), meta('twitter:title'), meta('dc.title'), meta('title')]
      .map(clean)
      .find((title) => title !== null && !isSite(title)) ?? null;
  const whole = stated ?? heading ?? name ?? '';
  const short = withoutSite(whole, publisher);
  // What is cut off or has the site's name added is a worse title than the heading that it shares its beginning with.
  if (heading !== null) {
    const [a, b] = [fold(heading), fold(short)];
    if (
      a === b ||
      (/(?:\.{3}|…)$/.test(short) && a.startsWith(b.slice(0, 30))) ||
      (b.startsWith(a) && a.length > 20)
    )
      return heading;
  }
  return short;
}

/** Removes the site's name from the end of a title: "Judul berita - Harian Contoh". */
function withoutSite(title: string, publisher: string | null): string {
  const parts = /^(.{10,}?)\s+(?:[|–—·»-]|::)\s+([^|–—·»]{2,40})$/u.exec(title);
  if (parts === null) return title;
  const [, before, after] = parts;
  const site = fold(after!);
  const known = publisher === null ? '' : fold(publisher);
  const isSite = known !== '' && (site === known || known.includes(site) || site.includes(known));
  return isSite || /\.(?:com|co|id|net|org|news)\b/i.test(after!) || title.includes(' | ') ? before! : title;
}

function addressOf(page: Page, linked: Linked | null, meta: Meta, url: string | null): string | null {
  const given = url === null ? null : canonicalUrl(url);
  const stated = [
    page.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? null,
    meta('og:url'),
    stringIn(linked?.mainEntityOfPage),
    stringIn(linked?.url),
  ]
    .map((one) => (one === null ? null : canonicalUrl(one, url ?? undefined)))
    .filter((one) => one !== null);
  // Where the page itself also says that its address is the one that was asked for, one of another path is a slip.
  const isConfirmed = given !== null && stated.includes(given);
  for (const address of stated) {
    // An address without a path is that of the site, and one on another host would put words into somebody else's mouth.
    if (new URL(address).pathname === '/') continue;
    if (given === null) return address;
    if (siteOf(address) !== siteOf(given) || isSection(address, given)) continue;
    if (isConfirmed && new URL(address).pathname !== new URL(given).pathname) continue;
    return address;
  }
  return given;
}

/**
 * Whether a canonical address is that of a section, which some templates give all its articles: it is less specific than the
 * requested one.
 */
function isSection(address: string, given: string): boolean {
  const [stated, asked] = [address, given].map((url) => new URL(url).pathname.split('/').filter(Boolean));
  const last = stated!.at(-1) ?? '';
  const isName = /\d/.test(last) || last.split(/[-_]/).length > 2 || /\.\w+$/.test(last);
  return (
    !isName && new URL(address).search === '' && asked!.length > stated!.length && asked!.at(-1) !== last
  );
}

const siteOf = (url: string) => new URL(url).hostname.replace(/^(?:www|m|amp|mobile)\./, '');

const credit =
  /^(?:by|oleh|penulis|reporter|pewarta|editor|laporan|kontributor|written by|author|teks|posted by)\s*[:\-–]?\s+/i;

function bylineOf(page: Page, linked: Linked | null, meta: Meta, publisher: string | null): string | null {
  const candidates = [
    [...new Set(namesIn(linked?.author))].join(', '),
    meta(
      'author',
      'article:author',
      'parsely-author',
      'sailthru.author',
      'dc.creator',
      'dc.contributor',
      'byl',
      'content_author',
    ),
    textOf(page.querySelector('[itemprop="author"] [itemprop="name"]')),
    ...[
      ...page.querySelectorAll(
        '[itemprop="author"],[rel="author"],.byline,.author,.penulis,[class*="author-name"],[class*="byline"]',
      ),
    ]
      .slice(0, 5)
      .map(textOf),
  ];
  for (const one of candidates) {
    const name =
      clean(one)
        ?.replace(credit, '')
        .replace(/\s*[|,]\s*$/, '') ?? '';
    const isName =
      /\p{L}{2}/u.test(name) &&
      name.length <= 100 &&
      !/https?:|www\.|@|\d{4}|^(?:admin|redaksi|author|penulis|editor)$/i.test(name);
    if (isName && (publisher === null || fold(name) !== fold(publisher))) return name;
  }
  return null;
}

function languageOf(page: Page, linked: Linked | null, meta: Meta): string | null {
  const stated = [
    page.documentElement.getAttribute('lang') ?? page.documentElement.getAttribute('xml:lang'),
    stringIn(linked?.inLanguage),
    meta('og:locale', 'content-language', 'language', 'dc.language'),
  ];
  for (const one of stated) {
    const tag = one
      ?.trim()
      .replace('_', '-')
      .split(/[,;\s]/)[0];
    if (!tag || !/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag)) continue;
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  }
  return null;
}

function tagsOf(linked: Linked | null, meta: Meta): string[] {
  const stated = linked?.keywords ?? meta('news_keywords', 'keywords', 'content_tag');
  const words = Array.isArray(stated)
    ? namesIn(stated)
    : typeof stated === 'string'
      ? stated.split(/[,;]/)
      : [];
  const tags = words.map((word) => clean(word) ?? '').filter((word) => word !== '' && word.length <= 40);
  return [...new Set(tags)].slice(0, 10);
}
