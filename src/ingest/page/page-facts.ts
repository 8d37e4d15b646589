import { decodeHTML } from 'entities';
import { canonicalUrl } from '../canonical-url.ts';
import { readWrittenDate } from '../written-date.ts';
import type { Page, PageElement } from './dom.ts';
import { linkedArticle, namesIn, stringIn, type Linked } from './json-ld.ts';

/** What a page says about its article; `null` is what it does not say. */
export interface PageFacts {
  readonly title: string;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly byline: string | null;
  readonly published: string | null;
  readonly updated: string | null;
  /** As declared; not always true. */
  readonly language: string | null;
  readonly tags: readonly string[];
  /** The text in the linked data, in paragraphs; `null` when it is not there. */
  readonly body: string | null;
}

/**
 * Reads the facts of an article from its page: JSON-LD, then OpenGraph and other meta elements, then `<time>` and microdata, then
 * what a reader sees beside the heading.
 *
 * @param url where the page came from; `null` when nobody said so
 */
export function pageFacts(page: Page, url: string | null): PageFacts {
  const linked = linkedArticle(page);
  const meta = metaOf(page);
  const language = languageOf(page, linked, meta);
  const publisher =
    [...namesIn(linked?.publisher), meta('og:site_name'), meta('publisher'), meta('dc.publisher')]
      .map(clean)
      .find((name) => name !== null && !/^https?:|^www\./i.test(name)) ?? null;
  const published = firstDate(dateCandidates(page, linked, meta, 'published'), language);
  const updated = firstDate(dateCandidates(page, linked, meta, 'updated'), language);
  const isLater = updated !== null && (published === null || Date.parse(updated) > Date.parse(published));
  return {
    title: titleOf(page, linked, meta, publisher),
    url: addressOf(page, linked, meta, url),
    publisher,
    byline: bylineOf(page, linked, meta, publisher),
    published: published ?? (url === null ? null : dayInAddress(url)),
    updated: isLater ? updated : null,
    language,
    tags: tagsOf(linked, meta),
    body: bodyOf(linked),
  };
}

type Meta = (...names: string[]) => string | null;

function metaOf(page: Page): Meta {
  const values = new Map<string, string>();
  for (const element of page.querySelectorAll('meta')) {
    const name =
      element.getAttribute('property') ?? element.getAttribute('name') ?? element.getAttribute('itemprop');
    const content = element.getAttribute('content')?.trim();
    if (name === null || !content) continue;
    const key = name.trim().toLowerCase();
    if (!values.has(key)) values.set(key, content);
  }
  return (...names) => names.map((name) => values.get(name)).find((value) => value !== undefined) ?? null;
}

/** A line without entities that were escaped twice, and with single spaces. */
function clean(text: string | null | undefined): string | null {
  return text ? decodeHTML(text).replace(/\s+/g, ' ').trim() || null : null;
}

const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function titleOf(page: Page, linked: Linked | null, meta: Meta, publisher: string | null): string {
  const heading = clean(
    [...page.querySelectorAll('h1')].find((one) => (one.textContent ?? '').trim().length > 10)?.textContent,
  );
  const stated =
    clean(stringIn(linked?.headline)) ?? clean(meta('og:title', 'twitter:title', 'dc.title', 'title'));
  const name = clean(page.querySelector('title')?.textContent);
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

/** A title without the name of its site at the end: "Judul berita - Harian Contoh". */
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
  ];
  for (const one of stated) {
    const address = one === null ? null : canonicalUrl(one, url ?? undefined);
    // An address without a path is that of the site, and one on another host would put words into somebody else's mouth.
    if (address === null || new URL(address).pathname === '/') continue;
    if (given === null || siteOf(address) === siteOf(given)) return address;
  }
  return given;
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

const textOf = (element: PageElement | null | undefined) =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? null;

type Which = 'published' | 'updated';

