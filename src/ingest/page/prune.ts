import { blocksOf } from './blocks.ts';
import type { Page, PageElement } from './dom.ts';

/** Elements without text for a reader. */
const machinery =
  'script,style,noscript,template,iframe,object,embed,svg,canvas,video,audio,button,input,select,textarea';

/** Elements that surround an article. */
const never =
  'nav,aside,footer,header,form,dialog,menu,figcaption,[hidden],[role="navigation"],[role="complementary"],[role="dialog"],' +
  '[role="search"],[role="banner"],[role="contentinfo"],[role="menu"],[aria-label="breadcrumb"]';

/** Words in the class or id of what surrounds an article: names of the trade, in English and Indonesian. */
const surrounding = new Set(
  (
    'share sharing shares sharebar sharethis addthis social socials sosmed bagikan medsos ' +
    'related relatedcontent relateds terkait rekomendasi recommend recommended recommendation recommendations recirc ' +
    'bacajuga linksisip lihatjuga simakjuga readmore readalso alsoread morefrom ' +
    'newsletter newsletters subscribe subscription signup optin paywall ' +
    'comment comments commentlist komentar disqus respond ' +
    'ad ads adv advert adverts advertisement advertising advertorial adsense adslot adunit iklan sponsor sponsored sponsors ' +
    'promo promos promotion outbrain taboola mgid dfp gpt ' +
    'breadcrumb breadcrumbs byline bylines authorbox postauthor authorbio penulis ' +
    'sidebar footer menu navbar navigation topnav toolbar pagination pager ' +
    'popular terpopuler trending teaser teasers carousel slider swiper ' +
    'caption captions credit credits copyright wpcaption imagecaption photocaption ' +
    'cookie cookies consent gdpr modal popup overlay tooltip ' +
    'tags taglist tagcloud categories postmeta entrymeta postinfo timestamp pubdate ' +
    'author gallery galleria recent rail widget callout infobox screen skiplink slideshow hidden feedback rating ratings'
  ).split(' '),
);

/** Two words side by side that mean the same as one of the above. */
const pairs = new Set(
  (
    'baca-juga lihat-juga simak-juga read-more read-also also-read see-also more-from you-may author-bio author-box author-info ' +
    'post-author article-author post-meta entry-meta article-meta post-tags article-tags tag-list read-next up-next most-read most-popular ' +
    'sign-up wp-caption image-meta photo-meta off-screen screen-reader visually-hidden sr-only skip-link jp-relatedposts ' +
    'article-promo cat-links print-header print-only breaking-now make-homepage posted-on entry-footer post-footer article-footer after-post follow-us in-article'
  ).split(' '),
);

/** Words that make an element the article, whatever else its name says. */
const articleName =
  /(?:article|story|post|entry|news|detail|content)[-_]?(?:body|content|text)|articlebody|isi-?berita/i;

const exempt = new Set(['A', 'BODY', 'MAIN', 'ARTICLE', 'HTML']);

