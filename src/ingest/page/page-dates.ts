import { readWrittenDate } from '../written-date.ts';
import { textOf, type Page, type PageElement } from './dom.ts';
import { stringIn, type Linked } from './json-ld.ts';
import type { Meta } from './meta.ts';

interface Dates {
  readonly published: string | null;
  readonly updated: string | null;
}

/**
 * When an article was published and last changed, from JSON-LD, meta elements, microdata, `<time>`, the visible heading, script
 * data, or the address.
 *
 * @returns days, or moments with their zone; `updated` only if later than `published`
 */
export function pageDates(
  page: Page,
  linked: Linked | null,
  meta: Meta,
  { language, url }: { readonly language: string | null; readonly url: string | null },
): Dates {
  const published = firstDate(dateCandidates(page, linked, meta, 'published'), language);
  const updated = firstDate(dateCandidates(page, linked, meta, 'updated'), language);
  const isLater = updated !== null && (published === null || Date.parse(updated) > Date.parse(published));
  return {
    published: published ?? (url === null ? null : dayInAddress(url)),
    updated: isLater ? updated : null,
  };
}

type Which = keyof Dates;

const metaDates: Readonly<Record<Which, readonly string[]>> = {
  published: (
    'article:published_time og:article:published_time article:published datepublished date.published article.published publish-date publishdate publish_date ' +
    'pubdate published published_at content_publisheddate parsely-pub-date sailthru.date dc.date dc.date.issued dcterms.created dcterms.date ' +
    'cxenseparse:recs:publishtime cxenseparse:publishtime og:pubdate article_date_original originalpublicationdate displaydate ptime date'
  ).split(' '),
  updated: (
    'article:modified_time og:updated_time og:article:modified_time article:modified datemodified date.modified lastmod last-modified updated dcterms.modified ' +
    'content_lastmodified utime'
  ).split(' '),
};

const stateDate =
  /\\?"(?:datePublished|publishedAt|published_at|publishDate|publish_date)\\?"\s*:\s*\\?"(\d{4}-[^"\\]{4,25})/g;

/** Names of elements that show dates. */
const shown: Readonly<Record<Which, RegExp>> = {
  published: /date|time|tanggal|tgl|waktu|publish|posted|terbit|dateline|byline|meta/i,
  updated: /updated|modified|diperbarui|pembaruan/i,
};

/** Dates as written, most trustworthy first. */
function* dateCandidates(page: Page, linked: Linked | null, meta: Meta, which: Which): Generator<string> {
  const property = which === 'published' ? 'datePublished' : 'dateModified';
  const stated =
    stringIn(linked?.[property]) ?? (which === 'published' ? stringIn(linked?.dateCreated) : null);
  if (stated !== null) yield stated;
  for (const name of metaDates[which]) {
    const value = meta(name);
    if (value !== null) yield value;
  }
  for (const element of page.querySelectorAll(`[itemprop~="${property}"]`))
    if (!isOfAnother(element)) yield* writtenIn(element);
  if (which === 'updated') return;
  const times = [...page.querySelectorAll('time')].filter(
    (element) => !shown.updated.test(element.getAttribute('class') ?? '') && !isOfAnother(element),
  );
  const isInArticle = (element: PageElement) =>
    element.getAttribute('pubdate') !== null ||
    closest(element, ({ tagName }) => tagName === 'ARTICLE') !== null;
  const isHead = headOf(page);
  for (const element of times.filter((one) => isInArticle(one) && isHead(one))) yield* writtenIn(element);
  const named = namedForDates(page).filter((element) => !isOfAnother(element));
  for (const element of named.filter(isHead)) yield textOf(element) ?? '';
  for (const element of [...times.filter(isHead), ...times.filter(isInArticle), ...times])
    yield* writtenIn(element);
  for (const element of named) yield textOf(element) ?? '';
  const state = new Set(publishedInState(page));
  // Where its data names several dates, nobody knows which of them is that of the article.
  if (state.size === 1) yield* state;
}

/** Publication dates in script data. */
function publishedInState(page: Page): string[] {
  return [...page.querySelectorAll('script')].flatMap((script) =>
    [...(script.textContent ?? '').matchAll(stateDate)].map(([, date]) => date!),
  );
}

function* writtenIn(element: PageElement): Generator<string> {
  const stated =
    element.getAttribute('datetime') ?? element.getAttribute('content') ?? element.getAttribute('title');
  if (stated) yield stated;
  yield textOf(element) ?? '';
}

/** Short elements named as dates. */
function namedForDates(page: Page): readonly PageElement[] {
  const found: PageElement[] = [];
  for (const element of page.body.querySelectorAll('[class],[id]')) {
    if (!shown.published.test(namesOf(element))) continue;
    const text = textOf(element) ?? '';
    if (text.length >= 8 && text.length <= 150 && /\d/.test(text)) found.push(element);
    if (found.length === 30) break;
  }
  return found;
}

const namesOf = (element: PageElement) =>
  `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;

function closest(element: PageElement, is: (one: PageElement) => boolean): PageElement | null {
  for (let at: PageElement | null = element; at !== null; at = at.parentElement) if (is(at)) return at;
  return null;
}

const othersNames =
  /(?:^|[\s_-])(?:comments?|komentar|disqus|repl(?:y|ies)|related|terkait|sidebar|popular|terpopuler|trending|latest|terbaru|recommended|teasers?)(?:$|[\s_-])/i;

/** Whether an element is part of a comment or of a teaser for another article. */
const isOfAnother = (element: PageElement) =>
  closest(
    element,
    (one) =>
      one.tagName !== 'BODY' &&
      (/^(?:ASIDE|NAV)$/.test(one.tagName) ||
        othersNames.test(namesOf(one)) ||
        /\/(?:User)?Comment$/.test(one.getAttribute('itemtype') ?? '')),
  ) !== null;

/** Whether an element is near the article's main heading; true for all if there is none. */
function headOf(page: Page): (element: PageElement) => boolean {
  const heading = page.querySelector('h1');
  const main = heading?.parentElement?.parentElement ?? heading?.parentElement ?? null;
  return (element) => main === null || main.contains(element);
}

function firstDate(candidates: Iterable<string>, language: string | null): string | null {
  const dayFirst =
    language === null ? null : !/^en-US/i.test(language) && !/^en$/i.test(language) ? true : null;
  let day: string | null = null;
  for (const written of candidates) {
    const date = readWrittenDate(written, dayFirst);
    if (date === null) continue;
    // A day is as good as a moment only where the next candidate does not know the moment of this day.
    if (date.length > 10) return day === null || isOn(day, date) ? date : day;
    day ??= date;
  }
  return day;
}

/** Whether a moment falls on a day, locally or in UTC. */
const isOn = (day: string, moment: string) =>
  moment.startsWith(day) || new Date(moment).toISOString().startsWith(day);

/** The day in an address like `…/2022/01/13/…` or `…/2022-01-13-…`. */
function dayInAddress(url: string): string | null {
  const parts = /\/((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?=\D)/.exec(new URL(url).pathname);
  return parts === null ? null : readWrittenDate(`${parts[1]}-${parts[2]}-${parts[3]}`);
}