const metaDates: Readonly<Record<Which, readonly string[]>> = {
  published: (
    'article:published_time og:article:published_time datepublished date.published article.published publish-date publishdate publish_date ' +
    'pubdate published published_at content_publisheddate parsely-pub-date sailthru.date dc.date dc.date.issued dcterms.created dcterms.date ' +
    'cxenseparse:recs:publishtime cxenseparse:publishtime og:pubdate article_date_original originalpublicationdate displaydate ptime date'
  ).split(' '),
  updated: (
    'article:modified_time og:updated_time og:article:modified_time datemodified date.modified lastmod last-modified updated dcterms.modified ' +
    'content_lastmodified utime'
  ).split(' '),
};

/** Names of elements that show a date. */
const shown: Readonly<Record<Which, RegExp>> = {
  published: /date|time|tanggal|tgl|waktu|publish|posted|terbit|dateline|byline|meta/i,
  updated: /updated|modified|diperbarui|pembaruan/i,
};

/** Dates as they are written, the more trustworthy first. */
function* dateCandidates(page: Page, linked: Linked | null, meta: Meta, which: Which): Generator<string> {
  const property = which === 'published' ? 'datePublished' : 'dateModified';
  const stated =
    stringIn(linked?.[property]) ?? (which === 'published' ? stringIn(linked?.dateCreated) : null);
  if (stated !== null) yield stated;
  for (const name of metaDates[which]) {
    const value = meta(name);
    if (value !== null) yield value;
  }
  for (const element of page.querySelectorAll(`[itemprop="${property}"]`)) yield* writtenIn(element);
  if (which === 'updated') return;
  const root = page.querySelector('article') ?? page.body;
  for (const element of [...page.querySelectorAll('time[pubdate]'), ...root.querySelectorAll('time')]) {
    if (!shown.updated.test(element.getAttribute('class') ?? '')) yield* writtenIn(element);
  }
  for (const element of nearHeading(page)) yield textOf(element) ?? '';
}

function* writtenIn(element: PageElement): Generator<string> {
  const stated =
    element.getAttribute('datetime') ?? element.getAttribute('content') ?? element.getAttribute('title');
  if (stated) yield stated;
  yield textOf(element) ?? '';
}

/** Short elements that show a date by their name, those of the article's head first. */
function nearHeading(page: Page): PageElement[] {
  const found: PageElement[] = [];
  for (const element of page.body.querySelectorAll('[class],[id]')) {
    const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
    if (!shown.published.test(names)) continue;
    const text = textOf(element) ?? '';
    if (text.length >= 8 && text.length <= 150 && /\d/.test(text)) found.push(element);
    if (found.length === 30) break;
  }
  const heading = page.querySelector('h1');
  const main = heading === null ? null : (heading.parentElement?.parentElement ?? heading.parentElement);
  return main === null
    ? found
    : [...found.filter((one) => main.contains(one)), ...found.filter((one) => !main.contains(one))];
}

function firstDate(candidates: Iterable<string>, language: string | null): string | null {
  const dayFirst =
    language === null ? null : !/^en-US/i.test(language) && !/^en$/i.test(language) ? true : null;
  let day: string | null = null;
  for (const written of candidates) {
    const date = readWrittenDate(written, dayFirst);
    if (date === null) continue;
    if (date.length > 10)
      return day === null || Math.abs(Date.parse(date) - Date.parse(day)) < 2 * 86_400_000 ? date : day;
    // A day is as good as a moment only where no candidate of about the same day knows the moment.
    day ??= date;
  }
  return day;
}

/** The day in an address such as `…/2022/01/13/…` or `…/2022-01-13-…`. */
function dayInAddress(url: string): string | null {
  const parts = /\/((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?=\D)/.exec(new URL(url).pathname);
  return parts === null ? null : readWrittenDate(`${parts[1]}-${parts[2]}-${parts[3]}`);
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

function bodyOf(linked: Linked | null): string | null {
  const body = linked?.articleBody;
  return typeof body === 'string' && body.trim() !== '' ? body : null;
}
