import type { TextBlock } from './blocks.ts';
import { sameWords, textOf, type Page, type PageElement } from './dom.ts';

/** Elements without readable text. */
const machinery =
  'script,style,noscript,template,iframe,object,embed,svg,canvas,video,audio,button,input,select,textarea,' +
  'amp-ad,amp-embed,amp-consent,amp-sidebar,amp-user-notification,amp-sticky-ad,amp-lightbox,amp-list,amp-autocomplete';

/** Elements never part of an article. */
const never =
  'nav,aside,form,dialog,menu,figcaption,[hidden],[role="navigation"],[role="complementary"],[role="dialog"],' +
  '[role="search"],[role="banner"],[role="contentinfo"],[role="menu"],[aria-label="breadcrumb"]';

/** Words in class names and ids of page furniture, in English and Indonesian. */
const surrounding = new Set(
  (
    'sharebar sharethis addthis sosmed bagikan medsos ' +
    'related relatedcontent relateds terkait rekomendasi recommend recommended recommendation recommendations recirc ' +
    'bacajuga linksisip lihatjuga simakjuga readmore readalso alsoread morefrom ' +
    'newsletter newsletters signup optin ' +
    'comment comments commentlist komentar disqus respond ' +
    'advert adverts advertisement advertising advertorial adsense adslot adunit iklan sponsor sponsored sponsors ' +
    'outbrain taboola mgid dfp gpt ' +
    'breadcrumb breadcrumbs byline bylines authorbox postauthor authorbio penulis ' +
    'navbar navigation topnav toolbar pagination pager ' +
    'caption captions credit credits copyright wpcaption imagecaption photocaption ' +
    'cookie cookies consent gdpr modal popup tooltip ' +
    'taglist tagcloud categories postmeta entrymeta postinfo skiplink'
  ).split(' '),
);

/** Two adjacent words that mean one of the above. */
const pairs = new Set(
  (
    'baca-juga lihat-juga simak-juga read-more read-also also-read see-also more-from you-may author-bio author-box author-info ' +
    'post-author article-author post-meta entry-meta article-meta post-tags article-tags tag-list read-next up-next most-read most-popular ' +
    'sign-up wp-caption image-meta photo-meta screen-reader visually-hidden sr-only skip-link jp-relatedposts ' +
    'article-promo cat-links print-header breaking-now make-homepage posted-on after-post follow-us'
  ).split(' '),
);

/** Ambiguous words, which also name layouts of the article: such elements are removed only if they hold no prose of the story. */
const ambiguous = new Set(
  (
    'share sharing shares social socials subscribe subscription paywall ad ads adv promo promos promotion sidebar footer menu ' +
    'popular terpopuler trending teaser teasers carousel slider swiper overlay tags timestamp pubdate author gallery galleria recent ' +
    'rail widget callout infobox screen slideshow hidden feedback rating ratings'
  ).split(' '),
);
const ambiguousPairs = new Set(
  'off-screen print-only entry-footer post-footer article-footer in-article'.split(' '),
);

/** Words that mark the article itself, whatever else the name says. */
const articleName =
  /(?:article|story|post|entry|news|detail|content)[-_]?(?:body|content|text)|articlebody|isi-?berita/i;

const exempt = new Set(['A', 'BODY', 'MAIN', 'ARTICLE', 'HTML']);

