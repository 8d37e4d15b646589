import { limits } from '../../articles/limits.ts';
import { textOf, type Page } from './dom.ts';

/** A feed linked by a page. */
export interface FeedLink {
  readonly url: string;
  /** `null` if the page gives none. */
  readonly title: string | null;
}

/** Links to parts of the article, and to the site's feeds. */
export interface PageLinks {
  readonly feeds: readonly FeedLink[];
  /** The single-page version of the article; `null` if there is none. */
  readonly all: string | null;
  /** Which page of its article this is. */
  readonly number: number;
  /** The article's other pages, by number. */
  readonly pages: Readonly<Record<number, string>>;
}

const mostFeeds = 10;
/** Higher page numbers are not believed. */
const mostPages = 50;

const feedTypes = /^application\/(?:(?:rss|atom|rdf)\+xml|feed\+json)\b/i;
const ofComments = /comments?|komentar/i;
const allWords =
  /^\W*(?:(?:tampilkan|lihat|baca|buka) (?:semua|seluruh|selengkapnya|semua halaman)|semua(?: halaman)?|(?:show|view|read) (?:all|full|as one page|on one page)(?: pages?)?|(?:single|one|full) page|all(?: pages)?)\W*$/i;
const nextWords = /^\W*(?:(?:halaman |laman )?(?:selanjutnya|berikutnya)|next(?: page)?)\W*$/i;

/** Where an address holds a page number: a query parameter, or a path segment. */
const inQuery = /^(?:page|p|pg|hal|halaman|paged|pagenum|laman)$/i;
const inPath = /\/(?:(?:page|halaman|hal|p|laman)[/-]?)?(\d{1,2})\/?$/i;

/** The article's address without a page number, and that number: 1 without one, `all` for the single-page version. */
function parted(url: URL, isOwn: boolean): { readonly base: string; readonly number: number | 'all' } {
  const copy = new URL(url);
  copy.hash = '';
  let number: number | 'all' = 1;
  for (const [name, value] of [...copy.searchParams]) {
    // Blogs number their articles like this.
    const isArticle = name === 'p' && copy.pathname === '/';
    if (!inQuery.test(name) || isArticle) continue;
    if (/^(?:all|semua|full|single)$/i.test(value)) number = 'all';
    else if (/^\d{1,2}$/.test(value)) number = Number(value);
    else continue;
    copy.searchParams.delete(name);
  }
  const path = inPath.exec(copy.pathname);
  // The number in the path of the address that was asked for may be that of the article; a date is no page.
  if (path !== null && !isOwn && number === 1 && !/\/\d{1,4}\/\d{1,2}\/?$/.test(copy.pathname)) {
    number = Number(path[1]);
    copy.pathname = copy.pathname.slice(0, path.index);
  }
  return { base: `${copy.host}${copy.pathname.replace(/\/$/, '')}${copy.search}`, number };
}

/**
 * Reads a page's feeds and the other pages of its article.
 *
 * @param url of the page; without it, other pages cannot be told from other articles
 */
export function pageLinks(page: Page, url: string | null): PageLinks {
  const resolved = (href: string | null) =>
    href !== null && URL.canParse(href.trim(), url ?? undefined)
      ? new URL(href.trim(), url ?? undefined)
      : null;
  const feeds = new Map<string, FeedLink>();
  for (const link of page.querySelectorAll('link[rel][type][href]')) {
    if (!/\balternate\b/i.test(link.getAttribute('rel') ?? '')) continue;
    if (!feedTypes.test(link.getAttribute('type')?.trim() ?? '')) continue;
    const address = resolved(link.getAttribute('href'));
    if (address === null || address.href.length > limits.url || feeds.size === mostFeeds) continue;
    const title = (link.getAttribute('title') ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
    feeds.set(address.href, { url: address.href, title: title === '' ? null : title });
  }
  const articles = [...feeds.values()].filter((feed) => !ofComments.test(`${feed.url} ${feed.title}`));
  const named = {
    feeds: articles.length > 0 ? articles : [...feeds.values()],
    all: null,
    number: 1,
    pages: {},
  };
  return url === null || !URL.canParse(url)
    ? named
    : { ...named, ...furtherPages(page, new URL(url), resolved) };
}

function furtherPages(
  page: Page,
  own: URL,
  resolved: (href: string | null) => URL | null,
): Pick<PageLinks, 'all' | 'number' | 'pages'> {
  const { base, number } = parted(own, true);
  if (number === 'all') return { all: null, number: 1, pages: {} };
  let all: string | null = null;
  const pages: Record<number, string> = {};
  for (const link of page.querySelectorAll('a[href],link[rel="next"][href]')) {
    const address = resolved(link.getAttribute('href'));
    if (address === null || !/^https?:$/.test(address.protocol)) continue;
    const other = parted(address, false);
    // The next article of a blog is called "next" too.
    if (other.base !== base || other.number === number) continue;
    const words = textOf(link) ?? '';
    const isNext = /\bnext\b/i.test(link.getAttribute('rel') ?? '') || nextWords.test(words);
    if (other.number === 'all') all ??= address.href;
    else if (allWords.test(words)) all ??= address.href;
    else if ((isNext || words === String(other.number)) && other.number >= 1 && other.number <= mostPages)
      pages[other.number] ??= address.href;
  }
  return { all, number, pages };
}
