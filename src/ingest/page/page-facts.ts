import { decodeHTML } from 'entities';
import { canonicalUrl } from '../canonical-url.ts';
import { fold, textOf, type Page } from './dom.ts';
import { linkedArticle, namesIn, stringIn, type Linked } from './json-ld.ts';
import { textOfMarkup } from './markup-text.ts';
import { metaOf, type Meta } from './meta.ts';
import { pageDates } from './page-dates.ts';

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
  return {
    title: titleOf(page, linked, meta, publisher),
    url: addressOf(page, linked, meta, url),
    publisher,
    byline: bylineOf(page, linked, meta, publisher),
    ...pageDates(page, linked, meta, { language, url }),
    language,
    tags: tagsOf(linked, meta),
    body: bodyOf(linked),
  };
}

/** A line without entities that were escaped twice, and with single spaces. */
function clean(text: string | null | undefined): string | null {
  return text ? decodeHTML(text).replace(/\s+/g, ' ').trim() || null : null;
}

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
  return typeof body === 'string' && body.trim() !== '' ? textOfMarkup(asHtml(body)) : null;
}

const asHtml = (body: string) =>
  /<(?:p|br|div)\b/i.test(body) ? body : body.replace(/</g, '&lt;').replace(/\n+/g, '</p><p>');