/** Class and id as separate words: `articleByline` → `article-byline`. */
function namesOf(element: PageElement): string {
  return `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

const isPicture = (names: string) =>
  /(?:^|[^a-z])(?:image|img|photo|foto|picture|media|gambar)(?:$|[^a-z])/.test(names);

/** Whether a name contains one of the words or pairs. */
function names(written: string, words: ReadonlySet<string>, pairs: ReadonlySet<string>): string | undefined {
  for (const name of written.split(/\s+/)) {
    const parts = name.split(/[^a-z]+/).filter((part) => part !== '');
    for (const [at, part] of parts.entries()) {
      if (words.has(part)) return part;
      const pair = `${part}-${parts[at + 1] ?? ''}`;
      if (pairs.has(pair)) return pair;
    }
  }
  return undefined;
}

/** Bootstrap classes: print only. With a breakpoint, they are shown on larger screens. */
const isNeverShown = (written: string) =>
  /(?:^| )d-none(?: |$)/.test(written) && !/d-(?:sm|md|lg|xl|xxl)-/.test(written);

/** Shorter blocks may be menus, in characters. */
const proseFrom = 80;
/** An element with more than this share of all prose is kept, whatever its name. */
const keptShare = 0.3;

/** Characters of prose in each element. */
function proseOf(blocks: readonly TextBlock[], body: PageElement) {
  const held = new Map<PageElement, { prose: number; consent: number }>();
  for (const { text, element, linked } of blocks) {
    if (text.length < proseFrom || linked > text.length / 2) continue;
    const consent = asksForConsent(text) ? text.length : 0;
    for (let at: PageElement | null = element; at !== null; at = at.parentElement) {
      const sum = held.get(at) ?? { prose: 0, consent: 0 };
      held.set(at, { prose: sum.prose + text.length, consent: sum.consent + consent });
    }
  }
  const of = (element: PageElement) => held.get(element)?.prose ?? 0;
  return {
    of,
    whole: of(body),
    /** Whether most of an element's prose is a cookie notice. */
    isConsent: (element: PageElement) => (held.get(element)?.consent ?? 0) > of(element) / 2,
  };
}

const asksForConsent = (text: string) =>
  /\b(?:cookies?|kuki|gdpr)\b/i.test(text) && /\b(?:we|our|us|you|your|kami|anda|situs|laman)\b/i.test(text);

/** `part` of the surrounding page; or only its `name` says so, which may be wrong if it holds prose of the story. */
export type Why = 'part' | 'name';

export function withoutMachinery(page: Page): void {
  for (const element of page.querySelectorAll(machinery)) element.remove();
}

/**
 * Finds everything around the story: menus, teasers, share buttons, captions, comments, advertisements, other stories. What
 * holds a good part of all prose is the story, whatever its name, and so are elements with one ambiguous name that hold it
 * together.
 *
 * @param blocks all blocks of the page
 */
export function surroundings(
  page: Page,
  blocks: readonly TextBlock[],
  title: string,
): ReadonlyMap<PageElement, Why> {
  const prose = proseOf(blocks, page.body);
  const found = new Map<PageElement, Why>();
  const isOut = (element: PageElement) => isWithin(element, found);
  const take = (element: PageElement, why: Why = 'part') => {
    const isTooMuch = prose.of(element) > keptShare * prose.whole && !prose.isConsent(element);
    if (!isTooMuch && found.get(element) !== 'part') found.set(element, why);
  };
  for (const element of page.querySelectorAll(never)) take(element);
  for (const element of page.querySelectorAll('header,footer')) take(element, 'name');
  for (const element of page.querySelectorAll('figure')) {
    if (element.querySelector('table,blockquote,pre') === null) take(element);
  }
  for (const element of page.body.querySelectorAll('[style],[aria-hidden="true"]'))
    if (isHidden(element)) take(element);
  for (const element of otherArticles(page, prose.of, title, isOut)) found.set(element, 'part');
  for (const element of teaserRows(page, prose.of, isOut)) found.set(element, 'part');
  const ambiguouslyNamed = new Map<string, PageElement[]>();
  for (const element of page.body.querySelectorAll('[class],[id]')) {
    if (exempt.has(element.tagName)) continue;
    const written = namesOf(element);
    if (articleName.test(written)) continue;
    if (isNeverShown(written) || names(written, surrounding, pairs) !== undefined) take(element);
    else if (isPicture(written) && prose.of(element) < 400 && element.querySelector('img,picture') !== null)
      take(element);
    else {
      const name = names(written, ambiguous, ambiguousPairs);
      if (name !== undefined && !isOut(element))
        ambiguouslyNamed.set(name, [...(ambiguouslyNamed.get(name) ?? []), element]);
    }
  }
  for (const elements of ambiguouslyNamed.values()) {
    const all = new Set(elements);
    const together = elements
      .filter((element) => !isWithin(element.parentElement, all))
      .reduce((sum, element) => sum + prose.of(element), 0);
    const isLayout = together > keptShare * prose.whole;
    for (const element of elements) if (!isLayout || prose.of(element) === 0) take(element, 'name');
  }
  return found;
}

/** Whether an element or one of its ancestors is among these. */
function isWithin(element: PageElement | null, these: { has(element: PageElement): boolean }): boolean {
  for (let at = element; at !== null; at = at.parentElement) if (these.has(at)) return true;
  return false;
}

function isHidden(element: PageElement): boolean {
  return (
    element.getAttribute('aria-hidden') === 'true' ||
    /display:none|visibility:hidden/i.test((element.getAttribute('style') ?? '').replace(/\s/g, ''))
  );
}

/** If one `article` is the story, by its heading or by being much longer, the others are teasers or other stories. */
function otherArticles(
  page: Page,
  prose: (element: PageElement) => number,
  title: string,
  isOut: (element: PageElement) => boolean,
): readonly PageElement[] {
  const all = [...page.querySelectorAll('article')];
  if (all.length < 2) return [];
  const withHeading = all.filter(
    (element) => !isOut(element) && element.querySelector('h1') !== null && prose(element) > 0,
  );
  const titled = withHeading.filter((element) => sameWords(textOf(element.querySelector('h1')) ?? '', title));
  const [longest, second] = all.toSorted((a, b) => prose(b) - prose(a));
  const story =
    titled.length === 1
      ? titled[0]!
      : withHeading.length === 1 && prose(longest!) <= 2.5 * prose(withHeading[0]!)
        ? withHeading[0]!
        : prose(longest!) > 2.5 * prose(second!)
          ? longest!
          : null;
  return story === null ? [] : all.filter((element) => element !== story && !element.contains(story));
}

/** Minimum length of a row of teasers, and most characters of each. */
const teasers = { atLeast: 3, longest: 300 };

/** Rows of teasers: siblings of one class, each with a picture, a link and few words. */
function teaserRows(
  page: Page,
  prose: (element: PageElement) => number,
  isOut: (element: PageElement) => boolean,
): readonly PageElement[] {
  const rows = new Map<string, Set<PageElement>>();
  for (const link of page.body.querySelectorAll('a img')) {
    if (isOut(link)) continue;
    for (let at = link.parentElement; at !== null && at.tagName !== 'BODY'; at = at.parentElement) {
      if (prose(at) > teasers.longest) break;
      const name = at.getAttribute('class') ?? '';
      if (name === '') continue;
      const key = `${at.tagName} ${name}`;
      rows.set(key, (rows.get(key) ?? new Set()).add(at));
    }
  }
  return [...rows.values()]
    .map((row) => [...row])
    .filter(
      (row) =>
        row.length >= teasers.atLeast &&
        row.every((one) => (one.textContent ?? '').replace(/\s+/g, ' ').length <= teasers.longest),
    )
    .flat();
}