/** Class and id of an element, words parted: `articleByline` → `article-byline`. */
function namesOf(element: PageElement): string {
  return `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

const isPicture = (names: string) =>
  /(?:^|[^a-z])(?:image|img|photo|foto|picture|media|gambar)(?:$|[^a-z])/.test(names);

function isSurrounding(names: string): boolean {
  // Bootstrap: shown on paper only; with a size between, shown on larger screens.
  if (/(?:^| )d-none(?: |$)/.test(names) && !/d-(?:sm|md|lg|xl|xxl)-/.test(names)) return true;
  for (const name of names.split(/\s+/)) {
    const words = name.split(/[^a-z]+/).filter((word) => word !== '');
    if (words.some((word, at) => surrounding.has(word) || pairs.has(`${word}-${words[at + 1] ?? ''}`)))
      return true;
  }
  return false;
}

/** Blocks shorter than this are menus as often as prose, in characters. */
const proseFrom = 80;
/** An element with more than this share of all the prose is not taken out, whatever it is called. */
const keptShare = 0.3;

/** How much prose every element holds, in characters. */
function proseOf(page: Page): { readonly of: (element: PageElement) => number; readonly whole: number } {
  const held = new Map<PageElement, number>();
  for (const { text, element, linked } of blocksOf(page.body)) {
    if (text.length < proseFrom || linked > text.length / 2) continue;
    for (let at: PageElement | null = element; at !== null; at = at.parentElement) {
      held.set(at, (held.get(at) ?? 0) + text.length);
    }
  }
  return { of: (element) => held.get(element) ?? 0, whole: held.get(page.body) ?? 0 };
}

/**
 * Takes out of a page what surrounds an article: menus, teasers, share buttons, captions, comments, advertisements. What
 * holds a good part of all the prose stays, whatever it is called.
 *
 * @param how `careful` takes out only what has no text for a reader
 */
export function prune(page: Page, how: 'all' | 'careful'): void {
  for (const element of page.querySelectorAll(machinery)) element.remove();
  const prose = proseOf(page);
  const drop = (element: PageElement) => {
    if (prose.of(element) <= keptShare * prose.whole) element.remove();
  };
  if (how === 'careful') return;
  for (const element of page.querySelectorAll(never)) drop(element);
  for (const element of page.querySelectorAll('figure')) {
    if (element.querySelector('table,blockquote,pre') === null) drop(element);
  }
  for (const element of page.body.querySelectorAll('[style],[aria-hidden="true"]'))
    if (isHidden(element)) drop(element);
  dropOtherArticles(page, prose.of);
  dropTeasers(page, prose.of);
  for (const element of page.body.querySelectorAll('[class],[id]')) {
    if (exempt.has(element.tagName)) continue;
    const names = namesOf(element);
    if (isSurrounding(names) && !articleName.test(names)) drop(element);
    else if (isPicture(names) && prose.of(element) < 400 && element.querySelector('img,picture') !== null)
      drop(element);
  }
}

function isHidden(element: PageElement): boolean {
  return (
    element.getAttribute('aria-hidden') === 'true' ||
    /display:none|visibility:hidden/i.test((element.getAttribute('style') ?? '').replace(/\s/g, ''))
  );
}

/**
 * Where one `article` is the story, by its main heading or because it is much longer than each of the others, the others are
 * teasers.
 */
function dropOtherArticles(page: Page, prose: (element: PageElement) => number): void {
  const all = [...page.querySelectorAll('article')];
  if (all.length < 2) return;
  const withHeading = all.filter((element) => element.querySelector('h1') !== null && prose(element) > 0);
  const [longest, second] = all.toSorted((a, b) => prose(b) - prose(a));
  const story =
    withHeading.length === 1 ? withHeading[0]! : prose(longest!) > 2.5 * prose(second!) ? longest! : null;
  if (story === null) return;
  for (const element of all) if (element !== story && !element.contains(story)) element.remove();
}

/** The least number of teasers in a row, and how long each may be in characters. */
const teasers = { atLeast: 3, longest: 300 };

/** Takes out rows of teasers: brothers of one class, each with a picture, a link and few words. */
function dropTeasers(page: Page, prose: (element: PageElement) => number): void {
  const rows = new Map<string, PageElement[]>();
  for (const link of page.body.querySelectorAll('a img')) {
    for (let at = link.parentElement; at !== null && at.tagName !== 'BODY'; at = at.parentElement) {
      if (prose(at) > teasers.longest) break;
      const name = at.getAttribute('class') ?? '';
      if (name === '' || !(at.parentElement instanceof Object)) continue;
      const key = `${at.tagName} ${name}`;
      const row = rows.get(key) ?? [];
      if (!row.includes(at)) row.push(at);
      rows.set(key, row);
    }
  }
  for (const row of rows.values()) {
    const cards = row.filter(
      (element) => (element.textContent ?? '').replace(/\s+/g, ' ').length <= teasers.longest,
    );
    if (cards.length >= teasers.atLeast && cards.length === row.length)
      for (const card of cards) card.remove();
  }
}
